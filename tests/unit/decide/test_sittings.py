"""What one sitting about several inputs is worth: noise is none, and more people tell no less."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

import numpy as np
import pytest

from fram.decide.asking import next_question, way_of
from fram.decide.asking.ground import Ground
from fram.decide.asking.single import look
from fram.decide.asking.sittings import COUNTS, _rising, sit, sitting_question
from fram.decide.asking.topics import topics_of
from fram.terms.dist import Lognormal, Normal
from tests.unit.decide.test_next_question import DRAWS, FOUR_TENTHS, case, drawn, grounded, noise


@pytest.mark.parametrize("shift", [0.02, -0.02])
def test_a_sitting_takes_no_noise_for_worth(shift: float) -> None:
    """Three inputs that move nothing: followed on the draws it was learned on, noise looks like worth."""
    one = case(
        "SE", win_share=FOUR_TENTHS, price_level=Lognormal(median=0.8, factor=1.4),
        pilot_share=Normal(mean=0.3, sd=0.1, low=0, high=1),
    )  # fmt: skip
    names, draws = ("win_share", "price_level", "pilot_share"), 1000
    found, flattered = [], []
    for number in range(12):
        value = 1e6 * (shift + noise(f"idle.{number}", draws=draws))
        ground = grounded({"SE": value}, [one])
        topics = [t for t in topics_of(ground.choice, ground.by_market, shares={}) if t.name in names]
        assert len(topics) == 3
        looked = [look(ground.choice, topic, ground=ground) for topic in topics]
        made = sit(ground.choice, looked, ground=ground)
        found.append(sitting_question(ground.choice, made, ground=ground).worth_nok)
        moved = sum((x.curve.means - x.curve.means @ x.curve.share)[0, x.curve.cell] for x in looked)
        mean = value.mean()
        flattered.append(float(value[mean + moved > 0].sum() / draws - max(mean, 0)))
    assert np.mean(flattered) > 10_000  # what the same rule shows where it is valued on its own draws
    assert np.mean(found) < 0.1 * np.mean(flattered)
    assert sum(one > 0 for one in found) <= 1  # of twelve: noise beyond two standard errors


def test_worths_by_number_of_people_never_fall_and_noise_is_averaged_out() -> None:
    assert _rising([1, 3, 2, 4]) == [1, 2.5, 2.5, 4]
    assert _rising([3, 2, 1]) == [2, 2, 2]
    assert _rising([0, 1, 5]) == [0, 1, 5]


def two_that_one_person_knows(*, times: float = 1.0, **more) -> Ground:  # type: ignore[no-untyped-def]
    """A market that hangs on two inputs that buyers know, so that both are asked in one sitting."""
    one = case("SE", win_share=FOUR_TENTHS, price_level=Lognormal(median=0.8, factor=1.4))
    moved = 1e7 * (drawn(one, "win_share") - 0.41) + 4e6 * (drawn(one, "price_level") - 0.82)
    return grounded({"SE": times * moved + noise("rest", draws=DRAWS)}, [one], **more)


@pytest.mark.parametrize(("counts", "tried"), [((5,), (5,)), ((9, 7), (7, 9)), ((4, 5, 30), (4,))])
def test_a_company_s_own_numbers_of_people_are_those_tried(
    counts: tuple[int, ...], tried: tuple[int, ...]
) -> None:
    ways = {name: replace(way_of(name), counts=counts) for name in ("win_share", "price_level")}
    found = next_question(two_that_one_person_knows(ways=ways)).questions[0]
    assert found.names == ("win_share", "price_level")
    assert tuple(one.count for one in found.tried) == tried
    assert set(tried) <= set(COUNTS) or not set(counts) & set(COUNTS)


@pytest.mark.parametrize("times", [1.0, 1e-3])
def test_what_only_a_sitting_looks_at_is_counted_and_named(
    times: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One input is valued by itself, the other because it would be asked beside it; both are told of."""
    monkeypatch.setattr(import_module("fram.decide.asking.next_question"), "MOST_LOOKED_AT", 1)
    asking = next_question(two_that_one_person_knows(times=times))
    assert asking.looked_at == asking.uncertain == 2
    told = [name for one in asking.questions for name in one.names]
    told += [name for one in asking.idle for name in one.inputs]
    assert sorted(told) == ["price_level", "win_share"]
    assert bool(asking.questions) == (times == 1)  # what brings a thousandth costs more than it brings
