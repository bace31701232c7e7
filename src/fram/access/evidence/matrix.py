"""The matrix: every study before every door, and what of it comes nearest to opening each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from fram.access.evidence.doors import Cell, Door, Told, best_cell, door_truth, judge
from fram.terms.facts.studies import EVIDENCE_FACTS, leading_study
from fram.terms.logic import Truth
from fram.terms.proof.evidence import Evidence


@dataclass(frozen=True, kw_only=True)
class Column:
    """One door before every study (``cells``, as the studies stand) and before the file as a whole."""

    whole: Cell
    cells: tuple[Cell, ...]

    @property
    def door(self) -> Door:
        """Who must be convinced."""
        return self.whole.door

    @cached_property
    def truth(self) -> Truth:
        """Whether the evidence opens it."""
        return door_truth(self.whole, self.cells)

    @cached_property
    def best(self) -> Cell | None:
        """The finished study that comes nearest; None where none is finished."""
        return best_cell(self.cells)

    @cached_property
    def open(self) -> tuple[Told, ...]:
        """What must be met and is not, or is not known to be: of the file, and of the best study.

        With studies of which none is finished, what a study must meet is all missing.
        """
        if self.door.held:
            return ()
        best = self.best or (self.cells[0] if self.cells else self.whole)
        of_file = [one for one in self.whole.open if one.ask.about == "product"]
        return (*(one for one in best.open if one.ask.about == "study"), *of_file)

    @property
    def told(self) -> tuple[Told, ...]:
        """Every ask as it stands: of a study by the best one, of the product by the file."""
        best = self.best or (self.cells[0] if self.cells else self.whole)
        of_study = [one for one in best.told if one.ask.about == "study"]
        return (*of_study, *(one for one in self.whole.told if one.ask.about == "product"))

    @property
    def warnings(self) -> tuple[Told, ...]:
        """Practice that speaks against it."""
        return tuple(one for one in self.told if not one.ask.must and one.truth is Truth.NO)


def columns(
    doors: Iterable[Door], *, known: Mapping[str, Any], studies: Sequence[Evidence]
) -> tuple[Column, ...]:
    """Return every door before every study. ``known``: the product's answers by registry fact.

    What the product answers about its strongest study fills the gaps of that study alone.
    """
    leading = leading_study(studies)
    told = {name: known[name] for name in EVIDENCE_FACTS if name in known}
    return tuple(
        Column(
            whole=judge(door, known=known, study=None),
            cells=tuple(
                judge(door, known=known, study=study, told=told if study is leading else None)
                for study in studies
            ),
        )
        for door in doors
    )
