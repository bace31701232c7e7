"""The folder a new market is copied from: read by nobody, empty when copied, valid when filled in."""

from __future__ import annotations

import shutil
from dataclasses import fields
from pathlib import Path

import pytest

from fram.access.price.threshold import Worth
from fram.knowledge.access.buying import read_buying
from fram.knowledge.access.evidence import read_checklists
from fram.knowledge.access.gates import read_gates
from fram.knowledge.access.payers.pathways import read_pathways
from fram.knowledge.access.payers.worth import read_worth
from fram.knowledge.market import market_paths, read_markets
from fram.knowledge.pricing import FIGURES, Pricing, read_pricing
from fram.knowledge.shelf import ROOT, Shelf, load_yaml
from fram.terms.errors import Refused
from fram.terms.jurisdiction import MARKETS

TEMPLATE = ROOT / "_template"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A shelf with citations and units, and the template as the folder of Czechia."""
    for name in ("citations", "units"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copytree(TEMPLATE, tmp_path / "cz")
    return tmp_path


def named(text: str) -> str:
    return text.replace("XXX", "CZE").replace("XX", "CZ").replace("[xx]", "[cs]")


def fill(folder: Path, *, examples: bool) -> None:
    """Give every file the market's codes; with ``examples`` take the marks off the example lines."""
    if examples:
        for part in ("reimbursement", "evidence"):
            (folder / part / "example.yaml.txt").rename(folder / part / "cz-name.yaml")
    for path in folder.rglob("*.yaml"):
        text = named(path.read_text(encoding="utf-8"))
        if examples:
            text = text.replace("#: ", "").replace("gates: []", "gates:")
        path.write_text(text, encoding="utf-8")


def test_the_template_is_no_market() -> None:
    assert "_TEMPLATE" not in market_paths(ROOT)
    assert not [p for p in Shelf().files("[a-z][a-z]/**/*.yaml") if TEMPLATE in p.parents]
    assert {path.name for path in TEMPLATE.rglob("*") if path.is_file()} == {
        "market.yaml", "sites.yaml", "procurement.yaml", "security.yaml", "pricing.yaml", "worth.yaml",
        "example.yaml.txt",
    }  # fmt: skip


def test_the_template_is_not_in_the_version(copy: Path) -> None:
    before = Shelf(root=copy).version
    shutil.copytree(TEMPLATE, copy / "_template")
    assert Shelf(root=copy).version == before


def test_a_copy_that_was_not_filled_in_is_refused(copy: Path) -> None:
    with pytest.raises(Refused, match="code `XX`"):
        read_markets(Shelf(root=copy))


def test_a_copy_claims_nothing_before_it_is_filled_in(copy: Path) -> None:
    fill(copy / "cz", examples=False)
    shelf = Shelf(root=copy)
    assert read_markets(shelf)["CZ"].figures == {}
    assert (read_gates(shelf), read_pathways(shelf), read_checklists(shelf)) == ((), (), ())
    assert read_pricing(shelf, ["CZ"]) == {"CZ": Pricing()}
    assert read_worth(shelf, ["CZ"]) == {"CZ": Worth(market="CZ")}
    assert [load_yaml(copy / "cz" / name) for name in ("sites.yaml", "procurement.yaml")] == [None, None]


def test_every_example_is_valid(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fram.terms.jurisdiction.MARKETS", (*MARKETS, "CZ"))  # step 2 of the recipe
    fill(copy / "cz", examples=True)
    shelf = Shelf(root=copy)
    assert set(read_markets(shelf)["CZ"].figures) == {"hospitals", "nurses"}
    [gate], [pathway] = read_gates(shelf), read_pathways(shelf)
    assert (gate.markets, pathway.markets) == (("CZ",), ("CZ",))
    assert None not in (pathway.chance, pathway.fees, gate.months)
    assert set(shelf.parameters(load_yaml(copy / "cz" / "sites.yaml"), where="cz")) == {"hospitals"}
    pricing = read_pricing(shelf, ["CZ"])["CZ"]
    assert (set(pricing.figures), set(pricing.duty)) == (set(FIGURES), {"9018"})
    assert gate.of_firm
    worth = read_worth(shelf, ["CZ"])["CZ"]
    assert (len(worth.thresholds), len(worth.budget_tests), worth.code) == (2, 1, "CZ")
    assert worth.discount is not None
    [checklist] = read_checklists(shelf)
    assert checklist.markets == ("CZ",)
    assert [ask.about for ask in checklist.asks] == ["study", "product", "study"]
    assert [ask.must for ask in checklist.asks] == [True, True, False]
    buying = read_buying(shelf, ["CZ"])["CZ"]
    parts = (field.name for field in fields(buying) if field.name not in ("market", "gap"))
    assert all(getattr(buying, part) for part in parts)
    assert read_buying(shelf, ["XY"])["XY"].thresholds == ()
