"""Where does one body's help stand? Saying it, stopping the clock, asking again: by the forms."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from fram.web.accounts.models import Membership
from fram.web.programme.models import Exemption, Support, SupportStep
from tests.web.cast import Cast
from tests.web.programme.conftest import HOSTILE, LINE, Give, Move, fields, wording

CHANGE = f"{LINE}change/"


def said(cast: Cast, **differing: Any) -> dict[str, Any]:
    usual = {"state": "engaging", "reason": "", "why": "", "adviser": cast.ola.pk, "version": 0}
    return fields(**{**usual, **differing})


def test_the_line_shows_the_clock_and_what_can_be_done(cast: Cast, ola: Client) -> None:
    html = wording(ola.get(LINE))
    for text in ("suggested", "4 Dec 2026", "10 working days left", f"{LINE}change/", f"{LINE}clock/"):
        assert text in html
    assert f"{LINE}hand-over/" not in html  # nobody helps yet
    assert html.count('data-variant="primary"') == 1


def test_buttons_follow_the_policy(cast: Cast, move: Move) -> None:
    move("engaging")
    sees = {
        "ola": ("change/", "hand-over/"), "ane": ("change/", "hand-over/"), "tor": (), "kari": (), "liv": (),
    }  # fmt: skip
    for name, parts in sees.items():
        html = wording(cast.client(cast.people[name]).get(LINE))
        assert {
            part for part in ("change/", "hand-over/", "clock/", "again/") if f"{LINE}{part}" in html
        } == {*parts}


def test_an_answer_by_the_form(cast: Cast, ola: Client) -> None:
    answer = ola.post(CHANGE, said(cast, topics=["pricing", "evidence"], markets=["DE"], why=HOSTILE))
    assert (answer.status_code, answer["Location"]) == (302, LINE)
    support = Support.objects.get()
    assert (support.state, support.adviser, support.topics) == ("engaging", cast.ola, ["pricing", "evidence"])
    html = wording(ola.get(LINE))
    assert "&lt;script&gt;" in html
    assert "<script>alert" not in html
    assert "suggested → engaging" in html


def test_the_form_begins_with_what_stands_there(cast: Cast, ola: Client, move: Move) -> None:
    move("engaging", topics=("pricing",), markets=("SE",))
    html = wording(ola.get(CHANGE))
    for checked in ('value="engaging"', 'value="pricing"', 'value="SE"'):
        assert re.search(rf"{checked}[^>]*checked", html), checked
    assert 'value="unsuitable"' not in html  # no move of the table


@pytest.mark.parametrize(
    ("differing", "fault"),
    [
        ({"state": "suggested-by-me"}, "valid choice"), ({"state": "closed"}, "valid choice"),
        ({"adviser": ""}, "Say who helps"), ({"adviser": "999999"}, "valid choice"),
        ({"state": "unsuitable", "why": ""}, "Say in a sentence why"),
        ({"state": "waiting", "why": " "}, "Say in a sentence what you wait for"),
        ({"topics": ["cooking"]}, "valid choice"), ({"markets": ["XX"]}, "valid choice"),
        ({"why": "x" * 2001}, "at most 2000"), ({"ticket": "no-ticket"}, "UUID"),
        ({"version": "-1"}, ""), ({"why": "\x00"}, "Null"),
    ],
)  # fmt: skip
def test_bad_input_is_told_and_kept(cast: Cast, ola: Client, differing: dict[str, Any], fault: str) -> None:
    answer = ola.post(CHANGE, said(cast, **{"why": "kept <i>words</i>", "topics": ["pricing"], **differing}))
    html = wording(answer)
    assert answer.status_code == 422
    assert fault in html
    if "why" not in differing:
        assert "kept &lt;i&gt;words&lt;/i&gt;" in html
    assert not Support.objects.exists()


def test_somebody_was_faster_and_nothing_typed_is_lost(cast: Cast, ola: Client, move: Move) -> None:
    move("engaging")
    html = wording(ola.get(CHANGE))
    version = re.search(r'name="version" value="(\d+)"', html)
    assert version
    move("waiting", by=cast.ane)
    answer = ola.post(CHANGE, said(cast, state="closed", reason="helped", why="all done", version=version[1]))
    html = wording(answer)
    assert answer.status_code == 422
    assert "Ane Leder" in html
    assert "waiting for the company" in html
    assert "all done" in html
    again = re.search(r'name="version" value="(\d+)"', html)
    assert again
    answer = ola.post(CHANGE, said(cast, state="closed", reason="helped", why="all done", version=again[1]))
    assert answer.status_code == 302
    assert Support.objects.get().state == "closed"


def test_the_same_form_twice_is_one_step(cast: Cast, ola: Client) -> None:
    form = said(cast)
    assert [ola.post(CHANGE, form).status_code for _ in range(2)] == [302, 302]
    assert SupportStep.objects.count() == 1


def test_who_may_not_change_is_told_so(cast: Cast, kari: Client) -> None:
    for browser in (kari, cast.client(cast.tor)):
        assert browser.get(CHANGE).status_code == 403
        assert browser.post(CHANGE, said(cast)).status_code == 403
        assert browser.post(f"{LINE}clock/", fields()).status_code == 403
    assert cast.client(cast.eva).post(CHANGE, said(cast)).status_code == 404
    assert not Support.objects.exists()


def test_an_adviser_of_one_body_does_not_speak_for_another(cast: Cast, give: Give) -> None:
    give(cast.etaten, "company", "support")
    assert cast.client(cast.eva).post(CHANGE, said(cast, adviser=cast.eva.pk)).status_code == 403


def test_a_member_of_two_bodies_sees_no_steps_of_the_one_that_is_out(
    cast: Cast, ola: Client, move: Move, give: Give
) -> None:
    Membership.objects.create(organisation=cast.etaten, person=cast.ola, role="adviser")
    move("engaging", why="between the two")
    give(cast.etaten, "company", "support")
    assert "between the two" in wording(ola.get(LINE))
    give(cast.klyngen)
    assert "between the two" not in wording(ola.get(LINE))
    give(cast.etaten, "company")
    assert ola.get(LINE).status_code == 404


def test_stopping_the_clock_by_the_form(cast: Cast, ola: Client) -> None:
    form = fields(reason="no-response", starts_on="2026-11-21", days=5)
    assert ola.post(f"{LINE}clock/", form).status_code == 302
    assert ola.post(f"{LINE}clock/", form).status_code == 302
    assert Exemption.objects.count() == 1
    html = wording(cast.client(cast.kari).get(LINE))
    assert "the company does not answer" in html
    assert "11 Dec 2026" in html


@pytest.mark.parametrize(
    "wrong",
    [{"days": "0"}, {"days": "x"}, {"starts_on": "2027-01-01"}, {"starts_on": "soon"}, {"reason": "lazy"}],
)
def test_a_stop_that_makes_no_sense_is_told(ola: Client, wrong: dict[str, str]) -> None:
    form = fields(**{"reason": "technical", "starts_on": "2026-11-21", "days": "5", **wrong})
    answer = ola.post(f"{LINE}clock/", form)
    assert answer.status_code == 422
    assert 'role="alert"' in wording(answer)
    assert not Exemption.objects.exists()


def test_no_reason_for_a_stop_is_chosen_beforehand(ola: Client) -> None:
    html = wording(ola.get(f"{LINE}clock/"))
    assert re.search(r'<option value=""[^>]*selected', html)
    assert "At most 60 for one stop" in html
    answer = ola.post(f"{LINE}clock/", fields(reason="", starts_on="2026-11-21", days=61))
    assert "required" in wording(answer)
    answer = ola.post(f"{LINE}clock/", fields(reason="technical", starts_on="2026-11-21", days=61))
    assert "Between 1 and 60 working days" in wording(answer)
    assert not Exemption.objects.exists()


def test_a_stop_is_told_among_what_happened(ola: Client) -> None:
    assert "Nothing was written down yet" in wording(ola.get(LINE))
    ola.post(f"{LINE}clock/", fields(reason="technical", starts_on="2026-11-21", days=5))
    html = wording(ola.get(LINE))
    assert "When the clock stood" in html[html.index("What happened?") :]
    assert "Nothing was written down yet" not in html


def test_who_stays_waiting_says_it_once(cast: Cast, ola: Client, move: Move) -> None:
    version = move("waiting", why="the report").version
    answer = ola.post(CHANGE, said(cast, state="waiting", topics=["pricing"], version=version))
    assert answer.status_code == 302


def test_the_company_asks_again_by_the_form(cast: Cast, kari: Client, move: Move) -> None:
    move("unsuitable", why="no device yet")
    assert "no device yet" in wording(kari.get(LINE))
    assert f"{LINE}again/" in wording(kari.get(LINE))
    assert kari.post(f"{LINE}again/", fields(why="Now there is one")).status_code == 302
    assert Support.objects.get().state == "suggested"
    html = wording(cast.client(cast.ola).get(LINE))
    assert "Now there is one" in html
    assert "10 working days left" in html
    assert kari.post(f"{LINE}again/", fields(why="Again")).status_code == 302  # said twice, asked once
    assert SupportStep.objects.count() == 2


def test_a_line_that_is_not_there(cast: Cast, kari: Client) -> None:
    for slug in ("etaten", "nobody", "rask", "nordlys"):
        assert kari.get(f"/programme/nordlys/bodies/{slug}/").status_code == 404


def test_few_queries(cast: Cast, ola: Client, move: Move, django_assert_max_num_queries: Any) -> None:
    for state in ("engaging", "waiting", "engaging", "waiting"):
        move(state)
    for address in (LINE, CHANGE):
        with django_assert_max_num_queries(25):
            ola.get(address)
