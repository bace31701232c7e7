"""What a plan says, laid out for its page: the board page's phrases, and the ranking as a table."""

from __future__ import annotations

from dataclasses import dataclass

from fram.decide.plan import MarketPlan
from fram.web.decide.reading.report_policy import policy_for
from fram.workspace.papers.account import Turn, delay_text, turns_of
from fram.workspace.papers.digest import Digest, digest
from fram.workspace.papers.flags import warnings_of
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class RankLine:
    """One market's line of the ranking, as a reader sees it."""

    market: str
    name: str
    tier: int
    verdict: str
    verdict_name: str
    value: str
    loss: str
    best: str
    first_sale: str
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """What a launch in play hangs on: its warnings, what a wait costs, and the values that turn it."""

    market: str
    name: str
    warnings: tuple[str, ...]
    delay: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """The first screen of a plan: the board page, the ranking, and what each launch in play hangs on."""

    page: Digest
    lines: tuple[RankLine, ...]
    launches: tuple[Launch, ...]
    verdicts: dict[str, str]


def first_screen(record: PlanRecord, *, lang: str) -> Screen:
    """Return what the page of a plan shows, in the reader's language."""
    words = Words(lang)
    verdicts = {name.replace("-", "_"): words(f"verdict.{name}") for name in ("go", "find-out", "not-now")}
    lines = tuple(_line(line, record, words) for line in record.plan.markets)
    launches = tuple(
        Launch(
            market=line.result.market, name=words.numerals.market(line.result.market),
            warnings=warnings_of(line, words=words), delay=delay_text(line, words=words),
            turns=turns_of(line, record, words=words),
        )
        for line in record.plan.markets
        if line.stance.verdict != "not-now"
    )  # fmt: skip
    return Screen(page=digest(record, words=words), lines=lines, launches=launches, verdicts=verdicts)


def report(record: PlanRecord, *, lang: str) -> str:
    """Return the whole report as one self-contained page."""
    from fram.workspace.papers.report import report_html  # charts: only when somebody reads it

    return report_html(record, lang=lang)


def report_policy() -> str:
    """Return the policy the report is shown under: it may run the script of its template and no other."""
    from fram.workspace.papers.report import report_script

    return policy_for(report_script())


def _line(line: MarketPlan, record: PlanRecord, words: Words) -> RankLine:
    found, numerals = line.result, words.numerals
    sale = found.first_sale
    return RankLine(
        market=found.market, name=numerals.market(found.market), tier=found.tier, verdict=line.stance.verdict,
        verdict_name=words(f"verdict.{line.stance.verdict}"),
        value=numerals.money_points([found.npv.p10, found.npv.p50, found.npv.p90]),
        loss=numerals.chance(found.chance_loss), best=numerals.chance(found.chance_best),
        first_sale=numerals.month(record.plan.on, sale.p50) if sale else "–",
        warnings=warnings_of(line, words=words),
    )  # fmt: skip
