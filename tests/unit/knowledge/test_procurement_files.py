"""The files on public buying: every market has one, and every figure a unit and a source."""

from __future__ import annotations

import re
from datetime import date

import pytest

from fram.knowledge.shelf import Shelf, load_yaml
from fram.terms.citation import Confidence
from fram.terms.dist import Fixed
from fram.terms.estimate import Estimate

KEYS = {
    "thresholds",
    "portals",
    "cycles",
    "observations",
    "buyers",
    "frameworks",
    "applies_in",
    "codes",
    "codes_cite",
}


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf()


def test_every_file_reads_with_units_and_sources(shelf: Shelf) -> None:
    paths = list(shelf.files("[a-z][a-z]/procurement.yaml"))
    assert len(paths) == 27
    for path in paths:
        raw = load_yaml(path)
        where = path.parent.name
        assert set(raw) <= KEYS, where
        for group in ("thresholds", "cycles"):
            for parameter in shelf.parameters(raw.get(group, {}), where=where).values():
                assert parameter.unit in shelf.units, where
        for group in ("portals", "buyers", "observations", "frameworks"):
            for row in raw.get(group, ()):
                cite = shelf.citation(row["cite"], where=where)
                assert cite.read or Confidence(row["confidence"]) is Confidence.UNCHECKED, (where, row)


@pytest.mark.parametrize(("day", "value"), [(date(2025, 6, 1), 221_000), (date(2026, 6, 1), 216_000)])
def test_the_threshold_of_most_hospitals(shelf: Shelf, day: date, value: float) -> None:
    raw = load_yaml(shelf.root / "eu" / "procurement.yaml")
    found = shelf.parameters(raw["thresholds"], where="eu")["sub-central"].estimate(day)
    assert isinstance(found, Estimate)
    assert found.dist == Fixed(value=value)


def test_every_citation_of_these_files_is_used(shelf: Shelf) -> None:
    """A source nobody leans on is a leftover."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in shelf.files("[a-z][a-z]/**/*.yaml"))
    used = set(re.findall(r"\b(?:cite|from|source|codes_cite): ([a-z0-9-]+)", text))
    for name in ("roads", "pathways", "gates", "procurement", "norway"):
        assert set(load_yaml(shelf.root / "citations" / f"{name}.yaml")) <= used, name
