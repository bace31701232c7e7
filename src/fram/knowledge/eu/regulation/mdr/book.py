"""The rule book of Regulation (EU) 2017/745: is it a device, and in which class.

Of the implementing rules in chapter II of Annex VIII, 3.3 (software that steers a device) and 3.5 (the
strictest rule wins) are in the rules and in how they are weighed; 3.6 (unbroken use) is in the question about
time. 3.1 (the intended purpose decides), 3.2 (each of several devices by itself, accessories in their own
right), 3.4 (the most critical use) and 3.7 (what direct diagnosis means) say how to answer.
"""

from __future__ import annotations

from fram.knowledge.eu.regulation.mdr import active, invasive, non_invasive, software, special
from fram.knowledge.eu.regulation.mdr.law import CLASSES, NOT_A_DEVICE
from fram.knowledge.eu.regulation.mdr.marks import MARKS
from fram.knowledge.eu.regulation.mdr.qualification import OUTSIDE
from fram.knowledge.eu.regulation.mdr.reform_2025 import COM_2025_1023
from fram.rules.book import RuleBook

BOOK = RuleBook(
    id="eu-mdr",
    version="2017/745",
    order=CLASSES,
    out=NOT_A_DEVICE,
    outside=OUTSIDE,
    rules=(*non_invasive.RULES, *invasive.RULES, *active.RULES, *software.RULES, *special.RULES),
    marks=MARKS,
    aids=software.AIDS,
    covers="Whether it is a medical device (Articles 1 and 2, Annex XVI), rules 1 to 22 of Annex VIII with "
    "the strictest winning, and the marks Is, Im and Ir. Answer by the intended purpose, for the most "
    "critical use, and for each device of a set by itself. Not held: food, cosmetics and blood products that "
    "other laws cover, and corrections to Annex VIII after 2017",
    stated_in="eu_class",
    first=("medical_purpose",),
    vocabulary={},
    assumes={
        "device_kind": "hardware",
        "medical_purpose": "yes",
        "individual_patient": "yes",
        "principal_action": "physical",
        "substance_absorbed": "yes",
        "absorbed_to_work": "yes",
        "tissue_derivative": "yes",
    },
)
REFORMS = {COM_2025_1023.id: COM_2025_1023}
