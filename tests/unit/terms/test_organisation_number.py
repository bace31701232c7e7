"""Numbers of the Norwegian register: the last digit checks the others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.terms.organisation_number import WEIGHTS, bare_number, is_norwegian_org_number

KNOWN = ["974760673", "974 760 673", "889640782", "971032081"]
"""Public bodies: the register itself, the labour administration, the road administration."""


@pytest.mark.parametrize("number", KNOWN)
def test_a_number_of_the_register_is_one(number: str) -> None:
    assert is_norwegian_org_number(number)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "974760674", "97476067", "9747606733", "NO974760673MVA", "974760673MVA", "774760673",
        "97476067x", "９７４７６０６７３", "974760673\x00", "<b>974760673", "-74760673", "9.4760673",
    ],
)  # fmt: skip
def test_anything_else_is_none(text: str) -> None:
    assert not is_norwegian_org_number(text)


@given(st.integers(80_000_000, 99_999_999))
def test_at_most_one_check_digit_fits(stem: int) -> None:
    fits = [digit for digit in range(10) if is_norwegian_org_number(f"{stem}{digit}")]
    rest = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, str(stem), strict=True)) % 11
    assert fits == ([] if rest == 1 else [(11 - rest) % 11])


@given(st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(place: int, wrong_by: int) -> None:
    digits = [int(digit) for digit in "974760673"]
    digits[place] = (digits[place] + wrong_by) % 10
    assert not is_norwegian_org_number("".join(map(str, digits)))


def test_a_number_is_kept_bare() -> None:
    assert bare_number(" 974 760.673 ") == "974760673"
    assert bare_number("se 556-016.0680") == "SE5560160680"
