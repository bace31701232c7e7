"""What comes out: one question with its worth and what its answers mean, and what is not worth asking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fram.decide.asking.ways import Method
from fram.decide.rank import Range

Why = Literal["no-change", "costs-more", "waiting"]
"""Why not: no answer changes the choice by more than noise; asking costs more than it brings; it would pay,
if launches did not have to wait for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Then:
    """A range of answers, in the input's unit, and the markets to go for after it (none: do nothing).

    ``low`` or ``high`` is None where the range is open. ``chance``: that the answer falls in it.
    ``gain_nok``: what going for ``choose`` there adds to the mean over all answers. ``is_today``: no
    change.
    """

    low: float | None
    high: float | None
    choose: tuple[str, ...]
    chance: float
    gain_nok: float
    is_today: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """One input of a question: its name, what its draws are keyed by, its unit, what is believed of it now.

    ``answers``: what each range of answers means by itself, rising; one range: by itself it changes nothing.
    """

    input: str
    assumption: str
    unit: str
    now: Range
    answers: tuple[Then, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A number of people asked: what that is worth (EVSI), costs, and leaves; NOK and days."""

    count: int
    worth_nok: float
    cost_nok: float
    waiting_nok: float
    days: int

    @property
    def net_nok(self) -> float:
        """Worth less cost and what waiting costs."""
        return self.worth_nok - self.cost_nok - self.waiting_nok


@dataclass(frozen=True, slots=True, kw_only=True)
class NextQuestion:
    """One thing to find out, or several asked of the same people in one sitting.

    ``market``: empty where one answer serves more than one; ``regime``: set where it is an approval's.
    ``markets``: those it bears on. ``ceiling_nok``: worth of perfect knowledge (EVPPI), ``worth_nok``: of
    asking ``count`` this way (EVSI), each with its standard error; 0 where it cannot be told from nothing.
    ``waiting_nok``: value lost because launches that hang on the answer start later. ``changes``: chance that
    the answer changes what is done. ``decides``: the markets gone for after some answers and not after
    others. ``tried``: every number of people tried.
    """

    market: str
    regime: str
    markets: tuple[str, ...]
    inputs: tuple[Pinned, ...]
    role: str
    method: Method
    count: int
    days: int
    cost_nok: float
    waiting_nok: float
    ceiling_nok: float
    ceiling_error_nok: float
    worth_nok: float
    error_nok: float
    changes: float
    decides: tuple[str, ...]
    tried: tuple[Tried, ...]

    @property
    def net_nok(self) -> float:
        """Worth less cost and what waiting costs (expected net benefit of sampling)."""
        return self.worth_nok - self.cost_nok - self.waiting_nok

    @property
    def names(self) -> tuple[str, ...]:
        """The inputs' names."""
        return tuple(one.input for one in self.inputs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Idle:
    """Something looked at and not worth asking before deciding, and why; money of its best way, in NOK."""

    market: str
    regime: str
    inputs: tuple[str, ...]
    why: Why
    ceiling_nok: float
    worth_nok: float
    cost_nok: float
    waiting_nok: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """An input that today's choice rests on: the share of the leader's variance that it explains alone."""

    market: str
    input: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What to find out next: ``questions`` best net worth first, ``idle`` what is not worth asking.

    ``today``: the markets chosen on expected value as things stand; ``markets``: those weighed against each
    other; ``beyond``: those no answer brings in; ``lasts``: whether cash lives to see any first sale;
    ``room``: launches at once; ``evpi_nok``: what knowing everything would be worth. ``looked_at`` of
    ``uncertain`` inputs were valued: the others move too little. ``rests``: what the choice rests on most.
    """

    questions: tuple[NextQuestion, ...]
    idle: tuple[Idle, ...]
    today: tuple[str, ...]
    markets: tuple[str, ...]
    beyond: tuple[str, ...]
    lasts: bool
    room: int
    spend_nok: float
    evpi_nok: float
    uncertain: int
    looked_at: int
    rests: tuple[Rest, ...]
