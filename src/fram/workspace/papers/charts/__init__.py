"""Pictures of a plan: Vega-Lite specifications as plain data, and their drawing as SVG."""

from __future__ import annotations

from fram.workspace.papers.charts.cash import cash_picture
from fram.workspace.papers.charts.costs import costs_picture
from fram.workspace.papers.charts.drawing import draw
from fram.workspace.papers.charts.frontier import frontier_picture
from fram.workspace.papers.charts.look import Picture, Table
from fram.workspace.papers.charts.ranking import ranking_picture
from fram.workspace.papers.charts.tornado import swap_picture, tornado_picture
from fram.workspace.papers.charts.worldmap import map_picture

__all__ = [
    "Picture",
    "Table",
    "cash_picture",
    "costs_picture",
    "draw",
    "frontier_picture",
    "map_picture",
    "ranking_picture",
    "swap_picture",
    "tornado_picture",
]
