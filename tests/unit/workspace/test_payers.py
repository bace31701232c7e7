"""Who pays in a market as a page: for every market and both languages, and where little is known."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fram.access.pathways.prices.price import LINES, NOTES, REASONS
from fram.terms.errors import Refused
from fram.terms.jurisdiction import MARKETS
from fram.terms.logic import Truth
from fram.terms.product import CompanyFile
from fram.workspace.access.phrases import phrases
from fram.workspace.company import read_company
from fram.workspace.decide import plan_company
from fram.workspace.payers import PayersView, payers_view
from fram.workspace.payers.html import payers_html, write_page
from fram.workspace.payers.text import payers_json, payers_text
from fram.workspace.payers.told import payers_page

DAY = date(2026, 11, 22)
EXAMPLES = Path(__file__).parents[3] / "examples"
NAMES = ("nordlys-vital", "sovn-app", "holokirurg", "rask-sepsis")


@cache
def file(name: str) -> CompanyFile:
    return read_company(EXAMPLES / f"{name}.toml", on=DAY)


def view(market: str, name: str = "sovn-app", *, on: date = DAY, **facts: Any) -> PayersView:
    whole = file(name)
    payer = facts.pop("payer", whole.product.payer)
    product = replace(whole.product, payer=payer, facts={**whole.product.facts, **facts})
    return payers_view(replace(whole, product=product), market=market, on=on)


@pytest.mark.parametrize("market", MARKETS)
@pytest.mark.parametrize("name", NAMES)
def test_every_example_has_a_page_for_every_market_in_both_languages(market: str, name: str) -> None:
    found = view(market, name)
    for lang in ("en", "nb"):
        text, page = payers_text(found, lang=lang), payers_html(found, lang=lang)
        assert max(map(len, text.splitlines())) <= 100
        assert "{" not in text
        assert "<script" not in page
        assert "src=" not in page
        assert f'lang="{lang}"' in page
    told = json.loads(payers_json(found))
    assert {one["id"] for one in told["pathways"]} == {one.pathway.id for one in found.payers}


def test_the_answer_for_machines_has_the_promised_keys() -> None:
    told = json.loads(payers_json(view("DE")))
    assert told["market"] == "DE"
    promised = {
        "id",
        "name",
        "fit",
        "missing",
        "failing",
        "pays",
        "days_to_first_payment",
        "price",
        "sources",
    }
    listing = next(one for one in told["pathways"] if one["id"] == "DE-DIGA-P")
    assert promised <= set(listing)
    assert listing["fit"] == "no"
    assert listing["can_come_to_fit"]
    assert "bsi_certificate" in listing["failing"]
    days = listing["days_to_first_payment"]
    assert 67 <= days["p10"] < days["p50"] < days["p90"] <= 291
    assert listing["first_money"]["p10"] < listing["first_money"]["p90"]
    assert listing["price"]["net"]["p10"] < listing["price"]["net"]["p90"]
    assert all(source["title"] for source in listing["sources"])


def test_all_answers_given_make_it_fit() -> None:
    ready = {
        "content_rejected_by_gba": False, "bsi_certificate": True, "gdpr_certificate_or_deadline": True,
        "epa_export_ready": True, "evidence_from_germany_or_transferable": True,
    }  # fmt: skip
    found = view("DE", **ready)
    assert found.best is not None
    assert (found.best.pathway.id, found.best.fit.truth) == ("DE-DIGA-P", Truth.YES)
    assert "fits" in payers_text(found)


def test_what_stands_first_pays_and_what_is_closed_is_told_by_one_condition() -> None:
    found = view("DE")
    page = payers_page(found)
    assert page.cards[0].pays == "pays"
    closed = {card.id: card.stands for card in page.closed}
    assert "DE-NUB" in closed
    assert closed["DE-NUB"].startswith("not met: ")


def test_a_buyer_with_a_budget_needs_no_listing() -> None:
    found = view("SE", "nordlys-vital")
    assert found.best is None
    assert found.direct is not None
    assert found.direct.legs[-1].name == "sale"
    text = payers_text(found)
    assert "a sale to the buyer, out of a budget" in text
    assert "Your list price" in text
    assert "fram access buying" in text


def test_without_a_payer_the_file_is_asked_for_it() -> None:
    text = payers_text(view("DE", payer=None))
    assert "set product.payer in the file" in text


@pytest.mark.parametrize("market", ["BR", "CN", "IN"])
def test_a_market_without_a_pathway_says_so_and_whom_to_ask(market: str) -> None:
    found = view(market)
    assert (found.payers, found.best, found.money) == ((), None, None)
    for lang, known in (("en", "no way to payment"), ("nb", "ingen vei til betaling")):
        text = payers_text(found, lang=lang)
        assert known in text
        assert found.instead is not None
        assert found.instead.ask[lang].split()[0] in text


def test_a_day_before_the_law_gives_no_month_and_says_why() -> None:
    found = view("DE", on=date(2018, 1, 1))
    listing = next(one for one in found.payers if one.pathway.id == "DE-DIGA-P")
    assert (listing.fit.exists, listing.money) == (False, None)
    text = payers_text(found)
    assert "did not exist on this day" in text
    assert "Traceback" not in text


def test_the_price_is_that_of_the_day_the_money_comes() -> None:
    """Asked in 2026, paid in 2028: the volume discount of 2027 holds, and both readings of it are shown."""
    listing = next(one for one in view("DE").payers if one.pathway.id == "DE-DIGA-P")
    assert listing.money is not None
    assert listing.money.p50 > 13
    assert set(getattr(listing.price, "readings", {})) == {"whole", "marginal"}


def test_a_market_served_says_so() -> None:
    assert "You sell here already" in payers_text(view("NO"))
    assert "You sell here already" not in payers_text(view("DE"))


def test_ways_that_nobody_can_apply_for_are_not_called_a_misfit() -> None:
    text = payers_text(view("GB"))
    assert "nobody can apply for them" in text
    assert "none that pays can come to fit" not in text


def test_a_study_that_is_missing_lies_on_the_way() -> None:
    def names(name: str) -> set[str]:
        found = next(one for one in view("DE").payers if one.pathway.id == name)
        assert found.run is not None
        return {leg.name for leg in found.run.legs}

    assert "evidence" in names("DE-DIGA-P")
    assert "evidence" not in names("DE-140A")


def test_the_page_and_the_plan_tell_one_day() -> None:
    """The same activities in the same order; only the road to approval is the likeliest one here."""
    whole = file("sovn-app")
    plan = plan_company(whole, source=("", ""), markets=("DE", "FR", "CH"), draws=2_000, seed=1, on=DAY)
    for line in plan.plan.markets:
        page = payers_view(whole, market=line.result.market, on=DAY)
        assert page.money is not None
        assert line.result.first_sale is not None
        assert page.money.p50 == pytest.approx(line.result.first_sale.p50, abs=1.0), line.result.market
        kept = next(one for one in plan.payers if one.market == line.result.market)
        assert kept.money is not None
        assert kept.money.p50 == pytest.approx(page.money.p50, abs=0.01)


def test_the_first_money_is_approval_then_window_steps_and_first_patients() -> None:
    found = view("DE")
    assert found.run is not None
    names = [leg.name for leg in found.run.legs]
    assert names[0] in ("approval", "gates")
    assert names[-1] == "sale"
    starts = [float(leg.starts.mean()) for leg in found.run.legs if leg.name not in ("approval", "gates")]
    assert starts == sorted(starts)


def test_one_way_is_shown_in_full_and_an_unknown_one_refused_with_a_hint() -> None:
    assert "the texts" not in payers_text(view("DE"), way="de-nub")
    assert "(DE-NUB)" in payers_text(view("DE"), way="de-nub")
    with pytest.raises(Refused, match="DE-DIGA-X") as refused:
        payers_text(view("DE"), way="DE-DIGA-X")
    assert "DE-DIGA" in refused.value.problem.remedy


def test_an_unknown_market_is_refused() -> None:
    with pytest.raises(Refused, match="market"):
        view("XX")


def test_a_page_is_written_whole(tmp_path: Path) -> None:
    path = write_page(view("FR"), tmp_path / "france.html")
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_every_line_note_and_reason_of_a_price_has_words() -> None:
    known = phrases("payers")
    wanted = {*(f"line-{key}" for key in LINES), *(f"note-{key}" for key in NOTES), *REASONS}
    assert wanted - set(known) == set()


def test_no_words_are_left_over() -> None:
    """Each word is called by name, or belongs to a family whose key is put together."""
    code = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("payers", "weighing/paying")
        for path in (EXAMPLES.parent / "src" / "fram" / "workspace" / folder).rglob("*.*")
        if path.suffix in (".py", ".html")
    )
    families = (
        "line-", "note-", "net-", "fit-", "pays-", "change-", "state-", "confidence-", "per-", "window-",
        "leg-", "actor-", "partner", "skip", "reading-", "paid-", "payer-", "approval-", "months", "days",
        "col-",
    )  # fmt: skip
    left = {key for key in phrases("payers") if f'"{key}"' not in code and not key.startswith(families)}
    assert left == set()
