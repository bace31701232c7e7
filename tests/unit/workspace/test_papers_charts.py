"""Pictures: what they say, the table beside them, and that the SVG stands alone."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from fram.terms.jurisdiction import MARKETS
from fram.workspace.papers import charts
from fram.workspace.papers.charts import worldmap as worldmap_module
from fram.workspace.papers.charts.look import MARKS, PALETTE, SHAPES
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord
from tests import machine
from tests.golden.paper_record import lines, record, with_markets, without_go

MAKERS = {
    "ranking": charts.ranking_picture,
    "map": charts.map_picture,
    "cash": charts.cash_picture,
    "costs": charts.costs_picture,
    "tornado": charts.tornado_picture,
    "swap": charts.swap_picture,
}


def a_world(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, ids: tuple[str, ...] = ("276", "752")
) -> None:
    """A map of square countries, so that no fetched file is needed."""
    shapes = [
        {"type": "Polygon", "id": one, "arcs": [[number]], "properties": {"name": one}}
        for number, one in enumerate(ids)
    ]
    arcs = [
        [[n * 10, 45], [n * 10, 55], [n * 10 + 8, 55], [n * 10 + 8, 45], [n * 10, 45]]
        for n in range(len(ids))
    ]
    topology = {
        "type": "Topology", "arcs": arcs,
        "objects": {"countries": {"type": "GeometryCollection", "geometries": shapes}},
    }  # fmt: skip
    file = tmp_path / "world.json"
    file.write_text(json.dumps(topology), encoding="utf-8")
    monkeypatch.setattr(worldmap_module, "FILE", file)


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_world(tmp_path, monkeypatch)


def layers(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """Every layer of a specification that holds some."""
    found = []
    for part in [spec, *spec.get("hconcat", [])]:
        found += part.get("layer", [])
    return found


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("lang", ["en", "nb"])
@pytest.mark.parametrize("key", list(MAKERS))
def test_each_picture_stands_alone(key: str, lang: str) -> None:
    picture = MAKERS[key](record(), words=Words(lang))
    assert picture.key == key
    assert picture.title
    assert picture.summary
    assert picture.source
    assert len({len(row) for row in picture.table.rows} | {len(picture.table.head)}) == 1
    drawn = charts.draw(picture)
    assert set(drawn) == set(picture.specs)
    for width, svg in drawn.items():
        root = ElementTree.fromstring(svg)
        assert [child.tag.rpartition("}")[2] for child in root][:2] == ["title", "desc"]
        assert root.attrib["role"] == "img"
        assert set(root.attrib["aria-labelledby"].split()) <= set(re.findall(r'id="([^"]+)"', svg))
        assert all(one.startswith(f"{key}-{width}") for one in re.findall(r'\bid="([^"]+)"', svg))
        assert "<script" not in svg
        assert "http" not in svg.replace("http://www.w3.org/", "")
        assert "undefined" not in svg
        assert "NaN" not in svg


@pytest.mark.usefixtures("world")
def test_each_title_says_the_finding() -> None:
    words = Words("en")
    titles = {key: make(record(), words=words).title.replace("\u00a0", " ") for key, make in MAKERS.items()}
    assert titles["ranking"] == "Go: Germany, Sweden; 2 markets in the first tier cannot be told apart"
    assert titles["map"] == "2 to enter, 1 to find out about, 2 not now"
    assert "by Nov 2027 without a launch, by Oct 2027" in titles["cash"]
    most = "Before the first sale the team with all that runs costs most"
    assert titles["costs"] == f"{most}, in 5 markets of 5"
    assert titles["tornado"] == "The local fit moves the value of Germany most"
    assert titles["swap"] == "The local fit (Germany) could swap Germany and the United Kingdom most easily"
    none = charts.ranking_picture(without_go(), words=words).title
    assert none == "No market pays on average on what is known today; Germany stands first"


def test_colours_and_shapes_are_the_same_everywhere() -> None:
    assert set(SHAPES) == set(MARKS) == {"go", "find-out", "not-now"}
    assert len({PALETTE[verdict] for verdict in SHAPES}) == 3
    lightness = [
        sum(int(PALETTE[v][i : i + 2], 16) for i in (1, 3, 5))
        for v in ("go", "find-out", "not-now", "unknown")
    ]
    assert lightness == sorted(lightness)  # the order survives a grey printer
    spec = charts.ranking_picture(record(), words=Words("en")).specs["wide"]
    colours = [
        layer["encoding"]["color"]["scale"]["range"]
        for layer in layers(spec)
        if "color" in layer.get("encoding", {})
    ]
    assert colours
    assert all(one == [PALETTE[v] for v in SHAPES] for one in colours)


def test_colours_can_be_changed_by_the_page_and_numbers_stay_whole() -> None:
    svg = charts.draw(charts.tornado_picture(record(), words=Words("en")))["wide"]
    assert f"var(--soft,{PALETTE['soft']})" in svg
    assert "0.56–1.8 × usual" in svg.replace("\u00a0", " ")  # places are shortened, words are not
    assert "turns at 0.58" in svg


def test_axes_write_numbers_as_the_language_does() -> None:
    made = record()
    one = lines()[0]
    range_of_less = replace(one.result.npv, p10=-0.6e6, p50=0.2e6, p90=0.9e6)
    small = replace(one, result=replace(one.result, npv=range_of_less, shrunk=0.1e6))
    picture = charts.ranking_picture(with_markets(made, (small,)), words=Words("nb"))
    assert "+0,2" in charts.draw(picture)["wide"]


def test_the_tornado_shows_where_it_turns_and_what_is_believed() -> None:
    table = charts.tornado_picture(record(), words=Words("en")).table
    assert [row[-1].replace("\u00a0", " ") for row in table.rows] == ["0.58 × usual", "not within its range"]


def test_no_swap_without_a_second_tier() -> None:
    picture = charts.swap_picture(with_markets(record(), lines()[:2]), words=Words("en"))
    assert (picture.specs, picture.instead) == ({}, "There is only one tier, so there is nothing to swap.")


def test_without_the_file_the_map_is_a_sentence_and_a_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worldmap_module, "FILE", tmp_path / "not-there.json")
    picture = charts.map_picture(record(), words=Words("en"))
    assert picture.specs == {}
    assert "make assets" in picture.instead
    assert len(picture.table.rows) == 5


def test_every_market_is_on_the_map() -> None:
    assert set(worldmap_module.NUMERIC) == set(worldmap_module.PLACES) == set(MARKETS)
    assert set(MARKETS) >= worldmap_module.EUROPE


def test_the_codes_are_those_of_the_map_itself() -> None:
    machine.require("the map (make assets)", worldmap_module.FILE.is_file())
    shapes = json.loads(worldmap_module.FILE.read_text(encoding="utf-8"))["objects"]["countries"][
        "geometries"
    ]
    names = {shape.get("id"): shape["properties"]["name"] for shape in shapes}
    there = {code: names.get(number) for code, number in worldmap_module.NUMERIC.items()}
    assert there.pop("SG") is None  # too small for this scale: it gets a dot
    assert there["US"] == "United States of America"
    assert there["AT"] == "Austria"
    assert None not in there.values()


def test_where_cash_lasts_the_cone_still_draws() -> None:
    made = record()
    lasting = replace(made.plan.cash_alone, ends=(None, None, None))
    picture = charts.cash_picture(
        replace(made, plan=replace(made.plan, cash_alone=lasting)), words=Words("en")
    )
    assert picture.title == "Half of the runs still have cash after Nov 2036"
    assert charts.draw(picture)


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("key", list(MAKERS))
def test_a_plan_without_markets_draws_what_it_can(key: str) -> None:
    made: PlanRecord = with_markets(record(), ())
    picture = MAKERS[key](replace(made, plan=replace(made.plan, tornado=())), words=Words("nb"))
    assert bool(picture.specs) or bool(picture.instead)
    charts.draw(picture)
