"""Worked cases on which others and the rules differ for a known reason: counted apart, no more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fram.cli.ending import leave_with
from fram.knowledge.access.disputes import Dispute, read_disputes
from fram.knowledge.rulebooks import BOOKS
from fram.knowledge.shelf import ROOT, Shelf
from fram.terms.citation import Citation
from fram.terms.errors import Refused
from fram.workspace.access import case_report, case_report_json, case_report_text, check_cases
from tests.unit.workspace.test_access_cases import BOOK, DAY, HEAD, Write

DISPUTE = Dispute(
    id="kite", regime="eu-mdr", what={"en": "Kite", "nb": "Drage"}, says="III", gives="IIa",
    why={"en": "The page gives no reason.", "nb": "Siden gir ingen grunn."},
    cite=Citation(title="An invented law", place="Article 4"), source=Citation(title="An invented page"),
)  # fmt: skip


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write a file of cases, which the invented book then judges, with one dispute known."""
    monkeypatch.setattr(case_report, "rule_book", lambda regime, *, is_ivd=False: BOOK)
    monkeypatch.setattr(case_report, "_disputes", lambda: {("eu-mdr", "kite"): DISPUTE})

    def it(*rows: str) -> Path:
        path = tmp_path / "cases.csv"
        path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
        return path

    return it


def test_a_dispute_is_counted_apart_with_its_reason(write: Write) -> None:
    path = write("kite,EU-MDR,active=yes,class III", "plain,EU-MDR,active=yes,IIa")
    report = check_cases(path, on=DAY)
    assert (report.agree, report.of, report.misses) == (1, 2, ())
    assert [(one.kind, one.dispute) for one in report.disputes] == [("disputed", DISPUTE)]
    assert [(one.agree, one.disputed) for one in report.regimes] == [(1, 1)]
    told = case_report_text(report)
    assert "The page gives no reason. Our reading: An invented law, Article 4." in " ".join(told.split())
    assert "The other: An invented page." in " ".join(told.split())
    assert told.endswith("1 of 2 agree, 1 disputed")
    assert "Siden gir ingen grunn." in case_report_text(report, lang="nb")
    (one,) = json.loads(case_report_json(report))["disputes"]
    assert (one["id"], one["got"]) == ("kite", ["IIa"])
    assert leave_with(["access", "check", str(path)]) == 0


@pytest.mark.parametrize(
    "row",
    [
        "kite,EU-MDR,active=yes,IIb",  # another class than the dispute is about
        "kite,EU-MDR,implantable=yes,IIa",  # the rules give another class by now
        "kite,EU-MDR,active=?,III",  # still open
        "kit,EU-MDR,active=yes,III",
    ],
)
def test_a_dispute_excuses_nothing_else(row: str, write: Write) -> None:
    path = write(row)
    report = check_cases(path, on=DAY)
    assert (len(report.misses), report.disputes) == (1, ())
    assert leave_with(["access", "check", str(path)]) == 1


def test_a_dispute_that_agrees_is_none(write: Write) -> None:
    report = check_cases(write("kite,EU-MDR,implantable=yes,III"), on=DAY)
    assert (report.agree, report.disputes) == (1, ())


def test_disputes_that_ship_are_cited_on_both_sides() -> None:
    found = read_disputes(Shelf())
    assert ("sg", "X-SG-003") in found
    for dispute in found.values():
        assert dispute.regime in BOOKS
        assert dispute.cite.read
        assert dispute.source.read


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("gives: A", "gives: B", "is no dispute"),
        ("nb: Blodtrykksmansjett", "de: Manschette", "must be written as"),
        ("source: freyr-sg", "source: nobody", "nobody"),
        ("gives: A", "gives: A\n    gave: B", "unknown key"),
    ],
)
def test_a_dispute_that_is_not_whole_is_refused(old: str, new: str, fault: str, tmp_path: Path) -> None:
    path = Path("sg", "regulation", "sg", "disputes.yaml")
    text = (ROOT / path).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / "citations").symlink_to(ROOT / "citations")
    (tmp_path / path).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(Refused, match=fault):
        read_disputes(Shelf(tmp_path))
