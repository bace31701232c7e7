"""The road to approval: a small invented world, then the real files."""

from __future__ import annotations

import csv
import gzip
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.access.regimes.regime import Regime, Route, Told
from fram.access.road.approval import Road, approval
from fram.knowledge.access.roads import read_roads
from fram.knowledge.shelf import Shelf
from fram.rules.parameter import Dated, Parameter
from fram.terms.citation import Citation, Confidence
from fram.terms.dist import Beta, Dist, Fixed, Mixture, Pert, Quantiles, Uniform
from fram.terms.estimate import Estimate, Origin
from fram.terms.jurisdiction import MARKETS, REGIMES
from fram.terms.logic import Unknown
from fram.terms.product import Certificate, ProductProfile

DAY = date(2026, 11, 21)
CITE = Citation(title="An invented law", read=DAY)
EEA = set("NO SE DK FI IS DE AT FR BE NL LU IE ES IT PT PL EE".split())


def param(dist: Dist, unit: str = "months", *, start: date = date(2020, 1, 1)) -> Parameter:
    return Parameter(key="p", unit=unit, values=(Dated(start=start, value=dist, cite=CITE),))


def route(name: str, *classes: str, **more: Any) -> Route:
    return Route(id=name, name={"en": name, "nb": name}, classes=classes, **more)


MINOR = route("minor", "A", formal=True, cite=CITE, months=param(Fixed(value=1)))
MAJOR = route(
    "major",
    "B",
    "C",
    months=param(Uniform(low=10, high=14)),
    chance=param(Beta(a=9, b=1), "share"),
    fees=param(Fixed(value=30), "EUR"),
    fees_small=param(Fixed(value=8), "EUR"),
    work={"B": param(Fixed(value=100), "EUR"), "C": param(Fixed(value=300), "EUR")},
)
FIRST = Regime(
    id="eu-mdr",
    name={"en": "First"},
    opens=("NO", "SE"),
    kinds=("software", "device"),
    classes=("A", "B", "C"),
    routes=(MINOR, MAJOR),
    cite=CITE,
    class_fact="eu_class",
    when_unknown={"software": {"A": 1, "B": 2, "C": 1}},
)
SECOND = Regime(
    id="uk",
    name={"en": "Second"},
    opens=("GB",),
    kinds=("software", "device"),
    classes=("any",),
    cite=CITE,
    routes=(
        route(
            "trusting",
            "any",
            after=("eu-mdr",),
            until=date(2030, 6, 30),
            formal=True,
            cite=CITE,
            months=param(Fixed(value=2)),
            fees=param(Fixed(value=5), "GBP"),
        ),
        route(
            "alone",
            "any",
            last_resort=True,
            months=param(Fixed(value=20)),
            chance=param(Fixed(value=0.5), "share"),
        ),
    ),
)
WORLD = {"eu-mdr": FIRST, "uk": SECOND}


def product(kind: str = "software", **more: Any) -> ProductProfile:
    return ProductProfile(name="Thing", kind=kind, **more)  # type: ignore[arg-type]


def travel(profile: ProductProfile, market: str = "NO", *, on: date = DAY, told: Told | None = None) -> Road:
    return approval(profile, roads=WORLD, market=market, on=on, told=told)


def known(part: Estimate | Unknown) -> Estimate:
    assert isinstance(part, Estimate), part
    return part


def keys(road: Road) -> set[str]:
    return {reason.key for reason in road.because}


def test_a_stated_class_leaves_one_way_with_its_own_figures() -> None:
    road = travel(product(facts={"eu_class": "C"}))
    assert road.state == "needed"
    [step] = road.steps
    [way] = step.ways
    assert (way.route, way.weight, way.classes) == ("major", 1.0, ("C",))
    assert known(road.months).dist == Uniform(low=10, high=14)
    assert [(c.unit, c.dist.mean) for c in road.costs] == [("EUR", pytest.approx(330))]
    assert "road-class-unknown" not in keys(road)


def test_an_unknown_class_gives_a_mixture_says_so_and_asks() -> None:
    road = travel(product())
    months = known(road.months)
    assert months.dist == Mixture(weights=(0.25, 0.75), parts=(Fixed(value=1), Uniform(low=10, high=14)))
    assert months.confidence is Confidence.PARTLY_READ
    assert "road-class-unknown" in keys(road)
    assert road.ask == "eu_class"


def test_classes_a_rule_book_leaves_possible_narrow_the_ways() -> None:
    road = travel(product(), told=Told(classes={"eu-mdr": ("B", "C")}))
    [way] = road.steps[0].ways
    assert way.route == "major"
    assert known(way.work).dist == Mixture(weights=(2, 1), parts=(Fixed(value=100), Fixed(value=300)))


def test_held_takes_no_time_until_it_runs_out() -> None:
    held = product(
        certificates=(Certificate(regime="eu-mdr", held_on=date(2025, 1, 1), until=date(2029, 1, 1)),)
    )
    road = travel(held)
    assert (road.state, known(road.months).dist, known(road.chance).dist) == (
        "held",
        Fixed(value=0),
        Fixed(value=1),
    )
    assert known(road.months).origin is Origin.COMPANY
    assert travel(held, on=date(2029, 1, 1)).state == "needed"
    assert travel(held, on=date(2024, 12, 31)).state == "needed"


@pytest.mark.parametrize("profile", [product("service"), product(facts={"is_medical_device": False})])
def test_what_is_no_device_needs_no_approval(profile: ProductProfile) -> None:
    road = travel(profile)
    assert (road.state, road.steps, known(road.months).dist.mean) == ("no-device", (), 0)


def test_a_road_may_build_on_another_approval() -> None:
    road = travel(product(facts={"eu_class": "B"}), "GB")
    assert [step.regime for step in road.steps] == ["eu-mdr", "uk"]
    assert known(road.months).dist.mean == pytest.approx(14, abs=0.1)
    assert known(road.chance).dist == Beta(a=9, b=1)
    assert {c.unit for c in road.costs} == {"EUR", "GBP"}
    assert {"road-builds-on", "road-open-until"} <= keys(road)


def test_the_approval_it_builds_on_may_be_held() -> None:
    road = travel(product(certificates=(Certificate(regime="eu-mdr"),)), "GB")
    assert [step.held for step in road.steps] == [True, False]
    assert road.is_registration_only
    assert not travel(product(facts={"eu_class": "B"}), "GB").is_registration_only
    assert known(road.months).dist == Fixed(value=2)


def test_recognition_that_has_ended_leaves_the_last_resort() -> None:
    assert travel(product(), "GB", on=date(2030, 6, 30)).steps[-1].ways[0].route == "trusting"
    late = travel(product(), "GB", on=date(2030, 7, 1))
    assert [way.route for way in late.steps[-1].ways] == ["alone"]
    assert len(late.steps) == 1


def test_a_small_firm_pays_the_small_fee() -> None:
    profile = product(facts={"eu_class": "B"})
    fees = [known(travel(profile, told=Told(small_firm=s)).steps[0].fees).dist.mean for s in (False, True)]
    assert fees == [30, 8]


def test_no_figure_stays_unknown_and_no_road_says_so() -> None:
    lost = approval(product("ivd"), roads=WORLD, market="NO", on=DAY)
    assert lost.state == "no-road"
    assert isinstance(lost.months, Unknown)
    bare = Regime(
        id="ca",
        name={},
        opens=("CA",),
        kinds=("software",),
        classes=("any",),
        cite=CITE,
        routes=(route("r", "any"),),
    )
    road = approval(product(), roads={"ca": bare}, market="CA", on=DAY)
    assert isinstance(road.months, Unknown)
    assert isinstance(road.chance, Unknown)
    assert road.costs == ()


def test_a_figure_for_the_unlikely_way_only_does_not_speak_for_all() -> None:
    lopsided = Regime(
        id="ca",
        name={},
        opens=("CA",),
        kinds=("software",),
        classes=("A", "B"),
        cite=CITE,
        when_unknown={"software": {"A": 1, "B": 9}},
        routes=(
            route("a", "A", fees=param(Fixed(value=0), "CAD")),
            route("b", "B", months=param(Fixed(value=3))),
        ),
    )
    road = approval(product(), roads={"ca": lopsided}, market="CA", on=DAY)
    assert road.costs == ()
    assert known(road.months).dist == Fixed(value=3)


@given(
    days=st.integers(0, 4000),
    eu_class=st.sampled_from([None, "A", "B", "C"]),
    kind=st.sampled_from(["software", "device"]),
)
def test_a_way_always_adds_up_to_one(days: int, eu_class: str | None, kind: str) -> None:
    facts = {} if eu_class is None else {"eu_class": eu_class}
    for market in ("NO", "GB"):
        road = travel(product(kind, facts=facts), market, on=DAY + timedelta(days=days))
        for step in road.steps:
            assert sum(way.weight for way in step.ways) == pytest.approx(1)


# --- the files ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture(scope="module")
def roads(shelf: Shelf) -> dict[str, Regime]:
    return dict(read_roads(shelf))


def test_every_regime_is_there_and_every_market_is_opened(roads: dict[str, Regime]) -> None:
    assert set(roads) == set(REGIMES)
    for kind in ("software", "device", "ivd"):
        opened = [market for r in roads.values() if kind in r.kinds for market in r.opens]
        assert sorted(opened) == sorted(MARKETS), kind
    assert set(roads["eu-mdr"].opens) == EEA


def test_every_parameter_has_a_unit_we_know_and_routes_serve_every_class(
    shelf: Shelf, roads: dict[str, Regime]
) -> None:
    for regime in roads.values():
        parameters = [
            p
            for r in regime.routes
            for p in (r.months, r.chance, r.fees, r.fees_small, r.yearly, *r.work.values())
            if p
        ]
        for parameter in (*parameters, *regime.more.values()):
            assert parameter.unit in shelf.units, (regime.id, parameter.key)
            assert parameter.checked, (regime.id, parameter.key)
        for cls in regime.classes:
            assert any(r.serves(cls) for r in regime.routes), (regime.id, cls)
        for table in (*regime.like.values(), *regime.when_unknown.values()):
            assert set(table) <= set(regime.classes) or set(table.values()) <= set(regime.classes)  # type: ignore[arg-type]
        assert {name for r in regime.routes for name in r.after} <= set(roads)


def test_every_read_value_names_a_source_with_the_day_it_was_read(roads: dict[str, Regime]) -> None:
    for regime in roads.values():
        for r in regime.routes:
            for parameter in (r.months, r.chance, r.fees, r.fees_small, r.yearly, *r.work.values()):
                for value in parameter.values if parameter else ():
                    assert value.cite.read or value.confidence is Confidence.UNCHECKED, (regime.id, r.id)


@pytest.mark.parametrize(
    ("regime", "name", "day", "mean"),
    [
        ("us-fda", "510k", date(2024, 1, 1), 2872 / 3426),  # 2,871 of 3,424 after a flat prior
        ("us-fda", "de-novo", date(2024, 1, 1), 67 / 156),
        (
            "us-fda",
            "pma",
            date(2024, 1, 1),
            (0.5 + 4 * 0.7 + 0.8) / 6,
        ),  # the count is a ceiling: the high end
        ("eu-mdr", "annex-ix", date(2025, 6, 1), (0.43 + 4 * 0.85 + 0.95) / 6),
        ("eu-ivdr", "annex-ix", date(2025, 6, 1), (0.62 + 4 * 0.85 + 0.99) / 6),
    ],
)
def test_chances_are_the_counted_ones(
    roads: dict[str, Regime], regime: str, name: str, day: date, mean: float
) -> None:
    [found] = [r for r in roads[regime].routes if r.id == name]
    assert found.chance is not None
    assert known(found.chance.estimate(day)).dist.mean == pytest.approx(mean)


@pytest.mark.parametrize(
    ("regime", "name", "yes", "of"),
    [
        ("us-fda", "pma", 98, 122),
        ("eu-mdr", "annex-ix", 12177, 12827),
        ("eu-mdr", "annex-ix-product", 12177, 12827),
        ("eu-ivdr", "annex-ix", 1490, 1502),
    ],
)
def test_a_count_without_the_withdrawn_is_a_ceiling(
    roads: dict[str, Regime], regime: str, name: str, yes: int, of: int
) -> None:
    [found] = [r for r in roads[regime].routes if r.id == name]
    assert found.chance is not None
    [value] = found.chance.values
    assert isinstance(value.value, Pert)
    assert value.value.high == pytest.approx(yes / of, abs=0.005)
    assert value.value.low < value.value.typical < value.value.high - 0.05
    assert value.confidence is Confidence.PARTLY_READ


def test_fees_change_with_the_fiscal_year(roads: dict[str, Regime]) -> None:
    [r] = [r for r in roads["us-fda"].routes if r.id == "510k"]
    assert r.fees is not None
    assert [known(r.fees.estimate(d)).dist.mean for d in (date(2026, 9, 30), date(2026, 10, 1))] == [
        26067,
        28653,
    ]


def test_an_app_of_class_iia_in_europe(roads: dict[str, Regime]) -> None:
    profile = product(facts={"eu_class": "IIa", "is_medical_device": True}, settings=("home",))
    road = approval(profile, roads=roads, market="DE", on=DAY)
    months = known(road.months)
    assert (months.origin, months.confidence) == (Origin.CITED, Confidence.PARTLY_READ)
    assert 12 < months.dist.mean < 16
    assert [(c.unit, c.origin) for c in road.costs] == [("EUR", Origin.DEFAULT)]
    assert 100_000 <= road.costs[0].dist.mean <= 300_000


def test_no_road_needs_more_facts_to_get_slower(roads: dict[str, Regime]) -> None:
    """Holding the European certificate never lengthens a road."""
    bare = product("device", facts={"eu_class": "IIb"})
    held = product(
        "device", facts={"eu_class": "IIb"}, certificates=(Certificate(regime="eu-mdr", device_class="IIb"),)
    )
    for market in MARKETS:
        before, after = (approval(p, roads=roads, market=market, on=DAY).months for p in (bare, held))
        if isinstance(before, Estimate):
            assert known(after).dist.mean <= before.dist.mean + 1e-9, market


def test_the_percentiles_are_those_of_the_report(roads: dict[str, Regime], data_folder: Path) -> None:
    """Each quantile in the file stands in FDA's own table for that fiscal year."""
    path = data_folder / "data" / "fda" / "mdufa_performance.csv.gz"
    if not path.is_file():
        pytest.skip("the data folder has no FDA performance table")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["organization"] == "CDRH" and r["period"] == "MDUFA V"]
    for name, program in (
        ("510k", "510(k)"),
        ("de-novo", "De Novo"),
        ("pma", "PMA Original and Panel-Track Supplements"),
    ):
        [r] = [r for r in roads["us-fda"].routes if r.id == name]
        assert r.months is not None
        for value in r.months.values:
            assert isinstance(value.value, Quantiles)
            published = {
                (round(int(row["performance_metric"][:2]) / 100, 2), float(row["value"]))
                for row in rows
                if row["program"] == program
                and row["fy"] == str(value.start.year + 1)
                and "Percentile Total Days" in row["performance_metric"]
                and row["value"].replace(".", "").isdigit()
            }
            points = list(zip(value.value.probs, value.value.values, strict=True))
            tail = [point for point in points[1:-1] if point[0] > 0.8]  # our node, which gives the mean
            assert set(points[1:-1]) - set(tail) <= published, (name, value.start)
            assert f"longest {points[-1][1]:g}" in value.note
            assert "is ours" in value.note  # the shortest: none is published
