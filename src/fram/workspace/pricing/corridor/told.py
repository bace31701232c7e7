"""The corridors in words: one table of all markets, then each by itself."""

from __future__ import annotations

from dataclasses import dataclass

from fram.workspace.access.phrases import say
from fram.workspace.papers.access.corridor import CorridorSection, corridor, unit_of_price
from fram.workspace.papers.phrases import in_unit
from fram.workspace.papers.words import Words
from fram.workspace.pricing.corridor.view import Corridors

TOPIC = "corridor"


@dataclass(frozen=True, slots=True, kw_only=True)
class CorridorsPage:
    """The page: the table (a row for each market), and a section for each."""

    lang: str
    over: str
    title: str
    stamp: str
    unit: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sections: tuple[tuple[str, CorridorSection], ...]
    small: tuple[str, ...]


def corridors_page(found: Corridors, *, lang: str = "en") -> CorridorsPage:
    """Return the page in ``en`` or ``nb``."""
    words = Words(lang)
    unit = unit_of_price(found.unit_of_sale, price_model=found.price_model, words=words)
    names = ("market", "floor", "price", "ceiling", "covers", "worth")
    return CorridorsPage(
        lang=lang, over=f"{found.company} · {found.product}", title=say(TOPIC, "title", lang=lang), unit=unit,
        stamp=say(TOPIC, "stamp", lang=lang, day=words.numerals.day(found.on), seed=found.seed),
        head=tuple(say(TOPIC, f"col-{name}", lang=lang) for name in names),
        rows=tuple(_row(found, place, words) for place in range(len(found.records))),
        sections=tuple(
            (words.numerals.market(one.market), corridor(one, unit=unit, words=words))
            for one in found.records
        ),
        small=(say(TOPIC, "small", lang=lang),),
    )  # fmt: skip


def _row(found: Corridors, place: int, words: Words) -> tuple[str, ...]:
    kept, chance = found.records[place], words.numerals.chance

    def nok(low: float, high: float) -> str:
        return in_unit([low, high], "NOK", words=words)

    none = say(TOPIC, "none", lang=words.lang)
    return (
        words.numerals.market(kept.market), nok(kept.floor.p10, kept.floor.p90),
        nok(kept.price.p10, kept.price.p90),
        none if kept.ceiling is None or kept.is_guessed else nok(kept.ceiling.p10, kept.ceiling.p90),
        chance(kept.covers), none if kept.accepted is None or kept.is_guessed else chance(kept.accepted),
    )  # fmt: skip
