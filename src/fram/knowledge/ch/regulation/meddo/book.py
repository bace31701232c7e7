"""The Swiss rule book for devices: the European one, by Article 15 of the Medical Devices Ordinance."""

from __future__ import annotations

from datetime import date

from fram.knowledge.ch.regulation.follows import as_swiss
from fram.knowledge.rulebooks import as_written
from fram.terms.citation import Citation

FOLLOWS = "eu-mdr"
"""The regime whose rules and sentences it takes over."""
ARTICLE_15 = Citation(
    title="Medical Devices Ordinance, SR 812.213", publisher="Swiss Confederation, read at lawbrary.ch",
    url="https://www.lawbrary.ch/law/art/MEPV-v2021.05-en-art-15", place="Article 15",
    read=date(2026, 11, 22), edition="article read as of 2021; the version of 1 July 2026 was not read",
)  # fmt: skip

BOOK = as_swiss(
    as_written(FOLLOWS), article=ARTICLE_15, since=date(2021, 5, 26), version="SR 812.213, with 2017/745"
)
