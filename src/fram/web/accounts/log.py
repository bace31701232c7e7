"""The log is written here and nowhere else: by every action, and by reads of what is sensitive."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar

from django.db import models, transaction
from django.utils import timezone

from fram.terms.sections import SECTIONS
from fram.web.accounts.acting import Actor
from fram.web.accounts.models import Entry, EntryKind, Organisation
from fram.web.accounts.policy import demand, sides

P = ParamSpec("P")
T = TypeVar("T")

MOST_CHANGES = 200
VERBS: dict[str, Any] = {}
"""What each verb of the log is called on pages; filled by the actions and reads that write it."""
NAMES: dict[str, Any] = {}
"""What a word among an entry's changes is called on pages, where an app has words of its own for it."""
SUBJECTS: dict[str, Callable[[Collection[int]], dict[int, str]]] = {}
"""How things of a kind are called now, by their numbers, for the subjects of a company's own log."""
READ_A_SECTION, EXPORT = "record.read", "record.export"


@dataclass(slots=True)
class _Told:
    """What an action has said of itself so far."""

    changes: list[str] = field(default_factory=list)
    side: Organisation | None = None


_told: ContextVar[_Told | None] = ContextVar("fram_told", default=None)


def action(
    permission: str, *, says: Any, kind: EntryKind = EntryKind.WRITE
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Make a function of `actions` what an action is: allowed by the policy, whole or not at all, logged.

    The function takes keywords only: ``by`` (the actor), ``company`` or ``organisation`` where it is about
    one, and ``section`` where the policy asks for one. ``says`` tells in the past tense what was done.
    What was changed, and in whose name, the function says with `changed` and `acted_for`.
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
            told = _Told()
            token = _told.set(told)
            try:
                with transaction.atomic():
                    result = do(*nothing, **named)
                    at = place or _placed(result)
                    side = told.side if by.role_in(told.side) else _side(by, permission, at, section)
                    entry = _entry(by, at, side=side, kind=kind, verb=verb)
                    entry.section, entry.subject = section, _subject(result)
                    entry.changes = told.changes[:MOST_CHANGES]
                    entry.save(force_insert=True)
                    _touch(by, place)
            finally:
                _told.reset(token)
            return result

        done.permission = permission  # type: ignore[attr-defined]
        return done

    return wrap


def changed(*names: str) -> None:
    """Say inside an action what was changed: names, never values."""
    told = _told.get()
    if told is not None:
        told.changes.extend(names)


def acted_for(side: Organisation) -> None:
    """Say inside an action in whose name it is done, where somebody may belong to several."""
    told = _told.get()
    if told is not None:
        told.side = side


def note_read(actor: Actor, company: Organisation, *, section: str, subject: str = "") -> None:
    """Log that a section was read: always when it is sensitive, and by a body's people any section."""
    if actor.is_system or not (SECTIONS[section].is_sensitive or actor.role_in(company) is None):
        return
    side = _side(actor, READ_A_SECTION, company, section)
    entry = _entry(actor, company, side=side, kind=EntryKind.READ, verb=READ_A_SECTION)
    entry.section, entry.subject = section, subject[:200]
    entry.save(force_insert=True)


def note_export(
    actor: Actor, company: Organisation, *, section: str, subject: str, held: Collection[str] = ()
) -> None:
    """Log that something was taken out as a file; ``held``: the sections in it, where it has several."""
    side = _side(actor, EXPORT if section else "company.see", company, section)
    if side is None and section:  # whoever may read the documents takes them out, and no more than that
        side = _side(actor, READ_A_SECTION, company, section)
    entry = _entry(actor, company, side=side, kind=EntryKind.EXPORT, verb=EXPORT)
    entry.section, entry.subject, entry.changes = section, subject[:200], list(held)
    entry.save(force_insert=True)


def _entry(
    by: Actor, place: Organisation | None, *, side: Organisation | None, kind: EntryKind, verb: str
) -> Entry:
    company = place if place is not None and place.is_company else None
    return Entry(
        at=timezone.now(), person=by.person, company=company, organisation=side, kind=kind, verb=verb
    )


def _side(by: Actor, permission: str, place: Organisation | None, section: str) -> Organisation | None:
    """In whose name somebody did what the policy calls so: the place's own, else a body let in for it."""
    if place is None or not place.is_company:
        return place
    found = sides(by, permission, company=place, section=section)
    if found:
        return found[0]
    return (
        place if by.role_in(place) else None
    )  # what the policy asks of the desk, such as a first invitation


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
