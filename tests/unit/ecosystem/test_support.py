"""Who helps a company now: one rule at a time, then the files for Norway."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.ecosystem.support import ENDED, PARTS, RUNNING, Offer, Seeker, needs_of, seeker, support
from fram.knowledge.ecosystem import read_offers
from fram.knowledge.shelf import Shelf
from fram.terms.citation import Citation, Confidence
from fram.terms.company import Company, Round, Staff
from fram.terms.jurisdiction import MARKETS
from fram.terms.product import Certificate, Price, ProductProfile
from fram.terms.proof.evidence import Evidence

DAY = date(2026, 11, 21)
CITE = Citation(title="An invented body", read=DAY)


def offer(**more: Any) -> Offer:
    fields: dict[str, Any] = {
        "id": "O", "body": "A body", "name": {"en": "Help"}, "kind": "advice", "needs": ("expansion",),
        "access": "open", "state": "running", "confidence": Confidence.READ, "cite": CITE,
    }  # fmt: skip
    return Offer(**(fields | more))


def who(
    *, markets: tuple[str, ...] = ("DE",), age_years: float | None = None, on: date = DAY, **more: Any
) -> Seeker:
    company: dict[str, Any] = {
        "name": "Firm",
        "cash_nok": 8e6,
        "monthly_burn_nok": 5e5,
        "stage": "pilot",
        "staff": Staff(product=4),
    }
    product: dict[str, Any] = {
        "name": "Thing",
        "kind": "device",
        "payer": "hospital",
        "settings": ("ward",),
        "uses_ai": True,
    }
    company |= {k: v for k, v in more.items() if k in Company.__dataclass_fields__}
    product |= {k: v for k, v in more.items() if k not in Company.__dataclass_fields__}
    return seeker(
        Company(**company), product=ProductProfile(**product), markets=markets, on=on, age_years=age_years
    )


def verdict(found: Offer, seeking: Seeker) -> str:
    """`fits`, `unsure: rule`, or the rule that is broken."""
    matches = support(seeking, offers=[found])
    if matches.left_out:
        return matches.left_out[0].why_not
    [only] = matches.ranked
    return f"unsure: {', '.join(only.unsure)}" if only.unsure else "fits"


CASES: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({}, {}, "fits"),
    ({"state": "closed"}, {}, "still-runs"),
    ({"state": "reported"}, {}, "unsure: still-runs"),
    ({}, {"country": "SE"}, "for-this-country"),
    ({"norway": "unknown"}, {}, "unsure: for-this-country"),
    ({"kind": "grant", "access": "through-cluster"}, {}, "for-firms"),
    ({"kind": "network", "access": "through-cluster"}, {}, "fits"),
    ({"dates": (date(2026, 11, 20),)}, {}, "call-open"),
    ({"dates": (date(2026, 11, 20), date(2026, 12, 17))}, {}, "fits"),
    ({"state": "yearly"}, {}, "unsure: call-open"),
    ({"stages": ("scaling",)}, {}, "right-stage"),
    ({"markets": ("US",)}, {}, "right-market"),
    ({"markets": ("US",)}, {"markets": ()}, "unsure: right-market"),
    ({"not_markets": ("SE",)}, {"markets": ("SE",)}, "right-market"),
    ({"not_markets": ("SE",)}, {"markets": ("SE", "DE")}, "fits"),
    ({"ai": True}, {"uses_ai": False}, "right-product"),
    ({"ai": True}, {"uses_ai": None}, "unsure: right-product"),
    ({"kinds": ("ivd",)}, {}, "right-product"),
    ({"settings": ("operating-room",)}, {}, "right-product"),
    ({"indications": ("cancer",)}, {"indications": ("cancer_lung",)}, "fits"),
    ({"indications": ("cancer",)}, {"indications": ("stroke",)}, "right-product"),
    ({"payers": ("municipality",)}, {}, "right-payer"),
    ({"payers": ("municipality",)}, {"payer": None}, "unsure: right-payer"),
    ({"min_staff": 5}, {}, "right-staff"),
    ({"max_staff": 250}, {}, "fits"),
    ({"min_staff": 2}, {"staff": Staff()}, "unsure: right-staff"),
    ({"max_age": 3}, {}, "unsure: young-enough"),
    ({"max_age": 3}, {"age_years": 2.0}, "fits"),
    ({"max_age": 3}, {"age_years": 4.0}, "young-enough"),
    ({"round": True}, {}, "special-terms"),
    ({"round": True}, {"planned_round": Round(amount_nok=1e7, months_from_now=6)}, "fits"),
    ({"exporter": True}, {}, "unsure: special-terms"),
    ({"exporter": True}, {"markets_served": ("NO", "SE")}, "fits"),
    ({"needs_customer": True}, {}, "unsure: special-terms"),
]


@pytest.mark.parametrize(("offered", "seeking", "expected"), CASES)
def test_each_rule(offered: Mapping[str, Any], seeking: Mapping[str, Any], expected: str) -> None:
    assert verdict(offer(**offered), who(**seeking)) == expected


def test_needs_are_read_off_the_file() -> None:
    poor = who(payer="insurer")
    assert poor.needs == {"capital", "regulatory", "evidence", "reimbursement", "pricing", "expansion"}
    rich = Company(name="Rich", cash_nok=1e8, monthly_burn_nok=1e5)
    ready = ProductProfile(
        name="Ready", kind="device", payer="hospital", price=Price(amount=10),
        certificates=(Certificate(regime="eu-mdr", device_class="IIa"),),
        evidence=(Evidence(title="A trial", design="rct", published=True),),
    )  # fmt: skip
    assert needs_of(rich, product=ready, abroad=False) == {"sales-cycle"}


def test_the_home_market_is_not_abroad() -> None:
    assert who(markets=("NO", "DE")).markets == {"DE"}
    assert "expansion" not in who(markets=("NO",)).needs


@given(more=st.sampled_from(["US", "GB", "JP"]), start=st.sampled_from([("DE",), ("DE", "SE")]))
def test_one_more_market_never_lowers_a_score(more: str, start: tuple[str, ...]) -> None:
    offers = read_offers(Shelf())
    before = {m.key: m.score for m in support(who(markets=start), offers=offers).ranked}
    after = {m.key: m.score for m in support(who(markets=(*start, more)), offers=offers).ranked}
    assert all(after[key] >= score for key, score in before.items())


def test_one_more_need_never_lowers_a_score() -> None:
    offers = read_offers(Shelf())
    base = who()
    for need in ("capital", "regulatory", "reimbursement", "pricing", "evidence"):
        without, having = (replace(base, needs=n) for n in (base.needs - {need}, base.needs | {need}))
        low, high = ({m.key: m.score for m in support(w, offers=offers).ranked} for w in (without, having))
        assert all(high[key] >= score for key, score in low.items())


def test_the_score_is_out_of_a_hundred() -> None:
    assert sum(part.weight for part in PARTS) == 100
    for found in support(who(), offers=read_offers(Shelf())).ranked:
        assert 0 <= found.score <= 100
        assert sum(why.points for why in found.why) == found.score


# --- the files ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def offers() -> tuple[Offer, ...]:
    return read_offers(Shelf())


def test_every_body_and_instrument_is_there(offers: tuple[Offer, ...]) -> None:
    assert len(offers) == len({o.id for o in offers}) == 78
    for o in offers:
        assert set(o.markets) | set(o.not_markets) <= set(MARKETS), o.id
        assert o.state in (*RUNNING, *ENDED, "reported", "check", "unknown"), o.id
        assert o.access in ("open", "members", "bank", "through-cluster"), o.id
        assert o.cite.read or o.confidence is Confidence.UNCHECKED, o.id
        assert o.share is None or 0 < o.share.low <= o.share.high <= 1, o.id
        assert o.amount is None or o.amount.low <= o.amount.high, o.id


def test_a_firm_on_its_way_to_germany(offers: tuple[Offer, ...]) -> None:
    matches = support(who(stage="first-sales"), offers=offers)
    ranked = [m.key for m in matches.ranked]
    out = {o.key: o.why_not for o in matches.left_out}
    assert {"BN-HEI", "NHT-ME", "SKF"} <= set(ranked[:10])
    assert out["USANEXT"] == "right-market"
    assert out["NYS"] == out["INV-NN"] == "still-runs"
    assert out["EIC-TRA"] == "call-open"
    assert out["FK-INT"] == "for-firms"


def test_a_call_closes(offers: tuple[Offer, ...]) -> None:
    for day, is_open in ((date(2026, 12, 17), True), (date(2026, 12, 18), False)):
        ranked = {m.key for m in support(who(on=day), offers=offers).ranked}
        assert ("EIC-ACC" in ranked) is is_open
