"""What was found out, as the company file holds it: its forms of numbers, its faults, its reading."""

from fram.workspace.company.findings.checks import finding_doubts, finding_faults, is_same
from fram.workspace.company.findings.forms import FORMS, Form, form_of, numbers_of, place_of

__all__ = [
    "FORMS",
    "Form",
    "finding_doubts",
    "finding_faults",
    "form_of",
    "is_same",
    "numbers_of",
    "place_of",
]
