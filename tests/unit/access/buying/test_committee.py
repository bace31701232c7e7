"""Who must say yes: by market, by product, and what is already there."""

from __future__ import annotations

from typing import Any

import pytest

from fram.access.buying.committee import Seat, committee, is_digital
from fram.terms.jurisdiction import MARKETS
from fram.terms.logic import Truth
from fram.terms.product import ProductProfile
from fram.workspace.world import the_world

KNOWN = the_world().committees


def product(**told: Any) -> ProductProfile:
    return ProductProfile(name="Thing", **{"kind": "device", **told})


def table(market: str, buyer: str = "hospital", **told: Any) -> dict[str, Seat]:
    seats = committee(buyer, known=KNOWN, market=market, product=product(**told))
    return {seat.role.id: seat for seat in seats}


@pytest.mark.parametrize("market", MARKETS)
@pytest.mark.parametrize("buyer", KNOWN)
def test_every_table_has_one_seat_for_each_role_and_somebody_who_decides(market: str, buyer: str) -> None:
    seats = committee(buyer, known=KNOWN, market=market, product=product(kind="software"))
    ids = [seat.role.id for seat in seats]
    assert len(ids) == len(set(ids))
    assert any(seat.role.voice == "decides" for seat in seats)


def test_a_market_has_roles_of_its_own_and_its_own_form_of_others() -> None:
    assert "clinical-safety" in table("GB", kind="software")
    assert "clinical-safety" not in table("DE", kind="software")
    assert "value-analysis" in table("US")
    assert table("GB")["procurement"].role.markets == ("GB",)
    assert table("SE")["procurement"].role.markets == ()
    assert table("DK")["medical-engineering"].role.voice == "can-stop"


def test_a_product_brings_its_own_people() -> None:
    assert "medical-engineering" not in table("DE", kind="software")
    assert "it-security" in table("DE", kind="software")
    assert "it-security" not in table("DE", facts={"contains_software": False})
    assert "data-protection" not in table("DE", handles_health_data=False)


def test_an_open_fact_leaves_the_seat_and_says_which() -> None:
    assert table("DE")["it-security"].missing == ("contains_software",)
    assert table("DE")["data-protection"].missing == ("handles_health_data",)
    assert table("DE", handles_health_data=True)["data-protection"].missing == ()


@pytest.mark.parametrize(
    ("told", "truth"),
    [
        ({"kind": "software"}, Truth.YES),
        ({"uses_ai": True}, Truth.YES),
        ({"hosting": "cloud"}, Truth.YES),
        ({"facts": {"contains_software": "no"}}, Truth.NO),
        ({}, Truth.UNKNOWN),
    ],
)
def test_what_is_digital(told: dict[str, Any], truth: Truth) -> None:
    assert is_digital(product(**told)) is truth


@pytest.mark.parametrize(
    ("facts", "ready"),
    [
        ({"dpia_done": True}, Truth.YES),
        ({"dpia_done": "no"}, Truth.NO),
        ({}, Truth.UNKNOWN),
    ],
)
def test_a_paper_is_there_as_the_file_says(facts: dict[str, Any], ready: Truth) -> None:
    seat = table("DE", handles_health_data=True)["data-protection"]
    [dpia] = [document for document in seat.role.bring if document.id == "dpia"]
    assert dpia.is_ready(product(facts=facts)) is ready


def test_a_finished_document_is_known_by_its_word() -> None:
    [papers] = [one for one in table("DE")["medical-engineering"].role.bring if one.id == "device-papers"]
    assert papers.is_ready(product(facts={"documents_ready": ["declaration"]})) is Truth.YES
    assert papers.is_ready(product(facts={"documents_ready": ["labelling"]})) is Truth.NO


def test_a_source_of_another_country_is_carried_over() -> None:
    role = table("DE", "insurer", kind="software")["medical-director"].role
    assert (role.is_carried("DE"), role.is_carried("US")) == (True, False)
    assert not table("DE")["finance"].role.is_carried("DE")


def test_nobody_knows_a_table_nobody_wrote() -> None:
    assert committee("church", known=KNOWN, market="DE", product=product()) == ()
