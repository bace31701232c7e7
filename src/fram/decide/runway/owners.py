"""Who owns what after a round: new money, options for staff, and convertible loans that become shares.

All shares are counted with every option (fully diluted), and today's are 1 in all. The value before the money
counts everything the round finds: new options and the shares loans become. So new investors get exactly
amount / (value before + amount), and everybody who was there before carries the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fram.terms.company import Convertible, Ownership
from fram.terms.errors import Refused

SHARE_HALVINGS = 200
"""Halvings of the search for the number of shares: far more than a float64 can tell."""
STRIDE, MOST_SHARES = 1.05, 1e6
"""The search for N goes up by this factor, and gives up where a share of today would be worth a millionth."""
MULTIPLES = (2.0, 3.0, 4.0, 6.0)
"""Values before the money in times the amount, shown where nobody names one: investors get 33 to 14 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterRound:
    """Shares of the company after a round, 0 to 1, that sum to 1; money in NOK.

    ``others``: today's owners who are no founders, without the pool; None, like ``founders``, where the file
    does not say what the founders own: then ``today`` alone is known. ``per_share``: the price of one of
    today's shares, when those are one in all: what today's company is worth to its owners at that price.
    """

    amount: float
    pre_money: float
    investors: float
    converted: float
    pool: float
    today: float
    founders: float | None
    others: float | None
    per_share: float

    @property
    def post_money(self) -> float:
        """The value after the money."""
        return self.pre_money + self.amount


def after_round(owned: Ownership, *, amount: float, pre_money: float) -> AfterRound:
    """Return who owns what after raising ``amount`` at a value before the money of ``pre_money`` NOK.

    With today's shares 1, N after and the price P = (pre_money + amount) / N:
    N = 1 + new options + sum of (owed / price of conversion) + N * amount / (pre_money + amount).
    A loan is turned at the lowest of P * (1 - discount) and its cap's price: cap / 1 where the cap counts
    today's shares, cap / (1 + all converted) where it counts what loans become as well (then owed / cap is
    its share before the new money, as in the post-money SAFE of Y Combinator, 2018). The pool is lifted to
    ``option_pool_after`` of N where it is less. N is found by halving.
    """
    _check(amount, pre_money)
    post, investors = pre_money + amount, amount / (pre_money + amount)

    def excess(shares: float) -> float:
        """Shares that stand there when N is ``shares``, less N."""
        return 1 + _converted(owned.convertibles, post / shares) + _new_options(owned, shares) - (
            shares * (1 - investors)
        )  # fmt: skip

    high = 1.0
    while excess(high) > 0:
        high *= STRIDE
        if high > MOST_SHARES:
            raise Refused(
                f"a value of {pre_money:,.0f} NOK before the money is too low",
                why="the loans and the options for staff would take every share there is",
                remedy="give a higher value, or fewer options after the round",
            )  # fmt: skip
    low = high / STRIDE
    for _ in range(SHARE_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) > 0 else (low, middle)
    return _shared_out(owned, high, amount=amount, pre_money=pre_money)


def _shared_out(owned: Ownership, shares: float, *, amount: float, pre_money: float) -> AfterRound:
    per_share = (pre_money + amount) / shares
    converted = _converted(owned.convertibles, per_share) / shares
    pool = (owned.option_pool + _new_options(owned, shares)) / shares
    founders = None if owned.founders_share is None else owned.founders_share / shares
    today = (1 - owned.option_pool) / shares
    return AfterRound(
        amount=amount, pre_money=pre_money, investors=amount / (pre_money + amount), converted=converted,
        pool=pool, today=today, founders=founders, others=None if founders is None else today - founders,
        per_share=per_share,
    )  # fmt: skip


def _new_options(owned: Ownership, shares: float) -> float:
    return max((owned.option_pool_after or 0.0) * shares - owned.option_pool, 0.0)


def _converted(loans: Sequence[Convertible], price: float) -> float:
    """The shares that all loans become at a price of the round, with today's shares 1.

    A cap that counts converted shares needs their number: the largest set of loans for which the cap is the
    better deal is found by trying them from the best on.
    """
    by_price = [_at_price(loan, price) for loan in loans]
    capped = sorted(
        (i for i, loan in enumerate(loans) if loan.cap_nok is not None and loan.cap_after_conversion),
        key=lambda i: -_cap_share(loans[i]) / max(by_price[i], 1e-300),
    )
    fixed, share = sum(by_price), 0.0
    total = fixed
    for i in capped:
        taken = share + _cap_share(loans[i])
        if taken >= 1:
            return float("inf")
        others = fixed - by_price[i]
        all_shares = (1 + others) / (1 - taken)
        if _cap_share(loans[i]) * all_shares <= by_price[i]:
            continue
        fixed, share, total = others, taken, all_shares - 1
    return total


def _cap_share(loan: Convertible) -> float:
    return loan.amount_nok / (loan.cap_nok or float("inf"))


def _at_price(loan: Convertible, price: float) -> float:
    """Shares at the round's price less the discount, or at a cap that counts today's shares only."""
    lowest = price * (1 - loan.discount)
    if loan.cap_nok is not None and not loan.cap_after_conversion:
        lowest = min(lowest, loan.cap_nok)
    return loan.amount_nok / lowest


def _check(amount: float, pre_money: float) -> None:
    if amount < 0:
        raise Refused(f"a round of {amount:,.0f} NOK", remedy="give an amount of 0 or more")
    if pre_money <= 0:
        raise Refused(
            f"a value of {pre_money:,.0f} NOK before the money", remedy="give a value above 0"
        )  # fmt: skip


def owned_problems(owned: Ownership) -> list[str]:
    """Return what cannot hold of the stated shares, in words; empty where all can."""
    if owned.founders_share is not None and owned.founders_share + owned.option_pool > 1 + 1e-9:
        return [f"founders {owned.founders_share:.0%} and options {owned.option_pool:.0%} are over 100 %"]
    return []
