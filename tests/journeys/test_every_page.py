"""Every page of the invented universe in a real browser: nothing inaccessible, at any width and light."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.desk import check, running, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROLES = {
    "owner": "person1",
    "reader": "person5",
    "lead": "person81",
    "adviser": "person82",
    "site": "person105",
    "editor": "person2",
    "analyst": "person84",
    "nobody": "",
}
"""Who looks, by their address; `nobody` is signed out."""
UNLINKED = ("/gallery/", "/account/signup/", "/account/password/reset/", "/there-is-no-such-page/")
"""Pages that no link leads to, or only for some; the last one is not there, and says so."""
LINK = re.compile(r'<a\b[^>]*\shref="([^"#]+)"')
NO_PAGES = re.compile(
    r"/static/|/language/|/account/logout/|\.(csv|json|toml|pdf|xlsx|pptx|docx|html)$|/report/"
)
MOST = 70


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(tmp_path_factory.mktemp("home"), "demo") as address:
        yield address


def test_the_first_pages_hold_at_desk_and_phone_width(desk: str, browser: Browser, axe_source: str) -> None:
    page = _page(browser, desk, "owner", locale="en-GB", scheme="light")
    for address in pages_of(page, desk, most=12):
        page.goto(address)
        check(page, axe_source)
    page.context.close()


@pytest.mark.parametrize(
    ("role", "locale", "scheme", "widths"),
    [
        *((role, "nb-NO", "dark", (360, 1600)) for role in ROLES),
        # What these see holds the pages of all others.
        *((role, "en-GB", "light", (1280, 375)) for role in ("owner", "lead", "site", "nobody")),
    ],
)
def test_pages_hold_in_both_languages_and_lights(
    desk: str, browser: Browser, axe_source: str, role: str, locale: str, scheme: str, widths: tuple[int, ...]
) -> None:
    page = _page(browser, desk, role, locale=locale, scheme=scheme)
    for address in pages_of(page, desk, least=11 if ROLES[role] else 6):
        page.goto(address)
        check(page, axe_source, widths=widths)
    page.context.close()


def _page(browser: Browser, desk: str, role: str, *, locale: str, scheme: str) -> Page:
    context = browser.new_context(locale=locale, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    if ROLES[role]:
        sign_in(page, desk, f"{ROLES[role]}@demo.example")
    return page


def pages_of(page: Page, desk: str, *, most: int = MOST, least: int = 11) -> list[str]:
    """The pages reached by links, one of each kind: a number or a name makes no other kind."""
    first = [f"{desk}/?stay=1", f"{desk}/", *(f"{desk}{address}" for address in UNLINKED)]
    waiting, known = deque(first), set[str]()
    kinds: Counter[str] = Counter()
    found = []
    while waiting and len(found) < most:
        address = waiting.popleft()
        kind = _kind(urlsplit(address).path)
        if address in known or kinds[kind]:
            continue
        known.add(address)
        answer = page.request.get(address)
        assert answer.status == (404 if "no-such-page" in address else 200), address
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        kinds[_kind(urlsplit(answer.url).path)] += 1
        found.append(answer.url)
        for link in LINK.findall(answer.text()):
            target = urljoin(answer.url, unescape(link)).partition("?")[0]
            if target.startswith(desk) and not NO_PAGES.search(urlsplit(target).path):
                waiting.append(target)
    assert len(found) >= least
    return found


def _kind(path: str) -> str:
    """The form of an address: `/record/nordlys-vital/nordlys-vital/price/` is `/record/*/*/price/`."""
    parts = path.split("/")
    named = [(number in (2, 3) and "-" in part) or part.isdigit() for number, part in enumerate(parts)]
    return "/".join("*" if is_name else part for part, is_name in zip(parts, named, strict=True))
