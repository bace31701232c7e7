"""The log tells its lines in the reader's language: what was done, and to what."""

from __future__ import annotations

import re

import pytest
from django.utils.translation import override

from fram.web.accounts.models import Entry
from fram.web.accounts.queries.entries import Wanted, entries
from fram.web.accounts.queries.telling import in_words, lines, part, said
from tests.web.cast import Cast

TOLD = {
    "company.cash_nok": ("How much cash is in the bank today?", "Hvor mye penger står i banken i dag?"),
    "company.staff.sales": ("Sales and marketing", "Salg og markedsføring"),
    "product.evidence": ("Studies", "Studier"),
    "product.evidence.0.title": ("What is the study called?", "Hva heter studien?"),
    "finding": ("Findings", "Funn"),
    "+market-access": ("+ Market access", "+ Markedsadgang"),
    "-pricing": ("– pricing", "– prising"),
    "nordlys.state": ("Nordlys: state", "Nordlys: status"),
    "nordlys.clock": ("Nordlys: service clock", "Nordlys: svarklokke"),
    "nordlys → klyngen": ("Nordlys → klyngen", "Nordlys → klyngen"),
    "closed nordlys": ("closed down Nordlys", "stengt Nordlys"),
    "3 lines": ("3 lines", "3 linjer"),
    "owner → editor": ("owner → editor", "eier → redaktør"),
    "renewed": ("renewed", "fornyet"),
    "role": ("role", "rolle"),
    "due_on": ("due", "frist"),
    "file 12": ("file 12", "fil 12"),
    "nordlys-vital": ("nordlys-vital", "nordlys-vital"),
}
"""What actions write of a change, and how it is told in English and in Norwegian."""


@pytest.mark.parametrize("lang", ["en", "nb"])
@pytest.mark.parametrize("change", TOLD)
def test_a_change_is_told_in_words(change: str, lang: str) -> None:
    import fram.web.programme.actions.offers  # noqa: F401  brings its own words

    with override(lang):
        told = in_words(change, lang, called={"nordlys": "Nordlys"})
    assert told == TOLD[change][lang == "nb"]


def test_an_organisation_is_told_by_its_name(cast: Cast) -> None:
    changes = ["rask.state", "company.cash_nok", "rask.clock"]
    entry = Entry(kind="write", verb="x", company=cast.nordlys, changes=changes)
    with override("en"):
        (line,) = lines([entry], "en")
    assert line.details[0] == f"{cast.rask.name}: state"
    assert len(line.details) == 3


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_what_was_done_is_told_even_of_an_unknown_verb(lang: str) -> None:
    told = {
        ("record.gone", "write", "", ()): ("change", "endring"),
        ("record.read", "read", "money", ()): ("read “Money”", "leste «Penger»"),
        ("record.export", "export", "plan", ()): ("took “Plan” out as a file", "tok ut «Plan» som fil"),
        ("record.export", "export", "", ("price",)): (
            "took the record out as a file", "tok ut mappen som fil",
        ),
        ("record.export", "export", "", ()): ("took the log out as a file", "tok ut loggen som fil"),
    }  # fmt: skip
    for (verb, kind, section, changes), words in told.items():
        with override(lang):
            line = said(Entry(verb=verb, kind=kind, section=section, changes=list(changes)), lang)
        assert line == words[lang == "nb"]


def test_the_columns_of_a_print_out_are_in_words() -> None:
    entry = Entry(verb="x", kind="read", section="money", subject="runway", changes=["role", "3 lines"])
    with override("nb"):
        assert part(entry, "changes", lang="nb") == "rolle, 3 linjer"
        entry.subject = "storedfile 4"
        assert part(entry, "subject", lang="nb") == "fil 4"
        entry.subject = "evidence"
        assert part(entry, "subject", lang="nb") == "Studier"


def test_the_page_shows_norwegian_readers_no_codes(cast: Cast) -> None:
    for change in ("renewed", "+market-access", "owner → editor", "klyngen.state", "3 lines"):
        Entry.objects.create(
            kind="write", verb="accounts.invite", person=cast.kari, company=cast.nordlys, changes=[change]
        )
    html = cast.client(cast.kari, lang="nb").get("/organisations/nordlys/log/").content.decode()
    cells = re.findall(r'<td data-label="Detaljer"[^>]*>(.*?)</td>', html)
    assert cells == [
        "3 linjer", f"{cast.klyngen.name}: status", "eier → redaktør", "+ Markedsadgang", "fornyet",
    ]  # fmt: skip


def test_a_record_s_own_log_says_which_body_it_was_about(cast: Cast) -> None:
    subject = f"organisation {cast.klyngen.pk}"
    entry = Entry(kind="write", verb="x", company=cast.nordlys, subject=subject, changes=["+price"])
    own = Entry(kind="write", verb="x", company=cast.nordlys, subject=f"organisation {cast.nordlys.pk}")
    with override("en"):
        told = [line.details for line in lines([entry, own], "en", is_own=True)]
        (elsewhere,) = lines([entry], "en")
    assert [len(details) for details in told] == [2, 0]
    assert told[0][0] == cast.klyngen.name
    assert cast.klyngen.name not in elsewhere.details


def test_the_log_is_searched_by_organisation_too(cast: Cast) -> None:
    for person, side in ((cast.liv, cast.klyngen), (cast.kari, cast.nordlys)):
        Entry.objects.create(kind="read", verb="x", person=person, company=cast.nordlys, organisation=side)
    found = entries(cast.nordlys, Wanted(text=cast.klyngen.name))
    assert [entry.organisation for entry in found] == [cast.klyngen]
    found = entries(cast.klyngen, Wanted(text=cast.nordlys.name))
    assert [entry.company for entry in found] == [cast.nordlys]
