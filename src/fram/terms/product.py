"""The product as its file states it: what it is, for whom, how it is sold, what has been proved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Literal

from annotated_types import Ge, Gt, Interval, Lt, MaxLen

from fram.terms.company import Company, Name, Text
from fram.terms.loop import FoundOut, SequenceRules
from fram.terms.proof.evidence import Evidence
from fram.terms.proof.worth import Saving, Severity, Survey
from fram.terms.units import Ask, Unit

Kind = Literal["software", "device", "ivd", "service"]
Payer = Literal["hospital", "municipality", "insurer", "state", "patient", "employer"]
Setting = Literal["home", "ward", "intensive-care", "operating-room", "emergency", "practice", "laboratory", "nursing-home", "ambulance"]  # fmt: skip
UnitOfSale = Literal["patient", "hospital", "ward", "bed", "practice", "laboratory", "nursing-home"]
PriceModel = Literal["subscription", "one-off", "per-use", "outcome-linked"]
NO_SEVERITY = Severity()
Channel = Literal["direct", "distributor", "partner"]


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
class Price:
    """How the product is priced at home. Amounts in ``currency``, without value-added tax."""

    model: PriceModel = "subscription"
    currency: str = "NOK"
    amount: (
        Annotated[
            float,
            Gt(0),
            Unit("per unit: a month for a subscription, once, or per use"),
            Ask("What does one unit cost at home?", "Hva koster én enhet hjemme?"),
        ]
        | None
    ) = None
    low: Annotated[float, Ge(0)] | None = None
    high: Annotated[float, Gt(0)] | None = None
    uses_per_unit_month: Annotated[float, Gt(0), Unit("uses per unit and month")] | None = None
    cost_to_serve: (
        Annotated[
            float,
            Ge(0),
            Unit("per unit and month, or per use; paid once: for each month of months_used, else in all"),
            Ask("What does it cost you to serve one unit?", "Hva koster det dere å betjene én enhet?"),
        ]
        | None
    ) = None
    months_used: Annotated[float, Gt(0), Unit("months one patient uses it")] | None = None
    discount_to_channel: Annotated[float, Interval(ge=0, le=1), Unit("share")] | None = None
    outcome_share: Annotated[float, Interval(ge=0, le=1), Unit("share")] | None = None
    saving: Annotated[float, Gt(0), Unit("per unit and month, once, or per use, as the price")] | None = None
    goods_share: Annotated[float, Interval(ge=0, le=1), Unit("share")] | None = None

    @property
    def cost_of_a_payment(self) -> float | None:
        """What serving costs over the time one payment covers, in the price's currency; None where not stated."""
        if self.cost_to_serve is None:
            return None
        return self.cost_to_serve * ((self.months_used or 1) if self.model == "one-off" else 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeMarket:
    """What the home market has brought so far; the counts are of the last ``months`` months.

    ``customers_by_year``: new customers (patients, where they are the unit of sale) of each year, oldest
    first. ``customers``: all that were customers in the months counted, those ``lost`` since among them.
    """

    customers_by_year: Annotated[
        tuple[Annotated[float, Ge(0)], ...], MaxLen(30), Unit("new customers or patients a year")
    ] = ()
    months: Annotated[float, Interval(ge=1, le=120), Unit("months")] = 12
    contacted: Annotated[int, Ge(0), Unit("customers")] | None = None
    pilots: Annotated[int, Ge(0), Unit("customers")] | None = None
    orders: Annotated[int, Ge(0), Unit("customers")] | None = None
    customers: Annotated[int, Ge(0), Unit("customers")] | None = None
    lost: Annotated[int, Ge(0), Unit("customers")] | None = None


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
    units_per_site: Annotated[float, Gt(0), Unit("units per site")] | None = None
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
    channel: Annotated[Channel | None, Ask("Who sells it abroad?", "Hvem selger det ute?")] = None
    health_gain: Annotated[float, Gt(0), Lt(30), Unit("QALYs a patient")] | None = None
    severity: Severity = NO_SEVERITY
    price: Price = Price()
    savings: tuple[Saving, ...] = ()
    surveys: tuple[Survey, ...] = ()
    home: HomeMarket = HomeMarket()
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

    @property
    def sold_by(self) -> Channel:
        """How it is sold abroad: as stated; else by a distributor where a discount to one is, else directly."""
        return self.channel or ("direct" if self.price.discount_to_channel is None else "distributor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the company has found out, or believes, about one input of the plan.

    Either least, most likely and most (``low``, ``typical``, ``high``) or the points that one in ten, half
    and nine in ten lie below (``p10``, ``p50``, ``p90``). ``input`` is a name of the plan's inputs
    (``sales_cycle``); ``market`` a code, or empty for all. ``source`` and ``on`` say who told it and when;
    it takes the place of what Fram would have used.
    """

    input: Annotated[str, MaxLen(60)]
    low: float | None = None
    typical: float | None = None
    high: float | None = None
    p10: float | None = None
    p50: float | None = None
    p90: float | None = None
    market: Annotated[str, MaxLen(10)] = ""
    source: Text = ""
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """Something that moves several inputs together: for each input its correlation with it, -1 to 1.

    Two inputs that share no other factor are then correlated by the product of their loadings.
    """

    name: Name
    loadings: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A difference on the base, never a copy of it: what is set otherwise, by input or ``input@market``.

    A number takes the place of the base's; a text changes it (``"x0.9"``, ``"+2"``, ``"-10%"``).
    """

    name: Name
    set: Mapping[str, str | float]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyFile:
    """One TOML file: the company, the product it takes abroad, what was found out, and what if.

    ``factor``, ``scenario`` and ``finding`` are named as their tables stand in the file: one each.
    """

    company: Company
    product: ProductProfile
    expected: tuple[Expected, ...] = ()
    factor: tuple[Factor, ...] = ()
    scenario: tuple[Scenario, ...] = ()
    sequence: SequenceRules | None = None
    finding: tuple[FoundOut, ...] = ()

    @property
    def findings(self) -> tuple[FoundOut, ...]:
        """What was found out, in the order of the file."""
        return self.finding

    @property
    def factors(self) -> tuple[Factor, ...]:
        """What moves inputs together."""
        return self.factor

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """The differences on the base that are worth a plan of their own."""
        return self.scenario
