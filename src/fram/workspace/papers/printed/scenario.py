"""What slides and memo say of a scenario: that it is not the base, what was set, what each change moved."""

from __future__ import annotations

from dataclasses import dataclass

from fram.decide.scenario.applied import Moved
from fram.workspace.papers.account import LEAST_NOK
from fram.workspace.papers.printed.office import NAME, clean
from fram.workspace.papers.what_if import change_text
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

MOST_NAMED = 3
"""Markets a change is told of by name; the others as a range."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A scenario in words: ``name`` says that it is not the base; each change with what it moved."""

    name: str
    changes: tuple[str, ...]
    moved: tuple[str, ...]


def scenario_told(record: PlanRecord, *, words: Words) -> Told | None:
    """Return the scenario of a plan in words, or None for a plan of the base."""
    scenario = record.scenario
    if scenario is None:
        return None
    name = clean(scenario.name, most=NAME)
    moved = {one.change: one for one in scenario.moved}
    return Told(
        name=words("deck.scenario", name=name) if name else words("deck.scenario-unnamed"),
        changes=tuple(clean(change_text(change, words=words), most=80) for change in scenario.changes),
        moved=tuple(
            moved_text(moved[change], record, words=words) if change in moved else "–"
            for change in scenario.changes
        ),
    )


def moved_text(moved: Moved, record: PlanRecord, *, words: Words) -> str:
    """Return what a change moved the mean value by: a few markets by name, the others as a range."""
    money, changed = words.numerals, {m: nok for m, nok in moved.nok.items() if abs(nok) >= LEAST_NOK}
    if not changed:
        return words("deck.moved-nothing")
    in_play = [x.result.market for x in record.plan.markets if x.stance.verdict != "not-now"]
    first = [market for market in in_play if market in changed]
    # Then what it moved most: a change of one closed market alone must name that market.
    first += sorted(changed.keys() - set(first), key=lambda market: (-abs(changed[market]), market))
    named = first[:MOST_NAMED]
    told = [f"{money.market(market)} {money.money(changed[market], signed=True)}" for market in named]
    others = [nok for market, nok in moved.nok.items() if market not in named]
    if any(abs(nok) >= LEAST_NOK for nok in others):
        ends = money.money_points([min(others), max(others)], mark=words("deck.to"))
        told.append(words.count("deck.moved-others", len(others), range=ends))
    elif others:
        told.append(words("deck.moved-else"))
    return "; ".join(told)
