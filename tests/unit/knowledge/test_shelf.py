"""The shelf: what a knowledge file may say, and how each fault is named with its file and place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fram.knowledge.shelf import Shelf, load_yaml, read_value
from fram.rules.parameter import Dated
from fram.terms.citation import Citation, Confidence
from fram.terms.dist import Beta, Fixed, Normal, Pert, Quantiles, Uniform
from fram.terms.errors import Refused

CITATIONS = """
bank:
  title: World figures
  publisher: A bank
  url: "https://example.org"
  read: 2026-11-21
"""
UNITS = """
people: {en: people, nb: personer}
EUR: {en: euro, nb: euro}
"""

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def put(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return put


@pytest.fixture
def shelf(tmp_path: Path, write: Write) -> Shelf:
    write("citations/a.yaml", CITATIONS)
    write("units/a.yaml", UNITS)
    return Shelf(root=tmp_path)


def parameter(**more: Any) -> dict[str, Any]:
    value = {"start": date(2025, 1, 1), "value": 5, "cite": {"from": "bank", "place": "SP.POP"}}
    return {"unit": "people", "values": [value | more.pop("value", {})], **more}


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        call()
    return str(caught.value)


def test_a_doubled_key_is_refused_with_folder_file_and_line(write: Write) -> None:
    path = write("de/market.yaml", "name: a\nfigures:\n  beds: 1\n  beds: 2\n")
    assert refusal(lambda: load_yaml(path)) == "de/market.yaml, line 4: key `beds` stands twice"


def test_bad_syntax_and_bad_bytes_name_the_file(write: Write, tmp_path: Path) -> None:
    assert refusal(lambda: load_yaml(write("de/a.yaml", "a: [1, 2"))).startswith(
        "de/a.yaml: is not valid YAML"
    )
    odd = tmp_path / "de" / "b.yaml"
    odd.write_bytes(b"name: \xe6\n")
    assert "de/b.yaml: is not UTF-8" in refusal(lambda: load_yaml(odd))


def test_norway_is_a_country_and_yes_is_a_word(write: Write) -> None:
    path = write(
        "a.yaml", "markets: [NO, no, SE]\nNO: 1\nchance: {yes: 64, of: 199}\nlive: true\non: false\n"
    )
    assert load_yaml(path) == {
        "markets": ["NO", "no", "SE"], "NO": 1, "chance": {"yes": 64, "of": 199}, "live": True, "on": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (5, Fixed(value=5)),
        (0.5, Fixed(value=0.5)),
        ("by tariff", "by tariff"),
        ({"low": 3, "high": 12}, Uniform(low=3, high=12)),
        ({"low": 3, "typical": 11, "high": 12}, Pert(low=3, typical=11, high=12)),
        ({"mean": 1.2, "sd": 0.2}, Normal(mean=1.2, sd=0.2)),
        ({"yes": 64, "of": 199}, Beta(a=65, b=136)),
        (
            {"quantiles": {0.8: 241, 1.0: 546, 0.5: 100, 0.0: 0}},
            Quantiles(probs=(0, 0.5, 0.8, 1), values=(0, 100, 241, 546)),
        ),
    ],
)
def test_every_form_a_value_may_take(raw: object, value: object) -> None:
    assert read_value(raw, where="de/market.yaml") == value


@pytest.mark.parametrize(
    "raw",
    [
        None, True, [], date(2026, 1, 1), {}, {"low": 1}, {"low": 1, "hihg": 2}, {"low": "a", "high": "b"},
        {"low": 3, "high": 1}, {"mean": 1, "sd": -1}, {"yes": 3, "of": 2}, {"quantiles": {0.5: 1}},
        {"quantiles": {0.2: 59, 0.8: 241}}, {"quantiles": [1, 2]}, {"quantiles": {"low": "x", "high": "y"}},
    ],
)  # fmt: skip
def test_every_other_value_is_refused_with_its_place(raw: object) -> None:
    assert refusal(lambda: read_value(raw, where="de/market.yaml: beds")).startswith("de/market.yaml: beds: ")


def test_a_parameter_comes_with_its_citation_resolved(shelf: Shelf) -> None:
    made = shelf.parameter("population", parameter(checked=date(2026, 11, 21)), where="de/market.yaml")
    found = made.on(date(2026, 1, 1))
    assert isinstance(found, Dated)
    assert found.cite == Citation(
        title="World figures", publisher="A bank", url="https://example.org", place="SP.POP",
        read=date(2026, 11, 21),
    )  # fmt: skip
    assert (found.confidence, made.checked, made.unit) == (Confidence.READ, date(2026, 11, 21), "people")


def test_values_are_put_in_order_of_start(shelf: Shelf) -> None:
    values = [{"start": date(year, 1, 1), "value": year, "cite": "bank"} for year in (2025, 2020, 2023)]
    made = shelf.parameter("population", {"unit": "people", "values": values}, where="x")
    assert [dated.start.year for dated in made.values] == [2020, 2023, 2025]


@pytest.mark.parametrize("raw", [{"gap": "no source"}, {"values": [], "gap": "no source"}, {"values": None}])
def test_a_gap_has_no_value(shelf: Shelf, raw: dict[str, Any]) -> None:
    made = shelf.parameter("beds", {"unit": "people", **raw}, where="x")
    assert made.values == ()
    assert not made.on(date(2026, 1, 1))


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ({"value": {"cite": {"from": "bnak"}}}, "unknown citation `bnak` · did you mean `bank`?"),
        (
            {"value": {"cite": {"from": "bank", "plce": "x"}}},
            "unknown key `plce` in a citation · did you mean `place`?",
        ),
        ({"value": {"cite": {"publisher": "x"}}}, "a citation without `title`"),
        ({"value": {"cite": None}}, "a value without `cite`"),
        ({"value": {"start": None}}, "a value without `start`"),
        ({"value": {"start": "2025"}}, "a value without `start`"),
        ({"value": {"value": None}}, "None is not a value"),
        ({"value": {"confidence": "sure"}}, "`sure` is no confidence"),
        ({"unti": "x"}, "unknown key `unti` in population · did you mean `unit`?"),
        ({"unit": "peopel"}, "unknown unit `peopel` · did you mean `people`?"),
        ({"unit": ""}, "a number without `unit`"),
    ],
)
def test_every_fault_of_a_parameter_is_named_with_its_file(
    shelf: Shelf, raw: dict[str, Any], says: str
) -> None:
    told = refusal(lambda: shelf.parameter("population", parameter(**raw), where="de/market.yaml"))
    assert told.startswith("de/market.yaml")
    assert says in told


def test_two_values_for_one_day_are_refused(shelf: Shelf) -> None:
    twice = parameter()
    twice["values"] *= 2
    assert "two values start on the same day" in refusal(lambda: shelf.parameter("p", twice, where="x"))


def test_text_needs_no_unit(shelf: Shelf) -> None:
    made = shelf.parameter("payer", parameter(unit="", value={"value": "state"}), where="x")
    assert made.values[0].value == "state"


def test_a_key_in_two_files_of_one_folder_is_refused(shelf: Shelf, write: Write) -> None:
    write("citations/b.yaml", CITATIONS)
    assert refusal(lambda: shelf.citations) == "citations/b.yaml: key `bank` stands in two files"


def test_a_citation_file_with_an_odd_key_is_refused(shelf: Shelf, write: Write) -> None:
    write("citations/b.yaml", "other: {title: x, pblisher: y}\n")
    assert "unknown key `pblisher`" in refusal(lambda: shelf.citations)


def test_the_version_follows_every_file(shelf: Shelf, write: Write) -> None:
    def version() -> str:
        return Shelf(root=shelf.root).version

    first = version()
    assert version() == first
    write("de/regulation/rules.py", "X = 1\n")
    second = version()
    write("de/regulation/rules.py", "X = 2\n")
    third = version()
    write("de/notes.txt", "not knowledge")
    assert len({first, second, third}) == 3
    assert version() == third
    (shelf.root / "de/regulation/rules.py").rename(shelf.root / "de/rules.py")
    assert version() not in {first, second, third}


def test_files_come_in_a_settled_order(shelf: Shelf, write: Write) -> None:
    for code in ("se", "de", "no"):
        write(f"{code}/market.yaml", "code: x\n")
    assert [path.parent.name for path in shelf.files("*/market.yaml")] == ["de", "no", "se"]


def test_the_real_shelf_opens() -> None:
    shelf = Shelf()
    assert {"mdr-text"} <= set(shelf.citations)
    assert all({"en", "nb"} <= set(words) for words in shelf.units.values())
