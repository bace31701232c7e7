"""The log is written here and nowhere else: by every action, and by reads of what is sensitive."""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

from django.db import models, transaction
from django.utils import timezone

from fram.terms.sections import SECTIONS
from fram.web.accounts.acting import Actor
from fram.web.accounts.models import Entry, EntryKind, Organisation
from fram.web.accounts.policy import demand

P = ParamSpec("P")
T = TypeVar("T")

MOST_CHANGES = 200
_changes: ContextVar[list[str] | None] = ContextVar("fram_changes", default=None)
VERBS: dict[str, Any] = {}
"""What each verb of the log is called on pages; filled by the actions and reads that write it."""
READ_A_SECTION = "record.read"


def action(
    permission: str, *, says: Any, kind: EntryKind = EntryKind.WRITE
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Make a function of `actions` what an action is: allowed by the policy, whole or not at all, logged.

    The function takes keywords only: ``by`` (the actor), ``company`` or ``organisation`` where it is about
    one, and ``section`` where the policy asks for one. ``says`` tells in the past tense what was done.
    """

    def wrap(do: Callable[P, T]) -> Callable[P, T]:
        verb = f"{do.__module__.split('.')[2]}.{do.__name__}"
        VERBS[verb] = says

        @functools.wraps(do)
        def done(*nothing: P.args, **named: P.kwargs) -> T:
            by: Actor = named["by"]  # type: ignore[assignment]
            place: Any = named.get("company") or named.get("organisation")
            section = str(named.get("section") or "")
            demand(by, permission, place, section=section)
            told: list[str] = []
            token = _changes.set(told)
            try:
                with transaction.atomic():
                    result = do(*nothing, **named)
                    entry = _entry(by, place or _placed(result), kind=kind, verb=verb)
                    entry.section, entry.subject = section, _subject(result)
                    entry.changes = told[:MOST_CHANGES]
                    entry.save(force_insert=True)
                    _touch(by, place)
            finally:
                _changes.reset(token)
            return result

        done.permission = permission  # type: ignore[attr-defined]
        return done

    return wrap


def changed(*names: str) -> None:
    """Say inside an action what was changed: names, never values."""
    told = _changes.get()
    if told is not None:
        told.extend(names)


def note_read(actor: Actor, company: Organisation, *, section: str, subject: str = "") -> None:
    """Log that a section was read: always when it is sensitive, and by a body's people any section."""
    if actor.is_system or not (SECTIONS[section].is_sensitive or actor.role_in(company) is None):
        return
    entry = _entry(actor, company, kind=EntryKind.READ, verb=READ_A_SECTION)
    entry.section, entry.subject = section, subject[:200]
    entry.save(force_insert=True)


def note_export(actor: Actor, company: Organisation, *, section: str, subject: str) -> None:
    """Log that something was taken out as a file."""
    entry = _entry(actor, company, kind=EntryKind.EXPORT, verb="record.export")
    entry.section, entry.subject = section, subject[:200]
    entry.save(force_insert=True)


def _entry(by: Actor, place: Organisation | None, *, kind: EntryKind, verb: str) -> Entry:
    company = place if place is not None and place.is_company else None
    return Entry(
        at=timezone.now(), person=by.person, company=company, organisation=_acted_for(by, place), kind=kind,
        verb=verb,
    )  # fmt: skip


def _acted_for(by: Actor, place: Organisation | None) -> Organisation | None:
    """The organisation somebody acted for: the place itself, else their body that was let in there."""
    if place is None or by.role_in(place) or not place.is_company:
        return place
    shared = by.shared_by(place)
    return next((body for body in by.bodies if body.pk in shared), None)


def _placed(result: object) -> Organisation | None:
    return result if isinstance(result, Organisation) else None


def _subject(result: object) -> str:
    if isinstance(result, models.Model) and result.pk is not None:
        return f"{result._meta.model_name} {result.pk}"
    return ""


def _touch(by: Actor, place: Organisation | None) -> None:
    # An organisation is in use while its own people do something; that is what idle archiving looks at.
    if place is not None and place.pk and by.role_in(place):
        Organisation.objects.filter(pk=place.pk).update(active_at=timezone.now())
