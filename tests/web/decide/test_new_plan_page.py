"""What is to be planned?"""

from __future__ import annotations

import json
import re
import tomllib
from tempfile import gettempdir
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fram.web.accounts.acting import SYSTEM
from fram.web.accounts.models import Entry
from fram.web.decide.models import Plan
from fram.web.record.actions.importing import Arrival, take_in
from fram.web.record.actions.products import add_product
from fram.web.record.models import Product, Profile
from tests.web.cast import Cast
from tests.web.decide.conftest import PLANS, MakePlan

pytestmark = pytest.mark.django_db
PAGE = f"{PLANS}new/"
SPOILT = """[company]
name = "</textarea><script>alert(1)</script>"
cash_nok = -5
"""


def ask(kari: Client, **fields: Any) -> Any:
    usual = {"draws": 1000, "seed": 1, "ticket": str(uuid4())}
    return kari.post(PAGE, {**usual, **fields})


def upload(content: str | bytes, name: str = "company.toml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def test_the_page_offers_the_examples_and_all_markets(kari: Client) -> None:
    html = kari.get(PAGE).content.decode()
    assert len(re.findall(r'name="source" value="(?!own)', html)) == 4
    assert html.count('name="markets"') == 29
    assert html.count('data-variant="primary"') == 1


@pytest.mark.parametrize("invented", [False, True])
def test_a_real_desk_keeps_the_examples_folded(kari: Client, settings: Any, invented: bool) -> None:
    settings.IS_INVENTED = invented
    html = kari.get(PAGE).content.decode()
    start, words = html.index('value="own"'), html.index("Invented examples")
    fold = html[start:words]
    assert 'value="nordlys-vital"' not in html[:words]
    assert ("<details" in fold, " open>" in fold) == (True, invented)


def test_markets_are_named_and_sorted_in_norwegian(kari: Client) -> None:
    html = kari.get(PAGE, headers={"accept-language": "nb"}).content.decode()
    names = re.findall(r'name="markets" value="\w\w"> (.*?)</label>', html)
    assert names[0] == "Australia"
    assert names[-1] == "Østerrike"
    assert "Tyskland" in names


def test_an_example_is_queued_and_shown_waiting(kari: Client, cast: Cast) -> None:
    answer = ask(kari, source="sovn-app", markets=["DE", "SE"])
    plan = Plan.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{PLANS}{plan.pk}/")
    assert (plan.state, plan.markets, plan.draws, plan.version) == ("waiting", ["DE", "SE"], 1000, 1)
    assert plan.company_name.startswith("Søvn")
    assert plan.company == cast.nordlys


def test_an_uploaded_file_is_queued(kari: Client, company_toml: str) -> None:
    assert ask(kari, source="own", upload=upload(company_toml)).status_code == 302
    assert Plan.objects.get().company_toml == company_toml


def test_a_written_text_is_queued(kari: Client, company_toml: str) -> None:
    assert ask(kari, source="own", company_toml=company_toml).status_code == 302


def test_every_problem_in_a_file_is_listed_and_its_text_stays(kari: Client) -> None:
    answer = ask(kari, source="sovn-app", upload=upload(SPOILT), markets=["DE"], draws=4321, seed=77)
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


def test_a_text_that_was_mended_can_be_sent_again(kari: Client, company_toml: str) -> None:
    broken = company_toml.replace("cash_nok = ", "cash_nok = -")
    html = ask(kari, source="own", company_toml=broken).content.decode()
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
def test_a_file_that_is_none_is_refused_in_words(kari: Client, content: bytes, said: str) -> None:
    answer = ask(kari, source="own", upload=upload(content), markets=["DE"])
    html = answer.content.decode()
    assert answer.status_code == 422
    assert said in html
    assert re.search(r'value="DE" checked', html)
    assert gettempdir() not in html


def test_a_hostile_file_name_does_nothing(kari: Client, company_toml: str) -> None:
    assert ask(kari, source="own", upload=upload(company_toml, "../../etc/<b>passwd")).status_code == 302


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
def test_what_cannot_be_planned_is_refused(kari: Client, fields: dict[str, Any]) -> None:
    answer = ask(kari, **fields)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Plan.objects.exists()


def test_sending_twice_asks_once(kari: Client) -> None:
    ticket = str(uuid4())
    places = {ask(kari, source="sovn-app", ticket=ticket)["Location"] for _ in range(2)}
    assert len(places) == 1
    assert Plan.objects.count() == 1


def test_a_plan_can_be_begun_from_an_older_one(kari: Client, queue: MakePlan) -> None:
    plan = queue(markets=("SE",), draws=2345)
    html = kari.get(f"{PAGE}?like={plan.pk}").content.decode()
    assert "Nordlys Vital" in html
    assert re.search(r'value="SE" checked', html)
    assert 'value="2345"' in html
    assert kari.get(f"{PAGE}?like=none").status_code == 200
    noted = Entry.objects.filter(kind="read", subject=f"plan {plan.pk}").values_list("section", flat=True)
    assert set(noted) == {"money", "price", "plan"}  # the text holds all of it


def test_a_plan_that_is_not_there_notes_nothing(kari: Client) -> None:
    kari.get(PAGE)
    kari.get(f"{PAGE}?like=99")
    assert not Entry.objects.filter(kind="read").exists()


def test_the_empty_file_can_be_taken(kari: Client) -> None:
    answer = kari.get(f"{PAGE}company.toml", headers={"accept-language": "nb"})
    assert answer["Content-Disposition"] == 'attachment; filename="company.toml"'
    assert "Selskapsfilen" in answer.content.decode()


def test_a_text_far_too_long_is_refused_in_words(kari: Client) -> None:
    answer = ask(kari, source="own", company_toml="#" * 3_000_000)
    assert answer.status_code == 400
    assert "The form is too large" in answer.content.decode()


def test_a_text_too_long_is_refused_on_the_page(kari: Client) -> None:
    assert ask(kari, source="own", company_toml="#" * 1_000_001).status_code == 422
    answer = ask(kari, source="own", company_toml="#" + "å" * 600_000)
    assert answer.status_code == 422
    assert "a company file has at most 1 MB" in answer.content.decode()


@pytest.fixture
def halo(cast: Cast, company_toml: str) -> Product:
    """A product in the record of Nordlys."""
    content = json.loads(json.dumps(tomllib.loads(company_toml), default=str))  # days as JSON has them
    arrival = Arrival(profile=Profile(company=cast.nordlys), product=None, content=content)
    return take_in(by=SYSTEM, company=cast.nordlys, arrival=arrival)


def test_the_companys_own_products_come_first(kari: Client, halo: Product) -> None:
    html = kari.get(PAGE).content.decode()
    keys = re.findall(r'name="source" value="(.*?)"( checked)?', html)
    assert keys[0] == (f"record-{halo.slug}", " checked")
    assert [key for key, checked in keys if checked] == [keys[0][0]]
    assert len(keys) == 6
    named = kari.get(f"{PAGE}?product={halo.slug}").content.decode()
    assert f'value="record-{halo.slug}" checked' in named


def test_a_plan_is_made_of_what_the_record_says(kari: Client, halo: Product, cast: Cast) -> None:
    answer = ask(kari, source=f"record-{halo.slug}")
    assert answer.status_code == 302
    plan = Plan.objects.get()
    assert (plan.company, plan.product_name) == (cast.nordlys, halo.name)
    assert tomllib.loads(plan.company_toml)["product"]["name"] == halo.name


def test_a_record_that_is_not_enough_leads_to_its_questions(kari: Client, cast: Cast) -> None:
    product = add_product(by=SYSTEM, company=cast.nordlys, name="Ny <b>")
    answer = ask(kari, source=f"record-{product.slug}", markets=["DE"])
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "product.kind" in html
    assert f'href="/record/nordlys/{product.slug}/"' in html
    assert f'value="record-{product.slug}" checked' in html
    assert re.search(r'value="DE" checked', html)
    assert re.search(r"<textarea[^>]*>\s*</textarea>", html)  # it is mended in the record, not here
    assert "<b>" not in html
    assert not Plan.objects.exists()


def test_another_companys_product_is_no_choice(cast: Cast, halo: Product) -> None:
    rita = cast.client(cast.rita)
    page = "/decide/rask/new/"
    assert f"record-{halo.slug}" not in rita.get(f"{page}?product={halo.slug}").content.decode()
    form = {"source": f"record-{halo.slug}", "draws": 1000, "seed": 1, "ticket": str(uuid4())}
    assert rita.post(page, form).status_code == 422
    assert not Plan.objects.exists()
