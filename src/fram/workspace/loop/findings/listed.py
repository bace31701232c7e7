"""Every finding of a company file beside what it changed in the plan."""

from __future__ import annotations

import math
from collections.abc import Iterator

from fram.decide.beliefs import Shown, Updated
from fram.decide.model.inputs import INPUTS
from fram.decide.rank import Range
from fram.terms.dist import (
    Beta,
    Categorical,
    Dist,
    Mixture,
    Normal,
    Pert,
    Quantiles,
    Triangular,
    Uniform,
    ZeroInflated,
)
from fram.terms.loop import FoundOut
from fram.workspace.company.findings import numbers_of, place_of
from fram.workspace.company.findings.evidence import asked, counts_as, finding_of
from fram.workspace.kept.findings import FindingKept, State
from fram.workspace.weighing.heard import Heard
from fram.workspace.weighing.weighed import Weighed


def findings_kept(ground: Weighed) -> tuple[FindingKept, ...]:
    """Return every finding of the file in its order, with what it changed in what is weighed; none: ().

    A finding that speaks of several markets stands once for all whose belief it changed in the same way.
    """
    if not ground.file.findings:
        return ()
    told = all_heard(ground)
    found = enumerate(ground.file.findings, start=1)
    return tuple(kept for number, one in found for kept in _kept(one, number, told))


def all_heard(ground: Weighed) -> tuple[Heard, ...]:
    """Return what findings changed: of the product's own inputs, then of each market's."""
    return (*ground.heard, *(one for term in ground.terms for one in term.heard))


def _kept(found: FoundOut, number: int, told: tuple[Heard, ...]) -> Iterator[FindingKept]:
    here = [one for one in told if number in one.numbers]
    if found.withdrawn or not here:
        yield _plain(found, number, "withdrawn" if found.withdrawn else "elsewhere")
        return
    alike: dict[Updated | None, list[Heard]] = {}
    for one in here:
        step = one.revised.steps[one.numbers.index(number)] if one.revised else None
        alike.setdefault(step, []).append(one)
    for step, some in alike.items():
        places = tuple(one.market for one in some if one.market)
        if step is None:
            yield _plain(found, number, "certain", places=places)
        else:
            yield _counted(found, number, step, places=places)


def _plain(found: FoundOut, number: int, state: State, *, places: tuple[str, ...] = ()) -> FindingKept:
    finding = finding_of(found)
    return FindingKept(
        number=number, state=state, input=found.input, unit=INPUTS[found.input].unit, kind=found.kind,
        on=found.on, who=found.who, sure=found.sure, market=place_of(found), places=places,
        said=tuple(numbers_of(found).items()), asked=asked(finding), counts=counts_as(finding),
        source=found.source, note=found.note,
    )  # fmt: skip


def _counted(found: FoundOut, number: int, step: Updated, *, places: tuple[str, ...]) -> FindingKept:
    least, most = reach_of(step.prior)
    finding = step.finding
    return FindingKept(
        number=number, state="counted", input=found.input, unit=INPUTS[found.input].unit, kind=found.kind,
        on=found.on, who=found.who, sure=found.sure, market=place_of(found), places=places,
        said=tuple(numbers_of(found).items()), asked=asked(finding),
        counts=counts_as(finding) / step.widened**2, widened=step.widened,
        centre=step.said, before=_range(step.before), after=_range(step.after), ess=step.ess,
        method=step.method, contradicts=step.contradicts, one_in=step.one_in,
        beyond=not least <= step.said <= most, source=found.source, note=found.note,
    )  # fmt: skip


def reach_of(dist: Dist) -> tuple[float, float]:
    """Return the least and the most a belief holds possible at all; infinite where it sets no limit."""
    match dist:
        case Mixture(parts=parts):
            ends = [reach_of(part) for part in parts]
            return min(low for low, _ in ends), max(high for _, high in ends)
        case ZeroInflated(part=part):
            low, high = reach_of(part)
            return min(low, 0.0), max(high, 0.0)
        case Uniform() | Pert() | Triangular():
            return dist.low, dist.high
        case Quantiles(values=values) | Categorical(values=values):
            return min(values), max(values)
        case Normal():
            least = -math.inf if dist.low is None else dist.low
            return least, math.inf if dist.high is None else dist.high
        case Beta():
            return 0.0, 1.0
        case _:
            return 0.0, math.inf


def _range(at: Shown) -> Range:
    return Range(p10=at.p10, p50=at.p50, p90=at.p90)
