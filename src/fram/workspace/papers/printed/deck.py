"""``plan.pptx``: eight to twelve slides for a board, with charts that can be edited where they are shown."""

from __future__ import annotations

from fram.workspace.papers.printed.office import reports_extra
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

MOST_SLIDES = 12


def plan_deck(record: PlanRecord, *, lang: str) -> bytes:
    """Return the slides in ``lang`` (``en`` or ``nb``): same plan, same bytes.

    Raises ``Refused`` when the library that writes slides is not installed.
    """
    with reports_extra("plan.pptx"):
        import pptx  # noqa: F401
    from fram.workspace.papers.printed.slides import asking, ground, markets, money, opening
    from fram.workspace.papers.printed.slides.frame import Deck

    deck = Deck(record, Words(lang))
    opening.board_slide(deck)
    if record.plan.markets:
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
    return deck.file()
