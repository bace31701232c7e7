"""The one reader: every fault at once, each with its path and, where there is one, a suggestion."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

import pytest
from annotated_types import Ge, Interval

from fram.terms.company import Company
from fram.terms.errors import Refused
from fram.terms.product import CompanyFile
from fram.terms.reading import plain, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Wheel:
    """One wheel."""

    size: Annotated[float, Ge(0)]
    spokes: int = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Bicycle:
    """Frame, wheels and what hangs on it."""

    name: str
    wheels: tuple[Wheel, ...] = ()
    spare: Wheel | None = None
    by_place: Mapping[str, Wheel] = field(default_factory=dict)
    share: Annotated[float, Interval(ge=0, le=1)] = 0.5
    facts: Mapping[str, Any] = field(default_factory=dict)


def problems(kind: type, value: object, where: str = "f.toml") -> list[tuple[str, str, str]]:
    with pytest.raises(Refused) as caught:
        read(kind, value, where=where)
    return [(p.where, p.what, p.remedy) for p in caught.value.problems]


def test_a_good_input_becomes_frozen_values() -> None:
    made = read(Bicycle, {"name": "Blå", "wheels": [{"size": 28}], "spare": {"size": 26, "spokes": 20}})
    assert made == Bicycle(name="Blå", wheels=(Wheel(size=28.0),), spare=Wheel(size=26.0, spokes=20))
    assert isinstance(made.wheels[0].size, float)


@pytest.mark.parametrize(
    ("value", "path", "key"),
    [
        ({"name": "x", "nme": 1}, "f.toml", "nme"),
        ({"name": "x", "wheels": [{"size": 1}, {"size": 2, "spoke": 3}]}, "wheels.1", "spoke"),
        ({"name": "x", "spare": {"size": 1, "siz": 3}}, "spare", "siz"),
        ({"name": "x", "by_place": {"front": {"size": 1, "spokess": 3}}}, "by_place.front", "spokess"),
    ],
)
def test_an_unknown_key_is_refused_wherever_it_stands(value: dict[str, Any], path: str, key: str) -> None:
    (found,) = problems(Bicycle, value)
    assert found[0] == path
    assert found[1] == f"unknown key `{key}`"
    assert found[2].startswith("did you mean `")


def test_a_key_like_none_gets_the_list_of_known_ones() -> None:
    (found,) = problems(Wheel, {"size": 1, "qqqqqq": 1})
    assert found[2] == "known keys: size, spokes"


def test_an_open_table_takes_any_key() -> None:
    assert read(Bicycle, {"name": "x", "facts": {"any": {"thing": [1, 2]}}}).facts == {
        "any": {"thing": [1, 2]}
    }


def test_every_problem_is_told_at_once() -> None:
    found = problems(
        Bicycle,
        {"wheels": [{"size": -1, "colour": "red"}], "share": 2, "spare": {"size": "large"}, "nam": "x"},
    )
    assert {(where, what.split(" `")[0].split(",")[0]) for where, what, _ in found} == {
        ("f.toml", "unknown key"),
        ("wheels.0", "unknown key"),
        ("name", "is missing"),
        ("wheels.0.size", "should be greater than or equal to 0"),
        ("share", "should be less than or equal to 1"),
        ("spare.size", "should be a valid number"),
    }


@pytest.mark.parametrize("odd", [math.inf, -math.inf, math.nan])
def test_numbers_are_finite(odd: float) -> None:
    found = problems(Bicycle, {"name": "x", "wheels": [{"size": odd}]})
    assert ("wheels.0.size", "should be a finite number", "") in found


def test_true_is_not_one() -> None:
    found = problems(Company, {"name": "A", "cash_nok": True, "monthly_burn_nok": 1})
    assert found == [("cash_nok", "should be a number", "")]


def test_true_is_a_good_answer_where_a_truth_is_asked_for() -> None:
    product = {"name": "p", "kind": "software", "uses_ai": True, "facts": {"is_app": True}}
    made = read(
        CompanyFile, {"company": {"name": "A", "cash_nok": 1, "monthly_burn_nok": 1}, "product": product}
    )
    assert made.product.uses_ai is True


@pytest.mark.parametrize("odd", [None, 3, [], "text"])
def test_what_is_no_table_is_refused_in_one_sentence(odd: object) -> None:
    (found,) = problems(CompanyFile, odd)
    assert found[0] == "f.toml"


def test_the_headline_counts() -> None:
    with pytest.raises(Refused, match=r"^f\.toml has 2 problems\n  - ") as caught:
        read(Wheel, {"sise": 1}, where="f.toml")
    assert caught.value.exit_code == 5


def test_a_value_that_checks_itself_joins_the_other_problems() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Odd:
        size: int

        def __post_init__(self) -> None:
            raise Refused("odd sizes only", where="size")

    with pytest.raises(Refused) as caught:
        read(Odd, {"size": 2, "more": 1})
    assert [p.what for p in caught.value.problems] == ["unknown key `more`", "odd sizes only"]


def test_plain_is_what_json_can_carry() -> None:
    assert plain(Bicycle(name="x", wheels=(Wheel(size=1),)))["wheels"] == [{"size": 1, "spokes": 32}]
