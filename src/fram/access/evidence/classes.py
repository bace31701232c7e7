"""Which class a product is put in by those who judge its evidence: IMDRF category, NICE tier."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SIGNIFICANCE = ("inform", "drive", "treat_or_diagnose")
SITUATION = ("non_serious", "serious", "critical")
CATEGORIES = ("I", "II", "III", "IV")
TABLE = (("I", "I", "II"), ("I", "II", "III"), ("II", "III", "IV"))
"""Rows: what hangs on the software's word, from informing to treating; columns: how grave the state is."""
ACTS = ("therapeutic", "telemonitoring", "remote_diagnosis", "remote_therapy", "decision_support")
"""Functions that treat, diagnose or guide care."""


def imdrf_categories(known: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the categories of medical software, I to IV, that the answers leave possible (IMDRF N12).

    It goes by what hangs on the software's word (``imdrf_significance``) and how grave the patient's state is
    (``imdrf_situation``). None where an answer says that it is no such software.
    """
    rows = _places(SIGNIFICANCE, known.get("imdrf_significance"))
    columns = _places(SITUATION, known.get("imdrf_situation"))
    found = {TABLE[row][column] for row in rows for column in columns}
    return tuple(name for name in CATEGORIES if name in found)


def nice_tiers(known: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the tiers of the British evidence standards that the answers leave possible, A to C.

    As answered (``nice_tier``); else C for a medical device and for what treats, diagnoses or guides care.
    None for what is not digital.
    """
    if known.get("main_function_digital") is False:
        return ()
    if known.get("nice_tier"):
        return (str(known["nice_tier"]),)
    if known.get("is_medical_device") is True or known.get("digital_function") in ACTS:
        return ("C",)
    return ("A", "B", "C")


def _places(words: tuple[str, ...], said: Any) -> tuple[int, ...]:
    """The places an answer may have: all where there is none, no place for one that lies outside."""
    if said is None:
        return tuple(range(len(words)))
    return (words.index(said),) if said in words else ()
