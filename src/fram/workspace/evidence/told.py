"""The evidence of a product in words: every line of the page in one language, for terminal and browser."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from fram.access.evidence.doors import CHANGES, Told
from fram.access.evidence.gaps import Gap
from fram.access.evidence.grade import TOO_MANY_LOST
from fram.access.evidence.matrix import Column
from fram.terms.citation import Citation, Confidence
from fram.terms.logic import Truth
from fram.terms.proof.evidence import Evidence
from fram.workspace.evidence.gap_lines import gap_lines, next_step
from fram.workspace.evidence.study_lines import compared, grade_lines, surest, transfer_lines
from fram.workspace.evidence.telling import Card, EvidencePage, GapList, Group, Row, Teller
from fram.workspace.evidence.view import EvidenceView
from fram.workspace.papers.access.gantt import Line
from fram.workspace.papers.words import Words

NAMED_MARKETS = 6
"""So many markets are named; more are counted."""
MOST_GAPS = 8


def evidence_page(view: EvidenceView, *, lang: str = "en") -> EvidencePage:
    """Return the page of a product's evidence, in ``en`` or ``nb``."""
    tell = Teller(view=view, lang=lang, words=Words(lang))
    numerals = tell.words.numerals
    missing = [gap for gap in view.gaps if not gap.is_open]
    unanswered = [gap for gap in view.gaps if gap.is_open]
    return EvidencePage(
        lang=lang, over=f"{view.company} · {view.product.name}", title=tell.say("title"),
        stamp=tell.say("stamp", day=numerals.day(view.on), markets=_markets(tell)), state=_state(tell),
        glance=tuple(_glance(tell)), standing=tuple(_standing(tell)), next_step=tuple(next_step(tell)),
        studies=tuple(_study(tell, number, one) for number, one in enumerate(view.studies, start=1)),
        groups=tuple(_groups(tell)), gaps=_gaps(tell, "gaps", missing),
        unanswered=_gaps(tell, "unanswered", unanswered),
        transfers=tuple(transfer_lines(tell)), compare=tuple(compared(tell)),
        grades=tuple(grade_lines(tell)),
        grade_how=tell.say("grade-how", lost=numerals.percent(TOO_MANY_LOST)),
        cards=tuple(_card(tell, column) for column in view.columns), sources=tuple(_sources(tell)),
        small=(tell.say("small-open"), tell.say("small-unchecked")),
    )  # fmt: skip


def _gaps(tell: Teller, key: str, gaps: list[Gap]) -> GapList | None:
    """The first of the gaps, and how many more there are; None where there is none."""
    if not gaps:
        return None
    more = len(gaps) - MOST_GAPS
    return GapList(
        title=tell.say(f"s-{key}"), how=tell.say(f"{key}-how"),
        lines=tuple(gap_lines(tell, gaps[:MOST_GAPS])),
        more=tell.say("gaps-more", count=more) if more > 0 else "",
    )  # fmt: skip


def _markets(tell: Teller) -> str:
    chosen = tell.view.markets
    if len(chosen) > NAMED_MARKETS:
        return tell.say("markets-many", count=len(chosen))
    return tell.say("markets-some", names=tell.names(chosen))


def _state(tell: Teller) -> str:
    """What must be known before anything else on the page."""
    view = tell.view
    if not view.columns:
        return tell.say("no-door")
    if not view.studies:
        return tell.say("no-study")
    return "" if any(study.is_finished for study in view.studies) else tell.say("no-finished")


def _glance(tell: Teller) -> Iterator[Line]:
    view = tell.view
    states = [tell.state(column) for column in view.columns if column.door.kind != "method"]
    held, advice = states.count("held"), states.count("advice")
    counts = {key: states.count(key) for key in ("yes", "no", "unknown")}
    counts["yes"] += held
    notes = [tell.say("doors-held", count=held)] if held else []
    notes += [tell.say("doors-advice", count=advice)] if advice else []
    yield Line(name=tell.say("doors"), text=tell.say("doors-said", **counts), notes=tuple(notes))
    finished = sum(study.is_finished for study in view.studies)
    said = tell.say("studies-said", finished=finished, count=len(view.studies))
    yield Line(name=tell.say("studies"), text=said)
    yield from surest(tell)
    unchecked = Confidence.UNCHECKED.value
    if view.tiers:
        text = tell.say("tier-said", tiers=tell.either(view.tiers))
        yield Line(name=tell.say("tier"), text=text, confidence=unchecked)
    if view.categories:
        text = tell.say("category-said", categories=tell.either(view.categories))
        yield Line(name=tell.say("category"), text=text, confidence=unchecked)


def _study(tell: Teller, number: int, study: Evidence) -> Line:
    numerals = tell.words.numerals
    size = tell.say("size-none")
    if study.participants is not None:
        size = tell.say("people", count=numerals.fixed(study.participants))
    country = f", {numerals.market(study.country)}" if study.country else ""
    year = f", {study.year}" if study.year else ""
    text = tell.say("study-line", design=tell.design(study), size=size, country=country, year=year)
    notes = () if study.is_finished else (tell.say("study-running"),)
    return Line(name=f"{number}. {study.title}", text=text, notes=notes)


def _grouped(tell: Teller) -> Iterator[tuple[tuple[str, ...], list[Column]]]:
    """The doors by the chosen markets they speak for; none for methods."""
    for places, columns in groupby(tell.view.columns, key=lambda column: tell.view.places(column.door)):
        yield places, list(columns)


def _title(tell: Teller, places: tuple[str, ...]) -> str:
    if not places:
        return tell.say("group-method")
    if len(places) == 1:
        return tell.words.numerals.market(places[0])
    if len(places) > NAMED_MARKETS:
        return tell.say("group-shared-many", count=len(places))
    return tell.say("group-shared", names=tell.names(places))


def _standing(tell: Teller) -> Iterator[Line]:
    """Which doors are open, closed and not known, market by market."""
    words = {"yes": "open", "held": "open", "no": "closed", "unknown": "unknown", "advice": "advice"}
    alone = set()
    for places, columns in _grouped(tell):
        if not places:
            continue
        alone |= set(places) if len(places) == 1 else set()
        by_word: dict[str, list[str]] = {}
        for column in columns:
            by_word.setdefault(words[tell.state(column)], []).append(column.door.name[tell.lang])
        said = (
            tell.say(f"standing-{word}", names=" · ".join(by_word[word]))
            for word in ("open", "closed", "unknown", "advice") if word in by_word
        )  # fmt: skip
        yield Line(name=_title(tell, places), text="; ".join(said))
    rest = [market for market in tell.view.markets if market not in alone]
    if rest and tell.view.columns:
        yield Line(name="", text=tell.say("standing-none", names=tell.names(rest)))


def _groups(tell: Teller) -> Iterator[Group]:
    for places, columns in _grouped(tell):
        yield Group(title=_title(tell, places), rows=tuple(_row(tell, column) for column in columns))


def _row(tell: Teller, column: Column) -> Row:
    door, state = column.door, tell.state(column)
    settled = tell.settled() if door.held else None  # it was judged: the card tells what to keep up
    return Row(
        id=door.id, name=door.name[tell.lang], kind=tell.say(f"kind-{door.kind}"), state=state,
        state_said=tell.state_said(column), why=_why(tell, column),
        cells=tuple(settled or tell.mark(cell, about="study") for cell in column.cells),
        file=settled or tell.mark(column.whole, about="product"),
    )  # fmt: skip


def _why(tell: Teller, column: Column) -> str:
    """What stands in the way: what is not met before what is not known, the hardest to come by first."""
    ordered = sorted(column.open, key=lambda one: (one.truth.value, -CHANGES.index(one.ask.change)))
    if not ordered:
        return tell.say("may-not-apply") if column.door.applies is Truth.UNKNOWN else ""
    first, more = ordered[0], len(ordered) - 1
    key = "why-no" if first.truth is Truth.NO else "why-unknown"
    said = tell.say(key, says=first.ask.says[tell.lang].rstrip("."))
    return f"{said}; {tell.say('why-more', count=more)}" if more else said


def _card(tell: Teller, column: Column) -> Card:
    door, state, best = column.door, tell.state(column), column.best
    note = door.note.get(tell.lang, "")
    if door.applies is Truth.UNKNOWN:
        note = " ".join(filter(None, (note, tell.say("may-not-apply"))))
    judged = best.study.title if best and best.study and len(column.cells) > 1 else ""
    return Card(
        id=door.id, name=tell.door(door), state=state, state_said=tell.state_said(column), note=note,
        best=tell.say("by-best", study=judged) if judged else "",
        of_study=tuple(_ask(tell, one) for one in column.told if one.ask.about == "study"),
        of_file=tuple(_ask(tell, one) for one in column.told if one.ask.about == "product"),
        told=tuple(text[tell.lang] for text in door.told),
    )  # fmt: skip


def _ask(tell: Teller, one: Told) -> Line:
    notes = [] if one.ask.must else [tell.say("practice")]
    if one.truth is Truth.NO and one.ask.fails:
        notes.append(tell.say("gap-means", fails=one.ask.fails[tell.lang]))
    if one.truth is Truth.UNKNOWN:
        notes.append(tell.to_answer(one))
    line = Line(
        name="", text=one.ask.says[tell.lang], notes=tuple(filter(None, notes)), mark=one.truth.name.lower()
    )
    return tell.on(line, one.ask.cite, confidence=one.ask.confidence)


def _sources(tell: Teller) -> Iterator[Line]:
    seen: dict[tuple[str, str], Citation] = {}
    for column in tell.view.columns:
        for cite in (column.door.cite, *(ask.cite for ask in column.door.asks)):
            if cite.read:
                seen.setdefault((cite.title, cite.publisher), cite)
    for cite in seen.values():
        day = tell.words.numerals.day(cite.read) if cite.read else ""
        text = ", ".join(part for part in (cite.title, cite.publisher) if part)
        yield Line(name="", text=text, url=cite.url, notes=(f"{tell.say('confidence-read')} {day}",))
