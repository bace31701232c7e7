"""ACCESS: half of a patient-year comes month by month, the other half as outcomes show."""

from __future__ import annotations

import numpy as np
import pytest

from fram.access.pathways.prices import NoPrice, net_price
from fram.access.pathways.prices.outcomes import monthly_before_outcome, year_with_outcome
from fram.access.pathways.prices.price import Use
from fram.terms.dist import Fixed, Mixture
from tests.unit.access.pathways.prices.invented_rules import (
    ACCESS,
    TODAY,
    assert_redone,
    keys,
    lines,
    priced,
    rule,
    told,
)

FOUR_FIFTHS = told(0.8, "share")


def test_monthly_cash_before_outcome() -> None:
    # 360 · 0.5 / 12, 420 · 0.5 / 12, 180 · 0.5 / 12
    found = monthly_before_outcome(np.array([360.0, 420.0, 180.0]), withheld=0.5)
    assert found == pytest.approx([15.00, 17.50, 7.50])


@pytest.mark.parametrize(
    ("attained", "rural", "dollars"),
    [
        (0.0, 0, 180.0),  # 360 · 0.5
        (0.8, 0, 324.0),  # 180 + 180 · 0.8
        (1.0, 0, 360.0),
        (1.0, 15, 375.0),
    ],
)
def test_a_year_by_outcome(attained: float, rural: float, dollars: float) -> None:
    assert year_with_outcome(360, withheld=0.5, attained=attained, rural=rural) == pytest.approx(dollars)


def test_one_track_with_its_following_year() -> None:
    price = priced(ACCESS, attained=FOUR_FIFTHS, settled=("eckm",))
    assert (price.currency, price.per, price.paid_to) == ("USD", "year", "partner")
    assert price.net.dist == Fixed(value=pytest.approx(324.0))
    assert price.stages["follow-on-eckm"].dist == Fixed(value=pytest.approx(162.0))  # 180 · 0.9
    assert price.readings == {}
    assert keys(price) == ["net-goes-to-partner"]
    assert lines(price)["monthly:eckm"].typical == 15.0
    assert lines(price)["year:eckm"].how == "360 × (1 − 0.5 × (1 − 0.8))"
    assert lines(price)["rural"].note == "not-in-net"
    assert_redone(price)


def test_tracks_nobody_chose_are_mixed_evenly() -> None:
    price = priced(ACCESS, attained=FOUR_FIFTHS)
    assert {name: reading.dist.mean for name, reading in price.readings.items()} == {
        "eckm": pytest.approx(324.0), "ckm": pytest.approx(378.0), "msk": pytest.approx(162.0)
    }  # fmt: skip
    assert isinstance(price.net.dist, Mixture)
    assert price.net.dist.mean == pytest.approx((324 + 378 + 162) / 3)
    assert set(price.stages) == {"follow-on-eckm", "follow-on-ckm"}  # the third has no following year
    monthly = [line.typical for line in price.lines if line.key == "monthly"]
    assert monthly == [15.0, 17.5, 7.5]
    assert dict(price.because[-1].values) == {"tracks": "eckm, ckm, msk"}
    assert_redone(price)


def test_outcomes_nobody_told_are_a_default() -> None:
    price = priced(ACCESS, settled=("msk",))
    assert keys(price) == ["net-goes-to-partner", "net-attained-default"]
    assert lines(price)["attained"].note == "default"


def test_without_a_track_or_a_share_it_is_unknown() -> None:
    bare = rule("access", ACCESS.terms["withheld"])
    assert net_price(bare, use=Use(), on=TODAY) == NoPrice("track: no figure was read", ask="source")
    assert net_price(rule("access", ACCESS.terms["track_msk"]), use=Use(), on=TODAY) == NoPrice(
        "withheld: no figure was read", ask="source"
    )
