"""The rule book of Australia for devices: is it one, and in which class of Schedule 2."""

from __future__ import annotations

from fram.knowledge.au.regulation.au import invasive, non_invasive, outside, powered, software, special
from fram.knowledge.au.regulation.au.law import CLASSES, NOT_A_DEVICE
from fram.rules.book import RuleBook

BOOK = RuleBook(
    id="au",
    version="MD Regulations 2002, Schedule 2",
    order=CLASSES,
    out=NOT_A_DEVICE,
    outside=outside.RULES,
    rules=(*non_invasive.RULES, *invasive.RULES, *powered.RULES, *software.RULES, *special.RULES),
    marks=(*special.MARKS, *software.MARKS),
    covers="Section 41BD, the software left out by the Excluded Goods Determination, and Schedule 2 without "
    "5.8 (made in Australia for export only); systems and packs, and products made for one patient, are not "
    "coded",
    first=("medical_purpose",),
    vocabulary={},
    assumes={"device_kind": "hardware", "medical_purpose": "yes", "software_left_out": "none"},
)
