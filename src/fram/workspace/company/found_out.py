"""What the company found out or believes: its own estimates, in the place of cited figures and defaults."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

from fram.decide.model.inputs import INPUTS, limits
from fram.terms.citation import Citation, Confidence
from fram.terms.dist import Dist, Pert, from_percentiles
from fram.terms.errors import Problem, Refused, did_you_mean
from fram.terms.estimate import Estimate, Origin
from fram.terms.jurisdiction import market_code
from fram.terms.product import CompanyFile, Expected

ENDS = ("low", "typical", "high")
PERCENTILES = ("p10", "p50", "p90")
SOLD_NOTHING = frozenset(
    "price reach units_per_site uses_per_month wins_a_year suitable_share peak_share contacts_a_month"
    " pilot_share win_share".split()
)
"""Inputs of which nothing is left to sell when they are zero."""


def expected_faults(file: CompanyFile) -> list[Problem]:
    """Return every fault in the file's ``[[expected]]`` entries."""
    return [problem for number, item in enumerate(file.expected) for problem in _faults(item, number)]


def _faults(item: Expected, number: int) -> Iterator[Problem]:
    where = f"expected.{number}"
    if item.input not in INPUTS:
        yield unknown_input(item.input, f"{where}.input")
        return
    found = list(_form_faults(item, where))
    yield from found or _number_faults(item, where)
    if INPUTS[item.input].scope == "product" and item.market:
        yield Problem(
            where=f"{where}.market",
            what=f"`{item.input}` is the same in every market",
            remedy="leave market out",
        )
    if item.market:
        try:
            market_code(item.market)
        except Refused as error:
            yield Problem(where=f"{where}.market", what=error.problem.what, remedy=error.problem.remedy)


def unknown_input(name: str, where: str) -> Problem:
    """Return the problem of a name that is no input of the plan."""
    remedy = did_you_mean(name, INPUTS) or f"known: {', '.join(INPUTS)}"
    return Problem(where=where, what=f"unknown input `{name}`", remedy=remedy)


def _form(item: Expected) -> tuple[str, ...]:
    """The names of the three numbers an entry gives, by the first of them that stands there."""
    return PERCENTILES if any(getattr(item, name) is not None for name in PERCENTILES) else ENDS


def _form_faults(item: Expected, where: str) -> Iterator[Problem]:
    """What keeps three numbers from being there: two forms at once, or one of the three missing."""
    form = _form(item)
    if form == PERCENTILES and any(getattr(item, name) is not None for name in ENDS):
        yield Problem(
            where=where,
            what=f"`{item.input}` is told in two forms",
            remedy="keep low, typical, high or p10, p50, p90",
        )
        return
    for name in (name for name in form if getattr(item, name) is None):
        why = f"{', '.join(form)} belong together"
        yield Problem(where=f"{where}.{name}", what="is missing", why=why, remedy="add it: a number")


def _number_faults(item: Expected, where: str) -> Iterator[Problem]:
    form, spec = _form(item), INPUTS[item.input]
    low, middle, high = numbers = _three(item)
    named = f"`{item.input}`{f' in {item.market}' if item.market else ''}"
    if not low <= middle <= high:
        told = ", ".join(f"{_spoken(name)} {value:g}" for name, value in zip(form, numbers, strict=True))
        above = next((a, b) for a, b in ((0, 1), (1, 2)) if numbers[a] > numbers[b])
        a, b = (0, 2) if low > high else above
        what = f"{named}: {_spoken(form[a])} {numbers[a]:g} is above {_spoken(form[b])} {numbers[b]:g}"
        yield Problem(where=where, what=what, why=f"given: {told}", remedy="put them in rising order")
    least, most = limits(item.input)
    if min(numbers) < least or max(numbers) > most:
        between = "between 0 and 1" if most < math.inf else "0 or more"
        what = f"{named}: {min(numbers):g} to {max(numbers):g} {spec.unit}"
        yield Problem(where=where, what=what, remedy=f"give {between}")
    elif item.input == "price" and high == 0:
        yield Problem(where=where, what=f"{named} is zero", remedy="give a price above 0, or leave it out")


def _spoken(name: str) -> str:
    return name.upper() if name in PERCENTILES else name


def _three(item: Expected) -> tuple[float, float, float]:
    low, middle, high = (float(getattr(item, name)) for name in _form(item))
    return low, middle, high


def expected_doubts(file: CompanyFile) -> Iterator[Problem]:
    """Yield what the entries say that may be right but leaves nothing to earn; the entries are sound."""
    for number, item in enumerate(file.expected):
        high = _three(item)[2]
        if item.input in SOLD_NOTHING and high == 0:
            yield Problem(
                where=f"expected.{number}",
                what=f"`{item.input}` is zero{f' in {item.market}' if item.market else ''}",
                why="nothing would be sold",
                remedy="leave the market out of the plan, or give what you believe",
            )


def found_out(expected: Iterable[Expected], *, market: str = "") -> dict[str, Estimate]:
    """Return the estimates by input: those for this market, or (no market) those of the product itself."""
    wanted = sorted(expected, key=lambda item: bool(item.market))  # what names the market comes last and wins
    return {item.input: _estimate(item) for item in wanted if _speaks_of(item, market)}


def _speaks_of(item: Expected, market: str) -> bool:
    if not market:
        return INPUTS[item.input].scope == "product"
    here = not item.market or market_code(item.market) == market
    return here and INPUTS[item.input].scope != "product"


def _estimate(item: Expected) -> Estimate:
    cites = (Citation(title=item.source, read=item.on),) if item.source else ()
    return Estimate(
        dist=_dist(item), unit=INPUTS[item.input].unit,
        origin=Origin.COMPANY, confidence=Confidence.READ, cites=cites,
    )  # fmt: skip


def _dist(item: Expected) -> Dist:
    low, middle, high = _three(item)
    if _form(item) == ENDS:
        return Pert(low=low, typical=middle, high=high)
    least, most = limits(item.input)
    ceiling = most if most < math.inf else None
    return from_percentiles(p10=low, p50=middle, p90=high, low=least, high=ceiling)


def with_found_out(known: Mapping[str, Estimate], expected: Iterable[Expected]) -> dict[str, Estimate]:
    """Return the product's own inputs with what was found out in the place of what was known."""
    return {**known, **found_out(expected)}
