"""The gates of a market as a use case: in words, as JSON, and what is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fram.terms.errors import Refused
from fram.terms.logic import Truth
from fram.terms.product import ProductProfile
from fram.workspace.access.gates import gates_json, gates_text, market_gates

ON = date(2026, 11, 22)
EXAMPLES = Path(__file__).parents[3] / "examples"
NORDLYS = EXAMPLES / "nordlys-vital.toml"


@pytest.mark.parametrize("lang", ["en", "nb"])
@pytest.mark.parametrize("market", ["DE", "GB", "US", "NO", "FR", "SG", "CA", "BR"])
def test_the_page_fits_its_width_and_leaves_no_place_open(market: str, lang: str) -> None:
    text = gates_text(market_gates(NORDLYS, market=market, on=ON), on=ON, lang=lang)
    assert max(map(len, text.splitlines())) <= 100
    assert not {"{", "}", "None"} & set(text.replace("\n", " ").split())
    assert "{" not in text


def test_a_cloud_in_germany_takes_the_certificate_before_the_attestation() -> None:
    text = gates_text(market_gates(NORDLYS, market="DE", on=ON), on=ON)
    assert text.index("1. ISO/IEC 27001 certificate") < text.index("BSI C5 attestation")
    assert "Law (SGB V § 393(4)" in text
    assert "Comes easier after: ISO/IEC 27001 certificate." in text
    assert "Held already: Processor agreement" in text


def test_one_of_a_group_is_enough_and_the_page_says_so() -> None:
    text = gates_text(market_gates(NORDLYS, market="usa", on=ON), on=ON)
    assert "One of these is enough: SOC 2 type II report, HITRUST e1" in text
    assert "Part of the file for approval" in text


def test_a_market_without_a_gate_is_called_a_gap() -> None:
    assert "not a free pass" in gates_text(market_gates(NORDLYS, market="BR", on=ON), on=ON)


def test_json_holds_the_order_and_every_gate() -> None:
    found = json.loads(gates_json(market_gates(NORDLYS, market="DE", on=ON), on=ON))
    assert found["order"][0] == "G-EU-ISO27001"
    assert "G-DE-C5" in found["order"]
    c5 = next(gate for gate in found["gates"] if gate["id"] == "G-DE-C5")
    assert (c5["binding"], c5["since"], c5["renew_months"]) == ("law", "2025-07-01", 12)
    assert c5["months"]["p10"] < c5["months"]["p90"]
    assert c5["cost"] is None


def test_what_decides_an_open_gate_is_asked() -> None:
    product = ProductProfile(name="Thing", kind="software", handles_health_data=True)
    text = gates_text(market_gates(product, market="FR", on=ON), on=ON)
    assert "Turns on: Where does it run: your cloud, or the customer's own machines? (hosting)" in text


def test_an_unknown_market_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="unknown market"):
        market_gates(NORDLYS, market="XX", on=ON)
    with pytest.raises(Refused):
        market_gates(tmp_path / "none.toml", market="DE", on=ON)


def test_a_heading_stands_only_over_something() -> None:
    found = market_gates(NORDLYS, market="DE", on=ON)
    assert "DOES NOT BIND" in gates_text(found, on=ON)
    bare = replace(found, checks=tuple(check for check in found.checks if check.binds is not Truth.NO))
    assert "DOES NOT BIND" not in gates_text(bare, on=ON)
    assert "BINDER IKKE" not in gates_text(bare, on=ON, lang="nb")
