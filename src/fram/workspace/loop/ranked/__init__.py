"""The markets ranked in full: chances, dominance, and how stable the order is."""

from fram.workspace.loop.ranked.asking import preference_of
from fram.workspace.loop.ranked.outputs import rank_json
from fram.workspace.loop.ranked.page import page_html, page_text, write_page
from fram.workspace.loop.ranked.told import rank_page
from fram.workspace.loop.ranked.view import Draw, RankedMarkets, rank_markets

__all__ = [
    "Draw",
    "RankedMarkets",
    "page_html",
    "page_text",
    "preference_of",
    "rank_json",
    "rank_markets",
    "rank_page",
    "write_page",
]
