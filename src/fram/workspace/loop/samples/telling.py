"""What the pages on beliefs and adoption share: sentences, numbers to three digits, tables for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fram.rules.show import WIDTH
from fram.workspace.access.phrases import say
from fram.workspace.papers.numerals import Numerals, rounded

TOPIC = "beliefs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Says things of beliefs in one language (``en`` or ``nb``)."""

    lang: str
    numerals: Numerals = field(repr=False)

    @classmethod
    def of(cls, lang: str) -> Teller:
        """Return the teller of a language."""
        return cls(lang=lang, numerals=Numerals(lang=lang))

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the topic's words."""
        return say(TOPIC, key, lang=self.lang, **values)

    def number(self, value: float) -> str:
        """Return a number to three significant digits, without idle zeros."""
        return self.numerals.exact(rounded(value, 3))

    def numbers(self, **values: float) -> dict[str, str]:
        """Return numbers by name, each to three digits."""
        return {name: self.number(value) for name, value in values.items()}

    def share(self, value: float) -> str:
        """Return a share in per cent."""
        return self.numerals.percent(rounded(value, 3))


def columns(
    head: Sequence[str], rows: Sequence[Sequence[str]], *, left: Sequence[int] = (0,)
) -> Iterator[str]:
    """Yield a table's lines for a terminal: cells to the right, the columns in ``left`` to the left."""
    table = [list(head), *(list(row) for row in rows)]
    widths = [max(len(row[place]) for row in table) for place in range(len(head))]
    for row in table:
        cells = (
            cell.ljust(width) if place in left else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield f"  {'  '.join(cells)}".rstrip()


def fitted_to_width(text: str) -> str:
    """Return the text with lines wider than ``WIDTH`` broken between words, and indented as they began."""
    broken: list[str] = []
    for line in text.splitlines():
        inset = " " * (len(line) - len(line.lstrip()))
        broken += textwrap.wrap(line, WIDTH, subsequent_indent=f"{inset}  ") if len(line) > WIDTH else [line]
    return "\n".join(broken)
