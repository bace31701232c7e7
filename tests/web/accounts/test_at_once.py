"""What two people do at the same moment: somebody decides, consent is given and an invitation used once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import connection

from fram.terms.errors import Refused
from fram.web.accounts.acting import actor_of
from fram.web.accounts.actions import personal, sharing
from fram.web.accounts.actions.invitations import accept_invitation, invite
from fram.web.accounts.actions.people import change_role, leave, take_out
from fram.web.accounts.actions.sharing import share
from fram.web.accounts.models import Consent, Membership, Organisation, Person
from fram.web.programme.actions import moving
from fram.web.programme.actions.moving import Told
from fram.web.programme.actions.support import Change, change_support
from fram.web.programme.models import Support
from tests.web.cast import SHARED, Cast, gather

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> Cast:
    """Everybody, in a database that other threads see too."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite takes writers one after the other; see the test of its transaction mode")
    return gather()


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Do everything at the same moment; returns how each ended."""
    ends: list[str] = []
    start = threading.Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> None:
        start.wait(10)
        try:
            deed()
            ends.append("done")
        except (Refused, PermissionDenied):  # whoever comes a moment later may not any more
            ends.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(ends)


def meet_in(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> None:
    """Let two who come by here wait for each other a while: one who is held elsewhere does not come."""
    meeting, go_on = threading.Barrier(2), getattr(module, name)

    def met(*told: object, **named: object) -> object:
        with suppress(threading.BrokenBarrierError):
            meeting.wait(1)
        return go_on(*told, **named)

    monkeypatch.setattr(module, name, met)


def of(person: Person, organisation: Organisation) -> Membership:
    return Membership.objects.get(person=person, organisation=organisation)


@pytest.mark.parametrize("how", ["leave", "take-out", "demote", "erase"])
def test_two_owners_cannot_both_go(cast: Cast, how: str) -> None:
    place = cast.nordlys
    for person in (cast.per, cast.kari):
        change_role(by=actor_of(cast.kari), organisation=place, member=of(person, place), role="owner")

    def go(person: Person, other: Person) -> Callable[[], object]:
        by = actor_of(Person.objects.get(pk=person.pk))
        held = of(other, place)
        return {
            "leave": lambda: leave(by=by, organisation=place),
            "take-out": lambda: take_out(by=by, organisation=place, member=held),
            "demote": lambda: change_role(by=by, organisation=place, member=held, role="reader"),
            "erase": lambda: personal.erase_me(by=by),
        }[how]

    assert at_once(go(cast.kari, cast.per), go(cast.per, cast.kari)) == ["done", "refused"]
    owners = Membership.objects.filter(organisation=place, role="owner", ended_at=None)
    assert owners.count() == 1


def test_an_invitation_is_used_once(cast: Cast) -> None:
    EmailAddress.objects.create(user=cast.nina, email=cast.nina.email, verified=True)
    made = invite(
        by=actor_of(cast.kari), organisation=cast.nordlys, email=cast.nina.email, role="reader", token="t"
    )

    def accept() -> object:
        return accept_invitation(by=actor_of(cast.nina), organisation=cast.nordlys, invitation=made)

    assert at_once(accept, accept) == ["done", "refused"]
    assert Membership.objects.filter(person=cast.nina).count() == 1


def test_inviting_the_same_address_twice_at_once_makes_one(cast: Cast) -> None:
    def ask(token: str) -> Callable[[], object]:
        return lambda: invite(
            by=actor_of(cast.kari),
            organisation=cast.nordlys,
            email="nora@example.org",
            role="reader",
            token=token,
        )

    ends = at_once(ask("a"), ask("b"))
    assert "done" in ends
    assert cast.nordlys.invitations.count() == 1


def test_two_who_share_for_the_first_time_at_once_share_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    meet_in(monkeypatch, sharing, "changed")

    def give(*sections: str) -> Callable[[], object]:
        by = actor_of(Person.objects.get(pk=cast.kari.pk))
        return lambda: share(by=by, company=cast.nordlys, body=cast.etaten, sections=sections)

    assert at_once(give("company", "money"), give("company", "money")) == ["done", "done"]
    held = Consent.objects.given().filter(company=cast.nordlys, body=cast.etaten)
    assert sorted(held.values_list("section", flat=True)) == ["company", "money"]


def test_what_one_withdraws_another_does_not_give_anew_at_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    meet_in(monkeypatch, sharing, "changed")

    def choose(*sections: str) -> Callable[[], object]:
        by = actor_of(Person.objects.get(pk=cast.kari.pk))
        told = {"company": cast.nordlys, "body": cast.klyngen, "sections": sections, "seen": SHARED}
        return lambda: share(by=by, **told)

    assert at_once(choose("company"), choose(*SHARED, "money")) == ["done", "refused"]


def test_two_who_begin_to_help_at_once_begin_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    meet_in(monkeypatch, moving, "standing_between")

    def begin(person: Person) -> Callable[[], object]:
        by = actor_of(Person.objects.get(pk=person.pk))
        change = Change(state="engaging", told=Told(), adviser=person, topics=("pricing",))
        return lambda: change_support(by=by, company=cast.nordlys, body=cast.klyngen, change=change)

    assert at_once(begin(cast.ola), begin(cast.ane)) == ["done", "refused"]
    assert Support.objects.get(company=cast.nordlys, body=cast.klyngen).steps.count() == 1
