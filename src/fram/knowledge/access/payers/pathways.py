"""Reads pathways to payment into what the access engine is handed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fram.access.pathways.pathway import (
    CHANGES,
    IN_FORCE,
    KINDS,
    MECHANISMS,
    PAYERS,
    PAYS,
    STATES,
    WINDOWS,
    Basis,
    Change,
    Demand,
    Dossier,
    MarketFact,
    NoPathway,
    Pathway,
    PriceRule,
    Step,
    Window,
    Words,
)
from fram.knowledge.access.knowledge_file import KnowledgeFile, Raw, both_languages
from fram.knowledge.access.payers.conditions import read_condition
from fram.knowledge.facts import fact_registry
from fram.knowledge.shelf import Shelf
from fram.rules.parameter import Parameter
from fram.terms.citation import Citation, Confidence
from fram.terms.errors import Refused

FIRST = date(2026, 1, 1)
"""The day from which a length without a day of its own is taken to hold; before it, it was not read."""
CHANGE_STATES = ("law", "proposed", "announced")


def read_pathways(shelf: Shelf) -> tuple[Pathway, ...]:
    """Return every pathway to payment, out of ``*/reimbursement/*.yaml``."""
    files = shelf.files("[a-z][a-z]/reimbursement/*.yaml")
    return tuple(_pathway(KnowledgeFile(shelf, path)) for path in files)


def read_no_pathways(shelf: Shelf) -> dict[str, NoPathway]:
    """Return what is known of the markets without a pathway, by market, out of ``*/no_pathway.yaml``."""
    files = (KnowledgeFile(shelf, path) for path in shelf.files("[a-z][a-z]/no_pathway.yaml"))
    found = {}
    for file in files:
        market = file.path.parent.name.upper()
        found[market] = NoPathway(
            market=market, says=file.both("says"), ask=file.both("ask"), cite=file.cite("cite"),
            confidence=Confidence(file.must("confidence")),
        )  # fmt: skip
        file.empty()
    return found


def _pathway(file: KnowledgeFile) -> Pathway:
    status = file.must("status")
    confidence = Confidence(file.must("confidence"))
    as_of = status["as_of"]
    pathway = Pathway(
        id=file.must("id"), name=file.both("name"), kind=file.choice("kind", KINDS),
        markets=file.words("markets"), area=file.take("area", ""), pays=file.choice("pays", PAYS),
        since=file.take("since"), until=file.take("until"), state=status["state"], as_of=as_of,
        picked=file.take("picked", False), needs_partner=file.take("needs_partner", False),
        to_patients=file.take("to_patients", False), leads_to=file.take("leads_to", ""),
        payer=file.choice("payer", PAYERS), budget=file.both("budget"), decides=file.both("decides"),
        cite=file.cite("source"), confidence=confidence, note=file.both("note"),
        texts=tuple(Basis(name=part.must("name"), cite=part.cite("cite")) for part in file.parts("texts")),
        law=tuple(_demands(file, "law", confidence, as_of)),
        soft=tuple(_demands(file, "soft", confidence, as_of)),
        evidence=tuple(_spoken(file, "evidence")), steps=tuple(_steps(file, as_of=as_of)),
        money_after=file.take("money_after", ""), days=file.parameter("days"),
        first=file.parameter("days_to_first_payment"), window=_window(file), dossier=_dossier(file),
        fees=file.parameter("fees"), chance=file.parameter("chance"), price=_price(file),
        facts=tuple(_facts(file)), changes=tuple(_changes(file)), abroad=file.both("abroad"),
        next=file.both("next"),
    )  # fmt: skip
    file.empty()
    _refuse_nonsense(pathway, where=file.where)
    return pathway


def _refuse_nonsense(pathway: Pathway, *, where: str) -> None:
    steps = [step.id for step in pathway.steps]
    ids = [demand.id for demand in (*pathway.law, *pathway.soft)]
    if pathway.state not in STATES:
        raise Refused(f"`{pathway.state}` is no state", where=where, remedy=f"one of {', '.join(STATES)}")
    if len(set(ids)) < len(ids) or len(set(steps)) < len(steps):
        raise Refused("two conditions or steps have one id", where=where)
    if pathway.money_after and pathway.money_after not in steps:
        raise Refused(f"`money_after` names no step: {pathway.money_after}", where=where)
    if pathway.pays == "yes" and pathway.state in IN_FORCE and not pathway.money_after:
        raise Refused("it pays, so `money_after` must name the step that money comes after", where=where)


def _demands(file: KnowledgeFile, key: str, confidence: Confidence, as_of: date) -> Iterator[Demand]:
    for part in file.parts(key):
        name = part.must("id")
        where = f"{file.where}: {name}"
        yield Demand(
            id=name, when=read_condition(part.must("when"), registry=fact_registry(), where=where),
            says=part.both("says"), change=part.choice("change", CHANGES), cite=part.cite("cite"),
            confidence=Confidence(part.take("confidence", confidence.value)), start=part.take("start"),
            end=part.take("end"), checked=part.take("checked", as_of),
        )  # fmt: skip
        part.empty()


def _spoken(file: KnowledgeFile, key: str) -> Iterator[Words]:
    for raw in file.take(key, ()):
        yield both_languages(raw, what=f"each of `{key}`", where=file.where)


def _steps(file: KnowledgeFile, *, as_of: date) -> Iterator[Step]:
    for part in file.parts("steps"):
        yield Step(
            id=part.must("id"), name=part.both("name"), actor=part.both("actor"),
            days=_length(part, as_of=as_of), note=part.both("note") if "note" in part.raw else {},
        )  # fmt: skip
        part.empty()


def _length(part: KnowledgeFile, *, as_of: date) -> Parameter:
    value: Raw = {"start": part.take("start", FIRST), "value": part.must("days"), "cite": part.must("cite")}
    value |= {"confidence": part.must("confidence")}
    raw = {"unit": "days", "values": [value], "checked": part.take("checked", as_of)}
    return part.shelf.parameter("days", raw, where=part.where)


def _window(file: KnowledgeFile) -> Window:
    part = _inner(file, "window")
    window = Window(
        every=part.choice("every", WINDOWS), closes=tuple(map(_month_day, part.words("closes"))),
        dates=tuple(part.take("dates", ())), what=part.both("what") if "what" in part.raw else {},
        cite=_cite(part), confidence=Confidence(part.take("confidence", "unchecked")),
    )  # fmt: skip
    part.empty()
    if (window.every == "year") is not bool(window.closes) or (window.every == "dates") is not bool(
        window.dates
    ):
        raise Refused("a window by year has `closes`, one by dates has `dates`", where=file.where)
    return window


def _month_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    date(2024, int(month), int(day))  # refuses a day no year has
    return int(month), int(day)


def _dossier(file: KnowledgeFile) -> Dossier | None:
    if "dossier" not in file.raw:
        return None
    part = _inner(file, "dossier")
    dossier = Dossier(
        languages=part.words("languages"), cite=part.cite("cite"),
        confidence=Confidence(part.must("confidence")), note=part.both("note") if "note" in part.raw else {},
    )  # fmt: skip
    part.empty()
    return dossier


def _price(file: KnowledgeFile) -> PriceRule:
    part = _inner(file, "price")
    terms = file.shelf.parameters(part.take("terms", {}), where=file.where)
    rule = PriceRule(
        mechanism=part.choice("mechanism", MECHANISMS), says=part.both("says"), terms=terms,
        tracks={track: tuple(groups) for track, groups in part.take("tracks", {}).items()},
    )  # fmt: skip
    part.empty()
    return rule


def _facts(file: KnowledgeFile) -> Iterator[MarketFact]:
    for key, raw in (file.take("market_facts") or {}).items():
        label = both_languages(raw.get("label"), what=f"the label of {key}", where=file.where)
        yield MarketFact(id=key, label=label, figure=file.shelf.parameter(key, raw, where=file.where))


def _changes(file: KnowledgeFile) -> Iterator[Change]:
    for part in file.parts("changes"):
        yield Change(
            id=part.must("id"), on=part.take("on"), state=part.choice("state", CHANGE_STATES),
            says=part.both("says"), cite=part.cite("cite"), confidence=Confidence(part.must("confidence")),
        )  # fmt: skip
        part.empty()


def _inner(file: KnowledgeFile, key: str) -> KnowledgeFile:
    return KnowledgeFile(file.shelf, file.path, file.must(key))


def _cite(part: KnowledgeFile) -> Citation | None:
    return part.cite("cite") if "cite" in part.raw else None
