"""How many people or events a market has: the traps of published figures, worked by hand."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest

from fram.access.demand.indication import (
    AgeDriven,
    Bounds,
    DefinitionRatio,
    Measure,
    Role,
    TreatedBasis,
)
from fram.access.demand.need import need
from fram.access.demand.people import Census
from fram.access.demand.sighting import AGE_RATIO, Z80
from fram.access.demand.stages import Stage
from fram.terms.citation import Confidence
from fram.terms.dist import Lognormal
from fram.terms.estimate import Origin
from fram.terms.logic import Unknown
from tests.unit.access.demand.invented_people import (
    CENSUS,
    CITE,
    figure,
    found,
    indication,
    keys,
    middle,
    people,
    spread,
)

# --- units and parts: what a figure is a share of --------------------------------------------------

BY_HAND = [
    # unit, value, share_of, ages, people in Norway (1,000,000; 15 % 0-14, 65 % 15-64, 20 % 65+)
    ("percent", 2, "total", None, 20_000),
    ("per_100k", 140, "total", None, 1_400),
    ("percent", 10, "65plus", None, 20_000),
    ("percent", 10, "total", (65, None), 20_000),
    ("percent", 10, "total", (0, 14), 15_000),
    ("percent", 10, "total", (15, 64), 65_000),
    ("percent", 10, "adults", None, (650_000 * 47 / 50 + 200_000) / 10),
    ("percent", 10, "children", None, (150_000 + 650_000 * 3 / 50) / 10),
    ("percent", 10, "women", None, 50_000),
    ("percent", 10, "men", (65, None), 10_000),
    ("percent", 10, "total", (70, None), 20_000 * math.exp(-5 / 12.5)),
    ("percent", 10, "total", (60, 69), (650_000 * 5 / 50 + 200_000 * (1 - math.exp(-5 / 12.5))) / 10),
    ("count_stock", 5_000, "total", None, 5_000),
    ("per_year_count", 5_000, "total", None, 5_000),
]


@pytest.mark.parametrize(("unit", "value", "share_of", "ages", "expected"), BY_HAND)
def test_a_figure_is_multiplied_by_the_part_it_speaks_of(
    unit: str, value: float, share_of: str, ages: Any, expected: float
) -> None:
    result = found(indication(figure(unit=unit, value=value, share_of=share_of, ages=ages)), market="NO")
    assert middle(result) == pytest.approx(expected)


def test_an_assumed_part_says_so_and_a_known_one_does_not() -> None:
    assumed = found(indication(figure(ages=(20, 79))), market="NO")
    known = found(indication(figure(ages=(65, None))), market="NO")
    assert "need-ages-read-off" in keys(assumed)
    assert "need-ages-read-off" not in keys(known)
    assert "need-half-of-each-sex" in keys(found(indication(figure(share_of="women")), market="NO"))
    assert spread(assumed) > spread(known)


HOSPITAL = [
    # unit, share_of, what is known of care in Norway, expected
    ("percent", "inpatients", {"bed_days": 365_000.0}, 100.0),  # a tenth of 1,000 on a day
    ("percent", "inpatients", {"beds": 1_000.0}, 75.0),
    ("per_1000_bed_days", "bed_days", {"bed_days": 365_000.0}, 3_650.0),
    ("per_1000_admissions", "admissions", {"admissions": 50_000.0}, 500.0),
    ("per_1000_admissions", "admissions", {"bed_days": 60_000.0}, 100.0),
    ("percent", "births", {"births": 9_000.0}, 900.0),
    ("percent", "births", {}, 1_000.0),  # 150,000 children in fifteen year classes
    ("percent", "people_with:diabetes", {"groups": {"people_with:diabetes": 70_000.0}}, 7_000.0),
]


@pytest.mark.parametrize(("unit", "share_of", "known", "expected"), HOSPITAL)
def test_shares_of_care_need_what_the_market_knows_of_care(
    unit: str, share_of: str, known: dict[str, Any], expected: float
) -> None:
    census = Census.of_rows([people("NO", **known)])
    result = found(indication(figure(unit=unit, value=10, share_of=share_of)), market="NO", census=census)
    assert middle(result) == pytest.approx(expected)


@pytest.mark.parametrize(
    "share_of", ["inpatients", "bed_days", "admissions", "couples", "people_with:diabetes"]
)
def test_a_denominator_nobody_knows_is_unknown_and_says_whom_to_ask(share_of: str) -> None:
    result = need(indication(figure(share_of=share_of)), market="NO", census=CENSUS)
    assert isinstance(result, Unknown)
    assert result.ask


def test_a_group_can_be_handed_in() -> None:
    census = CENSUS.with_group("NO", "people_with:diabetes", size=50_000)
    eyes = indication(figure(share_of="people_with:diabetes", value=25))
    assert middle(found(eyes, market="NO", census=census)) == pytest.approx(12_500)
    assert isinstance(need(eyes, market="SE", census=census), Unknown)


# --- trap 1 and 2: the diagnosed and the treated -----------------------------------------------------


def staged(stage: Stage, **more: Any) -> float:
    return middle(found(indication(figure(value=10, **more)), market="NO", stage=stage))


def test_trap_1_a_treated_share_of_the_diagnosed_runs_through_the_diagnosed() -> None:
    shares = {"diagnosed_share": 0.5, "treated_share": 0.8, "treated_basis": TreatedBasis.OF_DIAGNOSED}
    assert staged(Stage.ALL, **shares) == pytest.approx(100_000)
    assert staged(Stage.DIAGNOSED, **shares) == pytest.approx(50_000)
    assert staged(Stage.TREATED, **shares) == pytest.approx(40_000)


def test_trap_1_a_treated_share_of_all_cases_leaves_the_diagnosed_out() -> None:
    shares = {"diagnosed_share": 0.54, "treated_share": 0.42, "treated_basis": TreatedBasis.OF_ALL_CASES}
    assert staged(Stage.DIAGNOSED, **shares) == pytest.approx(54_000)
    assert staged(Stage.TREATED, **shares) == pytest.approx(42_000)  # not 0.54 x 0.42 = 22,680


def test_trap_1_from_a_register_a_share_of_all_is_divided_by_the_diagnosed_share() -> None:
    register = figure(value=4, diagnosed_only=True)
    study = figure(
        "WORLD",
        30,
        id="x-WORLD-1",
        diagnosed_share=0.5,
        treated_share=0.4,
        treated_basis=TreatedBasis.OF_ALL_CASES,
    )
    result = found(indication(register, study), market="NO", stage=Stage.TREATED)
    assert middle(result) == pytest.approx(40_000 * 0.4 / 0.5)


def test_trap_2_a_register_is_not_multiplied_by_the_diagnosed_share() -> None:
    register = figure(value=4, diagnosed_only=True)
    study = figure("WORLD", 30, id="x-WORLD-1", diagnosed_share=0.5)
    result = found(indication(register, study), market="NO", stage=Stage.DIAGNOSED)
    assert middle(result) == pytest.approx(40_000)
    assert "need-register-counts-diagnosed" in keys(result)
    assert result.figures == ("x-NO-1",)


def test_trap_2_beside_a_survey_the_diagnosed_are_those_of_the_register() -> None:
    register = figure(value=4, diagnosed_only=True)
    survey = figure(value=16, id="x-NO-2")
    both = indication(register, survey)
    assert middle(found(both, market="NO")) == pytest.approx(80_000)
    assert middle(found(both, market="NO", stage=Stage.DIAGNOSED)) == pytest.approx(40_000)


def test_a_treated_share_of_the_eligible_is_not_used() -> None:
    shares = {"treated_share": 0.04, "treated_basis": TreatedBasis.OF_ELIGIBLE}
    result = need(indication(figure(**shares)), market="NO", census=CENSUS, stage=Stage.TREATED)
    assert isinstance(result, Unknown)


def test_no_share_read_is_unknown_not_all() -> None:
    for stage in (Stage.DIAGNOSED, Stage.TREATED):
        assert isinstance(need(indication(figure()), market="NO", census=CENSUS, stage=stage), Unknown)


# --- trap 4: definitions widen ------------------------------------------------------------------------


def test_trap_4_definitions_are_spanned_never_picked() -> None:
    narrow, wide = figure(value=1), figure(value=4, id="x-NO-2")
    result = found(indication(narrow, wide), market="NO")
    assert middle(result) == pytest.approx(20_000)  # geometric middle of 10,000 and 40,000
    dist = result.estimate.dist
    assert isinstance(dist, Lognormal)
    assert dist.median / dist.factor <= 10_000
    assert dist.median * dist.factor >= 40_000
    assert result.figures == ("x-NO-1", "x-NO-2")
    assert "need-definitions-spanned" in keys(result)


def test_trap_4_a_lone_figure_is_widened_by_what_definitions_are_known_to_do() -> None:
    alone = indication(figure())
    disputed = indication(figure(), definition_ratio=DefinitionRatio(value=5.6))
    assert spread(found(alone, market="NO")) >= 1.2
    assert spread(found(disputed, market="NO")) >= math.sqrt(5.6)


def test_printed_bounds_are_read_as_what_they_are() -> None:
    ci = found(indication(figure(low=1, high=4, bounds=Bounds.CI95)), market="NO")
    iqr = found(indication(figure(low=1, high=4, bounds=Bounds.IQR)), market="NO")
    assert spread(iqr) > spread(ci)
    sigma = math.log(4) / (2 * 1.96)
    assert math.log(spread(ci)) / Z80 == pytest.approx(math.hypot(sigma, math.log(1.2) / Z80))


# --- trap 3, 5, 7, 9: what is not the same thing ------------------------------------------------------


def test_trap_5_an_age_standardised_rate_is_reweighted_and_widened() -> None:
    plain = indication(figure(), driven=AgeDriven.ELDERLY)
    standard = indication(figure(standardised=True, standardised_to="WORLD"), driven=AgeDriven.ELDERLY)
    by_hand = 20_000 * (1 + (AGE_RATIO - 1) * 0.2) / (1 + (AGE_RATIO - 1) * 0.1)
    assert middle(found(standard, market="NO")) == pytest.approx(by_hand)
    assert spread(found(standard, market="NO")) > spread(found(plain, market="NO"))
    assert "need-reweighted" in keys(found(standard, market="NO"))


def test_trap_7_stock_flow_and_episodes_never_mix() -> None:
    stock = figure(value=2)
    flow = figure(value=140, unit="per_100k", id="x-NO-2", measure=Measure.INCIDENCE)
    stays = figure(value=9_000, unit="per_year_count", id="x-NO-3", measure=Measure.EPISODES)
    all_three = indication(stock, flow, stays)
    people_with = found(all_three, market="NO")
    new = found(all_three, market="NO", measure=Measure.INCIDENCE)
    episodes = found(all_three, market="NO", measure=Measure.EPISODES)
    assert (middle(people_with), middle(new), middle(episodes)) == pytest.approx((20_000, 1_400, 9_000))
    assert (people_with.is_stock, new.is_stock, episodes.is_stock) == (True, False, False)
    units = [n.estimate.unit for n in (people_with, new, episodes)]
    assert units == ["people", "new_cases_per_year", "episodes_per_year"]
    assert people_with.left_aside == ("x-NO-2", "x-NO-3")
    assert isinstance(need(all_three, market="NO", census=CENSUS, measure=Measure.PROCEDURES), Unknown)


def test_trap_9_an_old_figure_is_widened_and_says_so() -> None:
    spreads = [spread(found(indication(figure(year=year)), market="NO")) for year in (2024, 2012, 2003)]
    assert spreads == sorted(spreads)
    assert spreads[0] < spreads[1] < spreads[2]
    assert "need-old-figure" in keys(found(indication(figure(year=2003)), market="NO"))


def test_context_and_parts_are_never_used_alone() -> None:
    for role in (Role.CONTEXT, Role.PART):
        beside = figure(role=role)
        assert isinstance(need(indication(beside), market="NO", census=CENSUS), Unknown)
        used = found(indication(beside, figure("WORLD", 3, id="x-WORLD-1")), market="NO")
        assert used.figures == ("x-WORLD-1",)
        assert used.left_aside == ("x-NO-1",)


def test_men_and_women_add_up() -> None:
    women = figure(value=2, share_of="women", adds_up="sexes")
    men = figure(value=4, share_of="men", adds_up="sexes", id="x-NO-2")
    result = found(indication(women, men), market="NO")
    assert middle(result) == pytest.approx(10_000 + 20_000)
    assert result.figures == ("x-NO-1", "x-NO-2")


# --- carrying ------------------------------------------------------------------------------------------


def test_own_figures_come_first_then_the_nearest() -> None:
    own, neighbour = figure("SE", 2), figure("NO", 3)
    union, world = figure("EU", 4), figure("WORLD", 5)
    order = [own, union, neighbour, world]
    for known in (order, order[1:], [neighbour, world], [world]):
        result = found(indication(*known), market="SE")
        nearest = {own: "x-SE-1", union: "x-EU-1", neighbour: "x-NO-1", world: "x-WORLD-1"}
        assert result.figures == (nearest[known[0]],)
        assert result.estimate.origin is (Origin.CITED if known[0] is own else Origin.CARRIED)


def test_a_count_elsewhere_is_made_a_rate_of_its_people() -> None:
    result = found(indication(figure("EU", 3_000_000, "count_stock")), market="NO")
    assert middle(result) == pytest.approx(30_000)  # 3 % of a million
    assert "need-count-made-rate" in keys(result)


def test_a_count_of_a_part_is_made_a_rate_of_that_part() -> None:
    older = figure("DE", 500_000, "count_stock", ages=(65, None))  # of 2,500,000: 20 %
    assert middle(found(indication(older), market="NO")) == pytest.approx(40_000)


def test_carried_figures_follow_the_age_structure() -> None:
    world = indication(figure("WORLD", 2), driven=AgeDriven.ELDERLY)
    by_hand = 20_000 * (1 + (AGE_RATIO - 1) * 0.2) / (1 + (AGE_RATIO - 1) * 0.1)
    assert middle(found(world, market="NO")) == pytest.approx(by_hand)
    assert middle(found(world, market="AE")) < 20_000 < middle(found(world, market="NO"))
    children = indication(figure("WORLD", 2), driven=AgeDriven.CHILDREN)
    assert middle(found(children, market="NO")) < 20_000


def test_a_rate_among_the_old_alone_is_not_scaled_by_age_again() -> None:
    older = indication(figure("WORLD", 10, ages=(70, None)), driven=AgeDriven.ELDERLY)
    assert middle(found(older, market="NO")) == pytest.approx(20_000 * math.exp(-5 / 12.5))


def test_a_place_bound_condition_is_not_taken_from_one_country() -> None:
    rows = (figure("NO", 0.2), figure("WORLD", 0.03))
    free, bound = indication(*rows), indication(*rows, place_bound=True)
    assert found(free, market="DE").figures == ("x-NO-1",)
    assert found(bound, market="DE").figures == ("x-NO-1", "x-WORLD-1")
    assert found(bound, market="SE").figures == ("x-NO-1",)
    assert spread(found(bound, market="DE")) > spread(found(free, market="DE"))


def test_without_the_regions_people_a_rate_still_holds_but_a_count_does_not() -> None:
    census = Census.of_rows([people("NO")])
    rate = indication(figure("WORLD", 2), driven=AgeDriven.ELDERLY)
    assert middle(found(rate, market="NO", census=census)) == pytest.approx(20_000)
    assert spread(found(rate, market="NO", census=census)) > 2.2
    count = indication(figure("WORLD", 5_000_000, "count_stock"))
    assert isinstance(need(count, market="NO", census=census), Unknown)


def test_an_own_count_grows_with_its_people() -> None:
    then = replace(people("NO", 800_000), year=2015)
    census = Census.of_rows([then, people("NO")])
    result = found(indication(figure(value=8_000, unit="count_stock", year=2015)), market="NO", census=census)
    assert middle(result) == pytest.approx(10_000)


def test_nothing_known_is_unknown_never_zero() -> None:
    empty = need(indication(), market="NO", census=CENSUS)
    assert isinstance(empty, Unknown)
    assert empty.ask
    assert isinstance(need(indication(figure()), market="JP", census=CENSUS), Unknown)


def test_no_more_people_than_there_are() -> None:
    dist = found(indication(figure("WORLD", 60)), market="NO").estimate.dist
    assert isinstance(dist, Lognormal)
    assert dist.median * dist.factor <= 1_000_000 * 1.000001


def test_the_weakest_figure_gives_the_confidence() -> None:
    rows = (figure(), figure(value=3, id="x-NO-2", confidence=Confidence.UNCHECKED))
    assert found(indication(*rows), market="NO").estimate.confidence is Confidence.UNCHECKED
    assert found(indication(rows[0]), market="NO").estimate.confidence is Confidence.READ


def test_every_result_names_its_path_and_its_sources() -> None:
    result = found(indication(figure("WORLD", 2), driven=AgeDriven.ELDERLY), market="NO")
    assert {"need-carried", "need-age-structure", "need-one-definition"} <= keys(result)
    carried = next(r for r in result.estimate.because if r.key == "need-carried")
    assert dict(carried.values)["factor"] == "2.2"
    assert result.estimate.cites == (CITE,)
