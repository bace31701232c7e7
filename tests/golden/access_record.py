"""The small plan of round figures with prices and evidence, all of it invented: two markets with corridors,
one with no ceiling, doors open and shut, and three steps to better evidence."""

from __future__ import annotations

from dataclasses import replace

from fram.decide.rank import Range
from fram.terms.citation import Citation, Confidence
from fram.workspace.kept.evidence import (
    DoorRow,
    EvidenceKept,
    EvidenceRecord,
    NextStudy,
    State,
    StudyStep,
)
from fram.workspace.kept.prices import PriceMark, PriceRecord
from fram.workspace.record import PlanRecord
from tests.golden.paper_record import BANK, ON, points, record

STUDIES = ("Two wards before and after (invented)", "=1+1 against counting by hand (invented)")
HOSTILE = Citation(title="=HYPERLINK(1)", publisher="Somebody", url="javascript:alert(1)", read=None)


def kroner(low: float, middle: float, high: float) -> Range:
    """Three prices in NOK."""
    return points(low, middle, high, times=1.0)


def corridor(market: str, currency: str, nok_per: float) -> PriceRecord:
    """A corridor that is open from 400 to 700 kroner, with the price inside it."""
    return PriceRecord(
        market=market, currency=currency, nok_per=nok_per, floor=kroner(250, 300, 380),
        price=kroner(520, 640, 800), listed=kroner(700, 850, 1000), covers=1.0, sure=0.8, worth="saving",
        ceiling=kroner(600, 900, 1400), ceiling_sure=Confidence.UNCHECKED, accepted=0.72, is_open=0.97,
        band=(400.0, 700.0),
        marks=(
            PriceMark(key="home", low=700, high=1000, middle=850, market="NO", on=ON, cite=BANK),
            PriceMark(
                key="tariff", low=550, high=560, middle=555, on=ON, cite=BANK, confidence=Confidence.READ,
                way={"en": "the device list", "nb": "hjelpemiddellisten"},
            ),
            PriceMark(key="survey", low=480, high=760, market=market, method="interview", answers=12, on=ON),
        ),
        seen_by=("JP", "CH"),
    )  # fmt: skip


def door(name: str, state: State, *, stands: str = "", kind: str = "payer", cite: Citation = BANK) -> DoorRow:
    """A door; what stands in its way is not met where it is closed."""
    return DoorRow(
        id=name.lower(), name={"en": name, "nb": f"{name} nb"}, kind=kind, state=state, cite=cite,
        studies=() if state == "advice" else ("yes", "no" if state == "no" else "unknown"),
        stands={"en": stands, "nb": f"{stands} nb"} if stands else {}, more=2 if stands else 0,
        confidence=Confidence.UNCHECKED if state == "no" else Confidence.READ,
    )  # fmt: skip


def doors() -> tuple[DoorRow, ...]:
    """One open, one held, five closed and one not known: more shut doors than a paper shows."""
    closed = tuple(door(f"Fund {n}", "no", stands=f"Demand {n} is met.") for n in range(1, 6))
    asked = door("Assessor", "unknown", stands="The costs were measured.", kind="assessor", cite=HOSTILE)
    return (asked, door("List", "yes"), door("Approval", "held", kind="regulator"), *closed)


def step(name: str, *, cost: float, value: float, is_work: bool = False, is_first: bool = False) -> StudyStep:
    """A step of so many millions that opens doors worth so many."""
    return StudyStep(
        name={"en": name, "nb": f"{name} nb"}, cost=points(cost / 2, cost, 2 * cost), cost_mean=cost * 1.1e6,
        months=points(3, 5, 9, times=1.0), value=value * 1e6, sure=value * 5e5, chance=0.6,
        markets=("DE", "GB"), is_work=is_work, is_first=is_first,
    )  # fmt: skip


def next_study() -> NextStudy:
    """Three steps: work first, then two studies; Britain loses money all the same."""
    first = step("an analysis of the figures you have", cost=0.4, value=1.2, is_work=True, is_first=True)
    small = step("a comparison in Germany, 120 people", cost=2.0, value=2.5)
    large = step("a drawn study in Germany, 300 people", cost=5.0, value=4.0)
    return NextStudy(steps=(first, small, large), first=first, study=small, options=40, losing=("GB",))


def priced() -> PlanRecord:
    """The plan with all of it: Germany with every mark, Sweden without a door, Britain without a ceiling."""
    unknown = replace(
        corridor("GB", "GBP", 13.0), worth="", ceiling=None, accepted=None, is_open=None, band=None, marks=()
    )
    kept = EvidenceKept(
        studies=STUDIES, next_study=next_study(),
        markets=(
            EvidenceRecord(market="DE", doors=doors()), EvidenceRecord(market="SE"),
            EvidenceRecord(market="GB", doors=doors()[:2]),
        ),
    )  # fmt: skip
    prices = (corridor("DE", "EUR", 11.7), corridor("SE", "SEK", 1.0), unknown)
    return replace(record(), prices=prices, evidence=kept)
