"""Every page of the invented universe, reached by its links: whole, few queries, nothing that runs inline."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from fram.web.accounts.models import Membership, Person, Role
from fram.web.demo.places import Places, Size
from fram.web.demo.universe import fill
from tests.web.cast import HOST
from tests.web.demo.crawling import crawl

MOST_QUERIES = 25
ONE_FOR_EACH_TABLE = ("/me/print-out",)
"""What is held about a person is asked of each table that may hold something: that is its work."""
LOUD = re.compile(r"\son\w+\s*=\s*[\"']|\sstyle\s*=|<style|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE)
ROLES = (Role.OWNER, Role.READER, Role.LEAD, Role.ADVISER, Role.ANALYST)


@pytest.fixture
def universe(db: object) -> Places:
    return fill(Size(companies=40, entries=2_000))


@pytest.mark.parametrize("role", [*ROLES, "site"])
@pytest.mark.parametrize("lang", ["en", pytest.param("nb", marks=pytest.mark.slow)])
def test_every_page_of(universe: Places, role: str, lang: str) -> None:
    seen = crawl(_browser(universe, role, lang=lang))
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


def _browser(universe: Places, role: str, *, lang: str) -> Client:
    browser = Client(HTTP_HOST=HOST, headers={"accept-language": lang})
    person = universe.admin if role == "site" else _somebody(role)
    browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def _somebody(role: str) -> Person:
    held = Membership.objects.filter(role=role).select_related("person").order_by("pk").first()
    assert held is not None
    found: Person = held.person
    return found
