"""The links on screen and as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from fram.access.price_links.stake import Pair, Stake
from fram.decide.rank import Range
from fram.terms.logic import Truth
from fram.terms.reading import plain
from fram.workspace.access.gates.figures import figure, tidy
from fram.workspace.price_links.found import Linked, PriceLinks, Through
from fram.workspace.price_links.telling import Teller

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

WIDTH = 100
SCHEMA = "1.0"


def price_links_text(found: PriceLinks, *, lang: str = "en") -> str:
    """Return the links in words, the costliest first, with what to do and what the sums rest on."""
    tell = Teller(found, lang)
    title = tell.say("title", product=found.product, company=found.company, day=found.on.isoformat())
    lines = [*_full([title, *tell.head()])]
    touching = [each for each in found.linked if each.touches is not Truth.NO]
    for place, each in enumerate(touching, start=1):
        lines += ["", f"{place}. {tell.heading(each)}", *_in(tell.lines(each))]
    others = [each for each in found.linked if each.touches is Truth.NO]
    if others:
        lines += ["", tell.say("not-touched")]
        lines += _in(f"{tell.heading(each)}. {each.link.says[lang]}" for each in others)
    lines += ["", tell.say("rests"), *_in(tell.rests())]
    return "\n".join([*lines, tell.say("no-promise")])


def price_links_json(found: PriceLinks) -> str:
    """Return the links as JSON text, keys sorted; money in NOK a year, months from the day."""
    told = {
        "schema_version": SCHEMA, "company": found.company, "product": found.product,
        "as_of": found.on.isoformat(), "home": found.home, "markets": found.markets, "draws": found.draws,
        "seed": found.seed, "priced": found.is_priced, "conceded": figure(found.conceded),
        "price_model": found.price_model,
        "prices": {
            market: {
                "listed": _range(offer.listed), "paid": _range(offer.paid), "units": _range(offer.units),
                "enters": _range(offer.enters), "sold": offer.is_sold,
            }
            for market, offer in found.offers.items()
        },
        "links": [_link(each) for each in found.linked],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)


def _link(each: Linked) -> dict[str, Any]:
    link = each.link
    return {
        "id": link.id, "market": link.market, "sees": link.sees, "rule": link.rule, "seen": link.seen,
        "formula": link.formula, "says": dict(link.says), "again": dict(link.again),
        "practice": plain(link.practice) if link.practice else None, "pathways": link.pathways,
        "cite": plain(link.cite), "confidence": link.confidence.value, "touches": each.touches.name.lower(),
        "missing": each.missing, "why": each.why, "stake": _stake(each.stake) if each.stake else None,
        "through": _through(each.through) if each.through else None,
    }  # fmt: skip


def _stake(at: Stake) -> dict[str, Any]:
    return {
        "nok_a_year": _range(at.total), "mean_nok_a_year": tidy(float(at.total.mean())),
        "price_here": _range(at.price), "settled_months": _range(at.settled), "lowest": at.lowest,
        "markets": [_pair(pair) for pair in at.pairs],
    }  # fmt: skip


def _through(at: Through) -> dict[str, Any]:
    return {
        "pathway": at.pathway.id, "currency": at.price.currency, "per": at.price.per,
        "net": figure(at.price.net), "stake": _stake(at.stake),
    }  # fmt: skip


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "market": pair.market, "price": _range(pair.price), "nok_a_year": _range(pair.stake),
        "mean_nok_a_year": tidy(float(pair.stake.mean())), "first": tidy(pair.first), "sold": pair.is_sold,
    }  # fmt: skip


def _range(draws: Floats) -> dict[str, float]:
    at = Range.of(draws)
    return {"p10": tidy(at.p10), "p50": tidy(at.p50), "p90": tidy(at.p90)}


def _full(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield from textwrap.wrap(line, WIDTH, break_on_hyphens=False)


def _in(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield from textwrap.wrap(
            line, WIDTH, initial_indent="   ", subsequent_indent="   ", break_on_hyphens=False,
            break_long_words=False,
        )  # fmt: skip
