"""The story of a desk in a real browser: from sign-up to consent withdrawn, and who sees nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.desk import check, newest_link, running, sign_in

pytestmark = pytest.mark.browser
WORD = "Fjellbekk-grana-77"
ACCEPT = "I have read the privacy note"


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A desk on an empty home, where anybody may sign up."""

    address: str
    home: Path


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    home = tmp_path_factory.mktemp("home")
    with running(home, "serve", FRAM_SIGN_UP="open") as address:
        yield Desk(address=address, home=home)


def newcomer(browser: Browser, desk: Desk, name: str, *, start: str = "", axe_source: str = "") -> Page:
    """Somebody signs up in a browser of their own and proves their address by the mail they get.

    With `axe_source` each page on the way is checked.
    """
    page = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900}).new_page()

    def look() -> None:
        if axe_source:
            check(page, axe_source)

    page.goto(start or f"{desk.address}/account/signup/")
    look()
    if start and "/invitations/" in start:
        page.get_by_role("link", name="Sign up and answer").click()
        look()
    email = f"{name.lower()}@example.org"
    page.fill("input[name=name]", f"{name} (invented)")
    if page.locator("input[name=email]").is_editable():
        page.fill("input[name=email]", email)
    page.fill("input[name=password1]", WORD)
    page.locator("input[type=checkbox]").first.check()
    page.get_by_role("button", name="Sign up").click()
    if not start or "/invitations/" not in start:
        look()
        page.goto(newest_link(desk.home, email))
        look()
        page.get_by_role("button", name="Yes, this is mine").click()
    look()
    return page


def test_from_the_first_sign_up_to_consent_withdrawn(desk: Desk, browser: Browser, axe_source: str) -> None:
    first = re.search(r"http\S+/welcome/\S+", (desk.home / "out").read_text())
    assert first is not None, (desk.home / "out").read_text()
    link = re.sub(r"http://[^/]+", desk.address, first[0])
    siri = newcomer(browser, desk, "Siri", start=link)
    for body, lead in (("Klyngen", "Ane"), ("Eksporthuset", "Geir")):
        siri.goto(f"{desk.address}/bodies/")
        siri.fill("form.ask input[name=name]", f"{body} (invented)")
        siri.fill("form.ask input[name=email]", f"{lead.lower()}@example.org")
        siri.get_by_role("button", name="Register and invite").click()
        expect(siri.get_by_role("rowheader", name=body)).to_be_visible()
    check(siri, axe_source)

    people = {}
    for lead in ("Ane", "Geir"):
        invited = newest_link(desk.home, f"{lead.lower()}@example.org")
        people[lead] = newcomer(
            browser, desk, lead, start=invited, axe_source=axe_source if lead == "Ane" else ""
        )
        if "/invitations/" not in people[lead].url:
            people[lead].goto(invited)
        people[lead].get_by_role("button", name="Join").click()
        expect(people[lead].get_by_role("status").first).to_contain_text("You belong to")
        check(people[lead], axe_source)

    kari = newcomer(browser, desk, "Kari", axe_source=axe_source)
    kari.goto(f"{desk.address}/organisations/new/")
    check(kari, axe_source)
    kari.fill("input[name=name]", "Nordlys Vital AS (invented)")
    kari.get_by_role("button", name="Register").click()
    check(kari, axe_source)
    own = re.search(r"nordlys-vital-as-invented-[0-9a-f]{4}", kari.url)
    assert own is not None, kari.url
    nordlys = own[0]
    kari.goto(f"{desk.address}/record/{nordlys}/start/")
    check(kari, axe_source)
    _fill(kari, "What is the product called?", "Halo")
    _fill(kari, "How much cash is in the bank today?", "14 000 000")
    kari.get_by_role("button", name="Begin the record").click()
    expect(kari.get_by_role("heading", level=1)).to_have_text("What do we know?")
    check(kari, axe_source)

    kari.goto(f"{desk.address}/organisations/{nordlys}/sharing/klyngen-invented/")
    for section in ("Company:", "Product:", "Evidence:", "Support:"):
        kari.get_by_role("checkbox", name=section).check()
    check(kari, axe_source)
    kari.get_by_role("button", name="Save").click()
    expect(kari.get_by_role("status").first).to_contain_text("sees this from now on")

    ane = people["Ane"]
    ane.goto(f"{desk.address}/programme/klyngen-invented/")
    expect(ane.get_by_role("link", name="Nordlys Vital AS (invented)").first).to_be_visible()
    check(ane, axe_source)
    assert ane.goto(f"{desk.address}/record/{nordlys}/").status == 200  # type: ignore[union-attr]
    expect(ane.get_by_text("14 000 000")).to_have_count(0)
    check(ane, axe_source)
    ane.goto(f"{desk.address}/programme/{nordlys}/bodies/klyngen-invented/change/")
    check(ane, axe_source)
    ane.locator("input[value=engaging]").check()
    ane.locator("select[name=adviser]").select_option(label="Ane (invented)")
    ane.locator("main form .ds-button[data-variant=primary]").first.click()
    assert ane.get_by_role("alert").count() == 0, ane.get_by_role("alert").inner_text()
    ane.goto(f"{desk.address}/programme/{nordlys}/bodies/klyngen-invented/hand-over/")
    check(ane, axe_source)
    ane.get_by_role("radio", name="Eksporthuset").check()
    ane.locator("input[name=topics]").first.check()
    ane.locator("input[name=sections]").first.check()
    ane.locator("textarea").first.fill("They know Germany better than we do.")
    ane.locator("main form .ds-button[data-variant=primary]").first.click()
    assert ane.get_by_role("alert").count() == 0, ane.get_by_role("alert").inner_text()
    expect(ane.get_by_role("heading", level=1)).to_contain_text("Eksporthuset")
    hand_over = ane.url
    check(ane, axe_source)

    kari.goto(hand_over)
    check(kari, axe_source)
    kari.get_by_role("button", name="Agree and share").click()
    geir = people["Geir"]
    geir.goto(hand_over)
    check(geir, axe_source)
    geir.get_by_role("button", name="Take it over").click()
    kari.goto(f"{desk.address}/programme/{nordlys}/")
    expect(kari.get_by_role("main")).to_contain_text("Eksporthuset (invented)")
    check(kari, axe_source)

    rita = newcomer(browser, desk, "Rita")
    for path in ("record", "programme", "decide", "organisations"):
        answer = rita.goto(f"{desk.address}/{path}/{nordlys}/")
        assert answer is not None
        assert answer.status == 404, path
    check(rita, axe_source)

    kari.goto(f"{desk.address}/organisations/{nordlys}/sharing/eksporthuset-invented/")
    kari.get_by_role("button", name="Withdraw everything").click()
    expect(kari.get_by_role("status").first).to_contain_text("sees nothing any more")
    answer = geir.goto(f"{desk.address}/record/{nordlys}/")
    assert answer is not None
    assert answer.status == 404
    geir.goto(f"{desk.address}/programme/eksporthuset-invented/?state=closed")
    check(geir, axe_source)
    kari.goto(f"{desk.address}/organisations/{nordlys}/log/")
    expect(kari.get_by_role("main")).to_contain_text("changed what a body may see")
    check(kari, axe_source)


def _fill(page: Page, label: str, text: str) -> None:
    page.get_by_label(label).first.fill(text)


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A desk with the invented universe."""
    with running(tmp_path_factory.mktemp("home"), "demo") as address:
        yield address


def test_by_keyboard_alone(invented: str, browser: Browser) -> None:
    page = browser.new_context(locale="en-GB").new_page()
    page.goto(f"{invented}/account/login/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    _tab_to(page, "login")
    page.keyboard.type("person1@demo.example")
    _tab_to(page, "password")
    page.keyboard.type("fram-demo-2026")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What do we know?")

    _follow(page, "Cash and burn")
    _tab_to(page, "company.monthly_burn_nok")
    page.keyboard.press("Control+A")
    page.keyboard.type("910000")
    _follow(page, "Save and close")
    expect(page.get_by_role("status").first).to_be_visible()

    _follow(page, "Sharing")
    _follow(page, "Share Klyngen for nære tjenester (invented)")
    _tab_to(page, "sections")
    page.keyboard.press("Space")
    _follow(page, "Save")
    expect(page.get_by_role("status").first).to_contain_text("sees this from now on")
    _follow(page, "Change Klyngen for nære tjenester (invented)")
    _follow(page, "Withdraw everything")
    expect(page.get_by_role("status").first).to_contain_text("sees nothing any more")
    page.context.close()


def _follow(page: Page, text: str) -> None:
    """Go to a link or button by the keyboard, and press it."""
    _tab_to_text(page, text)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _tab_to(page: Page, name: str, *, most: int = 90) -> None:
    for _ in range(most):
        if page.evaluate("document.activeElement.name || ''") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {name} on {page.url}")


def _tab_to_text(page: Page, text: str, *, most: int = 90) -> None:
    for _ in range(most):
        if page.evaluate("document.activeElement.textContent.trim()") == text:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach “{text}” on {page.url}")


def test_without_javascript_on_a_phone(invented: str, browser: Browser) -> None:
    context = browser.new_context(
        locale="nb-NO", java_script_enabled=False, viewport={"width": 375, "height": 800}
    )
    page = context.new_page()
    page.goto(f"{invented}/account/login/")
    page.fill("input[name=login]", "person1@demo.example")
    page.fill("input[name=password]", "fram-demo-2026")
    page.press("input[name=password]", "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hva vet vi?")
    page.goto(f"{invented}/organisations/nordlys-vital/sharing/klyngen-for-naere-tjenester/")
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_role("status").first).to_contain_text("ser dette fra nå av")
    context.close()


@pytest.mark.slow
def test_the_plan_that_was_asked_for_is_computed(invented: str, browser: Browser, axe_source: str) -> None:
    page = browser.new_context(locale="en-GB").new_page()
    sign_in(page, invented, "person1@demo.example")
    page.goto(f"{invented}/decide/nordlys-vital/1/")
    expect(page.locator(".board")).to_be_visible(timeout=120_000)
    check(page, axe_source)
    page.context.close()


@pytest.mark.slow
def test_error_pages_are_fit_to_be_seen(invented: str, browser: Browser, axe_source: str) -> None:
    page = browser.new_context(locale="en-GB").new_page()
    page.goto(f"{invented}/nowhere/")
    check(page, axe_source)
    sign_in(page, invented, "person5@demo.example")
    page.goto(f"{invented}/record/nordlys-vital/")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such page")
    check(page, axe_source)
    page.context.close()
