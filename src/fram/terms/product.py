"""The product as its file states it: what it is, for whom, how it is sold, what has been proved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Literal

from annotated_types import Ge, Interval, MaxLen

from fram.terms.company import Company, Name, Text
from fram.terms.units import Ask, Unit

Kind = Literal["software", "device", "ivd", "service"]
Payer = Literal["hospital", "municipality", "insurer", "state", "patient", "employer"]
Setting = Literal["home", "ward", "intensive-care", "operating-room", "emergency", "practice", "laboratory", "nursing-home", "ambulance"]  # fmt: skip
UnitOfSale = Literal["patient", "hospital", "ward", "bed", "practice", "laboratory", "nursing-home"]
PriceModel = Literal["subscription", "one-off", "per-use"]
Design = Literal["rct", "cluster-rct", "cohort", "diagnostic-accuracy", "registry", "real-world", "case-series", "bench", "none"]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """An approval already held, or a standard the company is certified to."""

    regime: Annotated[
        str,
        Ask(
            "Which regime or standard (eu-mdr, us-fda, iso-13485, iso-27001 …)?",
            "Hvilket regelverk eller hvilken standard?",
        ),
    ]
    device_class: str = ""
    held_on: date | None = None
    until: date | None = None
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One study: design, size, country, what it measured and what it found."""

    title: Name
    design: Design
    participants: Annotated[int, Ge(0), Unit("people")] | None = None
    country: str = ""
    endpoint: Text = ""
    result: Text = ""
    published: bool = False
    year: Annotated[int, Interval(ge=1950, le=2100)] | None = None
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """How the product is priced at home. Amounts in ``currency``, without value-added tax."""

    model: PriceModel = "subscription"
    currency: str = "NOK"
    amount: (
        Annotated[
            float,
            Ge(0),
            Unit("per unit: a month for a subscription, once, or per use"),
            Ask("What does one unit cost at home?", "Hva koster én enhet hjemme?"),
        ]
        | None
    ) = None
    low: Annotated[float, Ge(0)] | None = None
    high: Annotated[float, Ge(0)] | None = None
    uses_per_unit_month: Annotated[float, Ge(0), Unit("uses per unit and month")] | None = None
    cost_to_serve: (
        Annotated[
            float,
            Ge(0),
            Unit("per unit and month, or per use"),
            Ask("What does it cost you to serve one unit?", "Hva koster det dere å betjene én enhet?"),
        ]
        | None
    ) = None
    months_used: Annotated[float, Ge(0), Unit("months one patient uses it")] | None = None
    discount_to_channel: Annotated[float, Interval(ge=0, le=1), Unit("share")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductProfile:
    """The product. ``facts`` holds answers by registry name; an absent fact is unknown."""

    name: Annotated[Name, Ask("What is the product called?", "Hva heter produktet?")]
    kind: Annotated[
        Kind,
        Ask(
            "Is it software, a device, a laboratory test or a service?",
            "Er det programvare, utstyr, en laboratorietest eller en tjeneste?",
        ),
    ]
    intended_purpose: Annotated[
        Text,
        Ask(
            "What is it for, in one or two sentences?", "Hva skal det brukes til, med en eller to setninger?"
        ),
    ] = ""
    users: tuple[str, ...] = ()
    settings: tuple[Setting, ...] = ()
    indications: tuple[str, ...] = ()
    uses_ai: bool | None = None
    payer: Annotated[Payer | None, Ask("Whose budget pays?", "Hvem sitt budsjett betaler?")] = None
    unit_of_sale: Annotated[UnitOfSale | None, Ask("What is one unit of sale?", "Hva er én salgsenhet?")] = (
        None
    )
    units_per_site: Annotated[float, Ge(0), Unit("units per site")] | None = None
    customers_won_last_year: (
        Annotated[
            float,
            Ge(0),
            Unit("customers a year"),
            Ask(
                "How many new customers did you win in the last twelve months?",
                "Hvor mange nye kunder vant dere de siste tolv månedene?",
            ),
        ]
        | None
    ) = None
    price: Price = Price()
    hs_code: Annotated[str, MaxLen(12)] = ""
    hosting: str = ""
    handles_health_data: bool | None = None
    languages: tuple[str, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    claims: tuple[Text, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)

    def fact(self, name: str) -> Any | None:
        """Return the answer to a registry fact, or None when nobody answered."""
        return self.facts.get(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the company has found out, or believes, about one input of the plan: least, most likely, most.

    ``input`` is a name of the plan's inputs (``sales_cycle``); ``market`` a code, or empty for all.
    ``source`` and ``on`` say who told it and when; it takes the place of what Fram would have used.
    """

    input: Annotated[str, MaxLen(60)]
    low: float
    typical: float
    high: float
    market: Annotated[str, MaxLen(10)] = ""
    source: Text = ""
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyFile:
    """One TOML file: the company, the product it takes abroad, and what was found out about the plan's inputs."""

    company: Company
    product: ProductProfile
    expected: tuple[Expected, ...] = ()
