"""The sections of the memo, one function each, in the order a board reads them."""

from __future__ import annotations

from collections.abc import Iterator

from fram.decide.plan import MarketPlan
from fram.decide.sequence.problem import Start
from fram.workspace.papers.digest import Digest, because, month_or_after
from fram.workspace.papers.loop.runway import raising
from fram.workspace.papers.loop.sequence import Teller
from fram.workspace.papers.phrases import how_long, reason_text
from fram.workspace.papers.printed.answers import (
    lines_with,
    listed,
    market_name,
    twice_told,
    verdict_sentence,
    warnings_told,
    worth_asking,
)
from fram.workspace.papers.printed.letter.tables import Listing
from fram.workspace.papers.printed.letter.writer import Letter
from fram.workspace.papers.printed.office import NAME, clean, headline, sentence
from fram.workspace.papers.printed.scenario import scenario_told


def head(letter: Letter) -> None:
    """Add the title and to whom, about what and when it is written."""
    record, words = letter.record, letter.words
    letter.title(words("memo.title"))
    letter.field(words("memo.to"), words("memo.board-of", company=clean(record.company, most=NAME)))
    letter.field(words("memo.about"), f"{words('report.title')}: {headline(record)}")
    letter.field(words("memo.day"), words.numerals.day(record.plan.on))
    letter.field(words("memo.made"), words("memo.made-with", version=record.product_version or "–"))


def scenario(letter: Letter) -> None:
    """Add, before all else, that the plan is not the base, what was set, and what each change moved."""
    words = letter.words
    told = scenario_told(letter.record, words=words)
    if told is None:
        return
    letter.heading(told.name)
    letter.paragraph(words("deck.scenario-how"))
    if told.changes:
        letter.table(
            Listing(
                head=(words("deck.set"), words("memo.moved")), widths=(5.6, 11.0), describe=told.name,
                rows=list(zip(told.changes, told.moved, strict=True)),
            )
        )  # fmt: skip


def proposal(letter: Letter, page: Digest) -> None:
    """Add what is proposed, in two or three sentences."""
    record, words = letter.record, letter.words
    letter.heading(words("memo.proposal"))
    letter.paragraph("", lead=sentence(verdict_sentence(record, page, words=words)))
    told = [sentence(text) for text in page.no_go]
    told += [
        words("memo.worth", market=go.name, value=go.value, loss=go.loss, month=go.first_sale)
        for go in page.go[:3]
    ]
    if page.under_way:
        told.append(sentence(f"{words('board.under-way')}: {page.under_way}"))
    told += [sentence(f"{go.name}: {go.starts}") for go in page.go[:3] if go.starts]
    letter.paragraph(" ".join(told))


def decision(letter: Letter, page: Digest) -> None:
    """Add the resolutions to vote on."""
    record, words = letter.record, letter.words
    company = clean(record.company, most=NAME)
    letter.heading(words("memo.decision"))
    letter.paragraph(words("memo.asked"))
    resolutions = [("", text) for text in (*_entered(letter, page, company), *_in_order(letter))]
    if raise_ := raising(record, words=words):
        resolutions.append(("", raise_))
    questions = worth_asking(record)
    if questions:
        cost = words.numerals.money(sum(question.cost_nok for question in questions))
        longest = how_long(max(question.days for question in questions), words=words)
        resolutions.append(("", words.count("memo.resolve-ask", len(questions), cost=cost, time=longest)))
    launched = {one.market for one in record.sequence.launches} if record.sequence else set()
    closed = [line for line in lines_with(record, "not-now") if line.result.market not in launched]
    if closed:
        resolutions.append(("", words.count("memo.resolve-later", len(closed))))
    resolutions.append(("", words("memo.resolve-again", month=page.decision)))
    letter.points(resolutions, numbered=True)


def _entered(letter: Letter, page: Digest, company: str) -> Iterator[str]:
    """The resolutions on the markets to enter: now, in the order that follows, or not yet."""
    found, words = letter.record.sequence, letter.words
    starts = {one.market: one.start for one in found.launches} if found else {}
    kinds: dict[str, list[str]] = {}
    for entry in page.go:
        start = starts.get(entry.market) if found else Start()
        kind = "not-yet" if start is None else "go" if start == Start() else "ordered"
        kinds.setdefault(kind, []).append(entry.market)
    for kind in ("go", "ordered", "not-yet"):
        if kind in kinds:
            yield words(
                f"memo.resolve-{kind}", company=company, markets=listed(kinds[kind], words=words),
                month=page.decision, risk=page.at_risk,
            )  # fmt: skip
    if not page.go:
        yield words("memo.resolve-none", company=company)


def _in_order(letter: Letter) -> Iterator[str]:
    """The resolution on the order of the launches and their stop rules, where the plan keeps a sequence."""
    found, words = letter.record.sequence, letter.words
    if found is None or not found.launches:
        return
    tell = Teller(letter.record, found, words)
    undecided = tell.undecided()
    decided = [one for one in found.launches if one not in undecided]
    for key, launches in (("order", decided), ("undecided", undecided)):
        named = "; ".join(
            words("sequence.launch-when", what=tell.way(one.market, one.mode), when=tell.when(one))
            for one in launches
        )
        if launches:
            yield words(f"memo.resolve-{key}", launches=named)


def reasons(letter: Letter, page: Digest) -> None:
    """Add the reasons, market by market."""
    record, words = letter.record, letter.words
    points = [
        (f"{market_name(line, words=words)}:", _why(line, letter)) for line in lines_with(record, "go")[:3]
    ]
    for line in lines_with(record, "find-out")[:3]:
        points.append((f"{market_name(line, words=words)}:", _why(line, letter)))
    if page.tier_note:
        points.append(("", sentence(page.tier_note)))
    if points:
        letter.heading(words("memo.reasons"))
        letter.points(points)


def _why(line: MarketPlan, letter: Letter) -> str:
    words = letter.words
    told = sentence(because(line.stance, words=words))
    return f"{told} {words('market.needs-payment')}" if line.needs_payment else told


def risks(letter: Letter, page: Digest) -> None:
    """Add what can go wrong, and what the plan does not say."""
    record, words = letter.record, letter.words
    plan = record.plan
    points = []
    for line in lines_with(record, "go")[:3]:
        name = f"{market_name(line, words=words)}:"
        chance = words.numerals.chance(line.result.chance_loss)
        low = words.numerals.money(line.result.npv.p10, signed=True)
        told = words("memo.risk-loss", chance=chance, low=low)
        caution = sentence(reason_text(line.stance.caution, words=words)) if line.stance.caution else ""
        warning = warnings_told(line, words=words)
        points.append((name, " ".join(part for part in (told, caution, warning) if part)))
    for line in lines_with(record, "find-out")[:3]:
        warning = warnings_told(line, words=words)
        if warning:
            points.append((f"{market_name(line, words=words)}:", warning))
    if plan.cash_alone.ends[0] is not None:
        month = month_or_after(plan.cash_alone.ends[0], record, words=words)
        points.append(("", words("memo.risk-cash", month=month)))
    points.append(("", words("memo.risk-nothing", chance=words.numerals.chance(plan.chance_nothing_best))))
    points.append(("", words("memo.risk-defaults", defaults=plan.rests.defaults, inputs=plan.rests.inputs)))
    points.append((words("rests.twice-title"), twice_told(page, words=words)))
    points.append(("", words("method.limits")))
    letter.heading(words("memo.risks"))
    letter.points(points)
