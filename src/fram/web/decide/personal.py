"""Where personal data lies in the tables of plans: nowhere. Who asked for one stands with its work."""

from __future__ import annotations

HOLDINGS = ()
NOT_PERSONAL = {
    "decide.Plan.company_name": "names a company",
    "decide.Plan.product_name": "names a product",
}
