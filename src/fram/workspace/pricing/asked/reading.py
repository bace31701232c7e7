"""The file of answers as text, and the market and currency it speaks of."""

from __future__ import annotations

from pathlib import Path

from fram.sources.reading import packed_of, text_in
from fram.terms.errors import Refused
from fram.terms.jurisdiction import market_code
from fram.workspace.company.checks import CURRENCIES
from fram.workspace.world import the_world

LARGEST = 5_000_000
"""Bytes of a file of answers."""
WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How a file begins that a spreadsheet saved as Unicode text."""


def answers_text(path: Path) -> str:
    """Return the text of a file of answers, in UTF-8, UTF-16 or else Latin-1; refuse what is no text."""
    if path.is_dir():
        raise Refused(
            f"`{path}` is a folder, not a file", remedy="name the file of answers (CSV)", kind="usage"
        )  # fmt: skip
    packed = packed_of(path, most=LARGEST)
    if packed[:4] == b"PK\x03\x04":
        raise Refused(
            "is a workbook, not a CSV file",
            where=path.name,
            remedy="save the sheet as CSV",
            kind="unreadable",
        )
    if packed.startswith(WIDE):
        return packed.decode("utf-16", errors="replace")
    return text_in(packed, path=path, most=LARGEST)


def settled(market: str, currency: str) -> tuple[str, str, str]:
    """Return the market's code, the currency that was asked for, and the market's own currency.

    Each is empty where nobody said it. Raises ``Refused`` for a market or currency nobody knows.
    """
    code = market_code(market, where="--market") if market else ""
    wanted = currency.strip().upper()
    if wanted and wanted not in CURRENCIES:
        known = ", ".join(CURRENCIES)
        raise Refused(
            f"unknown currency `{currency}`", where="--currency", remedy=f"one of {known}", kind="usage"
        )
    return code, wanted, the_world().markets[code].head.currency if code else ""
