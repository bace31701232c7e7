"""What a planned study of one input is worth on anybody's samples, and what is left after its cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fram.decide.worth_knowing import (
    Asked,
    Counted,
    Design,
    Learned,
    Measured,
    Use,
    Weighed,
    enbs,
    evppi,
    evsi,
    evsi_by_weights,
)
from fram.terms.errors import Refused, did_you_mean
from fram.workspace.loop.samples.table import Samples
from fram.workspace.loop.samples.worth import WorthOfAll, known_name, together, worth_of_all

KINDS = ("binary", "measured", "asked")
"""Kinds of study: people who say yes or no, measurements, people who state a number."""
MOST_SIZES = 40
ONCE = Use(yearly=1, years=1)
"""A decision that is taken one time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What a study costs, in the unit of the outputs: ``fixed`` and for ``each`` who takes part."""

    fixed: float = 0.0
    each: float = 0.0

    def of(self, n: int) -> float:
        """Return the cost of a study of ``n``."""
        return self.fixed + self.each * n


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyAsked:
    """The study as asked for: ``of`` a column, ``study`` in words (kind, sizes, noise), its use and price.

    ``shared``: how far all who are asked are off together (standard deviation), in the column's unit.
    """

    of: str
    study: tuple[str, ...]
    use: Use
    price: Price
    shared: float = 0.0

    @property
    def kind(self) -> str:
        """One of ``KINDS``."""
        return self.study[0].lower()

    @property
    def noise(self) -> float | None:
        """How far one measurement or answer may be off (standard deviation); None where it is yes or no."""
        return None if self.kind == "binary" else _number(self.study[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One study: its ``n``, its worth for one decision by regression and by weights, what is left of it.

    ``left`` is the worth for all decisions less the cost (net benefit of sampling); the outputs' unit.
    """

    n: int
    worth: Learned
    weighed: Weighed
    cost: float
    left: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStudies:
    """Studies of one input in several sizes, beside knowing it for certain and knowing everything."""

    whole: WorthOfAll
    inputs: Samples
    asked: StudyAsked
    certain: Learned
    studies: tuple[Planned, ...]

    @property
    def has_price(self) -> bool:
        """Whether it was said what a study costs, or how many decisions it serves."""
        return self.asked.price != Price() or self.asked.use != ONCE

    @property
    def best(self) -> Planned:
        """The size that leaves most."""
        return max(self.studies, key=lambda one: one.left)


def planned_studies(outputs: Samples, inputs: Samples, *, asked: StudyAsked, seed: int = 1) -> PlannedStudies:
    """Return what studies of one column are worth, in every size asked for.

    Raises ``Refused`` for words that name no study, a column that is not there, and samples no study fits.
    """
    values = together(outputs, inputs)
    column = inputs.column(known_name(asked.of, inputs, option="--of"))
    studies = []
    for design in designs_of(asked.study, shared=asked.shared):
        worth = evsi(values, column, design=design)
        cost = asked.price.of(design.n)
        weighed = evsi_by_weights(values, column, design=design, seed=seed)
        left = enbs(worth.shown, times=asked.use.times, cost=cost)
        studies.append(Planned(n=design.n, worth=worth, weighed=weighed, cost=cost, left=left))
    return PlannedStudies(
        whole=worth_of_all(outputs), inputs=inputs, asked=asked, certain=evppi(values, column),
        studies=tuple(studies),
    )  # fmt: skip


def designs_of(study: Sequence[str], *, shared: float = 0.0) -> list[Design]:
    """Return the studies that words name: ``binary 50,100``, ``measured 30 4.5``, ``asked 5 0.1``.

    ``shared``: how far all who are asked are off together; refused of a study that asks nobody for a number.
    """
    kind = study[0].lower() if study else ""
    if kind not in KINDS:
        what = f"unknown study `{study[0]}`" if study else "no study was named"
        raise Refused(what, where="STUDY", remedy=did_you_mean(kind, KINDS) or _usage(), kind="usage")
    if len(study) != (2 if kind == "binary" else 3):
        raise Refused(
            f"`{' '.join(study)}` is not a whole study", where="STUDY", remedy=_usage(), kind="usage"
        )
    if shared and kind != "asked":
        raise Refused(
            f"a shared error of {shared:g} in a study that is `{kind}`", where="--shared", kind="usage",
            why="it is what people asked for a number are off together",
            remedy="leave it out, or plan `asked N SD`",
        )  # fmt: skip
    sizes = _sizes(study[1])
    if kind == "binary":
        return [Counted(n=n) for n in sizes]
    noise = _number(study[2])
    if kind == "measured":
        return [Measured(n=n, sd=noise) for n in sizes]
    return [Asked(n=n, noise_sd=noise, shared_sd=shared) for n in sizes]


def _sizes(text: str) -> list[int]:
    try:
        sizes = sorted({int(part) for part in text.split(",") if part.strip()})
    except ValueError:
        sizes = []
    if not 1 <= len(sizes) <= MOST_SIZES:
        remedy = f"give whole numbers parted by commas, {MOST_SIZES} at most: binary 50,100,200"
        raise Refused(f"`{text[:40]}` is no number of people", where="STUDY", remedy=remedy, kind="usage")
    return sizes


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise Refused(
            f"`{text[:40]}` is no number", where="STUDY", remedy="give how far one answer may be off: 0.1",
            kind="usage",
        ) from None  # fmt: skip


def _usage() -> str:
    return "say `binary N`, `measured N SD` or `asked N SD`"
