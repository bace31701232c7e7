"""What a page of the next study rests on: only the assumptions that what it shows is worked out from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from fram.access.study.design import LONG, StudyDesign
from fram.access.study.figures import Kind
from fram.decide.model.sampling import quantile
from fram.terms.citation import Confidence
from fram.terms.dist import Normal, Pert, Quantiles
from fram.terms.estimate import Estimate
from fram.workspace.papers.access.gantt import Line, short
from fram.workspace.papers.numerals import DASH, SPACE
from fram.workspace.study.telling import Teller

DEFAULT_EFFECT = ("effect_careful", "effect_likely", "effect_believed")
OWN_EFFECT = ("place_doubt",)
SHARES = ("share_today", "margin", "share_doubt")
BY_KIND: Mapping[Kind, tuple[str, ...]] = {
    "rct": (), "cluster-rct": ("likeness", "group_size"), "no-worse": SHARES, "registry": SHARES,
    "accuracy": ("accuracy_below", "share_doubt", "prevalence"),
    "real-world": ("matching_factor", "mix_doubt"), "before-after": ("mix_doubt",),
}  # fmt: skip
"""What sizes and chances of a kind rest on beside the effect."""
BY_EFFECT = ("rct", "cluster-rct", "real-world", "before-after")
"""Kinds sized by an effect in standard deviations."""


def rests(tell: Teller) -> Iterator[Line]:
    """Yield what a value is, then each assumption used with its source, then the yardstick."""
    lift = tell.view.figures.assumption("door_lift").dist
    low, high = (tell.numerals.fixed(100 * float(at)) for at in quantile(lift, np.array([0.0, 1.0])))
    a_year = tell.numerals.percent(tell.view.a_year)
    yield Line(name="", text=tell.say("value-is", a_year=a_year, lift=f"{low}{DASH}{high}{SPACE}%"))
    for name in used(tell):
        yield _assumption(tell, name)
    yield _yardstick(tell)


def used(tell: Teller) -> list[str]:
    """Return the assumptions by name that the options shown rest on, in the order of the page."""
    view = tell.view
    shown = (*view.steps, *(step for step in (view.first, view.study) if step))
    designs = [step.option for step in shown if isinstance(step.option, StudyDesign)]
    names = dict.fromkeys(name for one in designs for name in _of_design(tell, one))
    if shown:
        names["door_lift"] = None
    return sorted(names, key=list(view.figures.read.assumptions).index)


def _of_design(tell: Teller, one: StudyDesign) -> Iterator[str]:
    view = tell.view
    yield from BY_KIND[one.kind]
    if one.kind in BY_EFFECT:
        yield from OWN_EFFECT if view.effect.study else DEFAULT_EFFECT
    if one.kind == "accuracy" and not view.effect.accuracy_study:
        yield "accuracy"
    if not view.subject.at_home:
        yield "attrition_site"
    else:
        yield "attrition_home_long" if one.follow_up_months >= LONG else "attrition_home"
    if one.costs:
        yield "economics"
    if one.argued:
        yield from ("transfer_file", "transfer_chance")


def _assumption(tell: Teller, name: str) -> Line:
    figures = tell.view.figures
    found = figures.assumption(name)
    label = figures.read.labels[name][tell.lang]
    return _sourced(Line(name="", text=tell.say("rest-line", label=label, value=_stated(tell, found))), found)


def _stated(tell: Teller, found: Estimate) -> str:
    """A figure as its file states it: never a range of ours that looks like the source's interval."""
    dist = found.dist
    if isinstance(dist, Pert):
        return (
            f"{_amounts(tell, found.unit, dist.typical)} ({_amounts(tell, found.unit, dist.low, dist.high)})"
        )
    if isinstance(dist, (Normal, Quantiles)):
        low, middle, high = (float(at) for at in quantile(dist, np.array([0.25, 0.5, 0.75])))
        half = _amounts(tell, found.unit, low, high)
        return tell.say("rest-half", middle=_amounts(tell, found.unit, middle), half=half)
    return _amounts(tell, found.unit, *(float(at) for at in quantile(dist, np.array([0.0, 1.0]))))


def _amounts(tell: Teller, unit: str, *amounts: float) -> str:
    """One number, or a range, in its unit."""
    if unit == "NOK":
        return tell.numerals.money_points(amounts, signed=False, mark=DASH)
    if unit == "share":
        told = dict.fromkeys(tell.numerals.exact(round(100 * at, 1)) for at in amounts)
        return f"{DASH.join(told)}{SPACE}%"
    return DASH.join(dict.fromkeys(tell.numerals.exact(round(at, 3)) for at in amounts))


def _yardstick(tell: Teller) -> Line:
    figures = tell.view.figures
    found = figures.estimate(figures.read.yardsticks["trial_total"])
    low, middle, high = (
        tell.numerals.number(float(at)) for at in quantile(found.dist, np.array([0.25, 0.5, 0.75]))
    )
    label = figures.read.labels["trial_total"][tell.lang]
    values = {"low": low, "middle": middle, "high": high, "unit": found.unit}
    return _sourced(Line(name="", text=tell.say("yardstick", label=label, **values)), found)


def _sourced(line: Line, found: Estimate) -> Line:
    """The line with its source; what nobody read names none, only that it is unchecked."""
    cites = [cite for cite in found.cites if cite.read]
    if not cites:
        return replace(line, confidence=Confidence.UNCHECKED.value)
    return replace(line, source=short(cites[0]), url=cites[0].url, confidence=found.confidence.value)
