"""The Swiss rule book for tests on samples: the European one, by Article 14 of the ordinance on them."""

from __future__ import annotations

from datetime import date

from fram.knowledge.ch.regulation.follows import as_swiss
from fram.knowledge.rulebooks import as_written
from fram.terms.citation import Citation

FOLLOWS = "eu-ivdr"
"""The regime whose rules and sentences it takes over."""
ARTICLE_14 = Citation(
    title="Ordinance on in vitro diagnostic medical devices, SR 812.219",
    publisher="Swiss Confederation, read at droit-bilingue.ch",
    url="https://www.droit-bilingue.ch", place="Article 14", read=date(2026, 11, 22),
)  # fmt: skip

BOOK = as_swiss(
    as_written(FOLLOWS), article=ARTICLE_14, since=date(2022, 5, 26), version="SR 812.219, with 2017/746"
)
