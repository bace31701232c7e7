"""The fast twin of ``fram.decide.model.cashflow``: compiled, time outside and lanes of draws inside.

Same formula, same numbers (tested to 1e-9; what is kept in single precision to 1e-6). Everything is kept per
lane, so memory stays flat: 24 bytes for each market and draw. No fast-math with infinities: all sentinels are
finite.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

import numpy as np
from numba import njit

from fram.decide.model.cashflow import HORIZON, KEPT, LEAST_LOSS, STOP_AFTER, Launch, Outcomes

if TYPE_CHECKING:
    from numpy.typing import NDArray

LANES = 64
_FIELDS = tuple(field.name for field in fields(Launch))
_FAST = {"contract", "reassoc", "arcp", "nsz"}  # never nnan or ninf: they break comparisons silently


def simulate(launch: Launch, *, decide_at: int) -> Outcomes:
    """Return the outcomes of every market: arrays of shape (markets, draws) in, the same shape out."""
    columns = tuple(np.ascontiguousarray(np.atleast_2d(getattr(launch, name)), float) for name in _FIELDS)
    found = tuple(np.empty(columns[0].shape, kind) for kind in KEPT.values())
    _run(columns, decide_at, _block(), found)
    return Outcomes(**dict(zip(KEPT, found, strict=True)))


def warm() -> None:
    """Compile the kernel, or load it compiled: called when the product is installed."""
    simulate(Launch(**{name: np.ones((1, 1)) for name in _FIELDS}), decide_at=1)


# One flat block holds inputs and state, a row of LANES values each: with one base and fixed offsets the
# compiler can prove that rows do not overlap, and runs the lanes as vectors.
_ROW = {name: place * LANES for place, name in enumerate(_FIELDS)}
_BEGIN, _APPROVE_AT, _LAUNCH_AT, _PAID_AT = (
    _ROW[name] for name in ("begin_at", "approve_at", "launch_at", "paid_at")
)
_SALE, _HIRE, _A_OK, _P_OK = _ROW["first_sale"], _ROW["hire_at"], _ROW["approve_ok"], _ROW["pay_ok"]
_A_CHANCE, _P_CHANCE, _UNPAID = _ROW["approve_chance"], _ROW["pay_chance"], _ROW["unpaid_share"]
_UNITS, _PACE, _P, _Q = _ROW["units"], _ROW["pace"], _ROW["p"], _ROW["q"]
_KEEP, _RAMP, _TIED, _DISCOUNT = _ROW["keep"], _ROW["ramp"], _ROW["tied"], _ROW["discount"]
_M_INCOME, _M_MARGIN = _ROW["month_income"], _ROW["month_margin"]
_O_INCOME, _O_MARGIN = _ROW["once_income"], _ROW["once_margin"]
_COST, _FIRM_COST, _LAUNCH_COST = _ROW["approval_cost"], _ROW["firm_cost"], _ROW["launch_cost"]
_TEAM, _MARKET = _ROW["team_cost"], _ROW["market_cost"]
_INPUTS = len(_FIELDS)
(_DECAY, _DECAY_MONTH, _Q_BY_P, _FIRST, _A_MONTHS, _LAUNCH_MONTHS, _REVIEW, _FACTOR) = (
    row * LANES for row in range(_INPUTS, _INPUTS + 8)
)
(_BEFORE, _ORDERED, _IN_USE, _SOLD, _OWED, _APPROVING, _RUNNING, _LAUNCHING) = (
    row * LANES for row in range(_INPUTS + 8, _INPUTS + 16)
)
(_PAID_END, _PAID_OWED, _PAID_NPV, _UNPAID_END, _UNPAID_OWED, _UNPAID_NPV, _FAILED_END, _FAILED_NPV) = (
    row * LANES for row in range(_INPUTS + 16, _INPUTS + 24)
)
(_IS_PAID, _IS_UNPAID, _IS_FAILED, _TOTAL, _LOWEST, _LAST_NEGATIVE, _SPENT) = (
    row * LANES for row in range(_INPUTS + 24, _INPUTS + 31)
)
_ROWS = _INPUTS + 31


def _block() -> NDArray[Any]:
    """Working memory that starts on a cache line: with vectors across two, all takes 1.6 times as long."""
    room = np.ones(_ROWS * LANES + 8)
    skip = -room.ctypes.data // room.itemsize % 8
    return room[skip : skip + _ROWS * LANES]


@njit(cache=True, fastmath=_FAST, error_model="numpy")
def _run(
    x: tuple[NDArray[Any], ...], decide_at: int, b: NDArray[Any], out: tuple[NDArray[Any], ...]
) -> None:  # pragma: no cover - compiled
    markets, draws = x[0].shape
    for market in range(markets):
        for start in range(0, draws, LANES):
            n = min(LANES, draws - start)
            for row in range(_INPUTS):
                b[row * LANES : row * LANES + n] = x[row][market, start : start + n]
            _prepare(b)
            # A launch is a funnel in all its draws or in none: no curve is worked out where none is used.
            is_funnel = b[_PACE] > 0
            for month in range(HORIZON):
                if is_funnel:
                    _funnel(float(month), b)
                else:
                    _bass(float(month), b)
                _sell(b)
                _spend(float(month), b)
                _one_month(float(month), decide_at, b)
            _finish(b, out, market, start, n)


@njit(cache=True, fastmath=_FAST, error_model="numpy")
def _prepare(b: NDArray[Any]) -> None:  # pragma: no cover - compiled
    never = 4.0 * HORIZON
    for i in range(LANES):
        rate = b[_P + i] + b[_Q + i]
        first = max(np.ceil(b[_SALE + i]), 0.0)
        b[_DECAY + i] = np.exp(-rate * (first - b[_SALE + i]))
        b[_DECAY_MONTH + i] = np.exp(-rate)
        b[_Q_BY_P + i] = b[_Q + i] / b[_P + i]
        b[_FIRST + i] = first
        begin = np.floor(b[_BEGIN + i])
        b[_BEGIN + i] = begin
        b[_A_MONTHS + i] = max(np.ceil(b[_APPROVE_AT + i]), begin + 1.0)
        b[_LAUNCH_MONTHS + i] = max(np.ceil(b[_LAUNCH_AT + i]), begin + 1.0)
        b[_COST + i] /= b[_A_MONTHS + i] - begin
        b[_LAUNCH_COST + i] = (b[_LAUNCH_COST + i] + b[_FIRM_COST + i]) / (b[_LAUNCH_MONTHS + i] - begin)
        b[_REVIEW + i] = np.ceil(b[_SALE + i]) + STOP_AFTER
        b[_FACTOR + i] = 1.0
        unpaid_end = np.ceil(b[_PAID_AT + i]) if b[_UNPAID + i] == 0 else never
        b[_PAID_END + i], b[_UNPAID_END + i] = never, unpaid_end
        b[_FAILED_END + i] = min(np.ceil(b[_APPROVE_AT + i]), unpaid_end)
        b[_BEFORE + i] = b[_ORDERED + i] = b[_IN_USE + i] = 0.0
        b[_PAID_OWED + i] = b[_UNPAID_OWED + i] = 0.0
        b[_PAID_NPV + i] = b[_UNPAID_NPV + i] = b[_FAILED_NPV + i] = 0.0
        b[_IS_PAID + i] = b[_A_OK + i] * b[_P_OK + i]
        b[_IS_UNPAID + i] = b[_A_OK + i] * (1.0 - b[_P_OK + i])
        # A failed approval still stops no later than the payment decision that luck denied.
        b[_IS_FAILED + i] = 1.0 - b[_A_OK + i]
        b[_TOTAL + i] = b[_LOWEST + i] = b[_SPENT + i] = 0.0
        b[_LAST_NEGATIVE + i] = -1.0


@njit(cache=True, fastmath=_FAST, error_model="numpy")
def _funnel(month: float, b: NDArray[Any]) -> None:  # pragma: no cover - compiled
    for i in range(LANES):
        share = min(b[_PACE + i] * max(month - b[_SALE + i], 0.0), 1.0)
        b[_ORDERED + i] = b[_ORDERED + i] * b[_KEEP + i] + (share - b[_BEFORE + i])
        b[_BEFORE + i] = share


@njit(cache=True, fastmath=_FAST, error_model="numpy")
def _bass(month: float, b: NDArray[Any]) -> None:  # pragma: no cover - compiled
    for i in range(LANES):
        decay = b[_DECAY + i] * (b[_DECAY_MONTH + i] if month > b[_FIRST + i] else 1.0)
        b[_DECAY + i] = decay
        sold = month >= b[_FIRST + i] and month > b[_SALE + i]
        share = (1.0 - decay) / (1.0 + b[_Q_BY_P + i] * decay) if sold else 0.0
        b[_ORDERED + i] = b[_ORDERED + i] * b[_KEEP + i] + (share - b[_BEFORE + i])
        b[_BEFORE + i] = share


@njit(cache=True, fastmath=_FAST, error_model="numpy")
def _sell(b: NDArray[Any]) -> None:  # pragma: no cover - compiled
    """What is in use, and what it leaves and ties up in a month, as if nothing stopped the launch."""
    for i in range(LANES):
        kept = b[_IN_USE + i] * b[_KEEP + i]
        added = b[_RAMP + i] * (b[_ORDERED + i] - kept)
        b[_IN_USE + i] = kept + added
        units, new = b[_UNITS + i] * b[_IN_USE + i], b[_UNITS + i] * added
        b[_SOLD + i] = units * b[_M_MARGIN + i] + new * b[_O_MARGIN + i]
        b[_OWED + i] = (units * b[_M_INCOME + i] + new * b[_O_INCOME + i]) * b[_TIED + i]


@njit(cache=True, fastmath=_FAST, error_model="numpy")
def _spend(month: float, b: NDArray[Any]) -> None:  # pragma: no cover - compiled
    """What a month costs as long as the launch goes on: approval work, what runs, what is paid once."""
    for i in range(LANES):
        began = 1.0 if month >= b[_BEGIN + i] else 0.0
        b[_APPROVING + i] = b[_COST + i] * began if month < b[_A_MONTHS + i] else 0.0
        running = b[_TEAM + i] if month >= b[_HIRE + i] else 0.0
        b[_RUNNING + i] = running + (b[_MARKET + i] if month >= b[_LAUNCH_AT + i] else 0.0)
        b[_LAUNCHING + i] = b[_LAUNCH_COST + i] * began if month < b[_LAUNCH_MONTHS + i] else 0.0


@njit(cache=True, fastmath=_FAST, error_model="numpy")
def _one_month(month: float, decide_at: int, b: NDArray[Any]) -> None:  # pragma: no cover - compiled
    early = 1.0 if month < decide_at else 0.0
    for i in range(LANES):
        margin, tied = b[_SOLD + i], b[_OWED + i]
        approval, running, launch = b[_APPROVING + i], b[_RUNNING + i], b[_LAUNCHING + i]
        factor = b[_FACTOR + i]

        on = 1.0 if month < b[_PAID_END + i] else 0.0
        net = (margin - running) * on
        owed = tied * on
        cash_paid = net - (owed - b[_PAID_OWED + i]) - approval - launch * on
        loses = month >= b[_REVIEW + i] and net < -LEAST_LOSS
        b[_PAID_END + i] = month + 1.0 if loses else b[_PAID_END + i]
        b[_PAID_OWED + i] = owed
        b[_PAID_NPV + i] += cash_paid * factor

        on = 1.0 if month < b[_UNPAID_END + i] else 0.0
        part = b[_UNPAID + i] * on
        net = margin * part - running * on
        owed = tied * part
        cash_unpaid = net - (owed - b[_UNPAID_OWED + i]) - approval - launch * on
        b[_UNPAID_END + i] = (
            month + 1.0 if month >= b[_REVIEW + i] and net < -LEAST_LOSS else b[_UNPAID_END + i]
        )
        b[_UNPAID_OWED + i] = owed
        b[_UNPAID_NPV + i] += cash_unpaid * factor

        on = 1.0 if month < b[_FAILED_END + i] else 0.0
        cash_failed = -approval - (running + launch) * on
        b[_FAILED_NPV + i] += cash_failed * factor

        cash = b[_IS_PAID + i] * cash_paid + b[_IS_UNPAID + i] * cash_unpaid
        cash += b[_IS_FAILED + i] * cash_failed
        total = b[_TOTAL + i] + cash
        b[_TOTAL + i] = total
        b[_LOWEST + i] = min(b[_LOWEST + i], total)
        b[_LAST_NEGATIVE + i] = month if total < 0.0 else b[_LAST_NEGATIVE + i]
        b[_SPENT + i] += early * max(-cash, 0.0)
        b[_FACTOR + i] = factor * b[_DISCOUNT + i]


@njit(cache=True, fastmath=_FAST, error_model="numpy")
def _finish(
    b: NDArray[Any], out: tuple[NDArray[Any], ...], market: int, start: int, n: int
) -> None:  # pragma: no cover - compiled
    npv, value, lowest, payback, first_revenue, spent = out
    for i in range(n):
        at = start + i
        fell = b[_IS_PAID + i] * b[_PAID_NPV + i] + b[_IS_UNPAID + i] * b[_UNPAID_NPV + i]
        approved = b[_P_CHANCE + i] * b[_PAID_NPV + i] + (1.0 - b[_P_CHANCE + i]) * b[_UNPAID_NPV + i]
        npv[market, at] = fell + b[_IS_FAILED + i] * b[_FAILED_NPV + i]
        value[market, at] = b[_A_CHANCE + i] * approved + (1.0 - b[_A_CHANCE + i]) * b[_FAILED_NPV + i]
        lowest[market, at] = b[_LOWEST + i]
        payback[market, at] = int(min(b[_LAST_NEGATIVE + i] + 1.0, float(HORIZON)))
        sells = b[_A_OK + i] > 0 and b[_P_OK + i] + b[_UNPAID + i] > 0 and b[_UNITS + i] > 0
        sale = min(np.ceil(b[_SALE + i]), float(HORIZON)) if sells else float(HORIZON)
        first_revenue[market, at] = int(sale)
        spent[market, at] = b[_SPENT + i]
