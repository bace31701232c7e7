"""The four questions in words: where the curves cross, how sure that is, what to do next; and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from fram.access.price.asked.answers import CALIBRATION
from fram.access.price.asked.enough import Enough
from fram.access.price.asked.resampling import RESAMPLES
from fram.access.price.asked.sensitivity import CONVENTIONS, Convention
from fram.terms.errors import Refused, did_you_mean
from fram.terms.reading import plain
from fram.workspace.access.gates.figures import tidy
from fram.workspace.papers.access.gantt import Line
from fram.workspace.pricing.asked.found import FourQuestions
from fram.workspace.pricing.asked.pictures import four_picture
from fram.workspace.pricing.asked.telling import (
    Teller,
    dropped_block,
    dropped_json,
    few_answers,
    silent_block,
    survey_toml,
)
from fram.workspace.pricing.sale.page import SalePage, page_text

SCHEMA = "1.0"
METHOD = "psm"
BOTH = "both"


def chosen(convention: str) -> tuple[Convention, ...]:
    """Return the conventions to show; the first is the one a survey is kept in."""
    if convention == BOTH:
        return CONVENTIONS
    for one in CONVENTIONS:
        if one == convention:
            return (one,)
    known = (*CONVENTIONS, BOTH)
    raise Refused(
        f"unknown convention `{convention}`", where="--convention", kind="usage",
        remedy=did_you_mean(convention, known) or f"one of {', '.join(known)}",
    )  # fmt: skip


def four_page(found: FourQuestions, *, convention: str = BOTH, lang: str = "en") -> SalePage:
    """Return the page of the four questions in ``en`` or ``nb``."""
    tell, shown = Teller.of(lang, currency=found.currency), chosen(convention)
    survey = found.survey(shown[0])
    dropped = found.answers.dropped if found.answers else ()
    rows = found.answers.rows if found.answers else 0
    return SalePage(
        lang=lang, over=tell.over(found.source, found.market), title=tell.say("title-psm"),
        stamp=_stamp(tell, found), state=tuple(_state(tell, found)),
        glance=tuple(_glance(tell, found, shown)), next_step=tuple(_next(tell, found)),
        picture=four_picture(tell, found, convention=shown[0]),
        blocks=(
            *dropped_block(tell, dropped, rows=rows),
            silent_block(tell, "stated", "rival", "who", "range", "conventions"),
        ),
        code_title=tell.say("s-code") if survey else "", code=survey_toml(survey) if survey else "",
    )  # fmt: skip


def four_text(found: FourQuestions, *, convention: str = BOTH, lang: str = "en") -> str:
    """Return the four questions in words, for a terminal."""
    return page_text(four_page(found, convention=convention, lang=lang))


def four_json(found: FourQuestions, *, convention: str = BOTH) -> str:
    """Return the four questions as JSON text, keys sorted; points are null where fewer than 30 answered."""
    shown = chosen(convention)
    wanted = ["opp", "ipp", *(f"{end}.{one}" for one in shown for end in ("pmc", "pme"))]
    survey = found.survey(shown[0])
    told = {
        "schema_version": SCHEMA, "method": "van-westendorp", "source": found.source,
        "market": found.market or None, "currency": found.currency or None, "on": found.on.isoformat(),
        "seed": found.seed, "conventions": list(shown), "rows": found.answers.rows if found.answers else None,
        "currency_assumed": bool(found.answers and found.answers.assumed),
        "crossings": {name: _crossing(found, name) for name in wanted},
        "reach": _reach_json(found), "dropped": dropped_json(found.answers.dropped if found.answers else ()),
        "survey": plain(survey) if survey else None, **_enough_json(found),
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)


def _stamp(tell: Teller, found: FourQuestions) -> str:
    day = tell.words.numerals.day(found.on)
    if found.answers is None:
        return tell.say("stamp-shares", day=day)
    return tell.say(
        "stamp", used=len(found.answers), rows=found.answers.rows, seed=found.seed, day=day,
        draws=tell.money(RESAMPLES),
    )  # fmt: skip


def _state(tell: Teller, found: FourQuestions) -> Iterator[str]:
    if found.answers is None or found.result is None:
        yield tell.say("is-shares")
        return
    has_range = any(found.told(found.result.acceptable(one)) for one in CONVENTIONS)
    yield from few_answers(tell, found.result.enough, has_range=has_range)
    if found.answers.assumed:
        yield tell.say("assumed")


def _glance(tell: Teller, found: FourQuestions, shown: tuple[Convention, ...]) -> Iterator[Line]:
    for convention in shown:
        yield _acceptable(tell, found, convention)
    for name in ("opp", "ipp"):
        yield Line(
            name=tell.say(f"g-{name}"), text=_point(tell, found, name), notes=(tell.say(f"how-{name}"),)
        )
    if reach := found.reach:
        how = tell.say("how-reach", count=reach.enough.answers)
        enough = reach.enough
        parts = (
            ("g-reach", reach.most_reach, reach.reach_range),
            ("g-revenue", reach.most_revenue, reach.revenue_range),
        )
        for number, (key, point, ends) in enumerate(parts):
            text = _told(tell, point if enough.has_point else None, (ends[0], ends[2]), enough)
            notes = (how,) if number == len(parts) - 1 else ()
            yield Line(name=tell.say(key), text=text, notes=notes, confidence="unchecked")


def _acceptable(tell: Teller, found: FourQuestions, convention: Convention) -> Line:
    """The range of one convention: as answered where enough did, else all that chance may give."""
    notes = [tell.say(f"how-{convention}")]
    low, high = (found.points[f"{end}.{convention}"] for end in ("pmc", "pme"))
    outer = found.result.acceptable(convention) if found.result else None
    if low != low or high != high or (found.result and outer is None):  # nan: they do not cross
        text = tell.say("no-crossing")
    elif found.result is None or outer is None:
        text = tell.say("only-range", range=tell.span(low, high))
    elif found.told(outer) is None:
        text = tell.say("no-range")
    elif not found.result.enough.has_point:
        text = tell.say("only-range", range=tell.span(*outer))
        notes.append(tell.say("outer"))
    else:
        text = tell.say("only-range", range=tell.span(low, high))
        foot, top = (found.result.ranges[f"{end}.{convention}"] for end in ("pmc", "pme"))
        notes.append(tell.say("ends", foot=tell.span(foot[0], foot[2]), top=tell.span(top[0], top[2])))
    return Line(name=tell.say(f"g-range-{convention}"), text=text, notes=tuple(notes))


def _point(tell: Teller, found: FourQuestions, name: str) -> str:
    point = found.points[name]
    if point != point:
        return tell.say("no-crossing")
    if found.result is None:
        return tell.say("only-range", range=tell.number(point))
    ends, enough = found.result.ranges[name], found.result.enough
    return _told(tell, point if enough.has_point else None, (ends[0], ends[2]), enough)


def _told(tell: Teller, point: float | None, ends: tuple[float, float], enough: Enough) -> str:
    """A price with its range; the range alone where too few answered for a price."""
    if not enough.is_range(*ends):
        return tell.say("no-range")
    if point is None:
        return tell.say("only-range", range=tell.span(*ends))
    return tell.say("with-range", point=tell.number(point), range=tell.span(*ends))


def _next(tell: Teller, found: FourQuestions) -> Iterator[str]:
    market = found.market or "DE"
    if found.result is None:
        yield tell.say("next-answers")
        return
    if not found.result.enough.has_point:
        yield tell.say("next-more", more=found.result.enough.to_point, market=market, method=METHOD)
    elif found.market:
        yield tell.say("next-paste", market=market)
    if not found.market:
        yield tell.say("next-market")


def _enough_json(found: FourQuestions) -> dict[str, Any]:
    if found.result is None:
        return {"answers": None, "enough": None}
    enough = found.result.enough
    return {
        "answers": enough.answers, "enough": enough.has_point, "ask_for_point": enough.to_point,
        "ask_for_half_the_range": enough.to_half,
    }  # fmt: skip


def _crossing(found: FourQuestions, name: str) -> dict[str, Any]:
    point = found.points[name]
    told = point == point and (found.result is None or found.result.enough.has_point)
    ends = found.result.ranges.get(name) if found.result else None
    return {
        "point": tidy(point) if told else None,
        **_ends(ends, found.result.enough if found.result else None),
    }


def _reach_json(found: FourQuestions) -> dict[str, Any] | None:
    if found.reach is None:
        return None
    reach, enough, told = found.reach, found.reach.enough, found.reach.enough.has_point
    return {
        "answers": reach.enough.answers, "calibration": {str(step): at for step, at in CALIBRATION.items()},
        "calibration_confidence": "unchecked",
        "most_buyers": {
            "point": tidy(reach.most_reach) if told else None, **_ends(reach.reach_range, enough)
        },
        "most_revenue": {
            "point": tidy(reach.most_revenue) if told else None, **_ends(reach.revenue_range, enough)
        },
    }  # fmt: skip


def _ends(ends: tuple[float, float, float] | None, enough: Enough | None) -> dict[str, Any]:
    if ends is None or (enough and not enough.is_range(ends[0], ends[2])):
        return {"p10": None, "p90": None}
    return {"p10": tidy(ends[0]), "p90": tidy(ends[2])}
