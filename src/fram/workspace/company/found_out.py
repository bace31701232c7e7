"""What the company found out or believes: its own estimates, in the place of cited figures and defaults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from fram.decide.model.inputs import INPUTS
from fram.terms.citation import Citation, Confidence
from fram.terms.dist import Pert
from fram.terms.errors import Problem, Refused, did_you_mean
from fram.terms.estimate import Estimate, Origin
from fram.terms.jurisdiction import market_code
from fram.terms.product import CompanyFile, Expected

SHARES = ("share", "share of price")


def expected_faults(file: CompanyFile) -> list[Problem]:
    """Return every fault in the file's ``[[expected]]`` entries."""
    return [problem for number, item in enumerate(file.expected) for problem in _faults(item, number)]


def _faults(item: Expected, number: int) -> Iterator[Problem]:
    where = f"expected.{number}"
    if item.input not in INPUTS:
        remedy = did_you_mean(item.input, INPUTS) or f"known: {', '.join(INPUTS)}"
        yield Problem(where=f"{where}.input", what=f"unknown input `{item.input}`", remedy=remedy)
        return
    spec = INPUTS[item.input]
    if not item.low <= item.typical <= item.high:
        yield Problem(
            where=where,
            what=f"{item.low}, {item.typical}, {item.high} do not rise",
            remedy="low, typical, high",
        )
    top = 1.0 if spec.unit in SHARES else float("inf")
    if item.low < 0 or item.high > top:
        limits = "between 0 and 1" if top == 1 else "0 or more"
        yield Problem(where=where, what=f"{item.low} to {item.high} {spec.unit}", remedy=f"give {limits}")
    if spec.scope == "product" and item.market:
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
        dist=Pert(low=item.low, typical=item.typical, high=item.high), unit=INPUTS[item.input].unit,
        origin=Origin.COMPANY, confidence=Confidence.READ, cites=cites,
    )  # fmt: skip


def with_found_out(known: Mapping[str, Estimate], expected: Iterable[Expected]) -> dict[str, Estimate]:
    """Return the product's own inputs with what was found out in the place of what was known."""
    return {**known, **found_out(expected)}
