"""What health is worth in each market, out of ``*/worth.yaml``: thresholds, discounting, budget tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from fram.access.price.threshold import (
    COVERS,
    OPEN,
    RULES,
    BudgetTest,
    Discount,
    Limits,
    Rate,
    Threshold,
    Worth,
)
from fram.knowledge.access.knowledge_file import KnowledgeFile, Raw
from fram.knowledge.shelf import Shelf, load_yaml
from fram.rules.parameter import Dated, Parameter
from fram.terms.citation import Confidence
from fram.terms.dist import Dist, scaled
from fram.terms.errors import Refused

FILE = "worth.yaml"
GDP = "gdp_per_head"


def read_worth(shelf: Shelf, markets: Iterable[str]) -> Mapping[str, Worth]:
    """Return what health is worth by market, and by area (``GB-SCO``) where one has rules of its own.

    A market without a file claims nothing. Refuses what is not understood, with file and key.
    """
    return {key: worth for market in markets for key, worth in _of_market(shelf, market)}


def _of_market(shelf: Shelf, market: str) -> Iterator[tuple[str, Worth]]:
    path = shelf.root / market.lower() / FILE
    raw = load_yaml(path) if path.exists() else None
    if not raw:
        yield market, Worth(market=market)
        return
    file = KnowledgeFile(shelf, path, raw)
    areas = tuple(file.parts("areas"))
    yield market, _worth(file, market)
    for part in areas:
        worth = _worth(part, market)
        if not worth.area:
            raise Refused("a part of a market without `area`", where=part.where, remedy="such as GB-SCO")
        yield worth.area, worth


def _worth(file: KnowledgeFile, market: str) -> Worth:
    worth = Worth(
        market=market, area=file.take("area", ""), currency=file.must("currency"),
        thresholds=tuple(_threshold(part, market) for part in file.parts("thresholds")),
        discount=_discount(file) if "discount" in file.raw else None,
        budget_tests=tuple(_budget_test(part) for part in file.parts("budget_tests")),
        gap=_both(file, "gap"), note=_both(file, "note"),
    )  # fmt: skip
    file.empty()
    ids = [*(one.id for one in worth.thresholds), *(one.id for one in worth.budget_tests)]
    if twice := sorted({name for name in ids if ids.count(name) > 1}):
        raise Refused(f"`{twice[0]}` stands twice", where=file.where)
    if not worth.thresholds and not worth.gap:
        raise Refused("neither `thresholds` nor a `gap`", where=file.where, remedy="say why there is none")
    return worth


def _threshold(file: KnowledgeFile, market: str) -> Threshold:
    limits = file.take("limits")
    found = Threshold(
        id=(name := file.must("id")), value=_value(file, name, market=market),
        rule=file.choice("rule", RULES), covers=file.choice("covers", COVERS, otherwise="all"),
        years_lost=_limits(file, "years_lost"), share_lost=_limits(file, "share_lost"),
        weight=float(file.take("weight", 1)), only=_both(file, "only"), note=_both(file, "note"),
        devices=_both(file, "devices") or None,
    )  # fmt: skip
    file.empty()
    where = f"{file.where}: {name}"
    if found.is_graded is not (limits is not None):
        raise Refused("class limits and `limits`, who says so, belong together", where=where)
    if limits is None:
        return found
    source = KnowledgeFile(file.shelf, file.path, limits)
    found = replace(
        found, limits=Confidence(source.take("confidence", "read")), limits_cite=source.cite("cite")
    )
    source.empty()
    return found


def _value(file: KnowledgeFile, name: str, *, market: str) -> Parameter:
    """The money per QALY as written, or worked out from the market's product per head."""
    key = f"threshold {name}"
    if (factor := file.take("of_gdp_per_head")) is None:
        return file.shelf.parameter(key, file.must("value"), where=file.where)
    times = file.shelf.parameter(key, factor, where=file.where)
    return _times(times, _gdp_per_head(file.shelf, file.path.parent, market))


def _gdp_per_head(shelf: Shelf, folder: Path, market: str) -> Parameter | None:
    path = folder / "market.yaml"
    figures: Mapping[str, Any] = (load_yaml(path).get("figures") or {}) if path.exists() else {}
    if GDP not in figures:
        return None
    return shelf.parameter(GDP, figures[GDP], where=f"{market.lower()}/market.yaml")


def _times(factor: Parameter, gdp: Parameter | None) -> Parameter:
    """Return the factor in force times each year's product per head, in US dollars; a gap without one."""
    gap = "the gross domestic product per head was not read"
    if gdp is None or not gdp.values:
        return replace(factor, unit="USD", values=(), gap=gap)
    last = factor.values[-1]
    values = tuple(
        replace(
            last, start=year.start, value=_scaled(last, year.number), note=_worked_out(last, year),
            confidence=Confidence.weakest(last.confidence, Confidence.PARTLY_READ),
        )
        for year in gdp.values
    )  # fmt: skip
    return replace(factor, unit="USD", values=values)


def _scaled(factor: Dated, number: float) -> Dist:
    if isinstance(factor.value, str):
        raise TypeError(f"{factor.value!r} is no factor")
    return scaled(factor.value, number)


def _worked_out(factor: Dated, year: Dated) -> str:
    part = f"{factor.number:g} x {year.number:,.0f} US dollars, the product per head of {year.start.year}"
    return f"Worked out: {part} ({year.cite.publisher or year.cite.title}). {factor.note}".strip()


def _limits(file: KnowledgeFile, key: str) -> Limits:
    if (raw := file.take(key)) is None:
        return OPEN
    part = KnowledgeFile(file.shelf, file.path, raw)
    low, high = part.take("from"), part.take("below")
    part.empty()
    if (low is None and high is None) or (low is not None and high is not None and not low < high):
        raise Refused(f"`{key}` needs `from` under `below`", where=file.where)
    return (None if low is None else float(low), None if high is None else float(high))


def _discount(file: KnowledgeFile) -> Discount:
    part = KnowledgeFile(file.shelf, file.path, file.take("discount"))
    both = _rates(part, "both")
    discount = Discount(
        costs=_rates(part, "costs") or both, effects=_rates(part, "effects") or both,
        beside=_beside(part),
        note=_both(part, "note"),
    )  # fmt: skip
    part.empty()
    for steps in (discount.costs, discount.effects):
        if not steps or min(step.from_year for step in steps) > 0:
            raise Refused("a discount without a rate from year 0", where=f"{file.where}: discount")
    return discount


def _beside(file: KnowledgeFile) -> tuple[Parameter, ...]:
    rates: list[Raw] = list(file.take("beside", ()))
    return tuple(
        file.shelf.parameter(f"discount beside {at}", raw, where=file.where)
        for at, raw in enumerate(rates, start=1)
    )


def _rates(file: KnowledgeFile, key: str) -> tuple[Rate, ...]:
    rates = []
    for part in file.parts(key):
        year = int(part.take("from_year", 0))
        name = f"discount {key}" if not year else f"discount {key} from year {year}"
        rates.append(
            Rate(from_year=year, rate=part.shelf.parameter(name, part.must("rate"), where=part.where))
        )
        part.empty()
    return tuple(sorted(rates, key=lambda one: one.from_year))


def _budget_test(file: KnowledgeFile) -> BudgetTest:
    name = file.must("id")
    limit = file.shelf.parameter(f"budget test {name}", file.must("limit"), where=file.where)
    test = BudgetTest(
        id=name, says=file.both("says"), limit=limit, years=int(file.must("years")),
        applies=file.both("applies"), covers=file.choice("covers", COVERS, otherwise="all"),
    )  # fmt: skip
    file.empty()
    return test


def _both(file: KnowledgeFile, key: str) -> dict[str, str]:
    return file.both(key) if key in file.raw else {}
