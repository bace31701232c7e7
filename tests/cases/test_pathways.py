"""Every pathway to payment: its worked cases, and the rows of the study it was carried over from."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fram.access.pathways.fit import Fit, fits
from fram.access.pathways.pathway import Pathway
from fram.access.pathways.timing import until_money
from fram.knowledge.access.payers.pathways import read_pathways
from fram.knowledge.facts import fact_registry
from fram.knowledge.shelf import ROOT, Shelf, load_yaml
from fram.terms.citation import Confidence
from fram.terms.dist import Beta
from fram.terms.estimate import Estimate, Origin
from fram.terms.jurisdiction import MARKETS
from fram.terms.logic import Truth

DAY = date(2026, 11, 22)
PATHWAYS = {pathway.id: pathway for pathway in read_pathways(Shelf())}
FILES = sorted(ROOT.glob("[a-z][a-z]/reimbursement/cases/*.yaml"))
CASES = [case for path in FILES for case in load_yaml(path)["cases"]]
WITHOUT = {"BR", "CN", "IN"}
TRUTHS = {"yes": Truth.YES, "no": Truth.NO, "unknown": Truth.UNKNOWN}


def judged(case: dict[str, Any]) -> Fit:
    registry = fact_registry()
    known = {name: registry.facts[name].read(value) for name, value in case["facts"].items()}
    (found,) = fits([PATHWAYS[case["pathway"]]], known=known, on=case.get("on", DAY))
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: dict[str, Any]) -> None:
    found = judged(case)
    assert found.truth is TRUTHS[case["expect"]]
    assert set(found.failing_facts) == set(case.get("failing", ()))
    assert set(found.missing) == set(case.get("missing", ()))
    assert set(case["what"]) == {"en", "nb"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_what_a_case_leaves_out_only_widens_the_answer(case: dict[str, Any]) -> None:
    whole = judged(case).truth
    for name in case["facts"]:
        less = {fact: value for fact, value in case["facts"].items() if fact != name}
        assert judged({**case, "facts": less}).truth in (whole, Truth.UNKNOWN), name


def test_case_ids_are_used_once_and_origins_are_told() -> None:
    ids = [case["id"] for case in CASES]
    assert len(ids) == len(set(ids))
    assert {case["origin"] for case in CASES} == {"regulator", "other"}
    assert all("cite" in case for case in CASES if case["origin"] == "regulator")


def test_each_pathway_has_a_case_that_fits_one_that_does_not_and_one_that_is_open() -> None:
    seen = defaultdict(set)
    for case in CASES:
        seen[case["pathway"]].add(case["expect"])
    assert {name: sorted(seen[name]) for name in PATHWAYS if len(seen[name]) < len(TRUTHS)} == {}


@pytest.mark.parametrize("pathway", PATHWAYS.values(), ids=list(PATHWAYS))
def test_a_pathway_says_all_a_payer_page_needs(pathway: Pathway) -> None:
    assert pathway.law or pathway.soft
    assert pathway.evidence
    assert pathway.steps
    assert pathway.texts
    assert set(pathway.markets) <= set(MARKETS)
    for demand in (*pathway.law, *pathway.soft):
        assert all(words.endswith(".") for words in demand.says.values()), demand.id
        assert demand.checked
    if pathway.pays == "yes" and pathway.state in ("live", "new"):
        assert isinstance(until_money(pathway, on=DAY), Estimate)


@pytest.mark.parametrize("pathway", PATHWAYS.values(), ids=list(PATHWAYS))
def test_what_nobody_read_is_a_default_and_unchecked(pathway: Pathway) -> None:
    """A length whose source nobody read is never shown as cited."""
    for step in pathway.steps:
        value = step.days.values[-1]
        if not value.cite.read:
            assert value.confidence is Confidence.UNCHECKED, step.id
    found = until_money(pathway, on=DAY)
    if isinstance(found, Estimate) and found.origin is Origin.DEFAULT:
        assert found.confidence is Confidence.UNCHECKED


def test_every_market_but_three_has_a_way_and_those_say_so() -> None:
    own = {market for one in PATHWAYS.values() if len(one.markets) == 1 for market in one.markets}
    assert set(MARKETS) - own == WITHOUT
    assert {path.parent.name.upper() for path in ROOT.glob("*/no_pathway.yaml")} == WITHOUT


def test_base_rates_are_counted() -> None:
    """Of 199 files closed by October 2024: 32 % ever listed, 12 % refused, 56 % withdrawn; InEK 29 %."""
    listing = PATHWAYS["DE-DIGA-P"]
    shares = {fact.id: fact.figure.values[-1] for fact in listing.facts if fact.figure.unit == "share"}
    assert shares["refused"].value == Beta.from_counts(yes=23, of=199)
    assert shares["withdrawn"].value == Beta.from_counts(yes=112, of=199)
    assert listing.chance is not None
    assert listing.chance.values[-1].value == Beta.from_counts(yes=64, of=199)
    inek = PATHWAYS["DE-NUB"].chance
    assert inek is not None
    assert inek.values[-1].value == Beta.from_counts(yes=300, of=1025)


class TestAgainstTheStudy:
    """The 61 rows they were carried over from: all there, and paying as they say."""

    @staticmethod
    def rows(folder: Path) -> dict[str, dict[str, str]]:
        with (folder / "domain" / "pathways.csv").open(encoding="utf-8", newline="") as file:
            return {row["id"].replace("UK-", "GB-", 1): row for row in csv.DictReader(file)}

    def test_every_row_is_a_pathway(self, data_folder: Path) -> None:
        rows = self.rows(data_folder)
        assert set(rows) <= set(PATHWAYS)
        pays = {"not_in_force": "not-in-force"}
        differ = {n for n, row in rows.items() if PATHWAYS[n].pays != pays.get(row["pays"], row["pays"])}
        assert differ == {"DK-REG", "NO-ISF"}  # the region itself buys; the hospital is paid, never the maker
