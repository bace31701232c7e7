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
from fram.web.programme.models.parties import reachable


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
    return [Contact(last_at=one.last_at, company=one.company, parties=parties(one)) for one in found]


def get_thread(actor: Actor, company: Organisation, *, pk: int) -> Thread:
    """Return a conversation the reader takes part in, or 404: others do not learn that it is there."""
    ours = _takes_part(actor, company).filter(thread=OuterRef("pk"))
    found = Thread.objects.filter(company=company, pk=pk).filter(Exists(ours)).select_related("company")
    thread: Thread | None = found.prefetch_related(*_parties()).first()
    if thread is None:
        raise Http404("no such conversation")
    return thread


def messages(thread: Thread) -> QuerySet[Message]:
    """Return what was said, oldest first."""
    found: QuerySet[Message] = thread.messages.select_related("author", "organisation")
    return found.order_by("sent_at", "pk")


def parties(thread: Thread) -> list[str]:
    """Return the organisations that take part, by name, each once."""
    return sorted({one.organisation.name for one in thread.participants.all()})


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
    return Letter(person=reader, company=company, sender=found.organisation.name)


def _about(place: Organisation) -> QuerySet[Any]:
    if place.is_company:
        return Thread.objects.filter(company=place)
    given = Consent.objects.given().filter(body=place).order_by().values("company")
    return Thread.objects.filter(company__in=given, participants__organisation=place).distinct()


def _takes_part(actor: Actor, place: Organisation) -> QuerySet[Participant]:
    """The actor's parts that still count: for a company they belong to, or a body that still has consent."""
    ours = Participant.objects.filter(person=actor.person, organisation__in=list(actor.roles))
    if place.is_company:
        return ours.filter(organisation__in=[place.pk, *actor.shared_by(place)])
    given = Consent.objects.given().filter(body=place, company=OuterRef("company"))
    return ours.filter(organisation=place).filter(Exists(given))


def _parties() -> Iterable[str]:
    return ("participants__organisation", "participants__person")


def by_side(thread: Thread) -> list[tuple[str, list[str]]]:
    """Return who takes part, by organisation."""
    found: dict[str, list[str]] = {}
    for one in thread.participants.all():
        found.setdefault(one.organisation.name, []).append(one.person.shown)
    return sorted(found.items())
