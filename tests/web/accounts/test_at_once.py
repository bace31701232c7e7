"""What two people do at the same moment: somebody still decides, and an invitation is used once."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.db import connection

from fram.terms.errors import Refused
from fram.web.accounts.acting import actor_of
from fram.web.accounts.actions import personal
from fram.web.accounts.actions.invitations import accept_invitation, invite
from fram.web.accounts.actions.people import change_role, leave, take_out
from fram.web.accounts.models import Membership, Organisation, Person
from tests.web.cast import Cast, gather

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
        except Refused:
            ends.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(ends)


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
