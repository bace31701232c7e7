"""Printing out and erasing what is held about a person, and forgetting what is past its time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fram.terms.errors import Refused
from fram.web.accounts.acting import SYSTEM, Actor
from fram.web.accounts.actions.invitations import withdraw_invitation
from fram.web.accounts.actions.persons import refuse_last_site_admin
from fram.web.accounts.actions.sharing import end_sharing
from fram.web.accounts.log import action, changed
from fram.web.accounts.models import EntryKind, Invitation, Membership, Organisation, Person
from fram.web.accounts.personal import Erasing
from fram.web.accounts.queries import personal as held
from fram.web.accounts.queries.invitations import open_invitations
from fram.web.accounts.queries.persons import heads_alone, stands_alone_in

WARNING_DAYS = 30
"""Days between the warning and the erasing of an account nobody uses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What a clean-up did: how much went, who is to be warned by mail, and whom it could not erase.

    ``addresses``: those that were forgotten; letters to them are to go too.
    """

    invitations: int
    sessions: int
    erased: int
    to_warn: tuple[Person, ...]
    stuck: tuple[Person, ...]
    addresses: frozenset[str]


@action("me.change", says=gettext_lazy("took out what is held about them"), kind=EntryKind.EXPORT)
def take_my_print_out(*, by: Actor) -> Person:
    """Note that somebody took out what is held about them, and return them."""
    assert by.person is not None
    return by.person


@action(
    "persons.look-after", says=gettext_lazy("took out what is held about somebody"), kind=EntryKind.EXPORT
)
def take_print_out(*, by: Actor, person: Person) -> Person:
    """Note that the site admin took out what is held about a person who asked, and return them."""
    return person


@action("me.change", says=gettext_lazy("had themselves erased"))
def erase_me(*, by: Actor, closes_alone: bool = False) -> Person:
    """Erase the one who acts; see `erase_person`."""
    assert by.person is not None
    return _erase(Person.objects.get(pk=by.person.pk), closes_alone=closes_alone)


@action("persons.look-after", says=gettext_lazy("erased somebody"))
def erase_person(*, by: Actor, person: Person, closes_alone: bool = False) -> Person:
    """Erase a person who asked for it: a number is left, without name, address or way in.

    ``closes_alone``: organisations nobody else belongs to are archived. Refused for somebody who alone
    decides for an organisation with others in it, and for the last one who runs the desk.
    """
    return _erase(person, closes_alone=closes_alone)


@action("site.work", says=gettext_lazy("forgot what was past its time"))
def forget_expired(*, by: Actor, on: date) -> Forgotten:
    """Forget old invitations, ended sessions, accounts never proved, and accounts unused for two years.

    Whoever has not signed in for nearly two years is named to be warned (see `note_warned`), and erased when
    the warning is thirty days old. Running it twice does nothing more.
    """
    old = Invitation.objects.filter(keep_until__lte=on)
    addresses = set(old.values_list("email", flat=True))
    invitations, _each = old.delete()
    ended, _each = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    left = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
    ended += left.delete()[0]
    due = [(person, held.addresses_of(person)) for person in _past_their_time(on) if _was_warned(person, on)]
    erased = {person.pk: known for person, known in due if _try_to_erase(person)}
    return Forgotten(
        invitations=invitations, sessions=ended, erased=len(erased), to_warn=_to_warn(on),
        stuck=tuple(person for person, _known in due if person.pk not in erased),
        addresses=frozenset(addresses.union(*erased.values())),
    )  # fmt: skip


@action("site.work", says=gettext_lazy("warned somebody that their account will be erased"))
def note_warned(*, by: Actor, person: Person, on: date) -> Person:
    """Note that somebody was warned by mail; their account is kept for thirty days more at least."""
    person.noticed_at = timezone.now()
    person.keep_until = max(person.keep_until or on, on + timedelta(days=WARNING_DAYS))
    person.save(update_fields=["noticed_at", "keep_until"])
    return person


def _past_their_time(on: date) -> list[Person]:
    return list(Person.objects.filter(erased_at=None, keep_until__lte=on).order_by("pk"))


def _was_warned(person: Person, on: date) -> bool:
    """Whether the warning is old enough; an account nobody ever came into has nobody to warn."""
    if person.last_login is None:
        return True
    noticed = person.noticed_at
    return noticed is not None and timezone.localdate(noticed) + timedelta(days=WARNING_DAYS) <= on


def _to_warn(on: date) -> tuple[Person, ...]:
    soon = on + timedelta(days=WARNING_DAYS)
    found = Person.objects.filter(
        erased_at=None, keep_until__lte=soon, noticed_at=None, last_login__isnull=False
    )
    return tuple(found.order_by("pk"))


def _try_to_erase(person: Person) -> bool:
    try:
        _erase(person, closes_alone=False)
    except Refused:
        return False
    return True


def _erase(person: Person, *, closes_alone: bool) -> Person:
    _lock_organisations(person)
    _refuse_indispensable(person, closes_alone=closes_alone)
    alone = stands_alone_in(person)[1]
    for place in heads_alone(person):
        _let_go(place)
    now = timezone.now()
    _close(alone, now=now)
    _end_sessions(person)
    # All are found before any goes: some are found by the person's addresses, which go too.
    for found in [held.rows_about(person, one) for one in held.holdings_of(Erasing.ERASE)]:
        found.delete()
    for holding in held.holdings_of(Erasing.BLANK):
        if holding.model != "accounts.Person":
            held.rows_about(person, holding).update(**dict.fromkeys(holding.blank, ""))
    Membership.objects.filter(person=person, ended_at=None).update(ended_at=now)
    _blank(person, now=now)
    changed("account")
    return person


def _lock_organisations(person: Person) -> None:
    """Hold the person's organisations, so that two who decide for one are not erased at the same moment."""
    own = Membership.objects.filter(person=person, ended_at=None).values_list("organisation", flat=True)
    list(Organisation.objects.select_for_update(no_key=True).filter(pk__in=list(own)).order_by("pk"))


def _refuse_indispensable(person: Person, *, closes_alone: bool) -> None:
    with_others, alone = stands_alone_in(person)
    if with_others:
        raise Refused(
            _("nobody else decides for %(names)s") % {"names": _names(with_others)},
            remedy=_("give another member the role %(role)s there, then come back")
            % {"role": " / ".join(sorted({str(place.top_role.label) for place in with_others}))},
        )
    if alone and not closes_alone:
        raise Refused(
            _("nobody else belongs to %(names)s") % {"names": _names(alone)}, where="closes_alone",
            remedy=_("let it be closed, or invite somebody first"),
        )  # fmt: skip
    refuse_last_site_admin(person)


def _let_go(place: Organisation) -> None:
    """End what nobody can end any more once the last one who decides is gone: consent and open invitations.

    Organisations put away earlier too: their consents hold until they are withdrawn.
    """
    end_sharing(place)
    for invitation in open_invitations(place):
        withdraw_invitation(by=SYSTEM, organisation=place, invitation=invitation)


def _close(alone: list[Organisation], *, now: object) -> None:
    for place in alone:
        changed(f"closed {place.slug}")
        Organisation.objects.filter(pk=place.pk).update(archived_at=now)


def _end_sessions(person: Person) -> None:
    keys = UserSession.objects.filter(user=person).values_list("session_key", flat=True)
    Session.objects.filter(session_key__in=list(keys)).delete()


def _blank(person: Person, *, now: object) -> None:
    person.email, person.name, person.language = f"erased-{person.pk}@erased.invalid", "", ""
    person.set_unusable_password()
    person.is_active = person.is_site_admin = False
    person.last_login = person.noticed_at = person.keep_until = None
    person.erased_at = now  # type: ignore[assignment]
    person.save()


def _names(places: list[Organisation]) -> str:
    return ", ".join(place.name for place in places)
