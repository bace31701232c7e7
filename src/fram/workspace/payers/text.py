"""Who pays in a market, as plain text for a terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from fram.access.pathways.pathway import NoPathway
from fram.access.pathways.prices import NetPrice, NoPrice
from fram.access.spread import DAYS_PER_MONTH
from fram.decide.rank import Range
from fram.decide.roads.first_money import Leg
from fram.rules.show import Entry, Page, Section, as_text
from fram.terms.citation import Citation
from fram.terms.errors import Refused, did_you_mean
from fram.terms.estimate import Estimate
from fram.terms.logic import Unknown
from fram.terms.reading import plain
from fram.workspace.access.phrases import say
from fram.workspace.papers.access.gantt import Line, Step, in_letters
from fram.workspace.papers.numerals import month_after
from fram.workspace.payers.telling import Card, PayersPage
from fram.workspace.payers.told import payers_page
from fram.workspace.payers.view import PayersView
from fram.workspace.weighing.paying.payers import Way
from fram.workspace.weighing.paying.record import range_of

MARKS = {"yes": "✓ ", "no": "○ ", "unknown": "? "}
SCHEMA = "1.0"
PAYING = ("yes", "indirect")


def payers_text(view: PayersView, *, lang: str = "en", way: str = "") -> str:
    """Return who pays in words, for a terminal: every way in a line, and all of one of them.

    ``way``: which one, by its id; else the one that stands first. Refuses an id that is none of the market's.
    """
    page = payers_page(view, lang=lang)
    shown = [_chosen(page, way)] if way else list(page.cards[:1])
    table = Section(
        title=say("payers", "s-table", lang=lang), help=say("payers", "way-hint", lang=lang),
        lines=tuple(_row(one, lang) for one in page.cards),
    )  # fmt: skip
    glance = Section(title=say("payers", "s-glance", lang=lang), lines=tuple(_tagged(page.glance, lang)))
    advice = Section(
        title=say("payers", "next", lang=lang), lines=tuple(Entry(text=t) for t in page.next_step)
    )
    drawn = tuple(entry for step in page.steps for entry in _step(step))
    road = Section(title=page.timeline, intro=say("payers", "timeline-how-text", lang=lang), lines=drawn)
    closed = Section(
        title=say("payers", "s-closed", lang=lang),
        lines=tuple(Entry(text=f"{one.name}: {one.stands}", tag="") for one in page.closed),
    )
    drawing = [road] if drawn else []
    sections = [glance, advice, *drawing, table, closed, *(_card(one, lang) for one in shown)]
    return as_text(Page(
        lang=lang, heading=page.title, over=page.over, lead=page.stamp,
        warnings=(page.state,) if page.state else (), small=page.small,
        sections=tuple(section for section in sections if section.lines),
    ))  # fmt: skip


def _chosen(page: PayersPage, way: str) -> Card:
    known = {one.id: one for one in (*page.cards, *page.closed)}
    code = way.strip().upper()
    found = next((one for name, one in known.items() if name.upper() == code), None)
    if found is None:
        remedy = did_you_mean(code, known) or f"one of {', '.join(known) or 'none'}"
        raise Refused(f"`{way}` is no way to payment here", where="--way", remedy=remedy, kind="usage")
    return found


def _row(one: Card, lang: str) -> Entry:
    return Entry(text=f"{one.name} ({one.id}): {_figures(one, lang)}", note=one.stands)


def _figures(one: Card, lang: str) -> str:
    """Fit, pay, first money and net price in a row, each figure with how far it was read."""
    figures = ((one.money, one.money_sure), (one.net, one.net_sure))
    shown = (f"{text}{_sure(sure, lang)}" for text, sure in figures)
    return " · ".join((one.fit_said, one.pays, *shown))


def _card(one: Card, lang: str) -> Section:
    lines = list(_tagged(one.glance, lang))
    for group in one.groups:
        lines.append(Entry(text=f"— {group.title}"))
        lines += [_entry(line, lang) for line in group.lines]
    return Section(
        title=f"{one.name} ({one.id})", intro=_figures(one, lang), help=one.note, lines=tuple(lines)
    )


def _tagged(lines: tuple[Line, ...], lang: str) -> Iterator[Entry]:
    for line in lines:
        yield Entry(tag=line.name, text=f"{line.text}{_read(line, lang)}", note=_small(line))


def _entry(line: Line, lang: str) -> Entry:
    text = MARKS.get(line.mark, "") + ": ".join(filter(None, (line.name, line.text)))
    return Entry(text=f"{text}{_read(line, lang)}", note=_small(line), url=line.url)


def _small(line: Line) -> str:
    return " · ".join(filter(None, (*line.notes, line.source)))


def _read(line: Line, lang: str) -> str:
    return _sure(line.confidence, lang)


def _sure(word: str, lang: str) -> str:
    return f" [{say('payers', f'confidence-{word}', lang=lang)}]" if word else ""


def _step(step: Step) -> Iterator[Entry]:
    yield Entry(text=f"{'! ' if step.is_critical else ''}{step.line.name} · {step.actor} · {step.when}")
    yield Entry(text=f"|{in_letters(step)}| {step.line.text}")


def payers_json(view: PayersView) -> str:
    """Return who pays as JSON text: days from filing, months from the day, keys sorted."""
    told = {
        "schema_version": SCHEMA, "company": view.company, "product": view.product.name,
        "market": view.market, "on": view.on.isoformat(), "draws": view.draws, "seed": view.seed,
        "payer_decides": view.payment.on_critical_path.name.lower(),
        "best": view.best.pathway.id if view.best else None, "approval_months": _range(view.ready),
        "way": "budget" if view.direct else view.best.pathway.id if view.best else None,
        "months_to_first_money": _range(view.money), "first_money": _month(view, view.money),
        "first_money_confidence": view.sure.value if view.money else None,
        "legs": [_leg(leg) for leg in view.run.legs] if view.run else [], "served": view.served,
        "instead": _instead(view.instead),
        "sales_cycle_months": _estimate(view.cycle), "pathways": [_payer(view, one) for one in view.payers],
        "known": bool(view.payers),
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True)


def _payer(view: PayersView, one: Way) -> dict[str, Any]:
    pathway, fit = one.pathway, one.fit
    return {
        "id": pathway.id, "name": dict(pathway.name), "fit": fit.truth.name.lower(),
        "missing": list(fit.missing), "failing": list(fit.failing_facts), "open": list(fit.open),
        "failing_conditions": [
            {"id": one.demand.id, "says": dict(one.demand.says), "change": one.demand.change,
             "cite": plain(one.demand.cite), "confidence": one.demand.confidence.value}
            for one in fit.failing
        ],
        "can_come_to_fit": not fit.is_closed, "warnings": [dict(one.demand.says) for one in fit.warnings],
        "pays": pathway.pays, "state": pathway.state, "picked": pathway.picked, "payer": pathway.payer,
        "decides": dict(pathway.decides), "budget": dict(pathway.budget),
        "window": {"every": pathway.window.every, "closes": one.closes.isoformat() if one.closes else None,
                   "confidence": pathway.window.confidence.value},
        "dossier_languages": list(pathway.dossier.languages) if pathway.dossier else [],
        "days_to_first_payment": _days(one.months), "days_in_all": _days(one.whole),
        "months_to_first_money": _range(one.money), "first_money": _month(view, one.money),
        "first_money_confidence": one.sure.value if one.money else None,
        "price": _price(one.price) if pathway.pays in PAYING else None,
        "fees": _estimate(one.fees), "chance": _estimate(one.chance),
        "next": dict(pathway.next), "confidence": pathway.confidence.value,
        "sources": [plain(cite) for cite in _cites(one)],
    }  # fmt: skip


def _leg(leg: Leg) -> dict[str, Any]:
    return {
        "name": leg.name, "starts": _range(Range.of(leg.starts)), "ends": _range(Range.of(leg.ends)),
        "critical": round(leg.critical, 4),
    }  # fmt: skip


def _instead(found: NoPathway | None) -> dict[str, Any] | None:
    """What is known of a market without a pathway, and whom to ask first."""
    if found is None:
        return None
    return {
        "says": dict(found.says), "ask": dict(found.ask), "cite": plain(found.cite),
        "confidence": found.confidence.value,
    }  # fmt: skip


def _cites(one: Way) -> list[Citation]:
    pathway = one.pathway
    cites = [pathway.cite, *(text.cite for text in pathway.texts), *(j.demand.cite for j in one.fit.demands)]
    return list(dict.fromkeys(cites))


def _days(found: Estimate | Unknown) -> dict[str, float] | None:
    if isinstance(found, Unknown):
        return None
    at = range_of(found)
    return {name: round(getattr(at, name) * DAYS_PER_MONTH) for name in ("p10", "p50", "p90")}


def _month(view: PayersView, at: Range | None) -> dict[str, str] | None:
    if at is None:
        return None
    return {name: month_after(view.on, getattr(at, name)).isoformat()[:7] for name in ("p10", "p50", "p90")}


def _price(found: NetPrice | NoPrice) -> dict[str, Any]:
    """A net price; or why there is none (``net`` is null), with what of the rule can be shown anyway."""
    if isinstance(found, NoPrice):
        lines, because = [plain(line) for line in found.lines], [reason.key for reason in found.because]
        return {"net": None, "why": found.key, "ask": found.ask, "lines": lines, "because": because}
    return {
        "currency": found.currency, "per": found.per, "paid_to": found.paid_to,
        "net": _range(range_of(found.net)), "gross": _range(range_of(found.gross)) if found.gross else None,
        "readings": {name: _range(range_of(one)) for name, one in found.readings.items()},
        "stages": {name: _range(range_of(one)) for name, one in found.stages.items()},
        "lines": [plain(line) for line in found.lines], "confidence": found.net.confidence.value,
        "origin": found.net.origin.value, "because": [reason.key for reason in found.because],
    }  # fmt: skip


def _range(at: Range | None) -> dict[str, float] | None:
    if at is None:
        return None
    return {"p10": round(at.p10, 3), "p50": round(at.p50, 3), "p90": round(at.p90, 3)}


def _estimate(found: object) -> dict[str, Any] | None:
    if not isinstance(found, Estimate):
        return None
    return {
        **(_range(range_of(found)) or {}), "unit": found.unit, "origin": found.origin.value,
        "confidence": found.confidence.value, "cites": [plain(cite) for cite in found.cites],
    }  # fmt: skip
