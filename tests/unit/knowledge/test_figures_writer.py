"""Writing market.yaml: the same bytes from the same input, and nothing of a person's is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fram.knowledge.figures_writer import write_figures
from fram.knowledge.market import figure_rows, read_markets
from fram.knowledge.shelf import Shelf, load_yaml
from fram.store.feed import Feed, Reading
from fram.store.source import Source
from fram.terms.dist import Normal
from fram.terms.errors import Refused
from fram.terms.logic import Unknown

ON = date(2026, 11, 21)
HEAD = """\
# Norway, with a remark of ours.
code: "NO"
name: {en: Norway,   nb: Norge}
languages: [nb, en]
currency: NOK
within: [efta, eea]
codes: {iso3: NOR}
state: figures
"""
CATALOGUE = """\
people:
  label: {en: People, nb: Folk}
  family: people
  unit: people
  taken_from: [{source: s, series: a}]
  vintage: {en: v, nb: v}
  how: {en: h, nb: h}
law:
  label: {en: Law, nb: Rett}
  family: governance
  unit: score
  decimals: 2
  taken_from: [{source: s, series: l}]
  gap: {en: 'nobody "knows": ø', nb: ingen vet}
  vintage: {en: v, nb: v}
  how: {en: h, nb: h}
"""
BY_HAND = """\
figures:
  law:
    unit: score
    values:
      - {start: 2024-01-01, value: {low: 1, high: 3}, confidence: unchecked, note: "our, guess: no",
         cite: {title: A letter, publisher: "The \\"House\\"", url: "https://example.org/a", place: p. 3,
                read: 2026-10-01}}
    checked: 2026-10-01
  ours:
    unit: people
    values:
      - {start: 2024-01-01, value: "on", cite: {title: Ours, publisher: Us, url: "https://example.org/b"}}
"""


def a_feed(*readings: Reading, licence: str = "CC-BY-4.0") -> Feed:
    source = Source(
        key="s", title="Some: figures", publisher="Some Bureau", licence=licence, url="https://example.org",
        frequency="yearly", edition="2026", areas="iso3", files={},
    )  # fmt: skip
    return Feed(source=source, readings=readings, files=())


PEOPLE = Reading(area="NOR", series="a", start=date(2025, 1, 1), value=5_600_000.0, place='a "NOR": 2025')
LAW = Reading(area="NOR", series="l", start=date(2021, 1, 1), value=1.95, sd=0.169, place="l NOR 2021")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "no").mkdir()
    (tmp_path / "no" / "market.yaml").write_text(HEAD, encoding="utf-8")
    (tmp_path / "eu").mkdir()  # a group, not a market
    (tmp_path / "figures.yaml").write_text(CATALOGUE, encoding="utf-8")
    return tmp_path


def text_of(root: Path) -> str:
    return (root / "no" / "market.yaml").read_text(encoding="utf-8")


def test_what_is_written_can_be_read_as_parameters(root: Path) -> None:
    written, changed = write_figures([a_feed(PEOPLE, LAW)], into=root, on=ON)
    assert {path.relative_to(root).as_posix() for path in changed} == {
        "no/market.yaml",
        "citations/figures.yaml",
    }
    assert written["NO"].figures == ("people", "law")
    market = read_markets(Shelf(root=root))["NO"]
    people = market.figures["people"].on(ON)
    assert not isinstance(people, Unknown)
    assert people.number == 5_600_000
    assert (people.cite.title, people.cite.place, people.cite.read) == ("Some: figures", 'a "NOR": 2025', ON)
    law = market.figures["law"].on(ON)
    assert not isinstance(law, Unknown)
    assert law.value == Normal(mean=1.95, sd=0.17)
    assert [(row.figure, row.sd) for row in figure_rows({"NO": market})] == [("people", None), ("law", 0.17)]


def test_a_second_run_changes_nothing(root: Path) -> None:
    write_figures([a_feed(PEOPLE, LAW)], into=root, on=ON)
    before = text_of(root)
    _, changed = write_figures([a_feed(LAW, PEOPLE)], into=root, on=ON)
    assert changed == ()
    assert text_of(root) == before


def test_the_head_is_kept_byte_for_byte(root: Path) -> None:
    write_figures([a_feed(PEOPLE)], into=root, on=ON)
    assert text_of(root).startswith(HEAD + "figures:")


def test_a_gap_is_written_with_its_reason(root: Path) -> None:
    written, _ = write_figures([a_feed(PEOPLE)], into=root, on=ON)
    assert written["NO"].gaps == ("law",)
    found = read_markets(Shelf(root=root))["NO"].figures["law"].on(ON)
    assert isinstance(found, Unknown)
    assert found.reason == 'nobody "knows": ø'


def test_a_figure_written_by_hand_stays_with_its_citation(root: Path) -> None:
    (root / "no" / "market.yaml").write_text(HEAD + BY_HAND, encoding="utf-8")
    before = load_yaml(root / "no" / "market.yaml")["figures"]
    written, _ = write_figures([a_feed(PEOPLE, LAW)], into=root, on=ON)
    after = load_yaml(root / "no" / "market.yaml")["figures"]
    assert written["NO"].kept == ("law", "ours")
    assert {key: after[key] for key in ("law", "ours")} == before
    assert after["people"]["values"][0]["value"] == 5_600_000
    again, changed = write_figures([a_feed(PEOPLE, LAW)], into=root, on=ON)
    assert changed == ()
    assert again["NO"].kept == written["NO"].kept


def test_a_newer_value_replaces_ours_and_only_ours(root: Path) -> None:
    write_figures([a_feed(PEOPLE)], into=root, on=ON)
    newer = replace(PEOPLE, start=date(2026, 1, 1), value=5_700_000.0)
    write_figures([a_feed(PEOPLE, newer)], into=root, on=ON)
    (value,) = load_yaml(root / "no" / "market.yaml")["figures"]["people"]["values"]
    assert value["value"] == 5_700_000


def test_a_renamed_source_does_not_leave_its_old_figures(root: Path) -> None:
    write_figures([a_feed(PEOPLE)], into=root, on=ON)
    catalogue = root / "figures.yaml"
    catalogue.write_text(CATALOGUE.replace("source: s", "source: s-2026"), encoding="utf-8")
    renamed = replace(a_feed(PEOPLE).source, key="s-2026")
    written, _ = write_figures([Feed(source=renamed, readings=(PEOPLE,), files=())], into=root, on=ON)
    assert written["NO"].kept == ()
    assert read_markets(Shelf(root=root))["NO"].figures["people"].values


def test_a_forbidden_licence_writes_nothing(root: Path) -> None:
    with pytest.raises(Refused, match="does not let its figures be carried"):
        write_figures([a_feed(PEOPLE, licence="CC-BY-NC-SA-3.0-IGO")], into=root, on=ON)
    assert text_of(root) == HEAD
    assert not (root / "citations").exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEAD + "figures:\n  a: {}\nstate: more\n", "stands twice"),
        (HEAD + "figures:\n  a: {unit: x}\npayers: []\n", "unknown key `payers`"),
        (HEAD.replace("currency", "curency"), "did you mean `currency`"),
        (
            HEAD.replace("state: figures\n", "") + "figures:\n  a: {unit: x}\nstate: figures\n",
            "below the figures",
        ),
        (HEAD + "figures: [", "not valid YAML"),
    ],
)
def test_a_market_file_that_is_not_understood_is_refused_untouched(root: Path, text: str, says: str) -> None:
    (root / "no" / "market.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=says):
        write_figures([a_feed(PEOPLE)], into=root, on=ON)
    assert text_of(root) == text


def test_a_market_in_the_wrong_folder_is_refused(root: Path) -> None:
    (root / "no" / "market.yaml").write_text(HEAD.replace('"NO"', "SE"), encoding="utf-8")
    with pytest.raises(Refused, match="in the folder of NO"):
        read_markets(Shelf(root=root))


def test_a_folder_that_cannot_be_written_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, *_: object, **__: object) -> int:
        raise OSError("No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(Refused, match="No space left"):
        write_figures([a_feed(PEOPLE)], into=root, on=ON)
    assert text_of(root) == HEAD
