"""What a hand-over shares ends with it, and nobody learns by proposing one who else helps."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.test import Client

from fram.terms.errors import Refused
from fram.web.accounts.models import Consent, Membership, Organisation
from fram.web.programme import jobs
from fram.web.programme.actions.hand_overs import Proposal, propose_hand_over, withdraw_hand_over
from fram.web.programme.actions.support import Change, Told, change_support
from fram.web.programme.models import HandOver
from tests.web.cast import Cast
from tests.web.programme.conftest import Give, Move, fields, wording
from tests.web.programme.test_hand_overs import FORM, Set, agree, answer, page, propose, seen, state


@pytest.fixture
def held(cast: Cast, move: Move) -> HandOver:
    """Klyngen helps, and proposes Etaten."""
    move("engaging", topics=("pricing",))
    return propose(cast)


def test_what_was_shared_for_it_ends_though_no_worker_runs(
    cast: Cast, held: HandOver, at: Set, give: Give
) -> None:
    give(cast.etaten, "product")
    agree(cast, held)
    kari = cast.client(cast.kari)
    assert "holds until 21 Dec 2026" in wording(kari.get("/organisations/nordlys/sharing/etaten/"))
    at(held.expires_at - timedelta(hours=1))
    assert cast.client(cast.eva).get("/decide/nordlys/").status_code == 200
    at(held.expires_at)
    assert cast.client(cast.eva).get("/decide/nordlys/").status_code == 403
    assert seen(cast, cast.etaten) == {"product"}


def test_without_another_section_the_company_is_gone_and_the_line_closed(
    cast: Cast, held: HandOver, at: Set
) -> None:
    agree(cast, held)
    at(held.expires_at)
    eva = cast.client(cast.eva)
    assert eva.get("/record/nordlys/").status_code == 404
    assert "Nordlys" not in wording(eva.get("/programme/etaten/"))
    assert "consent withdrawn" in wording(eva.get("/programme/etaten/?state=ended"))
    lines = wording(cast.client(cast.kari).get("/programme/nordlys/?state=ended"))
    assert "consent withdrawn" in lines


def test_what_was_accepted_lasts(cast: Cast, held: HandOver, at: Set) -> None:
    answer(cast, agree(cast, held))
    at(held.expires_at + timedelta(days=99))
    jobs.expire_hand_overs(None)
    assert seen(cast, cast.etaten) == {"company", "plan"}


def test_what_was_shared_before_consent_could_end_by_itself_gets_its_end(cast: Cast, held: HandOver) -> None:
    agree(cast, held)
    given = Consent.objects.filter(body=cast.etaten)
    given.update(withdrawn_at=None)
    import_module("fram.web.programme.migrations.0002_hand_over_by_body").let_end(apps, None)
    assert {one.withdrawn_at for one in given} == {held.expires_at}
    assert Consent.objects.filter(body=cast.klyngen, withdrawn_at=None).exists()


def without_support(cast: Cast, give: Give) -> None:
    """Klyngen may not know who else helps."""
    give(cast.klyngen, "company")


def test_whoever_may_not_know_who_helps_learns_nothing_by_proposing(
    cast: Cast, kari: Client, ola: Client, move: Move, give: Give
) -> None:
    without_support(cast, give)
    move("engaging")
    give(cast.etaten, "product")
    change = Change(state="engaging", adviser=cast.eva, told=Told())
    change_support(by=cast.actor(cast.eva), company=cast.nordlys, body=cast.etaten, change=change)
    done = ola.post(FORM, fields(to_body="etaten", sections=["product", "plan"], message="They know Berlin"))
    held = HandOver.objects.get()
    assert done["Location"] == page(held)
    assert "helps you already" not in wording(ola.get(page(held)))
    assert "Eksportetaten (invented) helps you already" in wording(kari.get(page(held)))
    agree(cast, held, "product", "plan")
    assert seen(cast, cast.etaten) == {"product", "plan"}
    answer(cast, held, accepts=False)
    assert seen(cast, cast.etaten) == {"product"}  # as the company was told
    assert state(cast, cast.etaten) == "engaging"


def proposed_by_another(cast: Cast, give: Give) -> HandOver:
    """A fund that helps too proposes Etaten."""
    fund = Organisation.objects.create(kind="fund", name="Fund (invented)", slug="fund")
    Membership.objects.create(organisation=fund, person=cast.nina, role="adviser")
    give(fund, "company")
    by = cast.actor(cast.nina)
    change = Change(state="engaging", adviser=cast.nina, told=Told())
    change_support(by=by, company=cast.nordlys, body=fund, change=change)
    told = Proposal(to_body=cast.etaten, sections=("plan", "money"), ticket=uuid4())
    return propose_hand_over(by=by, company=cast.nordlys, body=fund, proposal=told)


def test_two_bodies_propose_the_same_and_neither_learns_of_the_other(
    cast: Cast, held: HandOver, give: Give
) -> None:
    without_support(cast, give)
    other = proposed_by_another(cast, give)
    agree(cast, held, "company", "plan")
    agree(cast, other, "plan", "money")
    assert seen(cast, cast.etaten) == {"company", "plan", "money"}
    withdraw_hand_over(by=cast.actor(cast.ola), company=cast.nordlys, hand_over=held)
    assert seen(cast, cast.etaten) == {"plan", "money"}  # what the other one waits with stays
    answer(cast, other)
    assert Consent.objects.given().filter(body=cast.etaten, withdrawn_at=None).count() == 2


def test_whoever_may_know_is_told_that_one_is_under_way(cast: Cast, held: HandOver, give: Give) -> None:
    withdraw_hand_over(by=cast.actor(cast.ola), company=cast.nordlys, hand_over=held)
    proposed_by_another(cast, give)
    with pytest.raises(Refused, match="under way already"):
        propose(cast)
