"""What a company file, and whoever asks, holds a launch sequence to."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import get_args

from fram.decide.model.case import Mode
from fram.decide.sequence.again.earlier import Earlier
from fram.decide.sequence.company import Rules
from fram.decide.sequence.problem import Decision, Start
from fram.terms.errors import Problem, Refused, did_you_mean
from fram.terms.jurisdiction import market_code
from fram.terms.loop import SequenceRules, UnderWay, months_since
from fram.terms.product import CompanyFile
from fram.workspace.loop.sequence.earlier import (
    OldSequence,
    Sides,
    earlier_of,
    refuse_others,
    still_planned,
)

TYPED_AS = {
    "floor_nok": "--floor", "quarters": "--quarters", "own_months": "--own-months", "modes": "--mode",
    "probability": "--chance",
}  # fmt: skip
"""The options by which what is wished is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """What is asked otherwise than in the company file; None leaves what stands there."""

    floor_nok: float | None = None
    probability: float | None = None
    quarters: int | None = None
    own_months: int | None = None
    modes: tuple[Mode, ...] | None = None
    must: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    after: OldSequence | None = None


def rules_of(file: CompanyFile, *, markets: Sequence[str], on: date, wished: Wished | None = None) -> Rules:
    """Return the rules: what the file says, what is wished on top, the usual for the rest.

    ``markets``: those that are weighed; naming another is refused, as are rules that no sequence can keep.
    A launch that the file says is decided in a market not weighed is left out, and told to be. ``on``: the
    day that launches under way and those planned earlier are counted from.
    """
    said, wished = file.sequence or SequenceRules(), wished or Wished()
    left_out = _codes(one.market for one in said.under_way) - set(markets)
    if faults := tuple(_unknown(said, wished, set(markets), left_out)):
        raise Refused("the sequence cannot be held to what is said of its markets", problems=faults)
    way = file.product.sold_by
    going = [one for one in said.under_way if market_code(one.market) not in left_out]
    decided = [(one.stands, _decision(one, way)) for one in going]
    since = _since(going)
    never = _codes((*said.never, *wished.never))
    earlier = _earlier(file, markets, on, never, wished)
    rules = Rules(
        floor_nok=said.floor_nok, own_months=said.own_months, quarters=said.quarters,
        free_share=said.free_share, modes=said.modes or Rules().modes,
        covenants=said.covenants, must=_codes((*said.must, *wished.must)) - left_out, never=never,
        before=_before(said.before, left_out=left_out), left_out=tuple(sorted(left_out)),
        held=tuple(one for stands, one in decided if stands),
        planned=(*(one for stands, one in decided if not stands), *still_planned(earlier)),
        fee_nok=said.change_fee_nok, earlier=earlier, since=since,
        begun={market: months_since(day, on) for market, day in since.items()},
        probability=said.probability or Rules().probability,
    )  # fmt: skip
    made = _with_wishes(rules, wished)
    return replace(made, modes=tuple(dict.fromkeys((*made.modes, *(d.mode for d in made.held)))))  # type: ignore[arg-type]


def _with_wishes(rules: Rules, wished: Wished) -> Rules:
    """The rules with what is asked otherwise than in the file; a refusal names the option that was typed."""
    asked = {name: getattr(wished, name) for name in TYPED_AS if getattr(wished, name) is not None}
    floor = wished.floor_nok
    if floor is not None and not math.isfinite(floor):
        raise Refused(f"{floor:g} is no amount", where="--floor", remedy="give NOK, 0 or more", kind="usage")
    try:
        return replace(rules, **asked)
    except Refused as refused:
        faults = tuple(replace(at, where=TYPED_AS.get(at.where, at.where)) for at in refused.problems)
        raise Refused(
            "no sequence can be held to what is asked", problems=faults, kind="usage"
        ) from None  # fmt: skip


def _earlier(
    file: CompanyFile, markets: Sequence[str], on: date, never: frozenset[str], wished: Wished
) -> Earlier | None:
    """The sequence of an earlier plan as it reads today; None where none is given."""
    if wished.after is None:
        return None
    refuse_others(wished.after, company=file.company.name, product=file.product.name)
    said = file.sequence or SequenceRules()
    sides = Sides(
        weighed=markets, served=file.company.markets_served, never=never,
        under_way=_codes(one.market for one in said.under_way),
        has_round=file.company.planned_round is not None,
    )  # fmt: skip
    return earlier_of(wished.after, on=on, sides=sides)


def _since(under_way: Sequence[UnderWay]) -> dict[str, date]:
    """The days on which the launches began that have."""
    return {
        market_code(one.market, where="sequence.under_way"): one.started
        for one in under_way if one.started is not None
    }  # fmt: skip


def modes_of(said: Sequence[str]) -> tuple[Mode, ...] | None:
    """Return ways of selling as a person wrote them; None for none. Raises ``Refused`` for an unknown one."""
    known: tuple[Mode, ...] = get_args(Mode)
    for word in said:
        if word not in known:
            remedy = did_you_mean(word, known) or f"one of: {', '.join(known)}"
            raise Refused(f"unknown way of selling `{word}`", where="--mode", remedy=remedy, kind="usage")
    return tuple(mode for mode in known if mode in said) or None


def is_strict(file: CompanyFile, wished: Wished | None = None) -> bool:
    """Return whether somebody stated how sure cash must be: then less is refused instead of told."""
    stated = file.sequence.probability if file.sequence else None
    return stated is not None or (wished is not None and wished.probability is not None)


def _codes(markets: Iterable[str]) -> frozenset[str]:
    return frozenset(market_code(market, where="sequence") for market in markets)


def _decision(one: UnderWay, way: Mode) -> Decision:
    return Decision(
        market=market_code(one.market, where="sequence.under_way"), mode=one.mode or way,
        start=Start(quarter=one.quarter, after_round=one.after_round),
    )  # fmt: skip


def _before(said: Mapping[str, str], *, left_out: Collection[str]) -> dict[str, tuple[str, ...]]:
    """For each market those that have to have started before; one that is left out holds nobody back."""
    where = "sequence.before"
    found = {
        market_code(market, where=where): [
            market_code(part, where=where) for part in first.split(",") if part.strip()
        ]
        for market, first in said.items()
    }
    return {
        market: tuple(one for one in first if one not in left_out)
        for market, first in found.items() if market not in left_out
    }  # fmt: skip


def _unknown(
    said: SequenceRules, wished: Wished, weighed: set[str], left_out: frozenset[str]
) -> Iterable[Problem]:
    """What is said of markets that are not weighed; what the file says of one left out goes with it."""
    firsts = (part for first in said.before.values() for part in first.split(",") if part.strip())
    named = (
        ("sequence.must", said.must, weighed | left_out), ("sequence.must", wished.must, weighed),
        ("sequence.before", (*said.before, *firsts), weighed | left_out),
    )  # fmt: skip
    for where, markets, known in named:
        for market in markets:
            if (code := market_code(market, where=where)) not in known:
                what = f"{code} is not among the markets weighed"
                yield Problem(where=where, what=what, remedy="leave it out, or weigh it: --markets")
    stands = _codes(one.market for one in said.under_way if one.stands)
    for code in sorted(_codes((*said.never, *wished.never)) & stands):
        what = f"{code} is under way and out of the question"
        yield Problem(
            where="sequence.under_way and sequence.never (or --never)", what=what,
            why="a launch under way stands, and its costs go on",
            remedy=f"take {code} out of never; if it has been stopped, out of under_way",
        )  # fmt: skip
