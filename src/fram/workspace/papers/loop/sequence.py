"""The launch sequence in a paper: the launches, their stop rules, what is not now and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fram.decide.rank import Range
from fram.decide.sequence.later import EASIEST, NotNow
from fram.decide.sequence.made import Launched
from fram.decide.sequence.problem import Start
from fram.decide.sequence.relief import Relief
from fram.decide.sequence.stop import StopRule
from fram.workspace.papers.charts.look import Table
from fram.workspace.papers.loop.again import again_short, again_table
from fram.workspace.papers.loop.one_more import more_of_little, more_table, more_told
from fram.workspace.papers.numerals import DASH
from fram.workspace.papers.phrases import reopens_text
from fram.workspace.papers.telling.starts import Sayer
from fram.workspace.papers.telling.typed import TypedFile, typed_or_kept
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

NAMED_WITH = ", "
"""Stands between the markets of one row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One table with its title and what is said above and below it."""

    key: str
    title: str
    table: Table
    intro: str = ""
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SequenceSection:
    """The sequence, ready to be laid out: the verdict first, then the stops, the tables, what it rests on."""

    verdict: tuple[str, ...]
    stops: tuple[str, ...]
    tables: tuple[Told, ...]
    rests: tuple[str, ...]
    next: str
    command: str


def sequence_section(
    record: PlanRecord, *, words: Words, typed: TypedFile | None = None
) -> SequenceSection | None:
    """Return the section; None where a plan keeps no sequence. ``typed``: its file as a terminal names it."""
    found = record.sequence
    if found is None:
        return None
    tell, file = Teller(record, found, words), typed_or_kept(typed, record)
    return SequenceSection(
        verdict=tuple(tell.verdict()), stops=tuple(tell.stops()), tables=tuple(tell.tables()),
        rests=tuple(tell.rests()), next=tell.next_step(file), command=file.command("decide sequence"),
    )  # fmt: skip


def markets_in(rows: Sequence[tuple[str, ...]]) -> int:
    """Return how many markets rows of the table of what is not now name: several may stand in one."""
    return sum(len(names.split(NAMED_WITH)) for names, *_ in rows)


class Teller(Sayer):
    """Says a sequence in one language."""

    def verdict(self) -> Iterator[str]:
        """Yield what to launch and when, what it is worth, and how surely cash holds."""
        found, words, numerals = self.found, self.words, self.numerals
        if found.relief is not None:
            yield self.relief(found.relief)
        if not found.launches:
            yield words("sequence.none-first" if found.relief else "sequence.none")
            yield from again_short(self)
            yield from self.beside_go()
            yield from self.left_out()
            return
        yield from self.launched()
        yield from again_short(self)
        points = [found.value.p10, found.value.p50, found.value.p90]
        yield words(
            "sequence.worth", mean=numerals.money(found.value_mean, signed=True),
            points=numerals.money_points(points), chance=numerals.chance(found.chance),
            cautious=numerals.money(found.value_cautious, signed=True), months=found.rules.own_months,
            floor=self.floor(), alone=numerals.chance(found.chance_alone),
        )  # fmt: skip
        if any(one.start.after_round for one in found.launches):
            yield words("sequence.waits", chance=numerals.chance(found.round_chance))
        yield from self.beside_go()
        if undecided := self.undecided():
            markets = words.names([one.market for one in undecided], inside=True)
            yield words("sequence.beyond-go", markets=markets)
        yield from self.left_out()
        others = [one for one in found.launches if one.mode != self.record.plan.mode]
        if others:
            launches = "; ".join(self.way(one.market, one.mode) for one in others)
            yield words("sequence.other-mode", own=words(f"mode.{self.record.plan.mode}"), launches=launches)

    def relief(self, relief: Relief) -> str:
        """Return how often cash alone holds, what would mend it, and what is looked at until then."""
        words, numerals, rules = self.words, self.numerals, self.found.rules
        told = words(
            "sequence.relief-held" if rules.held else "sequence.relief", own=rules.own_months,
            asked=numerals.chance(rules.probability), alone=numerals.chance(relief.chance),
        )  # fmt: skip
        takes = "sequence.relief-takes-or" if relief.months else "sequence.relief-takes"
        waits = self.found.round_at is not None and self.found.asked > 0
        return " ".join((
            told, words(takes, nok=numerals.money(relief.nok), months=relief.months),
            words("sequence.relief-waits" if waits else "sequence.relief-nothing"),
        ))  # fmt: skip

    def left_out(self) -> Iterator[str]:
        """Yield the markets whose launch is decided, and which are not weighed."""
        if left_out := self.found.rules.left_out:
            yield self.words("sequence.left-out", markets=self.words.names(left_out, inside=True))

    def launched(self) -> Iterator[str]:
        """Yield what is under way since earlier, and what to launch."""
        begun, words = [one for one in self.found.launches if one.begun_months is not None], self.words
        new = [one for one in self.found.launches if one.begun_months is None]
        for key, launches in (("sequence.under-way", begun), ("sequence.launch", new)):
            named = "; ".join(
                words("sequence.launch-when", what=self.way(one.market, one.mode), when=self.when(one))
                for one in launches
            )
            if launches:
                yield words(key, launches=named)
        if not new:
            yield words("sequence.none-new")

    def beside_go(self) -> Iterator[str]:
        """Yield why markets that the board page says go for do not start now."""
        now = {one.market for one in self.found.launches if one.start == Start()}
        go = [line.result.market for line in self.record.plan.markets if line.stance.verdict == "go"]
        later, words = [market for market in go if market not in now], self.words
        if later:
            yield words(
                "sequence.beside-go", markets=words.names(later, inside=True),
                asked=self.numerals.chance(self.found.rules.probability),
            )  # fmt: skip

    def floor(self) -> str:
        """Return the floor as an amount; zero is told as nothing left."""
        floor = max(self.found.floor, default=0.0)
        return self.numerals.money(floor) if floor else "0\u00a0NOK"

    def stops(self) -> Iterator[str]:
        """Yield the stop rule of each launch."""
        for one in self.found.launches:
            if one.stop is not None:
                yield self.stop(one, one.stop)

    def stop(self, one: Launched, rule: StopRule) -> str:
        """Return a stop rule as a sentence."""
        by = self.words("sequence.months-after-start", months=rule.by_month)
        if not one.start.after_round:
            by = self.month(3 * one.start.quarter + rule.by_month)
        given = {
            "market": self.words.names([one.market]), "by": by,
            "milestone": self.words(f"sequence.milestone-{rule.milestone}"),
            "spent": self.spent(one, rule), "chance": self.numerals.chance(rule.chance),
        }  # fmt: skip
        if rule.stops:
            return self.words("sequence.stop", saves=self.numerals.money(rule.saves_nok), **given)
        return self.words("sequence.look-again", **given)

    def spent(self, one: Launched, rule: StopRule) -> str:
        """Return what a stop rule lets a launch spend; for one under way, from today on."""
        nok = self.numerals.money(rule.spent_nok)
        return nok if one.begun_months is None else self.words("sequence.spent-more", nok=nok)

    def tables(self) -> Iterator[Told]:
        """Yield the tables: launches, what became of those planned, not now, the round, one more, people."""
        if self.found.launches:
            yield self.launches()
        if (table := again_table(self)) is not None:
            yield self.again(table)
        if self.found.waiting:
            yield self.waiting()
        if self.found.stresses and self.found.launches:
            yield self.stresses()
        if more_told(self):
            yield self.more()
        if self.found.people:
            yield self.people()

    def launches(self) -> Told:
        """Return the launches as a table."""
        words, numerals = self.words, self.numerals
        head = ("market", "how", "start", "approval", "first-sale", "takes", "value", "loss")
        rows = tuple(
            (
                words.names([one.market]), words(f"mode.{one.mode}"), self._start_cell(one),
                self.reached(one, one.approval) if one.approval else words("sequence.held"),
                words(
                    "sequence.sale-cell", span=self.reached(one, one.first_sale),
                    chance=numerals.chance(one.chance_sale),
                ),
                numerals.money_points([one.spend.p50, one.spend.p90], signed=False, mark=DASH),
                numerals.money(one.value_mean, signed=True),
                numerals.money_points([one.value.p10, one.value.p90], mark=" / "),
            )
            for one in self.found.launches
        )  # fmt: skip
        table = Table(head=tuple(words(f"sequence.col-{key}") for key in head), rows=rows)
        return Told(
            key="launches", title=words("sequence.launches"), table=table,
            intro=words("sequence.launches-how"),
        )  # fmt: skip

    def reached(self, one: Launched, points: Range) -> str:
        """Return when something is reached; of a launch under way it may be by now."""
        if one.begun_months is None or points.p10 > 0:
            return self.span(points)
        now = self.words("sequence.by-now")
        return now if points.p90 <= 0 else f"{now}{DASH}{self.month(points.p90)}"

    def _start_cell(self, one: Launched) -> str:
        if not one.start.after_round:
            return self.when(one)
        chance = self.numerals.chance(one.chance_starts)
        text = self.start(one.start)
        return self.words("sequence.start-cell", when=text, span=self.span(one.starts), chance=chance)

    def again(self, table: Table) -> Told:
        """Return what became of the launches planned before, with what a change had to gain."""
        fee = self.found.rules.fee_nok
        intro = self.words("sequence.again-how", fee=self.numerals.money(fee) if fee else "0\u00a0NOK")
        return Told(key="again", title=self.words("sequence.again-title"), table=table, intro=intro)

    def waiting(self) -> Told:
        """Return the markets that are not now, with what would bring each in."""
        words = self.words
        easiest = EASIEST.index
        shown = sorted(self.found.waiting, key=lambda one: (easiest(one.because), -one.value, one.market))
        alike: dict[tuple[str, str], list[str]] = {}
        for one in shown:
            alike.setdefault(self.why_not(one), []).append(one.market)
        rows = tuple(
            (NAMED_WITH.join(sorted(map(self.numerals.market, markets))), *told)
            for told, markets in alike.items()
        )
        head = tuple(words(f"sequence.col-{key}") for key in ("market", "why", "reopens"))
        return Told(key="waiting", title=words("sequence.waiting"), table=Table(head=head, rows=rows))

    def why_not(self, one: NotNow) -> tuple[str, str]:
        """Return why a market is not in it, and what would bring it in."""
        words, numerals = self.words, self.numerals
        why = words(f"sequence.because-{one.because}")
        if one.because == "cash-first":
            missing = self.found.relief.nok if self.found.relief else 0.0
            return why, words("sequence.opens-cash-first", nok=numerals.money(missing))
        if one.because == "worth" or one.start is None:
            return why, self.plans_trigger(one.market)
        if one.because == "little":
            return why, self.little(one)
        launch = words("sequence.launch-when", what=words(f"mode.{one.mode}"), when=self.start(one.start))
        given = {"launch": launch, "value": numerals.money(one.value, signed=True)}
        if one.because == "cash":
            return why, words("sequence.opens-cash", nok=numerals.money(one.nok), **given)
        if one.because == "people":
            positions = numerals.fixed(max(one.positions, 0.1), decimals=1)
            function = words(f"sequence.people-{one.function}")
            if one.nok > 0:
                return why, words(
                    "sequence.opens-people-cash", positions=positions, function=function,
                    nok=numerals.money(one.nok), **given,
                )  # fmt: skip
            return why, words("sequence.opens-people", positions=positions, function=function, **given)
        return why, words(f"sequence.opens-{one.because}", **given)

    def little(self, one: NotNow) -> str:
        """Return what lets in a market that adds next to nothing: the most of those that lack its like."""

        def lacks(of: NotNow) -> tuple[bool, bool]:
            return bool(of.short), of.nok > 0

        alike = [of for of in self.found.waiting if of.because == "little" and lacks(of) == lacks(one)]
        people, cash = lacks(one)
        key = f"-people{'-cash' if cash else ''}" if people else "-cash" if cash else ""
        return self.words(
            f"sequence.opens-little{key}", nok=self.numerals.money(max(of.nok for of in alike)),
            value=self.numerals.money(max(of.value for of in alike), signed=True),
            positions=self.numerals.fixed(max(0.1, *(of.positions for of in alike)), decimals=1),
        )  # fmt: skip

    def plans_trigger(self, market: str) -> str:
        """Return what the plan says would make a market pay; a new look at the next decision otherwise."""
        for line in self.record.plan.markets:
            if line.result.market == market and line.stance.trigger is not None:
                return reopens_text(line.stance.trigger, words=self.words)
        return self.words("sequence.opens-next-decision")

    def below(self, months: float | None) -> str:
        """Return the month in which cash first falls below the floor, or that it never does."""
        if months is None:
            return self.words("sequence.never-below", months=self.found.rules.own_months)
        return self.month(months)

    def stresses(self) -> Told:
        """Return the same sequence with the round as planned, late and failing."""
        words, numerals = self.words, self.numerals
        rows = tuple(
            (
                words(f"sequence.round-{one.round}"), numerals.chance(one.chance),
                self.below(one.ends[0]), numerals.money(one.value_mean, signed=True),
            )
            for one in self.found.stresses
        )  # fmt: skip
        head = tuple(words(f"sequence.col-{key}") for key in ("round", "holds", "below", "value"))
        return Told(
            key="stresses", title=words("sequence.stresses"), table=Table(head=head, rows=rows),
            intro=words("sequence.stresses-how"),
        )  # fmt: skip

    def more(self) -> Told:
        """Return what one more krone, month and person would add, where that is something."""
        words = self.words
        return Told(
            key="more", title=words("sequence.more"), table=more_table(self),
            intro=words("sequence.more-how"), after=tuple(more_of_little(self)),
        )  # fmt: skip

    def people(self) -> Told:
        """Return own people by function: free for launches, and the most that is used."""
        words, numerals = self.words, self.numerals
        rows = tuple(
            (
                words(f"sequence.people-{one.function}"), numerals.fixed(one.free, decimals=2),
                numerals.fixed(one.used, decimals=2),
            )
            for one in self.found.people
        )  # fmt: skip
        head = tuple(words(f"sequence.col-{key}") for key in ("function", "free", "used"))
        share = numerals.percent(self.found.rules.free_share)
        return Told(
            key="people", title=words("sequence.people"), table=Table(head=head, rows=rows),
            intro=words("sequence.people-how", share=share),
        )  # fmt: skip

    def rests(self) -> Iterator[str]:
        """Yield what the sequence rests on, and how far its figures reach."""
        found, words, numerals = self.found, self.words, self.numerals
        asked = found.asked if found.launches and found.asked else found.rules.probability
        yield words(
            "sequence.rests-cash", floor=self.floor(), asked=numerals.chance(asked),
            months=found.rules.own_months,
        )  # fmt: skip
        if found.relief is not None:
            yield words("sequence.more-first", nok=numerals.money(found.relief.nok))
        elif not more_told(self):
            yield from more_of_little(self)
        if found.launches:
            yield words(
                "sequence.rests-chosen", scenarios=numerals.fixed(found.scenarios),
                fresh=numerals.fixed(found.fresh), chosen=numerals.chance(found.chance_chosen_on),
                chance=numerals.chance(found.chance),
            )  # fmt: skip
        if any(one.begun_months is not None for one in found.launches):
            yield words("sequence.rests-begun")
        if found.bound > 0:
            yield words("sequence.rests-bound", bound=numerals.money(found.bound))
        yield words("sequence.rests-ours")

    def next_step(self, file: TypedFile) -> str:
        """Return the one thing to do next."""
        found = self.found
        if found.launches:
            first = self.first()
            if first.begun_months is not None:
                return self.words("sequence.next-go-on", what=self.way(first.market, first.mode))
            if first in self.undecided():
                return self.words(
                    "sequence.next-undecided", what=self.way(first.market, first.mode), **file.commands
                )
            key = "sequence.next-round" if first.start.after_round else "sequence.next-start"
            return self.words(key, what=self.way(first.market, first.mode), when=self.start(first.start))
        words, asks = self.words, self.record.plan.asking.questions
        if found.relief:
            return words("sequence.next-relief", **file.commands)
        return words("sequence.next-ask" if asks else "sequence.next-change", **file.commands)
