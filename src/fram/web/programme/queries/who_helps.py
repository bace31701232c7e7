"""Who helps a company with what, where, now; and who could."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db.models import Count, Max, Min

from fram.programme.support_states import TOPICS, Spell
from fram.web.accounts.acting import Actor
from fram.web.accounts.models import Consent, Organisation
from fram.web.accounts.policy import may
from fram.web.programme.models import Offer, State, Support, Task, TaskState, Thread, Topic, spells_of
from fram.web.programme.queries.lines import Line, make_line, with_tasks

ORDER = (State.ENGAGING, State.WAITING, State.UNASSIGNED, State.SUGGESTED, State.UNSUITABLE, State.CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which lines of the list are asked for; empty means any. ``state``: one, or open or ended."""

    state: str = ""
    topic: str = ""
    market: str = ""

    def fits(self, line: Line) -> bool:
        """Whether a line is asked for."""
        by_state = {"": True, "open": not line.is_ended, "ended": line.is_ended}
        return (
            by_state.get(self.state, line.state == self.state)
            and (not self.topic or self.topic in line.topics)
            and (not self.market or self.market in line.markets)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicHelp:
    """One topic: who helps with it now, and who could, by what they offer."""

    topic: str
    words: str
    helped_by: list[Line] = field(default_factory=list)
    offered_by: list[Offer] = field(default_factory=list)


def lines(actor: Actor, company: Organisation, *, on: date) -> list[Line]:
    """Return the bodies the company shares or shared with, as far as the reader may see them."""
    spells, supports = _read(company)
    bodies = Organisation.objects.in_bulk(spells)
    sees_all = may(actor, "support.read-others", company, section="support")
    found = [
        made
        for pk, body in bodies.items()
        if sees_all or actor.role_in(body)
        if (made := make_line(company, body, spells=spells[pk], support=supports.get(pk), on=on))
    ]
    told = [one for one in found if actor.role_in(company) or not one.is_withdrawn]
    due = _with_due(company, [one for one in told if actor.role_in(company) or actor.role_in(one.body)])
    others = [one for one in told if one.body not in {line.body for line in due}]
    return sorted([*due, *others], key=lambda one: (ORDER.index(State(one.state)), one.body.name))


def topics(shown: Iterable[Line], *, market: str = "") -> list[TopicHelp]:
    """Return every topic with who helps; where nobody does, the bodies that offer it and see nothing yet.

    ``shown``: the lines the reader sees. A body they may not know of is offered still: that it were missing
    would tell that it helps.
    """
    shown = list(shown)
    sees = [line.body.pk for line in shown if not line.is_withdrawn]
    offers = Offer.objects.filter(body__archived_at=None).exclude(body__in=sees).select_related("body")
    by_topic: dict[str, list[Offer]] = defaultdict(list)
    for offer in offers.order_by("body__name"):
        if not market or not offer.markets or market in offer.markets:
            by_topic[offer.topic].append(offer)
    found = []
    for topic in TOPICS:
        helped = [line for line in shown if line.is_helping and topic in line.topics]
        offered = [] if helped else by_topic[topic]
        found.append(
            TopicHelp(topic=topic, words=str(Topic(topic).label), helped_by=helped, offered_by=offered)
        )
    return found


def _read(company: Organisation) -> tuple[dict[int, list[Spell]], dict[int, Support]]:
    held: dict[int, list[tuple[datetime, datetime | None]]] = defaultdict(list)
    consents = Consent.objects.filter(company=company)
    for body, given_at, ends_at in consents.values_list("body", "given_at", "withdrawn_at"):
        held[body].append((given_at, ends_at))
    spells = {body: spells_of(found) for body, found in held.items()}
    rows = Support.objects.filter(company=company).select_related("adviser").prefetch_related("exemptions")
    return spells, {row.body_id: row for row in rows}


def _with_due(company: Organisation, found: list[Line]) -> list[Line]:
    """Add to each line the next task that is due and the last contact, read for all at once."""
    contacts = contacts_by_body(company)
    open_tasks = Task.objects.filter(company=company, state=TaskState.OPEN, body__isnull=False)
    counted = open_tasks.order_by().values("body").annotate(number=Count("pk"), first=Min("due_on"))
    tasks = {row["body"]: (row["number"], row["first"]) for row in counted}
    return [
        with_tasks(replace(line, contact_at=contacts.get(line.body.pk)), tasks.get(line.body.pk))
        for line in found
    ]


def contacts_by_body(company: Organisation) -> dict[int, datetime]:
    """Return when each body's people last took part in a conversation about the company."""
    held = Thread.objects.filter(company=company).order_by().values("participants__organisation")
    return dict(held.annotate(last=Max("last_at")).values_list("participants__organisation", "last"))
