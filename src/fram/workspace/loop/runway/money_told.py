"""Grants, loans, guarantees and equity in words: what fits, what to ask, and why others do not."""

from __future__ import annotations

from collections.abc import Iterator

from fram.workspace.ecosystem import RULES
from fram.workspace.kept.runway import MoneyRow
from fram.workspace.loop.runway.telling import Teller
from fram.workspace.papers.access.gantt import Line
from fram.workspace.papers.numerals import DASH, SPACE


def money_lines(tell: Teller, fits: str) -> Iterator[Line]:
    """Yield a line for each instrument that fits (``yes``) or may (``unknown``)."""
    for one in tell.kept.instruments:
        if one.fits == fits:
            yield _line(tell, one)


def left_out(tell: Teller) -> Iterator[Line]:
    """Yield a line for each reason, with all that it leaves out."""
    by_reason: dict[str, list[str]] = {}
    for one in tell.kept.instruments:
        if one.fits == "no":
            by_reason.setdefault(one.why_not, []).append(_name(tell, one))
    for why, names in by_reason.items():
        said = RULES[why][tell.lang]
        yield Line(name=f"{said[:1].upper()}{said[1:]}", text=", ".join(names))


def _name(tell: Teller, one: MoneyRow) -> str:
    return one.name.get(tell.lang) or one.name["en"]


def _line(tell: Teller, one: MoneyRow) -> Line:
    covers = (one.covers or {}).get(tell.lang, "")
    asked = [tell.say(f"ask-{key}", body=one.body) for key in one.unsure]
    notes = [f"{covers}." if covers else "", _when(tell, one)]
    notes.append(tell.say("i-ask", what="; ".join(asked)) if asked else "")
    notes.append(one.note if tell.lang == "en" else "")
    is_cited = one.cite.read is not None
    if is_cited:
        tell.cites[one.cite] = None
    return Line(
        name=_name(tell, one), text=" · ".join([tell.say(f"kind-{one.kind}"), *_sums(tell, one), one.body]),
        notes=tuple(note for note in notes if note), source=one.cite.publisher if is_cited else "",
        url=one.cite.url if is_cited else "", confidence=one.confidence.value,
    )  # fmt: skip


def _sums(tell: Teller, one: MoneyRow) -> Iterator[str]:
    numerals = tell.numerals
    if one.high is None:
        yield tell.say("i-no-amount")
    else:
        points = [one.low or one.high, one.high]
        text = f"{numerals.exact(one.high)}{SPACE}{one.currency}"
        if one.currency == "NOK":
            text = numerals.money_points(points, signed=False, mark=DASH)
        text = text if one.low else tell.say("i-upto", amount=text)
        if one.currency != "NOK" and one.high_nok:
            text += tell.say("i-nok", nok=tell.money(one.high_nok))
        yield text
    if one.share_high is not None and one.share_low is not None:
        shares = dict.fromkeys(numerals.percent(share) for share in (one.share_low, one.share_high))
        key = f"i-share-{one.kind}" if one.kind in ("equity", "guarantee") else "i-share"
        yield tell.say(key, share=DASH.join(shares))


def _when(tell: Teller, one: MoneyRow) -> str:
    """When filing closes, how long the answer takes, and whether it comes in time."""
    closes = tell.say("i-closes-unknown")
    if one.rolling:
        closes = tell.say("i-rolling")
    elif one.closes:
        closes = tell.say("i-closes", day=tell.numerals.day(one.closes))
    return f"{closes} {_answer(tell, one)}".rstrip()


def _answer(tell: Teller, one: MoneyRow) -> str:
    days = None if one.days is None else tell.numerals.fixed(one.days)
    if days and one.in_time is not None:
        return tell.say("i-in-time", days=days, chance=tell.chance(one.in_time))
    if days:
        return tell.say("i-days", days=days)
    if one.longest == 0:
        return tell.say("i-too-late")
    if one.longest is None or not one.closes:
        return ""
    return tell.say("i-longest", days=tell.numerals.fixed(one.longest))
