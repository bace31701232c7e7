"""Several people: who said what is kept, and how far they are apart is told."""

from __future__ import annotations

from datetime import date

import pytest

from fram.decide.beliefs import Said, pool
from fram.terms.dist import Fixed, Mixture, Normal, Uniform
from fram.terms.errors import Refused

KARI = Said(who="Kari", role="payer", on=date(2026, 11, 3), dist=Normal(mean=10, sd=2))
OLA = Said(who="Ola", dist=Normal(mean=14, sd=2), weight=3)


def test_the_pool_keeps_who_said_what() -> None:
    pooled = pool([KARI, OLA])
    assert pooled.said == (KARI, OLA)
    assert pooled.weights == (0.25, 0.75)
    assert pooled.dist == Mixture(weights=(0.25, 0.75), parts=(KARI.dist, OLA.dist))
    assert pool([KARI, OLA], weights=(1, 1)).weights == (0.5, 0.5)
    assert pool([KARI]).dist == KARI.dist


def test_how_far_they_are_apart() -> None:
    """Means 10 and 14, half each: between 4, within 4, so half the variance lies between them."""
    pooled = pool([KARI, OLA], weights=(1, 1))
    assert pooled.between == pytest.approx(0.5, abs=1e-6)
    assert not pooled.disagrees  # 7.4 to 12.6 and 11.4 to 16.6 meet
    far = Said(who="Per", dist=Normal(mean=30, sd=2))
    assert pool([KARI, far, OLA]).apart == (("Kari", "Per"), ("Per", "Ola"))


def test_pools_that_cannot_be() -> None:
    with pytest.raises(Refused, match="nobody said"):
        pool([])
    for weights in ((1,), (0, 0), (1, -1), (1, float("nan"))):
        with pytest.raises(Refused, match="for 2 people"):
            pool([KARI, OLA], weights=weights)
    with pytest.raises(Refused, match="unknown pool"):
        pool([KARI, OLA], how="median")  # type: ignore[arg-type]
    ends = [Said(who="A", dist=Uniform(low=0, high=1)), Said(who="B", dist=Uniform(low=2, high=3))]
    assert pool(ends).disagrees
    with pytest.raises(Refused, match="no value is held possible by all"):
        pool(ends, how="log")
    with pytest.raises(Refused, match="fixed has no density"):
        pool([KARI, Said(who="B", dist=Fixed(value=3))], how="log")


def test_a_weight_of_nothing_takes_a_person_out() -> None:
    far = Said(who="Per", dist=Uniform(low=90, high=91))
    assert pool([KARI, OLA, far], weights=(1, 1, 0), how="log").dist is not None
