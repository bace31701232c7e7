"""What people believe about one number: fitted to what they say, pooled, changed by what is found out."""

from __future__ import annotations

from fram.decide.beliefs.density import Shown, shown
from fram.decide.beliefs.elicit import FEEDBACK, Elicited, Fit, elicit, elicit_chips, elicit_three
from fram.decide.beliefs.evidence import Answers, Events, Evidence, Quote, Told, Value, YesOf
from fram.decide.beliefs.finding import RHO, SURE, Finding
from fram.decide.beliefs.points import Said
from fram.decide.beliefs.pool import Pooled, pool
from fram.decide.beliefs.reweigh import Reweighed, reweigh
from fram.decide.beliefs.update import DRAWS, Revised, Updated, revised, update

__all__ = [
    "DRAWS",
    "FEEDBACK",
    "RHO",
    "SURE",
    "Answers",
    "Elicited",
    "Events",
    "Evidence",
    "Finding",
    "Fit",
    "Pooled",
    "Quote",
    "Revised",
    "Reweighed",
    "Said",
    "Shown",
    "Told",
    "Updated",
    "Value",
    "YesOf",
    "elicit",
    "elicit_chips",
    "elicit_three",
    "pool",
    "revised",
    "reweigh",
    "shown",
    "update",
]  # fmt: skip
