"""Who of the cast may do what with the plans of Nordlys, which shares the section `plan` with nobody."""

from __future__ import annotations

from fram.terms.sections import SECTIONS

OWN = "kari per liv"
SHARED = ("company", "product", "market-access", "evidence", "support")


def _by_section(also: str) -> dict[str, str]:
    return {name: f"{OWN} {also}" if name in SHARED else OWN for name in SECTIONS}


COMPANY = {
    "plan.read": _by_section("ane ola tor"),
    "plan.make": {"": "kari per"},
    "plan.delete": {"": "kari per"},
    "plan.export": _by_section("ane ola"),
    "plan.company-file": {"": OWN},
}
