"""Who pays in an invented market: the quickest pathway that pays and can fit, and how sure that is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fram.access.pathways.fit import fits
from fram.access.pathways.pathway import Pathway, Window
from fram.access.pathways.payment import Payment, payment
from fram.rules.condition import is_one_of, is_yes
from fram.terms.citation import Confidence
from fram.terms.dist import Beta, Fixed, Quantiles, Uniform
from fram.terms.estimate import Estimate, Origin
from fram.terms.logic import Truth, Unknown
from tests.unit.access.pathways.invented import CITE, DAY, demand, param, pathway

MONTH = 365.25 / 12
APP: dict[str, Any] = {"is_app": True, "eu_class": "IIa"}
CLASSED = demand("class", is_one_of("eu_class", "IIa"))
PROVED = demand("proved", is_yes("comparative_study"), change="evidence")


def ask(
    *known: Pathway, facts: dict[str, Any] | None = None, payer: str | None = "insurer",
    ready: Estimate | None = None,
) -> Payment:  # fmt: skip
    judged = fits(known, known=APP if facts is None else facts, on=DAY)
    return payment(judged, market="XX", payer=payer, on=DAY, ready=ready)


def quickest(found: Payment) -> str | None:
    return found.quickest.pathway.id if found.quickest else None


def months(found: Payment) -> float:
    assert isinstance(found.months, Estimate)
    return found.months.dist.mean


def test_the_quickest_that_pays_is_chosen() -> None:
    found = ask(
        pathway("slow", 300),
        pathway("fast", 90, chance=param(Beta(a=2, b=3), "share")),
        pathway("gate", 10, pays="no"),
        pathway("door", 10, pays="indirect"),
        pathway("planned", 10, state="planned"),
        pathway("picked", 10, picked=True),
    )
    assert quickest(found) == "fast"
    assert months(found) == pytest.approx(90 / MONTH)
    assert isinstance(found.chance, Estimate)
    assert found.chance.dist == Beta(a=2, b=3)
    assert len(found.candidates) == 6


@pytest.mark.parametrize(
    ("payer", "critical"),
    [
        ("insurer", Truth.YES), ("state", Truth.YES), ("hospital", Truth.NO), ("municipality", Truth.NO),
        ("patient", Truth.NO), ("employer", Truth.NO), (None, Truth.UNKNOWN),
    ],
)  # fmt: skip
def test_payment_is_critical_only_when_a_fund_decides(payer: str | None, critical: Truth) -> None:
    found = ask(pathway("fund", 90), payer=payer)
    assert found.on_critical_path is critical
    assert (found.ask == "payer") == (payer is None)


def test_a_budget_holder_is_not_sent_to_a_fund() -> None:
    tender = pathway("tender", 200, payer="hospital", kind="procurement")
    assert quickest(ask(pathway("fund", 90), tender, payer="hospital")) == "tender"


def test_what_the_product_is_not_is_closed() -> None:
    found = ask(pathway("other", 90, law=(demand("class", is_one_of("eu_class", "III")),)))
    assert ([fit.pathway.id for fit in found.closed], found.candidates) == (["other"], ())
    assert isinstance(found.months, Unknown)
    assert [reason.key for reason in found.because][-1] == "payment-none-fits"


def test_an_open_answer_keeps_a_pathway_and_is_asked_for() -> None:
    found = ask(pathway("classed", 90, law=(CLASSED, PROVED)), facts={"eu_class": "IIa"})
    assert quickest(found) == "classed"
    assert isinstance(found.months, Estimate)
    assert found.months.confidence is Confidence.PARTLY_READ
    assert found.ask == "comparative_study"
    assert "payment-may-fit" in [reason.key for reason in found.because]


def test_a_study_still_to_make_does_not_close_it() -> None:
    found = ask(pathway("later", 90, law=(CLASSED, PROVED)), facts={**APP, "comparative_study": False})
    assert quickest(found) == "later"
    assert "payment-not-yet" in [reason.key for reason in found.because]


def test_the_surest_goes_before_a_quicker_one() -> None:
    maybe, not_yet = pathway("maybe", 10, law=(PROVED,)), pathway("sure", 400)
    assert quickest(ask(maybe, not_yet)) == "sure"
    refused = pathway("refused", 10, law=(demand("own", is_yes("is_app"), change="papers"),))
    assert quickest(ask(maybe, refused, facts={"is_app": False})) == "maybe"


def test_a_market_without_pathways_says_so() -> None:
    found = payment(fits([pathway("elsewhere", 90)], known=APP, on=DAY), market="BR", payer="state", on=DAY)
    assert [reason.key for reason in found.because] == ["payment-none-known"]
    assert isinstance(found.months, Unknown)
    assert found.on_critical_path is Truth.YES


def test_the_wait_for_the_window_counts() -> None:
    yearly = Window(every="year", closes=((10, 31),), cite=CITE, confidence=Confidence.READ)
    slow = pathway("yearly", 30, window=yearly)
    to_go = (date(2027, 10, 31) - DAY).days + 30
    assert months(ask(slow)) == pytest.approx(to_go / MONTH)
    assert quickest(ask(slow, pathway("rolling", 200))) == "rolling"


def test_ready_after_the_window_waits_for_the_next_one() -> None:
    yearly = pathway("yearly", 0, window=Window(every="year", closes=((10, 31),), cite=CITE))
    ready = Estimate(dist=Fixed(value=12.0), unit="months", origin=Origin.CITED)
    closing = (date(2028, 10, 31) - DAY).days / MONTH
    assert months(ask(yearly, ready=ready)) == pytest.approx(closing - 12)
    spread = Estimate(dist=Uniform(low=0, high=12), unit="months", origin=Origin.CITED)
    found = ask(yearly, ready=spread)
    assert isinstance(found.months, Estimate)
    assert isinstance(found.months.dist, Quantiles)
    assert 0 <= found.months.dist.values[0] < 0.3  # ready in October 2027: hardly a wait
    assert 11 < found.months.dist.values[-1] <= 12.1
