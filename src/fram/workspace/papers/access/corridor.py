"""The price corridor of a market, drawn and said: what a unit costs, what it is worth, what others pay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fram.access.price.asked.enough import LEAST as LEAST_ANSWERS
from fram.decide.rank import Range
from fram.terms.citation import Confidence
from fram.workspace.kept.prices import PriceMark, PriceRecord
from fram.workspace.papers.access.gantt import LEAST, short
from fram.workspace.papers.numerals import rounded
from fram.workspace.papers.phrases import in_unit
from fram.workspace.papers.telling.typed import TypedFile, kept_file
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

BEYOND = 3.0
"""The axis ends at so many times the highest price: a ceiling far above all prices would squeeze the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One price on the axis: its P10 to P90 as a band, its middle as a dot, in per cent of the axis.

    ``says``: the amounts; ``goes_on``: the band ends beyond the axis; ``key`` finds its look.
    """

    key: str
    name: str
    says: str
    left: float
    width: float
    dot: float | None = None
    goes_on: bool = False
    note: str = ""
    source: str = ""
    url: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorridorSection:
    """The section, ready to be laid out: what is said first, the bars on one axis, the next step."""

    title: str
    unit: str
    said: tuple[str, ...]
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[str, float], ...]
    notes: tuple[str, ...]
    next: str
    commands: tuple[str, ...]


def corridor_section(record: PlanRecord, market: str, *, words: Words) -> CorridorSection | None:
    """Return the section of a market; None where an older plan kept none."""
    kept = next((one for one in record.prices if one.market == market), None)
    if kept is None:
        return None
    unit = unit_of_price(record.unit_of_sale, price_model=record.price_model, words=words)
    told = corridor(kept, unit=unit, words=words)
    return replace(told, commands=_commands(kept, kept_file(record)))


def unit_of_price(unit_of_sale: str, *, price_model: str, words: Words) -> str:
    """Return what each amount is for: one use, one patient once, one bed a month."""
    unit = words.named("unit-of-sale", unit_of_sale) if unit_of_sale else words("account.unit")
    key = {"per-use": "use", "one-off": "once"}.get(price_model, "month")
    return words(f"corridor.of-{key}", unit=unit)


def corridor(kept: PriceRecord, *, unit: str, words: Words) -> CorridorSection:
    """Return a market's corridor laid out; ``unit``: what the prices are the price of."""
    teller = _Teller(kept=kept, words=words)
    end = teller.end
    key = "next-worth" if kept.ceiling is None else "next-ask" if not _surveys(kept) else "next-band"
    return CorridorSection(
        title=words("corridor.title"), unit=unit, said=tuple(teller.said()), bars=tuple(teller.bars()),
        ticks=tuple((teller.nok(end * part), 100.0 * part) for part in (0.0, 0.5, 1.0)),
        notes=tuple(teller.notes()), next=words(f"corridor.{key}"),
        commands=_commands(kept, TypedFile("FILE")),
    )  # fmt: skip


def _surveys(kept: PriceRecord) -> list[PriceMark]:
    return [mark for mark in kept.marks if mark.key == "survey"]


def _commands(kept: PriceRecord, file: TypedFile) -> tuple[str, ...]:
    worth = {"saving": "roi", "": "roi"}.get(kept.worth, "value")
    told = (file.command(f"access price {word}") for word in ("corridor", worth, "sheet"))
    return tuple(f"{command} --market {kept.market}" for command in told)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Teller:
    """Says a corridor in one language."""

    kept: PriceRecord
    words: Words

    @property
    def end(self) -> float:
        """The end of the axis, NOK: above every price, and not far above."""
        kept = self.kept
        highest = max([kept.floor.p90, kept.price.p90, *(mark.high for mark in kept.marks)])
        ceiling = kept.ceiling.p90 if kept.ceiling else 0.0
        return max(rounded(min(max(highest, ceiling), BEYOND * highest) * 1.05, 2), 1.0)

    def nok(self, *points: float) -> str:
        """Return one amount, or two as a range."""
        return in_unit(points, "NOK", words=self.words)

    def local(self, *points: float) -> str:
        """Return the same in the market's own money, empty where that is kroner or no rate is known."""
        kept = self.kept
        if kept.currency == "NOK" or not kept.nok_per:
            return ""
        return in_unit([point / kept.nok_per for point in points], kept.currency, words=self.words)

    def amount(self, *points: float) -> str:
        """Return kroner, and the market's own money in brackets."""
        local = self.local(*points)
        return f"{self.nok(*points)} ({local})" if local else self.nok(*points)

    def said(self) -> Iterator[str]:
        """What a reader must know first; a ceiling that is a guess of ours is no ground for a chance."""
        kept, words, chance = self.kept, self.words, self.words.numerals.chance
        if kept.ceiling is None:
            yield words("corridor.no-worth")
        elif kept.is_guessed:
            yield words("corridor.guessed")
        elif kept.band:
            yield words("corridor.open", band=self.amount(*kept.band), sure=chance(kept.sure))
        else:
            yield words("corridor.narrow", chance=chance(kept.is_open or 0.0), sure=chance(kept.sure))
        price = self.amount(kept.price.p10, kept.price.p90)
        if kept.accepted is None or kept.is_guessed:
            yield words("corridor.price-covers", price=price, covers=chance(kept.covers))
        else:
            worth = chance(kept.accepted)
            yield words("corridor.price", price=price, covers=chance(kept.covers), worth=worth)

    def notes(self) -> Iterator[str]:
        """What else bears on a price here."""
        kept, words = self.kept, self.words
        if kept.seen_by:
            yield words("corridor.seen-by", markets=words.names(kept.seen_by, inside=True))
        for mark in _surveys(kept):
            if mark.answers < LEAST_ANSWERS:
                yield words("corridor.few", answers=mark.answers, more=LEAST_ANSWERS - mark.answers)

    def bars(self) -> Iterator[Bar]:
        """The floor, the plan's price, every price known, the ceiling."""
        kept, words = self.kept, self.words
        yield self._bar("floor", words("corridor.floor"), kept.floor)
        yield self._bar("price", words("corridor.plan-price"), kept.price)
        if kept.band:
            low, high = kept.band
            yield self._bar("band", words("corridor.band"), Range(p10=low, p50=low, p90=high), point=False)
        for mark in kept.marks:
            yield self._mark(mark)
        if kept.ceiling:
            name = words("corridor.ceiling-guess" if kept.is_guessed else f"corridor.ceiling-{kept.worth}")
            bar = self._bar("ceiling", name, kept.ceiling, sure=kept.ceiling_sure.value)
            own = kept.worth == "saving" and kept.ceiling_sure is Confidence.READ
            yield replace(bar, note=words("corridor.own-count"), confidence="") if own else bar

    def _mark(self, mark: PriceMark) -> Bar:
        words = self.words
        at = Range(p10=mark.low, p50=mark.low if mark.middle is None else mark.middle, p90=mark.high)
        method = mark.method or "interview"
        names = {
            "home": words("corridor.home"),
            "tariff": words("corridor.tariff", way=mark.way[words.lang] if mark.way else ""),
            "survey": words("corridor.survey", count=mark.answers, method=words(f"corridor.{method}")),
        }  # fmt: skip
        bar = self._bar(
            mark.key, names[mark.key], at, point=mark.middle is not None, sure=mark.confidence.value
        )
        cite = mark.cite
        return replace(
            bar, note=words("corridor.home-seen") if mark.key == "home" and cite else "",
            source=short(cite) if cite else mark.source, url=cite.url if cite else "",
            confidence="" if mark.key in ("home", "survey") else bar.confidence,
        )  # fmt: skip

    def _bar(self, key: str, name: str, at: Range, *, point: bool = True, sure: str = "") -> Bar:
        left, right = (100 * min(max(x / self.end, 0.0), 1.0) for x in (at.p10, at.p90))
        left = min(left, 100 - LEAST)
        points = [at.p10] if at.p10 == at.p90 else [at.p10, at.p90]
        return Bar(
            key=key, name=name, says=self.nok(*points), left=round(left, 1),
            width=round(max(right - left, LEAST), 1), goes_on=at.p90 > self.end, confidence=sure,
            dot=round(100 * at.p50 / self.end, 1) if point and 0 <= at.p50 <= self.end else None,
        )  # fmt: skip
