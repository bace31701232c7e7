"""The frontier as a picture of its own page; a table with the same numbers stands beside it."""

from __future__ import annotations

from fram.workspace.papers.charts.drawing import svg
from fram.workspace.papers.charts.frontier import frontier_spec
from fram.workspace.papers.charts.look import NARROW, WIDE
from fram.workspace.papers.words import Words
from fram.workspace.study.record import next_study
from fram.workspace.study.telling import Teller


def frontier_charts(tell: Teller) -> dict[str, str]:
    """Return the picture as SVG by width (``wide``, ``narrow``); empty without steps."""
    kept = next_study(tell.view)
    if kept is None or not kept.steps:
        return {}
    words = Words(tell.lang)
    title, summary = words("study.chart-title"), tell.say("chart-summary")
    return {
        name: svg(
            frontier_spec(kept.steps, width=width, words=words), key=f"frontier-{name}", title=title,
            summary=summary,
        )
        for name, width in {"wide": WIDE, "narrow": NARROW}.items()
    }  # fmt: skip
