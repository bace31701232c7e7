"""Whoever is shown what a sensitive section says, or takes it out, stands in the log."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from fram.web.accounts.models import Entry
from fram.web.record.models import Profile
from fram.web.record.queries.records import Record
from tests.web.cast import Cast
from tests.web.record.filling import wording

IMPORT, LOG = "/record/nordlys/import/", "/organisations/nordlys/log/"


def noted(**named: Any) -> list[str]:
    """Sections of the lines of the log, in their order."""
    return list(Entry.objects.filter(**named).order_by("pk").values_list("section", flat=True))


@pytest.fixture
def doubtful(filled: Record) -> Record:
    """A record whose money has something to mend."""
    content = {**filled.profile.content, "cash_nok": -5}
    Profile.objects.filter(pk=filled.profile.pk).update(content=content)
    return filled


def test_the_overview_notes_what_it_tells_of(doubtful: Record, kari: Client) -> None:
    told = wording(kari.get("/record/nordlys/"))
    assert "How much cash is in the bank today?" in told
    assert "money" in noted(subject="overview")
    assert set(noted(subject="overview")) <= {
        "money",
        "price",
        "plan",
    }  # a colleague's other reads need no line


def test_an_overview_that_tells_nothing_sensitive_leaves_no_line(cast: Cast, kari: Client) -> None:
    assert kari.get("/record/nordlys/").status_code == 200
    assert noted(kind="read") == []


def test_a_bodys_look_at_the_overview_is_noted(cast: Cast, filled: Record) -> None:
    cast.client(cast.ola).get("/record/nordlys/")
    assert "company" in noted(person=cast.ola, subject="overview")
    assert "money" not in noted(person=cast.ola)


def test_a_look_at_a_file_notes_the_answers_beside_it(
    filled: Record, kari: Client, company_toml: str
) -> None:
    same = kari.post(IMPORT, {"into": "nordlys-vital", "text": company_toml})
    assert "Nothing would change" in wording(same)
    assert noted(subject="import") == []
    changed = company_toml.replace("cash_nok = 14_000_000", "cash_nok = 9_000_000")
    assert "14,000,000" in wording(kari.post(IMPORT, {"into": "nordlys-vital", "text": changed}))
    assert noted(subject="import") == ["money"]


def test_a_look_at_a_file_that_keeps_answers_notes_all_that_stay(filled: Record, kari: Client) -> None:
    small = '[company]\nname = "N"\n[product]\nname = "V"\n'
    answer = kari.post(IMPORT, {"into": "nordlys-vital", "text": small, "keeps": "on"})
    assert answer.status_code == 200
    assert {"money", "price"} <= set(noted(subject="import"))


def test_a_file_that_was_taken_out_is_found_by_each_section_in_it(
    cast: Cast, filled: Record, kari: Client
) -> None:
    kari.get("/record/nordlys/record.toml")
    cast.client(cast.ola).get("/record/nordlys/record.json")
    assert noted(kind="export") == ["", ""]

    def lines(section: str) -> str:
        return wording(kari.get(LOG, {"kind": "export", "section": section}))

    assert "1 line " in lines("money")
    assert cast.kari.name in lines("money")
    assert "took the record out as a file" in lines("money")
    assert "2 lines" in lines("evidence")
    assert "Nothing in the log fits this filter." in lines("files")
