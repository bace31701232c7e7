"""Which notice a purchase of a value calls for: the limits it reaches, and the one it would reach next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from fram.access.buying.market import TENDERING_BUYERS, MarketBuying, Rule, Threshold
from fram.rules.parameter import Dated

Standing = Literal["notice", "below", "no-value", "free", "not-tendered", "unread"]
"""``notice``: a limit is reached; ``below``: none is; ``free``: a rule of the market frees the buyer;
``not-tendered``: such a buyer does not tender; ``unread``: no limit was read for the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """What is bought and by whom: the value without tax, over the whole contract; None where not said.

    ``tax``: the market's standard rate as a share, None where nobody knows it.
    """

    buyer: str
    amount: float | None = None
    currency: str = ""
    what: str = "goods-and-services"
    tax: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A purchase held against one limit, both in the limit's currency; ``value`` with tax where it counts.

    ``untaxed``: the limit counts tax and the rate is not known, so that the value is too low.
    """

    threshold: Threshold
    limit: Dated
    value: float | None = None
    untaxed: bool = False

    @property
    def currency(self) -> str:
        """The currency of the limit."""
        return self.threshold.limit.unit

    @property
    def is_reached(self) -> bool:
        """Whether the value is at least the limit."""
        return self.value is not None and self.value >= self.limit.number


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """The answer: where the purchase stands, every limit in rising order, and the rules to know.

    ``over``: limits that hold for the purchase, and whose value was read for earlier days only.
    """

    standing: Standing
    steps: tuple[Step, ...] = ()
    rules: tuple[Rule, ...] = ()
    over: tuple[Threshold, ...] = ()

    @property
    def applies(self) -> Step | None:
        """The highest limit that is reached."""
        return next((step for step in reversed(self.steps) if step.is_reached), None)

    @property
    def knows_national(self) -> bool:
        """Whether a limit of the market's own was read: below Europe's, its own rules hold."""
        return any(step.threshold.scope == "national" for step in self.steps)

    @property
    def next_up(self) -> Step | None:
        """The lowest limit that is not reached."""
        return next((step for step in self.steps if step.value is not None and not step.is_reached), None)


def notice_for(
    purchase: Purchase, *, buying: MarketBuying, on: date, nok_per: Callable[[str], float]
) -> Notice:
    """Return which limits a purchase reaches in a market on a day; ``nok_per`` a currency's rate.

    Limits in other currencies are compared at the day's rate; a limit that counts tax is held against the
    value with it.
    """
    rules = tuple(
        rule for rule in buying.rules
        if purchase.buyer in rule.binds and (rule.since is None or rule.since <= on)
    )  # fmt: skip
    if any(rule.free for rule in rules):
        return Notice(standing="free", rules=rules)
    if purchase.buyer not in TENDERING_BUYERS:
        return Notice(standing="not-tendered", rules=rules)
    about = [one for one in buying.thresholds if purchase.buyer in one.binds and one.what == purchase.what]
    over = tuple(one for one in about if one.is_over(on))
    steps = [
        Step(threshold=one, limit=limit)
        for one in about
        if not one.is_over(on) and isinstance(limit := one.limit.on(on), Dated)
    ]
    if not steps:
        return Notice(standing="unread", rules=rules, over=over)
    if purchase.amount is None:
        in_order = sorted(steps, key=lambda step: step.limit.number * nok_per(step.currency))
        return Notice(standing="no-value", steps=tuple(in_order), rules=rules, over=over)
    held = [_held(step, purchase, nok_per) for step in steps]
    held.sort(key=lambda step: step.limit.number * nok_per(step.currency))
    standing: Standing = "notice" if any(step.is_reached for step in held) else "below"
    return Notice(standing=standing, steps=tuple(held), rules=rules, over=over)


def _held(step: Step, purchase: Purchase, nok_per: Callable[[str], float]) -> Step:
    assert purchase.amount is not None  # a purchase without a value is not held against limits
    value = purchase.amount * nok_per(purchase.currency) / nok_per(step.currency)
    counts_tax = step.threshold.with_tax
    tax = (purchase.tax or 0.0) if counts_tax else 0.0
    return replace(step, value=value * (1 + tax), untaxed=counts_tax and purchase.tax is None)
