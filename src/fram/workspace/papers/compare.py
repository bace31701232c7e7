"""Old beside new: what changed between an earlier plan and this one."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from fram.decide.model.case import Assumption
from fram.decide.model.inputs import INPUTS
from fram.terms.citation import Confidence
from fram.terms.errors import Refused
from fram.terms.estimate import Estimate, Origin
from fram.terms.reading import plain, read
from fram.workspace.papers.charts.look import Table
from fram.workspace.papers.phrases import estimate_text, input_owner
from fram.workspace.papers.what_if import change_text, scenario_line
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord, WhatIf

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
    ``assumptions`` by id as estimates."""

    record: PlanRecord
    old_on: date
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A table of the report with its title."""

    title: str
    table: Table


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
        plan = old["plan"]
        on = date.fromisoformat(plan["on"])
        before = {one["result"]["market"]: _standing_of(one, on) for one in plan["markets"]}
        cash = tuple(plan["cash_alone"]["ends"])
        stated = {key: raw["estimate"] for key, raw in plan["assumptions"].items()}
        frame = {key: plan.get(key) for key in ("on", "seed", "draws")}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _not_a_plan(f"{type(error).__name__}: {error}") from None
    frame |= {key: old.get(key) for key in ("rule_book", "input_hash", "product_version")}
    after = _standings(new)
    both = after.keys() & before.keys()
    return Comparison(
        record=new, old_on=on, frame=tuple(_changes(frame, _frame(new))),
        markets=tuple(change for change in _changes(before, after) if change.key in both),
        added=tuple(market for market in after if market not in both),
        gone=tuple(market for market in before if market not in both),
        cash=Change(key="cash", old=cash, new=new.plan.cash_alone.ends),
        assumptions=tuple(change for change in _assumptions(stated, new) if _tells(change, both)),
    )  # fmt: skip


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


def _frame(record: PlanRecord) -> dict[str, Any]:
    plan = record.plan
    return {
        "on": plan.on.isoformat(), "seed": plan.seed, "draws": plan.draws, "rule_book": record.rule_book,
        "input_hash": record.input_hash, "product_version": record.product_version,
    }  # fmt: skip


def _standing_of(raw: Mapping[str, Any], on: date) -> Standing:
    result = raw["result"]
    sale = result.get("first_sale")
    return Standing(
        verdict=str(raw["stance"]["verdict"]), tier=int(result["tier"]), value=float(result["npv"]["p50"]),
        first_sale=float(sale["p50"]) if sale else None, on=on,
    )  # fmt: skip


def _standings(record: PlanRecord) -> dict[str, Standing]:
    """The same of the new plan, through the same door: what is stored is what is compared."""
    return {
        line.result.market: _standing_of(
            {"result": _stored(line.result), "stance": _stored(line.stance)}, record.plan.on
        )
        for line in record.plan.markets
    }


def _stored(value: object) -> Any:
    """A value as it comes back from plan.json, where floats have ten significant digits."""
    found = plain(value)
    return _cut(found)


def _cut(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.10g}")
    if isinstance(value, dict):
        return {key: _cut(inner) for key, inner in value.items()}
    return [_cut(inner) for inner in value] if isinstance(value, list) else value


def _changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    """Keys of the new first, in their order, then what is gone; only what differs."""
    for key in [*new, *(key for key in old if key not in new)]:
        if old.get(key) != new.get(key):
            yield Change(key=key, old=old.get(key), new=new.get(key))


def _assumptions(stated: Mapping[str, Any], new: PlanRecord) -> Iterator[Change]:
    """Assumptions whose distribution, unit or origin changed; sources alone do not count."""
    now = {key: item.estimate for key, item in new.plan.assumptions.items()}
    for key in [*now, *(key for key in stated if key not in now)]:
        before, after = stated.get(key), now.get(key)
        if _core(before) != _core(_stored(after) if after else None):
            yield Change(key=key, old=_estimate(before), new=after)


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
    found += [_market_line(change, comparison.record, words) for change in _told(comparison)[:MOST]]
    found += _more(len(_told(comparison)), words)
    inputs = [_input_line(change, comparison.record, words) for change in comparison.assumptions[:MOST]]
    found += inputs + _more(len(comparison.assumptions), words)
    lines = [
        part
        for text in found
        for part in textwrap.wrap(text, WIDTH, subsequent_indent="  ", break_on_hyphens=False)
    ]
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
    parts = []
    if scenario := comparison.record.scenario:
        moved = _moved_table(comparison.record, scenario, words)
        parts.append(Part(title=words("compare.moved"), table=moved))
    if markets:
        parts.append(Part(title=words("compare.markets"), table=Table(head=tuple(heads), rows=markets)))
    if inputs:
        head = (words("column.input"), words("compare.old"), words("compare.new"))
        parts.append(Part(title=words("compare.inputs"), table=Table(head=head, rows=inputs)))
    return Compared(headline=tuple(_headline(comparison, words)), tables=tuple(parts))


def _headline(comparison: Comparison, words: Words) -> list[str]:
    scenario = comparison.record.scenario
    lines = [words("compare.with", day=words.numerals.day(comparison.old_on))]
    if scenario:
        lines = [words("compare.scenario", scenario=scenario_line(comparison.record, words=words))]
    if comparison.is_empty:
        return [*lines, words("compare.nothing")]
    if comparison.frame:
        named = [
            words("compare.one", what=words(f"compare.{change.key}"), **_frame_texts(change, words))
            for change in comparison.frame
        ]
        lines.append(words("compare.frame", changes=", ".join(named)))
    before, after = comparison.cash.old[1], comparison.cash.new[1]
    if before != after:
        old = _month(before, comparison.old_on, words)
        lines.append(words("compare.cash", old=old, new=_month(after, comparison.record.plan.on, words)))
    if comparison.added:
        lines.append(words("compare.added", markets=words.names(comparison.added)))
    if comparison.gone:
        lines.append(words("compare.gone", markets=words.names(comparison.gone)))
    return lines


def _frame_texts(change: Change, words: Words) -> dict[str, str]:
    return {name: _frame_text(change.key, getattr(change, name), words) for name in ("old", "new")}


def _frame_text(key: str, value: Any, words: Words) -> str:
    if value in (None, ""):
        return "–"
    if key == "on":
        return words.numerals.day(date.fromisoformat(value))
    return words.numerals.fixed(value) if key == "draws" else str(value)[:10]


def _month(months: float | None, on: date, words: Words) -> str:
    return words.numerals.month(on, months) if months is not None else words("board.no-sale")


def _told(comparison: Comparison) -> list[Change]:
    """Markets worth a line on the screen: another verdict first, then another tier, then the largest step."""

    def key(change: Change) -> tuple[bool, bool, float]:
        old, new = change.old, change.new
        return (old.verdict == new.verdict, old.tier == new.tier, -abs(new.value - old.value))

    return sorted(comparison.markets, key=key)


def _market_line(change: Change, record: PlanRecord, words: Words) -> str:
    verdict, tier, value, sale = _market_cells(change, words)
    parts = [verdict, words("compare.tier", tiers=tier), words("compare.p50", values=value)]
    parts += [words("board.first-sale", month=sale), *_why(change.key, record, words)]
    return f"{words.numerals.market(change.key)}: {' · '.join(parts)}"


def _why(market: str, record: PlanRecord, words: Words) -> list[str]:
    """How much of a market's mean value each change of the scenario moved; nothing without a scenario."""
    moved = [one for one in (record.scenario.moved if record.scenario else ()) if one.nok.get(market)]
    money = partial(words.numerals.money, signed=True)
    why = ", ".join(f"{money(one.nok[market])} ({change_text(one.change, words=words)})" for one in moved)
    return [words("compare.why", moved=why)] if why else []


def _moved_table(record: PlanRecord, scenario: WhatIf, words: Words) -> Table:
    markets = [line.result.market for line in record.plan.markets]
    heads = [change_text(change, words=words) for change in scenario.changes]
    rows = tuple(
        (
            words.numerals.market(market),
            *(words.numerals.money(one.nok.get(market, 0.0), signed=True) for one in scenario.moved),
        )
        for market in markets
    )
    return Table(head=(words("column.market"), *heads), rows=rows)


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
