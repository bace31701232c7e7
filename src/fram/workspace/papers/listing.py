"""The list of assumptions: every input with its range, origin, source, day read and confidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fram.decide.model.case import Assumption
from fram.decide.model.inputs import INPUTS
from fram.terms.citation import Citation
from fram.terms.estimate import Origin
from fram.workspace.papers.phrases import estimate_text, input_owner, points_of, reason_text
from fram.workspace.papers.words import Words
from fram.workspace.record import Gap, PlanRecord

ORIGINS = tuple(origin.value for origin in Origin)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A citation as shown: its title, where it leads (only to the web), where in it, and when it was read."""

    title: str
    publisher: str
    url: str
    place: str
    read: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One assumption as shown; ``middle`` is its P50, to sort by, ``confidence`` empty without a source."""

    id: str
    name: str
    owner: str
    value: str
    middle: float
    origin: str
    origin_word: str
    confidence: str
    confidence_word: str
    sources: tuple[Source, ...]
    notes: tuple[str, ...]


def all_rows(record: PlanRecord, *, words: Words) -> tuple[Row, ...]:
    """Return every assumption: the product's own first, then by regime, then by market as ranked."""
    place = {line.result.market: number for number, line in enumerate(record.plan.markets)}
    scopes = ("product", "regime", "market")
    order = list(INPUTS)

    def key(item: Assumption) -> tuple[int, int, str, int]:
        scope = scopes.index(INPUTS[item.name].scope)
        return (
            scope,
            place.get(item.market, 0) if scope == 2 else 0,
            item.id.split(".")[0],
            order.index(item.name),
        )

    items = sorted(record.plan.assumptions.values(), key=key)
    return tuple(row_of(item, record, words=words) for item in items)


def row_of(item: Assumption, record: PlanRecord, *, words: Words) -> Row:
    """Return one assumption as a row."""
    estimate = item.estimate
    # Confidence speaks of a source; where there is none, the origin says all there is to say.
    confidence = estimate.confidence.value if estimate.is_cited else ""
    notes = [reason_text(reason, words=words) for reason in estimate.because]
    return Row(
        id=item.id,
        name=words.named("input", item.name),
        owner=input_owner(item, record, words=words) or words("listing.product"),
        value=estimate_text(estimate, words=words),
        middle=points_of(estimate)[1],
        origin=estimate.origin.value,
        origin_word=words(f"origin.{estimate.origin.value}"),
        confidence=confidence,
        confidence_word=words(f"confidence.{confidence}") if confidence else "",
        sources=sources(_cites(item), words=words),
        notes=tuple(dict.fromkeys([*notes, estimate.note] if estimate.note else notes)),
    )


WHY = {
    "no cost was read": "no-cost",
    "no sales cycle was observed here": "no-cycle",
    "no sales cycle was observed for this payer": "no-cycle-payer",
    "no time was read for the gates here": "no-gate-time",
    "no figure was read for the likeliest ways": "no-likely-way",
    "no pathway that pays fits": "no-pathway-fits",
    "no pathway to payment is known here": "no-pathway",
    "no road into this market is known": "no-road",
    "no price level is published": "no-level",
    "no figure was read": "no-figure",
    "no threshold per QALY is published here": "no-threshold",
    "milder than every class with a threshold": "too-mild",
    "no duty was read for this customs code": "no-duty",
    "no indication stated or counted": "no-people",
    "the figures stand in different units": "no-units",
    "not in the company file": "not-in-file",
    "not stated": "not-in-file",
}
"""The reasons for a gap that every plan may hold, by what the engines call them; others stay English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPoint:
    """Something not known, with every market it is open for and whom to ask."""

    what: str
    where: str
    why: str
    whom: str


def open_points(gaps: Iterable[Gap], *, words: Words) -> tuple[OpenPoint, ...]:
    """Return the gaps, those that only differ by market as one."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for gap in gaps:
        groups.setdefault((gap.what, gap.why, gap.ask), []).append(gap.market)
    return tuple(
        OpenPoint(
            what=what if "." in what else words.named("input", what),
            why=words.named("why", WHY[why]) if why in WHY else why,
            whom=whom_to_ask(who, words=words),
            where=", ".join(words.numerals.market(m) if m else words("listing.product") for m in markets),
        )
        for (what, why, who), markets in groups.items()
    )


def whom_to_ask(role: str, *, words: Words) -> str:
    """Return a role in the reader's language; one the catalogue lacks is shown as its own words."""
    if role == "company":
        return words("listing.ask-company")
    if role == "source":
        return words("listing.ask-source")
    return words.count(f"ask.{role}", 1) if f"ask.{role}" in words else role.replace("-", " ")


def glossary(rows: Iterable[Row], *, words: Words) -> tuple[tuple[str, str], ...]:
    """Return what each input of a list means, once, by its name."""
    keys = dict.fromkeys(row.id.rpartition(".")[2] for row in rows)
    return tuple(
        (words.named("input", key), words(f"input.{key}.means"))
        for key in keys
        if f"input.{key}.means" in words
    )


def _cites(item: Assumption) -> Iterable[Citation]:
    yield from item.estimate.cites
    for reason in item.estimate.because:
        if reason.cite:
            yield reason.cite


def sources(cites: Iterable[Citation], *, words: Words) -> tuple[Source, ...]:
    """Return citations as shown, each once; an address that does not lead to the web is left out."""
    found = [
        Source(
            title=cite.title,
            publisher=cite.publisher if cite.publisher != cite.title else "",
            place=cite.place,
            url=cite.url if cite.url.startswith(("https://", "http://")) else "",
            read=words("listing.read", day=words.numerals.day(cite.read)) if cite.read else "",
        )
        for cite in cites
    ]
    return tuple(dict.fromkeys(found))
