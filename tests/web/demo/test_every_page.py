"""Every page of the invented universe, reached by its links: whole, few queries, nothing that runs inline."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from fram.web.accounts.models import Membership, Person, Role
from fram.web.demo.places import Places, Size
from fram.web.demo.universe import fill
from tests.slowly import slow
from tests.web.cast import HOST
from tests.web.demo.crawling import crawl
from tests.web.demo.pressing import press

MOST_QUERIES = 25
ONE_FOR_EACH_TABLE = ("/me/print-out",)
"""What is held about a person is asked of each table that may hold something: that is its work."""
LOUD = re.compile(r"\son\w+\s*=\s*[\"']|\sstyle\s*=|<style|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE)
ROLES = (Role.OWNER, Role.READER, Role.LEAD, Role.ADVISER, Role.ANALYST)
NOT_OPEN = (403, 404, 405)


@pytest.fixture
def universe(db: object) -> Places:
    return fill(Size(companies=40, entries=2_000))


@pytest.mark.parametrize("role", [*ROLES, "site"])
@pytest.mark.parametrize("lang", ["en", pytest.param("nb", marks=pytest.mark.slow)])
def test_every_page_of(universe: Places, role: str, lang: str) -> None:
    seen = crawl(browser_of(universe, role, lang=lang))
    assert len(seen) > 8, sorted(seen)
    assert {address: page.status for address, page in seen.items() if page.status != 200} == {}
    many = {address: page.queries for address, page in seen.items() if page.queries > MOST_QUERIES}
    assert {
        address: asked for address, asked in many.items() if not address.startswith(ONE_FOR_EACH_TABLE)
    } == {}
    assert {address: found for address, page in seen.items() if (found := LOUD.findall(page.html))} == {}
    for address, page in seen.items():
        if page.html:
            assert page.html.count("<h1") == 1, address
            assert re.search(r"<title>\s*\S[^<]* · Fram</title>", page.html), address
            assert f'<html lang="{lang}"' in page.html, address


@pytest.mark.parametrize(
    "role", ["reader", "analyst", *map(slow, ("owner", "editor", "lead", "adviser", "site"))]
)
def test_every_button_is_open_to_whoever_finds_it(universe: Places, role: str) -> None:
    browser = browser_of(universe, role, lang="en")
    answers = press(browser, crawl(browser))
    wrong = {pressed: status for pressed, status in answers.items() if status in NOT_OPEN or status >= 500}
    assert wrong == {}
    assert len(answers) > 3, sorted(answers)


def browser_of(universe: Places, role: str, *, lang: str) -> Client:
    """The browser of somebody with this role, reading in this language."""
    browser = Client(HTTP_HOST=HOST, headers={"accept-language": lang})
    person = universe.admin if role == "site" else _somebody(role)
    browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def _somebody(role: str) -> Person:
    held = Membership.objects.filter(role=role).select_related("person").order_by("pk").first()
    assert held is not None
    found: Person = held.person
    return found
