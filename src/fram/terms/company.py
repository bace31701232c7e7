"""The company as its file states it. Money in NOK, time in months."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import Ge, Interval, MaxLen, MinLen

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
