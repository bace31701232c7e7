"""Reads notified bodies, designation codes and published waits into what the access engine is handed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fram.access.bodies.body import Body, PublishedWait, Scope
from fram.access.bodies.codes import Code, CodeBook
from fram.access.bodies.slot import Wait
from fram.access.road.activity import Clock
from fram.knowledge.access.knowledge_file import KnowledgeFile
from fram.knowledge.eu.bodies import ivdr, mdr
from fram.knowledge.shelf import Shelf, load_yaml
from fram.rules.parameter import Dated, Parameter
from fram.terms.citation import Citation, Confidence
from fram.terms.dist.joined import Quantiles
from fram.terms.errors import Refused, did_you_mean

HOME = "eu/bodies"
NEEDS = {"eu-mdr": mdr, "eu-ivdr": ivdr}
"""The module of each regulation that says which facts call for which code."""
SCOPES = ("unchecked", "part", "whole")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusals:
    """Why notified bodies refused applications: of ``of`` refusals these shares."""

    of: int
    incomplete: float
    outside_scope: float
    cite: Citation
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """What is published of waits for a notified body, over all of them."""

    agreement: Wait
    starts: tuple[Wait, ...]
    refusals: Refusals


def read_code_books(shelf: Shelf) -> Mapping[str, CodeBook]:
    """Return the designation codes of each regulation with the rules from facts to codes, by regime."""
    books = (_code_book(KnowledgeFile(shelf, path)) for path in shelf.files(f"{HOME}/codes_*.yaml"))
    return {book.regime: book for book in books}


def read_bodies(shelf: Shelf) -> tuple[Body, ...]:
    """Return the bodies that ship with Fram: notified ones of Europe, approved ones of Great Britain."""
    files = (KnowledgeFile(shelf, shelf.root / HOME / "bodies.yaml"),
             KnowledgeFile(shelf, shelf.root / "gb/bodies/approved.yaml"))  # fmt: skip
    return tuple(body for file in files for body in _bodies(file))


def read_waits(shelf: Shelf) -> Waits:
    """Return the published waits, the law's limits and the causes of refusal, as the road has them."""
    file, road = KnowledgeFile(shelf, shelf.root / HOME / "waits.yaml"), _Road(shelf)
    found = Waits(
        agreement=_wait(KnowledgeFile(shelf, file.path, file.must("agreement")), road),
        starts=tuple(_wait(part, road) for part in file.parts("starts")),
        refusals=Refusals(
            of=file.must("refusals_counted"), incomplete=road.refused("incomplete").number,
            outside_scope=road.refused("scope").number, cite=road.refused("scope").cite,
            confidence=road.refused("scope").confidence,
        ),
    )  # fmt: skip
    file.empty()
    return found


def _code_book(file: KnowledgeFile) -> CodeBook:
    regime = file.must("regime")
    book = CodeBook(
        regime=regime, codes={id: Code(id=id, name=name) for id, name in file.must("codes").items()},
        families=file.must("families"), one_of=file.words("one_of"), rules=NEEDS[regime].RULES,
        cite=file.cite("cite"), guide=file.cite("guide"), confidence=Confidence(file.must("confidence")),
        untold=NEEDS[regime].UNTOLD,
    )  # fmt: skip
    file.empty()
    for rule in book.rules:
        if rule.code not in book.codes:
            raise Refused(
                f"no code `{rule.code}`", where=file.where, remedy=did_you_mean(rule.code, book.codes)
            )
    return book


def _bodies(file: KnowledgeFile) -> Iterator[Body]:
    for part in file.parts("bodies"):
        body = Body(
            number=part.must("number"), name=part.must("name"), country=part.must("country"),
            scopes={
                regime: _scope(KnowledgeFile(file.shelf, file.path, raw))
                for regime, raw in part.must("regimes").items()
            },
            cite=part.cite("cite"), confidence=Confidence(part.must("confidence")),
            languages=part.words("languages"), takes=part.words("takes"), page=part.take("page", ""),
            fees=file.shelf.parameters(part.take("fees", {}), where=file.where),
            waits=tuple(_published(wait) for wait in part.parts("waits")), note=part.take("note", {}),
        )  # fmt: skip
        part.empty()
        yield body
    file.empty()


def _scope(file: KnowledgeFile) -> Scope:
    word = file.must("scope")
    if word not in SCOPES:
        raise Refused(f"`{word}` is no scope", where=file.where, remedy=f"one of {', '.join(SCOPES)}")
    scope = Scope(
        codes=dict.fromkeys(file.words("codes"), ""), is_whole=word == "whole", on=file.take("since")
    )
    file.empty()
    return scope


def _published(file: KnowledgeFile) -> PublishedWait:
    wait = PublishedWait(what=file.must("what"), months=_months(file), codes=file.words("codes"))
    file.empty()
    return wait


def _wait(file: KnowledgeFile, road: _Road) -> Wait:
    newest = road.months(activity=file.take("activity", ""), figure=file.take("figure", "")).values[-1]
    if not isinstance(newest.value, Quantiles):
        raise Refused("a wait is told by its quantiles", where=road.where)
    wait = Wait(
        id=file.take("id", "agreement"), says=file.must("says"), months=newest.value,
        count=file.must("count"),
        cite=newest.cite, confidence=newest.confidence, note=newest.note,
        limit=road.limit(file.must("limit"), share=float(file.must("share"))),
    )  # fmt: skip
    file.empty()
    return wait


class _Road:
    """What stands of waits, limits and refusals in the files of the road for devices."""

    where = "eu/regulation/mdr"

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        course = load_yaml(shelf.root / self.where / "activities.yaml")
        self._activities = {part["id"]: part for part in course["activities"]}
        self._refusals = {part["id"]: part for part in course["refusals"]}
        self._more = load_yaml(shelf.root / self.where / "road.yaml")["more"]

    def months(self, *, activity: str, figure: str) -> Parameter:
        """Return the length of an activity, or a figure beside the routes."""
        raw = self._activities[activity]["months"] if activity else self._more[figure]
        return self._shelf.parameter(activity or figure, raw, where=self.where)

    def limit(self, part: int, *, share: float) -> Clock:
        """Return the clock of one part of the law's times, by its place, for a wait partly the body's own."""
        first, clock = (self._activities[name]["clock"] for name in ("agreement", "assessment"))
        parts = (*first["parts"], *clock["parts"])
        return Clock(
            since=clock["since"], days=float(parts[part]["days"]), share=share,
            cite=self._shelf.citation(clock["cite"], where=self.where),
        )  # fmt: skip

    def refused(self, cause: str) -> Dated:
        """Return the newest share of refusals with this cause."""
        share = self._refusals[cause]["share"]
        return self._shelf.parameter(cause, share, where=self.where).values[-1]


def _months(file: KnowledgeFile) -> Parameter:
    found = file.parameter("months")
    if found is None or found.unit != "months":
        raise Refused("`months` is missing or in another unit", where=file.where)
    return found
