"""The forms a finding's numbers can have in the company file, and which of them an entry has."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Literal

from fram.decide.model.inputs import INPUTS, limits
from fram.terms.errors import Refused
from fram.terms.jurisdiction import market_code
from fram.terms.loop import FoundOut

Form = Literal["value", "said", "share", "answers", "range", "events"]
FORMS: Mapping[Form, tuple[str, ...]] = {
    "value": ("value", "within"),
    "said": ("said",),
    "share": ("yes", "of"),
    "answers": ("count", "mean", "sd"),
    "range": ("low", "typical", "high"),
    "events": ("seen", "over"),
}
"""The names that belong together in each form."""


def forms_in(found: FoundOut) -> tuple[Form, ...]:
    """Return every form of which at least one number stands there."""
    return tuple(
        form for form, names in FORMS.items() if any(getattr(found, n) not in (None, ()) for n in names)
    )


def form_of(found: FoundOut) -> Form:
    """Return the one form an entry has; raise ``Refused`` where it has none or several."""
    forms = forms_in(found)
    if len(forms) != 1:
        raise Refused(
            "no numbers are given" if not forms else "the numbers are told in several forms",
            where="finding", remedy=f"keep one of {listed_forms()}",
        )  # fmt: skip
    return forms[0]


def numbers_of(found: FoundOut) -> dict[str, float]:
    """Return the numbers of an entry by name; what several people said as ``said.1.p10`` and so on."""
    if found.said:
        points = ("p10", "p50", "p90")
        return {
            f"said.{n}.{point}": float(number)
            for n, three in enumerate(found.said, start=1)
            for point, number in zip(points, three, strict=True)
        }
    names = [name for form in forms_in(found) for name in FORMS[form]]
    return {name: float(getattr(found, name)) for name in names if getattr(found, name) is not None}


def numbers_text(found: FoundOut) -> str:
    """Return the numbers of an entry as they stand in the file: ``yes 14, of 40`` or ``said 9, 12, 18``."""
    if found.said:
        return f"said {'; '.join(', '.join(f'{number:g}' for number in three) for three in found.said)}"
    return ", ".join(f"{name} {value:g}" for name, value in numbers_of(found).items())


def listed_forms() -> str:
    """Return the forms as a person reads them: ``value, within; said; yes, of; …``."""
    return "; ".join(", ".join(names) for names in FORMS.values())


def place_of(found: FoundOut) -> str:
    """Return the market an entry speaks of as a settled code; empty where it speaks of all."""
    return market_code(found.market) if found.market else ""


def fits_input(form: Form, name: str) -> bool:
    """Return whether a form says something of an input: cases of a share, events of what is no share."""
    is_share = limits(name)[1] < math.inf
    return {"share": is_share, "events": not is_share}.get(form, True)


def unit_of(name: str) -> str:
    """Return the unit of an input."""
    return INPUTS[name].unit
