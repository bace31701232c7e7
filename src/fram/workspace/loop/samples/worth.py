"""Value of information on anybody's samples: what to find out, and which answer would change the choice."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.worth_knowing import Answer, Learned, checked_values, evpi, evppi, evppi_group, switches
from fram.decide.worth_knowing.checks import FEWEST
from fram.terms.errors import Refused, did_you_mean
from fram.workspace.loop.samples.table import Samples

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SHOWN_ANSWERS = 3
"""For so many inputs it is told which answer would change the choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorthOfAll:
    """What knowing everything is worth: ``evpi`` in the unit of the outputs; ``best`` by the mean, of all."""

    outputs: Samples
    evpi: float
    best: str
    mean: float
    often: float
    """In what share of the draws the best by the mean is the best one, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Inputs found out together: their ``names``, what that is worth, and which answer changes what.

    ``answers`` are told of a single input only.
    """

    names: tuple[str, ...]
    worth: Learned
    answers: tuple[Answer, ...] = ()

    @property
    def label(self) -> str:
        """The names, parted by commas."""
        return ",".join(self.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorthOfEach:
    """What knowing each group of inputs is worth, in the order asked for, beside knowing everything."""

    whole: WorthOfAll
    inputs: Samples
    groups: tuple[Group, ...]

    @property
    def by_worth(self) -> tuple[Group, ...]:
        """The groups, the one most worth knowing first; what cannot be told from nothing stays behind."""
        return tuple(sorted(self.groups, key=lambda one: (-one.worth.shown, -one.worth.value)))


def worth_of_all(outputs: Samples) -> WorthOfAll:
    """Return what knowing everything is worth; refuse a single option."""
    values = checked_values(outputs.rows, where=outputs.source)
    means = values.mean(axis=1)
    best = int(means.argmax())
    return WorthOfAll(
        outputs=outputs, evpi=max(evpi(values), 0.0), best=outputs.names[best], mean=float(means[best]),
        often=float((values[best] >= values.max(axis=0)).mean()),
    )  # fmt: skip


def worth_of_each(
    outputs: Samples, inputs: Samples, *, groups: Sequence[str] = (), seed: int = 1
) -> WorthOfEach:
    """Return what knowing each input is worth, or each of ``groups`` ("a,b") where any is named.

    ``seed`` draws the waves that groups are learned with. Raises ``Refused`` for one option, few draws,
    files of unequal length and unknown names.
    """
    values = together(outputs, inputs)
    asked = _asked(groups, inputs) if groups else [(name,) for name in inputs.names]
    found = [Group(names=names, worth=_worth(values, inputs, names, seed=seed)) for names in asked]
    singles = sorted((g for g in found if len(g.names) == 1 and g.worth.shown), key=lambda g: -g.worth.shown)
    told = {g.names: switches(values, inputs.column(g.names[0])) for g in singles[:SHOWN_ANSWERS]}
    return WorthOfEach(
        whole=worth_of_all(outputs), inputs=inputs,
        groups=tuple(replace(g, answers=told.get(g.names, ())) for g in found),
    )  # fmt: skip


def together(outputs: Samples, inputs: Samples) -> Floats:
    """Return the outputs (options, draws), once it is sure that the inputs are of the same draws."""
    values = checked_values(outputs.rows, least=FEWEST, where=outputs.source)
    if outputs.draws != inputs.draws:
        raise Refused(
            f"{outputs.draws:,} draws in {outputs.source}, {inputs.draws:,} in {inputs.source}",
            where="--inputs", why="row by row they must belong together", remedy=_mended(outputs, inputs),
        )  # fmt: skip
    return values


def known_name(name: str, inputs: Samples, *, option: str) -> str:
    """Return a column's name as it stands in the file; refuse one that is not there."""
    if name in inputs.names:
        return name
    some = ", ".join(inputs.names[:8]) + (" …" if len(inputs.names) > 8 else "")
    raise Refused(
        f"{inputs.source} has no column `{name}`", where=option, kind="usage",
        remedy=did_you_mean(name, inputs.names) or f"it has: {some}",
    )  # fmt: skip


def _worth(values: Floats, inputs: Samples, names: Sequence[str], *, seed: int) -> Learned:
    columns = np.stack([inputs.column(name) for name in names])
    return evppi(values, columns[0]) if len(names) == 1 else evppi_group(values, columns, seed=seed)


def _asked(groups: Sequence[str], inputs: Samples) -> list[tuple[str, ...]]:
    """The groups asked for, each name and each group once; a name may itself hold a comma."""
    found: dict[tuple[str, ...], None] = {}
    for group in groups:
        whole = group.strip()
        parts = [whole] if whole in inputs.names else next(csv.reader([whole]), [])
        names = dict.fromkeys(part.strip() for part in parts if part.strip())
        if not names:
            remedy = "name columns of the inputs, as --group price,sites"
            raise Refused("an empty group", where="--group", remedy=remedy, kind="usage")
        found[tuple(known_name(name, inputs, option="--group") for name in names)] = None
    return list(found)


def _mended(outputs: Samples, inputs: Samples) -> str:
    """What to do about files of unequal length; one row apart, a header of numbers may be the reason."""
    if abs(outputs.draws - inputs.draws) == 1 and outputs.has_header != inputs.has_header:
        return "one file has a header and the other none, or one of numbers only: give both names"
    return "give both from the same run of the model"
