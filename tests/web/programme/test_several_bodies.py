"""Whoever helps a company for two bodies acts, signs and is logged for one of them at a time."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from fram.web.accounts.log import note_read
from fram.web.accounts.models import Entry, Membership, Organisation, Role
from fram.web.programme.actions.hand_overs import Proposal, propose_hand_over, withdraw_hand_over
from fram.web.programme.actions.tasks import TaskCard, add_task, end_task
from fram.web.programme.actions.threads import Opening, Said, add_people, reply, start_thread
from fram.web.programme.models import Message, Participant, Thread
from tests.web.cast import Cast
from tests.web.programme.conftest import Give, Move, fields, wording

NEW = "/programme/nordlys/threads/new/"
ASKED = "On whose behalf do you write?"


@pytest.fixture
def both(cast: Cast, give: Give) -> Cast:
    """Ola advises for Klyngen, and for Etaten too, which stands before it in every list."""
    give(cast.etaten, "company", "support")
    Membership.objects.create(organisation=cast.etaten, person=cast.ola, role=Role.ADVISER)
    Entry.objects.all().delete()
    return cast


def logged() -> list[tuple[str, Organisation | None]]:
    """What stands in the log, and in whose name."""
    return [(entry.verb.partition(".")[2], entry.organisation) for entry in Entry.objects.order_by("pk")]


def test_what_is_done_for_a_body_is_logged_for_it(both: Cast, move: Move) -> None:
    ola, klyngen, etaten = both.actor(both.ola), both.klyngen, both.etaten
    move("engaging")
    for body in (klyngen, etaten):
        card = TaskCard(title="Read it", ticket=uuid4(), body=body)
        task = add_task(by=ola, company=both.nordlys, card=card)
        end_task(by=ola, company=both.nordlys, task=task, state="done")
    other = Organisation.objects.create(kind="fund", name="Fondet (invented)", slug="fondet")
    proposal = Proposal(to_body=other, sections=("company",), ticket=uuid4())
    made = propose_hand_over(by=ola, company=both.nordlys, body=klyngen, proposal=proposal)
    withdraw_hand_over(by=ola, company=both.nordlys, hand_over=made)
    assert logged() == [
        ("change_support", klyngen), ("add_task", klyngen), ("end_task", klyngen), ("add_task", etaten),
        ("end_task", etaten), ("propose_hand_over", klyngen), ("withdraw_hand_over", klyngen),
    ]  # fmt: skip


def test_a_read_is_logged_for_the_body_that_may_read_it(both: Cast) -> None:
    note_read(both.actor(both.ola), both.nordlys, section="evidence")  # shared with Klyngen alone
    assert logged() == [("read", both.klyngen)]


def test_a_message_is_signed_for_the_body_one_speaks_for(both: Cast) -> None:
    ola = both.actor(both.ola)
    said = Said(text="Hello", ticket=uuid4())
    opening = Opening(subject="Price", people=(both.kari.pk,), said=said, side=both.klyngen)
    thread = start_thread(by=ola, company=both.nordlys, opening=opening)
    reply(by=ola, company=both.nordlys, thread=thread, said=Said(text="And", ticket=uuid4()))
    add_people(by=ola, company=both.nordlys, thread=thread, people=[both.per.pk])
    assert {message.organisation for message in Message.objects.all()} == {both.klyngen}
    assert [side for _, side in logged()] == [both.klyngen] * 3


def test_nobody_speaks_for_a_body_that_is_not_theirs(both: Cast) -> None:
    for person, side in ((both.ane, both.etaten), (both.ola, both.nordlys), (both.ola, both.rask)):
        said = Said(text="Hello", ticket=uuid4())
        opening = Opening(subject="Price", people=(both.kari.pk,), said=said, side=side)
        with pytest.raises(PermissionDenied):
            start_thread(by=both.actor(person), company=both.nordlys, opening=opening)
    assert not Thread.objects.exists()


def test_where_there_are_two_the_form_asks(both: Cast, ola: Client) -> None:
    html = wording(ola.get(NEW))
    assert ASKED in html
    assert html.count('name="side"') == 2
    told = fields(people=[both.kari.pk], subject="Price", section="", text="Hello")
    assert ola.post(NEW, told).status_code == 422
    assert ola.post(NEW, {**told, "side": "rask"}).status_code == 422
    assert ola.post(NEW, {**told, "side": "klyngen"}).status_code == 302
    assert Participant.objects.get(person=both.ola).organisation == both.klyngen


def test_from_a_bodys_page_it_is_answered_already(both: Cast, ola: Client, move: Move) -> None:
    move("engaging")
    page = wording(ola.get("/programme/nordlys/bodies/klyngen/"))
    assert f"{NEW}?side=klyngen" in page
    assert 'value="klyngen"' in (chosen := wording(ola.get(f"{NEW}?side=klyngen")))
    assert chosen.count("checked") == 1


@pytest.mark.parametrize("name", ["kari", "ane"])
def test_where_there_is_one_nothing_is_asked(both: Cast, name: str) -> None:
    assert ASKED not in wording(both.client(both.people[name]).get(NEW))


def test_a_reader_of_the_company_who_advises_for_a_body_writes_for_the_body(cast: Cast) -> None:
    Membership.objects.create(organisation=cast.klyngen, person=cast.liv, role=Role.ADVISER)
    opening = Opening(subject="Price", people=(cast.kari.pk,), said=Said(text="Hello", ticket=uuid4()))
    start_thread(by=cast.actor(cast.liv), company=cast.nordlys, opening=opening)
    assert Message.objects.get().organisation == cast.klyngen
    assert Entry.objects.get().organisation == cast.klyngen
