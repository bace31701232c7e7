"""``plan.pptx``: eight to twelve slides for a board, with charts that can be edited where they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fram.workspace.papers.printed.office import reports_extra
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

if TYPE_CHECKING:
    from fram.workspace.papers.printed.slides.frame import Deck

MOST_SLIDES, KEPT = 12, 4
"""Slides at most; and those after the markets that stand always: movers, asks, not now, what it rests on."""


def plan_deck(record: PlanRecord, *, lang: str) -> bytes:
    """Return the slides in ``lang`` (``en`` or ``nb``): same plan, same bytes.

    Raises ``Refused`` when the library that writes slides is not installed.
    """
    with reports_extra("plan.pptx"):
        import pptx  # noqa: F401
    from fram.workspace.papers.printed.slides.frame import Deck

    deck = Deck(record, Words(lang))
    if record.sequence is None:
        _without_sequence(deck)
    else:
        _with_sequence(deck)
    return deck.file()


def _without_sequence(deck: Deck) -> None:
    """The slides of a plan that keeps no launch sequence: an older one, or one without a market."""
    from fram.workspace.papers.printed.slides import asking, ground, markets, money, opening

    opening.board_slide(deck)
    if deck.record.plan.markets:
        opening.order_slide(deck)
        money.cash_slide(deck)
        markets.market_slides(deck)
        money.costs_slide(deck)
        money.movers_slide(deck)
        asking.asks_slide(deck)
        asking.study_slide(deck)
        if deck.count < MOST_SLIDES - 1:  # the board page and the order name the closed markets, too
            asking.later_slide(deck)
    ground.rests_slide(deck)
    if deck.count < MOST_SLIDES:
        ground.method_slide(deck)


def _with_sequence(deck: Deck) -> None:
    """The slides of a plan with a launch sequence.

    What a board decides on stands always: the order, the stop rules, cash, each market in play, what to ask,
    what is not now, what moves it, what it rests on. As far as there is room: the next study, then the costs
    side by side (each market's slide has its own), then the method (the report has it).
    """
    from fram.workspace.papers.printed.slides import asking, ground, markets, money, opening
    from fram.workspace.papers.printed.slides.loop import order, runway

    opening.board_slide(deck)
    opening.order_slide(deck)
    order.sequence_slide(deck)
    if not runway.runway_slide(deck):
        money.cash_slide(deck)
    markets.market_slides(deck)
    left = MOST_SLIDES - deck.count - KEPT
    has_study = left > 0 and asking.has_study(deck)
    if left > has_study:
        money.costs_slide(deck)
    money.movers_slide(deck)
    asking.asks_slide(deck)
    if has_study:
        asking.study_slide(deck)
    order.waiting_slide(deck)
    ground.rests_slide(deck)
    if deck.count < MOST_SLIDES:
        ground.method_slide(deck)
