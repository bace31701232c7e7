"""Giving and withdrawing consent on the pages, and what the log says of it."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.exceptions import PermissionDenied

from fram.terms.errors import Refused
from fram.web.accounts.actions.sharing import share
from fram.web.accounts.models import Consent, Entry
from tests.web.cast import SHARED, Cast

PAGE = "/organisations/nordlys/sharing/"


def held(cast: Cast, body: object) -> set[str]:
    given = Consent.objects.given().filter(company=cast.nordlys, body=body)
    return set(given.values_list("section", flat=True))


def test_the_owner_shares_and_withdraws(cast: Cast) -> None:
    kari = cast.client(cast.kari)
    answer = kari.post(f"{PAGE}etaten/", {"sections": ["company", "money"]}, follow=True)
    assert "Eksportetaten (invented) sees this from now on." in answer.content.decode()
    assert held(cast, cast.etaten) == {"company", "money"}
    kari.post(f"{PAGE}etaten/", {"sections": ["company"]})
    assert held(cast, cast.etaten) == {"company"}
    answer = kari.post(f"{PAGE}etaten/", {"sections": []}, follow=True)
    assert "sees nothing any more" in answer.content.decode()
    assert held(cast, cast.etaten) == set()
    lines = Entry.objects.filter(verb="accounts.share").order_by("pk")
    assert [line.changes for line in lines] == [["+company", "+money"], ["-money"], ["-company"]]
    assert {line.company for line in lines} == {cast.nordlys}


def test_what_was_given_before_stays_in_the_history(cast: Cast) -> None:
    kari = cast.client(cast.kari)
    kari.post(f"{PAGE}klyngen/", {"sections": ["company"]})
    page = kari.get(f"{PAGE}klyngen/").content.decode()
    assert "Given and withdrawn" in page
    assert page.count("Kari Eier") >= len(SHARED)
    kept = Consent.objects.get(company=cast.nordlys, body=cast.klyngen, section="company")
    assert kept.withdrawn_at is None  # what stays shared is one consent from its first day on


@pytest.mark.parametrize("name", ["per", "liv"])
def test_colleagues_look_and_do_not_change(cast: Cast, name: str) -> None:
    browser = cast.client(cast.people[name])
    page = browser.get(f"{PAGE}klyngen/")
    assert page.status_code == 200
    assert '<button class="ds-button" data-variant="primary"' not in page.content.decode()
    assert browser.post(f"{PAGE}klyngen/", {"sections": []}).status_code == 403
    assert held(cast, cast.klyngen) == set(SHARED)


@pytest.mark.parametrize("name", ["ola", "ane"])
def test_a_body_does_not_read_with_whom_else_a_company_shares(cast: Cast, name: str) -> None:
    assert cast.client(cast.people[name]).get(PAGE).status_code == 403


@pytest.mark.parametrize("name", ["rita", "eva", "siri", "nina"])
def test_others_find_nothing(cast: Cast, name: str) -> None:
    browser = cast.client(cast.people[name])
    assert browser.get(PAGE).status_code == 404
    assert browser.post(f"{PAGE}etaten/", {"sections": ["money"]}).status_code == 404


def test_signed_out_is_asked_to_sign_in(cast: Cast) -> None:
    answer = cast.client().get(PAGE)
    assert (answer.status_code, answer["Location"]) == (302, f"/account/login/?next={PAGE}")


def test_a_forged_section_and_a_forged_body_change_nothing(cast: Cast) -> None:
    kari = cast.client(cast.kari)
    answer = kari.post(f"{PAGE}etaten/", {"sections": ["everything"]})
    assert answer.status_code == 200
    assert "Select a valid choice" in answer.content.decode()
    assert kari.get(f"{PAGE}rask/").status_code == 404
    assert kari.post(f"{PAGE}rask/", {"sections": ["company"]}).status_code == 404
    with pytest.raises(Refused):
        share(by=cast.actor(cast.kari), company=cast.nordlys, body=cast.rask, sections=["company"])
    with pytest.raises(PermissionDenied):
        share(by=cast.actor(cast.ola), company=cast.nordlys, body=cast.etaten, sections=["company"])
    assert Entry.objects.filter(verb="accounts.share").count() == 0


def test_sent_twice_is_shared_once(cast: Cast) -> None:
    kari = cast.client(cast.kari)
    for _ in range(2):
        kari.post(f"{PAGE}etaten/", {"sections": ["company"]})
    assert Consent.objects.filter(company=cast.nordlys, body=cast.etaten).count() == 1


def test_the_log_on_its_page_and_as_a_file(cast: Cast) -> None:
    kari = cast.client(cast.kari)
    kari.post(f"{PAGE}etaten/", {"sections": ["company"]})
    page = kari.get("/organisations/nordlys/log/").content.decode()
    assert "changed what a body may see" in page
    assert "+company" in page
    answer = kari.get("/organisations/nordlys/log.csv")
    assert answer["Content-Disposition"].startswith("attachment")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["verb"] for row in rows if row["kind"] == "write"] == ["accounts.share"]
    assert rows[-1]["person"] == "Kari Eier (invented)"
    assert Entry.objects.filter(kind="export", company=cast.nordlys).count() == 1


def test_the_log_is_filtered_and_says_when_nothing_is_like_that(cast: Cast) -> None:
    kari = cast.client(cast.kari)
    assert "Nothing has happened yet" in kari.get("/organisations/nordlys/log/").content.decode()
    kari.post(f"{PAGE}etaten/", {"sections": ["company"]})
    asked = "/organisations/nordlys/log/?kind=read"
    assert "Nothing in the log is like this" in kari.get(asked).content.decode()
    assert "Kari Eier" in kari.get("/organisations/nordlys/log/?text=kari").content.decode()


def test_the_log_file_runs_nothing_in_a_spreadsheet(cast: Cast) -> None:
    cast.kari.name = "=HYPERLINK(1)"
    cast.kari.save()
    kari = cast.client(cast.kari)
    kari.post(f"{PAGE}etaten/", {"sections": ["company"]})
    answer = kari.get("/organisations/nordlys/log.csv")
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert "'=HYPERLINK" in text
    assert ",=HYPERLINK" not in text


@pytest.mark.parametrize("name", ["per", "liv", "ola", "rita"])
def test_only_the_owner_reads_the_log(cast: Cast, name: str) -> None:
    browser = cast.client(cast.people[name])
    assert browser.get("/organisations/nordlys/log/").status_code in (403, 404)
    assert browser.get("/organisations/nordlys/log.csv").status_code in (403, 404)


def test_a_bodys_lead_reads_what_its_people_did(cast: Cast) -> None:
    assert cast.client(cast.ane).get("/organisations/klyngen/log/").status_code == 200
    assert cast.client(cast.ola).get("/organisations/klyngen/log/").status_code == 403


def test_the_card_is_changed_by_its_owner(cast: Cast) -> None:
    kari = cast.client(cast.kari)
    answer = kari.post(
        "/organisations/nordlys/",
        {"name": "Nordlys <b>AS</b>", "number": "999999001", "country": "SE"},
        follow=True,
    )
    page = answer.content.decode()
    assert "Nordlys &lt;b&gt;AS&lt;/b&gt;" in page
    cast.nordlys.refresh_from_db()
    assert (cast.nordlys.country, cast.nordlys.slug) == ("SE", "nordlys")
    taken = kari.post("/organisations/nordlys/", {"name": "N", "number": "999999002", "country": "NO"})
    assert "with this number is here already" in taken.content.decode()
    assert cast.client(cast.liv).post("/organisations/nordlys/", {"name": "L"}).status_code == 403


def test_the_policy_page_is_open_and_shows_every_row(cast: Cast) -> None:
    from fram.web.accounts.policy import table

    page = cast.client().get("/policy/").content.decode()
    for row in table():
        assert row.permission in page or row.permission == "site.work"
