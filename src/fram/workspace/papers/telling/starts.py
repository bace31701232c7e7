"""When a launch starts and how it is sold, in words."""

from __future__ import annotations

from fram.decide.rank import Range
from fram.decide.sequence.made import Launched, Sequenced
from fram.decide.sequence.problem import Start
from fram.workspace.papers.numerals import DASH
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord


class Sayer:
    """Says when and how a sequence's launches start, in one language."""

    def __init__(self, record: PlanRecord, found: Sequenced, words: Words) -> None:
        self.record, self.found, self.words = record, found, words
        self.numerals = words.numerals

    def month(self, months: float) -> str:
        """Return the month so many months from the plan's day."""
        return self.numerals.month(self.record.plan.on, months)

    def span(self, points: Range) -> str:
        """Return P10 to P90 as months on the calendar."""
        first, last = self.month(points.p10), self.month(points.p90)
        return first if first == last else f"{first}{DASH}{last}"

    def start(self, start: Start) -> str:
        """Return when a launch starts, in words: a month, or so long after the round."""
        if not start.after_round:
            return self.month(3 * start.quarter) if start.quarter else self.words("sequence.now")
        if start.quarter == 0:
            return self.words("sequence.after-round")
        return self.words.count("sequence.quarters-after-round", start.quarter)

    def when(self, one: Launched) -> str:
        """Return when a launch starts, or since when it is under way."""
        if one.begun_months is None:
            return self.start(one.start)
        return self.words("sequence.since", month=self.since(one))

    def since(self, one: Launched) -> str:
        """Return the month in which a launch under way began."""
        day = self.found.rules.since.get(one.market)
        if day is None:
            return self.month(-float(one.begun_months or 0))
        return self.numerals.month(day, 0)

    def undecided(self) -> tuple[Launched, ...]:
        """Return the launches still to start in markets that the board page does not go for."""
        go = {line.result.market for line in self.record.plan.markets if line.stance.verdict == "go"}
        held = {one.market for one in self.found.rules.held}
        return tuple(one for one in self.found.launches if one.market not in go | held)

    def first(self) -> Launched:
        """Return the first launch that is still to start; the first of all where none is."""
        return next((one for one in self.found.launches if one.begun_months is None), self.found.launches[0])

    def way(self, market: str, mode: str) -> str:
        """Return a launch inside a sentence: ``Germany (through a distributor)``."""
        return f"{self.words.names([market], inside=True)} ({self.words(f'mode.{mode}')})"
