"""Small invented problems with everything in them: shared costs, approvals held, needs, people, a round."""

from __future__ import annotations

from typing import Any

import numpy as np

from fram.decide.sequence.problem import NEVER, Need, Problem, Profile, Shared, Start, Way

MODES = ("direct", "distributor", "partner")


def profile(
    rng: np.random.Generator, *, scenarios: int, periods: int, size: float, cost: float, step: int = 1
) -> Profile:
    """A launch that costs at first and earns from some period on, differently in every scenario."""
    sells_from = rng.integers(1, max(periods // 2, 2), scenarios)
    each = size * np.exp(rng.normal(0, 0.5, scenarios)) * (rng.random(scenarios) < 0.8)
    at = np.arange(periods)[None, :]
    earned = np.cumsum(each[:, None] * (at >= sells_from[:, None]), axis=1)
    spent = np.cumsum(cost * np.exp(rng.normal(0, 0.3, scenarios))[:, None] * (at < 3), axis=1)
    gone = np.arange(periods // step)[:, None]
    worth = (earned[:, -1] - spent[:, -1])[None, :] * 0.95**gone - 0.1 * gone
    return Profile(
        earned=earned.astype(np.float32), spent=spent.astype(np.float32),
        rivals=rng.uniform(0, 0.05, scenarios), order=rng.uniform(0, 1, scenarios), worth=worth,
    )  # fmt: skip


def starts(step: int, after_round: int = 2) -> tuple[Start, ...]:
    fixed = tuple(Start(quarter=quarter) for quarter in range(2))
    return fixed + tuple(Start(quarter=quarter, after_round=True) for quarter in range(after_round))


def random_problem(
    seed: int, *, markets: int = 3, modes: int = 2, scenarios: int = 40, periods: int = 12, step: int = 1,
    **more: Any,
) -> Problem:  # fmt: skip
    """A problem in which cash binds now and then, and each market may share, ease, need and use people."""
    rng = np.random.default_rng(seed)
    shape = {"scenarios": scenarios, "periods": periods, "step": step}
    ways = []
    for m in range(markets):
        size, cost = rng.uniform(0.2, 1.5), rng.uniform(0.3, 1.5)
        shared = Shared(id="file", nok=rng.uniform(0.2, 0.8, scenarios), periods=rng.uniform(1, 5, scenarios))
        needs = (Need(id="market.M0", periods=int(rng.integers(0, 3))),) if m == 2 and seed % 3 == 0 else ()
        for mode in MODES[:modes]:
            takes = 1.0 if mode == "direct" else 0.5
            alone, eased = (
                profile(rng, size=size * takes, cost=cost * takes * part, **shape) for part in (1, 0.6)
            )
            ways.append(
                Way(
                    market=f"M{m}", mode=mode, alone=alone, eased=eased if m else None,
                    eased_by=Need(id="approval", periods=1) if m else None,
                    gives=(f"market.M{m}", "approval"), needs=needs,
                    shares=(shared,) if m != 1 or seed % 2 else (),
                    staff={"sales": rng.uniform(0, 1) * (np.arange(periods) < 4)},
                )
            )  # fmt: skip
    comes = rng.random(scenarios) < 0.8
    round_at = np.where(comes, rng.integers(1, 5, scenarios), NEVER)
    ends = np.arange(1, periods + 1)
    own = rng.uniform(1.5, 4) + rng.normal(0, 0.3, scenarios)[:, None] - 0.1 * ends
    given = {
        "ways": tuple(ways), "own": own + 1.5 * (ends >= round_at[:, None]), "floor": np.full(periods, 0.2),
        "probability": 0.8, "starts": starts(step), "discount": rng.uniform(0.95, 1.0, scenarios),
        "round_at": round_at, "round_nok": np.full(scenarios, 1.5),
        "capacity": {"sales": np.full(periods, rng.uniform(0.6, 2.5))}, "step": step,
    }  # fmt: skip
    return Problem(**{**given, **more})


def plain_problem(*ways: Way, cash: float, periods: int = 4, scenarios: int = 4, **more: Any) -> Problem:
    """Level cash, no round, a floor of nought: what binds is in the ways."""
    given = {
        "own": np.full((scenarios, periods), float(cash)), "floor": np.zeros(periods), "probability": 0.5,
        "starts": (Start(quarter=0), Start(quarter=1)), "discount": np.ones(scenarios),
        "round_at": np.full(scenarios, NEVER),
    }  # fmt: skip
    return Problem(ways=ways, **{**given, **more})


def plain_way(
    market: str, *, costs: float, worth: float, periods: int = 4, scenarios: int = 4, mode: str = "direct",
    **more: Any,
) -> Way:  # fmt: skip
    """A way that takes ``costs`` at once, brings nothing in time and is worth the same at every start."""
    nought = np.zeros((scenarios, periods), dtype=np.float32)
    alone = Profile(
        earned=nought, spent=nought + np.float32(costs), rivals=np.zeros(scenarios),
        order=np.zeros(scenarios), worth=np.full((periods, scenarios), float(worth)),
    )  # fmt: skip
    return Way(market=market, mode=mode, alone=alone, **more)
