"""How the Therapeutic Goods (Medical Devices) Regulations 2002 are written down: days, citations, words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from fram.knowledge.products import is_hardware
from fram.rules.condition import Condition, is_one_of, is_yes
from fram.rules.rule import Rule, rule
from fram.terms.citation import Citation, Confidence

CLASSES = ("I", "IIa", "IIb", "III")
NOT_A_DEVICE = "not_md"
"""The outcome for what the Act does not see as a device, and for what its determinations leave out."""
SINCE = date(2021, 2, 25)
"""The first day the book decides: the software rules began; what is older had its text by then."""
RECLASSIFIED = date(2021, 11, 25)
"""Powered implants, moving spinal implants, contact with heart and nerves, inhalers and substances."""
ANIMAL_TEXT = date(2024, 7, 1)
"""The rule on animal material got its present text."""
READ_ON = date(2026, 11, 22)
TGA = "Therapeutic Goods Administration"


def regulations(place: str) -> Citation:
    """Return a citation of the Australian regulations."""
    return Citation(
        title="Therapeutic Goods (Medical Devices) Regulations 2002", publisher="Australia",
        url="https://www.legislation.gov.au/F2002B00237/latest/text",
        edition="compilation 72 of 8 September 2026; read clause by clause as an open repository quotes it, "
        "and compared with austlii.edu.au where that shows the clause",
        place=place, read=READ_ON,
    )  # fmt: skip


def act(place: str) -> Citation:
    """Return a citation of the Act that says what a device is."""
    return Citation(
        title="Therapeutic Goods Act 1989", publisher="Australia, read at worldlii.org",
        url="http://beta.worldlii.org/au/legis/cth/consol_act/tga1989191/s41bd.html", place=place,
        read=READ_ON,
    )  # fmt: skip


def excluded_goods(place: str) -> Citation:
    """Return a citation of the determination that leaves goods out of the Act altogether."""
    return Citation(
        title="Therapeutic Goods (Excluded Goods) Determination 2018", publisher="Australia",
        url="https://www.legislation.gov.au/F2018L01350/latest/text",
        edition="compilation 11 of 8 August 2024; items 14F, 14H, 14L and 14M read in the guidance of the "
        "authority, the others as an open repository sums them up",
        place=place, read=READ_ON,
    )  # fmt: skip


def tga(title: str, url: str, *, place: str = "") -> Citation:
    """Return a citation of a page of the Australian authority."""
    return Citation(
        title=title, publisher=TGA, url=f"https://www.tga.gov.au/{url}", place=place, read=READ_ON
    )


def schedule_2(
    outcome: str,
    place: str,
    *,
    id: str,
    since: date = SINCE,
    confidence: Confidence = Confidence.PARTLY_READ,
    **more: Any,
) -> Callable[[Callable[[], Condition]], Rule]:
    """Make a rule of Schedule 2. ``place``: ``clause 3.2(4)``. Read at second hand unless it says so."""
    cite = regulations(f"Schedule 2, {place}")
    return rule(outcome, id=id, cite=cite, since=since, confidence=confidence, **more)


def gives_what_is_breathed_in() -> Condition:
    """It gives a medicine to be breathed in, which clause 5.10 takes."""
    return is_hardware() & is_yes("inhalation_orifice")


def is_substance_for_the_body() -> Condition:
    """It is a substance put into an opening, or put on the skin and taken up there: clause 5.11."""
    way = is_one_of("route", "orifice") | (is_one_of("route", "skin") & is_yes("substance_absorbed"))
    return is_hardware() & is_yes("substance_based") & way
