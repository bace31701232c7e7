"""Invented firms for the tests of worth, options and budgets."""

from __future__ import annotations

from datetime import date

from fram.terms.company import Company, Staff
from fram.terms.product import CompanyFile, Price, ProductProfile
from fram.workspace.pricing.worth import Draw

DAY = date(2026, 11, 22)
DRAW = Draw(draws=2_000, seed=1)
APP = ProductProfile(
    name="Invented app", kind="software", payer="insurer", unit_of_sale="patient", indications=("insomnia",),
    health_gain=0.03, price=Price(model="one-off", currency="NOK", amount=1_900, months_used=3),
)  # fmt: skip
BED = ProductProfile(
    name="Invented sensor", kind="device", payer="hospital", unit_of_sale="bed",
    price=Price(model="subscription", currency="NOK", amount=850, saving=1_000),
)  # fmt: skip


def firm(product: ProductProfile) -> CompanyFile:
    return CompanyFile(
        company=Company(name="Invented AS", country="NO", staff=Staff(), cash_nok=10e6, monthly_burn_nok=5e5),
        product=product,
    )


def fixed(value: str) -> str:
    return ",".join([value] * 3)
