"""Conversations: beginning one, answering, bringing people in."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fram.terms.errors import Refused
from fram.web.accounts.acting import Actor
from fram.web.accounts.actions.once import JUST_NOW, create_once
from fram.web.accounts.log import acted_for, action, changed
from fram.web.accounts.models import Membership, Organisation, Person
from fram.web.accounts.policy import sides
from fram.web.jobs.actions import ask_for
from fram.web.programme.models import Message, Participant, Thread
from fram.web.programme.queries.parties import reachable, readers

TELL = "programme.tell"
"""The job that writes to somebody that there is a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A message, the form's ticket, and the page's address, which goes into the mail."""

    text: str
    ticket: uuid.UUID
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a conversation is about, who is to take part, and its first message.

    ``side``: in whose name it is begun, for whoever could do so in several.
    """

    subject: str
    people: tuple[int, ...]
    said: Said
    section: str = ""
    side: Organisation | None = None


@action("thread.start", says=gettext_lazy("began a conversation"))
def start_thread(*, by: Actor, company: Organisation, opening: Opening) -> Thread:
    """Begin a conversation with people the actor can reach; each of them gets a mail without its text."""
    side = _side(by, company, opening.side)
    people = _reached(by, company, opening.people)
    if not [one for one in people if one.person != by.person]:
        raise Refused(_("choose at least one person to talk with"), where="people")
    now = timezone.now()
    thread, is_new = create_once(
        Thread(
            company=company, subject=opening.subject, section=opening.section, started_by=by.person,
            started_at=now, last_at=now, ticket=opening.said.ticket,
        )
    )  # fmt: skip
    if is_new:
        _take_in(thread, [*people], by=by)
        own = {"company": company, "organisation": side, "added_at": now}
        Participant.objects.get_or_create(thread=thread, person=by.person, defaults=own)
        _send(thread, opening.said, by=by, side=side)
    return thread


@action("thread.read", says=gettext_lazy("wrote a message"))
def reply(*, by: Actor, company: Organisation, thread: Thread, said: Said) -> Message:
    """Add a message to a conversation the actor takes part in."""
    held = _participant(by, thread)
    if not readers(thread) - {held.person_id}:
        raise Refused(
            _("nobody but you can read this now"), where="text",
            remedy=_("bring somebody in first, or share something with the body again"),
        )  # fmt: skip
    return _send(thread, said, by=by, side=held.organisation)


@action("thread.start", says=gettext_lazy("brought somebody into a conversation"))
def add_people(*, by: Actor, company: Organisation, thread: Thread, people: Collection[int]) -> Thread:
    """Bring people into a conversation; they see all of it, from the beginning."""
    _participant(by, thread)
    fresh = _reached(by, company, people)
    if not fresh:
        raise Refused(_("choose who is to come in"), where="people")
    _take_in(thread, fresh, by=by)
    return thread


def note_seen(*, by: Actor, thread: Thread) -> None:
    """Remember how far somebody has read. It is no use of anybody's record, so the log has no line of it."""
    ours = Participant.objects.filter(thread=thread, person=by.person)
    ours.filter(Q(read_at=None) | Q(read_at__lt=thread.last_at)).update(read_at=timezone.now())


def _side(by: Actor, company: Organisation, wanted: Organisation | None) -> Organisation:
    found = sides(by, "thread.start", company=company)
    if not found or (wanted and wanted not in found):
        raise PermissionDenied("thread.start")
    side = wanted or found[0]
    acted_for(side)
    return side


def _participant(by: Actor, thread: Thread) -> Participant:
    found = thread.participants.filter(person=by.person).select_related("organisation").first()
    if found is None or not _still_there(by, thread.company, found.organisation):
        raise PermissionDenied("thread.read")
    acted_for(found.organisation)
    return found


def _still_there(by: Actor, company: Organisation, side: Organisation) -> bool:
    return by.role_in(side) is not None and (side == company or side.pk in by.shared_by(company))


def _reached(by: Actor, company: Organisation, people: Collection[int]) -> list[Membership]:
    found: dict[int, Membership] = {}
    for held in reachable(by, company).filter(person__in=list(people)):
        found.setdefault(held.person_id, held)
    if set(people) - set(found):
        raise Refused(
            _("somebody you chose can no longer be reached"), where="people",
            remedy=_("look at the list again: a role or a consent has ended"),
        )  # fmt: skip
    return list(found.values())


def _take_in(thread: Thread, people: Iterable[Membership], *, by: Actor) -> None:
    for held in people:
        _made, is_new = Participant.objects.get_or_create(
            thread=thread, person=held.person,
            defaults={
                "company": thread.company, "organisation": held.organisation, "added_by": by.person,
                "added_at": timezone.now(),
            },
        )  # fmt: skip
        if is_new:
            changed(f"+{held.organisation.slug}")


def _send(thread: Thread, said: Said, *, by: Actor, side: Organisation) -> Message:
    now = timezone.now()
    if again := _just_said(thread, said, by=by, side=side):
        return again
    message, is_new = create_once(
        Message(
            company=thread.company, thread=thread, author=by.person, organisation=side, text=said.text,
            sent_at=now, ticket=said.ticket,
        )
    )  # fmt: skip
    if is_new:
        Thread.objects.filter(pk=thread.pk).update(last_at=now)
        thread.participants.filter(person=by.person).update(read_at=now)
        for person in Person.objects.filter(pk__in=thread.participants.values("person")):
            if person != by.person:
                _ask_to_tell(message, person, said.address)
    return message


def _just_said(thread: Thread, said: Said, *, by: Actor, side: Organisation) -> Message | None:
    """The last message, where it is this one of a moment ago. After an answer the same words are new."""
    last: Message | None = thread.messages.order_by("-sent_at", "-pk").first()
    if last is None or last.sent_at < timezone.now() - JUST_NOW or last.text != said.text:
        return None
    return last if (last.author, last.organisation) == (by.person, side) else None


def _ask_to_tell(message: Message, person: Person, address: str) -> None:
    ask_for(
        TELL, args={"message": message.pk, "person": person.pk, "address": address},
        company=message.company, ticket=f"{TELL}-{message.pk}-{person.pk}",
    )  # fmt: skip
