"""Price rules as their files have them, with dated terms, for tests of the arithmetic."""

from __future__ import annotations

from datetime import date

import pytest

from fram.access.pathways.pathway import PriceRule
from fram.access.pathways.prices import NetPrice, PriceLine, Use, net_price
from fram.rules.parameter import Dated, Parameter
from fram.terms.citation import Citation, Confidence
from fram.terms.dist import Dist, Fixed
from fram.terms.estimate import Estimate, Origin

TODAY, NEXT_YEAR = date(2026, 11, 22), date(2027, 6, 1)
LONG_AGO = date(2020, 1, 1)
Value = float | Dist


def cite(title: str) -> Citation:
    return Citation(title=title, read=date(2026, 11, 21))


def dist(value: Value) -> Dist:
    return Fixed(value=float(value)) if isinstance(value, int | float) else value


def term(name: str, value: Value, unit: str, start: date = LONG_AGO, confidence: str = "read") -> Parameter:
    dated = Dated(start=start, value=dist(value), cite=cite(name), confidence=Confidence(confidence))
    return Parameter(key=name, unit=unit, values=(dated,))


def rule(mechanism: str, *terms: Parameter) -> PriceRule:
    return PriceRule(mechanism=mechanism, says={}, terms={one.key: one for one in terms})


def told(value: Value, unit: str, confidence: str = "read") -> Estimate:
    return Estimate(dist=dist(value), unit=unit, origin=Origin.COMPANY, confidence=Confidence(confidence))


PECAN = rule(
    "pecan",
    term("first_months", 435, "EUR"), term("months_in_first", 3, "months"),
    term("then_a_month", 38.30, "EUR"), term("ceiling", 780, "EUR"), term("vat", 0.20, "share"),
)  # fmt: skip
MONITORING = rule(
    "monitoring",
    term("operator_level_1", 11, "EUR"), term("operator_level_2", 28, "EUR"), term("technical", 50, "EUR"),
    term("vat", 0.20, "share", confidence="partly-read"),
)  # fmt: skip
OUTCOME_DAY, VOLUME_DAY = date(2026, 1, 1), date(2027, 1, 1)
DIGA_TERMS = (
    term("year_one_price", 541, "EUR"), term("negotiated_price", 220, "EUR"),
    term("outcome_share", 0.20, "share", OUTCOME_DAY),
    term("floor_low_above", 3000, "units", VOLUME_DAY), term("floor_low", 0.02, "share", VOLUME_DAY),
    term("floor_high_above", 100_000, "units", VOLUME_DAY), term("floor_high", 0.30, "share", VOLUME_DAY),
    term("trial_cap", 0.80, "share"),
)  # fmt: skip
DIGA = rule("diga", *DIGA_TERMS)
DIPA = rule("dipa", term("app_a_month", 40, "EUR"), term("support_a_month", 30, "EUR"))
MIGEL = rule("migel", term("cap", 173, "CHF"), term("cap_days", 90, "days"), term("vat", 0.081, "share"))
ACCESS = rule(
    "access",
    term("withheld", 0.5, "share"), term("rural", 15, "USD"),
    term("track_eckm", 360, "USD"), term("follow_on_eckm", 180, "USD"),
    term("track_ckm", 420, "USD"), term("follow_on_ckm", 210, "USD"),
    term("track_msk", 180, "USD"),
)  # fmt: skip
RPM = rule(
    "rpm",
    term("code_99453", 22, "USD"), term("code_99445", 47, "USD", OUTCOME_DAY), term("code_99454", 47, "USD"),
    term("code_99470", 26, "USD", OUTCOME_DAY), term("code_99457", 52, "USD"), term("code_99458", 41, "USD"),
)  # fmt: skip
JAPAN = rule(
    "foreign-average",
    term("drop_above", 2.5, "ratio"), term("cut_above", 1.6, "ratio"), term("ceiling", 1.25, "ratio"),
)  # fmt: skip
NTAP = rule("add-on", term("share_of_extra_cost", 0.65, "share"))
YEN = {"US": 30_710.0, "AU": 21_242.0, "GB": 7_745.0, "DE": 8_500.0, "FR": 8_805.0}
"""The published example: the lowest 7,745, and the mean of the three that are not US and Australia 8,350."""
ABROAD = {land: told(price, "JPY") for land, price in YEN.items()}


def priced(given: PriceRule, *, on: date = TODAY, **use: object) -> NetPrice:
    found = net_price(given, use=Use(**use), on=on)  # type: ignore[arg-type]
    assert isinstance(found, NetPrice)
    return found


def lines(price: NetPrice) -> dict[str, PriceLine]:
    """The lines by key, with what they are about after a colon."""
    return {f"{one.key}:{one.subject}".rstrip(":"): one for one in price.lines}


def keys(price: NetPrice) -> list[str]:
    return [reason.key for reason in price.because]


def redone(how: str) -> float:
    """What a reader with a pocket calculator gets."""
    return float(eval(how.replace("×", "*").replace("÷", "/").replace("−", "-")))


def assert_redone(price: NetPrice) -> None:
    """Every line that shows how it comes about comes about so, and the last one that counts is the net."""
    for one in price.lines:
        assert one.low <= one.typical <= one.high
        if one.how:
            assert redone(one.how) == pytest.approx(one.typical, rel=1e-8), one
