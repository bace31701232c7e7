"""A small plan with round figures, built by hand: what papers are tested on, whatever the engine does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from fram.decide.asking import Asking, NextQuestion, Pinned, Then
from fram.decide.cash import Cone
from fram.decide.explain import Swing
from fram.decide.ledger import CostLine, Ledger, Prices, Step, Year
from fram.decide.model.case import Assumption
from fram.decide.plan import MarketPlan, Plan, Rests
from fram.decide.rank import Range, Ranked
from fram.decide.rests import CountedTwice
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
) -> NextQuestion:
    """A question about a market's sales cycle (of all where it is not named): it decides on it."""
    at = below if above is None else above
    yes = Then(
        low=above, high=below if above is None else None, choose=(market or "GB",), chance=0.3,
        gain_nok=worth, is_today=False,
    )  # fmt: skip
    no = Then(low=None if above else at, high=above, choose=(), chance=0.7, gain_nok=0.0, is_today=True)
    cycle = Pinned(
        input="sales_cycle", assumption=f"{market.lower()}.sales_cycle", unit="months",
        now=Range(p10=7, p50=9, p90=11), answers=(yes, no) if above is None else (no, yes),
    )  # fmt: skip
    return NextQuestion(
        market=market, regime="", markets=(market or "GB",), inputs=(cycle,), role="procurement-leads",
        method="interview", count=4, days=21, cost_nok=60_000, waiting_nok=20_000, ceiling_nok=1.2 * worth,
        ceiling_error_nok=0.1e6, worth_nok=worth, error_nok=0.1e6, changes=0.3, decides=(market or "GB",),
        tried=(),
    )  # fmt: skip


def asking(*questions: NextQuestion) -> Asking:
    """What to find out next: these questions, best first."""
    return Asking(
        questions=questions, idle=(), today=("DE", "SE"), markets=("DE", "SE", "GB"), beyond=(), lasts=True,
        room=2, spend_nok=3.5e6, evpi_nok=5.4e6, uncertain=40, looked_at=20, rests=(),
    )  # fmt: skip


THOUSAND, MONTHS = 1e3, 1.0
WARNED = Reason.of("warning-price-bound", chance=0.624)


def costs(mine: str) -> tuple[CostLine, ...]:
    """A few cost lines: an approval that is held at home in Europe, a certificate of the firm for three."""
    nothing, approval = points(0, 0, 0), points(0.5, 0.9, 2)
    held = mine in ("de", "se")
    firm = "no.firm_cost" if mine in ("de", "se", "gb") else f"{mine}.firm_cost"
    once = points(0.2, 0.3, 0.4) if mine in ("de", "se", "gb") else nothing
    return (
        CostLine(
            kind="approval", phase="approval", amount=nothing if held else approval,
            before_sale=nothing if held else approval, shared="eu-mdr" if held else mine,
        ),
        CostLine(kind="certificates", phase="launch", amount=once, before_sale=once, shared=firm),
        CostLine(
            kind="security", phase="launch", amount=points(0.3, 0.5, 0.7), before_sale=points(0.3, 0.5, 0.7)
        ),
        CostLine(
            kind="people", phase="team", amount=points(80, 110, 150, times=THOUSAND),
            before_sale=points(0.9, 1.4, 2.1),
        ),
        CostLine(
            kind="hosting", phase="market", amount=points(5, 12, 28, times=THOUSAND),
            before_sale=points(40, 95, 220, times=THOUSAND),
        ),
    )  # fmt: skip


def road(mine: str) -> tuple[Step, ...]:
    """The activities of one market: gates hold up the launch, then pilot and tender."""
    months = {
        "gates": ((0, 0, 0), (8, 10, 12), 0.83),
        "localise": ((0, 0, 0), (3, 5, 7), 0.0),
        "pilot": ((8, 10, 12), (10, 13, 17), 1.0),
        "tender": ((10, 13, 17), (14, 18, 24), 1.0),
    }
    if mine not in ("de", "se"):
        months = {"prepare": ((0, 0, 0), (1, 2, 3), 0.17), "approve": ((1, 2, 3), (4, 6, 9), 0.17)} | months
    return tuple(
        Step(
            name=name, starts=points(*starts, times=MONTHS), ends=points(*ends, times=MONTHS),
            critical=critical,
        )
        for name, (starts, ends, critical) in months.items()
    )  # fmt: skip


def years(*, first: float = -3.0, step: float = 1.5) -> tuple[Year, ...]:
    """Ten years whose net cash begins at so many millions and rises by so many a year."""
    nets = [first + step * number for number in range(10)]
    return tuple(
        Year(
            income=points(max(net, 0), max(net + 3, 0), max(2 * net + 4, 0)), costs=points(1, 3, 4),
            net=points(net - 1, net, net + 4),
        )
        for net in nets
    )  # fmt: skip


def ledger(mine: str) -> Ledger:
    """The account of one launch. Germany's price is bound; in Britain a wait gains, as the launch loses."""
    kroner = {"times": 1.0}
    return Ledger(
        lines=costs(mine),
        before_sale={
            "approval": points(0.2, 0.3, 0.4) if mine in ("de", "se") else points(0.7, 1.2, 2.4),
            "launch": points(0.3, 0.5, 0.7), "running": points(1.5, 2.5, 3.8),
        },
        road=road(mine),
        years=years() if mine in ("de", "se") else years(first=-2, step=0.1),
        prices=Prices(
            listed=points(700, 850, 1000, **kroner),
            ceiling=points(600, 800, 1100, **kroner) if mine == "de" else None,
            realised=points(500, 640, 800, **kroner), net=points(380, 480, 600, **kroner),
            margin=points(-20, 190, 330, **kroner),
        ),
        delay=points(-50, -40, 400, times=THOUSAND) if mine == "gb" else points(20, 310, 900, times=THOUSAND),
        warnings=(WARNED,) if mine == "de" else (),
    )  # fmt: skip


def break_even(mine: str) -> tuple[Swing, ...]:
    """Three of the inputs a market hangs on: it pays above one value, below another, and whatever a third."""
    items = assumptions()
    fit = swing(items, f"{mine}.market_fit", swaps_at=0.58)
    cycle = replace(items["de.sales_cycle"], id=f"{mine}.sales_cycle", market=mine.upper())
    long = replace(fit, assumption=cycle, low=6.6, high=11.4, at_low=9e6, at_high=-2e6, swaps_at=9.9)
    price = swing(items, "product.price", swaps_at=None)
    return (fit, long, replace(price, low=740, high=960))


def line(item: Ranked, stance: Stance) -> MarketPlan:
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
        inputs=inputs,
        shares={"market_fit": 0.6},
        ledger=ledger(mine),
        break_even=break_even(mine) if mine in ("de", "se", "gb") else (),
        dates={
            "approval": Range(p10=0, p50=0, p90=0) if mine in ("de", "se") else Range(p10=4, p50=6, p90=9),
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
        asking=asking(question("GB")),
        assumptions=items,
        decide_at=4,
        seed=1,
        draws=20_000,
        on=ON,
        tornado=(swing(items, "de.market_fit", swaps_at=0.58), swing(items, "product.price", swaps_at=None)),
        swap_between=("DE", "GB"),
        swap=(swing(items, "de.market_fit", swaps_at=0.52),),
        counted_twice=tuple(
            CountedTwice(risk="time", inputs=("sales_cycle", "gate_months"), market=market, source=BANK)
            for market in ("DE", "SE")
        ),
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
            stance=replace(one.stance, verdict="not-now", trigger=Reason.of("trigger-none")),
            result=replace(one.result, mean=-5e6, shrunk=-5e6, chance_loss=0.9),
        )
        for one in made.plan.markets
    )
    nothing = Range(p10=0.0, p50=-0.0, p90=0.0)
    return replace(made, plan=replace(made.plan, markets=closed, asking=asking(), at_risk=nothing))


def with_questions(made: PlanRecord, *questions: NextQuestion) -> PlanRecord:
    """The same plan with other questions."""
    return replace(made, plan=replace(made.plan, asking=asking(*questions)))


def with_markets(made: PlanRecord, markets: tuple[MarketPlan, ...]) -> PlanRecord:
    """The same plan for other markets; one tier leaves nothing to swap."""
    return replace(made, plan=replace(made.plan, markets=markets, swap_between=None, swap=()))
