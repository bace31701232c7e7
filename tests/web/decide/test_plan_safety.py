"""The pages of plans and works let nothing run that the desk did not bring, and have one heading each."""

from __future__ import annotations

import re

import pytest

from fram.web.decide import queries
from tests.web.cast import Cast
from tests.web.decide.conftest import PLANS, MakePlan

LOUD = re.compile(r"\son\w+\s*=|\sstyle\s*=|<style|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE)


@pytest.fixture
def pages(cast: Cast, done: MakePlan, stopped: MakePlan, queue: MakePlan) -> dict[str, str]:
    """Every page of plans and of work by its address."""
    first, second = done(), done()
    addresses = [
        PLANS, f"{PLANS}?deleted=1", f"{PLANS}new/", f"{PLANS}{first.pk}/", f"{PLANS}{stopped().pk}/",
        f"{PLANS}{second.pk}/comparison/?with={first.pk}", f"{PLANS}{queue().pk}/", "/nowhere/",
    ]  # fmt: skip
    kari, siri = cast.client(cast.kari), cast.client(cast.siri)
    found = {address: kari.get(address).content.decode() for address in addresses}
    return {**found, "/jobs/": siri.get("/jobs/").content.decode()}


def test_pages_bring_no_inline_code(pages: dict[str, str]) -> None:
    assert {address: found for address, html in pages.items() if (found := LOUD.findall(html))} == {}


def test_pages_load_nothing_from_elsewhere(pages: dict[str, str]) -> None:
    loaded = re.compile(r'<(?:link|script|img)[^>]*(?:src|href)="(?!/static/)([^"]*)"')
    assert {address: found for address, html in pages.items() if (found := loaded.findall(html))} == {}


def test_every_page_has_one_heading_a_title_and_its_language(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        assert html.count("<h1") == 1, address
        assert re.search(r"<title>\S[^<]* · Fram</title>", html), address
        assert '<html lang="en"' in html, address


def test_a_form_from_elsewhere_changes_nothing(cast: Cast, queue: MakePlan) -> None:
    plan = queue()
    strict = cast.client(cast.kari, strict=True)
    answer = strict.post(f"{PLANS}{plan.pk}/delete/")
    assert answer.status_code == 403
    assert "The form is out of date" in answer.content.decode()
    assert queries.get_plan(cast.nordlys, plan.pk)
