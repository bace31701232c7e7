"""Changes around approval: rules of device law, review clocks, ways and recognitions that close, papers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from fram.access.openings.opening import Opening
from fram.access.regimes.regime import Regime
from fram.access.road.activity import Activity, Clock
from fram.access.road.approval import Road
from fram.access.road.itinerary import Itinerary, Standing
from fram.access.watch.line import Kind, Line, Window
from fram.rules.condition import settle
from fram.rules.rule import Contents, Rule
from fram.terms.citation import Citation, Confidence
from fram.terms.facts.derived import is_held
from fram.terms.logic import Truth
from fram.terms.product import ProductProfile

DAY = timedelta(days=1)
OF_OLD = {"eu-mdd": "eu-mdr", "eu-ivdd": "eu-ivdr"}
"""The regimes whose markets a certificate under an old directive still opens."""


def rule_changes(
    book: Contents, *, facts: Mapping[str, Any], regime: Regime, markets: tuple[str, ...], window: Window
) -> Iterator[Line]:
    """Yield the rules of a regime that begin or end within the window and could fire for the product.

    ``says`` is in English alone: who shows a rule has its words.
    """
    known = settle({**book.implies(facts), **facts})
    for rule in book.every_rule:
        truth = Truth(rule.condition.judge(known))
        if truth is Truth.NO:
            continue
        if rule.holds.start in window and rule.holds.start > book.since:
            yield _rule("rule-begins", rule, truth, regime=regime, markets=markets, facts=known)
        if rule.holds.end in window:
            yield _rule("rule-ends", rule, truth, regime=regime, markets=markets, facts=known)


def _rule(
    kind: Kind,
    rule: Rule,
    truth: Truth,
    *,
    regime: Regime,
    markets: tuple[str, ...],
    facts: Mapping[str, Any],
) -> Line:
    day = rule.holds.start if kind == "rule-begins" else rule.holds.end
    return Line(
        id=f"{regime.id}.{rule.id}", kind=kind, on=day, markets=markets, subject=regime.name,
        says={"en": rule.says, "nb": rule.says}, state="law", cite=rule.cite, confidence=rule.confidence,
        because="rule-fires" if truth is Truth.YES else "rule-may-fire", touches=truth,
        missing=rule.condition.missing(facts), last=day - DAY if day and kind == "rule-ends" else None,
    )  # fmt: skip


def clocks(itinerary: Itinerary, *, markets: tuple[str, ...], window: Window) -> Iterator[Line]:
    """Yield the legal limits on a review that begin within the window, for steps that still lie ahead."""
    for task in itinerary.tasks:
        clock = task.activity.clock
        if clock and clock.since in window and task.standing is not Standing.DONE:
            yield _clock(task.activity, clock, markets)


def _clock(activity: Activity, clock: Clock, markets: tuple[str, ...]) -> Line:
    parts = clock.parts or ((activity.name, clock.days),)
    return Line(
        id=f"clock.{activity.id}", kind="clock", on=clock.since, markets=markets, subject=activity.name,
        says={
            lang: ", ".join(f"{name[lang]} {days:g}" for name, days in parts) for lang in ("en", "nb")
        },
        because="filed-after", state="law", cite=clock.cite, confidence=activity.confidence,
    )  # fmt: skip


def ways_that_close(
    road: Road, *, roads: Mapping[str, Regime], markets: tuple[str, ...], window: Window
) -> Iterator[Line]:
    """Yield the ways to approval that close within the window, of steps that still lie ahead."""
    for step in road.steps:
        for way in step.ways:
            if way.until and not step.held and (after := way.until + DAY) in window:
                regime = roads[step.regime]
                route = next(route for route in regime.routes if route.id == way.route)
                yield Line(
                    id=f"{step.regime}.{way.route}", kind="route-ends", on=after, last=way.until,
                    markets=markets, subject=regime.name, says=way.name, state="law",
                    because="way-ahead", cite=route.cite or regime.cite,
                    confidence=regime.weights_confidence,
                    touches=Truth.YES if way.weight >= 1 else Truth.UNKNOWN,
                )  # fmt: skip


def recognitions(
    edges: Iterable[Opening],
    *,
    held: frozenset[str],
    ahead: frozenset[str],
    profile: ProductProfile,
    home: str,
) -> Iterator[Opening]:
    """Yield the edges that build on what the product holds or is on its way to, whatever their day."""
    have = held | ahead
    for edge in edges:
        kind_fits = not edge.kinds or profile.kind in edge.kinds
        home_fits = not edge.home or home in edge.home
        if kind_fits and home_fits and len(have.intersection(edge.source)) >= edge.at_least:
            yield edge


def recognition_changes(
    edges: Iterable[Opening], *, held: frozenset[str], markets: Sequence[str], window: Window
) -> Iterator[Line]:
    """Yield the recognitions that begin, end or are only announced; what is announced has no day."""
    for edge in edges:
        here = tuple(m for m in markets if m in edge.to or any(p.startswith(f"{m}-") for p in edge.to))
        if not here:
            continue
        begins, ends = edge.since in window, edge.until in window
        if edge.effect == "watch" and (edge.until is None or ends):
            yield _recognised(edge, "recognition-open", None, held, here)
            continue
        if begins:
            yield _recognised(edge, "recognition-begins", edge.since, held, here)
        if ends:
            yield _recognised(edge, "recognition-ends", edge.until, held, here)


def _recognised(
    edge: Opening, kind: Kind, day: date | None, held: frozenset[str], markets: tuple[str, ...]
) -> Line:  # fmt: skip
    has = sorted(held.intersection(edge.source))
    names = ", ".join(edge.source)
    return Line(
        id=edge.id, kind=kind, on=day, markets=markets, subject={"en": names, "nb": names},
        says=edge.says, because="held" if has else "ahead",
        state="proposed" if edge.effect == "watch" else "law",
        given={"approvals": ", ".join(has) or names}, cite=edge.cite, confidence=edge.confidence,
        last=edge.last_day if kind == "recognition-ends" else None,
        touches=Truth.YES if has else Truth.UNKNOWN,
    )  # fmt: skip


def own_papers(
    profile: ProductProfile,
    *,
    roads: Mapping[str, Regime],
    markets: Sequence[str],
    window: Window,
    source: Citation,
) -> Iterator[Line]:
    """Yield the product's own certificates that end within the window; ``source`` cites the company file."""
    for place, certificate in enumerate(profile.certificates):
        if certificate.until is None or certificate.until not in window:
            continue
        if not is_held(certificate, window.first):
            continue
        word = certificate.regime.lower()
        regime = roads.get(OF_OLD.get(word, word))
        opens = tuple(m for m in markets if regime is None or m in regime.opens)
        name = (
            regime.name
            if regime and regime.id == word
            else {lang: certificate.regime.upper() for lang in ("en", "nb")}
        )
        said = " ".join(filter(None, (certificate.device_class, certificate.number)))
        yield Line(
            id=f"certificate.{certificate.regime}.{place}", kind="certificate", on=certificate.until,
            markets=opens, subject=name, says={"en": said, "nb": said}, because="own-paper",
            state="law", cite=source, confidence=Confidence.READ,
        )  # fmt: skip
