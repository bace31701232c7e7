"""A question sheet as files: the page as HTML and as text, and the empty file for the answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from fram.workspace.alone import page_alone
from fram.workspace.plan_files import write_together
from fram.workspace.pricing.asked.sheet import Sheet, held_languages
from fram.workspace.pricing.asked.sheet_told import QUESTIONS, page_as_text, step_prices, what_it_is

TEMPLATE = Path(__file__).with_name("templates") / "sheet.html"
READ_BY_SENDER = ("nb", "en")
"""Languages a page is written in too, so that whoever sends it can read what it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage:
    """The page as laid out: texts in the buyer's language, and nothing meant for the sender."""

    lang: str
    over: str
    title: str
    stamp: str
    why: str
    product: tuple[str, str]
    roles: tuple[str, tuple[str, ...]]
    prices: str
    ask: str
    questions: tuple[str, ...]
    likely: tuple[str, str, tuple[str, ...]]
    steps: tuple[str, ...]
    answers: tuple[str, str]
    currency: str
    closing: tuple[str, ...]
    back: str
    small: tuple[str, ...] = ()


def sheet_html(sheet: Sheet) -> str:
    """Return the page as HTML that stands alone: for a browser, a phone or one printed A4."""
    return page_alone(TEMPLATE, page=_page(sheet), say=sheet.questions.say)


def answers_csv(sheet: Sheet) -> str:
    """Return the empty file of answers: the line of columns, which `psm` and `gg` read."""
    return ",".join(sheet.header) + "\n"


def write_sheets(sheet: Sheet, folder: Path, *, in_all: bool = False) -> tuple[Path, ...]:
    """Write a page to a folder and return the paths: HTML, text, and the file of answers where there is none.

    ``in_all``: in Norwegian and English too, so that whoever sends it can read what it says. A file of
    answers that is there already is left as it is.
    """
    others = (one for one in READ_BY_SENDER if in_all and one != sheet.lang)
    sheets = (sheet, *(replace(sheet, questions=held_languages()[one]) for one in others))
    folder.mkdir(parents=True, exist_ok=True)
    written: dict[str, bytes] = {}
    for one in sheets:
        stem = f"price_{one.method}_{one.market}.{one.lang}"
        written[f"{stem}.html"] = sheet_html(one).encode()
        written[f"{stem}.txt"] = page_as_text(one).encode()
    return write_together(folder, written | _answers(sheet, folder))


def write_sheet(sheet: Sheet, path: Path) -> tuple[Path, ...]:
    """Write one page to a file, and beside it the file of answers where there is none."""
    return write_together(path.parent, {path.name: sheet_html(sheet).encode()} | _answers(sheet, path.parent))


def _answers(sheet: Sheet, folder: Path) -> dict[str, bytes]:
    name = sheet.answers_file
    return {} if (folder / name).exists() else {name: answers_csv(sheet).encode()}


def _page(sheet: Sheet) -> SheetPage:
    ask = sheet.questions.say
    four = sheet.method == "psm"
    return SheetPage(
        lang=sheet.lang, over=sheet.company, title=ask("title"), stamp="", why=ask("why"),
        product=(ask("product"), what_it_is(sheet)), roles=(ask("roles"), sheet.roles),
        prices=ask("prices", currency=sheet.currency, per=sheet.per), ask=ask("four" if four else "steps"),
        questions=tuple(map(ask, QUESTIONS)) if four else (),
        likely=(ask("likely"), ask("scale"), (ask("buy_cheap"), ask("buy_expensive"))),
        steps=step_prices(sheet), answers=(ask("yes"), ask("no")), currency=sheet.currency,
        closing=tuple(_closing(sheet)), back=ask("back"),
    )  # fmt: skip


def _closing(sheet: Sheet) -> Iterator[str]:
    ask = sheet.questions.say
    yield ask("used")
    yield ask("free")
    yield ask("wanted", count=sheet.wanted)
