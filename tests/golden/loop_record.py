"""The small plan with a launch sequence and a runway, in round figures: two launches, three waiting."""

from __future__ import annotations

from dataclasses import replace

from fram.decide.rank import Range
from fram.decide.runway.amount import Amounts
from fram.decide.runway.bridges import Bridge
from fram.decide.runway.ends import Ends, LatestStart
from fram.decide.runway.owners import AfterRound
from fram.decide.sequence.company import Rules
from fram.decide.sequence.later import NotNow
from fram.decide.sequence.made import Launched, People, Sequenced, Stress
from fram.decide.sequence.more import More
from fram.decide.sequence.problem import Start
from fram.decide.sequence.relief import Relief
from fram.decide.sequence.stop import StopRule
from fram.terms.citation import Confidence
from fram.workspace.kept.runway import Dilution, MoneyRow, PathEnds, RunwayKept
from fram.workspace.record import PlanRecord
from tests.golden.access_record import HOSTILE, priced
from tests.golden.paper_record import BANK, MONTHS, points, record

SHOWN = 60


def launch(market: str, *, quarter: int, stops: bool, after_round: bool = False) -> Launched:
    """A launch that starts in a quarter, is approved four months on, and first sells a year on."""
    first = 3 * quarter
    waits = 6 if after_round else 0
    return Launched(
        market=market, mode="direct" if stops else "distributor",
        start=Start(after_round=after_round, quarter=quarter),
        starts=points(first + waits, first + 1.5 * waits, first + 2 * waits, times=MONTHS),
        chance_starts=0.75 if after_round else 1.0,
        approval=None if stops else points(first + 8, first + 13, first + 17, times=MONTHS),
        first_sale=points(first + 12, first + 18, first + 30, times=MONTHS), chance_sale=0.7, value_mean=6e6,
        value=points(-4, 5, 20), spend=points(2, 4, 7),
        stop=StopRule(
            milestone="first-sale" if stops else "approval", by_month=24, spent_nok=5e6, stops=stops,
            chance=0.12, saves_nok=1.5e6 if stops else 0.0,
        ),
    )  # fmt: skip


def waiting() -> tuple[NotNow, ...]:
    """One that cash keeps out, one that people do, one that is not worth it."""
    start = Start(quarter=2)
    return (
        NotNow(market="GB", because="cash", mode="partner", start=start, value=2e6, nok=3e6),
        NotNow(
            market="JP", because="people", mode="direct", start=start, value=1e6, function="sales",
            positions=0.4, short=(("sales", 0.4),),
        ),
        NotNow(market="US", because="worth"),
    )  # fmt: skip


def cash(first: float, step: float, *, spread: float = 2.0) -> tuple[Range, ...]:
    """Cash by month in millions: so much in the first, so much more in each after it."""
    middles = [first + step * month for month in range(SHOWN)]
    return tuple(points(middle - spread, middle, middle + spread) for middle in middles)


def sequenced() -> Sequenced:
    """Germany now, with a rule that stops it; Sweden after the round, with one that looks again."""
    return Sequenced(
        launches=(
            launch("DE", quarter=0, stops=True), launch("SE", quarter=0, stops=False, after_round=True),
        ),
        waiting=waiting(), value_mean=12e6, value=points(-6, 10, 36), value_cautious=8e6, bound=40e6,
        chance=0.93, chance_chosen_on=0.95, chance_alone=0.99, asked=0.9, relief=None, cash=cash(9, 0.1),
        alone=cash(10, 0.2), floor=(1e6,) * SHOWN,
        stresses=(
            Stress(round="planned", chance=0.93, value_mean=12e6, ends=(None, None, None)),
            Stress(round="late", chance=0.9, value_mean=9e6, ends=(14.0, None, None)),
            Stress(round="fails", chance=0.8, value_mean=5e6, ends=(11.0, 20.0, None)),
        ),
        more=(
            More(of="cash", kind="cash", amount=1e6, gain_nok=5e5),
            More(of="round-sooner", kind="month", amount=1.0, gain_nok=3e5),
            More(of="sales", kind="person", amount=1.0, gain_nok=2e6),
        ),
        people=(People(function="sales", free=0.5, used=0.4), People(function="support", free=1, used=0.2)),
        round_at=points(5, 9, 13, times=MONTHS), round_chance=0.75, rules=Rules(floor_nok=1e6),
        scenarios=1000, fresh=4000, seed=1,
    )  # fmt: skip


def instrument(name: str, fits: str) -> MoneyRow:
    """An offer of money that fits, may fit, or does not."""
    return MoneyRow(
        id=name, body="A fund", name={"en": name, "nb": f"{name} nb"}, kind="loan",
        fits=fits,  # type: ignore[arg-type]
        confidence=Confidence.READ, cite=BANK if fits == "yes" else HOSTILE,
        unsure=("consortium", "still-runs") if fits == "unknown" else (),
        why_not="right-stage" if fits == "no" else "", currency="EUR", high=2e5, high_nok=2.3e6,
        share_high=0.5, days=90, in_time=0.8,
    )  # fmt: skip


def owners(amount: float, value: float) -> AfterRound:
    """Who owns what where nothing but the round counts."""
    new = amount / (amount + value)
    return AfterRound(
        amount=amount, pre_money=value, investors=new, converted=0, pool=0, today=1 - new, founders=None,
        others=None, per_share=value,
    )  # fmt: skip


def kept_runway() -> RunwayKept:
    """Cash that ends after a year, a round to begin in three months, two milestones."""
    ends = Ends(p10=10, p50=12, p90=15, sure=10, chance=1.0)
    never = Ends(p10=20, p50=None, p90=None, sure=20, chance=0.3)
    by_chance = ((0.5, 6e6), (0.8, 8e6), (0.9, 10e6))
    main = Amounts(event="first-sale", market="DE", when=points(12, 18, 30, times=MONTHS), reached=0.7,
                   by_chance=by_chance, beyond=0.0)  # fmt: skip
    date = replace(main, event="date", market="", when=points(18, 18, 18, times=MONTHS), reached=1.0,
                   by_chance=((0.5, 0.0), (0.8, 0.0), (0.9, 1e6)))  # fmt: skip
    takes = points(4, 5, 7, times=MONTHS)
    return RunwayKept(
        markets=("DE", "SE"), because="go", floor=1e6, sure=0.9, reserve=6, cash=14e6, burn=1e6,
        ends=(
            PathEnds(path="alone", ends=ends), PathEnds(path="alone-round", ends=never),
            PathEnds(path="with", ends=ends), PathEnds(path="with-round", ends=never),
        ),
        start=LatestStart(months=3.4, sure=0.9, chance_today=0.97, takes=takes, comes=takes, late=0.0),
        is_stated=False, main=main, amounts=(main, date), planned=20e6, in_time=0.7, enough=0.9,
        dilution=Dilution(
            amounts=(10e6,), values=(30e6, 40e6), rows=((owners(10e6, 30e6), None),), is_stated=False,
            knows_founders=False,
        ),
        bridges=(
            Bridge(kind="cut", months=2.5, size=0.3, cost=0.0),
            Bridge(kind="delay", months=None, size=6, cost=1e6, market="DE"),
            Bridge(kind="convertible", months=3.0, size=3e6, cost=5e5, diluted=0.08),
        ),
        instruments=(
            instrument("A loan", "yes"), instrument("=1+1", "unknown"), instrument("Another", "no"),
        ),
        cone=cash(13, -1), alone=cash(13, -0.8),
    )  # fmt: skip


def looped() -> PlanRecord:
    """The plan with prices, evidence, a sequence and a runway."""
    return replace(priced(), sequence=sequenced(), runway=kept_runway())


def crowded() -> PlanRecord:
    """The same with ten launches: more than any paper tells one by one."""
    many = tuple(
        launch(market, quarter=place % 4, stops=place % 2 == 0)
        for place, market in enumerate("DE SE FR ES IT NL PL DK FI AT".split())
    )
    return replace(looped(), sequence=replace(sequenced(), launches=many))


def nothing_fits() -> PlanRecord:
    """The same where cash alone does not hold and nothing is launched: all markets wait."""
    relief = Relief(limit="cash", chance=0.54, nok=6e5, months=11)
    found = replace(
        sequenced(), launches=(), relief=relief, asked=0.53, value_mean=0.0, value=points(0, 0, 0), bound=0.0,
        waiting=tuple(NotNow(market=market, because="worth") for market in ("DE", "SE", "GB", "US", "JP")),
    )  # fmt: skip
    return replace(record(), sequence=found, runway=replace(kept_runway(), because="first", markets=("DE",)))
