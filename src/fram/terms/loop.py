"""What the company file says for the decision loop: what launches are held to, and what was found out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from annotated_types import Ge, Interval, MaxLen

from fram.terms.units import Ask, Unit

Mode = Literal["direct", "distributor", "partner"]

CHANGE_FEE_NOK = 250_000.0
"""What a change to a planned launch must at least gain where nobody says: a planning figure of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Covenant:
    """What a lender or owner asks: at least so much cash from one month to another, counted from today."""

    least_nok: Annotated[
        float, Ge(0), Unit("NOK"), Ask("How much cash must there be?", "Hvor mye penger må det være?")
    ]
    from_month: Annotated[
        int, Interval(ge=1, le=120), Unit("months"), Ask("From which month on?", "Fra hvilken måned?")
    ] = 1
    until_month: Annotated[
        int, Interval(ge=1, le=120), Unit("months"), Ask("Until which month?", "Til hvilken måned?")
    ] = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderWay:
    """A launch that has been decided: the market, how it is sold there, and the quarter it starts in.

    One that began in the past says on which day instead (``started``); it stands.
    """

    market: Annotated[str, MaxLen(10), Ask("In which market?", "I hvilket marked?")]
    mode: Annotated[
        Mode | None,
        Ask(
            "Directly, through a distributor or a partner?",
            "Direkte, gjennom en distributør eller en partner?",
        ),
    ] = None
    quarter: Annotated[
        int,
        Interval(ge=0, le=39),
        Unit("quarters"),
        Ask("In how many quarters does it start; 0 is now", "Om hvor mange kvartaler starter den; 0 er nå"),
    ] = 0
    started: Annotated[
        date | None, Ask("Or, if it has begun: on which day?", "Eller, hvis den er begynt: hvilken dag?")
    ] = None
    after_round: Annotated[
        bool, Ask("Are those quarters after the round?", "Er det kvartaler etter emisjonen?")
    ] = False
    stands: Annotated[
        bool, Ask("Is it under way and cannot be changed?", "Er den i gang og kan ikke endres?")
    ] = True


def months_since(started: date, on: date) -> int:
    """Return the whole months from a day to another."""
    return (on.year - started.year) * 12 + on.month - started.month - (on.day < started.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class SequenceRules:
    """What a launch sequence is held to; what is not stated stands at a usual value."""

    floor_nok: Annotated[
        float,
        Ge(0),
        Unit("NOK"),
        Ask("Below what may cash never fall?", "Hva må kassen aldri komme under?"),
    ] = 0
    probability: (
        Annotated[
            float,
            Interval(ge=0.01, le=0.999),
            Unit("share"),
            Ask("How sure must that be, 0 to 1?", "Hvor sikkert må det være, 0 til 1?"),
        ]
        | None
    ) = None
    own_months: Annotated[
        int,
        Interval(ge=1, le=120),
        Unit("months"),
        Ask(
            "For how many months must today's cash carry the company's own burn?",
            "Hvor mange måneder skal dagens kasse bære selskapets egen drift?",
        ),
    ] = 12
    quarters: Annotated[
        int,
        Interval(ge=1, le=40),
        Unit("quarters"),
        Ask(
            "In how many of the coming quarters may a launch start?",
            "I hvor mange av de kommende kvartalene kan en lansering starte?",
        ),
    ] = 8
    free_share: Annotated[
        float,
        Interval(ge=0, le=1),
        Unit("share"),
        Ask(
            "What share of your people may new markets take?",
            "Hvor stor del av folkene kan nye markeder ta?",
        ),
    ] = 0.5
    modes: Annotated[
        tuple[Mode, ...],
        Ask("Which ways of selling are open to you?", "Hvilke måter å selge på er aktuelle?"),
    ] = ("direct", "distributor", "partner")
    must: Annotated[tuple[str, ...], Ask("Which markets must be in it?", "Hvilke markeder må være med?")] = ()
    never: Annotated[
        tuple[str, ...], Ask("Which markets are out of the question?", "Hvilke markeder er uaktuelle?")
    ] = ()
    before: Annotated[
        Mapping[str, str],
        Ask(
            'Which market must have started before another (US = "DE")?',
            'Hvilket marked må være startet før et annet (US = "DE")?',
        ),
    ] = field(default_factory=dict)
    covenants: Annotated[
        tuple[Covenant, ...], Ask("Covenants of lenders, one block each", "Lånevilkår, én blokk for hvert")
    ] = ()
    under_way: Annotated[
        tuple[UnderWay, ...],
        Ask("Launches that are decided, one block each", "Lanseringer som er besluttet, én blokk for hver"),
    ] = ()
    change_fee_nok: Annotated[
        float,
        Ge(0),
        Unit("NOK"),
        Ask(
            "What must a change to a decided launch at least bring?",
            "Hva må en endring av en besluttet lansering minst gi?",
        ),
    ] = CHANGE_FEE_NOK


Kind = Literal["interview", "survey", "quote", "pilot", "desk"]
Sure = Literal["low", "medium", "high"]
Short = Annotated[str, MaxLen(200)]
Long = Annotated[str, MaxLen(4000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundOut:
    """One finding: what was learnt about one input of the plan, from whom, how, when, and how sure it is.

    Exactly one form of numbers, in the input's own unit: ``value``, in eight of ten cases right ``within`` so
    much; ``said``, each person's P10, P50 and P90; ``yes`` of ``of`` cases, for a share; ``count`` answers
    with their ``mean`` and standard deviation ``sd``; ``low``, ``typical``, ``high``: least, most likely and
    most, as of an offer; ``seen`` events ``over`` so many years or months, for a rate.
    """

    input: Annotated[str, MaxLen(60)]
    kind: Kind
    on: date
    who: Short = ""
    market: Annotated[str, MaxLen(10)] = ""
    sure: Sure = "high"
    value: float | None = None
    within: float | None = None
    said: Annotated[tuple[tuple[float, float, float], ...], MaxLen(200)] = ()
    yes: int | None = None
    of: int | None = None
    count: int | None = None
    mean: float | None = None
    sd: float | None = None
    low: float | None = None
    typical: float | None = None
    high: float | None = None
    seen: float | None = None
    over: float | None = None
    source: Long = ""
    note: Long = ""
    withdrawn: bool = False
