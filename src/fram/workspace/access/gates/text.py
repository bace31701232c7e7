"""The gates of a market on screen and as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fram.access.gates import Gate, GateCheck, GatesResult
from fram.access.spread import estimate_on, months_on
from fram.knowledge.facts import fact_registry
from fram.terms.estimate import Estimate
from fram.terms.logic import Truth
from fram.terms.reading import plain
from fram.workspace.access.gates.figures import figure, span
from fram.workspace.access.phrases import phrases, say
from fram.workspace.access.wording import Wording
from fram.workspace.papers.numerals import DASH, Numerals

TOPIC = "gates"
WIDTH = 100
OUTSIDE = ("gate-passed", "gate-not-yet", "gate-voluntary", "gate-not-for-this")
"""Why a gate does not bind, in the order they are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What every line of the page needs: the gates' names, the groups of which one is enough, the day."""

    names: Mapping[str, str]
    groups: Mapping[str, str]
    on: date
    lang: str

    def say(self, key: str, **values: object) -> str:
        return say(TOPIC, key, lang=self.lang, **values)


def gates_json(found: GatesResult, *, on: date) -> str:
    """Return the gates as JSON text, keys sorted: first those to take up, in order, then the others."""
    order = [check.gate.id for check in found.in_order]
    checks = (*found.in_order, *(check for check in found.checks if check.gate.id not in order))
    told = {
        "market": found.market, "as_of": on.isoformat(), "order": order, "ask": found.ask,
        "gates": [_row(check, on) for check in checks], "months": figure(found.months),
        "costs": [figure(cost) for cost in (*found.costs, *found.firm_costs)], "unpriced": found.unpriced,
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)


def _row(check: GateCheck, on: date) -> dict[str, Any]:
    gate = check.gate
    return {
        "id": gate.id, "name": gate.name, "kinds": gate.kinds, "who": gate.who, "binding": gate.binding,
        "basis": gate.basis, "since": gate.since.isoformat() if gate.since else None, "area": gate.area,
        "binds": check.binds.name.lower(), "because": check.because.key, "missing": check.missing,
        "needs": gate.needs, "note": gate.note, "builds_on": gate.builds_on, "of_firm": gate.of_firm,
        "in_approval": gate.in_approval, "renew_months": gate.renew_months,
        "months": figure(months_on(gate.months, day=on)), "cost": figure(estimate_on(gate.cost, day=on)),
        "cite": plain(gate.cite), "confidence": gate.confidence.value,
    }  # fmt: skip


def gates_text(found: GatesResult, *, on: date, lang: str = "en") -> str:
    """Return the gates in words: what binds in the order to take it up, what may, and what does not."""
    market = Numerals(lang=lang).market(found.market)
    lines = [say(TOPIC, "title", lang=lang, market=market, day=on.isoformat())]
    if not found.checks:
        return "\n".join([*lines, "", say(TOPIC, "none-known", lang=lang)])
    names = {check.gate.id: check.gate.name[lang] for check in found.checks}
    groups: dict[str, str] = {}
    for check in found.in_order:
        before = f"{groups[check.gate.one_of]}, " if check.gate.one_of in groups else ""
        groups[check.gate.one_of] = before + check.gate.name[lang]
    page = _Page(names=names, groups=groups, on=on, lang=lang)
    for key, truth in (("binds", Truth.YES), ("may-bind", Truth.UNKNOWN)):
        chosen = [check for check in found.in_order if check.binds is truth]
        if chosen:
            lines += ["", say(TOPIC, key, lang=lang)]
        for number, check in enumerate(chosen, start=1):
            lines += _lines(check, number, page)
    if outside := list(_outside(found.checks, lang)):
        lines += ["", say(TOPIC, "does-not", lang=lang), *outside]
    return "\n".join([*lines, "", *_together(found, names, lang), say(TOPIC, "no-promise", lang=lang)])


def _lines(check: GateCheck, number: int, page: _Page) -> Iterator[str]:
    gate, lang = check.gate, page.lang
    yield f"{number}. {gate.name[lang]}{f' ({gate.area})' if gate.area else ''}"
    told = [page.say(gate.binding, who=gate.who[lang], basis=gate.basis.get(lang, DASH))]
    if gate.since:
        told.append(page.say("since", day=gate.since.isoformat()))
    yield from _wrapped(" ".join(told))
    if check.missing:
        turns = "; ".join(_question(name, lang) for name in check.missing)
        yield from _wrapped(page.say("turns-on", questions=turns))
    yield from _wrapped(_takes(gate, page))
    if gate.one_of:
        yield from _wrapped(page.say("one-of", gates=page.groups[gate.one_of]))
    if gate.needs:
        yield from _wrapped(page.say("needs", needs=gate.needs[lang]))
    before = ", ".join(page.names[other] for other in gate.builds_on if other in page.names)
    if before:
        yield from _wrapped(page.say("builds-on", gates=before))
    if gate.note:
        yield from _wrapped(gate.note[lang])
    source = ", ".join(part for part in (gate.cite.title, Wording(lang).place(gate.cite)) if part)
    read = page.say(gate.confidence.value)
    yield from _wrapped(page.say("source", cite=source, publisher=gate.cite.publisher, read=read))


def _question(name: str, lang: str) -> str:
    own = phrases(TOPIC).get(f"ask-{name}")
    return f"{own.in_(lang) if own else fact_registry()[name].question.in_(lang)} ({name})"


def _takes(gate: Gate, page: _Page) -> str:
    if gate.in_approval:
        return page.say("in-approval")
    months, cost = months_on(gate.months, day=page.on), estimate_on(gate.cost, day=page.on)
    parts = [page.say("no-time"), page.say("no-cost")]
    if isinstance(months, Estimate):
        parts[0] = page.say("takes", span=span(months, page.lang))
    if isinstance(cost, Estimate):
        parts[1] = page.say("costs", span=span(cost, page.lang), unit=cost.unit)
    if gate.of_firm:
        parts.append(page.say("of-firm"))
    if gate.renew_months:
        parts.append(page.say("renew", months=gate.renew_months))
    return " ".join(parts)


def _outside(checks: Iterable[GateCheck], lang: str) -> Iterator[str]:
    rows = list(checks)
    for key in OUTSIDE:
        found = (check.gate for check in rows if check.because.key == key)
        names = [
            f"{gate.name[lang]} ({gate.since.isoformat()})" if key == "gate-not-yet" and gate.since
            else gate.name[lang] for gate in found
        ]  # fmt: skip
        if names:
            yield from _wrapped(say(TOPIC, key, lang=lang, gates="; ".join(names)))


def _together(found: GatesResult, names: Mapping[str, str], lang: str) -> Iterator[str]:
    if isinstance(found.months, Estimate) and found.binding:
        yield from _full(say(TOPIC, "together", lang=lang, months=span(found.months, lang)))
    costs = "; ".join(f"{cost.unit} {span(cost, lang)}" for cost in (*found.costs, *found.firm_costs))
    if costs:
        yield from _full(say(TOPIC, "together-costs", lang=lang, costs=costs))
    if found.unpriced:
        told = ", ".join(names[gate] for gate in found.unpriced)
        yield from _full(say(TOPIC, "unpriced", lang=lang, gates=told))


def _full(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, break_on_hyphens=False)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent="   ",
        subsequent_indent="   ",
        break_on_hyphens=False,
        break_long_words=False,
    )
