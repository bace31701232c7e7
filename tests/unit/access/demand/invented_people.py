"""An invented census, and figures on it: what the tests of need share."""

from __future__ import annotations

from datetime import date
from typing import Any

from fram.access.demand.indication import (
    AgeDriven,
    Figure,
    Indication,
    Kind,
    Measure,
    Rate,
)
from fram.access.demand.need import Need, need
from fram.access.demand.people import Census, People
from fram.terms.citation import Citation
from fram.terms.dist import Lognormal

CITE = Citation(title="A paper", read=date(2026, 11, 21))


def figure(region: str = "NO", value: float = 2, unit: str = "percent", **more: Any) -> Figure:
    kwargs = {"id": f"x-{region}-1", "measure": Measure.PREVALENCE, "year": 2025, "cite": CITE, **more}
    return Figure(region=region, value=value, unit=Rate(unit), **kwargs)


def indication(*figures: Figure, driven: AgeDriven = AgeDriven.NONE, **more: Any) -> Indication:
    kwargs = {"kind": Kind.CONDITION, "counted_by": Measure.PREVALENCE, **more}
    return Indication(slug="x", name={"en": "X", "nb": "X"}, age_driven=driven, figures=figures, **kwargs)


def people(code: str, total: float = 1_000_000, old: float = 0.2, young: float = 0.15, **more: Any) -> People:
    return People(code=code, year=2025, total=total, share_0_14=young, share_65plus=old, **more)


CENSUS = Census.of_rows(
    [
        people("NO"), people("SE", 2_000_000), people("DE", 10_000_000, old=0.25), people("AE", old=0.02),
        people("EU", 100_000_000), people("WORLD", 1_000_000_000, old=0.1, young=0.25),
    ]
)  # fmt: skip


def found(*args: Any, **kwargs: Any) -> Need:
    result = need(*args, census=kwargs.pop("census", CENSUS), **kwargs)
    assert isinstance(result, Need), result
    return result


def middle(result: Need) -> float:
    assert isinstance(result.estimate.dist, Lognormal)
    return result.estimate.dist.median


def spread(result: Need) -> float:
    assert isinstance(result.estimate.dist, Lognormal)
    return result.estimate.dist.factor


def keys(result: Need) -> set[str]:
    return {reason.key for reason in result.estimate.because}
