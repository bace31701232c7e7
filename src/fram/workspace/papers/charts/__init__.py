"""Pictures of a plan: Vega-Lite specifications as plain data, and their drawing as SVG."""

from __future__ import annotations

from fram.workspace.papers.charts.cash import cash
from fram.workspace.papers.charts.costs import costs
from fram.workspace.papers.charts.drawing import draw
from fram.workspace.papers.charts.look import Picture, Table
from fram.workspace.papers.charts.ranking import ranking
from fram.workspace.papers.charts.tornado import swap, tornado
from fram.workspace.papers.charts.worldmap import worldmap

__all__ = ["Picture", "Table", "cash", "costs", "draw", "ranking", "swap", "tornado", "worldmap"]
