"""How a market buys, as a page of plain text and as JSON."""

from __future__ import annotations

import json
from typing import Any

from fram.access.buying.committee import Seat
from fram.access.buying.notice import Notice, Step
from fram.rules.show import as_text
from fram.terms.estimate import Estimate
from fram.terms.reading import plain
from fram.workspace.access.gates.figures import figure, tidy
from fram.workspace.buying.tender_codes import Proposed
from fram.workspace.buying.told import buying_page
from fram.workspace.buying.view import BuyingView

SCHEMA = "1.0"


def buying_text(view: BuyingView, *, lang: str = "en") -> str:
    """Return how a market buys in words, for a terminal."""
    return as_text(buying_page(view, lang=lang))


def buying_json(view: BuyingView) -> str:
    """Return how a market buys as JSON text, keys sorted."""
    return json.dumps(_told(view), ensure_ascii=False, indent=1, sort_keys=True)


def _told(view: BuyingView) -> dict[str, Any]:
    buying, starts, months = view.buying, view.budget_starts, view.months_to_budget
    return {
        "schema_version": SCHEMA, "company": view.company, "product": view.product.name,
        "market": view.market, "on": view.on.isoformat(), "kinds": list(view.kinds), "gap": buying.gap,
        "purchase": plain(view.purchase), "notice": _notice(view.notice),
        "procedures": [plain(code) for code in view.procedures],
        "buyers": plain(buying.buyers), "portals": plain(buying.portals),
        "frameworks": plain(buying.frameworks),
        "codes": None if view.codes is None else [_code(one) for one in view.codes],
        "money": {
            "year": plain(buying.budget_year), "next_start": starts.isoformat() if starts else None,
            "months": None if months is None else tidy(months), "told": plain(buying.money),
        },
        "months": _cycle(view), "observed": plain(view.seen), "experience": plain(buying.experience),
        "tables": {kind: [_seat(seat, view) for seat in seats] for kind, seats in view.tables},
        "rates": [
            {"currency": rate.source, "nok": str(rate.factor), "day": str(rate.day)} for rate in view.rates
        ],
    }  # fmt: skip


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        "standing": notice.standing, "applies": notice.applies.threshold.id if notice.applies else None,
        "next_up": notice.next_up.threshold.id if notice.next_up else None,
        "limits": [_step(step) for step in notice.steps], "rules": plain(notice.rules),
        "over": [{"id": one.id, "label": one.label, "until": str(one.until)} for one in notice.over],
    }  # fmt: skip


def _step(step: Step) -> dict[str, Any]:
    threshold, limit = step.threshold, step.limit
    return {
        "id": threshold.id, "label": threshold.label, "scope": threshold.scope, "what": threshold.what,
        "currency": step.currency, "limit": limit.number, "with_tax": threshold.with_tax,
        "value": None if step.value is None else tidy(step.value), "reached": step.is_reached,
        "untaxed": step.untaxed, "follows": threshold.follows, "start": limit.start.isoformat(),
        "cite": plain(limit.cite), "confidence": limit.confidence.value,
    }  # fmt: skip


def _code(one: Proposed) -> dict[str, Any]:
    match = one.match
    return {
        "code": match.code.code, "name": match.code.name, "score": round(match.score, 3), "fact": one.fact,
        "answer": one.answer, "words": [word for reason in match.reasons for word in reason.words],
    }  # fmt: skip


def _cycle(view: BuyingView) -> dict[str, Any]:
    if not isinstance(view.cycle, Estimate):
        return {"known": False, "why": view.cycle.reason, "ask": view.cycle.ask}
    return {
        "known": True, "pooled": view.is_pooled, **(figure(view.cycle) or {}),
        "because": [reason.key for reason in view.cycle.because], "cites": plain(view.cycle.cites),
    }  # fmt: skip


def _seat(seat: Seat, view: BuyingView) -> dict[str, Any]:
    role = seat.role
    return {
        "id": role.id, "name": role.name, "voice": role.voice, "needs": role.needs, "stops": role.stops,
        "missing": list(seat.missing), "read_in": list(role.read_in), "cite": plain(role.cite),
        "confidence": role.confidence.value,
        "bring": [
            {"id": one.id, "name": one.name, "ready": one.is_ready(view.product).name.lower()}
            for one in role.bring
        ],
    }  # fmt: skip
