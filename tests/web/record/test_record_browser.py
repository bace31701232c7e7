"""The record in a real browser: drafts by themselves, no script needed, nothing that its own rules forbid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, expect

from fram.web.record.actions.importing import Arrival, take_in
from fram.web.record.models import Draft
from fram.web.record.queries.records import get_record
from tests.web.cast import Cast
from tests.web.record.conftest import PAGE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow]
AXE = "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})"


@pytest.fixture
def address(cast: Cast, content: dict[str, Any], live_server: Any) -> str:
    """Where the record of Nordlys is, filled with the example."""
    arrival = Arrival(profile=get_record(cast.nordlys).profile, product=None, content=content)
    take_in(by=cast.actor(cast.kari), company=cast.nordlys, arrival=arrival)
    return str(live_server.url)


@pytest.fixture
def signed_in(cast: Cast, browser: Browser, address: str) -> Iterator[Any]:
    """Open a window in which Kari is signed in."""
    opened: list[BrowserContext] = []
    cookie = cast.client(cast.kari).cookies[settings.SESSION_COOKIE_NAME].value

    def window(**options: Any) -> BrowserContext:
        context = browser.new_context(**options)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])
        opened.append(context)
        return context

    yield window
    for context in opened:
        context.close()


def test_a_draft_is_kept_while_one_types(signed_in: Any, address: str) -> None:
    page = signed_in(locale="en").new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{address}{PAGE}company/")
    page.get_by_label("Anything the board should know").fill("Half a sentence")
    expect(page.locator("#draft-said")).to_contain_text("Draft saved at", timeout=15_000)
    assert Draft.objects.get().answers["company.note"] == ["Half a sentence"]
    page.reload()
    page.get_by_role("link", name="Go on with the draft").click()
    expect(page.get_by_label("Anything the board should know")).to_have_value("Half a sentence")
    assert said == []  # nothing that the content policy turned away


def test_without_a_script_everything_works(cast: Cast, signed_in: Any, address: str) -> None:
    page = signed_in(locale="en", java_script_enabled=False).new_page()
    page.goto(f"{address}{PAGE}money/")
    page.get_by_label("How much cash is in the bank today?").fill("nine")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("link", name="How much cash is in the bank today?").click()
    page.get_by_label("How much cash is in the bank today?").fill("9 mill")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who owns the company?")
    assert get_record(cast.nordlys).content["company"]["cash_nok"] == 9_000_000
    page.goto(f"{address}{PAGE}claims/")
    page.get_by_role("button", name="Remove").first.click()
    page.get_by_role("button", name="Undo").click()
    assert len(get_record(cast.nordlys).content["product"]["claims"]) == 2


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize(
    "rest", ["", "page/facts-software/", "page/certificates/", "page/evidence/0/", "history/", "files/"]
)
def test_pages_are_open_to_everybody(
    signed_in: Any, address: str, axe_source: str, rest: str, width: int
) -> None:
    page = signed_in(viewport={"width": width, "height": 900}, bypass_csp=True).new_page()
    page.goto(f"{address}/record/nordlys/{rest}")
    page.evaluate(axe_source)
    found = page.evaluate(AXE)["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
