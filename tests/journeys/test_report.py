"""A reader opens the report in a real browser: on a desk, on a phone, in the dark, without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from fram.workspace.papers.report import report_html
from tests.golden.paper_record import record

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
PHONE, DESK = {"width": 375, "height": 800}, {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The report in both languages, as files."""
    folder = tmp_path_factory.mktemp("report")
    found = {}
    for lang in ("en", "nb"):
        found[lang] = folder / f"plan.{lang}.html"
        found[lang].write_text(report_html(record(), lang=lang), encoding="utf-8")
    return found


class Reader:
    """Opens reports and keeps what the page asked for and complained about."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.asked: list[str] = []
        self.complaints: list[str] = []

    def open(self, file: Path, **options: Any) -> Page:
        page = self.browser.new_context(**options).new_page()
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(file.as_uri())
        return page


@pytest.fixture
def reader(browser: Browser) -> Iterator[Reader]:
    found = Reader(browser)
    yield found
    for context in browser.contexts:
        context.close()


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_it_needs_nothing_but_itself(reader: Reader, files: dict[str, Path], lang: str) -> None:
    page = reader.open(files[lang], viewport=DESK)
    assert reader.asked == [files[lang].as_uri()]
    assert reader.complaints == []
    assert page.locator("h1").inner_text().startswith("Nordlys Vital AS")


@pytest.mark.parametrize("lang", ["en", "nb"])
@pytest.mark.parametrize(
    "viewport", [PHONE, DESK, {"width": 320, "height": 640}], ids=["phone", "desk", "narrow"]
)
def test_nothing_makes_the_page_wider_than_the_screen(
    reader: Reader, files: dict[str, Path], viewport: dict[str, int], lang: str
) -> None:
    page = reader.open(files[lang], viewport=viewport)
    page.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


AT_ONCE = {("phone", "nb", "dark"), ("desk", "en", "light")}
"""What every run of the tests looks at; the others of the eight come in `make test-slow`."""


@pytest.mark.parametrize(
    ("viewport", "lang", "scheme"),
    [
        pytest.param(viewport, lang, scheme, id=f"{name}-{lang}-{scheme}", marks=marks)
        for name, viewport in (("phone", PHONE), ("desk", DESK))
        for lang in ("en", "nb")
        for scheme in ("light", "dark")
        for marks in [[] if (name, lang, scheme) in AT_ONCE else [pytest.mark.slow]]
    ],
)
def test_everyone_can_read_it(
    reader: Reader, files: dict[str, Path], axe_source: str, viewport: dict[str, int], lang: str, scheme: str
) -> None:
    page = reader.open(files[lang], viewport=viewport, color_scheme=scheme, bypass_csp=True)
    page.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true })")
    page.add_script_tag(content=axe_source)
    rules = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']}"
    found = page.evaluate(f"axe.run(document, {rules})")
    faults = [
        (one["id"], one["impact"], [node["html"][:120] for node in one["nodes"]][:3])
        for one in found["violations"]
    ]
    assert faults == []
    assert len(found["passes"]) > 20


def test_the_list_can_be_sorted_and_filtered_with_the_keyboard(
    reader: Reader, files: dict[str, Path]
) -> None:
    page = reader.open(files["en"], viewport=DESK)
    names = page.locator("#all tbody tr:visible th")
    assert names.first.inner_text() == "Price at home"
    page.locator("#all th button").first.focus()
    page.keyboard.press("Enter")
    shown = names.all_inner_texts()
    assert shown == sorted(shown)
    assert page.locator("#all thead th").first.get_attribute("aria-sort") == "ascending"
    page.keyboard.press("Enter")
    assert names.all_inner_texts() == sorted(shown, reverse=True)

    page.locator("#find").fill("germany cycle")
    assert names.all_inner_texts() == ["Sales cycle"]
    assert page.locator("#shown").inner_text() == "1 of 10 shown"
    page.locator("#find").fill("")
    page.locator("#origin").select_option("unchecked")
    assert names.all_inner_texts() == ["Sales cycle"]


def test_values_sort_as_numbers(reader: Reader, files: dict[str, Path]) -> None:
    page = reader.open(files["nb"], viewport=DESK)
    page.locator("#all th button").nth(2).click()
    values = page.locator("#all tbody td.value").evaluate_all(
        "cells => cells.map(c => Number(c.dataset.value))"
    )
    assert values == sorted(values)


def test_jumping_to_a_market_and_unfolding_what_is_linked(reader: Reader, files: dict[str, Path]) -> None:
    page = reader.open(files["en"], viewport=PHONE, bypass_csp=True)  # waiting evaluates text
    page.locator("#jump").select_option("market-JP")
    page.wait_for_function("Math.abs(document.getElementById('market-JP').getBoundingClientRect().top) < 60")
    assert page.evaluate("document.activeElement.textContent") == "Japan"


def test_the_skip_link_is_the_first_stop(reader: Reader, files: dict[str, Path]) -> None:
    page = reader.open(files["en"], viewport=DESK)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"


def test_it_works_without_javascript(reader: Reader, files: dict[str, Path]) -> None:
    page = reader.open(files["nb"], viewport=DESK, java_script_enabled=False)
    assert page.locator("#all tbody tr").count() == 10
    assert page.locator("#all tbody tr").first.is_visible()
    assert not page.locator("#find").is_visible()
    assert not page.locator("#jump").is_visible()
    page.locator(".contents a[href='#method']").click()
    assert page.url.endswith("#method")
    page.locator("#market-US .basis > summary").click()
    assert page.locator("#market-US .basis table").is_visible()
    page.locator("#market-US .account > summary").click()
    assert page.locator("#market-US .plot svg").is_visible()


def test_on_paper_the_board_page_is_one_page_and_the_list_is_whole(
    reader: Reader, files: dict[str, Path]
) -> None:
    page = reader.open(files["en"], viewport={"width": 690, "height": 980})  # A4 less its margins
    page.emulate_media(media="print")
    assert not page.locator(".contents").is_visible()
    assert page.evaluate("document.querySelector('#board').getBoundingClientRect().bottom") < 980
    assert page.locator("#all tbody tr:visible").count() == 10
    assert page.evaluate("document.documentElement.scrollWidth") <= 690
    assert page.pdf(format="A4")[:4] == b"%PDF"
