"""What one payment of the firm's price buys, and how often it is paid for one patient."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fram.terms.logic import Unknown
from fram.terms.product import ProductProfile, UnitOfSale

Per = Literal["month", "course", "once", "use"]
"""One payment: for a month of a unit, for a patient's whole course, once for a unit, or for each use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The price's own basis.

    ``payments``: how often it is paid for one patient (a bed's month that serves four patients: a quarter),
    or why that is not known; ``assumed``: the key of what was taken for granted, empty if nothing;
    ``months``: how long one patient's payments last, None where they are not counted in months.
    """

    per: Per
    unit: UnitOfSale | None
    payments: float | Unknown
    assumed: str = ""
    months: float | None = None


def basis_of(product: ProductProfile, *, patients: float | None = None) -> Basis:
    """Return the basis of a product's price; ``patients``: how many one payment serves, where told."""
    price, by_patient = product.price, product.unit_of_sale in (None, "patient")
    per: Per = "month"
    if price.model == "per-use":
        per = "use"
    elif price.model == "one-off":
        per = "course" if by_patient else "once"
    months = price.months_used if by_patient else None
    payments, assumed = _payments(product, per=per, by_patient=by_patient)
    if patients is not None:
        payments, assumed = 1 / patients, ""
    return Basis(per=per, unit=product.unit_of_sale, payments=payments, assumed=assumed, months=months)


def _payments(product: ProductProfile, *, per: Per, by_patient: bool) -> tuple[float | Unknown, str]:
    """How often one patient is paid for, and the key of what that takes for granted."""
    price = product.price
    if per == "course":
        return 1.0, ""
    if not by_patient:
        if per == "use":
            return 1.0, "one-use-a-patient"
        return Unknown("how many patients one payment serves is not told", ask="company"), ""
    if not price.months_used:
        return Unknown("how many months one patient uses it is not told", ask="company"), ""
    if per == "month":
        return price.months_used, ""
    if price.uses_per_unit_month is None:
        return Unknown("how often one patient uses it in a month is not told", ask="company"), ""
    return price.months_used * price.uses_per_unit_month, ""
