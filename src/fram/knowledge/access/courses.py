"""Reads the activities on each road to approval into what the access engine is handed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from fram.access.road.activity import Activity, Actor, Check, Clock, Course, Duty, Phase, Refusal
from fram.knowledge.access.knowledge_file import KnowledgeFile, Raw
from fram.knowledge.facts import fact_registry
from fram.knowledge.shelf import Shelf, load_yaml
from fram.terms.citation import Confidence
from fram.terms.errors import Refused, did_you_mean
from fram.terms.facts.fact import spoken

PLACES = "[a-z][a-z]/regulation/*/activities.yaml"
DESIGNATED = ("eu-mdr", "eu-ivdr")
"""Regimes whose bodies are designated by codes that Fram knows."""
SHARED = "activities.yaml"
"""Work that serves every market, by id: what a regime's entry of that id does not say itself."""


def read_courses(shelf: Shelf) -> Mapping[str, Course]:
    """Return the course of every regime that has one, by regime, out of ``*/regulation/*/activities.yaml``.

    Refused: an activity after one that does not stand in the file, a document or fact the registry does not
    know, an actor, phase or check that is none, a missing name or citation.
    """
    shared: Mapping[str, Raw] = load_yaml(shelf.root / SHARED)
    courses = (_course(KnowledgeFile(shelf, path), shared=shared) for path in shelf.files(PLACES))
    return {course.regime: course for course in courses}


def _course(file: KnowledgeFile, *, shared: Mapping[str, Raw]) -> Course:
    whole = ({**shared.get(raw.get("id"), {}), **raw} for raw in file.take("activities", ()))
    parts = [KnowledgeFile(file.shelf, file.path, raw) for raw in whole]
    regime, refused = file.must("regime"), file.parameter("refused")
    course = Course(
        regime=regime, language=file.take("language", {}),
        activities=tuple(_activity(part, is_shared=part.raw.get("id") in shared) for part in parts),
        duties=tuple(_duty(part) for part in file.parts("duties")),
        refused=refused,
        refusals=tuple(
            replace(_refusal(part, regime=str(regime)), is_of_refused=refused is not None)
            for part in file.parts("refusals")
        ),
    )  # fmt: skip
    file.empty()
    names = [one.id for one in course.activities]
    for one in course.activities:
        linked = (*one.after, *(one.moves_with or ())[:1])
        _refuse_strangers(linked, names, what=f"activity `{one.id}` names", where=file.where)
    return course


def _activity(file: KnowledgeFile, *, is_shared: bool) -> Activity:
    with_another = file.take("moves_with")
    activity = Activity(
        id=file.must("id"), name=file.both("name"), is_shared=is_shared,
        actor=file.choice("actor", tuple(Actor)),
        phase=file.choice("phase", tuple(Phase)), cite=file.cite("cite"),
        confidence=Confidence(file.take("confidence", "read")), after=file.words("after"),
        routes=file.words("routes"), classes=file.words("classes"), when=_when(file),
        held_by=file.words("held_by"), documents=file.words("documents"), months=file.parameter("months"),
        adapted_by=file.words("adapted_by"), adapted_months=file.parameter("adapted_months"),
        moves_with=(with_another["activity"], float(with_another["correlation"])) if with_another else None,
        clock=_clock(file), fees=file.parameter("fees"), pays_route_fee=file.take("pays_route_fee", False),
        says=file.take("says", {}),
    )  # fmt: skip
    file.empty()
    papers = tuple(fact_registry().facts["documents_ready"].vocabulary)
    _refuse_strangers(activity.documents, papers, what=f"activity `{activity.id}` makes", where=file.where)
    facts = tuple(fact_registry().facts)
    _refuse_strangers(
        (name for name in (*activity.held_by, *activity.adapted_by) if "_" in name), facts,
        what=f"activity `{activity.id}` is held by", where=file.where,
    )  # fmt: skip
    return activity


def _clock(file: KnowledgeFile) -> Clock | None:
    raw: Raw | None = file.take("clock")
    if raw is None:
        return None
    part = KnowledgeFile(file.shelf, file.path, dict(raw))
    clock = Clock(
        since=part.must("since"), days=float(part.must("days")), share=float(part.must("share")),
        parts=tuple((one["name"], float(one["days"])) for one in part.take("parts", ())),
        cite=part.cite("cite"),
    )  # fmt: skip
    part.empty()
    return clock


def _duty(file: KnowledgeFile) -> Duty:
    every = file.take("every_months")
    duty = Duty(
        id=file.must("id"), name=file.both("name"), actor=file.choice("actor", tuple(Actor)),
        cite=file.cite("cite"), confidence=Confidence(file.take("confidence", "read")),
        routes=file.words("routes"), classes=file.words("classes"), when=_when(file),
        first=float(file.take("first_months", every or 0.0)), every=None if every is None else float(every),
        on=file.take("on"), is_renewal=file.take("renewal", False), fees=file.parameter("fees"),
        says=file.take("says", {}),
    )  # fmt: skip
    file.empty()
    return duty


def _refusal(file: KnowledgeFile, *, regime: str) -> Refusal:
    refusal = Refusal(
        id=file.must("id"), name=file.both("name"), do=file.both("do"), share=file.parameter("share"),
        check=file.choice("check", tuple(Check), otherwise=Check.NONE), routes=file.words("routes"),
        regime=regime,
    )  # fmt: skip
    file.empty()
    if refusal.check is Check.SCOPE and regime not in DESIGNATED:
        raise Refused(
            f"refusal `{refusal.id}` has `check: scope`", where=file.where, remedy="leave the key out",
            why=f"designation codes are known for {' and '.join(DESIGNATED)} only",
        )  # fmt: skip
    return refusal


def _when(file: KnowledgeFile) -> Mapping[str, tuple[str, ...]]:
    """The answers that call for it: by fact, each read as the registry reads an answer."""
    when = {name: tuple(values) for name, values in file.take("when", {}).items()}
    registry = fact_registry()
    _refuse_strangers(when, tuple(registry.facts), what="`when` looks at", where=file.where)
    return {
        name: tuple(word for raw in values for word in spoken(registry.facts[name].read(raw)))
        for name, values in when.items()
    }


def _refuse_strangers(names: Iterable[object], known: Iterable[str], *, what: str, where: str) -> None:
    words = tuple(known)
    for name in names:
        if name not in words:
            remedy = did_you_mean(str(name), words)
            raise Refused(f"{what} `{name}`, which is not known", where=where, remedy=remedy)
