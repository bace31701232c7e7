"""Lists of the record: certificates, studies, claims … added, changed, removed and brought back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from fram.web.record.queries.records import Record, get_record
from fram.workspace.company.pages import pages, value_at
from tests.web.cast import Cast
from tests.web.record.conftest import PAGE
from tests.web.record.filling import boxes, send, wording

LISTS = [key for key, page in pages().items() if page.is_list]


def entries(cast: Cast, key: str) -> list[Any]:
    return value_at(get_record(cast.nordlys).content, pages()[key].entries) or []


@pytest.mark.parametrize("key", LISTS)
def test_every_list_shows_and_asks(cast: Cast, filled: Record, kari: Client, key: str) -> None:
    page = kari.get(f"{PAGE}{key}/")
    assert page.status_code == 200
    assert page.content.decode().count('data-variant="primary"') == 1
    assert kari.get(f"{PAGE}{key}/new/").status_code == 200
    assert kari.post(f"{PAGE}{key}/").status_code == 405


@pytest.mark.parametrize("lang", ["en", "nb"])
@pytest.mark.parametrize("key", LISTS)
def test_an_entry_sent_back_untouched_changes_nothing(
    cast: Cast, filled: Record, content: dict[str, Any], key: str, lang: str
) -> None:
    browser = cast.client(cast.kari, lang=lang)
    for number, _ in enumerate(entries(cast, key)):
        assert send(browser, f"{PAGE}{key}/{number}/").status_code == 302
    assert get_record(cast.nordlys).content == content


def test_an_entry_is_added_changed_and_removed_and_comes_back(
    cast: Cast, filled: Record, kari: Client
) -> None:
    new = {"product.certificates.regime": "iso-27001", "product.certificates.until": "2029-01-31"}
    assert send(kari, f"{PAGE}certificates/new/", **new)["Location"] == f"{PAGE}certificates/"
    assert entries(cast, "certificates")[2] == {"regime": "iso-27001", "until": "2029-01-31"}
    send(
        kari,
        f"{PAGE}certificates/2/",
        **{"product.certificates.number": "A1", "product.certificates.until": ""},
    )
    assert entries(cast, "certificates")[2] == {"regime": "iso-27001", "number": "A1"}

    version = boxes(kari.get(f"{PAGE}certificates/2/"))["version"][0]
    gone = kari.post(f"{PAGE}certificates/2/remove/", {"version": version})
    assert len(entries(cast, "certificates")) == 2
    listed = kari.get(gone["Location"])
    assert "“ISO 27001” was removed." in wording(listed)
    kari.post(f"{PAGE}certificates/2/restore/", {"version": version})
    assert entries(cast, "certificates")[2] == {"regime": "iso-27001", "number": "A1"}
    assert "was removed" not in wording(kari.get(gone["Location"]))
    kari.post(f"{PAGE}certificates/2/restore/", {"version": version})  # pressed twice
    assert len(entries(cast, "certificates")) == 3


def test_removing_twice_removes_once(cast: Cast, filled: Record, kari: Client) -> None:
    for _ in range(2):
        kari.post(f"{PAGE}evidence/0/remove/", {"version": "1"})
    assert len(entries(cast, "evidence")) == 1


def test_the_last_entry_leaves_no_empty_list(cast: Cast, filled: Record, kari: Client) -> None:
    kari.post(f"{PAGE}scenarios/0/remove/", {"version": "1"})
    assert "scenario" not in get_record(cast.nordlys).content


@pytest.mark.parametrize(
    ("key", "sent", "said"),
    [
        ("certificates", {}, "Nothing was changed"),
        ("certificates", {"product.certificates.number": "7"}, "is missing"),
        (
            "certificates",
            {"product.certificates.regime": "eu-mdr", "product.certificates.device_class": "V"},
            "has no class",
        ),
        ("evidence", {"product.evidence.title": "x"}, "is missing"),
        (
            "savings",
            {
                "product.savings.what": "other",
                "product.savings.name": "x",
                "product.savings.amount": "1",
                "product.savings.low": "3",
                "product.savings.worth": "1",
            },
            "is above amount",
        ),
        ("expected", {"expected.input": "sales_cycle", "expected.low": "9"}, "belong together"),
        ("expected", {"expected.input": "forged"}, "unknown input"),
        (
            "scenarios",
            {"scenario.name": "x", "scenario.set.key.0": "price", "scenario.set.value.0": "y"},
            "not a number",
        ),
        (
            "factors",
            {"factor.name": "x", "factor.loadings.key.0": "churn", "factor.loadings.value.0": "3"},
            "outside",
        ),
        (
            "findings",
            {"finding.input": "churn", "finding.kind": "desk", "finding.on": "2026-01-01"},
            "has no numbers",
        ),
        (
            "under-way",
            {"sequence.under_way.market": "DK", "sequence.under_way.started": "2030-01-01"},
            "still to come",
        ),
    ],
)
def test_an_entry_that_cannot_be_is_told_and_kept_as_a_draft(
    cast: Cast, filled: Record, kari: Client, key: str, sent: dict[str, str], said: str
) -> None:
    before = entries(cast, key)
    answer = send(kari, f"{PAGE}{key}/new/", **sent)
    told = wording(answer if answer.status_code != 302 else kari.get(answer["Location"]))
    assert said in told
    assert entries(cast, key) == before
    if answer.status_code == 422:
        assert {name: boxes(answer)[name] for name in sent} == {name: [text] for name, text in sent.items()}
        offered = kari.get(f"{PAGE}{key}/new/")
        assert "did not save it" in wording(offered)
        assert boxes(kari.get(f"{PAGE}{key}/new/?draft=1"))[next(iter(sent))] == [sent[next(iter(sent))]]


def test_a_claim_is_a_text_of_its_own_with_its_lines(cast: Cast, filled: Record, kari: Client) -> None:
    send(kari, f"{PAGE}claims/0/", **{"product.claims": "One\nclaim, two lines"})
    assert entries(cast, "claims")[0] == "One\nclaim, two lines"
    send(kari, f"{PAGE}claims/1/", **{"product.claims": ""})
    assert len(entries(cast, "claims")) == 2  # an empty claim is none; it is removed with its button


def test_a_scenario_reads_changes_and_numbers(cast: Cast, filled: Record) -> None:
    browser = cast.client(cast.kari, lang="nb")
    lines = {"scenario.set.key.2": "churn", "scenario.set.value.2": "0,2"}
    assert send(browser, f"{PAGE}scenarios/0/", **lines).status_code == 302
    assert entries(cast, "scenarios")[0]["set"] == {"price": "x0.9", "sales_cycle@DE": "+3", "churn": 0.2}


class TestCertificates:
    def held(self, cast: Cast, kari: Client, **until: int | None) -> str:
        """The list page with one certificate for each number of days from today."""
        today = timezone.localdate()
        for regime, days in until.items():
            end = (
                {}
                if days is None
                else {"product.certificates.until": (today + timedelta(days=days)).isoformat()}
            )
            send(
                kari,
                f"{PAGE}certificates/new/",
                **{"product.certificates.regime": regime.replace("_", "-"), **end},
            )
        return wording(kari.get(f"{PAGE}certificates/"))

    def test_the_list_tells_when_each_runs_out(self, cast: Cast, filled: Record, kari: Client) -> None:
        told = self.held(cast, kari, mdsap=20, iso_27001=-5, c5=None, hds=300)
        assert "runs out on 11 Dec 2026, in 20 days" in told
        assert "ran out on 16 Nov 2026" in told
        assert "says no end" in told
        assert "holds until 17 Sept 2027" in told or "holds until 17 Sep 2027" in told

    def test_the_overview_warns_of_those_that_run_out(self, cast: Cast, filled: Record, kari: Client) -> None:
        self.held(cast, kari, mdsap=20, iso_27001=-5, hds=300)
        told = wording(kari.get("/record/nordlys/"))
        start = told.index("Certificates that run out")
        assert told[start:].index("ISO 27001") < told[start:].index("MDSAP")
        assert "HDS" not in told[start : start + 200]


class TestDraftsOfEntries:
    STUDY = f"{PAGE}evidence/1/"
    YEAR = "product.evidence.year"

    def test_a_draft_follows_its_entry_when_the_list_moves(
        self, cast: Cast, filled: Record, kari: Client, per: Client
    ) -> None:
        kari.post(f"{self.STUDY}draft/", {**boxes(kari.get(self.STUDY)), self.YEAR: ["2031"]})
        per.post(f"{PAGE}evidence/0/remove/", {"version": "1"})
        moved = f"{PAGE}evidence/0/"
        assert "did not save it" in wording(kari.get(moved))
        shown = kari.get(f"{moved}?draft=1")
        assert boxes(shown)[self.YEAR] == ["2031"]
        assert send(kari, moved, opened=shown).status_code == 302
        (left,) = entries(cast, "evidence")
        assert (left["year"], left["design"]) == (2031, "real-world")
        assert "did not save it" not in wording(kari.get(moved))

    def test_a_draft_is_not_offered_for_another_entry(self, cast: Cast, filled: Record, kari: Client) -> None:
        kari.post(f"{self.STUDY}draft/", {**boxes(kari.get(self.STUDY)), self.YEAR: ["2031"]})
        assert "did not save it" not in wording(kari.get(f"{PAGE}evidence/0/"))
        assert "did not save it" not in wording(kari.get(f"{PAGE}evidence/new/"))
        kari.post(f"{self.STUDY}remove/", {"version": "1"})
        assert "did not save it" not in wording(kari.get(f"{PAGE}evidence/0/"))

    def test_a_draft_of_an_entry_is_thrown_away(self, cast: Cast, filled: Record, kari: Client) -> None:
        kari.post(f"{self.STUDY}draft/", {**boxes(kari.get(self.STUDY)), self.YEAR: ["2031"]})
        kari.post(f"{self.STUDY}draft/drop/", {"version": "1", "number": "1"})
        assert "did not save it" not in wording(kari.get(self.STUDY))

    def test_a_draft_meets_a_change_by_somebody_else(
        self, cast: Cast, filled: Record, kari: Client, per: Client
    ) -> None:
        kari.post(f"{self.STUDY}draft/", {**boxes(kari.get(self.STUDY)), self.YEAR: ["2031"]})
        send(per, self.STUDY, **{self.YEAR: "2029"})
        answer = send(kari, self.STUDY, opened=kari.get(f"{self.STUDY}?draft=1"))
        assert answer.status_code == 409
        assert "Yours 2031 Theirs, saved now 2029 Before 2026" in wording(answer)

    @pytest.mark.parametrize("number", ["99", "x", "-1"])
    def test_a_forged_number_changes_nothing(
        self, cast: Cast, filled: Record, kari: Client, content: dict[str, Any], number: str
    ) -> None:
        typed = {**boxes(kari.get(self.STUDY)), self.YEAR: ["2031"], "number": [number]}
        assert kari.post(self.STUDY, typed).status_code in (409, 422)
        assert kari.post(f"{self.STUDY}draft/", typed).status_code in (302, 404)
        assert get_record(cast.nordlys).content == content
