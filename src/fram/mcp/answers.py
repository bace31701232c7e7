"""What the tools answer: plain values with their sources, so that an assistant can quote them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fram.decide.rank import Range
from fram.terms.citation import Citation, Confidence
from fram.terms.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source, how far it was read, and how many of the answer's inputs rest on it."""

    title: str
    publisher: str
    url: str
    place: str
    read_on: date | None
    confidence: str
    inputs: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing to mend in a file: where, what, why, and what to do."""

    where: str
    what: str
    why: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """P10, P50 and P90."""

    p10: float
    p50: float
    p90: float


def points(found: Range) -> Points:
    """Return a range, rounded to three significant digits: no more is known."""
    low, middle, high = (float(f"{x:.3g}") for x in (found.p10, found.p50, found.p90))
    return Points(p10=low, p50=middle, p90=high)


def faults(problems: Iterable[Problem]) -> tuple[Fault, ...]:
    """Return problems as an assistant reads them."""
    return tuple(Fault(where=p.where, what=p.what, why=p.why, remedy=p.remedy) for p in problems)


def source(cite: Citation, *, confidence: Confidence) -> Source:
    """Return one citation with how far it was read."""
    return Source(
        title=cite.title, publisher=cite.publisher, url=cite.url, place=cite.place, read_on=cite.read,
        confidence=confidence.value,
    )  # fmt: skip


def sources(cited: Iterable[tuple[Citation, Confidence]]) -> tuple[Source, ...]:
    """Return each source once, with the weakest confidence any input has in it; the most used first.

    Places within one source are many; they are in the plan itself.
    """
    found: dict[tuple[str, str], list[tuple[Citation, Confidence]]] = {}
    for cite, confidence in cited:
        found.setdefault((cite.title, cite.url), []).append((cite, confidence))
    merged = [
        Source(
            title=uses[0][0].title, publisher=uses[0][0].publisher, url=uses[0][0].url,
            place=uses[0][0].place if len(uses) == 1 else "", read_on=uses[0][0].read,
            confidence=Confidence.weakest(*(confidence for _, confidence in uses)).value, inputs=len(uses),
        )
        for uses in found.values()
    ]  # fmt: skip
    return tuple(sorted(merged, key=lambda s: (-s.inputs, s.title, s.url)))
