"""Where help stands: answered, moved, closed, asked again; and what is refused on the way."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from fram.programme.support_states import BODY, MOVES, STATES
from fram.terms.errors import Refused
from fram.web.accounts.models import Consent, Entry, Membership
from fram.web.programme.actions.moving import Told
from fram.web.programme.actions.support import Stop, ask_again, exempt
from fram.web.programme.models import Exemption, State, Support, SupportStep
from fram.web.programme.queries.lines import line_of
from tests.web.cast import Cast
from tests.web.programme.conftest import NOW, Give, Move

TODAY = date(2026, 11, 21)


def state_of(cast: Cast) -> tuple[str, str]:
    line = line_of(cast.nordlys, cast.klyngen, on=TODAY)
    assert line is not None
    return line.state, line.standing.reason


def test_consent_alone_is_a_suggestion_and_needs_no_row(cast: Cast) -> None:
    line = line_of(cast.nordlys, cast.klyngen, on=TODAY)
    assert line is not None
    assert line.state == "suggested"
    assert line.reading is not None
    assert line.reading.due_on == date(2026, 12, 4)  # ten working days from Saturday 21 November
    assert not Support.objects.exists()
    assert line_of(cast.nordlys, cast.etaten, on=TODAY) is None


def test_the_first_answer_makes_the_row_and_its_step(cast: Cast, move: Move) -> None:
    support = move("engaging", topics=("pricing",), markets=("DE", "SE"))
    assert (support.state, support.adviser, support.version) == ("engaging", cast.ola, 2)
    assert (support.topics, support.markets) == (["pricing"], ["DE", "SE"])
    assert support.suggested_at == Consent.objects.order_by("given_at")[0].given_at
    step = support.steps.get()
    assert (step.from_state, step.to_state, step.by) == ("suggested", "engaging", cast.ola)
    assert state_of(cast) == ("engaging", "")


def test_every_move_leaves_one_line_in_the_log_without_what_was_written(cast: Cast, move: Move) -> None:
    move("unsuitable", why="a secret of the company", adviser=None)
    entry = Entry.objects.get(verb="programme.change_support")
    assert (entry.person, entry.company, entry.organisation) == (cast.ola, cast.nordlys, cast.klyngen)
    assert entry.changes == ["klyngen.state"]
    assert "secret" not in str(entry.__dict__)


def test_topics_in_another_order_are_no_change(move: Move) -> None:
    move("engaging", topics=("learning", "people"))
    move("waiting", why="the figures of the year", topics=("people", "learning"))
    assert Entry.objects.filter(verb="programme.change_support").latest("pk").changes == ["klyngen.state"]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("to", STATES)
def test_only_the_moves_of_the_table(cast: Cast, move: Move, state: str, to: str) -> None:
    way = {"closed": ("engaging", "closed")}.get(state, (state,))
    for step in way if state != "suggested" else ():
        move(step)
    if to in MOVES[BODY][state]:
        assert move(to).state == to
    elif to != state:
        with pytest.raises(Refused, match="cannot go this way"):
            move(to)


@pytest.mark.parametrize(
    ("state", "more", "fault"),
    [
        ("closed", {"reason": ""}, "say why the help ends"),
        ("closed", {"reason": "withdrawn"}, "say why the help ends"),
        ("closed", {"reason": "other", "why": ""}, "say in a sentence why"),
        ("unsuitable", {"why": ""}, "say in a sentence why"),
        ("waiting", {"reason": "helped"}, "belongs to closing only"),
        ("waiting", {"topics": ("cooking",)}, "topics and markets of the list"),
        ("waiting", {"markets": ("XX",)}, "topics and markets of the list"),
        ("engaging", {"adviser": None}, "say who helps"),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_refused(
    cast: Cast, move: Move, state: str, more: dict[str, Any], fault: str
) -> None:
    move("unassigned")
    with pytest.raises(Refused, match=fault):
        move(state, **more)
    assert state_of(cast) == ("unassigned", "")
    assert SupportStep.objects.count() == 1


def test_only_its_own_advisers_are_named(cast: Cast, move: Move) -> None:
    for stranger in (cast.eva, cast.tor, cast.kari):
        with pytest.raises(Refused, match="does not advise for Helseklyngen"):
            move("engaging", adviser=stranger)
    assert not Support.objects.exists()


def test_nobody_moves_what_is_not_theirs(cast: Cast, move: Move, give: Give) -> None:
    for person in (cast.tor, cast.kari, cast.rita, cast.eva, cast.siri):
        with pytest.raises(PermissionDenied):
            move("engaging", by=person)
    give(cast.etaten, "company")
    with pytest.raises(PermissionDenied):  # Eva may now move Etaten's help, and still not Klyngen's
        move("engaging", by=cast.eva)


def test_the_same_form_twice_moves_once(cast: Cast, move: Move) -> None:
    ticket = uuid4()
    one = move("engaging", ticket=ticket, version=0)
    two = move("engaging", ticket=ticket, version=0)
    assert (one.pk, two.version, two.steps.count()) == (two.pk, one.version, 1)


def test_a_ticket_of_another_support_is_refused(cast: Cast, move: Move, give: Give) -> None:
    ticket = uuid4()
    move("engaging", ticket=ticket)
    give(cast.etaten, "company")
    from fram.web.programme.actions.support import Change, change_support

    change = Change(state="engaging", told=Told(ticket=ticket), adviser=cast.eva)
    with pytest.raises(Refused, match="used before"):
        change_support(by=cast.actor(cast.eva), company=cast.nordlys, body=cast.etaten, change=change)


def test_somebody_else_was_faster(cast: Cast, move: Move) -> None:
    move("engaging")
    seen = Support.objects.get().version
    move("waiting", by=cast.ane)
    with pytest.raises(Refused) as refused:
        move("closed", version=seen)
    assert "Ane Leder" in refused.value.problem.what
    assert "waiting for the company" in refused.value.problem.what
    assert state_of(cast) == ("waiting", "")
    assert move("closed", version=seen + 1).state == "closed"


def test_two_first_answers_do_not_overwrite_each_other(cast: Cast, move: Move) -> None:
    move("engaging", by=cast.ane, adviser=cast.ane, version=0)
    with pytest.raises(Refused, match="Ane Leder"):
        move("unassigned", version=0)
    # To say the same thing that stands there already is no quarrel.
    assert move("engaging", adviser=cast.ane, version=0).steps.count() == 1


def test_topics_can_change_without_a_move(cast: Cast, move: Move) -> None:
    move("engaging")
    support = move("engaging", topics=("evidence",))
    assert (support.topics, support.steps.count()) == (["evidence"], 1)
    assert Entry.objects.filter(verb="programme.change_support").first().changes == ["topics"]


def test_unassigned_has_no_adviser(cast: Cast, move: Move) -> None:
    move("engaging")
    assert move("unassigned").adviser is None


def test_withdrawing_all_consent_closes_at_once(cast: Cast, move: Move, give: Give) -> None:
    move("engaging")
    give(cast.klyngen)
    assert state_of(cast) == ("closed", "withdrawn")
    with pytest.raises(PermissionDenied):
        move("waiting")
    assert Support.objects.get().state == "engaging"  # the row tells what was before


def test_sharing_again_asks_anew_with_a_new_clock(cast: Cast, move: Move, give: Give) -> None:
    move("engaging")
    give(cast.klyngen)
    give(cast.klyngen, "product")
    assert state_of(cast) == ("suggested", "")
    given_at = Consent.objects.given().get(company=cast.nordlys).given_at
    support = move("unassigned")
    assert support.suggested_at == given_at
    assert support.answered_at is not None
    assert support.answered_at > given_at
    assert [one.from_state for one in support.steps.order_by("pk")] == ["suggested", "suggested"]


def test_sharing_more_reopens_what_was_closed(cast: Cast, move: Move, give: Give) -> None:
    move("engaging")
    move("closed")
    give(cast.klyngen, "company", "product", "market-access", "evidence", "support", "price")
    assert state_of(cast) == ("suggested", "")


def test_the_company_asks_again(cast: Cast, move: Move) -> None:
    move("unsuitable")
    kari = cast.actor(cast.kari)
    support = ask_again(by=kari, company=cast.nordlys, body=cast.klyngen, told=Told(why="we have a CE mark"))
    assert (support.state, support.answered_at) == ("suggested", None)
    assert support.steps.first().why == "we have a CE mark"
    again = ask_again(by=kari, company=cast.nordlys, body=cast.klyngen, told=Told())
    assert again.steps.count() == 2


def test_asking_again_by_a_form_that_was_used_before(cast: Cast, move: Move, give: Give) -> None:
    kari, told = cast.actor(cast.kari), Told(why="we have a CE mark")
    move("unsuitable")
    ask_again(by=kari, company=cast.nordlys, body=cast.klyngen, told=told)
    move("unsuitable")
    support = ask_again(by=kari, company=cast.nordlys, body=cast.klyngen, told=told)  # sent once more, late
    assert (support.state, support.steps.count()) == ("unsuitable", 3)
    give(cast.etaten, "company")
    with pytest.raises(Refused, match="was used before"):
        ask_again(by=kari, company=cast.nordlys, body=cast.etaten, told=told)


def test_what_still_runs_is_not_asked_again(cast: Cast, move: Move, give: Give) -> None:
    kari = cast.actor(cast.kari)
    move("engaging")
    with pytest.raises(Refused, match="cannot be asked again"):
        ask_again(by=kari, company=cast.nordlys, body=cast.klyngen, told=Told())
    with pytest.raises(Refused, match="nothing was shared"):
        ask_again(by=kari, company=cast.nordlys, body=cast.etaten, told=Told())
    with pytest.raises(PermissionDenied):
        ask_again(by=cast.actor(cast.liv), company=cast.nordlys, body=cast.klyngen, told=Told())


def stop(cast: Cast, **differing: Any) -> Exemption:
    usual: dict[str, Any] = {"reason": "technical", "starts_on": TODAY, "days": 3, "ticket": uuid4()}
    told = Stop(**{**usual, **differing})
    return exempt(by=cast.actor(cast.ola), company=cast.nordlys, body=cast.klyngen, stop=told)


def test_an_exemption_moves_the_due_day(cast: Cast) -> None:
    stop(cast)
    line = line_of(cast.nordlys, cast.klyngen, on=TODAY)
    assert line is not None
    assert line.reading is not None
    assert line.reading.due_on == date(2026, 12, 9)
    assert Support.objects.get().clock_from > Support.objects.get().suggested_at


def test_the_same_exemption_sent_twice_counts_once(cast: Cast) -> None:
    ticket = uuid4()
    assert stop(cast, ticket=ticket).pk == stop(cast, ticket=ticket).pk
    assert Exemption.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"reason": "holiday"}, "reason of the list"),
        ({"days": 0}, "between 1 and 60"),
        ({"days": 61}, "between 1 and 60"),
        ({"starts_on": TODAY + timedelta(days=1)}, "between the suggestion and today"),
        ({"starts_on": TODAY - timedelta(days=400)}, "between the suggestion and today"),
    ],
)
def test_an_exemption_that_makes_no_sense(cast: Cast, more: dict[str, Any], fault: str) -> None:
    with pytest.raises(Refused, match=fault):
        stop(cast, **more)
    assert not Support.objects.exists()


def test_an_answered_clock_is_not_stopped(cast: Cast, move: Move) -> None:
    move("engaging")
    with pytest.raises(Refused, match="was answered"):
        stop(cast)


def test_an_adviser_who_left_is_named_no_more_in_forms(cast: Cast, move: Move) -> None:
    move("engaging")
    Membership.objects.filter(person=cast.ola).update(ended_at=NOW + timedelta(days=1))
    with pytest.raises(Refused, match="does not advise"):
        move("engaging", by=cast.ane, adviser=cast.ola, topics=("pricing",))


@pytest.mark.parametrize(
    "spoilt",
    [
        {"state": "lost"}, {"state": State.CLOSED}, {"reason": "helped"}, {"answered_at": None},
        {"version": 0}, {"answered_at": NOW - timedelta(days=999)},
    ],
)  # fmt: skip
def test_the_database_keeps_its_promises(cast: Cast, move: Move, spoilt: dict[str, Any]) -> None:
    support = move("engaging")
    with pytest.raises(IntegrityError), transaction.atomic():
        Support.objects.filter(pk=support.pk).update(**spoilt)


def test_one_row_for_a_company_and_a_body(cast: Cast, move: Move) -> None:
    support = move("engaging")
    support.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        support.save(force_insert=True)
