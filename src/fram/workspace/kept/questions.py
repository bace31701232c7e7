"""What to find out next as a plan keeps it: each question with its worth, cost, and what its answers mean."""

from __future__ import annotations

from dataclasses import dataclass

from fram.decide.asking import Asking, Idle, NextQuestion, Pinned


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionKept:
    """One question: of which inputs, from whom, how many, and what it is worth; NOK and days.

    ``market``: empty where one answer serves several (``markets``); ``regime``: of an approval. ``worth_nok``
    of asking ``count`` this way (EVSI) and ``ceiling_nok`` of perfect knowledge (EVPPI), each with its
    standard error; ``waiting_nok``: value lost by launches that wait for the answer; ``net_nok``: what is
    left. ``changes``: chance that the answer changes what is done. Role, cost and days are planning figures.
    """

    market: str
    regime: str
    markets: tuple[str, ...]
    inputs: tuple[Pinned, ...]
    role: str
    method: str
    count: int
    days: int
    cost_nok: float
    waiting_nok: float
    worth_nok: float
    error_nok: float
    ceiling_nok: float
    ceiling_error_nok: float
    net_nok: float
    changes: float

    @classmethod
    def of(cls, one: NextQuestion) -> QuestionKept:
        """Return a question as a plan keeps it: without the numbers of people that were tried."""
        return cls(
            market=one.market, regime=one.regime, markets=one.markets, inputs=one.inputs, role=one.role,
            method=one.method, count=one.count, days=one.days, cost_nok=one.cost_nok,
            waiting_nok=one.waiting_nok, worth_nok=one.worth_nok, error_nok=one.error_nok,
            ceiling_nok=one.ceiling_nok, ceiling_error_nok=one.ceiling_error_nok, net_nok=one.net_nok,
            changes=one.changes,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsKept:
    """What to find out next, best net worth first, what is not worth asking before deciding, and the choice.

    ``today``: the markets with the best mean within the limits; ``lasts``: False where cash lives to see no
    first sale. ``evpi_nok``: what knowing everything would be worth.
    """

    questions: tuple[QuestionKept, ...]
    idle: tuple[Idle, ...]
    today: tuple[str, ...]
    markets: tuple[str, ...]
    beyond: tuple[str, ...]
    lasts: bool
    room: int
    evpi_nok: float


def questions_kept(asking: Asking) -> QuestionsKept:
    """Return the questions as a plan keeps them."""
    return QuestionsKept(
        questions=tuple(QuestionKept.of(one) for one in asking.questions), idle=asking.idle,
        today=asking.today, markets=asking.markets, beyond=asking.beyond, lasts=asking.lasts,
        room=asking.room, evpi_nok=asking.evpi_nok,
    )  # fmt: skip
