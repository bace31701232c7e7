"""What buys time, by hand on cash that falls evenly; and money whose answer comes in time."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from fram.decide.runway.bridges import Bridge, Ground, cuts, delays, loans, ranked
from fram.decide.runway.instruments import instruments
from fram.ecosystem.support import Offer, seeker
from fram.terms.citation import Citation, Confidence
from fram.terms.company import Company
from fram.terms.logic import Truth
from fram.terms.product import ProductProfile

MONTHS = np.arange(1, 121)[:, None]


def even(*, start: float = 10.0, burn: float = 1.0, floor: float = 0.0) -> Ground:
    """Cash that falls by the same each month in every draw: 10 lasts 10 months at 1 a month."""
    cash = start - burn * MONTHS * np.ones(40)
    return Ground(cash=cash, burn=np.full(40, burn), start=start, floor=floor)


def test_cuts_are_felt_after_the_notice() -> None:
    # 10 - 3 months in full = 7 left; at 0.9, 0.8 and 0.7 a month: 7.78, 8.75 and 10 months instead of 7.
    found = [one.months for one in cuts(even(), notice=3)]
    assert found == pytest.approx([7 / 0.9 - 7, 7 / 0.8 - 7, 3.0])


def test_a_cut_that_ends_the_end() -> None:
    on = Ground(cash=10 - 0.1 * np.minimum(MONTHS, 101) * np.ones(40), burn=np.ones(40), start=10.0)
    assert [one.months for one in cuts(on)] == [None] * 3
    assert next(iter(cuts(on))).gained == 120


def test_a_loan_buys_its_months_of_burn() -> None:
    by_kind = {(one.kind, one.size): one for one in loans(even(), seed=1, post_money=60.0)}
    # 3 and 6 months of burn, in the bank before cash ends: 3 and 6 months.
    assert by_kind["loan", 3.0].months == pytest.approx(3)
    assert by_kind["loan", 6.0].months == pytest.approx(6)
    assert by_kind["loan", 6.0].cost == pytest.approx(6 * 0.12)
    assert by_kind["convertible", 6.0].cost == pytest.approx(6 * 0.2 / 0.8)  # 7.5 of shares for 6
    assert by_kind["convertible", 6.0].diluted == pytest.approx(7.5 / 60)
    ahead = by_kind["prepaid", 6.0]
    assert 0 < ahead.gained < 6  # most of it is worked off before cash ends
    assert ahead.cost == pytest.approx(0.6)


def test_money_that_comes_too_late_buys_nothing() -> None:
    found = loans(even(start=0.5), seed=1)  # cash ends within the month; a loan takes at least one
    assert {one.months for one in found} == {0.0}


def test_a_launch_that_waits() -> None:
    on = even()
    later = {("DE", 6.0): (on.cash + 2.0, 0.5), ("SE", 6.0): (on.cash + 1.0, -3.0)}
    found = {one.market: one for one in delays(on, later)}
    assert found["DE"].months == pytest.approx(2)
    assert found["DE"].cost_a_month == pytest.approx(0.25)
    assert found["SE"].cost == 0  # waiting gained value: it costs nothing


def test_the_cheapest_month_stands_first_and_what_gains_nothing_nowhere() -> None:
    found = ranked([
        Bridge(kind="loan", months=2.0, size=1.0, cost=1.0),
        Bridge(kind="cut", months=1.0, size=0.1, cost=0.0),
        Bridge(kind="delay", months=0.0, size=3.0, cost=0.0),
        Bridge(kind="cut", months=3.0, size=0.3, cost=0.0),
        Bridge(kind="prepaid", months=None, size=1.0, cost=1.0),
    ])  # fmt: skip
    assert [(one.kind, one.size) for one in found] == [
        ("cut", 0.3), ("cut", 0.1), ("prepaid", 1.0), ("loan", 1.0)
    ]  # fmt: skip


DAY = date(2026, 11, 22)


def offer(name: str, **more: Any) -> Offer:
    plain: dict[str, Any] = {
        "id": name, "body": "A body", "name": {"en": name}, "kind": "grant", "needs": ("capital",),
        "access": "open", "state": "live", "confidence": Confidence.READ, "rolling": True,
        "cite": Citation(title="Invented for a test"),
    }  # fmt: skip
    return Offer(**(plain | more))


def judged(*offers: Offer, ends: float = 11.0) -> dict[str, Any]:
    company = Company(name="Prøve AS", stage="pilot", cash_nok=10e6, monthly_burn_nok=1e6)
    who = seeker(company, product=ProductProfile(name="X", kind="device"), markets=("DE",), on=DAY)
    return {one.offer.id: one for one in instruments(who, offers, ends=np.full(50, ends), sure=0.9)}


def test_three_answers_to_whether_it_fits() -> None:
    found = judged(
        offer("yes"), offer("partners", consortium=True), offer("customer", needs_customer=True),
        offer("green", condition="environmental-gain"), offer("stage", stages=("scaling",)),
        offer("advice", kind="advice"),
    )  # fmt: skip
    assert found["yes"].fits is Truth.YES
    assert (found["partners"].fits, found["partners"].unsure) == (Truth.UNKNOWN, ("consortium",))
    assert found["customer"].unsure == ("needs-customer",)
    assert found["green"].unsure == ("environmental-gain",)
    assert (found["stage"].fits, found["stage"].why_not) == (Truth.NO, "right-stage")
    assert "advice" not in found  # no money
    assert next(iter(found)) == "yes"
    assert list(found)[-1] == "stage"


def test_whether_the_answer_comes_in_time() -> None:
    # Cash ends in month 11, so the answer must come within 10 months: 304 days.
    found = judged(
        offer("quick", days=300), offer("slow", days=310), offer("unread"),
        offer("call", rolling=False, dates=(date(2026, 12, 22),), days=200),
        offer("somewhen", rolling=False, days=200, state="yearly"),
    )  # fmt: skip
    assert found["quick"].in_time == 1
    assert found["slow"].in_time == 0
    assert (found["unread"].in_time, found["unread"].longest) == (None, 304)
    assert found["call"].closes == date(2026, 12, 22)
    assert found["call"].answer == pytest.approx(230 / 30.4375)
    assert found["call"].longest == 274
    assert found["somewhen"].in_time is None  # nobody knows from which day to count
    assert judged(offer("endless"), ends=np.inf)["endless"].longest is None
