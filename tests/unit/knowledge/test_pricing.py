"""What a sale costs: an invented shelf, and the files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fram.knowledge.pricing import FIGURES, Pricing, read_pricing
from fram.knowledge.shelf import Shelf
from fram.rules.parameter import Parameter
from fram.terms.citation import Confidence
from fram.terms.dist import Fixed, Pert, Uniform
from fram.terms.errors import Refused
from fram.terms.jurisdiction import MARKETS
from fram.terms.logic import Unknown
from fram.workspace.world import the_world

ON = date(2026, 11, 22)
PRICING = the_world().pricing
FIGURE = "unit: share, values: [{start: 2020-01-01, value: %s, cite: {title: Invented}}]"


def shelf_of(root: Path, **files: str) -> Shelf:
    for folder, text in files.items():
        (root / folder).mkdir()
        (root / folder / "pricing.yaml").write_text(text, encoding="utf-8")
    return Shelf(root=root)


def rate(found: Pricing, hs_code: str, home: str = "NO") -> float | None:
    fitting = found.duty_on(hs_code, home=home)
    return fitting[1].values[-1].number if fitting else None


# --- an invented shelf ----------------------------------------------------------------------------


def test_the_longest_heading_holds_and_dots_do_not_matter(tmp_path: Path) -> None:
    headings = (("90", 0.01), ("9018", 0.04), ("901819", 0.07))
    duty = "duty:\n" + "".join(f"  - {{hs: ['{hs}'], {FIGURE % value}}}\n" for hs, value in headings)
    [found] = read_pricing(shelf_of(tmp_path, xx=duty), ["XX"]).values()
    assert [rate(found, code) for code in ("9018.19.30", "90 18 90", "9022", "8471")] == [
        0.07,
        0.04,
        0.01,
        None,
    ]


def test_a_preference_is_for_the_goods_of_some_countries(tmp_path: Path) -> None:
    rows = (f"hs: ['9018'], {FIGURE % 0.06}", f"hs: ['901819'], origin: ['NO'], {FIGURE % 0}")
    duty = "duty:\n" + "".join(f"  - {{{row}}}\n" for row in rows)
    [found] = read_pricing(shelf_of(tmp_path, xx=duty), ["XX"]).values()
    assert (rate(found, "9018.19", "NO"), rate(found, "9018.19", "US")) == (0, 0.06)


def test_what_markets_share_gives_way_to_a_markets_own(tmp_path: Path) -> None:
    shared = f"payment_days: {{applies_in: [XX, YY], carried: true, {FIGURE % 0.3}}}"
    files = shelf_of(tmp_path, eu=shared, yy=f"payment_days: {{{FIGURE % 0.9}}}")
    found = read_pricing(files, ["XX", "YY", "ZZ"])
    shared_one, own = found["XX"], found["YY"]
    assert (shared_one.figures["payment_days"].values[0].number, set(shared_one.carried)) == (
        0.3,
        {"payment_days"},
    )
    assert (own.figures["payment_days"].values[0].number, set(own.carried)) == (0.9, set())
    assert found["ZZ"] == Pricing()


@pytest.mark.parametrize(
    "text",
    [
        "vat: {unit: share, values: []}",
        "vat_rate: {unit: shares, values: []}\nvat-rate: {}",
        "duty:\n  - {unit: share, values: []}",
        "duty:\n  - {hs: ['90.18'], unit: share, values: []}",
        "wtp: {unit: share, values: []}",
        "vat_rate: {unit: share, worth: 3, values: []}",
    ],
)
def test_what_is_not_understood_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        read_pricing(shelf_of(tmp_path, xx=text), ["XX"])


# --- the files ------------------------------------------------------------------------------------


def everything() -> list[tuple[str, str, Parameter]]:
    return [
        (market, key, parameter)
        for market, found in PRICING.items()
        for key, parameter in (
            *found.figures.items(),
            *((f"duty {h}", d.rate) for h, d in found.duty.items()),
        )
    ]


def test_every_market_says_what_is_known_and_what_is_not() -> None:
    assert set(PRICING) == set(MARKETS)
    for market, found in PRICING.items():
        assert set(found.figures) == set(FIGURES), market
        for key, parameter in found.figures.items():
            assert parameter.values or parameter.gap, (market, key)


def test_every_figure_has_a_unit_a_source_and_a_day_and_only_what_was_read_is_called_so() -> None:
    for market, key, parameter in everything():
        assert parameter.unit, (market, key)
        assert parameter.checked, (market, key)
        for dated in parameter.values:
            assert dated.cite.title, (market, key)
            assert dated.cite.publisher, (market, key)
            assert (dated.cite.read is None) == (dated.confidence is Confidence.UNCHECKED), (market, key)


def test_figures_lie_where_they_can() -> None:
    limits = {"vat_rate": (0, 0.3), "employer_cost": (1, 2), "payment_days": (5, 400), "duty": (0, 0.35)}
    for market, key, parameter in everything():
        low, high = limits[key.split()[0]]
        for dated in parameter.values:
            ends = dated.value
            assert not isinstance(ends, str)
            spread = (ends.low, ends.high) if isinstance(ends, Uniform | Pert) else (dated.number,) * 2
            assert low <= spread[0] <= spread[1] <= high, (market, key)


@pytest.mark.parametrize(
    ("market", "rate_of_market"),
    [("NO", 0.25), ("FI", 0.255), ("CH", 0.081), ("EE", 0.24), ("US", 0), ("SG", 0.09)],
)
def test_the_standard_rates(market: str, rate_of_market: float) -> None:
    found = PRICING[market].figures["vat_rate"].on(ON)
    assert not isinstance(found, Unknown)
    assert found.value == Fixed(value=rate_of_market)


def test_pay_on_top_follows_from_the_share_of_labour_cost() -> None:
    """Sweden's 31.42 % of pay are 23.9 % of the whole cost; Denmark has none."""
    for market, least in (("SE", 1.3142), ("NO", 1.13), ("DK", 1.0), ("DE", 1 / (1 - 0.16649302))):
        found = PRICING[market].figures["employer_cost"].on(ON)
        assert not isinstance(found, Unknown)
        assert isinstance(found.value, Uniform)
        assert found.value.low == pytest.approx(least, abs=0.001)


def test_law_is_carried_to_its_markets_and_gives_way_to_what_was_seen() -> None:
    carried = {market for market, found in PRICING.items() if "payment_days" in found.carried}
    assert {"NO", "DE", "PL"} <= carried
    assert not {"FR", "IT", "ES", "PT", "GB", "US"} & carried


@pytest.mark.parametrize(
    ("market", "hs_code", "home", "expected"),
    [
        ("DE", "9018.19", "NO", 0),
        ("DE", "9018.19", "US", None),
        ("CH", "9018.19", "US", 0),
        ("GB", "3822.19", "NO", 0),
        ("US", "9018.19", "NO", 0.075),
        ("US", "8471.30", "NO", None),
        ("AU", "9018.19", "NO", None),
    ],
)
def test_duty_by_customs_code(market: str, hs_code: str, home: str, expected: float | None) -> None:
    assert rate(PRICING[market], hs_code, home) == (None if expected is None else pytest.approx(expected))


def test_certificates_of_the_firm_are_marked() -> None:
    assert {gate.id for gate in the_world().gates if gate.of_firm} == {
        "G-EU-ISO27001",
        "G-UK-CEPLUS",
        "G-US-SOC2",
        "G-NL-NEN7510",
    }
