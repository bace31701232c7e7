"""A small plan with round figures, built by hand: what papers are tested on, whatever the engine does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from fram.decide.cash import Cone
from fram.decide.explain import Swing
from fram.decide.model.opportunity import Assumption
from fram.decide.plan import MarketPlan, Plan, Rests
from fram.decide.questions import Question
from fram.decide.rank import Range, Ranked
from fram.decide.verdicts import Stance
from fram.terms.citation import Citation, Confidence
from fram.terms.dist import Fixed, Lognormal, Pert, Uniform
from fram.terms.estimate import Estimate, Origin, Reason
from fram.terms.money import Rate
from fram.workspace.record import Gap, PlanRecord

ON = date(2026, 11, 21)
MILLION = 1e6
BANK = Citation(
    title="World Development Indicators", publisher="World Bank", url="https://data.example.org/beds",
    place="SH.MED.BEDS.ZS", read=ON, licence="CC BY 4.0",
)  # fmt: skip
HOSTILE = Citation(title="A list", publisher="Somebody", url="javascript:alert(1)", read=None)


def points(low: float, middle: float, high: float, *, times: float = MILLION) -> Range:
    """Three points, in millions unless told."""
    return Range(p10=low * times, p50=middle * times, p90=high * times)


def _assumption(key: str, estimate: Estimate) -> Assumption:
    owner, _, name = key.rpartition(".")
    return Assumption(id=key, name=name, market=owner.upper() if len(owner) == 2 else "DE", estimate=estimate)


def assumptions() -> dict[str, Assumption]:
    """A few of each origin and confidence."""
    default = Estimate(dist=Lognormal(median=1.0, factor=1.8), unit="factor", origin=Origin.DEFAULT)
    found = {
        "product.price": Estimate(
            dist=Pert(low=700, typical=850, high=1000),
            unit="NOK",
            origin=Origin.COMPANY,
            note="list <b>price</b>",
        ),
        "product.peak_share": Estimate(
            dist=Lognormal(median=0.08, factor=2.5), unit="share", origin=Origin.DEFAULT
        ),
        "eu-mdr.approval_months": Estimate(dist=Fixed(value=0), unit="months", origin=Origin.COMPANY),
        "de.reach": Estimate(
            dist=Lognormal(median=630_000, factor=1.1),
            unit="beds",
            origin=Origin.CITED,
            cites=(BANK,),
            confidence=Confidence.READ,
            because=(Reason.of("reach-beds", rate=7.6),),
        ),
        "de.sales_cycle": Estimate(
            dist=Uniform(low=6, high=12),
            unit="months",
            origin=Origin.CARRIED,
            cites=(HOSTILE,),
            confidence=Confidence.UNCHECKED,
        ),
        **{f"{market}.market_fit": default for market in ("de", "se", "gb", "us", "jp")},
    }
    return {key: _assumption(key, estimate) for key, estimate in found.items()}


def ranked(market: str, tier: int, npv: Range, *, first_sale: float | None = 18) -> Ranked:
    """A market's result; what is not given follows from its value."""
    return Ranked(
        market=market,
        tier=tier,
        mean=npv.p50 + 2 * MILLION,
        shrunk=npv.p50 + MILLION,
        npv=npv,
        chance_loss=0.27,
        chance_worth_it=0.7,
        chance_best=0.2,
        chance_payback=0.6,
        payback=60.0,
        cash_need=points(3, 6, 10),
        chance_sale=0.9,
        early_spend=points(0.1, 0.2, 0.4),
        first_sale=Range(p10=first_sale - 4, p50=first_sale, p90=first_sale + 6) if first_sale else None,
    )


def question(
    market: str, *, worth: float = 3.1e6, above: float | None = None, below: float | None = 9.0
) -> Question:
    """A question about a market's sales cycle."""
    return Question(
        market=market, input="sales_cycle", assumption=f"{market.lower()}.sales_cycle", unit="months",
        ask="procurement-leads", method="interview", count=4, days=21, cost_nok=60_000, worth_nok=worth,
        error_nok=0.1e6, go_above=above, go_below=below,
    )  # fmt: skip


def line(item: Ranked, stance: Stance, *, questions: Sequence[Question] = ()) -> MarketPlan:
    """A market's line in the plan."""
    mine = item.market.lower()
    inputs = {
        "approval_months": "eu-mdr.approval_months",
        "market_fit": f"{mine}.market_fit",
        "price": "product.price",
    }
    if mine == "de":
        inputs |= {"reach": "de.reach", "sales_cycle": "de.sales_cycle"}
    return MarketPlan(
        result=item,
        stance=stance,
        regime="eu-mdr" if mine in ("de", "se") else "uk",
        needs_payment=mine == "us",
        questions=tuple(questions),
        inputs=inputs,
        shares={"market_fit": 0.6},
        costs={"approval": points(0, 0, 0), "launch": points(0.3, 0.5, 0.7), "team": points(1.5, 2.5, 3.8)},
        dates={
            "approval": Range(p10=0, p50=0, p90=0),
            "launch": Range(p10=8, p50=10, p90=12),
            "first-sale": Range(p10=14, p50=18, p90=24),
        },
    )


def _stance(market: str, verdict: str, because: Reason, trigger: Reason | None = None) -> Stance:
    return Stance(market=market, verdict=verdict, because=because, trigger=trigger)  # type: ignore[arg-type]


def lines() -> tuple[MarketPlan, ...]:
    """Two to enter in one tier, one to find out about, two closed."""
    own = Reason.of("go-own-budget")
    far = Reason.of("find-out-time", months=31)
    cash = Reason.of("trigger-cash", nok="30000000")
    fit = Reason.of("trigger-above", input="market_fit", value="1.4014", unit="factor")
    small = Reason.of("not-now-size")
    return (
        line(ranked("DE", 1, points(-6, 14, 51), first_sale=15), _stance("DE", "go", own)),
        line(ranked("SE", 1, points(-2, 3.5, 9), first_sale=12), _stance("SE", "go", own)),
        line(
            ranked("GB", 2, points(-9, -1, 12), first_sale=31),
            _stance("GB", "find-out", far),
            questions=[question("GB")],
        ),
        line(ranked("US", 3, points(-20, -4, 60), first_sale=40), _stance("US", "not-now", small, cash)),
        line(ranked("JP", 3, points(-8, -5, -0.4), first_sale=None), _stance("JP", "not-now", small, fit)),
    )


def cone(*, ends: tuple[float | None, float | None, float | None], slope: float = -1.0) -> Cone:
    """Cash that falls by so many millions a month."""
    months = tuple(points(14 + slope * m - 1, 14 + slope * m, 14 + slope * m + 2) for m in range(1, 61))
    return Cone(months=months, ends=ends, chance_ends=0.97)


def swing(items: Mapping[str, Assumption], key: str, *, swaps_at: float | None) -> Swing:
    """One bar of a tornado."""
    return Swing(assumption=items[key], low=0.56, high=1.8, at_low=-1e6, at_high=31e6, swaps_at=swaps_at)


def plan() -> Plan:
    """The plan itself."""
    items = assumptions()
    return Plan(
        markets=lines(),
        cash_alone=cone(ends=(9.0, 12.0, 16.0)),
        cash_with_go=cone(ends=(8.0, 11.0, 14.0), slope=-1.2),
        at_risk=points(1.2, 2.4, 3.9),
        read_order=(("SE", "DE"), ("GB", "US"), ("JP",)),
        chance_nothing_best=0.05,
        rests=Rests(
            inputs=10, read=1, partly_read=0, unchecked=1, company=2, defaults=6, variance_cited=0.44
        ),
        evpi_nok=5.4e6,
        first_question=question("GB"),
        shared_questions=(),
        assumptions=items,
        decide_at=4,
        seed=1,
        draws=20_000,
        on=ON,
        tornado=(swing(items, "de.market_fit", swaps_at=0.58), swing(items, "product.price", swaps_at=None)),
        swap_between=("DE", "GB"),
        swap=(swing(items, "de.market_fit", swaps_at=0.52),),
    )


def record() -> PlanRecord:
    """The record papers are made from."""
    return PlanRecord(
        company="Nordlys Vital AS",
        product="Halo ward sensor",
        country="NO",
        cash_nok=14e6,
        burn_nok=1e6,
        payer="hospital",
        unit_of_sale="bed",
        price_model="subscription",
        served=("NO",),
        plan=plan(),
        rates=(
            Rate(source="EUR", target="NOK", factor=Decimal("11.7325"), day=date(2026, 11, 20), origin="ECB"),
        ),
        gaps=(
            Gap(what="product.price.cost_to_serve", why="not in the company file", ask="company"),
            Gap(
                what="sales_cycle",
                why="no sales cycle was observed here",
                ask="procurement-leads",
                market="JP",
            ),
            Gap(
                what="sales_cycle",
                why="no sales cycle was observed here",
                ask="procurement-leads",
                market="US",
            ),
        ),
        input_file="nordlys.toml",
        input_hash="a41f0c2299887766",
        rule_book="7be1d4aa0011",
        product_version="0.1.0",
    )


def without_go() -> PlanRecord:
    """The same company, where nothing pays and nothing is worth asking."""
    made = record()
    closed = tuple(
        replace(
            one,
            questions=(),
            stance=replace(one.stance, verdict="not-now", trigger=Reason.of("trigger-none")),
            result=replace(one.result, mean=-5e6, shrunk=-5e6, chance_loss=0.9),
        )
        for one in made.plan.markets
    )
    nothing = Range(p10=0.0, p50=-0.0, p90=0.0)
    return replace(made, plan=replace(made.plan, markets=closed, first_question=None, at_risk=nothing))


def with_markets(made: PlanRecord, markets: tuple[MarketPlan, ...]) -> PlanRecord:
    """The same plan for other markets; one tier leaves nothing to swap."""
    return replace(made, plan=replace(made.plan, markets=markets, swap_between=None, swap=()))
