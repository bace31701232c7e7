"""What findings changed, and what one more, or one less, would change: beliefs first, then the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from fram.decide.asking import NextQuestion
from fram.decide.beliefs import Updated, shown
from fram.decide.model.inputs import INPUTS
from fram.decide.plan import PLAN_DRAWS, MarketPlan, Plan, make_plan
from fram.decide.rank import Range
from fram.terms.dist import Dist
from fram.terms.errors import Refused
from fram.terms.estimate import Reason
from fram.terms.loop import FoundOut
from fram.terms.product import CompanyFile
from fram.workspace.company import read_company
from fram.workspace.company.document import load_document
from fram.workspace.company.findings import is_same
from fram.workspace.kept.findings import FindingKept
from fram.workspace.loop.findings.keeping import keep, with_finding, with_withdrawn
from fram.workspace.loop.findings.listed import all_heard, findings_kept
from fram.workspace.weighing.rates import Rates
from fram.workspace.weighing.weighed import Weighed, to_weigh, weigh

LAST = "last"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketNow:
    """One market in a plan: its mean value in NOK, its tier, what to do about it and why."""

    mean_nok: float
    tier: int
    verdict: str
    because: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketMoved:
    """What a finding does to one market."""

    market: str
    before: MarketNow
    after: MarketNow

    @property
    def is_turned(self) -> bool:
        """Whether its tier or what to do about it is another."""
        return (self.before.tier, self.before.verdict) != (self.after.tier, self.after.verdict)

    @property
    def is_advised(self) -> bool:
        """Whether what to do about it is another."""
        return self.before.verdict != self.after.verdict

    @property
    def moved_nok(self) -> float:
        """By how much its mean value moves."""
        return self.after.mean_nok - self.before.mean_nok


@dataclass(frozen=True, slots=True, kw_only=True)
class BeliefMoved:
    """What a finding does to a belief: P10, P50, P90 without and with the change, in ``unit``.

    ``places``: the markets it holds for; empty for the product's own.
    """

    input: str
    unit: str
    places: tuple[str, ...]
    before: Range
    after: Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a change does to the plan, on the same draws: each market, whom to go for, what to ask first.

    ``markets``: those whose value, tier or advice moves; other advice first, then the most moved.
    """

    draws: int
    seed: int
    markets: tuple[MarketMoved, ...]
    go_before: tuple[str, ...]
    go_after: tuple[str, ...]
    first_before: NextQuestion | None
    first_after: NextQuestion | None

    @property
    def turns_first(self) -> bool:
        """Whether another thing is to be asked first."""
        return _name(self.first_before) != _name(self.first_after)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsView:
    """The findings of a file, with one added or taken back where that was asked, and what it does.

    ``kept``: as they stand after the change. ``changed``: the number of the finding that was added or taken
    back (0 where nothing was), ``beliefs`` what moves by it, ``steps`` the engine's account of each finding
    that counts, by market. ``saved``: the change was written.
    """

    path: Path
    on: date
    act: Literal["list", "add", "undo"]
    kept: tuple[FindingKept, ...]
    changed: int = 0
    found: FoundOut | None = None
    beliefs: tuple[BeliefMoved, ...] = ()
    effect: Effect | None = None
    steps: tuple[tuple[str, int, Updated], ...] = field(default=(), repr=False)
    saved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a look ahead is taken: the day of the plan, the markets weighed, draws and seed."""

    on: date
    markets: tuple[str, ...] = ()
    draws: int = PLAN_DRAWS
    seed: int = 1


def findings(path: str | Path, *, look: Look) -> FindingsView:
    """Return the findings of a company file with what each changed; nothing is simulated."""
    file = read_company(Path(path), on=look.on)
    ground = _weighed(file, look)
    return FindingsView(
        path=Path(path), on=look.on, act="list", kept=findings_kept(ground), steps=_steps(ground)
    )


def add_finding(
    path: str | Path, found: FoundOut, *, look: Look, save: bool = False, force: bool = False
) -> FindingsView:
    """Return what one more finding changes; ``save`` writes it into the file.

    Raises ``Refused`` for a finding that stands there already (unless ``force``), one that is impossible
    under what is believed, and a file that changed in the meantime.
    """
    path, before = _read(path)
    file = read_company(path, on=look.on)
    twin = next((n for n, one in enumerate(file.findings, start=1) if is_same(one, found)), 0)
    if twin and not force:
        raise Refused(
            f"finding {twin} of the file says the same", where=str(path),
            why="the same people asked once would be counted twice",
            remedy="leave it, or give --force where they were asked twice",
        )  # fmt: skip
    text = with_finding(before.decode(), found)
    after = replace(file, finding=(*file.finding, found))
    view = _changed(path, file, after, look=look)
    if save:
        keep(path, text, before=before, on=look.on)
    return replace(view, act="add", changed=len(after.finding), found=found, saved=save)


def undo_finding(path: str | Path, which: str, *, look: Look, save: bool = False) -> FindingsView:
    """Return what taking back a finding changes; ``which``: its number from 1, or ``last``.

    ``save`` marks it as withdrawn in the file: it is kept for the record, and counts no more.
    """
    path, before = _read(path)
    file = read_company(path, on=look.on)
    number = _number(which, file)
    found = file.findings[number - 1]
    after = replace(
        file,
        finding=tuple(
            replace(one, withdrawn=True) if n == number else one
            for n, one in enumerate(file.findings, start=1)
        ),
    )
    view = _changed(path, file, after, look=look)
    if save:
        keep(path, with_withdrawn(before.decode(), number), before=before, on=look.on)
    return replace(view, act="undo", changed=number, found=found, saved=save)


def _read(path: str | Path) -> tuple[Path, bytes]:
    load_document(Path(path))  # refuses what is no company file, in its own words
    return Path(path), Path(path).read_bytes()


def _number(which: str, file: CompanyFile) -> int:
    """The number of the finding meant, one that still counts."""
    live = [n for n, one in enumerate(file.findings, start=1) if not one.withdrawn]
    if not live:
        raise Refused("no finding counts in this file", where="--undo", remedy="there is nothing to undo")
    if which.strip().lower() == LAST:
        return live[-1]
    listed = ", ".join(map(str, live))
    if not which.strip().isdigit():
        raise Refused(
            f"`{which}` is no number of a finding", where="--undo", kind="usage",
            remedy=f"give one of {listed}, or last",
        )  # fmt: skip
    number = int(which)
    if number not in live:
        gone = 1 <= number <= len(file.findings)
        what = f"finding {number} is withdrawn already" if gone else f"there is no finding {number}"
        raise Refused(what, where="--undo", remedy=f"those that count: {listed}")
    return number


def _weighed(file: CompanyFile, look: Look) -> Weighed:
    return weigh(file, markets=to_weigh(file, look.markets), on=look.on, rates=Rates(look.on))


def _changed(path: Path, before: CompanyFile, after: CompanyFile, *, look: Look) -> FindingsView:
    base, ground = _weighed(before, look), _weighed(after, look)
    same = base.weighing == ground.weighing
    old = _plan(base, look)
    effect = _effect(old, old if same else _plan(ground, look), look=look)
    return FindingsView(
        path=path, on=look.on, act="list", kept=findings_kept(ground), effect=effect, steps=_steps(ground),
        beliefs=_beliefs(base, ground),
    )  # fmt: skip


def _beliefs(base: Weighed, ground: Weighed) -> tuple[BeliefMoved, ...]:
    """Every belief that is another after the change, those that move alike in one."""
    old, new = ({(one.input, one.market): one for one in all_heard(at)} for at in (base, ground))
    alike: dict[tuple[str, Dist, Dist], list[str]] = {}
    for key, one in {**old, **new}.items():
        before, after = (at[key].estimate.dist if key in at else one.prior.dist for at in (old, new))
        if before != after:
            alike.setdefault((key[0], before, after), []).append(key[1])
    return tuple(
        BeliefMoved(
            input=name, unit=INPUTS[name].unit, places=tuple(filter(None, places)),
            before=_points(before), after=_points(after),
        )
        for (name, before, after), places in alike.items()
    )  # fmt: skip


def _points(dist: Dist) -> Range:
    at = shown(dist)
    return Range(p10=at.p10, p50=at.p50, p90=at.p90)


def _plan(ground: Weighed, look: Look) -> Plan:
    return make_plan(ground.weighing, seed=look.seed, draws=look.draws, on=look.on)


def _effect(before: Plan, after: Plan, *, look: Look) -> Effect:
    old, new = ({line.result.market: _standing(line) for line in one.markets} for one in (before, after))
    moved = [MarketMoved(market=market, before=old[market], after=new[market]) for market in new]
    moved = [one for one in moved if one.before != one.after]
    return Effect(
        draws=look.draws, seed=look.seed,
        markets=tuple(sorted(moved, key=lambda one: (not one.is_advised, -abs(one.moved_nok), one.market))),
        go_before=_go(before.markets), go_after=_go(after.markets),
        first_before=_first(before), first_after=_first(after),
    )  # fmt: skip


def _standing(line: MarketPlan) -> MarketNow:
    return MarketNow(
        mean_nok=line.result.mean, tier=line.result.tier, verdict=line.stance.verdict,
        because=line.stance.because,
    )  # fmt: skip


def _go(lines: Sequence[MarketPlan]) -> tuple[str, ...]:
    return tuple(line.result.market for line in lines if line.stance.verdict == "go")


def _steps(ground: Weighed) -> tuple[tuple[str, int, Updated], ...]:
    return tuple(
        (one.market, number, step)
        for one in all_heard(ground)
        if one.revised is not None
        for number, step in zip(one.numbers, one.revised.steps, strict=True)
    )


def _first(plan: Plan) -> NextQuestion | None:
    return next(iter(plan.asking.questions), None)


def _name(question: NextQuestion | None) -> tuple[tuple[str, ...], str] | None:
    return None if question is None else (question.names, question.market)
