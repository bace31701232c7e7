"""Which companies do we help?"""

from __future__ import annotations

import csv
import re
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from fram.web.accounts.models import Consent, Entry, Kind, Organisation
from fram.web.programme.actions.tasks import TaskCard, add_task
from fram.web.programme.models import Support, Task
from tests.web.cast import Cast
from tests.web.programme.conftest import NOW, Begin, Give, Move, wording

PAGE = "/programme/klyngen/"


def companies(cast: Cast, number: int, *, days: int = 1) -> list[Organisation]:
    """So many companies that began to share with Klyngen on as many days before today."""
    made = [
        Organisation(kind=Kind.COMPANY, name=f"Company {n:04}", slug=f"company-{n}") for n in range(number)
    ]
    Organisation.objects.bulk_create(made)
    Consent.objects.bulk_create(
        Consent(
            company=company,
            body=cast.klyngen,
            section="company",
            given_at=NOW - timedelta(days=days + n % 30),
        )
        for n, company in enumerate(made)
    )
    return made


def company_named(cast: Cast, name: str, *, days: int) -> Organisation:
    """A company of this name that began to share with Klyngen so many days ago."""
    made = Organisation.objects.create(kind=Kind.COMPANY, name=name, slug=name.casefold())
    given_at = NOW - timedelta(days=days)
    Consent.objects.create(company=made, body=cast.klyngen, section="company", given_at=given_at)
    return made


def names(html: str) -> list[str]:
    """The companies on the page, in their order."""
    lines = html[html.index('id="lines"') :]
    found = re.findall(r'<th scope="row">(.*?)</th>', lines, re.DOTALL)
    return [re.sub(r"<.*?>", "", name).strip() for name in found]


def test_overdue_first_with_clock_adviser_contact_and_tasks(
    cast: Cast, ola: Client, move: Move, begin: Begin
) -> None:
    companies(cast, 2, days=40)
    move("engaging", topics=("pricing",), markets=("SE",))
    begin(cast.ola)
    card = TaskCard(title="Read it", ticket=uuid4(), body=cast.klyngen, due_on=NOW.date())
    add_task(by=cast.actor(cast.kari), company=cast.nordlys, card=card)
    html = wording(ola.get(PAGE))
    assert names(html) == ["Company 0001", "Company 0000", "Nordlys Vital AS (invented)"]
    for text in ("working days overdue", "pricing", "Sweden", "Ola Rådgiver (invented)", "by 21 Nov 2026"):
        assert text in html
    assert "in all 3 open, 2 of them overdue, and 0 ended" in html


def test_an_overdue_task_is_marked_and_brings_its_company_forward(
    cast: Cast, ola: Client, kari: Client, move: Move
) -> None:
    companies(cast, 2, days=40)
    new = company_named(cast, "New", days=1)
    move("engaging")
    card = TaskCard(title="Read it", ticket=uuid4(), body=cast.klyngen, due_on=NOW.date())
    task = add_task(by=cast.actor(cast.kari), company=cast.nordlys, card=card)
    assert names(wording(ola.get(PAGE)))[2:] == [new.name, "Nordlys Vital AS (invented)"]
    for browser, page in ((ola, PAGE), (kari, "/programme/nordlys/")):
        assert ">overdue</span>" not in wording(browser.get(page))
    Task.objects.filter(pk=task.pk).update(due_on=NOW.date() - timedelta(days=1))
    assert names(wording(ola.get(PAGE)))[2:] == ["Nordlys Vital AS (invented)", new.name]
    for browser, page in ((ola, PAGE), (kari, "/programme/nordlys/")):
        assert ">overdue</span>" in wording(browser.get(page))


def test_a_body_without_companies_is_told_what_to_do_first(cast: Cast) -> None:
    html = wording(cast.client(cast.geir).get("/programme/etaten/"))
    assert "No company shares anything with you yet" in html
    assert "/programme/etaten/offers/" in html


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("", 4), ("state=all", 5), ("state=overdue", 1), ("state=ended", 1), ("state=engaging", 1),
        ("text=nordlys", 1), ("text=%25", 0), ("topic=pricing", 1), ("topic=capital", 0), ("market=SE", 1),
        ("adviser=none", 3), ("state=nonsense", 4), ("adviser=%27", 4), ("order=nonsense", 4),
    ],
)  # fmt: skip
def test_filters(cast: Cast, ola: Client, move: Move, asked: str, number: int) -> None:
    companies(cast, 3)
    far = Organisation.objects.get(slug="company-2")
    Consent.objects.filter(company=far).update(given_at=NOW - timedelta(days=60))
    gone = Organisation.objects.create(kind=Kind.COMPANY, name="Gone", slug="gone")
    Consent.objects.create(
        company=gone, body=cast.klyngen, section="company", given_at=NOW - timedelta(days=9),
        withdrawn_at=NOW - timedelta(days=8),
    )  # fmt: skip
    move("engaging", topics=("pricing",), markets=("SE",))
    html = wording(ola.get(f"{PAGE}?{asked}"))
    assert len(names(html)) == number


def test_by_adviser(cast: Cast, ola: Client, move: Move) -> None:
    move("engaging")
    companies(cast, 1)
    assert names(wording(ola.get(f"{PAGE}?adviser={cast.ola.pk}"))) == ["Nordlys Vital AS (invented)"]
    assert names(wording(ola.get(f"{PAGE}?adviser={cast.eva.pk}"))) == names(wording(ola.get(PAGE)))


@pytest.mark.parametrize("order", ["name", "newest", "oldest", "contact"])
def test_sorting(cast: Cast, ola: Client, begin: Begin, order: str) -> None:
    companies(cast, 3, days=5)
    begin(cast.ola)
    found = names(wording(ola.get(f"{PAGE}?order={order}")))
    nordlys = "Nordlys Vital AS (invented)"
    wanted = {
        "name": ["Company 0000", "Company 0001", "Company 0002", nordlys],
        "newest": [nordlys, "Company 0000", "Company 0001", "Company 0002"],
        "oldest": ["Company 0002", "Company 0001", "Company 0000", nordlys],
        "contact": ["Company 0000", "Company 0001", "Company 0002", nordlys],
    }
    assert found == wanted[order]


def test_a_thousand_companies_leaf_by_twenty_five_with_few_queries(
    cast: Cast, ola: Client, django_assert_max_num_queries: Any
) -> None:
    made = companies(cast, 1000)
    Support.objects.bulk_create(
        Support(
            company=company, body=cast.klyngen, state="engaging", adviser=cast.ola, suggested_at=NOW,
            clock_from=NOW, answered_at=NOW, moved_at=NOW, topics=["pricing"], markets=["DE"],
        )
        for company in made[::2]
    )  # fmt: skip
    for asked in ("", "?state=all&page=41", "?topic=pricing&order=contact", "?text=company 09"):
        with django_assert_max_num_queries(25):
            html = wording(ola.get(f"{PAGE}{asked}"))
        assert 0 < len(names(html)) <= 25
    assert "1001 companies" in wording(ola.get(PAGE)).replace(",", "")
    assert "page=2" in wording(ola.get(PAGE))


def rows(answer: Any) -> list[list[str]]:
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))


def test_the_file_has_what_the_page_shows_and_is_logged(cast: Cast, ola: Client, move: Move) -> None:
    companies(cast, 60)
    move("engaging", topics=("pricing",), markets=("SE", "DE"))
    answer = ola.get(f"{PAGE}companies.csv?text=nordlys")
    assert answer["Content-Disposition"] == 'attachment; filename="klyngen-companies.csv"'
    head, line = rows(answer)
    told = dict(zip(head, line, strict=True))
    assert told["Company"] == "Nordlys Vital AS (invented)"
    assert (told["State"], told["Topics"], told["Markets"]) == ("engaging", "pricing", "SE, DE")
    assert len(rows(ola.get(f"{PAGE}companies.csv"))) == 62  # all pages, not only the first
    entry = Entry.objects.filter(kind="export").first()
    assert (entry.person, entry.organisation, entry.changes) == (cast.ola, cast.klyngen, ["61 lines"])


def test_the_file_tells_no_more_of_who_withdrew(cast: Cast, ola: Client, move: Move, give: Give) -> None:
    move("engaging", topics=("pricing",))
    give(cast.klyngen)
    _, line = rows(ola.get(f"{PAGE}companies.csv?state=all"))
    assert line[0] == "Nordlys Vital AS (invented)"
    assert line[2:5] == ["closed", "2026-11-21", "consent withdrawn"]
    assert set(line[5:]) | {line[1]} == {""}


def test_a_formula_in_a_name_is_only_text(cast: Cast, ola: Client) -> None:
    Organisation.objects.filter(pk=cast.nordlys.pk).update(name='=HYPERLINK("http://x","y")')
    assert rows(ola.get(f"{PAGE}companies.csv"))[1][0].startswith("'=")


def test_only_lead_and_adviser_take_the_list_out(cast: Cast) -> None:
    tor = cast.client(cast.tor)
    assert tor.get(f"{PAGE}companies.csv").status_code == 403
    assert "companies.csv" not in wording(tor.get(PAGE))
    assert cast.client(cast.eva).get(f"{PAGE}companies.csv").status_code == 404


def test_another_bodys_page_is_not_there(cast: Cast, kari: Client) -> None:
    for person in (cast.eva, cast.rita, cast.siri, cast.kari):
        assert cast.client(person).get(PAGE).status_code == 404


def test_names_are_shown_as_text(cast: Cast, ola: Client) -> None:
    Organisation.objects.filter(pk=cast.nordlys.pk).update(name="<script>alert(1)</script>")
    html = wording(ola.get(PAGE))
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert" not in html
