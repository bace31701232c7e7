"""The indications, the people they are shares of, and the care sites, as they stand in the files."""

from __future__ import annotations

import math
import re
from datetime import date

import pytest

from fram.access.demand.indication import Figure, Indication, Measure, Rate, Role
from fram.access.demand.nearness import MEMBERS, WITHIN
from fram.access.demand.need import Need, need
from fram.access.demand.people import Census, People, part_of
from fram.access.demand.stages import Stage
from fram.knowledge.indications import read_census, read_indications
from fram.knowledge.shelf import Shelf, load_yaml
from fram.rules.parameter import Parameter
from fram.terms.citation import Confidence
from fram.terms.dist import Fixed, Lognormal, Pert
from fram.terms.estimate import Origin
from fram.terms.jurisdiction import MARKETS
from fram.terms.logic import Unknown

SHELF = Shelf()
ALL = read_indications(SHELF)
CENSUS, AGES_CITE = read_census(SHELF)
FIGURES = [figure for indication in ALL.values() for figure in indication.figures]
REGIONS = {*MARKETS, *WITHIN}

NAMED_BY_THE_ISSUE = (
    "heart-failure atrial-fibrillation copd diabetes insomnia depression sepsis stroke falls-in-hospital "
    "pressure-injury liver-resection chronic-pain dementia"
).split()
NO_CASES_WITHOUT_MORE = {"infertility", "diabetic-retinopathy"}
"""Their denominators (couples who try, people with diabetes) are no figure of a country."""
OF_INPATIENTS = {"hospital-infection", "pressure-injury", "cardiac-arrest-in-hospital", "falls-in-hospital"}


def with_beds(census: Census) -> Census:
    return Census.of_rows(
        People(
            code=p.code, year=p.year, total=p.total, share_0_14=p.share_0_14, share_65plus=p.share_65plus,
            beds=p.total * 0.004,
        )
        for p in census.rows
    )  # fmt: skip


def median_in(slug: str, market: str, stage: Stage = Stage.ALL, measure: Measure | None = None) -> float:
    result = need(ALL[slug], market=market, census=CENSUS, stage=stage, measure=measure)
    assert isinstance(result, Need), result
    assert isinstance(result.estimate.dist, Lognormal)
    return result.estimate.dist.median


# --- the files ------------------------------------------------------------------------------------------


def test_there_are_many_indications_and_those_the_issue_names() -> None:
    assert len(ALL) >= 45
    assert set(NAMED_BY_THE_ISSUE) <= set(ALL)


@pytest.mark.parametrize("indication", ALL.values(), ids=lambda i: i.slug)
def test_an_indication_is_whole(indication: Indication) -> None:
    assert set(indication.name) == set(indication.traps) == {"en", "nb"}
    assert all(indication.name.values())
    assert all(indication.traps.values())
    assert any(f.role is Role.WHOLE and f.measure is indication.counted_by for f in indication.figures)


@pytest.mark.parametrize("indication", ALL.values(), ids=lambda i: i.slug)
def test_every_figure_is_whole(indication: Indication) -> None:
    for figure in indication.figures:
        check_whole(figure)


def check_whole(f: Figure) -> None:
    assert f.region in REGIONS, f.id
    assert f.value > 0
    assert f.cite.title
    assert f.cite.url.startswith("http")
    assert f.cite.read == date(2026, 11, 21)
    assert f.population
    assert f.definition
    assert (f.low is None) == (f.high is None) == (f.bounds is None)
    assert f.low is None or f.low <= f.value <= (f.high or math.inf)
    assert f.year is None or 1985 <= f.year <= 2026
    if f.unit is Rate.PERCENT:
        assert f.value <= 100
    for share in (f.diagnosed_share, f.treated_share):
        assert share is None or 0 < share <= 1
    assert (f.treated_share is None) or f.treated_basis is not None


def test_figures_and_their_parts_are_named_once() -> None:
    ids = [figure.id for figure in FIGURES]
    assert len(ids) == len(set(ids))
    for group in {f.adds_up for f in FIGURES if f.adds_up}:
        assert len([f for f in FIGURES if f.adds_up == group]) == 2, group
    for indication in ALL.values():
        if indication.definition_ratio:
            known = {figure.id for figure in indication.figures}
            assert len(set(indication.definition_ratio.figures) & known) == 2
            assert indication.definition_ratio.value > 1


def test_every_unit_is_known() -> None:
    assert {figure.unit.value for figure in FIGURES} | {m.unit for m in Measure} <= set(SHELF.units)


def test_nothing_non_commercial_and_no_foreign_table_is_carried() -> None:
    def told(figure_cite: str) -> bool:
        return bool(re.search(r"IHME|Global Burden|\bGBD\b|\bGHO\b", figure_cite))

    assert [f.id for f in FIGURES if told(f"{f.cite.title} {f.cite.publisher} {f.definition}")] == []
    assert len([f for f in FIGURES if "Cancer Today" in f.cite.title]) <= 5
    assert len([f for f in FIGURES if "NCD-RisC" in f.cite.title]) <= 1


def test_world_bank_rows_cover_every_market() -> None:
    diabetes = {f.region for f in ALL["diabetes"].figures if f.cite.licence == "CC-BY-4.0"}
    assert diabetes == set(MARKETS)


def test_known_figures_stand_as_printed() -> None:
    by_id = {figure.id: figure for figure in FIGURES}
    for key, value in {
        "sepsis-NO-1": 140, "sepsis-SE-1": 780, "ckd-NO-1": 3.31, "ckd-DE-1": 17.3, "dementia-NO-2": 101118,
        "cancer_crc-NO-1": 4745, "hf-DE-2": 3.96, "dm-NO-1": 4.8, "surgery-NO-1": 17401, "stroke-NO-1": 195,
    }.items():  # fmt: skip
        assert by_id[key].value == value
    assert by_id["surgery-NO-1"].year == 2003
    assert by_id["cancer_all-NO-2"].confidence is Confidence.UNCHECKED


# --- the people -----------------------------------------------------------------------------------------


def test_the_census_holds_every_market_and_every_region_of_a_figure() -> None:
    assert set(MARKETS) <= {p.code for p in CENSUS.rows}
    assert {f.region for f in FIGURES} <= {p.code for p in CENSUS.rows}
    assert AGES_CITE.publisher == "World Bank"
    for p in CENSUS.rows:
        assert p.total > 100_000
        assert 0.1 < p.share_0_14 < 0.45
        assert 0.005 < p.share_65plus < 0.35


def test_the_nordic_countries_add_up_to_the_nordic_region() -> None:
    nordic = CENSUS.now("NORDIC")
    parts = [p.total for code in MEMBERS["NORDIC"] if (p := CENSUS.now(code))]
    assert nordic is not None
    assert math.fsum(parts) == pytest.approx(nordic.total, rel=1e-6)


# --- what comes out -------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", sorted(ALL))
def test_every_indication_gives_every_market_a_number_or_a_question(slug: str) -> None:
    census = with_beds(CENSUS)
    for market in MARKETS:
        result = need(ALL[slug], market=market, census=census)
        if slug in NO_CASES_WITHOUT_MORE:
            assert isinstance(result, Unknown)
            assert result.ask
        else:
            check_number(result, slug, market)


def check_number(result: Need | Unknown, slug: str, market: str) -> None:
    assert isinstance(result, Need), result
    dist, here = result.estimate.dist, CENSUS.now(market)
    assert isinstance(dist, Lognormal)
    assert here is not None
    assert dist.median > 0
    if result.measure is Measure.PREVALENCE:
        assert dist.median < here.total
    own = {f.id for f in ALL[slug].figures if f.region == market} & set(result.figures)
    assert (result.estimate.origin is Origin.CITED) == bool(own)


@pytest.mark.parametrize("slug", sorted(OF_INPATIENTS))
def test_shares_of_inpatients_ask_for_beds(slug: str) -> None:
    without = need(ALL[slug], market="JP", census=CENSUS)
    assert isinstance(without, Unknown) or without.measure is Measure.EPISODES  # a yearly count needs no beds
    assert isinstance(need(ALL[slug], market="JP", census=with_beds(CENSUS)), Need)


# Wide bounds of common sense: a slip of a unit or a denominator leaves them.
PLAUSIBLE = [
    ("dementia", "NO", 90_000, 125_000),
    ("hip-fracture", "NO", 8_000, 15_000),
    ("colorectal-cancer", "NO", 4_700, 6_200),
    ("diabetes", "NO", 230_000, 380_000),
    ("diabetes", "DE", 6_000_000, 11_000_000),
    ("heart-failure", "NO", 80_000, 160_000),
    ("heart-failure", "DE", 1_400_000, 4_000_000),
    ("stroke", "NO", 8_000, 13_000),
    ("sepsis", "DE", 130_000, 420_000),
    ("insomnia", "NO", 330_000, 800_000),
    ("copd", "NO", 120_000, 300_000),
    ("nursing-home-residents", "SE", 45_000, 110_000),
    ("preterm-birth", "NO", 2_800, 5_000),
]


@pytest.mark.parametrize(("slug", "market", "low", "high"), PLAUSIBLE)
def test_the_size_is_plausible(slug: str, market: str, low: float, high: float) -> None:
    assert low <= median_in(slug, market) <= high


def test_trap_sepsis_in_norway_reaches_towards_the_swedish_chart_review() -> None:
    result = need(ALL["sepsis"], market="NO", census=CENSUS)
    assert isinstance(result, Need)
    assert isinstance(result.estimate.dist, Lognormal)
    assert result.figures == ("sepsis-NO-1",)
    assert result.estimate.dist.factor > 2.3


def test_trap_depression_is_treated_as_a_share_of_all() -> None:
    assert median_in("depression", "NO", Stage.TREATED) == pytest.approx(0.40 * median_in("depression", "NO"))


def test_trap_adhd_registers_are_not_multiplied_twice() -> None:
    assert median_in("adhd", "NO", Stage.DIAGNOSED) == pytest.approx(median_in("adhd", "NO"))


def test_trap_stays_for_heart_failure_are_not_people() -> None:
    stays = median_in("heart-failure", "DE", measure=Measure.EPISODES)
    assert stays == pytest.approx(464_724, rel=0.2)
    assert median_in("heart-failure", "DE") > 3 * stays


def test_retinopathy_follows_people_with_diabetes() -> None:
    census = CENSUS.with_group("NO", "people_with:diabetes", size=300_000)
    result = need(ALL["diabetic-retinopathy"], market="NO", census=census)
    assert isinstance(result, Need)
    assert isinstance(result.estimate.dist, Lognormal)
    assert result.estimate.dist.median == pytest.approx(0.257 * 300_000)


def test_parts_named_by_figures_can_be_worked_out_or_asked_for() -> None:
    here = CENSUS.now("NO")
    assert here is not None
    for group in {f.share_of for f in FIGURES}:
        part = part_of(here, group)
        assert not isinstance(part, Unknown) or part.ask


# --- care sites -----------------------------------------------------------------------------------------


def sites(market: str) -> dict[str, Parameter]:
    path = SHELF.root / market.lower() / "sites.yaml"
    return SHELF.parameters(load_yaml(path), where=f"{market}/sites.yaml")


@pytest.mark.parametrize("market", MARKETS)
def test_sites_have_units_sources_and_a_best_count_or_a_gap(market: str) -> None:
    found = sites(market)
    assert "hospitals" in found
    for parameter in found.values():
        assert parameter.unit in SHELF.units
        assert parameter.values or parameter.gap
        assert parameter.checked == date(2026, 11, 21)
        for dated in parameter.values:
            assert dated.cite.title
            assert dated.cite.read or dated.confidence is Confidence.UNCHECKED


def test_gaps_stay_gaps() -> None:
    gaps = {market for market in MARKETS if not sites(market)["hospitals"].values}
    assert gaps == {"SG", "BR", "CN", "IN"}


@pytest.mark.parametrize("market", MARKETS)
def test_the_best_count_lies_within_the_definitions(market: str) -> None:
    found = sites(market)
    counts = [
        p.values[-1].value.value
        for key, p in found.items()
        if key.startswith("hospital")
        and "bed" not in key
        and p.values
        and isinstance(p.values[-1].value, Fixed)
    ]
    for dated in found["hospitals"].values:
        best = dated.value
        if isinstance(best, Pert):
            assert best.low < best.high
            assert {best.low, best.typical, best.high} <= set(counts)


def test_germany_shows_its_definitions_side_by_side() -> None:
    found = sites("DE")
    shown = {
        key: found[key].values[-1].number
        for key in ("hospitals_national", "hospitals_all_oecd", "hospital_sites")
    }
    assert shown == {"hospitals_national": 1893, "hospitals_all_oecd": 3006, "hospital_sites": 2809}
    assert found["hospitals"].values[-1].value == Pert(low=1558, typical=1558, high=3006)
