"""What is to be planned?"""

from __future__ import annotations

import re
from tempfile import gettempdir
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fram.web.decide.models import Plan
from tests.web.conftest import MakePlan

pytestmark = pytest.mark.django_db
PAGE = "/decide/new/"
SPOILT = """[company]
name = "</textarea><script>alert(1)</script>"
cash_nok = -5
"""


def ask(client: Client, **fields: Any) -> Any:
    usual = {"draws": 1000, "seed": 1, "ticket": str(uuid4())}
    return client.post(PAGE, {**usual, **fields})


def upload(content: str | bytes, name: str = "company.toml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def test_the_page_offers_the_examples_and_all_markets(client: Client) -> None:
    html = client.get(PAGE).content.decode()
    assert len(re.findall(r'name="source" value="(?!own)', html)) == 4
    assert html.count('name="markets"') == 29
    assert html.count('data-variant="primary"') == 1


def test_markets_are_named_and_sorted_in_norwegian(client: Client) -> None:
    html = client.get(PAGE, headers={"accept-language": "nb"}).content.decode()
    names = re.findall(r'name="markets" value="\w\w"> (.*?)</label>', html)
    assert names[0] == "Australia"
    assert names[-1] == "Østerrike"
    assert "Tyskland" in names


def test_an_example_is_queued_and_shown_waiting(client: Client) -> None:
    answer = ask(client, source="sovn-app", markets=["DE", "SE"])
    plan = Plan.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/decide/{plan.pk}/")
    assert (plan.state, plan.markets, plan.draws, plan.version) == ("queued", ["DE", "SE"], 1000, 1)
    assert plan.company.startswith("Søvn")


def test_an_uploaded_file_is_queued(client: Client, company_toml: str) -> None:
    assert ask(client, source="own", upload=upload(company_toml)).status_code == 302
    assert Plan.objects.get().company_toml == company_toml


def test_a_written_text_is_queued(client: Client, company_toml: str) -> None:
    assert ask(client, source="own", company_toml=company_toml).status_code == 302


def test_every_problem_in_a_file_is_listed_and_its_text_stays(client: Client) -> None:
    answer = ask(client, source="sovn-app", upload=upload(SPOILT), markets=["DE"], draws=4321, seed=77)
    html = answer.content.decode()
    assert answer.status_code == 422
    for field in ("company.cash_nok", "company.monthly_burn_nok", "product"):
        assert f"<code>{field}</code>" in html
    assert "&lt;/textarea&gt;&lt;script&gt;" in html
    assert "<script>alert" not in html
    assert re.search(r'value="own" checked', html)
    assert re.search(r'value="DE" checked', html)
    assert 'value="4321"' in html
    assert 'value="77"' in html
    assert not Plan.objects.exists()


def test_a_text_that_was_mended_can_be_sent_again(client: Client, company_toml: str) -> None:
    broken = company_toml.replace("cash_nok = ", "cash_nok = -")
    html = ask(client, source="own", company_toml=broken).content.decode()
    shown = re.search(r"<textarea.*?>\n(.*?)</textarea>", html, re.DOTALL)
    assert shown
    assert "cash_nok = -" in shown[1]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe\x00nonsense", "is not UTF-8"),
        (b"this is no TOML", "is not valid TOML"),
        (b"", "is missing"),
        (b"a" * 1_000_001, "larger than 1 MB"),
        (b"# " + b"x" * 5_000_000, "larger than 1 MB"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(client: Client, content: bytes, said: str) -> None:
    answer = ask(client, source="own", upload=upload(content), markets=["DE"])
    html = answer.content.decode()
    assert answer.status_code == 422
    assert said in html
    assert re.search(r'value="DE" checked', html)
    assert gettempdir() not in html


def test_a_hostile_file_name_does_nothing(client: Client, company_toml: str) -> None:
    assert ask(client, source="own", upload=upload(company_toml, "../../etc/<b>passwd")).status_code == 302


@pytest.mark.parametrize(
    "fields",
    [
        {"source": "own"},
        {},
        {"source": "none-such"},
        {"source": "sovn-app", "markets": ["XX"]},
        {"source": "sovn-app", "draws": 0},
        {"source": "sovn-app", "draws": 10**9},
        {"source": "sovn-app", "draws": "many"},
        {"source": "sovn-app", "seed": -1},
        {"source": "sovn-app", "ticket": "forged"},
    ],
)
def test_what_cannot_be_planned_is_refused(client: Client, fields: dict[str, Any]) -> None:
    answer = ask(client, **fields)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Plan.objects.exists()


def test_sending_twice_asks_once(client: Client) -> None:
    ticket = str(uuid4())
    places = {ask(client, source="sovn-app", ticket=ticket)["Location"] for _ in range(2)}
    assert len(places) == 1
    assert Plan.objects.count() == 1


def test_a_plan_can_be_begun_from_an_older_one(client: Client, queue: MakePlan) -> None:
    plan = queue(markets=("SE",), draws=2345)
    html = client.get(f"{PAGE}?like={plan.pk}").content.decode()
    assert "Nordlys Vital" in html
    assert re.search(r'value="SE" checked', html)
    assert 'value="2345"' in html
    assert client.get(f"{PAGE}?like=none").status_code == 200


def test_the_empty_file_can_be_taken(client: Client) -> None:
    answer = client.get("/decide/new/company.toml", headers={"accept-language": "nb"})
    assert answer["Content-Disposition"] == 'attachment; filename="company.toml"'
    assert "Selskapsfilen" in answer.content.decode()


def test_a_text_far_too_long_is_refused_in_words(client: Client) -> None:
    answer = ask(client, source="own", company_toml="#" * 3_000_000)
    assert answer.status_code == 400
    assert "The form is too large" in answer.content.decode()


def test_a_text_too_long_is_refused_on_the_page(client: Client) -> None:
    assert ask(client, source="own", company_toml="#" * 1_000_001).status_code == 422
    answer = ask(client, source="own", company_toml="#" + "å" * 600_000)
    assert answer.status_code == 422
    assert "a company file has at most 1 MB" in answer.content.decode()
