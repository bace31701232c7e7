"""What kind of product it is, in the tags that gates use."""

from __future__ import annotations

from typing import Any

import pytest

from fram.access.tags import product_tags
from fram.terms.product import ProductProfile


def app(**more: Any) -> ProductProfile:
    fields: dict[str, Any] = {
        "kind": "software",
        "settings": ("home",),
        "payer": "insurer",
        "facts": {
            "is_app": True,
            "patient_facing": True,
            "digital_function": "therapeutic",
            "eu_class": "IIa",
        },
    }
    return ProductProfile(name="App", **(fields | more))


@pytest.mark.parametrize(
    ("profile", "sure", "possible"),
    [
        (app(), {"app"}, set()),
        (app(facts={}), set(), {"app", "remote-monitoring"}),
        (app(facts={"digital_function": "telemonitoring", "is_app": False}), {"remote-monitoring"}, set()),
        (
            app(facts={"digital_function": "decision_support", "patient_facing": False}, settings=("ward",)),
            {"clinical-software"},
            set(),
        ),
        (
            ProductProfile(name="S", kind="device", settings=("ward", "home")),
            {"hospital-device"},
            {"aid-for-home", "remote-monitoring"},
        ),
        (
            ProductProfile(
                name="I", kind="device", settings=("operating-room",), facts={"implantable": "yes"}
            ),
            {"implant", "hospital-device"},
            set(),
        ),
        (
            ProductProfile(name="T", kind="ivd", facts={"is_consumable_or_test": "yes"}),
            {"ivd", "consumable"},
            set(),
        ),
        (ProductProfile(name="V", kind="service"), set(), set()),
    ],
)
def test_tags(profile: ProductProfile, sure: set[str], possible: set[str]) -> None:
    tags = product_tags(profile)
    assert (tags.sure, tags.possible) == (sure, possible)
