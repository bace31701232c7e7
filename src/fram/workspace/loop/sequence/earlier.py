"""An earlier plan's launch sequence, read back: what of it is still planned, counted from today."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

from fram.decide.model.case import Mode
from fram.decide.sequence.again.earlier import Earlier, Note, Planned
from fram.decide.sequence.launches import STEP
from fram.decide.sequence.problem import Decision, Start
from fram.terms.errors import Refused
from fram.terms.jurisdiction import market_code
from fram.workspace.plan_files import read_plan

OPTION = "--after"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """What today's file says of markets: those weighed, served, ruled out and under way; whether a round is
    planned."""

    weighed: Collection[str]
    served: Collection[str] = ()
    never: Collection[str] = ()
    under_way: Collection[str] = ()
    has_round: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class OldSequence:
    """The launches of an earlier plan with the day they were counted from, and whose plan it was.

    ``begun``: for how many months a market's launch had been under way on that day, and ``since`` when, where
    the plan says so. ``company`` and ``product`` are empty where it does not name them.
    """

    on: date
    decisions: tuple[Decision, ...]
    company: str = ""
    product: str = ""
    begun: Mapping[str, int] = field(default_factory=dict)
    since: Mapping[str, date] = field(default_factory=dict)


def old_sequence(path: Path) -> OldSequence:
    """Return the launches of an earlier ``plan.json`` (or of this command's JSON).

    Raises ``Refused`` for what is no plan, and for one that holds no sequence (before schema 1.5).
    """
    raw = read_plan(path)
    found = raw.get("sequence")
    if found is None:
        raise Refused(
            "holds no launch sequence", where=str(path),
            why=f"its schema is {raw['schema_version']}; plans hold one from 1.5 on",
            remedy="make that plan anew with `fram plan --out`, on its own day", kind="unreadable",
        )  # fmt: skip
    try:
        on = date.fromisoformat(raw["plan"]["on"] if "plan" in raw else raw["on"])
        return OldSequence(
            on=on, decisions=tuple(_decision(one) for one in found["launches"]),
            company=str(raw.get("company", "")), product=str(raw.get("product", "")),
            begun={market_code(one["market"]): int(one["begun_months"]) for one in found["launches"]
                   if one.get("begun_months") is not None},
            since={market_code(market): date.fromisoformat(day)
                   for market, day in found.get("rules", {}).get("since", {}).items()},
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError, Refused) as error:
        raise Refused(
            "holds a launch sequence that cannot be read", where=str(path),
            why=f"{type(error).__name__}: {error}", remedy="name a plan.json as Fram wrote it",
            kind="unreadable",
        ) from None  # fmt: skip


def _decision(raw: dict[str, Any]) -> Decision:
    mode, start = raw["mode"], raw["start"]
    quarter, after_round = start["quarter"], start["after_round"]
    if mode not in get_args(Mode):
        raise ValueError(f"unknown way of selling {mode!r}")
    if type(quarter) is not int or not 0 <= quarter <= 400 or type(after_round) is not bool:
        raise ValueError(f"no start: {start!r}")
    return Decision(
        market=market_code(raw["market"]), mode=mode, start=Start(quarter=quarter, after_round=after_round)
    )


def refuse_others(old: OldSequence, *, company: str, product: str) -> None:
    """Refuse an earlier plan of another company or product than those that are planned for now."""
    for named, was, now in (("company", old.company, company), ("product", old.product, product)):
        if was and was.strip().casefold() != now.strip().casefold():
            raise Refused(
                f"the earlier plan is of another {named}: {was}", where=OPTION,
                why=f"this company file is of {now}, and nothing in that plan was planned for it",
                remedy=f"give an earlier plan of {company}, {product}, or none", kind="usage",
            )  # fmt: skip


def earlier_of(old: OldSequence, *, on: date, sides: Sides) -> Earlier:
    """Return an earlier sequence as it reads on a day. Refused where it was made for a later day."""
    if old.on > on:
        raise Refused(
            f"the earlier plan is of {old.on}, after {on}", where=OPTION,
            remedy=f"name a plan of {on} or before, or plan on a later day: --on", kind="usage",
        )  # fmt: skip
    return Earlier(
        on=old.on,
        launches=tuple(
            _begun(one, old, on, sides) if one.market in old.begun else _planned(one, old.on, on, sides)
            for one in old.decisions
        ),
    )


def _begun(one: Decision, old: OldSequence, on: date, sides: Sides) -> Planned:
    """A launch that the earlier plan itself had under way: nobody plans it, and the file may not say so."""
    return Planned(
        market=one.market, mode=one.mode, months=-old.begun[one.market] - _months(old.on, on),
        note=_outside(one.market, sides) or "was-under-way", since=old.since.get(one.market),
    )  # fmt: skip


def _planned(one: Decision, was_on: date, on: date, sides: Sides) -> Planned:
    waits = one.start.after_round
    months = None if waits else STEP * one.start.quarter - _months(was_on, on)
    is_past = months is not None and (months < 0 or (months == 0 and was_on.day < on.day))
    found = Planned(
        market=one.market, mode=one.mode, months=months, after_round=one.start.quarter if waits else 0
    )
    note: Note = "late" if is_past else "no-round" if waits and not sides.has_round else ""
    return replace(found, note=_outside(one.market, sides) or note)


def _outside(market: str, sides: Sides) -> Note:
    if market in sides.under_way:
        return "under-way"
    if market in sides.served:
        return "served"
    if market in sides.never:
        return "never"
    return "" if market in sides.weighed else "not-weighed"


def _months(first: date, last: date) -> int:
    """Months on the calendar from the month of one day to that of another."""
    return (last.year - first.year) * 12 + last.month - first.month


def still_planned(earlier: Earlier | None) -> tuple[Decision, ...]:
    """Return the decisions that can still be made, their quarters counted from today: the nearest."""
    if earlier is None:
        return ()
    taken = ("", "late", "no-round")
    return tuple(
        Decision(market=one.market, mode=one.mode, start=_start(one))
        for one in earlier.launches if one.note in taken
    )  # fmt: skip


def _start(one: Planned) -> Start:
    if one.months is None:
        return Start(quarter=one.after_round, after_round=one.note != "no-round")
    return Start(quarter=(max(one.months, 0) + STEP // 2) // STEP)
