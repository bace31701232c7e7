"""The company as its file states it. Money in NOK, time in months."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import Ge, Gt, Interval, MaxLen, MinLen

from fram.terms.units import Ask, Unit

Stage = Literal["idea", "prototype", "pilot", "first-sales", "scaling"]
Text = Annotated[str, MaxLen(4000)]
Name = Annotated[str, MinLen(1), MaxLen(200)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A planned funding round: how much, when at the earliest and how likely."""

    amount_nok: Annotated[
        float, Ge(0), Unit("NOK"), Ask("How much do you plan to raise?", "Hvor mye planlegger dere å hente?")
    ]
    months_from_now: Annotated[
        float,
        Interval(ge=0, le=60),
        Unit("months"),
        Ask("In how many months, at the earliest?", "Om hvor mange måneder, tidligst?"),
    ]
    chance: Annotated[float, Interval(ge=0, le=1), Unit("share"), Ask("How likely is it, 0 to 1?", "Hvor sannsynlig er det, 0 til 1?")] = 0.5  # fmt: skip
    months_to_close: Annotated[
        tuple[Annotated[float, Interval(ge=0, le=60)], ...],
        Unit("months"),
        Ask(
            "How many months does raising take, from first meeting to money in the bank: at best, usually, at worst?",
            "Hvor mange måneder tar det å hente penger, fra første møte til de er på konto: best, vanlig, verst?",
        ),
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """People by function, in full-time positions."""

    management: Annotated[float, Ge(0), Unit("positions")] = 0
    product: Annotated[float, Ge(0), Unit("positions")] = 0
    regulatory: Annotated[float, Ge(0), Unit("positions")] = 0
    clinical: Annotated[float, Ge(0), Unit("positions")] = 0
    sales: Annotated[float, Ge(0), Unit("positions")] = 0
    support: Annotated[float, Ge(0), Unit("positions")] = 0

    @property
    def total(self) -> float:
        """All positions together."""
        return sum(getattr(self, name) for name in self.__dataclass_fields__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Convertible:
    """A convertible loan or an agreement for later shares: turned into shares when the next round closes.

    ``cap_nok``: the highest value of the company at which it is turned; ``cap_after_conversion``: that value
    counts the shares all such loans become; False: only the shares of today.
    """

    amount_nok: Annotated[
        float,
        Ge(0),
        Unit("NOK"),
        Ask(
            "How much is owed on the convertible loan today, interest included?",
            "Hvor mye skyldes på det konvertible lånet i dag, medregnet renter?",
        ),
    ]
    cap_nok: (
        Annotated[
            float,
            Gt(0),
            Unit("NOK"),
            Ask(
                "What is its cap: the highest company value at which it becomes shares?",
                "Hva er taket: den høyeste selskapsverdien det blir aksjer til?",
            ),
        ]
        | None
    ) = None
    cap_after_conversion: Annotated[
        bool,
        Ask(
            "Is the cap the value after all such loans have become shares?",
            "Gjelder taket verdien etter at alle slike lån er blitt aksjer?",
        ),
    ] = True
    discount: Annotated[
        float,
        Interval(ge=0, le=0.9),
        Unit("share"),
        Ask(
            "What discount on the price of the next round does it give, 0 to 0.9?",
            "Hvilken rabatt på kursen i neste runde gir det, 0 til 0,9?",
        ),
    ] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership:
    """Who owns the company today, as shares of all shares with every option counted, and what it asks for."""

    founders_share: (
        Annotated[
            float,
            Interval(ge=0, le=1),
            Unit("share"),
            Ask("What share do the founders own, 0 to 1?", "Hvor stor andel eier gründerne, 0 til 1?"),
        ]
        | None
    ) = None
    option_pool: Annotated[
        float,
        Interval(ge=0, le=1),
        Unit("share"),
        Ask(
            "What share is set aside as options for staff, 0 to 1?",
            "Hvor stor andel er satt av til opsjoner for ansatte, 0 til 1?",
        ),
    ] = 0
    option_pool_after: (
        Annotated[
            float,
            Interval(ge=0, le=0.9),
            Unit("share"),
            Ask(
                "What share shall be set aside for staff after the round, 0 to 0.9?",
                "Hvor stor andel skal være satt av til ansatte etter runden, 0 til 0,9?",
            ),
        ]
        | None
    ) = None
    pre_money_nok: (
        Annotated[
            float,
            Gt(0),
            Unit("NOK"),
            Ask(
                "What value of the whole company, before the new money, do you ask for?",
                "Hvilken verdi på hele selskapet, før de nye pengene, ber dere om?",
            ),
        ]
        | None
    ) = None
    convertibles: Annotated[
        tuple[Convertible, ...],
        Ask(
            "Convertible loans and agreements for later shares, one block each",
            "Konvertible lån og avtaler om senere aksjer, én blokk for hvert",
        ),
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Who exports: cash, burn, people, and where they sell today."""

    name: Annotated[Name, Ask("What is the company called?", "Hva heter selskapet?")]
    country: Annotated[
        str,
        Ask(
            "In which country is it based (code such as NO)?", "I hvilket land holder det til (kode, som NO)?"
        ),
    ] = "NO"
    stage: Annotated[Stage, Ask("How far has it come?", "Hvor langt har det kommet?")] = "pilot"
    cash_nok: Annotated[
        float,
        Ge(0),
        Unit("NOK"),
        Ask("How much cash is in the bank today?", "Hvor mye penger står i banken i dag?"),
    ]
    monthly_burn_nok: Annotated[
        float,
        Ge(0),
        Unit("NOK a month"),
        Ask("How much more is spent than earned in a month?", "Hvor mye mer brukes enn tjenes på en måned?"),
    ]
    staff: Staff = Staff()
    markets_served: tuple[str, ...] = ("NO",)
    planned_round: Round | None = None
    ownership: Annotated[
        Ownership | None,
        Ask("Who owns the company today, if you want the dilution shown", "Hvem eier selskapet i dag, hvis dere vil se utvanningen"),
    ] = None  # fmt: skip
    next_decision_months: (
        Annotated[
            float,
            Interval(ge=1, le=24),
            Unit("months"),
            Ask(
                "In how many months does the board decide next?",
                "Om hvor mange måneder bestemmer styret neste gang?",
            ),
        ]
        | None
    ) = None
    note: Text = ""  # fmt: skip
