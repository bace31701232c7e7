"""Hand-overs: proposed by the old body, agreed to by the company, answered by the new one, or expired."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from fram.terms.errors import Refused
from fram.web.accounts.actions.sharing import hold_shared, share
from fram.web.accounts.models import Consent, Entry, Membership, Organisation, Role
from fram.web.programme import jobs
from fram.web.programme.actions import hand_overs
from fram.web.programme.actions.hand_overs import (
    Answer,
    Proposal,
    agree_hand_over,
    answer_hand_over,
    decline_hand_over,
    propose_hand_over,
    withdraw_hand_over,
)
from fram.web.programme.models import HandOver, Support
from tests.web.cast import Cast
from tests.web.programme.conftest import HOSTILE, NOW, Give, Move, fields, wording

FORM = "/programme/nordlys/bodies/klyngen/hand-over/"
Set = Callable[[datetime], None]


def page(held: HandOver, rest: str = "") -> str:
    return f"/programme/nordlys/hand-overs/{held.pk}/{rest}"


def seen(cast: Cast, body: Organisation) -> set[str]:
    return set(
        Consent.objects.given().filter(company=cast.nordlys, body=body).values_list("section", flat=True)
    )


def propose(cast: Cast, **differing: Any) -> HandOver:
    usual: dict[str, Any] = {
        "to_body": cast.etaten, "sections": ("company", "product", "plan"), "topics": ("capital",),
        "ticket": uuid4(), "message": "They know Berlin",
    }  # fmt: skip
    told = Proposal(**{**usual, **differing})
    return propose_hand_over(by=cast.actor(cast.ola), company=cast.nordlys, body=cast.klyngen, proposal=told)


def agree(cast: Cast, held: HandOver, *sections: str) -> HandOver:
    told = {"by": cast.actor(cast.kari), "company": cast.nordlys, "hand_over": held}
    return agree_hand_over(**told, sections=sections or ("company", "plan"))


def answer(cast: Cast, held: HandOver, *, accepts: bool = True) -> HandOver:
    told = {"by": cast.actor(cast.eva), "company": cast.nordlys, "hand_over": held}
    return answer_hand_over(**told, answer=Answer(accepts=accepts, why="we are full" if not accepts else ""))


@pytest.fixture
def held(cast: Cast, move: Move) -> HandOver:
    """Klyngen helps, and proposes Etaten."""
    move("engaging", topics=("pricing",))
    return propose(cast)


def state(cast: Cast, body: Organisation) -> str:
    support = Support.objects.filter(company=cast.nordlys, body=body).first()
    return support.state if support else ""


def test_the_whole_way(cast: Cast, held: HandOver) -> None:
    assert seen(cast, cast.etaten) == set()
    agreed = agree(cast, held)
    assert (agreed.state, agreed.given) == ("agreed", ["company", "plan"])
    assert seen(cast, cast.etaten) == {"company", "plan"}
    done = answer(cast, agreed)
    assert (done.state, done.ended_by) == ("accepted", cast.eva)
    support = Support.objects.get(body=cast.etaten)
    assert (support.state, support.adviser, support.topics) == ("engaging", cast.eva, ["capital"])
    old = Support.objects.get(body=cast.klyngen)
    assert (old.state, old.reason) == ("closed", "handed-over")
    verbs = list(Entry.objects.filter(company=cast.nordlys).order_by("pk").values_list("verb", flat=True))
    assert verbs[-4:] == [
        "programme.propose_hand_over", "accounts.share",
        "programme.agree_hand_over", "programme.answer_hand_over",
    ]  # fmt: skip


def test_the_old_body_may_stay(cast: Cast, move: Move) -> None:
    move("engaging")
    answer(cast, agree(cast, propose(cast, stays=True)))
    assert (state(cast, cast.klyngen), state(cast, cast.etaten)) == ("engaging", "engaging")


def test_the_new_body_sees_nothing_before_the_company_agrees(cast: Cast, held: HandOver, give: Give) -> None:
    eva = cast.client(cast.eva)
    assert eva.get(page(held)).status_code == 404
    assert "Nordlys" not in wording(eva.get("/programme/etaten/"))
    give(cast.etaten, "product")  # shared for another reason: the proposal is still between the two others
    assert eva.get(page(held)).status_code == 404
    agree(cast, held)
    assert "They know Berlin" in wording(eva.get(page(held)))
    assert "hands Nordlys Vital AS (invented) over to you" in wording(eva.get("/programme/etaten/"))


def test_the_company_declines_and_shares_nothing(cast: Cast, held: HandOver) -> None:
    told = {"by": cast.actor(cast.kari), "company": cast.nordlys, "hand_over": held}
    done = decline_hand_over(**told, why="we stay here")
    assert (done.state, done.why) == ("declined", "we stay here")
    assert seen(cast, cast.etaten) == set()
    assert state(cast, cast.klyngen) == "engaging"


def test_the_new_body_declines_and_sees_nothing_any_more(cast: Cast, held: HandOver, give: Give) -> None:
    give(cast.etaten, "product")
    done = answer(cast, agree(cast, held), accepts=False)
    assert done.state == "declined"
    assert seen(cast, cast.etaten) == {"product"}  # what was shared for its own sake stays
    assert state(cast, cast.klyngen) == "engaging"


def test_the_old_body_withdraws(cast: Cast, held: HandOver) -> None:
    agree(cast, held)
    withdraw_hand_over(by=cast.actor(cast.ane), company=cast.nordlys, hand_over=held)
    assert seen(cast, cast.etaten) == set()
    with pytest.raises(PermissionDenied):
        answer(cast, held)


@pytest.mark.parametrize("agreed", [False, True])
def test_after_thirty_days_it_has_expired_with_or_without_the_job(
    cast: Cast, held: HandOver, at: Set, agreed: bool
) -> None:
    if agreed:
        agree(cast, held)
    at(held.expires_at - timedelta(hours=1))
    jobs.expire_hand_overs(None)
    assert HandOver.objects.get().state in ("proposed", "agreed")
    at(held.expires_at + timedelta(minutes=1))
    assert "expired" in wording(cast.client(cast.kari).get(page(held)))
    if agreed:
        with pytest.raises(PermissionDenied):  # what was shared for it has ended by itself
            answer(cast, held)
    else:
        with pytest.raises(Refused, match="it is expired"):
            agree(cast, held)
    jobs.expire_hand_overs(None)
    jobs.expire_hand_overs(None)
    assert HandOver.objects.get().state == "expired"
    assert seen(cast, cast.etaten) == set()
    assert Entry.objects.filter(verb="programme.expire_hand_over", company=cast.nordlys).count() == 1


def test_what_was_begun_all_the_same_is_not_taken_back(cast: Cast, held: HandOver, at: Set) -> None:
    from fram.web.programme.actions.support import Change, Told, change_support

    agree(cast, held)
    change = Change(state="engaging", adviser=cast.eva, told=Told())
    change_support(by=cast.actor(cast.eva), company=cast.nordlys, body=cast.etaten, change=change)
    at(held.expires_at + timedelta(minutes=1))
    jobs.expire_hand_overs(None)
    assert seen(cast, cast.etaten) == {"company", "plan"}


def test_an_expired_one_gives_way_to_a_new_one(cast: Cast, held: HandOver, at: Set) -> None:
    with pytest.raises(Refused, match="under way already"):
        propose(cast)
    at(held.expires_at + timedelta(minutes=1))
    assert propose(cast).state == "proposed"
    held.refresh_from_db()
    assert held.state == "expired"


@pytest.mark.parametrize(
    ("differing", "fault"),
    [
        ({"to_body": "klyngen"}, "hand over to itself"), ({"to_body": "rask"}, "choose a body"),
        ({"sections": ("secrets",)}, "sections and topics of the list"),
        ({"topics": ("cooking",)}, "sections and topics of the list"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(
    cast: Cast, move: Move, differing: dict[str, Any], fault: str
) -> None:
    move("engaging")
    if "to_body" in differing:
        differing = {"to_body": getattr(cast, differing["to_body"])}
    with pytest.raises(Refused, match=fault):
        propose(cast, **differing)
    assert not HandOver.objects.exists()


def test_to_a_body_that_helps_already(cast: Cast, held: HandOver) -> None:
    answer(cast, agree(cast, held))
    held.refresh_from_db()
    from fram.web.programme.actions.support import Change, Told, change_support

    old = Support.objects.get(body=cast.klyngen)
    change = Change(state="engaging", adviser=cast.ola, told=Told(), version=old.version)
    change_support(by=cast.actor(cast.ola), company=cast.nordlys, body=cast.klyngen, change=change)
    with pytest.raises(Refused, match="helps this company already"):
        propose(cast)


def test_who_has_not_said_yes_hands_nothing_over(cast: Cast) -> None:
    with pytest.raises(Refused, match="only a body that helps"):
        propose(cast)


def test_each_part_belongs_to_one_side(cast: Cast, held: HandOver, give: Give) -> None:
    for person in (cast.per, cast.liv, cast.ola, cast.eva, cast.rita):
        told = {"by": cast.actor(person), "company": cast.nordlys, "hand_over": held}
        with pytest.raises(PermissionDenied):
            agree_hand_over(**told, sections=("company",))
        with pytest.raises(PermissionDenied):
            decline_hand_over(**told, why="")
    agree(cast, held)
    for person in (cast.kari, cast.ola, cast.rita):
        told = {"by": cast.actor(person), "company": cast.nordlys, "hand_over": held}
        with pytest.raises(PermissionDenied):
            answer_hand_over(**told, answer=Answer(accepts=True))
    with pytest.raises(PermissionDenied):
        withdraw_hand_over(by=cast.actor(cast.eva), company=cast.nordlys, hand_over=held)
    assert HandOver.objects.get().state == "agreed"


def test_only_proposed_sections_can_be_shared_by_it(cast: Cast, held: HandOver) -> None:
    with pytest.raises(Refused, match="needs to see something"):
        agree(cast, held, "money")
    agree(cast, held, "money", "plan")
    assert seen(cast, cast.etaten) == {"plan"}


def test_answered_twice(cast: Cast, held: HandOver) -> None:
    agree(cast, held)
    with pytest.raises(Refused, match="waits for the new body"):
        agree(cast, held)
    answer(cast, held)
    with pytest.raises(Refused, match="it is accepted"):
        answer(cast, held)


def test_by_the_forms(cast: Cast, kari: Client, ola: Client, move: Move) -> None:
    move("engaging", topics=("pricing",))
    form = fields(to_body="etaten", sections=["company", "plan"], topics=["capital"], message=HOSTILE)
    first, second = ola.post(FORM, form), ola.post(FORM, form)
    held = HandOver.objects.get()
    assert first["Location"] == second["Location"] == page(held)
    html = wording(kari.get(page(held)))
    assert "&lt;script&gt;" in html
    assert "<script>alert" not in html
    assert page(held) in wording(kari.get("/programme/nordlys/"))
    assert kari.post(page(held, "agree/"), fields(sections=["company"], agree="1")).status_code == 302
    eva = cast.client(cast.eva)
    assert page(held, "answer/") in wording(eva.get(page(held)))
    assert eva.post(page(held, "answer/"), fields(accept="1", why="welcome")).status_code == 302
    assert "welcome" in wording(kari.get(page(held)))


def test_after_declining_the_new_body_lands_on_its_own_page(cast: Cast, held: HandOver) -> None:
    agree(cast, held)
    eva = cast.client(cast.eva)
    done = eva.post(page(held, "answer/"), fields(decline="1", why="full"))
    assert done["Location"] == "/programme/etaten/"
    assert eva.get(page(held)).status_code == 404


def test_buttons_follow_the_policy(cast: Cast, held: HandOver) -> None:
    shown = {"kari": ("agree/",), "per": (), "liv": (), "ola": ("withdraw/",), "tor": ()}
    for name, parts in shown.items():
        html = wording(cast.client(cast.people[name]).get(page(held)))
        assert {part for part in ("agree/", "answer/", "withdraw/") if page(held, part) in html} == {*parts}


def test_only_who_may_answer_is_asked_to(cast: Cast, held: HandOver) -> None:
    agree(cast, held)
    Membership.objects.create(organisation=cast.etaten, person=cast.nina, role=Role.ANALYST)
    for person, asked in ((cast.eva, "Answer"), (cast.nina, "Look at it")):
        html = wording(cast.client(person).get("/programme/etaten/"))
        assert [words for words in ("Answer", "Look at it") if f"{words}<span" in html] == [asked]


def test_of_two_bodies_one_lands_on_the_one_that_declined(cast: Cast, held: HandOver) -> None:
    agree(cast, held)
    first = Organisation.objects.create(kind="fund", name="Aaa (invented)", slug="aaa")
    Membership.objects.create(organisation=first, person=cast.eva, role=Role.LEAD)
    done = cast.client(cast.eva).post(page(held, "answer/"), fields(decline="1", why="full"))
    assert done["Location"] == "/programme/etaten/"


def test_agreeing_to_nothing_is_told(cast: Cast, kari: Client, held: HandOver) -> None:
    done = kari.post(page(held, "agree/"), fields(agree="1", why="kept words"))
    assert done.status_code == 422
    assert "needs to see something" in wording(done)
    assert "kept words" in wording(done)


def test_too_late_is_told_on_the_page(cast: Cast, held: HandOver, at: Set) -> None:
    at(held.expires_at + timedelta(minutes=1))
    done = cast.client(cast.kari).post(page(held, "agree/"), fields(sections=["company"], agree="1"))
    assert done.status_code == 422
    assert "has moved on: it is expired" in wording(done)


@pytest.mark.parametrize(
    ("differing", "fault"),
    [
        ({"to_body": ""}, "required"), ({"to_body": "klyngen"}, "valid choice"),
        ({"to_body": "rask"}, "valid choice"), ({"sections": []}, "required"),
        ({"sections": ["x"]}, "valid choice"), ({"message": "x" * 2001}, "at most 2000"),
    ],
)  # fmt: skip
def test_bad_input_is_told_and_kept(
    cast: Cast, ola: Client, move: Move, differing: dict[str, Any], fault: str
) -> None:
    move("engaging")
    usual = {"to_body": "etaten", "sections": ["company"], "message": "kept <i>words</i>"}
    done = ola.post(FORM, fields(**{**usual, **differing}))
    assert done.status_code == 422
    assert fault in wording(done)
    if "message" not in differing:
        assert "kept &lt;i&gt;words" in wording(done)
    assert not HandOver.objects.exists()


def test_a_body_that_was_put_away_or_is_ones_own_is_no_choice(cast: Cast, ola: Client, move: Move) -> None:
    move("engaging")
    Organisation.objects.create(kind="fund", name="Old fund", slug="old", archived_at=NOW)
    html = wording(ola.get(FORM))
    assert 'value="etaten"' in html
    assert 'value="klyngen"' not in html
    assert "Old fund" not in html


def test_agreeing_gives_nothing_anew_that_was_withdrawn_meanwhile(
    cast: Cast, held: HandOver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is shared is read once the company is held, so that it stays so until the agreement is done."""
    kari = cast.actor(cast.kari)
    share(by=kari, company=cast.nordlys, body=cast.etaten, sections=["money"])

    def withdrawn_first(company: Organisation, body: Organisation) -> set[str]:
        share(by=kari, company=company, body=body, sections=())  # the other had the company before us
        return hold_shared(company, body)

    monkeypatch.setattr(hand_overs, "hold_shared", withdrawn_first)
    agree(cast, held, "company")
    assert seen(cast, cast.etaten) == {"company"}


@pytest.mark.parametrize(
    "spoilt",
    [
        {"state": "lost"}, {"state": "agreed"}, {"state": "accepted"}, {"ended_at": NOW},
        {"expires_at": NOW - timedelta(days=99)},
    ],
)  # fmt: skip
def test_the_database_keeps_its_promises(held: HandOver, spoilt: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        HandOver.objects.filter(pk=held.pk).update(**spoilt)


def test_few_queries(
    cast: Cast, kari: Client, ola: Client, held: HandOver, django_assert_max_num_queries: Any
) -> None:
    for browser, address in ((kari, page(held)), (ola, page(held)), (ola, FORM)):
        with django_assert_max_num_queries(25):
            assert browser.get(address).status_code == 200
