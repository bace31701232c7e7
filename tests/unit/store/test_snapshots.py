"""Snapshots: kept once, never edited, and seen to be whole when opened."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fram.store.snapshots import add_snapshot, open_snapshot, snapshots
from fram.store.source import Expect, Source, SourceFile
from fram.terms.errors import Refused

SOURCE = Source(
    key="some-bureau", title="Some figures", publisher="Some Bureau", licence="CC-BY-4.0",
    url="https://example.org/figures", frequency="yearly", edition="2026", areas="iso3",
    files={"all": SourceFile(path="all.csv", columns=("a",), expect=Expect(rows=(0, 9)))},
)  # fmt: skip
DAY = date(2026, 11, 21)


@pytest.fixture
def fetched(tmp_path: Path) -> Path:
    path = tmp_path / "fetched" / "all.csv"
    path.parent.mkdir()
    path.write_text("a\n1\n", encoding="utf-8")
    return path


def test_a_snapshot_has_its_origin_beside_it(fetched: Path, tmp_path: Path) -> None:
    kept = add_snapshot(fetched, source=SOURCE, day=DAY, home=tmp_path)
    beside = tmp_path / "snapshots/some-bureau/2026-11-21/all.csv.origin.json"
    record = json.loads(beside.read_text(encoding="utf-8"))
    assert record["licence"] == "CC-BY-4.0"
    assert record["publisher"] == "Some Bureau"
    assert record["size"] == 4
    assert record["sha256"] == kept.sha256
    assert open_snapshot(kept, home=tmp_path).read_text(encoding="utf-8") == "a\n1\n"
    assert list(snapshots(tmp_path, source="some-bureau")) == [kept]


def test_the_same_file_twice_is_one_snapshot(fetched: Path, tmp_path: Path) -> None:
    first = add_snapshot(fetched, source=SOURCE, day=DAY, home=tmp_path)
    assert add_snapshot(fetched, source=SOURCE, day=DAY, home=tmp_path) == first
    assert add_snapshot(fetched, source=SOURCE, day=date(2026, 12, 1), home=tmp_path) == first
    assert len(list(snapshots(tmp_path, source="some-bureau"))) == 1


def test_a_new_version_lies_beside_the_old_one(fetched: Path, tmp_path: Path) -> None:
    first = add_snapshot(fetched, source=SOURCE, day=DAY, home=tmp_path)
    fetched.write_text("a\n2\n", encoding="utf-8")
    second = add_snapshot(fetched, source=SOURCE, day=date(2026, 12, 1), home=tmp_path)
    assert [kept.day for kept in snapshots(tmp_path, source="some-bureau")] == [DAY, date(2026, 12, 1)]
    assert open_snapshot(first, home=tmp_path).read_text(encoding="utf-8") == "a\n1\n"
    assert open_snapshot(second, home=tmp_path).read_text(encoding="utf-8") == "a\n2\n"


def test_a_snapshot_is_never_edited(fetched: Path, tmp_path: Path) -> None:
    kept = add_snapshot(fetched, source=SOURCE, day=DAY, home=tmp_path)
    fetched.write_text("a\n2\n", encoding="utf-8")
    with pytest.raises(Refused, match="never edited"):
        add_snapshot(fetched, source=SOURCE, day=DAY, home=tmp_path)
    assert open_snapshot(kept, home=tmp_path).read_text(encoding="utf-8") == "a\n1\n"


def test_a_changed_snapshot_is_noticed(fetched: Path, tmp_path: Path) -> None:
    kept = add_snapshot(fetched, source=SOURCE, day=DAY, home=tmp_path)
    path = tmp_path / kept.path
    path.chmod(0o644)
    path.write_text("a\n9\n", encoding="utf-8")
    with pytest.raises(Refused, match="has been changed"):
        open_snapshot(kept, home=tmp_path)
    path.unlink()
    with pytest.raises(Refused, match="is gone"):
        open_snapshot(kept, home=tmp_path)


def test_no_licence_and_no_file_are_refused(fetched: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no licence"):
        add_snapshot(fetched, source=replace(SOURCE, licence=""), day=DAY, home=tmp_path)
    with pytest.raises(Refused, match="not there"):
        add_snapshot(tmp_path / "other.csv", source=SOURCE, day=DAY, home=tmp_path)
    assert not (tmp_path / "snapshots").exists()


def test_a_record_that_is_not_one_is_refused(fetched: Path, tmp_path: Path) -> None:
    kept = add_snapshot(fetched, source=SOURCE, day=DAY, home=tmp_path)
    beside = tmp_path / f"{kept.path}.origin.json"
    beside.write_text("{", encoding="utf-8")
    with pytest.raises(Refused, match="cannot be read"):
        list(snapshots(tmp_path, source="some-bureau"))
