"""What ends with whoever is erased: letters to them, and the consent that nobody could withdraw any more."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from fram.web.accounts.acting import SYSTEM
from fram.web.accounts.actions import personal as actions
from fram.web.accounts.actions.invitations import invite
from fram.web.accounts.models import Consent, Entry, Invitation, Membership, Organisation, Person
from fram.web.accounts.signing_in import outbox
from fram.web.accounts.signing_in.forgetting import forget_and_warn
from fram.web.programme.models import standing_between
from tests.web.cast import SHARED, Cast

TODAY = date(2026, 11, 21)


def keep(person: Person, **fields: Any) -> None:
    Person.objects.filter(pk=person.pk).update(**fields)


def test_letters_to_whoever_is_forgotten_go_too(cast: Cast, settings: Any, tmp_path: Path) -> None:
    settings.OUTBOX = tmp_path / "outbox"
    invite(
        by=cast.actor(cast.kari), organisation=cast.nordlys, email="old@example.org", role="reader", token="a"
    )
    Invitation.objects.update(keep_until=TODAY)
    keep(cast.liv, keep_until=TODAY, last_login=timezone.now(), noticed_at=timezone.now())
    letters = outbox.OutboxBackend()
    people = ("liv@example.org", "old@example.org", "per@example.org")
    letters.send_messages([mail.EmailMessage("Hi", "Liv", None, [to]) for to in people])
    assert forget_and_warn(on=timezone.localdate() + timedelta(days=40)).erased == 1
    left = outbox.newest(settings.OUTBOX)
    assert left is not None
    assert (left.to, len(list(settings.OUTBOX.iterdir()))) == ("per@example.org", 1)


# --- what nobody can withdraw any more --------------------------------------------------------------


def given(cast: Cast) -> set[str]:
    return set(Consent.objects.given().filter(company=cast.nordlys).values_list("section", flat=True))


def test_with_the_last_owner_all_consent_ends(cast: Cast) -> None:
    """Nobody could withdraw it any more; what was shared is closed to the body from that moment."""
    Membership.objects.filter(organisation=cast.nordlys).exclude(person=cast.kari).delete()
    invite(
        by=cast.actor(cast.kari), organisation=cast.nordlys, email="ny@example.org", role="editor", token="a"
    )
    ola = cast.client(cast.ola)
    assert ola.get("/record/nordlys/").status_code == 200
    actions.erase_me(by=cast.actor(cast.kari), closes_alone=True)
    assert given(cast) == set()
    assert ola.get("/record/nordlys/").status_code == 404
    assert Invitation.objects.get().withdrawn_at is not None
    entry = Entry.objects.get(verb="accounts.share")
    assert (entry.person, entry.company, entry.changes) == (
        None, cast.nordlys, [f"-{name}" for name in SHARED]
    )  # fmt: skip
    found = standing_between(cast.nordlys, cast.klyngen, support=None)
    assert found is not None
    assert (found.state, found.reason) == ("closed", "withdrawn")


@pytest.mark.parametrize("how", ["asked", "unused"])
def test_consent_of_what_was_put_away_before_ends_too(cast: Cast, how: str) -> None:
    """Whoever owns only what is put away is erased without being asked, with others still in it."""
    Organisation.objects.filter(pk=cast.nordlys.pk).update(archived_at=timezone.now())
    if how == "asked":
        actions.erase_me(by=cast.actor(cast.kari))
    else:
        keep(cast.kari, keep_until=TODAY, last_login=timezone.now(), noticed_at=timezone.now())
        done = actions.forget_expired(by=SYSTEM, on=timezone.localdate() + timedelta(days=40))
        assert done.erased == 1
    assert given(cast) == set()


def test_where_somebody_else_decides_consent_stays(cast: Cast) -> None:
    Membership.objects.filter(person=cast.per).update(role="owner")
    actions.erase_me(by=cast.actor(cast.kari))
    assert given(cast) == set(SHARED)


def test_a_body_that_is_closed_with_its_lead_sees_nothing_any_more(cast: Cast) -> None:
    Membership.objects.filter(organisation=cast.klyngen).exclude(person=cast.ane).delete()
    actions.erase_me(by=cast.actor(cast.ane), closes_alone=True)
    assert given(cast) == set()
    assert Entry.objects.get(verb="accounts.share").company == cast.nordlys
