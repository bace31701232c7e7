"""What to find out next: closed forms, a slow twin, what must always hold, and a plan's own markets."""

from __future__ import annotations

import itertools
from dataclasses import replace
from math import erf, exp, pi, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fram.decide.asking import Ground, choice_of, ground_of, next_question, way_of
from fram.decide.asking.curve import ceiling, curve_of, study, table
from fram.decide.asking.next_question import Only
from fram.decide.asking.topics import turn_loss
from fram.decide.asking.ways import OFF, PREPARED, Scale, Way, scale_of, sitting, ways_of
from fram.decide.model.case import Assumption, MarketCase, Sold, build_case
from fram.decide.model.factors import standing
from fram.decide.model.inputs import INPUTS
from fram.decide.model.sampling import quantile, uniforms
from fram.decide.model.simulate import simulate_markets
from fram.decide.rank import Range, Ranked
from fram.decide.verdicts import Limits
from fram.decide.worth_knowing import evppi, evppi_group, evsi
from fram.terms.dist import Dist, Fixed, Lognormal, Normal
from fram.terms.errors import Refused
from fram.terms.estimate import Estimate, Origin
from tests.unit.decide.worlds import LARGE, MIDDLE, PRODUCT, setting, weighing

DRAWS = 4096
MANY = 20_000
FOUR_TENTHS = Normal(mean=0.4, sd=0.1, low=0, high=1)


def ranked(market: str, values: np.ndarray, *, spend: float = 1.0) -> Ranked:
    """A market's result as far as questions look at it."""
    flat = Range(p10=0, p50=0, p90=0)
    mean = float(values.mean())
    return Ranked(
        market=market, tier=1, mean=mean, shrunk=mean, npv=flat, chance_loss=0.4, chance_worth_it=0.5,
        chance_best=0.5, chance_payback=0.5, payback=None, cash_need=flat, chance_sale=1.0, first_sale=None,
        early_spend=Range(p10=0, p50=spend, p90=0),
    )  # fmt: skip


def case(market: str, **dists: Dist) -> MarketCase:
    """A market on which only these inputs are uncertain."""
    made = build_case(setting(market, reach=1000), sold=Sold(known=PRODUCT, unit_of_sale="bed"))
    inputs = {name: pinned(item) for name, item in made.inputs.items()}
    for name, dist in dists.items():
        estimate = Estimate(dist=dist, unit=INPUTS[name].unit, origin=Origin.COMPANY)
        inputs[name] = replace(made.inputs[name], estimate=estimate, moves=())
    return replace(made, inputs=inputs)


def pinned(item: Assumption) -> Assumption:
    return replace(item, estimate=replace(item.estimate, dist=Fixed(value=1.0)))


def grounded(values: dict[str, np.ndarray], cases: list[MarketCase], **more) -> Ground:  # type: ignore[no-untyped-def]
    order = sorted(values, key=lambda m: -values[m].mean())
    limits = Limits(spend=more.pop("spend", 10.0), launches=more.pop("room", 1))
    return Ground(
        cases=tuple(cases), values=values, ranked=tuple(ranked(m, values[m]) for m in order), limits=limits,
        lasting=frozenset(values), seed=1, **more,
    )  # fmt: skip


def drawn(one: MarketCase, name: str, *, draws: int = DRAWS) -> np.ndarray:
    item = one.inputs[name]
    return quantile(item.estimate.dist, standing(item, seed=1, draws=draws))


def noise(key: str, *, draws: int = DRAWS, sd: float = 1.0) -> np.ndarray:
    from scipy.special import ndtri

    return sd * ndtri(uniforms(7, key, start=0, stop=draws))


def asked_once(name: str = "sales_cycle", **more: float) -> Way:
    return replace(way_of(name), rho=0.0, **more)  # type: ignore[arg-type]


# --- closed forms ---------------------------------------------------------------------------------


def unit_loss(mean: float, sd: float) -> float:
    """E[max(0, N(mean, sd))] - max(0, mean), in closed form."""
    u = abs(mean) / sd
    return sd * (exp(-u * u / 2) / sqrt(2 * pi) - u * (1 - erf(u / sqrt(2))) / 2)


def test_turn_loss_is_the_unit_normal_loss_integral() -> None:
    assert turn_loss(0.0, 1.0) == pytest.approx(1 / sqrt(2 * pi))
    assert turn_loss(-2.0, 3.0) == pytest.approx(unit_loss(-2.0, 3.0))
    assert turn_loss(1.0, 0.0) == 0.0


@pytest.mark.parametrize("count", [1, 3, 12])
def test_one_market_against_nothing_with_a_normal_belief(count: int) -> None:
    # value = 100 (x - 11) with x ~ N(10, 2): mean -100, sd 200. n people with error s: the mean of what they
    # say takes the share r = 4 / (4 + s²/n) of the variance away, so EVSI = unit loss at sd 200 √r.
    one = case("SE", sales_cycle=Normal(mean=10, sd=2))
    x = drawn(one, "sales_cycle", draws=MANY)
    choice = choice_of(
        [ranked("SE", v := 100 * (x - 11))], {"SE": v}, limits=Limits(spend=9, launches=1),
        lasting=frozenset({"SE"}),
    )  # fmt: skip
    curve, error = curve_of(choice, x), 3.0 / sqrt(count)
    _, chances = table(curve.at, error)
    share = 4 / (4 + error**2)
    assert study(choice, curve, chances=chances).worth_nok == pytest.approx(
        unit_loss(-100, 200 * sqrt(share)), rel=0.06
    )
    assert ceiling(choice, curve) == pytest.approx(unit_loss(-100, 200), rel=0.03)


def test_the_answer_that_changes_the_choice_lies_where_the_mean_turns() -> None:
    # x ~ N(10, 2) is worth 100 (x - 11) less 300 a unit for nobody else: after one answer s with error 2 the
    # mean of x is (10 + s) / 2, which passes 11 at s = 12: chance of more is P(N(10, √8) > 12) = 24 %.
    one = case("SE", sales_cycle=Normal(mean=10, sd=2, low=0))
    x = drawn(one, "sales_cycle", draws=MANY)
    factor = exp(2 / 10 * 1.2815515655446004)  # on the logarithm two of ten is an error of 0.2
    way = asked_once(off=factor, counts=(1,), planned=1, cost_nok=1.0)
    asking = next_question(grounded({"SE": 100 * (x - 11)}, [one], ways={"sales_cycle": way}))
    low, high = asking.questions[0].inputs[0].answers
    assert (low.choose, high.choose) == ((), ("SE",))
    assert low.is_today
    assert not high.is_today
    assert low.high == pytest.approx(12, abs=0.5) == high.low
    assert high.chance == pytest.approx(0.24, abs=0.05)
    assert asking.questions[0].changes == high.chance


# --- a slow twin ----------------------------------------------------------------------------------


def test_as_simulated_study_by_study() -> None:
    """Nested Monte Carlo: draw the truth, draw what three people say, weigh every draw by it, choose."""
    one, two = case("SE", sales_cycle=Lognormal(median=9, factor=1.8)), case("DE", reach=Fixed(value=1))
    x = drawn(one, "sales_cycle")
    values = {"SE": 900 - 100 * x + noise("a", sd=300), "DE": np.full(DRAWS, 40.0) + noise("b", sd=50)}
    way = replace(way_of("sales_cycle"), counts=(3,))
    asking = next_question(grounded(values, [one, two], ways={"sales_cycle": replace(way, cost_nok=0.0)}))
    error = way.design(3, scale_of("sales_cycle", x)).error
    rng = np.random.Generator(np.random.Philox(3))
    means, options = [], np.stack([values["SE"], values["DE"], np.zeros(DRAWS)])
    for truth in rng.choice(x, 1500):
        said = np.log(truth) + error * rng.standard_normal()
        weight = np.exp(-0.5 * ((said - np.log(x)) / error) ** 2)
        means.append((options * weight).sum(axis=1) / weight.sum())
    kept = np.array(means)
    twin = float(kept.max(axis=1).mean() - kept.mean(axis=0).max())
    found = asking.questions[0]
    assert found.worth_nok == pytest.approx(twin, rel=0.1)


def test_as_the_regressions_of_whole_studies() -> None:
    one = case("SE", sales_cycle=Lognormal(median=9, factor=1.8))
    x = drawn(one, "sales_cycle", draws=MANY)
    value = 900 - 100 * x + noise("a", draws=MANY, sd=300)
    way = asked_once(counts=(2,), cost_nok=1.0)
    found = next_question(grounded({"SE": value}, [one], ways={"sales_cycle": way})).questions[0]
    options = np.stack([value, np.zeros(MANY)])
    design = way.design(2, Scale(name="ratio", middle=9))
    whole = evsi(options, np.log(x), design=design)
    assert abs(found.worth_nok - whole.value) < 3 * (whole.se + found.error_nok)
    assert found.ceiling_nok == pytest.approx(evppi(options, x).value, rel=0.02)


# --- what must always hold ------------------------------------------------------------------------

MARKETS = ("SE", "DE", "FI")
worlds = st.builds(
    lambda slope, level, sd, room, gap: (slope, level, sd, room, gap),
    slope=st.floats(-200, 200), level=st.floats(-300, 300), sd=st.floats(1, 300), room=st.integers(1, 2),
    gap=st.floats(-100, 100),
)  # fmt: skip


def world(slope: float, level: float, sd: float, room: int, gap: float, **more) -> Ground:  # type: ignore[no-untyped-def]
    one = case("SE", sales_cycle=Lognormal(median=9, factor=1.8), win_share=FOUR_TENTHS)
    two = case("DE", sales_cycle=Lognormal(median=9, factor=1.5))
    x, y, z = drawn(one, "sales_cycle"), drawn(one, "win_share"), drawn(two, "sales_cycle")
    values = {
        "SE": level + slope * (x - 9) + 500 * (y - 0.4) + noise("a", sd=sd),
        "DE": level + gap - 60 * (z - 9) + noise("b", sd=sd),
    }
    return grounded(values, [one, two], room=room, **more)


@settings(max_examples=25, deadline=None)
@given(worlds)
def test_never_more_than_perfect_knowledge_never_below_nothing(given_world: tuple) -> None:  # type: ignore[type-arg]
    asking = next_question(world(*given_world, ways=cheap(1.0)))
    for one in asking.questions:
        assert 0 <= one.worth_nok <= one.ceiling_nok + 2 * one.ceiling_error_nok + 1e-6
        assert one.ceiling_nok <= asking.evpi_nok + 2 * one.ceiling_error_nok + 1e-6
        assert one.net_nok > 0
        for at in one.inputs:
            assert sum(answer.chance for answer in at.answers) == pytest.approx(1.0)
    for idle in asking.idle:
        assert idle.worth_nok >= 0
        assert idle.ceiling_nok >= 0


@settings(max_examples=25, deadline=None)
@given(worlds)
def test_more_people_are_never_worth_less(given_world: tuple) -> None:  # type: ignore[type-arg]
    for one in next_question(world(*given_world, ways=cheap(1.0))).questions:
        worth = [at.worth_nok for at in one.tried]
        assert all(a <= b * (1 + 1e-6) + 1e-6 for a, b in itertools.pairwise(worth))


@settings(max_examples=15, deadline=None)
@given(worlds, st.floats(1.5, 50))
def test_a_higher_cost_never_moves_a_question_up(given_world: tuple, dearer: float) -> None:  # type: ignore[type-arg]
    ways = cheap(5.0)
    before = places(world(*given_world, ways=ways))
    more = {**ways, "win_share": replace(ways["win_share"], cost_nok=5.0 * dearer)}
    after = places(world(*given_world, ways=more))
    if "se.win_share" in after:
        assert "se.win_share" in before
        assert after["se.win_share"][1] <= before["se.win_share"][1] + 1e-6
        rivals = [name for name, (place, _) in before.items() if place < before["se.win_share"][0]]
        assert all(after[name][0] < after["se.win_share"][0] for name in rivals)


def cheap(cost: float) -> dict[str, Way]:
    names = ("sales_cycle", "win_share")
    return {name: replace(way_of(name), cost_nok=cost) for name in names}


def places(ground: Ground) -> dict[str, tuple[int, float]]:
    found = next_question(ground).questions
    return {at.assumption: (place, one.net_nok) for place, one in enumerate(found) for at in one.inputs}


@settings(max_examples=10, deadline=None)
@given(worlds, st.permutations([0, 1]))
def test_the_order_of_markets_plays_no_part(given_world: tuple, order: list[int]) -> None:  # type: ignore[type-arg]
    ground = world(*given_world, ways=cheap(1.0))
    turned = replace(ground, cases=tuple(ground.cases[i] for i in order))
    assert next_question(turned) == next_question(ground)


# --- what is asked, and what is not ---------------------------------------------------------------


def test_an_input_no_choice_hangs_on_is_idle_with_no_worth() -> None:
    one = case("SE", sales_cycle=Lognormal(median=9, factor=1.8), win_share=FOUR_TENTHS)
    y = drawn(one, "win_share")
    asking = next_question(grounded({"SE": 1e9 + 10 * y}, [one]))
    assert asking.questions == ()
    assert asking.today == ("SE",)
    assert all(idle.why == "no-change" and idle.worth_nok == 0 for idle in asking.idle)
    assert [rest.input for rest in asking.rests] == ["win_share"]


def test_where_waiting_costs_more_than_the_answer_brings_it_is_said() -> None:
    one = case("SE", sales_cycle=Lognormal(median=9, factor=1.8))
    x = drawn(one, "sales_cycle")
    values, ways = {"SE": 1e6 * (10 - x)}, {"sales_cycle": asked_once(counts=(4,), planned=4, days=61)}
    free = next_question(grounded(values, [one], ways=ways))
    assert free.questions[0].waiting_nok == 0
    dear = {"SE": np.full(DRAWS, 5e6)}
    urgent = next_question(grounded(values, [one], ways=ways, delay=dear))
    assert urgent.questions == ()
    assert [idle.why for idle in urgent.idle] == ["waiting"]
    # Two months at 5 MNOK each, in the share of the answers after which Sweden is gone for.
    going = sum(then.chance for then in free.questions[0].inputs[0].answers if then.choose)
    assert urgent.idle[0].waiting_nok == pytest.approx(2 * 5e6 * going, rel=0.1)


def test_nothing_uncertain_asks_nothing() -> None:
    asking = next_question(grounded({"SE": np.full(DRAWS, 5.0)}, [case("SE")]))
    assert asking.questions == ()
    assert asking.idle == ()
    assert asking.uncertain == 0
    assert asking.rests == ()


def test_people_who_know_several_things_are_asked_once() -> None:
    one = case("SE", win_share=FOUR_TENTHS, price_level=Lognormal(median=0.8, factor=1.4))
    value = 1e7 * (drawn(one, "win_share") - 0.41) + 4e6 * (drawn(one, "price_level") - 0.82)
    asking = next_question(grounded({"SE": value}, [one]))
    first = asking.questions[0]
    assert first.names == ("win_share", "price_level")
    assert first.role == "local-buyers"
    alone = [way_of(name) for name in first.names]
    assert first.cost_nok < sum(way.cost(first.count) for way in alone)
    assert len(asking.questions) == 1
    assert asking.idle == ()
    columns = np.stack([drawn(one, name) for name in first.names])
    whole = evppi_group(
        np.stack([value, np.zeros(DRAWS)]), columns
    )  # two inputs that add up: nothing is lost
    assert first.ceiling_nok == pytest.approx(whole.value, rel=0.03)


def test_room_for_two_weighs_pairs() -> None:
    one, two = case("SE", sales_cycle=Lognormal(median=9, factor=1.8)), case("DE")
    x = drawn(one, "sales_cycle")
    values = {"SE": 5e6 * (10 - x), "DE": np.full(DRAWS, 3e6)}
    both = next_question(grounded(values, [one, two], room=2)).questions[0]
    alone = next_question(grounded(values, [one, two], room=1)).questions[0]
    assert {then.choose for then in both.inputs[0].answers} == {("DE",), ("DE", "SE")} or {
        then.choose for then in both.inputs[0].answers
    } == {("DE",), ("SE", "DE")}
    assert {then.choose for then in alone.inputs[0].answers} == {("SE",), ("DE",)}


def test_a_market_too_dear_or_out_of_cash_is_beyond_every_answer() -> None:
    one, two = case("SE", sales_cycle=Lognormal(median=9, factor=1.8)), case("DE")
    values = {"SE": 5e6 * (10 - drawn(one, "sales_cycle")), "DE": np.full(DRAWS, 1e5)}
    ground = grounded(values, [one, two])
    short = next_question(replace(ground, lasting=frozenset({"DE"})))
    assert short.beyond == ("SE",)
    assert short.lasts
    none = next_question(replace(ground, lasting=frozenset()))
    assert not none.lasts
    assert none.questions


def test_only_what_is_asked_about() -> None:
    ground = world(-50, 0, 100, 1, 0, ways=cheap(1.0))
    names = {
        name
        for one in next_question(ground, only=Only(inputs=frozenset({"win_share"}))).questions
        for name in one.names
    }
    assert names <= {"win_share"}
    local = next_question(ground, only=Only(markets=frozenset({"DE"})))
    assert {one.market for one in (*local.questions, *local.idle)} == {"DE"}


def test_no_market_is_refused() -> None:
    with pytest.raises(Refused, match="no market"):
        choice_of([], {}, limits=Limits(spend=1, launches=1), lasting=frozenset())


# --- ways of asking -------------------------------------------------------------------------------


def test_the_planned_number_costs_what_the_table_of_inputs_says() -> None:
    spec, way = INPUTS["sales_cycle"], way_of("sales_cycle")
    assert (way.cost(spec.count), way.days_for(spec.count)) == (spec.cost_nok, spec.days)
    assert way.cost(2 * spec.count) == pytest.approx(spec.cost_nok * (PREPARED + 2 * (1 - PREPARED)))


def test_asking_many_people_is_not_perfect_knowledge() -> None:
    way = way_of("sales_cycle")
    scale = Scale(name="ratio", middle=9)
    one, many = way.design(1, scale).error, way.design(1000, scale).error
    assert one == pytest.approx(np.log(OFF["interview"]) / 1.2815515655446004)
    assert many == pytest.approx(one * sqrt(way.rho), rel=0.01)


def test_scales_go_there_and_back() -> None:
    x = np.array([0.1, 0.5, 0.9])
    for name, draws in (("win_share", x), ("sales_cycle", x), ("rivals_now", np.array([0.0, 1.0, 3.0]))):
        scale = scale_of(name, draws)
        assert scale.back(scale.on(draws)) == pytest.approx(draws)
    assert [scale_of(n, d).name for n, d in (("win_share", x), ("reach", x), ("rivals_now", x * 0))] == [
        "odds", "ratio", "plain",
    ]  # fmt: skip


def test_a_survey_is_a_way_where_many_can_be_counted() -> None:
    assert [way.method for way in ways_of("peak_share")] == ["interview", "survey"]
    assert [way.method for way in ways_of("sales_cycle")] == ["interview"]


def test_a_sitting_costs_the_dearest_and_a_part_of_the_rest() -> None:
    one, two = way_of("payment_months"), way_of("payment_chance")
    both = sitting([one, two])
    assert both.cost_nok == max(one.cost_nok, two.cost_nok) + 0.25 * min(one.cost_nok, two.cost_nok)


# --- on a plan's own markets ----------------------------------------------------------------------


def test_on_simulated_markets_the_same_seed_asks_the_same() -> None:
    made = weighing(LARGE, MIDDLE)
    cases = made.cases()
    found = simulate_markets(cases, seed=1, draws=2000, decide_at=4)
    asking = next_question(ground_of(made.company, cases, found=found, seed=1))
    assert asking == next_question(ground_of(made.company, cases, found=found, seed=1))
    assert set(asking.today) <= set(asking.markets)
    nets = [one.net_nok for one in asking.questions]
    assert nets == sorted(nets, reverse=True)
    assert all(net > 0 for net in nets)
