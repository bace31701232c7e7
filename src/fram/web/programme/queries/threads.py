"""Conversations: whole for those who take part, and for the others only that there was contact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from fram.web.accounts.acting import Actor, actor_of
from fram.web.accounts.models import Consent, Membership, Organisation, Person
from fram.web.accounts.policy import may
from fram.web.programme.models import Message, Participant, Thread
from fram.web.programme.queries.parties import reachable, readers


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """That there was contact: when, and between whom. Nothing of what was said."""

    last_at: datetime
    company: Organisation
    parties: list[str]


def threads(actor: Actor, place: Organisation, *, text: str = "") -> QuerySet[Any]:
    """Return the conversations the reader takes part in, newest first, each with ``is_unread``."""
    ours = _takes_part(actor, place).filter(thread=OuterRef("pk"))
    unread = ours.filter(Q(read_at=None) | Q(read_at__lt=OuterRef("last_at")))
    found = _about(place).filter(Exists(ours)).annotate(is_unread=Exists(unread))
    if text:
        found = found.filter(subject__icontains=text)
    return found.select_related("company").prefetch_related(*_parties()).order_by("-last_at", "-pk")


def contacts(actor: Actor, place: Organisation, *, most: int = 50) -> list[Contact]:
    """Return the contact between others that the reader may know of: when and between whom, newest first."""
    sides = Participant.objects.filter(thread=OuterRef("pk"))
    ours = sides.filter(person=actor.person)
    if place.is_company and actor.role_in(place):
        known = sides.exclude(organisation=place)  # what its own people say among themselves stays theirs
    else:
        bodies = list(actor.shared_by(place)) if place.is_company else [place.pk]
        known = sides.filter(organisation__in=bodies)
    found = _about(place).filter(Exists(known)).exclude(Exists(ours)).select_related("company")
    found = found.prefetch_related(*_parties()).order_by("-last_at", "-pk")[:most]
    actor.look_up_shared({one.company_id for one in found})
    return [
        Contact(last_at=one.last_at, company=one.company, parties=parties(one, to=actor)) for one in found
    ]


def get_thread(actor: Actor, company: Organisation, *, pk: int) -> Thread:
    """Return a conversation the reader takes part in, or 404: others do not learn that it is there."""
    ours = _takes_part(actor, company).filter(thread=OuterRef("pk"))
    found = Thread.objects.filter(company=company, pk=pk).filter(Exists(ours)).select_related("company")
    thread: Thread | None = found.prefetch_related(*_parties()).first()
    if thread is None:
        raise Http404("no such conversation")
    return thread


def messages(actor: Actor, thread: Thread) -> QuerySet[Message]:
    """Return what was said, oldest first; to a body's people without what was said while it had no consent.

    What was said before somebody came in they see: whoever brought them in was told so.
    """
    found: QuerySet[Message] = thread.messages.select_related("author", "organisation")
    found = found.order_by("sent_at", "pk")
    ours = next(one for one in thread.participants.all() if one.person_id == actor.person.pk)  # type: ignore[union-attr]
    if ours.organisation_id == thread.company_id:
        return found
    given = Consent.objects.filter(
        Q(withdrawn_at=None) | Q(withdrawn_at__gt=OuterRef("sent_at")), company=thread.company_id,
        body=ours.organisation_id, given_at__lte=OuterRef("sent_at"),
    )  # fmt: skip
    return found.filter(Q(sent_at__lte=ours.added_at) | Exists(given))


def parties(thread: Thread, *, to: Actor) -> list[str]:
    """Return the organisations that take part and that the reader may know of, by name, each once."""
    sees_all = may(to, "support.read-others", thread.company, section="support")
    known = {thread.company_id, *to.roles}
    sides = {one.organisation for one in thread.participants.all()}
    return sorted(side.name for side in sides if sees_all or side.pk in known)


def partners(actor: Actor, company: Organisation, *, besides: Thread | None = None) -> list[Membership]:
    """Return who can be brought into a conversation, each once; without the reader and those in it."""
    inside = {one.person_id for one in besides.participants.all()} if besides else set()
    found: dict[int, Membership] = {}
    for held in reachable(actor, company):
        if held.person != actor.person and held.person_id not in inside:
            found.setdefault(held.person_id, held)
    return list(found.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a mail about a message needs; it carries neither subject nor text of the conversation."""

    person: Person
    company: Organisation
    sender: str


def letter(message: int, person: int) -> Letter | None:
    """Return the mail to one participant; None where they no longer see the conversation, or are gone."""
    found = Message.objects.filter(pk=message).select_related("thread__company", "organisation").first()
    reader = Person.objects.filter(pk=person, is_active=True).first()
    if found is None or reader is None:
        return None
    company, actor = found.thread.company, actor_of(reader)
    if not may(actor, "thread.read", company):
        return None
    if not _takes_part(actor, company).filter(thread=found.thread).exists():
        return None
    if not messages(actor, found.thread).filter(pk=message).exists():
        return None
    return Letter(person=reader, company=company, sender=found.organisation.name)


def _about(place: Organisation) -> QuerySet[Any]:
    if place.is_company:
        return Thread.objects.filter(company=place)
    given = Consent.objects.letting_in().filter(body=place).order_by().values("company")
    return Thread.objects.filter(company__in=given, participants__organisation=place).distinct()


def _takes_part(actor: Actor, place: Organisation) -> QuerySet[Participant]:
    """The actor's parts that still count: for a company they belong to, or a body that still has consent."""
    ours = Participant.objects.filter(person=actor.person, organisation__in=list(actor.roles))
    if place.is_company:
        return ours.filter(organisation__in=[place.pk, *actor.shared_by(place)])
    given = Consent.objects.letting_in().filter(body=place, company=OuterRef("company"))
    return ours.filter(organisation=place).filter(Exists(given))


def _parties() -> Iterable[str]:
    return ("participants__organisation", "participants__person")


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Who takes part, by organisation: those who can read it now, and those who cannot any more."""

    sides: list[tuple[str, list[str]]]
    gone: list[tuple[str, list[str]]]
    is_alone: bool


def audience(thread: Thread) -> Audience:
    """Return who reads a conversation now, and who does no more."""
    inside = readers(thread)
    parts = list(thread.participants.all())
    return Audience(
        sides=_by_side(one for one in parts if one.person_id in inside),
        gone=_by_side(one for one in parts if one.person_id not in inside),
        is_alone=len(inside) < 2,
    )


def _by_side(parts: Iterable[Participant]) -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for one in parts:
        found.setdefault(one.organisation.name, []).append(one.person.shown)
    return sorted(found.items())
