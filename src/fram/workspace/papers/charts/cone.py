"""Cash by month as pictures draw it: a band from P10 to P90 with its middle, several told apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fram.decide.rank import Range
from fram.workspace.papers.charts.look import Spec


def cone_rows(word: str, months: Sequence[Range], *, start: float) -> list[dict[str, Any]]:
    """Return a row in millions of NOK for today (``start`` NOK) and for the end of each month."""
    points = [Range(p10=start, p50=start, p90=start), *months]
    return [
        {"month": month, "low": at.p10 / 1e6, "middle": at.p50 / 1e6, "high": at.p90 / 1e6, "word": word}
        for month, at in enumerate(points)
    ]


def told_apart(words: Sequence[str], looks: Sequence[Any]) -> Spec:
    """Return the encoding that gives each word's band its look: a colour or a dash."""
    scale = {"domain": list(words), "range": list(looks[: len(words)])}
    return {"field": "word", "type": "nominal", "legend": None, "scale": scale}
