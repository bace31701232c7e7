"""The map of first approvals on screen and as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from fram.access.openings.first import Helped
from fram.access.openings.opening import EFFECTS, Opening
from fram.knowledge.facts import fact_registry
from fram.terms.estimate import Origin
from fram.terms.reading import plain
from fram.workspace.access.gates.figures import figure, tidy
from fram.workspace.openings.mapped import Candidate, OpeningsMap
from fram.workspace.openings.names import Names
from fram.workspace.papers.numerals import Numerals

WIDTH = 100
CLOSE = 0.7
"""Ahead in fewer draws than this, two approvals are called close."""
ROAD = ("months", "chance", "cost")


def openings_json(found: OpeningsMap) -> str:
    """Return the map as JSON text, keys sorted."""
    told = {
        "company": found.company, "product": found.product, "as_of": found.on.isoformat(),
        "draws": found.draws, "seed": found.seed, "ordered_by": found.ordered_by,
        "if_eased": found.if_eased, "approvals": [_row(each) for each in found.candidates],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)


def _row(each: Candidate) -> dict[str, Any]:
    worth = each.worth
    value = None if worth is None else {
        "entered": worth.entered, "left_out": worth.left_out, "eased": worth.eased,
        "mean_nok": tidy(worth.mean) if worth.entered else None, "eased_mean_nok": tidy(worth.eased_mean),
        "nok": {k: tidy(v) for k, v in plain(worth.range).items()} if worth.range else None,
    }  # fmt: skip
    return {
        "approval": each.first.approval, "with": each.first.gained[1:], "held": each.first.held,
        "place": each.place, "beats_next": each.beats, "opens": each.opens, "already": each.first.already,
        "helped": [_helped(one) for one in each.first.helped],
        "later": [_helped(one) for one in each.first.later], "worth": value,
        "road": {
            "state": each.road.state, "ask": each.road.ask, "months": figure(each.months),
            "chance": figure(each.chance), "cost": figure(each.cost),
        },
    }  # fmt: skip


def _helped(each: Helped) -> dict[str, Any]:
    return {
        "place": each.place, "effect": each.effect, "saves": figure(each.saves),
        "edges": [_edge(edge) for edge in each.edges],
    }  # fmt: skip


def _edge(edge: Opening) -> dict[str, Any]:
    return {
        "id": edge.id, "from": edge.source, "effect": edge.effect, "says": dict(edge.says),
        "at_least": edge.at_least, "cite": plain(edge.cite), "confidence": edge.confidence.value,
        "since": edge.since.isoformat() if edge.since else None,
        "until": edge.until.isoformat() if edge.until else None,
    }  # fmt: skip


def openings_text(found: OpeningsMap, *, lang: str = "en") -> str:
    """Return the map in words: each approval with its road, what it opens and eases, and what that is worth.

    One approval alone is told with every condition and source.
    """
    names = Names(lang)
    told = names.say("title", product=found.product, company=found.company, day=found.on.isoformat())
    lines = [told, *_full(names.say(f"by-{found.ordered_by}", draws=found.draws))]
    for each in found.candidates:
        lines += ["", *_candidate(each, names)]
    if len(found.candidates) == 1:
        lines += ["", names.say("edges"), *_edges(found, names)]
    else:
        lines += ["", names.say("changes"), *(line for text in changes(found, names) for line in _in(text))]
        lines += ["", names.say("leaves-out"), *_in(names.say("leaves-out-text"))]
        lines += ["", names.say("more", approval=found.candidates[0].first.approval)]
    return "\n".join([*lines, names.say("no-promise")])


def _candidate(each: Candidate, names: Names) -> Iterator[str]:
    key = "held" if each.first.held else "not-first" if each.place is None else "ranked"
    yield names.say(key, name=names.candidate(each), place=each.place)
    yield from (line for text in sentences(each, names) for line in _in(text))


def sentences(each: Candidate, names: Names) -> Iterator[str]:
    """Yield all that is told of one candidate: its road, what it opens and eases, and what that is worth."""
    first = each.first
    if each.place is not None:
        yield road_text(each, names)
    elif not first.held:
        yield names.say(
            {"no-road": "no-own-road", "no-device": "no-device"}.get(each.road.state, "nothing-new")
        )
    if each.opens:
        yield names.say("opens", places=names.places(each.opens, of=first.approval))
    for effect in EFFECTS[1:]:
        helped = (one for one in first.helped if one.effect == effect and one.place not in first.already)
        places = ", ".join(map(names.helped, helped))
        if places:
            yield names.say("eases", effect=_start(names.say(effect)), places=places)
    if first.already:
        yield names.say("already", places=names.places(first.already))
    if first.later:
        yield names.say("later", places=", ".join(map(names.helped, first.later)))
    yield from worth_text(each, names)


def road_text(each: Candidate, names: Names) -> str:
    """Return the road of a candidate in a few sentences, saying what is our default in it."""
    told = [names.say(
        "road", months=names.months(each.months), chance=names.share(each.chance), cost=names.cost(each.cost),
    )]  # fmt: skip
    assumed = [names.say(part) for part in ROAD if getattr(each, part).origin is Origin.DEFAULT]
    if assumed:
        told.append(names.say("road-assumed", what=", ".join(assumed)))
    if len(each.first.gained) > 1:
        told.append(names.say("audit-unread"))
    return " ".join(told)


def worth_text(each: Candidate, names: Names) -> Iterator[str]:
    """Yield what the markets behind a candidate are worth, in sentences."""
    worth, numerals = each.worth, Numerals(lang=names.lang)
    if worth is None:
        return
    if worth.range is None:
        yield names.say("worth-nothing")
    else:
        at = worth.range
        yield names.say(
            "worth", points=numerals.money_points((at.p10, at.p50, at.p90)),
            mean=numerals.money(worth.mean, signed=True), places=names.places(worth.entered),
        )  # fmt: skip
        if worth.left_out:
            yield names.say("left-out", places=names.places(worth.left_out))
    if worth.eased:
        mean = numerals.money(worth.eased_mean, signed=True)
        yield names.say("eased-worth", mean=mean, places=names.places(worth.eased))
    if each.beats is not None:
        yield names.say("beats", chance=numerals.chance(each.beats))


def changes(found: OpeningsMap, names: Names) -> Iterator[str]:
    """Yield what would change the order, the likeliest first."""
    ranked = found.ranked
    if found.ordered_by == "no-price":
        yield names.say("change-price")
    for each, other in pairwise(ranked):
        if each.beats is not None and each.beats < CLOSE and each.worth and each.worth.mean > 0:
            yield names.say(
                "change-close", first=names.candidate(each), second=names.candidate(other),
                chance=Numerals(lang=names.lang).chance(each.beats),
            )  # fmt: skip
    if found.ordered_by == "value":
        same = found.if_eased == tuple(each.first.approval for each in ranked)
        order = ", ".join(map(names.approval, found.if_eased))
        yield names.say("change-eased-same") if same else names.say("change-eased", order=order)
    yield from _announced(found, names)
    asked = dict.fromkeys(each.road.ask for each in ranked if each.road.ask)
    for fact in asked:
        question = fact_registry()[fact].question.in_(names.lang)
        yield names.say("change-class", question=question, fact=fact)


def _announced(found: OpeningsMap, names: Names) -> Iterator[str]:
    """What may come into force, and what ends."""
    is_open = {place for each in found.candidates if each.first.held for place in each.opens}
    for each in found.candidates:
        places = [place for place in each.first.places("watch") if place not in is_open]
        if places:
            approval = names.candidate(each)
            yield names.say("change-watch", approval=approval, places=names.places(places))
        for one in each.first.helped:
            for edge in one.edges:
                if edge.last_day:
                    place, day = names.place(one.place), edge.last_day.isoformat()
                    yield names.say("change-until", place=place, approval=names.candidate(each), day=day)


def edges_of(found: OpeningsMap) -> tuple[Opening, ...]:
    """Return every edge the map rests on, once."""
    helped = (one for each in found.candidates for one in (*each.first.helped, *each.first.later))
    return tuple({edge.id: edge for one in helped for edge in one.edges}.values())


def edge_text(edge: Opening, names: Names) -> tuple[str, str, str]:
    """Return what an edge joins, its conditions, and its source."""
    key, read = "edge-together" if edge.at_least > 1 else "edge", names.say(edge.confidence.value)
    return (
        names.say(
            key, approvals=", ".join(edge.source), places=names.places(edge.to), count=edge.at_least,
            effect=names.say(edge.effect),
        ),
        edge.says[names.lang],
        names.say("source", cite=edge.cite.title, publisher=edge.cite.publisher, read=read),
    )  # fmt: skip


def _edges(found: OpeningsMap, names: Names) -> Iterator[str]:
    for edge in edges_of(found):
        joins, says, source = edge_text(edge, names)
        yield from (*_full(joins), *_in(says), *_in(source))


def _start(text: str) -> str:
    return text[:1].upper() + text[1:]


def _full(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, break_on_hyphens=False)


def _in(text: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent="   ",
        subsequent_indent="   ",
        break_on_hyphens=False,
        break_long_words=False,
    )
