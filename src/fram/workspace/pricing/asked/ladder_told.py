"""A ladder of prices in words: demand, the best price, how sure it is, what to do next; and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import numpy as np

from fram.access.price.asked.resampling import RESAMPLES
from fram.terms.reading import plain
from fram.workspace.access.gates.figures import tidy
from fram.workspace.papers.access.gantt import Line
from fram.workspace.papers.charts.look import Table
from fram.workspace.pricing.asked.found import PriceLadder
from fram.workspace.pricing.asked.pictures import ladder_picture
from fram.workspace.pricing.asked.telling import (
    Teller,
    dropped_block,
    dropped_json,
    few_answers,
    silent_block,
    survey_toml,
)
from fram.workspace.pricing.sale.page import Block, SalePage, page_text

SCHEMA = "1.0"
METHOD = "gg"
POOR = 0.08
"""A curve that misses the shares by more than this on average is pointed out: our own limit."""


def ladder_page(found: PriceLadder, *, lang: str = "en") -> SalePage:
    """Return the page of a ladder in ``en`` or ``nb``."""
    tell, survey = Teller.of(lang, currency=found.currency), found.survey()
    return SalePage(
        lang=lang, over=tell.over(found.source, found.market), title=tell.say("title-gg"),
        stamp=_stamp(tell, found), state=tuple(_state(tell, found)), glance=tuple(_glance(tell, found)),
        next_step=tuple(_next(tell, found)), picture=ladder_picture(tell, found),
        blocks=(
            _steps(tell, found),
            *dropped_block(tell, found.ladder.dropped, rows=found.ladder.rows),
            silent_block(tell, "stated", "rival", "who", "range", "curve"),
        ),
        code_title=tell.say("s-code") if survey else "", code=survey_toml(survey) if survey else "",
    )  # fmt: skip


def ladder_text(found: PriceLadder, *, lang: str = "en") -> str:
    """Return a ladder in words, for a terminal."""
    return page_text(ladder_page(found, lang=lang))


def ladder_json(found: PriceLadder) -> str:
    """Return a ladder as JSON text, keys sorted; points are null where fewer than 30 answered."""
    result, survey = found.result, found.survey()
    told = result.enough.has_point
    best = found.best[0] if found.best and told else None
    low, high = found.span or (None, None)
    answer = {
        "schema_version": SCHEMA, "method": "gabor-granger", "source": found.source,
        "market": found.market or None, "currency": found.currency, "on": found.on.isoformat(),
        "seed": found.seed, "rows": found.ladder.rows, "answers": result.enough.answers, "enough": told,
        "ask_for_point": result.enough.to_point, "ask_for_half_the_range": result.enough.to_half,
        "currency_assumed": found.ladder.assumed, "evened_out": result.pooled,
        "calibration_confidence": "unchecked" if found.ladder.calibrated else None,
        "sale": plain(found.sale), "steps": list(_steps_json(found)),
        "best_asked": result.best if told else None,
        "best_price": {"point": _tidy(best), "p10": _tidy(low), "p90": _tidy(high), "beyond": result.beyond},
        "curve": _curve_json(found), "profit": _tidy(found.profit(best) if best is not None else None),
        "dropped": dropped_json(found.ladder.dropped), "survey": plain(survey) if survey else None,
    }  # fmt: skip
    return json.dumps(answer, ensure_ascii=False, indent=1, sort_keys=True)


def _stamp(tell: Teller, found: PriceLadder) -> str:
    ladder, day = found.ladder, tell.words.numerals.day(found.on)
    shared = {"rows": ladder.rows, "seed": found.seed, "day": day, "draws": tell.money(RESAMPLES)}
    if ladder.answers is None:
        return tell.say("stamp-ladder", **shared)
    return tell.say("stamp", used=ladder.people, **shared)


def _state(tell: Teller, found: PriceLadder) -> Iterator[str]:
    result = found.result
    yield from few_answers(tell, result.enough, has_range=found.span is not None)
    if found.ladder.assumed:
        yield tell.say("assumed")
    if result.pooled:
        yield tell.say("pooled")
    if found.ladder.calibrated:
        yield tell.say("calibrated")
    if result.miss is not None and result.miss > POOR:
        yield tell.say("poor-fit", miss=_points(tell, result.miss))


def _glance(tell: Teller, found: PriceLadder) -> Iterator[Line]:
    result = found.result
    cost = found.sale.marginal_cost
    aim = tell.say("for-profit", cost=tell.number(cost)) if cost else tell.say("for-revenue")
    yield Line(name=tell.say("g-best"), text=_best_asked(tell, found), notes=(aim,))
    if result.curve is None or result.optimum_range is None or result.miss is None:
        yield Line(name=tell.say("g-optimum"), text=tell.say("no-curve"))
        return
    low, _, high = result.optimum_range
    how = tell.say("curve", cap=tell.share(result.curve.cap), miss=_points(tell, result.miss))
    if result.beyond:
        end = float(result.prices[-1 if result.beyond == "above" else 0])
        notes = (tell.say("beyond"), how)
        yield Line(
            name=tell.say("g-optimum"), text=tell.say(result.beyond, price=tell.number(end)), notes=notes
        )
        return
    if not result.enough.is_range(low, high):
        yield Line(name=tell.say("g-optimum"), text=tell.say("no-range"), notes=(how,))
        return
    point, span = result.optimum or 0.0, tell.span(low, high)
    key = "with-range" if result.enough.has_point else "only-range"
    yield Line(
        name=tell.say("g-optimum"), text=tell.say(key, point=tell.number(point), range=span), notes=(how,)
    )
    yield from _profit(tell, found, (low, point, high))


def _best_asked(tell: Teller, found: PriceLadder) -> str:
    result = found.result
    if not result.enough.is_range(result.best_range[0], result.best_range[2]):
        return tell.say("no-range")
    if not result.enough.has_point:
        return tell.say("only-range", range=tell.span(result.best_range[0], result.best_range[2]))
    often = float(result.often[np.searchsorted(result.prices, result.best)])
    return tell.say("best", price=tell.number(result.best), often=tell.words.numerals.chance(often))


def _profit(tell: Teller, found: PriceLadder, prices: tuple[float, float, float]) -> Iterator[Line]:
    """The profit by the curve: at the best price, or at both ends of its range where that is all there is."""
    low, point, high = (found.profit(price) for price in prices)
    if low is None or point is None or high is None or found.sale.buyers is None:
        return
    if found.result.enough.has_point:
        text = tell.say("profit", amount=tell.money(point))
    else:
        text = tell.say("profit-ends", low=tell.money(low), high=tell.money(high))
    how = tell.say(
        "how-profit", buyers=tell.money(found.sale.buyers), fixed=tell.money(found.sale.fixed_cost)
    )  # fmt: skip
    yield Line(name=tell.say("g-profit"), text=text, notes=(how,))


def _next(tell: Teller, found: PriceLadder) -> Iterator[str]:
    enough, market = found.result.enough, found.market or "DE"
    if found.result.beyond:
        yield tell.say("next-beyond")
    if not enough.has_point:
        yield tell.say("next-more", more=enough.to_point, market=market, method=METHOD)
    elif found.market and not found.result.beyond:
        yield tell.say("next-paste", market=market)
    if not found.market:
        yield tell.say("next-market")


def _steps(tell: Teller, found: PriceLadder) -> Block:
    result, ladder = found.result, found.ladder
    gain = "col-gain" if found.sale.marginal_cost else "col-revenue"
    pooled = ("col-fallen",) if result.pooled else ()
    head = tuple(map(tell.say, ("col-price", "col-asked", "col-said", *pooled, gain, "col-often")))
    rows = tuple(
        (
            tell.number(price), tell.money(ladder.asked[at]), tell.share(ladder.shares[at]),
            *((tell.share(result.demand[at]),) if result.pooled else ()),
            tell.number(100 * result.gain[at]), tell.words.numerals.chance(result.often[at]),
        )
        for at, price in enumerate(map(float, result.prices))
    )  # fmt: skip
    return Block(key="steps", title=tell.say("s-steps"), table=Table(head=head, rows=rows))


def _points(tell: Teller, share: float) -> str:
    return tell.words.numerals.number(100 * share)


def _steps_json(found: PriceLadder) -> Iterator[dict[str, Any]]:
    result, ladder = found.result, found.ladder
    for at, price in enumerate(result.prices):
        yield {
            "price": float(price), "asked": float(ladder.asked[at]), "share": tidy(float(ladder.shares[at])),
            "demand": tidy(float(result.demand[at])), "gain_per_100": tidy(100 * float(result.gain[at])),
            "best_in": tidy(float(result.often[at])),
        }  # fmt: skip


def _curve_json(found: PriceLadder) -> dict[str, float] | None:
    curve, miss = found.result.curve, found.result.miss
    if curve is None or miss is None:
        return None
    return {"cap": tidy(curve.cap), "b0": tidy(curve.b0), "b1": tidy(curve.b1), "miss": tidy(miss)}


def _tidy(value: float | None) -> float | None:
    return None if value is None else tidy(value)
