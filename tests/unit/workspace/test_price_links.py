"""``fram access price-links``: which launch shows its price to whom, on the invented companies."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fram.access.pathways.fit import Fit
from fram.access.pathways.prices import NetPrice
from fram.access.price_links.touching import touching
from fram.cli.app import app
from fram.decide.model.cashflow import Launch
from fram.knowledge.access.payers.price_links import read_price_links
from fram.terms.citation import Confidence
from fram.terms.dist import Fixed
from fram.terms.estimate import Estimate, Origin
from fram.terms.logic import Truth
from fram.terms.product import Price, ProductProfile
from fram.workspace.access.phrases import phrases
from fram.workspace.price_links import Linked, PriceLinks, price_links, price_links_json, price_links_text
from fram.workspace.price_links.formulas import ceiling_of
from fram.workspace.price_links.offers import as_others_are_paid, income_of_a_year
from fram.workspace.world import the_world
from tests.unit.access.pathways.invented import pathway
from tests.unit.access.price_links.test_stake import link, offer

ON = date(2026, 11, 22)
EXAMPLES = Path(__file__).parents[3] / "examples"


@cache
def found(name: str = "sovn-app", **more: Any) -> PriceLinks:
    return price_links(EXAMPLES / f"{name}.toml", on=ON, draws=400, **more)


def linked(name: str, seen: PriceLinks) -> Linked:
    return next(each for each in seen.linked if each.link.id == name)


def changed(tmp_path: Path, *pairs: tuple[str, str]) -> Path:
    text = (EXAMPLES / "sovn-app.toml").read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "sovn.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_costliest_link_stands_first_and_what_touches_nobody_last() -> None:
    seen = found()
    means = [float(each.stakes[0].total.mean()) if each.stakes else 0.0 for each in seen.linked]
    assert means == sorted(means, reverse=True)
    assert seen.linked[-1].touches is Truth.NO  # Poland's list is of goods in pharmacies, and this is an app
    assert {"DE", "CH", "JP", "PL"} == {each.link.market for each in seen.linked}


def test_only_the_markets_sold_in_are_seen() -> None:
    seen = found(markets=("DE",))
    assert seen.markets == ("NO", "DK", "DE")  # today's and home beside it
    assert [each.link.id for each in seen.linked] == ["de-diga"]
    stakes = linked("de-diga", seen).stakes
    assert {pair.market for pair in stakes[0].pairs} == {"NO", "DK"}
    assert all(pair.is_sold and pair.first == 1.0 for pair in stakes[0].pairs)


def test_paid_as_others_are_the_price_at_home_is_the_low_one() -> None:
    german = linked("de-diga", found(markets=("DE",)))
    assert german.through is not None
    assert german.stake is not None
    assert german.through.pathway.id.startswith("DE-DIGA")
    assert german.through.stake.total.mean() > german.stake.total.mean() >= 0


def test_a_cheap_subscription_at_home_is_told_plainly(tmp_path: Path) -> None:
    path = changed(
        tmp_path, ('model = "one-off"', 'model = "subscription"'), ("amount = 1_900", "amount = 300"),
        ("low = 1_200", "low = 280"), ("high = 3_900", "high = 320"),
        ("cost_to_serve = 55", "cost_to_serve = 9"),
        ('markets_served = ["NO", "DK"]', 'markets_served = ["NO"]'),
    )  # fmt: skip
    seen = price_links(path, on=ON, markets=("DE",), draws=400)
    told = " ".join(price_links_text(seen).split())
    assert "The lowest price seen is your own at home: Norway" in told
    assert "that price must be told from the first day" in told
    assert "Look at the price in Norway before you apply here" in told
    assert "Den laveste prisen som ses, er deres egen hjemme" in " ".join(
        price_links_text(seen, lang="nb").split()
    )


def test_nothing_at_stake_is_said() -> None:
    seen = found("nordlys-vital", markets=("DE", "SE"))
    assert all(each.touches is Truth.NO for each in seen.linked)
    assert "Nothing is at stake: none of the links read touches this product" in price_links_text(seen)
    japan = found("rask-sepsis", markets=("JP", "US", "DE"))
    assert not linked("jp-average", japan).is_any
    assert "the formula allows more than the price here" in " ".join(price_links_text(japan).split())


def test_without_a_price_the_duties_are_told_all_the_same(tmp_path: Path) -> None:
    path = changed(
        tmp_path, ("amount = 1_900", "# amount"), ("low = 1_200", ""), ("high = 3_900", ""),
    )  # fmt: skip
    seen = price_links(path, on=ON, markets=("DE",), draws=200)
    assert linked("de-diga", seen).why == "no-price"
    text = price_links_text(seen)
    assert "states no price" in text
    assert "tells the funds what people" in " ".join(text.split())
    assert json.loads(price_links_json(seen))["links"][0]["stake"] is None


def test_same_seed_same_words_and_numbers() -> None:
    again = price_links(EXAMPLES / "sovn-app.toml", on=ON, draws=400)
    assert price_links_json(again) == price_links_json(found())
    assert price_links_text(again) == price_links_text(found())


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_every_source_and_what_is_ours_is_named(lang: str) -> None:
    text = " ".join(price_links_text(found(), lang=lang).split())
    for each in found().linked:
        if each.touches is not Truth.NO:
            assert each.link.says[lang] in text
            assert each.link.cite.title in text
    assert ("nobody has measured it" if lang == "en" else "ingen har målt det") in text


def fit_of(truth: Truth, *, exists: bool = True) -> Fit:
    return Fit(pathway=pathway("p", 10), truth=truth, demands=(), exists=exists)


@pytest.mark.parametrize(
    ("fits", "expected"),
    [
        ([], Truth.UNKNOWN),
        ([fit_of(Truth.UNKNOWN)], Truth.UNKNOWN),
        ([fit_of(Truth.NO)], Truth.UNKNOWN),  # it fails on what can be changed
        ([fit_of(Truth.NO, exists=False)], Truth.NO),
        ([fit_of(Truth.NO, exists=False), fit_of(Truth.YES)], Truth.YES),
    ],
)
def test_a_link_touches_whom_its_pathways_are_open_to(fits: list[Fit], expected: Truth) -> None:
    app_ = ProductProfile(name="x", kind="software")
    assert touching(link(), fits, product=app_) is expected
    assert touching(link(kinds=("device",)), fits, product=app_) is Truth.NO


def test_japans_formula_stands_as_its_pathway_has_it() -> None:
    known = {each.id: each for each in read_price_links(the_world().shelf).links}
    most = ceiling_of(known["jp-average"], pathways=the_world().pathways, on=ON)
    assert most is not None
    published = np.array([[30_710.0], [21_242.0], [7_745.0], [8_500.0], [8_805.0]])
    assert most(published)[0] == pytest.approx(1.25 * 9_602.5)
    assert ceiling_of(known["de-diga"], pathways=the_world().pathways, on=ON) is None
    assert ceiling_of(known["jp-average"], pathways=(), on=ON) is None


def net(per: str, amount: float) -> NetPrice:
    told = Estimate(
        dist=Fixed(value=amount), unit="EUR", origin=Origin.CITED, confidence=Confidence.READ
    )  # fmt: skip
    return NetPrice(currency="EUR", per=per, net=told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("model", "per", "expected"),
    [
        ("subscription", "quarter", 300 * 10 / 3), ("subscription", "month", 3_000.0),
        ("one-off", "quarter", 3_000.0), ("one-off", "patient", 3_000.0),
        ("subscription", "patient", None), ("per-use", "quarter", None),
    ],
)  # fmt: skip
def test_what_a_pathway_pays_is_told_on_the_makers_basis(
    model: str, per: str, expected: float | None
) -> None:
    price = Price(model=model, amount=1.0)  # type: ignore[arg-type]
    told = as_others_are_paid(offer("DE", 500.0), net(per, 300), price=price, nok=10.0, seed=1)
    assert (told.paid[0] if told else None) == (pytest.approx(expected) if expected else None)


def launched(first_sale: float) -> Launch:
    one, nought = np.ones(1), np.zeros(1)
    fields = dict.fromkeys(Launch.__dataclass_fields__, nought)
    steady = {
        "units": 10 * one, "pace": one, "p": one, "keep": one, "ramp": one, "month_income": 100 * one,
        "first_sale": first_sale * one,
    }  # fmt: skip
    return Launch(**(fields | steady))


@pytest.mark.parametrize(("first_sale", "months"), [(0.0, 12), (12.0, 12), (90.0, 6), (200.0, 0)])
def test_income_is_that_of_the_third_year_of_sales(first_sale: float, months: int) -> None:
    assert income_of_a_year(launched(first_sale))[0] == pytest.approx(months * 1_000)


def test_the_command_speaks_json() -> None:
    from typer.testing import CliRunner

    words = ["access", "price-links", str(EXAMPLES / "sovn-app.toml"), "--on", ON.isoformat()]
    shown = CliRunner().invoke(app, [*words, "--markets", "DE,JP", "--draws", "200", "--json"])
    told = json.loads(shown.output)
    assert told["markets"] == ["NO", "DK", "DE", "JP"]
    for each in told["links"]:
        stakes = [each["stake"], (each["through"] or {}).get("stake")]
        assert all(0 <= at["nok_a_year"]["p10"] <= at["nok_a_year"]["p90"] for at in stakes if at)


def test_a_link_that_is_not_in_force_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    known = the_world().price_links
    late = replace(known, links=tuple(replace(each, since=date(2030, 1, 1)) for each in known.links))
    monkeypatch.setitem(the_world().__dict__, "price_links", late)
    seen = price_links(EXAMPLES / "sovn-app.toml", on=ON, draws=200, markets=("DE",))
    assert seen.linked == ()
    assert "Nothing is at stake" in price_links_text(seen)


def test_no_words_are_left_over() -> None:
    """Each word is called by name, or belongs to a family whose key is put together."""
    folder = EXAMPLES.parent / "src" / "fram" / "workspace" / "price_links"
    code = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    families = ("basis-", "what-", "touches-", "seen-", "per-", "why-")
    confidences = {one.value for one in Confidence}
    known = set(phrases("price_links"))
    said = set(re.findall(r"""say\(\s*["']([a-z-]+)["']""", code)) | set(re.findall(r'"([a-z-]+)"', code))
    assert {key for key in known - confidences - said if not key.startswith(families)} == set()
