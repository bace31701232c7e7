"""Two people answer at once: nobody's answers are lost, and who wins is chosen, question by question."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from fram.web.record.models import Profile
from fram.web.record.queries.records import Record, get_record
from fram.web.record.views.sending import delivering
from tests.web.cast import Cast
from tests.web.record.conftest import PAGE
from tests.web.record.filling import boxes, send, wording

CASH, BURN = "company.cash_nok", "company.monthly_burn_nok"


def company(cast: Cast) -> dict[str, Any]:
    found: dict[str, Any] = get_record(cast.nordlys).content["company"]
    return found


def test_changes_to_other_pages_are_in_nobodys_way(
    cast: Cast, filled: Record, kari: Client, per: Client
) -> None:
    opened = kari.get(f"{PAGE}money/")
    send(per, f"{PAGE}people/", **{"company.staff.sales": "9"})
    assert send(kari, f"{PAGE}money/", opened=opened, **{CASH: "5"}).status_code == 302
    assert (company(cast)["staff"]["sales"], company(cast)["cash_nok"]) == (9, 5)


def test_both_versions_are_shown_with_what_stood_before(
    cast: Cast, filled: Record, kari: Client, per: Client
) -> None:
    opened = kari.get(f"{PAGE}money/")
    send(per, f"{PAGE}money/", **{CASH: "7", BURN: "2"})
    answer = send(kari, f"{PAGE}money/", opened=opened, **{CASH: "5", "company.next_decision_months": "6"})
    told = wording(answer)
    assert answer.status_code == 409
    assert (
        "How much cash is in the bank today? Yours 5 NOK Theirs, saved now 7 NOK Before 14,000,000 NOK"
        in told
    )
    # Only they changed this one: theirs is what stands marked.
    assert "in a month? Yours 1,000,000 NOK a month Theirs, saved now 2 NOK a month" in told
    assert company(cast)["cash_nok"] == 7

    sent = _choices(answer.content.decode())
    assert (sent[f"take:{CASH}"], sent[f"take:{BURN}"]) == (["mine"], ["theirs"])
    done = kari.post(f"{PAGE}money/", sent)
    assert done.status_code == 302
    after = company(cast)
    assert (after["cash_nok"], after["monthly_burn_nok"], after["next_decision_months"]) == (5, 2, 6)


def test_theirs_can_be_kept(cast: Cast, filled: Record, kari: Client, per: Client) -> None:
    opened = kari.get(f"{PAGE}money/")
    send(per, f"{PAGE}money/", **{CASH: "7"})
    answer = send(kari, f"{PAGE}money/", opened=opened, **{CASH: "5", BURN: "3"})
    kari.post(f"{PAGE}money/", {**_choices(answer.content.decode()), f"take:{CASH}": ["theirs"]})
    assert (company(cast)["cash_nok"], company(cast)["monthly_burn_nok"]) == (7, 3)


def test_a_third_person_in_between_is_seen_too(cast: Cast, filled: Record, kari: Client, per: Client) -> None:
    opened = kari.get(f"{PAGE}money/")
    send(per, f"{PAGE}money/", **{CASH: "7"})
    first = send(kari, f"{PAGE}money/", opened=opened, **{CASH: "5"})
    send(per, f"{PAGE}money/", **{BURN: "8"})
    choice = {**_choices(first.content.decode()), BURN: ["9"]}
    second = kari.post(f"{PAGE}money/", choice)
    assert second.status_code == 409
    assert company(cast)["monthly_burn_nok"] == 8


def test_the_same_answer_twice_is_no_conflict(cast: Cast, filled: Record, kari: Client, per: Client) -> None:
    opened = kari.get(f"{PAGE}money/")
    send(per, f"{PAGE}money/", **{CASH: "5"})
    assert send(kari, f"{PAGE}money/", opened=opened, **{CASH: "5"}).status_code == 302
    assert Profile.objects.get().version == 2


def test_pressed_twice_is_saved_once(cast: Cast, filled: Record, kari: Client) -> None:
    opened = kari.get(f"{PAGE}money/")
    for _ in range(2):
        assert send(kari, f"{PAGE}money/", opened=opened, **{CASH: "5"}).status_code == 302
    assert Profile.objects.get().version == 2
    assert Profile.history.count() == 2


def test_a_form_far_behind_loses_nothing(cast: Cast, filled: Record, kari: Client, per: Client) -> None:
    opened = kari.get(f"{PAGE}money/")
    for amount in range(20, 30):
        send(per, f"{PAGE}money/", **{CASH: str(amount)})
    Profile.history.filter(version__lt=10).delete()  # as if old versions had been thrown away
    answer = send(kari, f"{PAGE}money/", opened=opened, **{CASH: "5"})
    assert answer.status_code == 409
    assert "Yours 5 NOK Theirs, saved now 29 NOK Before not known" in wording(answer)


def test_somebody_who_saves_in_the_very_moment_is_not_overwritten(
    cast: Cast, filled: Record, kari: Client, per: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between looking at the record and writing it another request gets through."""
    others = [lambda: send(per, f"{PAGE}people/", **{"company.staff.sales": "9"})]
    save = delivering.save_answers

    def with_another_first(**told: Any) -> Any:
        if others:
            others.pop()()
        return save(**told)

    monkeypatch.setattr(delivering, "save_answers", with_another_first)
    opened = kari.get(f"{PAGE}money/")
    assert send(kari, f"{PAGE}money/", opened=opened, **{CASH: "5"}).status_code == 302
    assert (company(cast)["staff"]["sales"], company(cast)["cash_nok"]) == (9, 5)


class TestEntries:
    STUDY = f"{PAGE}evidence/0/"

    def test_an_entry_changed_by_both(self, cast: Cast, filled: Record, kari: Client, per: Client) -> None:
        opened = kari.get(self.STUDY)
        send(per, self.STUDY, **{"product.evidence.participants": "200"})
        answer = send(kari, self.STUDY, opened=opened, **{"product.evidence.participants": "300"})
        assert answer.status_code == 409
        assert "Yours 300 people Theirs, saved now 200 people Before 118 people" in wording(answer)
        kari.post(self.STUDY, _choices(answer.content.decode()))
        assert get_record(cast.nordlys).content["product"]["evidence"][0]["participants"] == 300

    def test_an_entry_that_moved_is_found_again(
        self, cast: Cast, filled: Record, kari: Client, per: Client
    ) -> None:
        opened = kari.get(f"{PAGE}evidence/1/")
        per.post(f"{PAGE}evidence/0/remove/", {"version": "1"})
        assert (
            send(kari, f"{PAGE}evidence/1/", opened=opened, **{"product.evidence.year": "2027"}).status_code
            == 302
        )
        (left,) = get_record(cast.nordlys).content["product"]["evidence"]
        assert (left["year"], left["design"]) == (2027, "real-world")

    def test_an_entry_that_was_removed_can_be_added_again(
        self, cast: Cast, filled: Record, kari: Client, per: Client
    ) -> None:
        opened = kari.get(self.STUDY)
        per.post(f"{self.STUDY}remove/", {"version": "1"})
        answer = send(kari, self.STUDY, opened=opened, **{"product.evidence.participants": "300"})
        assert answer.status_code == 409
        assert "removed this entry while you were writing" in wording(answer)
        done = kari.post(f"{PAGE}evidence/new/", _choices(answer.content.decode()))
        assert done.status_code == 302
        back = get_record(cast.nordlys).content["product"]["evidence"][-1]
        assert (back["participants"], back["design"]) == (300, "diagnostic-accuracy")

    def test_two_new_entries_do_not_meet(self, cast: Cast, filled: Record, kari: Client, per: Client) -> None:
        opened = kari.get(f"{PAGE}claims/new/")
        send(per, f"{PAGE}claims/new/", **{"product.claims": "Theirs"})
        send(kari, f"{PAGE}claims/new/", opened=opened, **{"product.claims": "Mine"})
        assert get_record(cast.nordlys).content["product"]["claims"][-2:] == ["Theirs", "Mine"]

    def test_a_new_entry_sent_twice_is_added_once(self, cast: Cast, filled: Record, kari: Client) -> None:
        opened = kari.get(f"{PAGE}claims/new/")
        for _ in range(2):
            assert (
                send(kari, f"{PAGE}claims/new/", opened=opened, **{"product.claims": "Mine"}).status_code
                == 302
            )
        assert get_record(cast.nordlys).content["product"]["claims"].count("Mine") == 1


def _choices(html: str) -> dict[str, list[str]]:
    """What the page with both versions would send, as it stands marked."""
    start = html.index('<form class="ask"')
    found = boxes(html[:start] + html[start:].replace('<form class="ask"', '<form id="answers"', 1))
    assert found, "no form"
    return found
