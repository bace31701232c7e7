"""One slide for each market to enter or to find out about: the road, the ten years, and what it hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fram.decide.plan import MarketPlan
from fram.workspace.papers.account import account_of
from fram.workspace.papers.digest import ask
from fram.workspace.papers.phrases import reason_text
from fram.workspace.papers.printed.answers import warnings_told
from fram.workspace.papers.printed.office import sentence
from fram.workspace.papers.printed.slides.figures import (
    figures,
    figures_grid,
    notes_of,
    source_line_of,
    turns_grid,
)
from fram.workspace.papers.printed.slides.frame import Deck, Said
from fram.workspace.papers.printed.slides.launch import add_road, add_ten_years
from fram.workspace.papers.printed.slides.master import BODY
from fram.workspace.papers.printed.slides.opening import source_of
from fram.workspace.papers.printed.slides.tables import EMU, Grid, add_strip, add_table

MOST_EACH, MOST_ALONE = 3, 4
"""Markets of a verdict that are shown; and slides for single markets, before those to ask about share one."""
_LETTERS_OF_NOTES = 2800
"""Of one market, where several share a slide."""


def market_slides(deck: Deck) -> None:
    """Add a slide for each market in play; where they are many, those to ask about stand side by side."""
    go, asked = deck.lines("go")[:MOST_EACH], deck.lines("find-out")[:MOST_EACH]
    alone = len(go) + len(asked) <= MOST_ALONE
    for line in [*go, *asked] if alone else go:
        market_slide(deck, line)
    if asked and not alone:
        shared_slide(deck, asked)


def market_slide(deck: Deck, line: MarketPlan) -> None:
    """Add one market: its reason as the title, road and years on the left, figures and turns on the right."""
    words, name = deck.words, deck.name(line)
    because = reason_text(line.stance.because, words=words)
    is_go = line.stance.verdict == "go"
    title = words("deck.go-title" if is_go else "deck.find-out-title", market=name, because=because)
    account = account_of(line, deck.record, words=words)
    said = Said(
        title=title, lede=_lede(deck, line), source=source_line_of(deck, line),
        notes=notes_of(deck, line, account=account),
    )  # fmt: skip
    slide, box = deck.slide(said), BODY
    warned = warnings_told(line, words=words)
    if warned:
        box = add_strip(slide, warned, box=BODY, lang=words.lang)
    left, right = box.split(0.53)
    above, below = left.halves(0.48)
    has_road = add_road(slide, line, deck=deck, box=above)
    add_ten_years(slide, line, found=account.years, deck=deck, box=below if has_road else left)
    above, below = right.halves(0.54)
    shape = add_table(slide, figures_grid(deck, line), box=above, lang=words.lang)
    if account.turns:
        used = shape.height / EMU + 0.15
        place = replace(right, top=right.top + used, height=right.height - used)
        add_table(slide, turns_grid(deck, account, name=name), box=place, lang=words.lang)


def shared_slide(deck: Deck, lines: Sequence[MarketPlan]) -> None:
    """Add the markets to find out about side by side."""
    words = deck.words
    columns = [dict(figures(deck, line)) for line in lines]
    rows = [(name, *(column[name] for column in columns)) for name in columns[0]]
    accounts = [account_of(line, deck.record, words=words) for line in lines]
    if any(account.turns for account in accounts):
        turns = [f"{turn.name}: {turn.pays}" for account in accounts for turn in account.turns[:1]]
        rows.append((words("deck.hangs-on"), *turns))
    if any(line.ledger.warnings for line in lines):
        told = [warnings_told(line, words=words).partition(": ")[2] or "–" for line in lines]
        rows.append((words("report.warning"), *told))
    rows.append((words("deck.why"), *(reason_text(line.stance.because, words=words) for line in lines)))
    notes = []
    for line, account in zip(lines, accounts, strict=True):
        told_all = "\n".join(note for note in notes_of(deck, line, account=account) if note)
        notes += [deck.name(line), *told_all[:_LETTERS_OF_NOTES].split("\n")]
    said = Said(
        title=words.count("deck.shared-title", len(lines)), lede=words("deck.p10-50-90"),
        source=source_of(deck), notes=notes,
    )  # fmt: skip
    grid = Grid(
        name=words("verdict.find-out"), describe=said.title, head=("", *(deck.name(line) for line in lines)),
        rows=rows, widths=(2.4, *[3.2] * len(lines)), largest=14,
    )  # fmt: skip
    add_table(deck.slide(said), grid, box=BODY, lang=words.lang)


def _lede(deck: Deck, line: MarketPlan) -> str:
    """What a reader must not miss: the caution, or what to ask; else who pays."""
    words = deck.words
    if line.stance.caution:
        return sentence(reason_text(line.stance.caution, words=words))
    questions = deck.record.plan.deciding(line.result.market)
    if line.stance.verdict == "find-out" and questions:
        asked = ask(questions[0][1], words=words)
        return sentence(f"{asked.worth}; {asked.changes}")
    if line.needs_payment:
        return words("market.needs-payment")
    return words("deck.best-in", chance=words.numerals.chance(line.result.chance_best))
