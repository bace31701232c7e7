"""The rule book of the United States: is it a device, and what must be filed before it is sold.

The class follows from the product code: its facts come out of the FDA's list, code by code, so that no rule
stands here for any one of them.
"""

from __future__ import annotations

from fram.knowledge.us.regulation.fda import device_or_not, submission
from fram.knowledge.us.regulation.fda.law import NOT_A_DEVICE, ROADS
from fram.rules.book import RuleBook

BOOK = RuleBook(
    id="us-fda",
    version="FD&C Act 201(h), 513, 520(o); guidance of January 2026",
    order=ROADS,
    out=NOT_A_DEVICE,
    outside=device_or_not.OUTSIDE,
    rules=(*device_or_not.LET_BE, *submission.RULES),
    marks=submission.MARKS,
    aids=submission.AIDS,
    covers=(
        "whether it is a device (sections 201(h) and 520(o)) and what to file, by product code or where "
        "none fits; not combination products, biologics, custom devices, or a laboratory's own tests"
    ),
    first=(
        "us_claim", "us_software_purpose", "onc_certified", "action_on_data", "time_critical",
        "wellness_claim", "wellness_low_risk", "us_clinical_threshold", "patient_facing", "lay_user",
        "cds_inputs", "cds_shows_medical_information", "cds_gives_options", "cds_basis_reviewable",
        "fda_product_code",
    ),
    vocabulary={},
    assumes={"action_on_data": "analysis", "wellness_low_risk": "yes"},
)  # fmt: skip
