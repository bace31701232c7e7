"""Tools of decide: check a company file, plan with it, and look up what is known of a market."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

import anyio.from_thread
from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ResourceNotFoundError
from mcp_types import ToolAnnotations
from pydantic import Field

from fram.decide.explain import Swing
from fram.decide.plan import MarketPlan
from fram.mcp.answers import Fault, Points, Source, faults, points, source, sources
from fram.mcp.company_file import FilePath, Toml, company_file
from fram.mcp.refusals import telling
from fram.rules.parameter import Dated, Parameter
from fram.terms.dist import Normal
from fram.terms.jurisdiction import market_code
from fram.workspace.papers.account import pays
from fram.workspace.papers.charts.tornado import label_of
from fram.workspace.papers.flags import counted_twice, warnings_of
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord, to_json

Lang = Literal["en", "nb"]
READS_ONLY = ToolAnnotations(read_only_hint=True, open_world_hint=False)
MOST_PLANS = 20
"""So many plans are remembered; older ones can be computed again."""
MOST_QUESTIONS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningAnswer:
    """What to know before trusting a market's numbers, and the share of the runs in which it holds."""

    text: str
    share_of_runs: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnAnswer:
    """An input a launch hangs on, and on which side (`pays`) of which value it pays, all else as believed.

    `at` is null where no value within reach turns the launch: then `pays` says always or never.
    """

    input: str
    name: str
    unit: str
    p10: float
    p90: float
    at: float | None
    pays: Literal["above", "below", "always", "never"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketAnswer:
    """One market of a plan. `value_nok` is what the launch adds over ten years, real NOK.

    `month_later_costs_nok` is what each month of delay costs (below zero: gains). `pays_when` names the five
    inputs a market in play hangs on; it is empty for one that is not now.
    """

    market: str
    tier: int
    verdict: str
    value_nok: Points
    chance_of_loss: float
    chance_of_being_best: float
    first_sale_months: Points | None
    month_later_costs_nok: Points
    warnings: tuple[WarningAnswer, ...]
    pays_when: tuple[TurnAnswer, ...]


@dataclass(frozen=True, kw_only=True)  # slots would pass for defaults when the schema is made
class PlanAnswer:
    """A plan: the board page to read out, the key numbers, what they rest on, and where all of it is."""

    board: str
    markets: tuple[MarketAnswer, ...]
    cash_ends_months: tuple[float | None, float | None, float | None]
    inputs: int
    inputs_read: int
    inputs_partly_read: int
    inputs_unchecked: int
    inputs_from_company: int
    inputs_default: int
    counted_twice: tuple[str, ...]
    sources: tuple[Source, ...]
    plan_json: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAnswer:
    """Something the file does not say yet."""

    name: str
    question: str
    why: str


@dataclass(frozen=True, kw_only=True)  # slots would pass for defaults when the schema is made
class CheckAnswer:
    """What is wrong with a company file, what is doubtful, and what is still open (the first dozen)."""

    can_be_planned: bool
    problems: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    open_questions: tuple[OpenAnswer, ...]
    open_in_all: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureAnswer:
    """One figure of a market: its value (a gap has none, and says why), since when, and its source."""

    figure: str
    unit: str
    value: float | str | None
    standard_error: float | None = None
    since: date | None = None
    checked_on: date | None = None
    gap: str = ""
    source: Source | None = None


def offer(server: MCPServer) -> None:
    """Add the tools of decide to a server; it remembers the plans made in its session."""
    kept: OrderedDict[str, PlanRecord] = OrderedDict()
    _offer_plan(server, kept)
    _offer_check(server)
    _offer_figures(server)


def _offer_plan(server: MCPServer, kept: OrderedDict[str, PlanRecord]) -> None:
    @server.tool(title="Plan", annotations=READS_ONLY)
    @telling
    def decide_plan(
        context: Context, company_toml: Toml = "", path: FilePath = "",
        markets: Annotated[list[str], Field(description="Codes such as DE and SE; none means all.")] = [],  # noqa: B006
        draws: Annotated[int, Field(ge=1000, le=100_000)] = 20_000,
        seed: Annotated[int, Field(ge=0, le=2**32 - 1)] = 1, lang: Lang = "en",
    ) -> PlanAnswer:  # fmt: skip
        """Compute where a company should go, find out more first, or not go now, with ranges and sources."""
        from fram.workspace.decide import board_text, plan

        def tell(done: int) -> None:
            anyio.from_thread.run(context.report_progress, done, draws)

        codes = [market_code(market, where="markets") for market in markets]
        with company_file(text=company_toml, path=path) as file:
            record = plan(file, markets=codes, draws=draws, seed=seed, on=date.today(), progress=tell)
        key = _keep(record, kept)
        return plan_answer(record, board=board_text(record, lang=lang), key=key, words=Words(lang))

    @server.resource("fram://plan/{key}", title="A plan as JSON", mime_type="application/json")
    def plan_json(key: str) -> str:
        """Give a plan made in this session in full: every market, assumption and source."""
        if key not in kept:
            raise ResourceNotFoundError(f"no plan {key} in this session; make it with decide_plan")
        return to_json(kept[key])


def _offer_check(server: MCPServer) -> None:
    @server.tool(title="Check a company file", annotations=READS_ONLY)
    @telling
    def decide_check_company(company_toml: Toml = "", path: FilePath = "", lang: Lang = "en") -> CheckAnswer:
        """Say what is wrong with a company file, what is doubtful, and what it leaves open."""
        from fram.workspace.company import check_company

        with company_file(text=company_toml, path=path) as file:
            report = check_company(file, on=date.today(), lang=lang)
        asked = report.unknowns[:MOST_QUESTIONS]
        return CheckAnswer(
            can_be_planned=report.is_good, problems=faults(report.problems), warnings=faults(report.warnings),
            open_questions=tuple(OpenAnswer(name=q.name, question=q.question, why=q.why) for q in asked),
            open_in_all=len(report.unknowns),
        )  # fmt: skip


def _offer_figures(server: MCPServer) -> None:
    @server.tool(title="Figures of a market", annotations=READS_ONLY)
    @telling
    def decide_market_figures(
        market: Annotated[str, Field(description="Code or common name of a market, such as DE, GB or UK.")],
        on: Annotated[
            date | None, Field(description="The day they are to hold on; today if left out.")
        ] = None,
    ) -> list[FigureAnswer]:
        """Give the figures of one market: people, money, health care, each with source and confidence."""
        from fram.workspace.world import the_world

        figures = the_world().markets[market_code(market)].figures
        return [figure_answer(figure, on=on or date.today()) for figure in figures.values()]


def plan_answer(record: PlanRecord, *, board: str, key: str, words: Words) -> PlanAnswer:
    """Return what `decide_plan` answers for a plan."""
    plan, rests = record.plan, record.plan.rests
    cited = [
        (cite, item.estimate.confidence) for item in plan.assumptions.values() for cite in item.estimate.cites
    ]
    return PlanAnswer(
        board=board, counted_twice=counted_twice(record, words=words),
        markets=tuple(market_answer(line, record, words=words) for line in plan.markets),
        cash_ends_months=plan.cash_alone.ends, inputs=rests.inputs, inputs_read=rests.read,
        inputs_partly_read=rests.partly_read, inputs_unchecked=rests.unchecked,
        inputs_from_company=rests.company, inputs_default=rests.defaults, sources=sources(cited),
        plan_json=f"fram://plan/{key}",
    )  # fmt: skip


def market_answer(line: MarketPlan, record: PlanRecord, *, words: Words) -> MarketAnswer:
    """Return the key numbers of one market."""
    found, ledger = line.result, line.ledger
    shares = [float(dict(reason.values)["chance"]) for reason in ledger.warnings]
    return MarketAnswer(
        market=found.market, tier=found.tier, verdict=line.stance.verdict, value_nok=points(found.npv),
        chance_of_loss=round(found.chance_loss, 3), chance_of_being_best=round(found.chance_best, 3),
        first_sale_months=points(found.first_sale) if found.first_sale else None,
        month_later_costs_nok=points(ledger.delay),
        warnings=tuple(
            WarningAnswer(text=text, share_of_runs=round(share, 3))
            for text, share in zip(warnings_of(line, words=words), shares, strict=True)
        ),
        pays_when=tuple(turn_answer(swing, record, words=words) for swing in line.break_even),
    )  # fmt: skip


def turn_answer(swing: Swing, record: PlanRecord, *, words: Words) -> TurnAnswer:
    """Return one input a launch hangs on."""
    low, high = (float(f"{end:.3g}") for end in (swing.low, swing.high))
    return TurnAnswer(
        input=swing.assumption.id, name=label_of(swing, record, words=words), p10=low, p90=high,
        unit=swing.assumption.estimate.unit, pays=pays(swing),
        at=None if swing.swaps_at is None else float(f"{swing.swaps_at:.3g}"),
    )  # fmt: skip


def figure_answer(figure: Parameter, *, on: date) -> FigureAnswer:
    """Return one figure as it stands on a day, or its gap."""
    found = figure.on(on)
    if not isinstance(found, Dated):
        return FigureAnswer(figure=figure.key, unit=figure.unit, value=None, gap=found.reason)
    return FigureAnswer(
        figure=figure.key, unit=figure.unit,
        value=found.value if isinstance(found.value, str) else found.number,
        standard_error=found.value.sd if isinstance(found.value, Normal) else None,
        since=found.start, checked_on=figure.checked, source=source(found.cite, confidence=found.confidence),
    )  # fmt: skip


def _keep(record: PlanRecord, kept: OrderedDict[str, PlanRecord]) -> str:
    """Remember a plan under a key that the same plan gets again."""
    plan = record.plan
    markets = "-".join(line.result.market for line in sorted(plan.markets, key=lambda x: x.result.market))
    key = f"{record.input_hash[:12]}-{plan.seed}-{plan.draws}-{plan.on.isoformat()}-{_short(markets)}"
    kept[key] = record
    kept.move_to_end(key)
    while len(kept) > MOST_PLANS:
        kept.popitem(last=False)
    return key


def _short(text: str) -> str:
    from hashlib import sha256

    return sha256(text.encode()).hexdigest()[:8]
