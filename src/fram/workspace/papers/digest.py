"""What the board page says, as finished phrases: the terminal and the report only lay it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fram.decide.asking import NextQuestion
from fram.decide.cash import Cone
from fram.decide.model.cashflow import HORIZON
from fram.decide.plan import MarketPlan
from fram.decide.sequence.problem import Start
from fram.decide.verdicts import SPENDABLE_SHARE, Stance
from fram.terms.estimate import Reason
from fram.workspace.papers.flags import Warned as Warned
from fram.workspace.papers.flags import counted_twice, has_no_demand, warned, warning_of
from fram.workspace.papers.flags import warnings_of as warnings_of
from fram.workspace.papers.numerals import DASH
from fram.workspace.papers.phrases import (
    estimate_text,
    filled,
    how_long,
    in_unit,
    reason_text,
)
from fram.workspace.papers.telling.asked import means, place_of, things, whom
from fram.workspace.papers.telling.next_step import next_step
from fram.workspace.papers.telling.starts import Sayer
from fram.workspace.papers.telling.typed import TypedFile
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

MOST_TRIGGERS = 3
"""Groups of closed markets that are told apart; the rest stand together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Go:
    """A market to enter: its value and chance of loss, its first sale, the one reason, and when to start it
    where the launch sequence does not do so now."""

    market: str
    name: str
    value: str
    loss: str
    first_sale: str
    because: str
    starts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One thing to find out: where, what asking is worth, how to ask, and which answers change what.

    ``markets``: those asked about before deciding on them; none for a question about what is gone for.
    """

    markets: tuple[str, ...]
    name: str
    worth: str
    how: str
    changes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """Markets that stay closed until the same thing happens."""

    markets: tuple[str, ...]
    names: str
    trigger: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """The board page. ``no_go`` says why there is none, what the market that stands first is warned of, and
    what to do; it is empty when there is one to go for. ``under_way``: launches that have begun.

    ``warnings`` are those of each market in play; ``go_warned`` and ``asks_warned`` say the same, shorter.
    """

    title: str
    stamp: str
    cash_ends: str
    cash_ends_with_go: str
    cash_now: str
    under_way: str
    go: tuple[Go, ...]
    tier_note: str
    no_go: tuple[str, ...]
    asks: tuple[Ask, ...]
    ask_first: Ask | None
    warnings: Mapping[str, tuple[str, ...]]
    go_warned: tuple[Warned, ...]
    asks_warned: tuple[Warned, ...]
    later: tuple[Later, ...]
    decision: str
    at_risk: str
    rests: str
    twice: tuple[str, ...]
    read_order: str
    command: str
    command_why: str


def digest(record: PlanRecord, *, words: Words, typed: TypedFile | None = None) -> Digest:
    """Return what the board page says about a plan; ``typed``: its file as a terminal names it."""
    plan = record.plan
    go = tuple(_go(line, record, words) for line in plan.markets if line.stance.verdict == "go")
    asks = _asks(record, words)
    command, why = next_step(record, words=words, typed=typed)
    in_play = [line for line in plan.markets if line.stance.verdict != "not-now"]
    return Digest(
        title=tidy(f"{record.company} · {record.product}"), stamp=_stamp(record, words),
        cash_ends=cash_ends(plan.cash_alone, record, words=words),
        cash_ends_with_go=cash_ends(plan.cash_with_go, record, words=words) if go else "",
        cash_now=_cash_now(record, words), under_way=_under_way(record, words), go=go,
        tier_note=_tier_note(plan.markets, words), no_go=() if go else _no_go(record, words), asks=asks,
        ask_first=_ask_first(record, asks, words), later=_later(plan.markets, words),
        warnings={line.result.market: warnings_of(line, words=words) for line in in_play},
        go_warned=warned([line for line in in_play if line.stance.verdict == "go"], words=words),
        asks_warned=warned([line for line in in_play if line.stance.verdict == "find-out"], words=words),
        decision=words.numerals.month(plan.on, plan.decide_at), at_risk=_at_risk(record, words),
        rests=_rests(record, words), twice=counted_twice(record, words=words),
        read_order=read_order(record, words=words),
        command=command, command_why=why,
    )  # fmt: skip


def tidy(text: str) -> str:
    """Return a stranger's text on one line and without characters that would steer a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _stamp(record: PlanRecord, words: Words) -> str:
    plan = record.plan
    parts = [
        words.numerals.day(plan.on),
        words("board.rule-book", book=record.rule_book[:8]) if record.rule_book else "",
        words("board.seed", seed=plan.seed),
        record.input_hash[:8],
    ]
    return " · ".join(part for part in parts if part)


def _cash_now(record: PlanRecord, words: Words) -> str:
    money, runway = words.numerals.money, record.runway
    now = words("board.cash-now", cash=money(record.cash_nok, digits=3), burn=money(record.burn_nok))
    if runway is None or not runway.planned or runway.planned_chance is None:
        return now
    return words("board.cash-round", now=now, chance=words.numerals.chance(runway.planned_chance))


def _under_way(record: PlanRecord, words: Words) -> str:
    """The launches that have begun, which are no choice any more; nothing where none has."""
    day = record.plan.on
    since = [
        words("board.since", market=words.numerals.market(market), month=words.numerals.month(day, -months))
        for market, months in record.plan.under_way.items()
    ]
    return words("board.under-way-since", markets=", ".join(since)) if since else ""


def cash_ends(cone: Cone, record: PlanRecord, *, words: Words) -> str:
    """Return P10, P50 and P90 of the month cash ends, or that it lasts past the last month looked at."""
    if cone.ends[0] is None:
        return words("board.lasts", month=words.numerals.month(record.plan.on, HORIZON))
    points = zip((10, 50, 90), cone.ends, strict=True)
    return " · ".join(f"P{chance} {month_or_after(end, record, words=words)}" for chance, end in points)


def month_or_after(months: float | None, record: PlanRecord, *, words: Words) -> str:
    """Return a month of the plan, or that it lies after the last one looked at."""
    if months is None or months >= HORIZON:
        return words("board.after", month=words.numerals.month(record.plan.on, HORIZON))
    return words.numerals.month(record.plan.on, months)


def _go(line: MarketPlan, record: PlanRecord, words: Words) -> Go:
    result, numerals = line.result, words.numerals
    never = words("board.no-sale")
    return Go(
        market=result.market, name=numerals.market(result.market),
        value=numerals.money_points([result.npv.p10, result.npv.p50, result.npv.p90]),
        loss=numerals.chance(result.chance_loss),
        because=because(line.stance, words=words), starts=_starts(line, record, words),
        first_sale=month_or_after(result.first_sale.p50, record, words=words) if result.first_sale else never,
    )  # fmt: skip


def _starts(line: MarketPlan, record: PlanRecord, words: Words) -> str:
    """When the launch sequence starts a market gone for, where that is not now."""
    found = record.sequence
    if found is None:
        return ""
    launch = next((one for one in found.launches if one.market == line.result.market), None)
    if launch is None:
        return words("board.starts-not")
    if launch.start == Start():
        return ""
    return words("board.starts", when=Sayer(record, found, words).when(launch))


def because(stance: Stance, *, words: Words) -> str:
    """The one reason to enter, and the warning where there is one."""
    told = [reason for reason in (stance.because, stance.caution) if reason is not None]
    return "; ".join(reason_text(reason, words=words) for reason in told)


def _tier_note(lines: Sequence[MarketPlan], words: Words) -> str:
    """Whom the markets to enter cannot be told apart from."""
    go = [line.result.market for line in lines if line.stance.verdict == "go"]
    others = [line.result.market for line in lines if line.result.tier == 1 and line.result.market not in go]
    if not go or len(go) + len(others) == 1:
        return ""
    if not others:
        return words("board.one-tier")
    if len(others) > 2:
        near = _nearly_as_good(lines)
        told = words.count("board.one-tier-many", len(others))
        return f"{told}; {words('board.nearly', names=words.names(near, inside=True))}" if near else told
    return words("board.one-tier-with", names=words.names(others, inside=True))


def _nearly_as_good(lines: Sequence[MarketPlan]) -> list[str]:
    """Markets not gone for whose shrunk mean is at least four fifths of the weakest gone for: a toss-up."""
    go = [line.result.shrunk for line in lines if line.stance.verdict == "go"]
    rest = [line.result for line in lines if line.stance.verdict != "go" and line.result.tier == 1]
    return [r.market for r in rest if r.shrunk >= 0.8 * min(go)][:3]


def some_names(markets: Sequence[str], *, most: int, words: Words, inside: bool = False) -> str:
    """Return the names of at most so many markets, and how many more; a list, or ``inside`` a sentence."""
    if len(markets) <= most + 1:
        return words.names(markets, inside=inside)
    shown = words.names(markets[:most], inside=inside)
    return words("board.and-more", names=shown, count=len(markets) - most)


def _no_go(record: PlanRecord, words: Words) -> tuple[str, ...]:
    """Why no market is gone for, the warnings of the first of them, and what to do about it.

    A market to find out about has its warnings beside its question: they are not told twice.
    """
    if not record.plan.markets:
        return (words("board.no-market"),)
    leader = record.plan.markets[0]
    warning = "" if leader.stance.verdict == "find-out" else warning_of(leader, words=words)
    told = (_no_go_because(leader, record, words), _no_cash(leader, record, words), warning)
    return tuple(text for text in (*told, _do_first(record, words)) if text)


def _no_cash(leader: MarketPlan, record: PlanRecord, words: Words) -> str:
    """That cash lives to see no first sale, where the market that stands first does not say so itself."""
    trigger = leader.stance.trigger
    is_said = trigger is not None and trigger.key == "trigger-runway"
    return "" if record.plan.asking.lasts or is_said else words("board.no-cash")


def _no_go_because(leader: MarketPlan, record: PlanRecord, words: Words) -> str:
    best, trigger, numerals = leader.result, leader.stance.trigger, words.numerals
    name = numerals.market_in_text(best.market)
    if best.mean <= 0:
        return words("board.none-mean", market=name, value=numerals.money(best.mean, signed=True))
    if best.chance_loss >= 0.5:
        return words("board.none-loss", market=name, chance=numerals.chance(best.chance_loss))
    if trigger and trigger.key == "trigger-runway":
        needed = numerals.money(float(dict(trigger.values)["nok"]))
        return words("board.none-runway", market=name, nok=needed)
    if best.early_spend.p50 > SPENDABLE_SHARE * record.cash_nok:
        spend = numerals.money(best.early_spend.p50)
        return words("board.none-cash", market=name, spend=spend, share=numerals.percent(SPENDABLE_SHARE))
    return words("board.none-weak", market=name)


def _do_first(record: PlanRecord, words: Words) -> str:
    """What to do where no market is gone for: whom to sell to comes before every other answer."""
    plan = record.plan
    if has_no_demand(plan.markets[0]):
        return words("board.do-reach")
    if plan.asking.questions:
        return words("board.do-ask" if plan.asking.lasts else "board.do-cash")
    if not plan.tornado:
        return words("board.do-check")
    most = plan.tornado[0].assumption
    now = estimate_text(most.estimate, words=words)
    return words("board.do-most", input=words.named("input", most.name, inside=True), now=now)


def _asks(record: PlanRecord, words: Words) -> tuple[Ask, ...]:
    """What to find out first: each question once, with the markets it decides on, best net worth first."""
    about: dict[int, list[str]] = {}
    for line in record.plan.markets:
        if line.stance.verdict == "find-out":
            for place, _ in record.plan.deciding(line.result.market)[:1]:
                about.setdefault(place, []).append(line.result.market)
    questions = record.plan.asking.questions
    return tuple(ask(questions[place], words=words, markets=about[place]) for place in sorted(about))


def ask(question: NextQuestion, *, words: Words, markets: Sequence[str] = ()) -> Ask:
    """Return a question as phrases; ``markets``: those it is asked for."""
    numerals = words.numerals
    how = words(
        "board.how", method=words(f"method.{question.method}"), whom=whom(question, words=words),
        time=how_long(question.days, words=words), cost=numerals.money(question.cost_nok),
    )  # fmt: skip
    worth = words(
        "board.worth", input=things(question.names, words=words, inside=True),
        worth=numerals.money(question.worth_nok), net=numerals.money(question.net_nok),
    )  # fmt: skip
    name = words.names(markets) if markets else place_of(question, words=words)
    changes = words("board.changes", means=means(question, words=words))
    return Ask(markets=tuple(markets), name=name, worth=worth, how=how, changes=changes)


def _ask_first(record: PlanRecord, asks: Sequence[Ask], words: Words) -> Ask | None:
    """The first question of all, unless it leads the list of things to find out already."""
    questions = record.plan.asking.questions
    if not questions:
        return None
    found = ask(questions[0], words=words)
    return None if asks and asks[0].how == found.how and asks[0].worth == found.worth else found


def _later(lines: Sequence[MarketPlan], words: Words) -> tuple[Later, ...]:
    """Closed markets by what re-opens them, in the order of the best market of each group."""
    groups: dict[tuple[str, str], list[MarketPlan]] = {}
    for line in lines:
        if line.stance.verdict == "not-now":
            groups.setdefault(_kind(line.stance.trigger), []).append(line)
    found = [
        _group([x.result.market for x in group], _trigger([x.stance.trigger for x in group], words), words)
        for group in groups.values()
    ]
    if len(found) <= MOST_TRIGGERS + 1:
        return tuple(found)
    rest = [market for group in found[MOST_TRIGGERS:] for market in group.markets]
    return (*found[:MOST_TRIGGERS], _group(rest, words("board.other-triggers"), words))


def _group(markets: Sequence[str], trigger: str, words: Words) -> Later:
    return Later(markets=tuple(markets), names=words.names(markets), trigger=trigger)


def _kind(trigger: Reason | None) -> tuple[str, str]:
    if trigger is None:
        return ("", "")
    return (trigger.key, dict(trigger.values).get("input", ""))


def _trigger(triggers: Sequence[Reason | None], words: Words) -> str:
    """One sentence for all markets of a group: where their values differ, the range of them."""
    first = triggers[0]
    if first is None:
        return words("trigger-none")
    values = [dict(t.values) for t in triggers if t is not None]
    if len(values) == 1 or len({tuple(sorted(v.items())) for v in values}) == 1:
        return reason_text(first, words=words)
    if first.key == "trigger-approval":
        several = len({v["regime"] for v in values}) > 1
        return words("board.trigger-approvals") if several else reason_text(first, words=words)
    shown = filled(values[0], words=words)
    if "value" in shown:
        ends = _ends_of([float(v["value"]) for v in values])
        shown["value"] = words("board.by-market", range=in_unit(ends, values[0].get("unit", ""), words=words))
    if "nok" in shown:
        ends = _ends_of([float(v["nok"]) for v in values])
        amounts = words.numerals.money_points(ends, signed=False, mark=DASH)
        shown["nok"] = words("board.by-market", range=amounts)
    return words(first.key, **shown)


def _ends_of(values: Sequence[float]) -> list[float]:
    return [min(values), max(values)]


def _at_risk(record: PlanRecord, words: Words) -> str:
    """The money spent until the next decision, P50 with its range; nothing when no market is gone for."""
    risk, numerals = record.plan.at_risk, words.numerals
    if risk.p90 < 0.5:
        return words("board.nothing")
    points = numerals.money_points([risk.p10, risk.p50, risk.p90], signed=False)
    return words("board.points", points=points)


def _rests(record: PlanRecord, words: Words) -> str:
    rests = record.plan.rests
    return words(
        "board.rests-on", cited=rests.cited, inputs=rests.inputs, read=rests.read, partly=rests.partly_read,
        unchecked=rests.unchecked, company=rests.company, defaults=rests.defaults,
        share=words.numerals.chance(rests.variance_cited),
    )  # fmt: skip


def read_order(record: PlanRecord, *, words: Words) -> str:
    """Return the tiers with read facts only: ``Sweden, Germany | United Kingdom | …``."""
    return " | ".join(words.names(tier) for tier in record.plan.read_order)
