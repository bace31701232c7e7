"""Pathway files: how conditions are written, what is refused and where, what is never called read."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from fram.knowledge.access.payers.conditions import read_condition
from fram.knowledge.access.payers.pathways import read_no_pathways, read_pathways
from fram.knowledge.facts import fact_registry
from fram.knowledge.shelf import ROOT, Shelf, load_yaml
from fram.terms.citation import Citation, Confidence
from fram.terms.errors import Refused
from fram.terms.logic import Truth
from tests.unit.knowledge.test_second_hand import second_hand

PATHWAYS = read_pathways(Shelf())


def condition(raw: Any) -> Any:
    return read_condition(raw, registry=fact_registry(), where="here")


@pytest.mark.parametrize(
    ("raw", "facts", "truth"),
    [
        ({"eu_class": ["I", "IIa"]}, {"eu_class": "IIa"}, Truth.YES),
        ({"eu_class": "III"}, {"eu_class": "IIa"}, Truth.NO),
        ({"is_app": "yes", "ce_marked": "yes"}, {"is_app": True}, Truth.UNKNOWN),
        ({"any": [{"is_app": "yes"}, {"ce_marked": "yes"}]}, {"is_app": True}, Truth.YES),
        ({"all": [{"is_app": "yes"}, {"ce_marked": "yes"}]}, {"is_app": False}, Truth.NO),
        ({"not": {"care_setting": ["home"]}}, {"care_setting": ("inpatient", "home")}, Truth.NO),
        ({"extra_cost_per_case_eur": {"at_least": 1000}}, {"extra_cost_per_case_eur": 999.9}, Truth.NO),
        ({"net_saving_years": {"at_least": 1, "at_most": 3}}, {"net_saving_years": 3.0}, Truth.YES),
    ],
)
def test_how_a_condition_is_written(raw: Any, facts: dict[str, Any], truth: Truth) -> None:
    assert condition(raw).truth(facts) is truth


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        ({"eu_clas": "I"}, "`eu_clas` is no fact"),
        ({"eu_class": "IV"}, "`IV` is no answer to `eu_class`"),
        ({"net_saving_years": {"least": 1}}, "takes at_least and at_most"),
        ({"net_saving_years": {}}, "takes at_least and at_most"),
        ([], "written as"),
        ({}, "written as"),
    ],
)
def test_a_condition_nobody_can_read_is_refused(raw: Any, what: str) -> None:
    with pytest.raises(Refused, match=what):
        condition(raw)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A shelf with one pathway, the German listing."""
    for name in ("citations", "units"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "de" / "reimbursement").mkdir(parents=True)
    shutil.copy(ROOT / "de" / "reimbursement" / "de-diga-p.yaml", tmp_path / "de" / "reimbursement")
    return Shelf(root=tmp_path)


def change(shelf: Shelf, **values: Any) -> None:
    path = shelf.root / "de" / "reimbursement" / "de-diga-p.yaml"
    path.write_text(yaml.safe_dump({**load_yaml(path), **values}, allow_unicode=True), encoding="utf-8")


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ({"mony_after": "decision"}, "unknown key `mony_after`"),
        ({"money_after": "nowhere"}, "`money_after` names no step"),
        ({"money_after": ""}, "so `money_after` must name"),
        ({"pays": "perhaps"}, "`perhaps` is no pays"),
        ({"status": {"state": "dead", "as_of": date(2026, 1, 1)}}, "`dead` is no state"),
        ({"window": {"every": "year"}}, "a window by year has `closes`"),
        ({"window": {"every": "rolling", "closes": ["10-31"]}}, "a window by year has `closes`"),
        ({"note": {"en": "Only English."}}, "`note` must be written as"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_with_its_name(
    shelf: Shelf, values: dict[str, Any], what: str
) -> None:
    change(shelf, **values)
    with pytest.raises(Refused, match=what) as refused:
        read_pathways(shelf)
    assert "de/reimbursement/de-diga-p.yaml" in str(refused.value)


def test_markets_without_a_pathway_name_whom_to_ask() -> None:
    found = read_no_pathways(Shelf())
    assert set(found) == {"BR", "CN", "IN"}
    assert all(one.ask["nb"] and one.says["en"] for one in found.values())


def sources(part: Any) -> list[tuple[str, Citation | None, Confidence]]:
    """Every source of a pathway that claims to be sure of something, conditions by their file among them."""
    demands = [(d.id, d.cite, d.confidence) for d in (*part.law, *part.soft)]
    changes = [(c.id, c.cite, c.confidence) for c in part.changes]
    return [*demands, *changes, ("window", part.window.cite, part.window.confidence)]


@pytest.mark.parametrize("pathway", PATHWAYS, ids=lambda one: one.id)
def test_nothing_second_hand_is_called_read(pathway: Any) -> None:
    wrong = [
        (name, cite.title)
        for name, cite, confidence in sources(pathway)
        if cite and confidence is Confidence.READ and (second_hand(cite) or not cite.read)
    ]
    assert wrong == []
