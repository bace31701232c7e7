"""The workbook while it is made: its file, its sheets by name, and how a cell is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from fram.decide.base import Base
from fram.workspace.papers.digest import tidy
from fram.workspace.papers.words import Words
from fram.workspace.papers.workbook.look import Look
from fram.workspace.record import PlanRecord

LONGEST_TAB = 31
LONGEST_TEXT = 32_000
"""A cell holds 32,767 characters."""
LONGEST_ADDRESS = 2_000
FOOTER_PART = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What every sheet needs. ``tabs`` are the names of sheets: `board`, `assumptions`, `about`, each market.

    ``cached``: whether the values of formulas are written beside them, for viewers that do not work them out.
    """

    file: Workbook
    look: Look
    record: PlanRecord
    words: Words
    bases: Mapping[str, Base]
    tabs: Mapping[str, str]
    cached: bool = True

    def formula(self, sheet: Worksheet, cell: str, *, text: str, value: float | str, look: Format) -> None:
        """Write a formula (without its equals sign) and, beside it, its value as worked out by the engine."""
        sheet.write_formula(cell, f"={text}", look, _held(value) if self.cached else "")

    def reference(self, tab: str, cell: str) -> str:
        """Return a cell of another sheet as a formula names it."""
        return f"{quoted(self.tabs[tab])}!{cell}"

    def link(self, sheet: Worksheet, cell: str, *, tab: str, text: str, look: str = "link") -> None:
        """Write a link to a sheet of this workbook."""
        sheet.write_url(cell, f"internal:{quoted(self.tabs[tab])}!A1", self.look(look), plain(text))


def quoted(tab: str) -> str:
    """Return a sheet's name as formulas and links write it."""
    return "'" + tab.replace("'", "''") + "'"


def _held(value: float | str) -> float | str:
    return value if isinstance(value, str) else float(f"{value + 0.0:.12g}")


def plain(text: str) -> str:
    """Return a stranger's text as a cell can hold it: one line, nothing unprintable, not too long."""
    return tidy(text)[:LONGEST_TEXT]


def write_text(sheet: Worksheet, cell: str, *, text: str, look: Format) -> None:
    """Write text that stays text, whatever it begins with; where there is none, the cell's look alone."""
    shown = plain(text)
    if shown:
        sheet.write_string(cell, shown, look)
    else:
        sheet.write_blank(cell, None, look)


def write_address(sheet: Worksheet, cell: str, *, address: str, look: Format) -> None:
    """Write an address as a link, if it leads to the web and a link can hold it; else as text."""
    if address.startswith(("https://", "http://")) and len(address) <= LONGEST_ADDRESS:
        sheet.write_url(cell, plain(address), look, plain(address)[:255])
    elif address:
        write_text(sheet, cell, text=address, look=look)


def tab_names(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return a name for each sheet: no longer than 31 characters, without forbidden ones, each once."""
    taken: dict[str, str] = {}
    for key, name in names:
        clean = "".join(" " if c in "[]:*?/\\" else c for c in tidy(name)).strip(" '") or key
        found, number = clean[:LONGEST_TAB].strip(" '"), 1
        # Spreadsheets take `Åland` and `åland` for one name, and keep `History` for themselves.
        while found.casefold() in {*map(str.casefold, taken.values()), "history"}:
            number += 1
            end = f" {number}"
            found = clean[: LONGEST_TAB - len(end)] + end
        taken[key] = found
    return taken


def set_paper(book: Book, sheet: Worksheet, *, paper: int, name: str) -> None:
    """Set a sheet up for the printer: landscape, one page wide, what it is at the foot of each page."""
    record = book.record
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    left, right = (part.replace("&", "&&") for part in (_short(f"{record.company} · {record.product}"), name))
    sheet.set_footer(f"&L&8 {left}&C&8 {right}&R&8 &P / &N")
    sheet.hide_gridlines(2)


def _short(text: str) -> str:
    text = tidy(text)
    return text if len(text) <= FOOTER_PART else text[: FOOTER_PART - 1] + "…"


def properties(record: PlanRecord, *, title: str) -> dict[str, Any]:
    """Return what the file says of itself; its day is the plan's."""
    return {
        "title": plain(title), "subject": plain(record.product), "company": plain(record.company),
        "author": f"Fram {record.product_version}".strip(),
        "created": datetime.combine(record.plan.on, time()),
        "comments": f"seed {record.plan.seed}, rule book {record.rule_book}, input {record.input_hash}",
    }  # fmt: skip
