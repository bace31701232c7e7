"""Estimates as three points: for tables, JSON and sentences."""

from __future__ import annotations

from typing import Any

import numpy as np

from fram.decide.model.sampling import quantile
from fram.decide.rank import Range
from fram.terms.dist import Dist
from fram.terms.estimate import Estimate
from fram.terms.logic import Unknown
from fram.workspace.papers.numerals import DASH, Numerals

POINTS = np.array([0.1, 0.5, 0.9])


def range_of(dist: Dist) -> Range:
    """Return the ten, fifty and ninety per cent points of a distribution."""
    low, middle, high = (float(value) for value in quantile(dist, POINTS))
    return Range(p10=low, p50=middle, p90=high)


def figure(found: Estimate | Unknown | None) -> dict[str, Any] | None:
    """Return an estimate as JSON: its unit, three points, where it is from; None where nobody knows."""
    if not isinstance(found, Estimate):
        return None
    at = range_of(found.dist)
    return {
        "unit": found.unit, "p10": tidy(at.p10), "p50": tidy(at.p50), "p90": tidy(at.p90),
        "origin": found.origin.value, "confidence": found.confidence.value,
    }  # fmt: skip


def tidy(value: float) -> float:
    """Return a number without the last bits of two machines' arithmetic."""
    return float(f"{value:.6g}")


def span(found: Estimate, lang: str) -> str:
    """Return ``3–11`` for an estimate: its ten and ninety per cent points, or the one where they agree."""
    at, write = range_of(found.dist), Numerals(lang=lang).number
    return DASH.join(dict.fromkeys((write(at.p10), write(at.p90))))
