"""How a market buys as a use case: in words, as JSON, and what is refused."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fram.access.buying.cycle import Observation
from fram.cli.ending import leave_with
from fram.terms.citation import Citation, Confidence
from fram.terms.errors import Refused
from fram.terms.estimate import Estimate
from fram.terms.jurisdiction import MARKETS
from fram.terms.product import CompanyFile
from fram.workspace.access.phrases import phrases
from fram.workspace.buying import BuyingView, buying_json, buying_text, market_buying
from fram.workspace.buying.worth import worth_of
from fram.workspace.company import read_company
from fram.workspace.papers.phrases import points_of
from fram.workspace.world import the_world

ON = date(2026, 11, 22)
EXAMPLES = Path(__file__).parents[3] / "examples"
NORDLYS = read_company(EXAMPLES / "nordlys-vital.toml", on=ON)
SOVN = read_company(EXAMPLES / "sovn-app.toml", on=ON)
HOLO = read_company(EXAMPLES / "holokirurg.toml", on=ON)
RASK = read_company(EXAMPLES / "rask-sepsis.toml", on=ON)


def view(file: CompanyFile, market: str, value: str = "", **told: Any) -> BuyingView:
    return market_buying(file, market=market, on=ON, value=value, **told)


def told(file: CompanyFile, market: str, value: str = "", lang: str = "en") -> str:
    return " ".join(buying_text(view(file, market, value), lang=lang).split())


def without_payer(file: CompanyFile) -> CompanyFile:
    product = replace(file.product, payer=None, unit_of_sale=None, settings=())
    return replace(file, product=product)


@pytest.mark.parametrize("lang", ["en", "nb"])
@pytest.mark.parametrize("market", MARKETS)
def test_the_page_fits_its_width_and_leaves_no_place_open(market: str, lang: str) -> None:
    for file in (NORDLYS, SOVN, without_payer(RASK)):
        text = buying_text(view(file, market, "250000 EUR"), lang=lang)
        long = [line for line in text.splitlines() if len(line) > 100 and "://" not in line]
        assert long == []
        assert not {"{", "}", "None"} & set(text.replace("\n", " ").split())


def test_a_chief_executive_sees_the_answer_first() -> None:
    text = told(NORDLYS, "DE", "250000 EUR")
    head = text[: text.index("Who buys here")]
    for said in (
        "a hospital, perhaps also a municipality",
        "250,000 EUR reaches: European, goods and services",
        "4.5 to 14 months, middle 8.2, pooled, not measured here",
        "next budget year from 1 Jan 2027, in 1.3 months",
        "Clinical lead, Hospital management decide",
        "Ask the budget holder now what is already fixed for the year that begins on 1 Jan 2027.",
        "Watch oeffentlichevergabe.de for the code 33195000",
    ):
        assert said in head.replace("\N{NO-BREAK SPACE}", " "), said


def test_norwegian_is_said_in_norwegian() -> None:
    text = told(NORDLYS, "NO", "2m NOK", lang="nb").replace("\N{NO-BREAK SPACE}", " ")
    for said in (
        "Slik kjøper Norge", "2 000 000 NOK når: Nasjonal terskelverdi", "samlet, ikke målt her",
        "Sykehusinnkjøp HF", "Hvem som må si ja: et sykehus", "Personvern: kan stanse det",
        "Personvernkonsekvensvurdering (DPIA) (har dere)", "ISO 27001-sertifikat (mangler)",
    ):  # fmt: skip
        assert said in text, said


def test_every_sentence_of_the_page_is_used_and_stands_in_both_languages() -> None:
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in (Path(__file__).parents[3] / "src/fram/workspace/buying").glob("*.py")
    )
    made = ("kind-", "standing-", "sells-", "counts-", "voice-", "fact-", "answer-")
    known = phrases("buying")
    words = ("read", "partly-read", "unchecked", "next-watch", "deciders-only", "without-tax")
    own = {key for key in known if not key.startswith(made)} - set(words)
    unused = [key for key in own if not re.search(rf"""["']{re.escape(key)}["']""", source)]
    assert unused == []
    assert all(pair.in_("en") and pair.in_("nb") for pair in known.values())


def test_the_pool_is_taken_apart_where_it_speaks() -> None:
    text = told(HOLO, "FR")
    assert "pooled from 3 kinds of source, the same for all markets and not measured here" in text
    assert "6.6–11 months An article: hospital purchases take 6 to 12 months" in text
    assert "No sale was observed here." in text
    assert "181 days Insulin pumps and glucose sensors, first notice to award" in told(HOLO, "GB")


def test_a_sellers_tale_is_shown_and_moves_nothing() -> None:
    text = told(HOLO, "US")
    assert "2–3 months Software of 10,000 dollars to a practice told by one seller" in text
    us, fr = view(HOLO, "US").cycle, view(HOLO, "FR").cycle
    assert isinstance(us, Estimate)
    assert isinstance(fr, Estimate)
    assert us.dist == fr.dist


def test_the_companys_own_sales_are_shown_and_twenty_of_them_speak() -> None:
    mine = [
        Observation(
            id=f"mine-{at}", market="SE", buyer="hospital", days=200 + at, counts="contact-to-contract",
            what={"en": "Our sale", "nb": "Vårt salg"}, cite=Citation(title="Our own log"),
            confidence=Confidence.READ, of_company=True,
        )
        for at in range(20)
    ]  # fmt: skip
    few, enough = view(HOLO, "SE", own=mine[:3]), view(HOLO, "SE", own=mine)
    assert few.is_pooled
    assert "200 days Our sale, first contact to contract your own" in " ".join(buying_text(few).split())
    assert not enough.is_pooled
    assert "as 20 of the company's own sales here took" in " ".join(buying_text(enough).split())


def test_below_europes_limit_nothing_is_promised_where_the_markets_own_were_not_read() -> None:
    assert "national limits were not read here, so ask" in told(HOLO, "DE", "50000 EUR")
    assert "below every limit that was read" in told(HOLO, "FI", "50000 EUR")


def test_who_does_not_tender_is_told_so_and_gets_no_figures_of_hospitals() -> None:
    text = told(SOVN, "DE", "50000 EUR")
    assert "such a buyer does not tender as a rule" in text
    assert "not known: nobody observed it for this kind of buyer" in text
    assert "These buy for hospitals and public services, not for your buyer." in text
    assert "Medical director: decides" in text
    assert "read for the United States, carried over" in text
    assert "Ask the budget holder now" not in text


def test_a_file_that_does_not_say_who_pays_is_asked_first() -> None:
    text = told(without_payer(NORDLYS), "DE")
    assert "! The company file does not say whose budget pays; shown as if a hospital bought." in text
    assert "Say in the company file whose budget pays (product.payer)." in text


@pytest.mark.parametrize("market", ["BR", "CN", "IN"])
def test_a_market_with_nothing_read_says_so_first(market: str) -> None:
    text = told(HOLO, market, "100000 USD")
    assert "! No threshold, portal or buyer was read for this market. Ask there before you plan." in text
    assert "no limit was read here" in text


@pytest.mark.parametrize(
    ("file", "market", "codes"),
    [
        (NORDLYS, "SE", ["33195000"]),
        (HOLO, "SE", ["48180000", "48814400"]),
        (RASK, "GB", ["33141625"]),
        (SOVN, "DE", ["48180000"]),
    ],
)
def test_codes_by_words_and_by_answers(file: CompanyFile, market: str, codes: list[str]) -> None:
    found = view(file, market).codes
    assert found is not None
    assert [one.match.code.code for one in found] == codes
    assert all(one.match.is_good for one in found)


def test_codes_are_for_markets_that_use_them_and_nothing_far_off_is_proposed() -> None:
    assert view(NORDLYS, "US").codes is None
    assert view(NORDLYS, "CH").codes is None
    bread = replace(NORDLYS.product, intended_purpose="Bakes bread", claims=(), facts={})
    bare = replace(NORDLYS, product=bread)
    assert view(bare, "SE").codes == ()
    assert "No code fits your words well enough" in " ".join(buying_text(view(bare, "SE")).split())


def test_json_holds_the_same_and_the_sources() -> None:
    found = json.loads(buying_json(view(NORDLYS, "GB", "120k GBP")))
    assert (found["market"], found["kinds"]) == ("GB", ["hospital", "municipality"])
    notice = found["notice"]
    assert (notice["standing"], notice["applies"], notice["next_up"]) == ("notice", "central", None)
    assert notice["limits"][-1]["value"] == 144_000
    months = found["months"]
    assert (months["pooled"], months["origin"], months["confidence"]) == (True, "carried", "unchecked")
    assert months["p10"] < months["p50"] < months["p90"]
    assert found["money"]["next_start"] == "2027-04-01"
    seats = {seat["id"]: seat for seat in found["tables"]["hospital"]}
    assert seats["clinical-safety"]["cite"]["title"].startswith("Digital Technology Assessment Criteria")
    assert {"ready": "yes"}.items() <= seats["data-protection"]["bring"][0].items()


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("250000 EUR", (250_000, "EUR")),
        ("EUR 250,000", (250_000, "EUR")),
        ("250 000 eur", (250_000, "EUR")),
        ("250k GBP", (250_000, "GBP")),
        ("2.5m NOK", (2_500_000, "NOK")),
        ("NOK 2 500 000", (2_500_000, "NOK")),
        ("250.000 EUR", (250_000, "EUR")),
        ("2,500 EUR", (2_500, "EUR")),
        ("1,5 EUR", (1.5, "EUR")),
        ("1.50 EUR", (1.5, "EUR")),
        ("1234,56 EUR", (1234.56, "EUR")),
        ("1.250.000,50 EUR", (1_250_000.5, "EUR")),
        ("1,250,000.50 EUR", (1_250_000.5, "EUR")),
        ("1 250 000,5 EUR", (1_250_000.5, "EUR")),
        ("250\u00a0000 EUR", (250_000, "EUR")),
        ("250\u202f000 EUR", (250_000, "EUR")),
        ("2'500'000 CHF", (2_500_000, "CHF")),
        ("2’500’000 CHF", (2_500_000, "CHF")),
        ("12.345.678 DKK", (12_345_678, "DKK")),
        ("2,5m NOK", (2_500_000, "NOK")),
        ("2,5 mill NOK", (2_500_000, "NOK")),
        ("NOK 2,5 mill.", (2_500_000, "NOK")),
        ("3 million EUR", (3_000_000, "EUR")),
        ("500 tusen NOK", (500_000, "NOK")),
        ("0,5M EUR", (500_000, "EUR")),
        ("1,250,000k EUR", (1_250_000_000, "EUR")),
    ],
)
def test_a_value_is_read_as_people_write_it(text: str, worth: tuple[float, str]) -> None:
    assert worth_of(text) == worth


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("5000", "has no currency"),
        ("-5 EUR", "not above zero"),
        ("0 EUR", "not above zero"),
        ("EUR", "is no value"),
        ("a lot EUR", "is no value"),
        ("5 EUR NOK", "is no value"),
        ("12 XYZ", "no rates for `XYZ`"),
        ("1e5 EUR", "is no value"),
        ("nan EUR", "is no value"),
        ("25 00 EUR", "is no value"),
        ("2 5 EUR", "is no value"),
        ("12,34,567 EUR", "is no value"),
        ("1.250.50 EUR", "is no value"),
        ("1,000,00 EUR", "is no value"),
        ("1,2345 EUR", "is no value"),
        ("5 mill million EUR", "is no value"),
        ("9" * 400 + " EUR", "is no value"),
    ],
)
def test_a_value_that_is_none_is_refused_with_a_remedy(text: str, says: str) -> None:
    with pytest.raises(Refused, match=says) as refusal:
        view(HOLO, "BR", text)
    assert refusal.value.problem.remedy


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("2.500m NOK", ("2500000 NOK", "2500000000 NOK")),
        ("250,000k EUR", ("250000 EUR", "250000000 EUR")),
        ("0.500 EUR", ("0.5 EUR", "500 EUR")),
        ("1234.567 EUR", ("1234.57 EUR", "1234567 EUR")),
        ("1,234.567 EUR", ("1234.57 EUR", "1234567 EUR")),
        ("1 234,567 EUR", ("1234.57 EUR", "1234567 EUR")),
    ],
)
def test_what_can_be_read_two_ways_is_refused_with_both(text: str, readings: tuple[str, str]) -> None:
    with pytest.raises(Refused, match="two ways") as refusal:
        worth_of(text)
    remedy = refusal.value.problem.remedy
    assert remedy == f"write `{readings[0]}` or `{readings[1]}`"
    assert [worth_of(reading)[1] for reading in readings] == [text[-3:]] * 2


@pytest.mark.parametrize(
    ("market", "value", "says"),
    [
        ("DE", "", "Notice the limits for this day were not read"),
        ("NO", "2,5m NOK", "2,500,000 NOK reaches: National limit"),
        ("NO", "1,2m NOK", "is below the limits read for this day; others were not read for it, so ask"),
    ],
)
def test_limits_of_2028_are_said_not_to_have_been_read(market: str, value: str, says: str) -> None:
    found = market_buying(NORDLYS, market=market, value=value, on=date(2028, 2, 1))
    text = " ".join(buying_text(found).split()).replace("\N{NO-BREAK SPACE}", " ")
    assert says in text
    assert "the limit from 1 Jan 2028 on was not read" in text
    assert "216,000" not in text
    assert "2,300,000" not in text
    told = json.loads(buying_json(found))["notice"]
    assert [(one["id"], one["until"]) for one in told["over"]] == [("sub-central", "2028-01-01")]
    assert "was not read. Look it up" not in told_today(market, value)


def told_today(market: str, value: str) -> str:
    return " ".join(buying_text(view(NORDLYS, market, value)).split())


def test_an_unknown_market_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="unknown market"):
        view(HOLO, "XX")
    with pytest.raises(Refused):
        market_buying(tmp_path / "none.toml", market="DE", on=ON)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--market", "DE", "--value", "250000 EUR", "--on", "2026-11-22", "--json"), 0),
        (("--market", "uk", "--lang", "nb"), 0),
        (("--market", "DE", "--value", "250000"), 2),
        (("--market", "DE", "--value", "-1 EUR"), 2),
        (("--market", "XX"), 5),
        ((), 2),
    ],
)
def test_the_command_ends_as_the_others_do(words: tuple[str, ...], code: int) -> None:
    assert leave_with(["access", "buying", str(EXAMPLES / "holokirurg.toml"), *words]) == code


def test_the_docs_say_what_the_pool_the_roles_and_the_codes_are() -> None:
    text = " ".join((EXAMPLES.parent / "docs/knowledge/buying.md").read_text(encoding="utf-8").split())
    cycle, roles = (
        view(HOLO, "FR").cycle,
        [role for known in the_world().committees.values() for role in known],
    )
    assert isinstance(cycle, Estimate)
    low, middle, high = (f"{point:.1f}" for point in points_of(cycle))
    assert f"at most {low} months, half at most {middle}, nine in ten at most {high}; the mean is" in text
    assert f"the mean is {cycle.dist.mean:.1f}." in text
    assert f"names the roles by kind of buyer: {len(roles)} in all" in text
    for confidence in Confidence:
        count = sum(role.confidence is confidence for role in roles)
        assert f"| {count} | {confidence.value}" in text
    eea = sum("TED" in {portal.name for portal in one.portals} for one in the_world().buying.values())
    assert f"European limits hold in the {eea} markets" in text
