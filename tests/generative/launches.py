"""Launches out of thin air, for tests: any terms that ``launch_of`` can give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

import numpy as np
from hypothesis import strategies as st

from fram.decide.model.cashflow import Launch, Outcomes

Terms = dict[str, float]
NAMES = tuple(field.name for field in fields(Launch))
RESULTS = tuple(field.name for field in fields(Outcomes))


def _number(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_nan=False, allow_subnormal=False)


@st.composite
def terms(draw: st.DrawFn, *, is_funnel: bool) -> Terms:
    """One draw of one launch: months in the order in which they can come, chances and money freely."""
    begin = float(draw(st.sampled_from((0, 0, 1, 5))))
    approve = begin + draw(_number(0, 60))
    launch = approve + draw(st.one_of(st.just(0.0), _number(0, 12)))
    paid = launch + draw(st.one_of(st.just(0.0), _number(0, 40)))
    return {
        "begin_at": begin, "approve_at": approve, "launch_at": launch, "paid_at": paid,
        "first_sale": min(paid + draw(_number(0, 150)), 240.0),
        "hire_at": max(paid - draw(_number(0, 12)), 0.0),
        "approve_ok": draw(st.sampled_from((0.0, 1.0))), "pay_ok": draw(st.sampled_from((0.0, 1.0))),
        "approve_chance": draw(_number(0, 1)), "pay_chance": draw(_number(0, 1)),
        "units": draw(st.one_of(st.just(0.0), _number(0.001, 1e5))),
        "unpaid_share": draw(st.one_of(st.just(0.0), _number(1e-6, 1))),
        "p": draw(_number(1e-4, 0.05)), "q": draw(_number(0, 0.2)),
        "pace": draw(_number(1e-6, 1)) if is_funnel else 0.0,
        "keep": draw(st.one_of(st.just(1.0), _number(0.8, 1))),
        "ramp": draw(st.one_of(st.just(1.0), _number(0.01, 1))),
        "month_income": draw(st.one_of(st.just(0.0), _number(0, 2e5))),
        "month_margin": draw(st.one_of(st.just(0.0), _number(-2e3, 1e5))),
        "once_income": draw(st.one_of(st.just(0.0), _number(0, 2e6))),
        "once_margin": draw(st.one_of(st.just(0.0), _number(-2e3, 1e6))),
        "tied": draw(st.one_of(st.just(0.0), _number(0, 12))),
        "approval_cost": draw(_number(0, 3e7)), "launch_cost": draw(_number(0, 1e7)),
        "firm_cost": draw(st.one_of(st.just(0.0), _number(0, 1e6))),
        "team_cost": draw(st.one_of(st.just(0.0), _number(1e3, 2e6))),
        "market_cost": draw(st.one_of(st.just(0.0), _number(1e2, 2e5))),
        "discount": draw(_number(0.97, 1.0)),
    }  # fmt: skip


def blocks(most: int = 4) -> st.SearchStrategy[list[Terms]]:
    """Several draws of one launch: buyers are won by a funnel in all of them, or along a curve in all."""
    return st.booleans().flatmap(
        lambda is_funnel: st.lists(terms(is_funnel=is_funnel), min_size=1, max_size=most)
    )


def as_launch(rows: Sequence[Terms]) -> Launch:
    """Return several draws as one launch with arrays of shape (draws,)."""
    return Launch(**{name: np.array([row[name] for row in rows], dtype=float) for name in NAMES})


PLAIN: Terms = {
    "begin_at": 0.0, "approve_at": 9.5, "launch_at": 11.2, "paid_at": 20.0, "first_sale": 27.3,
    "hire_at": 16.0,
    "approve_ok": 1.0, "pay_ok": 1.0, "approve_chance": 0.8, "pay_chance": 0.6,
    "units": 400.0, "unpaid_share": 0.1, "p": 0.02 / 12, "q": 0.4 / 12,
    "pace": 0.0, "keep": 0.995, "ramp": 0.2, "month_income": 9_000.0, "month_margin": 6_000.0,
    "once_income": 0.0, "once_margin": 0.0, "tied": 1.5, "approval_cost": 1_200_000.0, "firm_cost": 200_000.0,
    "launch_cost": 600_000.0, "team_cost": 180_000.0, "market_cost": 25_000.0, "discount": 0.99,
}  # fmt: skip
"""An unremarkable launch that pays in the end."""


def plain_launch(**changes: float) -> Launch:
    """Return ``PLAIN`` with changes, as a launch of one draw."""
    return as_launch([PLAIN | changes])
