"""What health is worth: classes of severity, discounting by hand, an invented shelf, and the files."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.access.price.threshold import Threshold, Worth
from fram.knowledge.access.payers.worth import read_worth
from fram.knowledge.shelf import Shelf
from fram.rules.parameter import Parameter
from fram.terms.citation import Confidence
from fram.terms.dist import Fixed, Uniform
from fram.terms.errors import Refused
from fram.terms.jurisdiction import MARKETS
from fram.terms.logic import Unknown
from fram.terms.proof.worth import Severity
from fram.workspace.world import the_world

ON = date(2026, 11, 22)
WORTH = the_world().worth
VALUE = "{unit: share, values: [{start: 2020-01-01, value: %s, cite: {title: Invented}}]}"
NOBODY = Severity()


def ids(worth: Worth, **severity: float) -> list[str]:
    return [one.id for one in worth.threshold_for(Severity(**severity))]


def ends(threshold: Threshold, day: date = ON) -> tuple[float, float]:
    dated = threshold.value.on(day)
    assert not isinstance(dated, Unknown)
    if isinstance(dated.value, Uniform):
        return dated.value.low, dated.value.high
    return dated.number, dated.number


# --- classes of severity ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("years", "money"),
    [
        (0, 275_000),
        (3.9, 275_000),
        (4, 385_000),
        (11, 495_000),
        (12, 605_000),
        (19.9, 715_000),
        (20, 825_000),
    ],
)
def test_norway_has_six_classes_by_healthy_years_lost(years: float, money: float) -> None:
    (found,) = WORTH["NO"].threshold_for(Severity(years_lost=years))
    assert ends(found) == (money, money)


def test_without_an_answer_all_classes_may_apply() -> None:
    assert len(WORTH["NO"].threshold_for(NOBODY)) == 6
    assert len(WORTH["NO"].threshold_for(Severity(share_lost=0.9))) == 6  # Norway does not count shares
    assert ids(WORTH["NL"]) == ["low", "middle", "high"]


@pytest.mark.parametrize(
    ("share", "found"),
    [(0.05, []), (0.1, ["low"]), (0.41, ["middle"]), (0.7, ["middle"]), (0.71, ["high"]), (1.0, ["high"])],
)
def test_the_netherlands_have_three_classes_by_share_and_none_below(share: float, found: list[str]) -> None:
    assert ids(WORTH["NL"], share_lost=share) == found


def medicines(worth: Worth) -> Worth:
    """England as it would be without its span for devices."""
    kept = tuple(one for one in worth.thresholds if one.covers == "medicines")
    return Worth(market=worth.market, thresholds=kept)


@pytest.mark.parametrize(
    ("years", "share", "weights"),
    [
        (5, 0.5, [1]),
        (5, 0.9, [1.2]),
        (18, 0.5, [1.7]),
        (13, 0.96, [1.7]),
        (13, None, [1.2, 1.7]),  # the share may yet make it the most severe
        (None, 0.96, [1.7]),
        (None, None, [1, 1.2, 1.7]),
    ],
)
def test_the_more_severe_of_two_measures_counts(
    years: float | None, share: float | None, weights: list[float]
) -> None:
    found = medicines(WORTH["GB"]).threshold_for(Severity(years_lost=years, share_lost=share))
    assert [one.weight for one in found] == weights


@given(years=st.floats(0, 40), more=st.floats(0, 40), share=st.floats(0, 1))
def test_more_severe_is_never_worth_less(years: float, more: float, share: float) -> None:
    def least(found: tuple[Threshold, ...]) -> float:
        return min(ends(one)[0] * one.weight for one in found)

    for worth in (WORTH["NO"], medicines(WORTH["GB"])):
        mild = worth.threshold_for(Severity(years_lost=years, share_lost=share))
        severe = worth.threshold_for(Severity(years_lost=years + more, share_lost=share))
        assert least(mild) <= least(severe)


@given(years=st.floats(0, 40), share=st.floats(0, 1))
def test_an_answer_only_ever_narrows(years: float, share: float) -> None:
    for worth in WORTH.values():
        whole = ids(worth)
        for told in ({"years_lost": years}, {"share_lost": share}):
            some = ids(worth, **told)
            assert set(some) <= set(whole)
            assert set(ids(worth, years_lost=years, share_lost=share)) <= set(some)


def test_what_asks_for_more_than_severity_stays_out() -> None:
    assert ids(WORTH["SE"]) == ["moderate", "very-severe"]  # not the limit for rare conditions
    assert ids(WORTH["JP"]) == ["common"]
    assert ids(WORTH["GB"]) == ["healthtech"]  # the severity weights are for medicines
    assert ids(WORTH["IE"]) == ["agreement"]  # the figure of before October 2012 is out of use
    assert [market for market, worth in WORTH.items() if worth.is_for_medicines_only] == ["IE"]


# --- discounting ------------------------------------------------------------------------------------


def test_norway_discounts_by_bands_of_years() -> None:
    """Year 41 is 39 years at 4 %, then two at 3 %; year 75 adds 33 more and one at 2 %."""
    found = WORTH["NO"].factors(76, on=ON)
    assert not isinstance(found, Unknown)
    assert found.costs[:2] == (1, pytest.approx(1 / 1.04))
    assert found.costs[41] == pytest.approx(1 / (1.04**39 * 1.03**2))
    assert found.costs[75] == pytest.approx(1 / (1.04**39 * 1.03**35 * 1.02))
    assert found.effects == found.costs


@pytest.mark.parametrize(
    ("market", "costs", "effects"),
    [
        ("GB", 0.035, 0.035),
        ("GB-SCO", 0.035, 0.035),
        ("NL", 0.03, 0.015),
        ("BE", 0.03, 0.015),
        ("PL", 0.05, 0.035),
        ("AT", 0.05, 0.05),
        ("JP", 0.02, 0.02),
        ("CA", 0.015, 0.015),
    ],
)
def test_costs_and_effects_may_be_discounted_apart(market: str, costs: float, effects: float) -> None:
    found = WORTH[market].factors(6, on=ON)
    assert not isinstance(found, Unknown)
    assert found.costs[5] == pytest.approx((1 + costs) ** -5)
    assert found.effects[5] == pytest.approx((1 + effects) ** -5)


def test_denmark_and_france_fall_later_and_denmark_was_higher_before_2021() -> None:
    for market, first, later, year in (("DK", 0.035, 0.025, 36), ("FR", 0.025, 0.015, 30)):
        rates = WORTH[market].rates(80, on=ON)
        assert not isinstance(rates, Unknown)
        assert (rates.costs[year - 1], rates.costs[year]) == (first, later)
    before = WORTH["DK"].rates(80, on=date(2020, 6, 1))
    assert not isinstance(before, Unknown)
    assert (before.costs[0], before.costs[36], before.costs[71]) == (0.04, 0.03, 0.02)


def test_where_no_rate_is_known_it_is_unknown_and_not_zero() -> None:
    assert isinstance(WORTH["LU"].factors(5, on=ON), Unknown)
    assert isinstance(WORTH["AT"].factors(5, on=date(2000, 1, 1)), Unknown)


def test_france_holds_both_rates_that_sources_give() -> None:
    discount = WORTH["FR"].discount
    assert discount is not None
    assert [one.values[-1].number for one in discount.beside] == [0.04]


# --- an invented shelf ------------------------------------------------------------------------------


def shelf_of(root: Path, **files: str) -> Shelf:
    for folder, text in files.items():
        (root / folder).mkdir()
        (root / folder / "worth.yaml").write_text(text, encoding="utf-8")
    return Shelf(root=root)


def test_a_market_without_a_file_claims_nothing(tmp_path: Path) -> None:
    assert read_worth(Shelf(root=tmp_path), ["XX"]) == {"XX": Worth(market="XX")}


def test_a_threshold_by_product_per_head_is_worked_out_and_a_gap_without_it(tmp_path: Path) -> None:
    text = f"currency: USD\nthresholds: [{{id: a, rule: research, of_gdp_per_head: {VALUE % 0.75}}}]"
    shelf = shelf_of(tmp_path, xx=text, yy=text)
    gdp = f"figures: {{gdp_per_head: {VALUE % 50000}}}"
    (tmp_path / "xx" / "market.yaml").write_text(gdp, encoding="utf-8")
    found = read_worth(shelf, ["XX", "YY"])
    dated = found["XX"].thresholds[0].value.on(ON)
    assert not isinstance(dated, Unknown)
    assert (dated.value, dated.confidence) == (Fixed(value=37_500), Confidence.PARTLY_READ)
    assert "0.75 x 50,000" in dated.note
    assert isinstance(found["YY"].thresholds[0].value.on(ON), Unknown)


ONE = f"id: a, rule: rule, value: {VALUE % 1}"
SAID = "limits: {cite: {title: T}}"
GAP = "currency: EUR\ngap: {en: a, nb: b}\n"
RATE = f"{{from_year: %s, rate: {VALUE % 0.03}}}"


def thresholds(*rows: str) -> str:
    return f"currency: EUR\nthresholds: [{', '.join(f'{{{row}}}' for row in rows)}]"


@pytest.mark.parametrize(
    "text",
    [
        "thresholds: []",
        "currency: EUR",
        "currency: EUR\ngap: {en: none}",
        f"{GAP}threshold: []",
        thresholds(ONE.replace("rule: rule", "rule: law")),
        thresholds(f"{ONE}, years_lost: {{below: 4}}"),
        thresholds(f"{ONE}, {SAID}"),
        thresholds(f"{ONE}, {SAID}, years_lost: {{from: 4, below: 4}}"),
        thresholds(ONE, ONE),
        f"{GAP}discount: {{both: [{RATE % 3}]}}",
        f"{GAP}discount: {{costs: [{RATE % 0}]}}",
        f"{GAP}areas: [{{currency: EUR, gap: {{en: a, nb: b}}}}]",
    ],
)
def test_what_is_not_understood_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        read_worth(shelf_of(tmp_path, xx=text), ["XX"])


# --- the files --------------------------------------------------------------------------------------


def everything() -> list[tuple[str, Parameter]]:
    return [(code, one) for code, worth in WORTH.items() for one in worth.parameters]


def test_every_market_says_what_is_known_and_what_is_not() -> None:
    assert set(WORTH) == {*MARKETS, "GB-SCO"}
    for code, worth in WORTH.items():
        assert worth.currency, code
        assert worth.thresholds or set(worth.gap) == {"en", "nb"}, code
        assert worth.code == {"GB": "GB-ENG"}.get(code, code)


def test_only_what_was_read_is_called_so_and_the_rest_is_a_figure_of_ours() -> None:
    for code, parameter in everything():
        assert parameter.checked, (code, parameter.key)
        for dated in parameter.values:
            assert dated.cite.publisher, (code, parameter.key)
            unread = dated.confidence is Confidence.UNCHECKED
            assert (dated.cite.read is None) == unread, (code, parameter.key)
            assert not unread or dated.cite.publisher == "Fram", (code, parameter.key)


def test_figures_lie_where_they_can() -> None:
    for code, parameter in everything():
        low, high = {"discount": (0, 0.1), "budget": (1e6, 1e9)}.get(parameter.key.split()[0], (1e4, 8e6))
        for dated in parameter.values:
            assert low <= dated.number <= high, (code, parameter.key)


def test_class_limits_nobody_read_are_marked() -> None:
    unread = {
        code
        for code, worth in WORTH.items()
        if any(one.limits is Confidence.UNCHECKED for one in worth.thresholds)
    }
    assert unread == {"NO", "GB"}
    assert {one.limits for one in WORTH["NL"].thresholds} == {Confidence.PARTLY_READ, Confidence.READ}


def test_the_ends_of_the_norwegian_scale_were_read_and_the_steps_were_not() -> None:
    sure = [one.value.values[-1].confidence for one in WORTH["NO"].thresholds]
    assert sure == [Confidence.READ, *[Confidence.UNCHECKED] * 4, Confidence.READ]


def test_poland_has_dated_values() -> None:
    (law,) = WORTH["PL"].thresholds
    for day, money in (
        (date(2024, 1, 1), 190_380),
        (date(2025, 1, 1), 217_641),
        (date(2025, 11, 4), 244_821),
        (ON, 244_821),
    ):
        assert ends(law, day) == (money, money)


def test_english_medicines_and_appraised_healthtech_rose_in_april_2026() -> None:
    by_id = {one.id: one for one in WORTH["GB"].thresholds}
    assert ends(by_id["medicine"], date(2026, 3, 31)) == (20_000, 30_000)
    assert ends(by_id["medicine"]) == ends(by_id["healthtech-appraisal"]) == (25_000, 35_000)
    assert ends(by_id["healthtech"]) == (20_000, 30_000)


def test_budget_tests_of_england() -> None:
    limits = {one.id: (one.limit.values[-1].number, one.years) for one in WORTH["GB"].budget_tests}
    assert limits == {
        "budget-impact-test": (40e6, 3),
        "medtech-funding-mandate": (20e6, 3),
        "medtech-pathway": (10e6, 3),
    }


def test_the_files_carry_the_table(data_folder: Path) -> None:
    """Every threshold with a number stands in the files; the supply side is a note."""
    with (data_folder / "domain" / "thresholds.csv").open(encoding="utf-8") as file:
        rows = [
            row for row in csv.DictReader(file) if row["kind"].startswith("wtp") and row["ccy"] != "local"
        ]
    named = {"UK-ENG": "GB", "UK-SCO": "GB-SCO"}
    for row in rows:
        code = named.get(row["country"], row["country"])
        if code not in WORTH or not row["high"] or "supply" in row["kind"]:
            continue
        span = (float(row["low"]), float(row["high"]))
        known = {d_ends for one in WORTH[code].thresholds for d_ends in _all_ends(one)}
        both = {(low, high) for low, _ in known for _, high in known}
        assert span in both, (code, span)


def _all_ends(threshold: Threshold) -> list[tuple[float, float]]:
    return [ends(threshold, dated.start) for dated in threshold.value.values]


def test_rates_are_those_of_the_table_but_for_what_was_corrected(data_folder: Path) -> None:
    with (data_folder / "domain" / "thresholds.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "discount" and row["low"]]
    named = {"UK-ENG": "GB", "UK-SCO": "GB-SCO"}
    differing = set()
    for row in rows:
        code = named.get(row["country"], row["country"])
        if code not in WORTH or ("years" in row["metric"] and "0-" not in row["metric"]):
            continue
        rates = WORTH[code].rates(1, on=ON)
        assert not isinstance(rates, Unknown), code
        if rates.costs[0] != pytest.approx(float(row["low"]) / 100):
            differing.add(code)
    assert differing == {"AT"}  # its consensus paper of 2006 says 5 %, and nothing newer was read
