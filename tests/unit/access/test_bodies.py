"""Designation codes from facts, whether a scope meets them, the wait for a body: all invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fram.access.bodies.body import Body, Scope, scope_check
from fram.access.bodies.codes import Code, CodeBook, CodeRule, NeededCode, missing_facts, needed_codes
from fram.access.bodies.shortlist import shortlist
from fram.access.bodies.slot import Slot, Wait, earliest_slot
from fram.access.road.activity import Clock
from fram.access.spread import DAYS_PER_MONTH
from fram.rules.condition import is_yes
from fram.terms.citation import Citation, Confidence
from fram.terms.dist.joined import Quantiles
from fram.terms.logic import Truth

CITE = Citation(title="invented")
NAMES = ("MDA 01", "MDA 02", "MDA 03", "MDS 10")
BOOK = CodeBook(
    regime="eu-mdr", codes={id: Code(id=id, name={"en": id, "nb": id}) for id in NAMES}, families={},
    one_of=("MDA",), cite=CITE, guide=CITE, confidence=Confidence.READ,
    rules=(
        *(CodeRule(code=code, condition=is_yes(fact))
          for code, fact in zip(NAMES, ("first", "second", "device", "sterile"), strict=True)),
    ),
)  # fmt: skip
BODY = Body(
    number="0001", name="A", country="NO", scopes={"eu-mdr": Scope()}, cite=CITE, confidence=Confidence.READ
)


def _codes(**facts: bool) -> dict[str, str]:
    return {need.code.id: need.truth.name for need in needed_codes(facts, book=BOOK)}


@pytest.mark.parametrize(("facts", "expected"), [
    ({"first": False, "second": True, "device": True, "sterile": True}, {"MDA 02": "YES", "MDS 10": "YES"}),
    ({"first": True, "second": True, "device": True, "sterile": False}, {"MDA 01": "YES"}),
    ({"second": True, "device": True, "sterile": False}, {"MDA 01": "UNKNOWN", "MDA 02": "UNKNOWN"}),
    ({"first": False, "second": False, "device": True}, {"MDA 03": "YES", "MDS 10": "UNKNOWN"}),
    ({"first": False, "second": False, "device": False, "sterile": False}, {}),
])  # fmt: skip
def test_a_product_gets_the_first_code_for_purpose_and_every_trait(
    facts: dict[str, bool], expected: dict[str, str]
) -> None:
    assert _codes(**facts) == expected


def test_what_is_open_names_the_fact_that_settles_it() -> None:
    needed = needed_codes({"second": True, "device": True}, book=BOOK)
    assert missing_facts(needed) == ("first", "sterile")
    assert needed[1].because == (("second", "yes"),)


def test_a_rule_that_facts_cannot_settle_stays_a_perhaps() -> None:
    book = replace(BOOK, rules=(CodeRule(code="MDS 10", condition=is_yes("device"), sure=False),))
    (need,) = needed_codes({"device": True}, book=book)
    assert need.truth is Truth.UNKNOWN
    assert not need.missing


def _need(id: str, truth: Truth = Truth.YES, *, choice: bool = False) -> NeededCode:
    return NeededCode(code=BOOK.codes[id], truth=truth, choice=choice)


PERHAPS = Truth.UNKNOWN
ALTERNATIVES = (_need("MDA 01", PERHAPS, choice=True), _need("MDA 02", PERHAPS, choice=True))


@pytest.mark.parametrize(("needed", "codes", "whole", "expected"), [
    ((_need("MDA 01"), _need("MDS 10")), ("MDA 01", "MDS 10"), True, Truth.YES),
    ((_need("MDA 01"), _need("MDS 10")), ("MDA 01",), True, Truth.NO),
    ((_need("MDA 01"), _need("MDS 10")), ("MDA 01",), False, Truth.UNKNOWN),
    ((_need("MDA 01"), _need("MDS 10", PERHAPS)), ("MDA 01",), True, Truth.UNKNOWN),
    ((_need("MDA 01"), _need("MDS 10", PERHAPS)), ("MDA 01", "MDS 10"), True, Truth.YES),
    (ALTERNATIVES, ("MDA 01", "MDA 02"), True, Truth.YES),
    (ALTERNATIVES, ("MDA 02",), True, Truth.UNKNOWN),
    (ALTERNATIVES, ("MDA 03",), True, Truth.NO),
    ((), ("MDA 01",), True, Truth.UNKNOWN),
])  # fmt: skip
def test_a_scope_is_checked_code_by_code(
    needed: tuple[NeededCode, ...], codes: tuple[str, ...], *, whole: bool, expected: Truth
) -> None:
    body = replace(BODY, scopes={"eu-mdr": Scope(codes=dict.fromkeys(codes, ""), is_whole=whole)})
    assert scope_check(needed, body, regime="eu-mdr") is expected


def test_a_condition_leaves_it_open_and_another_regulation_closes_it() -> None:
    needed = (_need("MDA 01"),)
    narrowed = replace(BODY, scopes={"eu-mdr": Scope(codes={"MDA 01": "only hearts"}, is_whole=True)})
    assert scope_check(needed, narrowed, regime="eu-mdr") is Truth.UNKNOWN
    assert scope_check(needed, narrowed, regime="eu-ivdr") is Truth.NO


def test_a_body_for_other_products_does_not_fit() -> None:
    body = replace(BODY, takes=("MDA 02",))
    assert scope_check((_need("MDA 01"),), body, regime="eu-mdr") is Truth.NO
    assert scope_check(ALTERNATIVES, body, regime="eu-mdr") is Truth.UNKNOWN


def test_the_list_begins_with_those_that_fit_and_then_those_at_home() -> None:
    whole = Scope(codes={"MDA 01": ""}, is_whole=True)
    bodies = (
        replace(BODY, name="lacks", scopes={"eu-mdr": Scope(codes={"MDA 02": ""}, is_whole=True)}),
        replace(BODY, name="unread abroad", country="DE"), replace(BODY, name="unread at home"),
        replace(BODY, name="fits", country="DE", scopes={"eu-mdr": whole}),
        replace(BODY, name="another law", scopes={"eu-ivdr": whole}),
    )  # fmt: skip
    found = shortlist(bodies, needed=(_need("MDA 01"),), regime="eu-mdr", home="NO", on=date(2026, 11, 22))
    assert [one.body.name for one in found] == ["fits", "unread at home", "unread abroad", "lacks"]


def _wait(count: int, *values: float, limit: float = 1e6, share: float = 1.0) -> Wait:
    probs = tuple(i / (len(values) - 1) for i in range(len(values)))
    return Wait(
        id="w", says={}, months=Quantiles(probs=probs, values=values), count=count, cite=CITE,
        confidence=Confidence.READ,
        limit=Clock(since=date(2027, 2, 25), days=limit, share=share, cite=CITE),
    )  # fmt: skip


def _slot(agreement: Wait, *starts: Wait, on: date = date(2026, 11, 22)) -> Slot:
    return earliest_slot(agreement, starts, on=on)


def test_two_even_waits_add_up_to_a_triangle() -> None:
    months = _slot(_wait(1, 0, 10), _wait(1, 0, 10)).months
    for share, exact in ((0.1, 200**0.5 * 0.1**0.5), (0.5, 10.0), (0.9, 20 - 200**0.5 * 0.1**0.5)):
        assert months[share] == pytest.approx(exact, abs=0.1)


def test_the_pool_weighs_each_source_by_its_answers() -> None:
    slot = _slot(_wait(5, 0, 0), _wait(30, 1, 1), _wait(10, 9, 9))
    assert slot.count == 40
    assert (slot.months[0.5], slot.months[0.8]) == (1, 9)


def test_the_limits_hold_from_their_first_day() -> None:
    first, waits = _wait(5, 0, 10, limit=30), _wait(30, 0, 30, limit=120)
    before, after = _slot(first, waits), _slot(first, waits, on=date(2027, 2, 25))
    assert (before.is_limited, after.is_limited) == (False, True)
    assert max(after.limited.values()) <= 150 / DAYS_PER_MONTH + 1e-9
    assert all(after.limited[share] <= after.months[share] for share in after.months)
    assert after.day(0.5) < date(2027, 2, 25).replace(month=8)


def test_the_limit_binds_the_part_of_a_wait_that_is_the_bodys_own() -> None:
    none = _wait(1, 0, 0)
    half = _slot(none, _wait(1, 12, 12, limit=DAYS_PER_MONTH * 2, share=0.5))
    assert half.limited[0.5] == pytest.approx(6 + 2)
    assert _slot(none, _wait(1, 3, 3, limit=DAYS_PER_MONTH * 2, share=0.5)).limited[0.5] == pytest.approx(3)
