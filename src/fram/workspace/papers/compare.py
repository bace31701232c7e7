"""Old beside new: what changed between an earlier plan and this one."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from fram.decide.model.case import Assumption
from fram.decide.model.inputs import INPUTS
from fram.decide.scenario.applied import Moved
from fram.terms.citation import Confidence
from fram.terms.errors import Refused
from fram.terms.estimate import Estimate, Origin
from fram.terms.reading import read
from fram.workspace.papers.charts.look import Table
from fram.workspace.papers.digest import tidy
from fram.workspace.papers.phrases import estimate_text, input_owner
from fram.workspace.papers.what_if import moved_table, moved_text, scenario_line
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord, WhatIf, to_json

MOST = 8
"""Markets and assumptions named on the screen; the report names all."""
WIDTH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one market stood: verdict, tier, P50 of its value in NOK, and of the day of its first sale."""

    verdict: str
    tier: int
    value: float
    first_sale: float | None
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing before and after; None where it was not there."""

    key: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What changed: ``frame`` (day, seed, runs, rule book, file), ``markets`` weighed both times (standings),
    markets only weighed now (``added``) or then (``gone``), ``cash`` as the months in which it ends, and
    ``assumptions`` by id as estimates. ``old_what_if`` is the scenario of the old plan, None for a base."""

    record: PlanRecord
    old_on: date
    old_what_if: WhatIf | None
    frame: tuple[Change, ...]
    markets: tuple[Change, ...]
    added: tuple[str, ...]
    gone: tuple[str, ...]
    cash: Change
    assumptions: tuple[Change, ...]

    @property
    def is_empty(self) -> bool:
        """True when nothing changed."""
        changes = self.frame or self.markets or self.added or self.gone or self.assumptions
        return not changes and self.cash.old == self.cash.new

    @property
    def is_beside_base(self) -> bool:
        """True when the scenario alone sets the plans apart: the same file and run, then as it stands."""
        return self.record.scenario is not None and self.old_what_if is None and not self.frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A table of the report with its title."""

    title: str
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What the changes of one plan moved beside its own base; ``said`` has a place for the amounts."""

    title: str
    said: str
    moved: tuple[Moved, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A comparison as the report shows it."""

    headline: tuple[str, ...]
    tables: tuple[Part, ...]


def compare(old: Mapping[str, Any], *, new: PlanRecord) -> Comparison:
    """Return what changed since ``old``, an earlier ``plan.json`` of any schema 1.x as plain data.

    Raises ``Refused`` when it is not a plan of Fram.
    """
    try:
        if not str(old["schema_version"]).startswith("1."):
            raise _not_a_plan(f"its schema is {old['schema_version']}")
        on = date.fromisoformat(old["plan"]["on"])
        before, ends, frame = _standings(old), _ends(old), _frame(old)
        stated = {key: raw["estimate"] for key, raw in old["plan"]["assumptions"].items()}
        what_if = _what_if(old.get("scenario"))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _not_a_plan(f"{type(error).__name__}: {error}") from None
    now = json.loads(to_json(new))  # what is stored is what is compared
    after = _standings(now)
    both = after.keys() & before.keys()
    return Comparison(
        record=new, old_on=on, old_what_if=what_if, frame=tuple(_changes(frame, _frame(now))),
        markets=tuple(change for change in _changes(before, after) if change.key in both),
        added=tuple(market for market in after if market not in both),
        gone=tuple(market for market in before if market not in both),
        cash=Change(key="cash", old=ends, new=_ends(now)),
        assumptions=tuple(change for change in _assumptions(stated, now, new) if _tells(change, both)),
    )  # fmt: skip


def _what_if(raw: Mapping[str, Any] | None) -> WhatIf | None:
    """The scenario of an old plan, its words fit for a screen whoever wrote the file."""
    if raw is None:
        return None
    moved = tuple(
        Moved(change=tidy(one["change"]), nok={str(key): float(nok) for key, nok in one["nok"].items()})
        for one in raw["moved"]
    )
    return WhatIf(name=str(raw["name"]), changes=tuple(tidy(text) for text in raw["changes"]), moved=moved)


def _tells(change: Change, both: Set[str]) -> bool:
    """False for what only came or went with a market or its regime: the markets say that already."""
    owner, _, name = change.key.rpartition(".")
    if change.old is not None and change.new is not None:
        return True
    return owner.upper() in both or name not in INPUTS or INPUTS[name].scope == "product"


def _not_a_plan(why: str) -> Refused:
    return Refused(
        "is not a plan that can be compared", where="--compare", why=why, kind="unreadable",
        remedy="name a plan.json written by `fram plan --out`",
    )  # fmt: skip


def _frame(stored: Mapping[str, Any]) -> dict[str, Any]:
    frame = {key: stored["plan"].get(key) for key in ("on", "seed", "draws")}
    return frame | {key: stored.get(key) for key in ("rule_book", "input_hash", "product_version")}


def _standings(stored: Mapping[str, Any]) -> dict[str, Standing]:
    on = date.fromisoformat(stored["plan"]["on"])
    return {one["result"]["market"]: _standing_of(one, on) for one in stored["plan"]["markets"]}


def _ends(stored: Mapping[str, Any]) -> tuple[float | None, ...]:
    return tuple(stored["plan"]["cash_alone"]["ends"])


def _standing_of(raw: Mapping[str, Any], on: date) -> Standing:
    result = raw["result"]
    sale = result.get("first_sale")
    return Standing(
        verdict=str(raw["stance"]["verdict"]), tier=int(result["tier"]), value=float(result["npv"]["p50"]),
        first_sale=float(sale["p50"]) if sale else None, on=on,
    )  # fmt: skip


def _changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    """Keys of the new first, in their order, then what is gone; only what differs."""
    for key in [*new, *(key for key in old if key not in new)]:
        if old.get(key) != new.get(key):
            yield Change(key=key, old=old.get(key), new=new.get(key))


def _assumptions(stated: Mapping[str, Any], stored: Mapping[str, Any], new: PlanRecord) -> Iterator[Change]:
    """Assumptions whose distribution, unit or origin changed; sources alone do not count."""
    now = {key: raw["estimate"] for key, raw in stored["plan"]["assumptions"].items()}
    there = new.plan.assumptions
    for key in [*there, *(key for key in stated if key not in there)]:
        before = stated.get(key)
        if _core(before) != _core(now.get(key)):
            yield Change(key=key, old=_estimate(before), new=there[key].estimate if key in there else None)


def _core(raw: Mapping[str, Any] | None) -> tuple[Any, ...] | None:
    return None if raw is None else tuple(raw.get(key) for key in ("dist", "unit", "origin"))


def _estimate(raw: Mapping[str, Any] | None) -> Estimate | None:
    """An old estimate, as far as its value goes; None where this version cannot read it any longer."""
    if raw is None:
        return None
    kept = {key: raw[key] for key in ("dist", "unit", "origin") if key in raw}
    try:
        found = read(Estimate, kept)
    except Refused:
        return None
    return Estimate(
        dist=found.dist, unit=found.unit, origin=Origin(found.origin), confidence=Confidence.UNCHECKED
    )


# --- in words ---------------------------------------------------------------------------------------


def comparison_text(comparison: Comparison, *, lang: str) -> str:
    """Return what changed as text for a terminal: lines of at most 100 characters."""
    words = Words(lang)
    found = _headline(comparison, words)
    found += [_market_line(change, comparison, words) for change in _told(comparison)[:MOST]]
    found += _more(len(_told(comparison)), words)
    inputs = [_input_line(change, comparison.record, words) for change in comparison.assumptions[:MOST]]
    found += inputs + _more(len(comparison.assumptions), words)
    lines = [textwrap.fill(text, WIDTH, subsequent_indent="  ", break_on_hyphens=False) for text in found]
    return "\n".join(lines) + "\n"


def compared(comparison: Comparison, *, words: Words) -> Compared:
    """Return what changed as the report shows it."""
    heads = [words(f"column.{key}") for key in ("market", "verdict", "tier", "p50", "first-sale")]
    markets = tuple(
        (words.numerals.market(change.key), *_market_cells(change, words)) for change in comparison.markets
    )
    inputs = tuple(
        (_input_name(change, comparison.record, words), _shown(change.old, words), _shown(change.new, words))
        for change in comparison.assumptions
    )
    parts = [
        Part(title=side.title, table=moved_table(side.moved, words=words))
        for side in _sides(comparison, words)
    ]
    if markets:
        parts.append(Part(title=words("compare.markets"), table=Table(head=tuple(heads), rows=markets)))
    if inputs:
        head = (words("column.input"), words("compare.old"), words("compare.new"))
        parts.append(Part(title=words("compare.inputs"), table=Table(head=head, rows=inputs)))
    return Compared(headline=tuple(_headline(comparison, words)), tables=tuple(parts))


def _headline(comparison: Comparison, words: Words) -> list[str]:
    lines = [_which(comparison, words)]
    if comparison.is_empty:
        return [*lines, words("compare.nothing")]
    if comparison.frame:
        named = [
            words("compare.one", what=words(f"compare.{key}"), old=old, new=new)
            for key, old, new in _frame_texts(comparison, words)
        ]
        lines.append(words("compare.frame", changes=", ".join(named)))
    if comparison.cash.old[1] != comparison.cash.new[1]:
        old = _month(comparison.cash.old[1], comparison.old_on, words)
        new = _month(comparison.cash.new[1], comparison.record.plan.on, words)
        lines.append(words("compare.cash", old=old, new=new))
    if comparison.added:
        lines.append(words("compare.added", markets=words.names(comparison.added)))
    if comparison.gone:
        lines.append(words("compare.gone", markets=words.names(comparison.gone)))
    return lines


def _which(comparison: Comparison, words: Words) -> str:
    """Which plan is compared with which: only a base of the same file and run is called the base."""
    new, then = comparison.record, replace(comparison.record, scenario=comparison.old_what_if)
    if comparison.is_beside_base:
        return words("compare.scenario", scenario=scenario_line(new, words=words))
    if new.scenario is None and then.scenario is None:
        return words("compare.with", day=words.numerals.day(comparison.old_on))
    old = _plan_text(then, comparison.old_on, words)
    return words("compare.two", old=old, new=_plan_text(new, new.plan.on, words))


def _plan_text(record: PlanRecord, on: date, words: Words) -> str:
    day, scenario = words.numerals.day(on), scenario_line(record, words=words)
    if not scenario:
        return words("compare.plan", day=day)
    return words("compare.plan-what-if", day=day, scenario=scenario)


def _frame_texts(comparison: Comparison, words: Words) -> Iterator[tuple[str, str, str]]:
    for one in comparison.frame:
        yield one.key, _frame_text(one.key, one.old, words), _frame_text(one.key, one.new, words)


def _frame_text(key: str, value: Any, words: Words) -> str:
    if value in (None, ""):
        return "–"
    if key == "on":
        return words.numerals.day(date.fromisoformat(value))
    return words.numerals.fixed(value) if key == "draws" else tidy(str(value))[:10]


def _month(months: float | None, on: date, words: Words) -> str:
    return words.numerals.month(on, months) if months is not None else words("board.no-sale")


def _told(comparison: Comparison) -> list[Change]:
    """Markets worth a line on the screen: another verdict first, then another tier, then the largest step."""

    def key(change: Change) -> tuple[bool, bool, float]:
        old, new = change.old, change.new
        return (old.verdict == new.verdict, old.tier == new.tier, -abs(new.value - old.value))

    return sorted(comparison.markets, key=key)


def _market_line(change: Change, comparison: Comparison, words: Words) -> str:
    verdict, tier, value, sale = _market_cells(change, words)
    parts = [verdict, words("compare.tier", tiers=tier), words("compare.p50", values=value)]
    parts += [words("board.first-sale", month=sale), *_why(change.key, comparison, words)]
    return f"{words.numerals.market(change.key)}: {' · '.join(parts)}"


def _why(market: str, comparison: Comparison, words: Words) -> list[str]:
    """How much of a market's mean value each change of a scenario moved; nothing without a scenario.

    Beside its base that explains the difference. Between other plans it does not: each side is told alone.
    """
    sides = [(side.said, moved_text(side.moved, market, words=words)) for side in _sides(comparison, words)]
    told = [said.format(moved) for said, moved in sides if moved]
    if not told or comparison.is_beside_base:
        return told
    return [words("compare.why-each", sides="; ".join(told))]


def _sides(comparison: Comparison, words: Words) -> Iterator[Side]:
    """What the changes of each plan moved beside its own base."""
    old, new = comparison.old_what_if, comparison.record.scenario
    if old and old.moved:
        yield Side(title=words("compare.moved-then"), said=words("compare.then", moved="{}"), moved=old.moved)
    if new and new.moved and comparison.is_beside_base:
        yield Side(title=words("compare.moved"), said=words("compare.why", moved="{}"), moved=new.moved)
    elif new and new.moved:
        yield Side(title=words("compare.moved-now"), said=words("compare.now", moved="{}"), moved=new.moved)


def _market_cells(change: Change, words: Words) -> tuple[str, str, str, str]:
    both: tuple[Standing, Standing] = (change.old, change.new)
    money = words.numerals.money
    return (
        _arrow([words(f"verdict.{one.verdict}") for one in both]), _arrow([str(one.tier) for one in both]),
        _arrow([money(one.value, signed=True) for one in both]),
        _arrow([_month(one.first_sale, one.on, words) for one in both]),
    )  # fmt: skip


def _arrow(both: list[str]) -> str:
    return " → ".join(dict.fromkeys(both))


def _input_line(change: Change, record: PlanRecord, words: Words) -> str:
    name = _input_name(change, record, words)
    return f"{name}: {_shown(change.old, words)} → {_shown(change.new, words)}"


def _input_name(change: Change, record: PlanRecord, words: Words) -> str:
    owner, _, name = change.key.rpartition(".")
    item = record.plan.assumptions.get(change.key)
    if item is None and name in INPUTS and change.old is not None:
        item = Assumption(id=change.key, name=name, market=owner.upper(), estimate=change.old)
    whose = input_owner(item, record, words=words) if item else ""
    label = words.named("input", name)
    return f"{label}, {whose}" if whose else label


def _shown(estimate: Estimate | None, words: Words) -> str:
    if estimate is None:
        return words("compare.absent")
    return words(
        "compare.value",
        value=estimate_text(estimate, words=words),
        origin=words(f"origin.{estimate.origin.value}"),
    )


def _more(count: int, words: Words) -> list[str]:
    return [words.count("compare.more", count - MOST)] if count > MOST else []
