"""Who helps with what, where, now?"""

from __future__ import annotations

import re

import pytest
from django.test import Client

from fram.web.accounts.models import Entry, Kind, Organisation
from fram.web.programme.actions.offers import Offered, say_offer
from tests.web.cast import Cast
from tests.web.programme.conftest import LINE, PAGE, Give, Move, wording


def test_the_company_sees_every_body_with_topics_markets_state_and_adviser(
    cast: Cast, kari: Client, move: Move, give: Give
) -> None:
    move("engaging", topics=("pricing", "evidence"), markets=("DE",))
    give(cast.etaten, "company")
    html = wording(kari.get(PAGE))
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
    ours, other = rows[1], rows[2]
    for text in (
        "Helseklyngen (invented)",
        "pricing, evidence",
        "Germany",
        "engaging",
        "Ola Rådgiver (invented)",
    ):
        assert text in ours
    for text in ("Eksportetaten (invented)", "suggested", "answer by 4 Dec 2026", "10 working days left"):
        assert text in other
    assert html.count("<h1") == 1
    assert html.count('data-variant="primary"') == 1


def test_in_norwegian(cast: Cast, move: Move) -> None:
    move("waiting", topics=("pricing",), markets=("DE",))
    html = wording(cast.client(cast.kari, lang="nb").get(PAGE))
    for text in (
        "Hvem hjelper med hva, hvor, nå?",
        "prising",
        "Tyskland",
        "venter på selskapet",
        "Del med en støtteaktør",
    ):
        assert text in html


def test_a_company_without_consent_is_told_what_to_do_first(cast: Cast) -> None:
    html = wording(cast.client(cast.rita).get("/programme/rask/"))
    assert "Nobody helps yet" in html
    assert "/organisations/rask/sharing/" in html


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("", "klyngen etaten"), ("state=open", "klyngen etaten"), ("state=suggested", "etaten"),
        ("state=ended", ""), ("topic=pricing", "klyngen"), ("market=SE", ""), ("market=DE", "klyngen"),
        ("state=nonsense", "klyngen etaten"),
    ],
)  # fmt: skip
def test_filters(cast: Cast, kari: Client, move: Move, give: Give, asked: str, shown: str) -> None:
    move("engaging", topics=("pricing",), markets=("DE",))
    give(cast.etaten, "company")
    html = wording(kari.get(f"{PAGE}?{asked}"))
    lines = html[html.index('id="lines"') : html.index('id="topics"')]
    assert re.findall(r"/programme/nordlys/bodies/(\w+)/", lines) == shown.split()


def offer(cast: Cast, topic: str, *markets: str, words: str = "") -> None:
    told = Offered(markets=markets, words=words)
    say_offer(by=cast.actor(cast.geir), organisation=cast.etaten, topic=topic, offered=told)


def test_an_empty_topic_shows_who_could_help_and_how_to_share_with_them(
    cast: Cast, kari: Client, move: Move
) -> None:
    move("engaging", topics=("pricing",))
    offer(cast, "capital", words="Grants & loans")
    offer(cast, "pricing", words="not shown: somebody helps with that")
    html = wording(kari.get(PAGE))
    assert "Grants &amp; loans" in html
    assert "not shown" not in html
    assert "/organisations/nordlys/sharing/etaten/" in html


def test_offers_are_narrowed_by_market(cast: Cast, kari: Client) -> None:
    offer(cast, "capital", "US", words="money in America")
    assert "money in America" in wording(kari.get(f"{PAGE}?market=US"))
    assert "money in America" not in wording(kari.get(f"{PAGE}?market=DE"))


def test_who_sees_the_company_already_is_not_offered_again(cast: Cast, kari: Client, give: Give) -> None:
    offer(cast, "capital", words="Grants and loans")
    give(cast.etaten, "company")
    assert "Grants and loans" not in wording(kari.get(PAGE))


def test_only_an_owner_is_shown_sharing_and_putting_away(cast: Cast, kari: Client) -> None:
    offer(cast, "capital")
    for person, sees in ((cast.kari, True), (cast.per, False), (cast.liv, False), (cast.ola, False)):
        html = wording(cast.client(person).get(PAGE))
        assert ("/sharing/etaten/" in html) is sees
        assert ("/programme/nordlys/archive/" in html) is sees


def test_another_body_is_seen_only_with_consent_to_support(cast: Cast, give: Give, move: Move) -> None:
    give(cast.etaten, "company")
    eva = cast.client(cast.eva)
    html = wording(eva.get(PAGE))
    assert "Eksportetaten" in html
    assert "Helseklyngen" not in html
    assert eva.get(LINE).status_code == 404
    give(cast.etaten, "support")
    read = Entry.objects.filter(kind="read", section="support", person=cast.eva)
    assert not read.exists()
    assert "Helseklyngen" in wording(eva.get(PAGE))
    assert read.get().organisation == cast.etaten
    move("engaging", why="between the two")
    line = wording(eva.get(LINE))
    assert "engaging" in line
    assert "between the two" not in line


def test_an_offer_that_is_missing_tells_nothing(cast: Cast, ola: Client, give: Give) -> None:
    offer(cast, "capital", words="Grants and loans")
    give(cast.klyngen, "company")
    assert "Grants and loans" in wording(ola.get(PAGE))
    give(cast.etaten, "company", "product")
    html = wording(ola.get(PAGE))
    assert "Grants and loans" in html  # as before
    assert "/bodies/etaten/" not in html
    assert "Grants and loans" not in wording(cast.client(cast.kari).get(PAGE))


def test_when_consent_ends_the_page_is_gone_for_the_body(
    cast: Cast, ola: Client, give: Give, move: Move
) -> None:
    move("engaging", why="what was said before")
    give(cast.klyngen)
    assert ola.get(PAGE).status_code == 404
    assert ola.get(LINE).status_code == 404
    html = wording(ola.get("/programme/klyngen/?state=all"))
    row = html[html.index("Nordlys Vital AS") - 60 : html.index("Nordlys Vital AS") + 400]
    assert "consent withdrawn" in row
    assert "since 21 Nov 2026" in row
    assert "Ola Rådgiver" not in row
    assert LINE not in html
    kari = wording(cast.client(cast.kari).get(PAGE))
    assert "consent withdrawn" in kari


def test_names_are_shown_as_text(cast: Cast, kari: Client, give: Give) -> None:
    hostile = Organisation.objects.create(kind=Kind.FUND, name="<b>Fund</b>", slug="fund")
    give(hostile, "company")
    assert "&lt;b&gt;Fund&lt;/b&gt;" in wording(kari.get(PAGE))


def test_few_queries_however_many_bodies(
    cast: Cast, kari: Client, give: Give, django_assert_max_num_queries: object
) -> None:
    for number in range(12):
        body = Organisation.objects.create(kind=Kind.CLUSTER, name=f"Body {number}", slug=f"body-{number}")
        give(body, "company", "product")
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        html = wording(kari.get(PAGE))
    assert "Body 11" in html
