"""Market access as use cases: the device class a product may have under a regime, and what to ask next."""

from fram.workspace.access.case_report import case_report_json, case_report_text, check_cases
from fram.workspace.access.laws import LawBeside, laws_beside, laws_json, laws_text
from fram.workspace.access.screening.page import Screened
from fram.workspace.access.screening.screened import is_screened
from fram.workspace.access.verdicts import (
    EVERYWHERE,
    classify,
    classify_everywhere,
    everywhere_json,
    everywhere_text,
    known_on_text,
    screen,
    screened_json,
    verdict_json,
    verdict_text,
)
from fram.workspace.access.what_if import Compared, what_if

__all__ = [
    "EVERYWHERE",
    "Compared",
    "LawBeside",
    "Screened",
    "case_report_json",
    "case_report_text",
    "check_cases",
    "classify",
    "classify_everywhere",
    "everywhere_json",
    "everywhere_text",
    "is_screened",
    "known_on_text",
    "laws_beside",
    "laws_json",
    "laws_text",
    "screen",
    "screened_json",
    "verdict_json",
    "verdict_text",
    "what_if",
]
