"""The planned round in words: whether it is in time and enough, and what to plan where there is none."""

from __future__ import annotations

from collections.abc import Iterator

from fram.decide.raising import ROUND_SIZE
from fram.workspace.loop.runway.telling import Teller
from fram.workspace.papers.access.gantt import Line
from fram.workspace.papers.loop.runway import LEAST_NOK


def round_lines(tell: Teller) -> Iterator[str]:
    """Yield whether the planned round is in time and enough; without one, what to plan."""
    kept = tell.kept
    if kept.planned is None:
        yield _what_to_plan(tell)
    elif kept.in_time is not None and kept.enough is not None:
        comes = tell.say("v-round-comes", chance=tell.chance(kept.planned_chance or 0.0))
        yield f"{_in_time(tell, kept.in_time)} {comes}"
        yield _enough(tell, kept.enough)


def round_at_a_glance(tell: Teller) -> Iterator[Line]:
    """Yield the planned round as one figure: how much, when, what is short, and how often it is in time."""
    kept = tell.kept
    if kept.planned is None or kept.in_time is None:
        return
    is_short = kept.short > LEAST_NOK
    size = tell.say("g-size-short", short=tell.money(kept.short)) if is_short else tell.say("g-size-enough")
    time = tell.say("g-time-yes", time=tell.futures(kept.in_time))
    if kept.late_by:
        time = tell.say("g-time-late", late=tell.months(kept.late_by), sure=tell.chance(kept.sure))
    text = tell.say(
        "g-planned-text", amount=tell.money(kept.planned), month=tell.month(kept.planned_at), size=size,
        time=time,
    )  # fmt: skip
    yield Line(name=tell.say("g-planned"), text=text)


def _what_to_plan(tell: Teller) -> str:
    kept = tell.kept
    amount = kept.main.at(kept.sure)
    if not amount:
        return tell.say("v-no-round-none")
    if kept.start.late or kept.money_by is None:
        return tell.say("v-no-round-late", amount=tell.money(amount))
    return tell.say("v-no-round", amount=tell.money(amount), by=tell.month(kept.money_by))


def _in_time(tell: Teller, share: float) -> str:
    kept = tell.kept
    given = {"amount": tell.money(kept.planned or 0.0), "month": tell.month(kept.planned_at)}
    if kept.money_by is None:
        return tell.say("v-round-no-hurry", **given)
    given |= {
        "time": tell.futures(share), "sure": tell.chance(kept.sure), "by": tell.month(max(kept.money_by, 0.0))
    }  # fmt: skip
    if share >= kept.sure:
        return tell.say("v-round-in-time", **given)
    if kept.late_by:
        return tell.say("v-round-too-late", late=tell.months(kept.late_by), **given)
    return tell.say("v-round-in-doubt", **given)


def _enough(tell: Teller, share: float) -> str:
    kept = tell.kept
    need, sure = kept.main.at(kept.sure), tell.chance(kept.sure)
    given = {"need": tell.money(need), "goal": tell.goal(kept.main), "sure": sure}
    if not need:
        return tell.say("v-round-not-needed", goal=given["goal"], sure=sure)
    if kept.short > LEAST_NOK:
        text = tell.say("v-round-short", short=tell.money(kept.short), **given)
    elif kept.short < -LEAST_NOK:
        text = tell.say("v-round-enough", over=tell.money(-kept.short), **given)
    else:
        text = tell.say("v-round-just-enough", **given)
    low, high = (tell.numerals.percent(by) for by in (ROUND_SIZE.low, ROUND_SIZE.high))
    brings = tell.say("v-round-brings", low=low, high=high, enough=tell.futures(share))
    return f"{text} {brings}"
