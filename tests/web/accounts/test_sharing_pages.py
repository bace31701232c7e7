"""Giving and withdrawing consent on the pages, and what the log says of it."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from fram.terms.errors import Refused
from fram.web.accounts.actions.sharing import share, share_again
from fram.web.accounts.models import Consent, Entry
from fram.web.accounts.queries.entries import Wanted, entries
from fram.web.programme.actions.moving import Told
from fram.web.programme.actions.support import Change, change_support
from fram.web.programme.models import Support, standing_between
from tests.web.cast import SHARED, Cast

PAGE = "/organisations/nordlys/sharing/"
LOG = "/organisations/nordlys/log/"
OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)


def held(cast: Cast, body: object) -> set[str]:
    given = Consent.objects.given().filter(company=cast.nordlys, body=body)
    return set(given.values_list("section", flat=True))


def test_the_owner_shares_and_withdraws(cast: Cast) -> None:
    kari = cast.client(cast.kari)
    answer = kari.post(f"{PAGE}etaten/", {"sections": ["company", "money"]}, follow=True)
    assert "Eksportetaten (invented) sees this from now on." in answer.content.decode()
    assert held(cast, cast.etaten) == {"company", "money"}
    kari.post(f"{PAGE}etaten/", {"sections": ["company"], "seen": "company money"})
    assert held(cast, cast.etaten) == {"company"}
    answer = kari.post(f"{PAGE}etaten/", {"sections": []}, follow=True)
    assert "Eksportetaten (invented) sees nothing any more." in answer.content.decode()
    assert held(cast, cast.etaten) == set()
    lines = Entry.objects.filter(verb="accounts.share").order_by("pk")
    assert [line.changes for line in lines] == [["+company", "+money"], ["-money"], ["-company"]]
    assert {line.company for line in lines} == {cast.nordlys}


def test_it_says_that_names_are_always_seen(cast: Cast) -> None:
    page = cast.client(cast.kari).get(f"{PAGE}etaten/").content.decode()
    assert "sees the names of the company and of its products" in page


def test_what_was_given_before_stays_in_the_history(cast: Cast) -> None:
    kari = cast.client(cast.kari)
    kari.post(f"{PAGE}klyngen/", {"sections": ["company"], "seen": " ".join(SHARED)})
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


# --- undoing ----------------------------------------------------------------------------------------


def test_withdrawing_everything_is_undone_as_if_nothing_had_been(cast: Cast) -> None:
    """The same sections, and where help stands: its state, adviser and clock."""
    told = Told()
    change = Change(state="engaging", told=told, adviser=cast.ola, topics=("pricing",))
    change_support(by=cast.actor(cast.ola), company=cast.nordlys, body=cast.klyngen, change=change)
    before, row = stands(cast), Support.objects.values().get()
    kari = cast.client(cast.kari)
    page = kari.post(f"{PAGE}klyngen/", {"everything": "1"}, follow=True).content.decode()
    assert held(cast, cast.klyngen) == set()
    assert stands(cast).reason == "withdrawn"
    assert "Helseklyngen (invented) sees nothing any more." in page
    undo = re.search(r'action="([^"]+/again/)"', page)
    assert undo
    told_so = kari.post(undo[1], follow=True).content.decode()
    assert "Helseklyngen (invented) sees what it saw before." in told_so
    assert held(cast, cast.klyngen) == set(SHARED)
    assert (stands(cast), Support.objects.values().get()) == (before, row)
    lines = Entry.objects.filter(company=cast.nordlys, person=cast.kari).order_by("pk")
    assert [line.verb for line in lines] == ["accounts.share", "accounts.share_again"]
    assert set(lines[1].changes) == {f"+{name}" for name in SHARED}
    assert "again/" not in kari.get(f"{PAGE}?gone=klyngen").content.decode()


def stands(cast: Cast) -> Any:
    support = Support.objects.get()
    return standing_between(cast.nordlys, cast.klyngen, support=support)


def test_only_what_was_withdrawn_last_and_together_comes_back(cast: Cast) -> None:
    share(by=cast.actor(cast.kari), company=cast.nordlys, body=cast.klyngen, sections=["company", "support"])
    share(by=cast.actor(cast.kari), company=cast.nordlys, body=cast.klyngen, sections=[])
    share_again(by=cast.actor(cast.kari), company=cast.nordlys, body=cast.klyngen)
    assert held(cast, cast.klyngen) == {"company", "support"}


def test_what_cannot_be_undone_any_more_says_so(cast: Cast) -> None:
    kari = cast.client(cast.kari)
    answer = kari.post(f"{PAGE}klyngen/again/", follow=True)  # nothing was withdrawn
    assert "There is nothing to undo any more." in answer.content.decode()
    Consent.objects.filter(body=cast.klyngen).update(
        given_at=NOW - timedelta(days=9), withdrawn_at=NOW - timedelta(days=2)
    )
    with pytest.raises(Refused, match="nothing to undo"):
        share_again(by=cast.actor(cast.kari), company=cast.nordlys, body=cast.klyngen)
    assert "again/" not in kari.get(f"{PAGE}?gone=klyngen").content.decode()


@pytest.mark.parametrize("name", ["per", "liv", "ola", "rita", "siri"])
def test_nobody_but_the_owner_undoes_it(cast: Cast, name: str) -> None:
    share(by=cast.actor(cast.kari), company=cast.nordlys, body=cast.klyngen, sections=[])
    browser = cast.client(cast.people[name])
    assert browser.post(f"{PAGE}klyngen/again/").status_code in (403, 404)
    assert "again/" not in browser.get(f"{PAGE}?gone=klyngen").content.decode()
    assert held(cast, cast.klyngen) == set()


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
    assert "+ Company" in page
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
    assert "Nothing in the log fits this filter" in kari.get(asked).content.decode()
    assert "Kari Eier" in kari.get("/organisations/nordlys/log/?text=kari").content.decode()


@pytest.fixture
def week(cast: Cast) -> None:
    """A line of each day of a week in October."""
    Entry.objects.bulk_create(
        Entry(at=datetime(2026, 10, n, 23, 30, tzinfo=OSLO), person=cast.liv, company=cast.nordlys,
              kind="read", verb="record.read", section="money", subject=f"day {n}")
        for n in range(1, 8)
    )  # fmt: skip


def days(answer: Any) -> list[str]:
    """The days of the file's lines, the oldest first."""
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return sorted(row["subject"] for row in csv.DictReader(io.StringIO(text)))


@pytest.mark.usefixtures("week")
def test_the_log_from_day_to_day_on_its_page_and_in_its_file(cast: Cast) -> None:
    kari = cast.client(cast.kari)
    asked = "since=2026-10-03&until=2026-10-05&kind=read&section=money&text=Liv"
    page = kari.get(f"{LOG}?{asked}").content.decode()
    assert "3 lines" in page
    link = re.search(r'href="([^"]*log\.csv[^"]*)"', page)
    assert link
    assert days(kari.get(link[1].replace("&amp;", "&"))) == ["day 3", "day 4", "day 5"]
    assert days(kari.get("/organisations/nordlys/log.csv?until=2026-10-01")) == ["day 1"]


@pytest.mark.usefixtures("week")
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("since=2026-02-30", "Write a day that there is, such as 2026-11-21."),
        ("until=yesterday", "Write a day that there is, such as 2026-11-21."),
        ("since=2026-10-05&until=2026-10-03", "The last day lies before the first."),
    ],
)
def test_a_day_that_cannot_be_is_said_and_nothing_is_shown(cast: Cast, asked: str, said: str) -> None:
    kari = cast.client(cast.kari)
    page = kari.get(f"{LOG}?{asked}").content.decode()
    assert said in page
    assert "log.csv" not in page
    assert "<tbody>" not in page
    part = kari.get(f"{LOG}?{asked}", headers={"HX-Request": "true"}).content.decode()
    assert said in part  # a script that asks for the lines alone is told too
    assert kari.get(f"/organisations/nordlys/log.csv?{asked}")["Location"] == f"{LOG}?{asked}"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite how it would look")
@pytest.mark.parametrize(
    "wanted",
    [{}, {"kind": "read"}, {"since": date(2026, 1, 1), "until": date(2026, 2, 1)}, {"text": "Liv"}],
)
def test_a_long_log_is_read_by_its_index(cast: Cast, wanted: dict[str, Any]) -> None:
    found = entries(cast.nordlys, Wanted(**wanted)).select_related(None)
    told = found.explain()
    assert "USING INDEX entry_by_" in told or "USING COVERING INDEX entry_by_" in told
    assert "TEMP B-TREE" not in told  # nothing is sorted


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
    assert "This number cannot be taken here" in taken.content.decode()
    assert cast.client(cast.liv).post("/organisations/nordlys/", {"name": "L"}).status_code == 403


def test_the_policy_page_is_open_and_shows_every_row(cast: Cast) -> None:
    from fram.web.accounts.policy import table

    page = cast.client().get("/policy/").content.decode()
    for row in table():
        assert row.permission in page or row.permission == "site.work"


def test_a_form_opened_before_a_withdrawal_gives_nothing_anew(cast: Cast) -> None:
    """Two tabs: what one withdrew is not given again by saving the other, which shows how it stands."""
    kari = cast.client(cast.kari)
    sent = {"sections": [*SHARED, "money"], "seen": _seen(kari.get(f"{PAGE}klyngen/"))}
    kari.post(f"{PAGE}klyngen/", {"everything": "1"})
    answer = kari.post(f"{PAGE}klyngen/", sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody changed this while you chose. Look at how it stands now, and choose again." in page
    assert "checked" not in page
    assert held(cast, cast.klyngen) == set()
    kari.post(f"{PAGE}klyngen/", {"sections": ["company"], "seen": _seen(answer)})
    assert held(cast, cast.klyngen) == {"company"}


def test_everything_is_withdrawn_whatever_was_seen(cast: Cast) -> None:
    kari = cast.client(cast.kari)
    assert kari.post(f"{PAGE}klyngen/", {"sections": [], "seen": "money"}).status_code == 302
    assert held(cast, cast.klyngen) == set()


def test_a_body_that_is_closed_loses_what_it_was_given_and_gets_no_more(cast: Cast) -> None:
    cast.klyngen.archived_at = timezone.now()
    cast.klyngen.save()
    kari = cast.client(cast.kari)
    assert "Helseklyngen (invented)" in kari.get(PAGE).content.decode()
    page = kari.get(f"{PAGE}klyngen/")
    assert "This body is put away." in page.content.decode()
    assert 'value="money"' not in page.content.decode()
    kari.post(f"{PAGE}klyngen/", {"sections": [*SHARED, "money"], "seen": _seen(page)})
    with pytest.raises(Refused, match="is put away"):
        share(by=cast.actor(cast.kari), company=cast.nordlys, body=cast.klyngen, sections=["money"])
    assert held(cast, cast.klyngen) == set(SHARED)
    assert kari.post(f"{PAGE}klyngen/", {"everything": "1"}).status_code == 302
    assert held(cast, cast.klyngen) == set()
    assert "Helseklyngen (invented)" not in kari.get(PAGE).content.decode()
    with pytest.raises(Refused, match="is put away"):
        share_again(by=cast.actor(cast.kari), company=cast.nordlys, body=cast.klyngen)


def _seen(answer: Any) -> str:
    found = re.search(r'name="seen"(?: value="([^"]*)")?', answer.content.decode())
    assert found
    return found[1] or ""
