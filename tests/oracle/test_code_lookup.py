"""Look-up of FDA's codes by words: how often the right one comes first, beside the full-text index alone.

Descriptions are ours (lookups.yaml). Those marked `held` were written after the synonyms, which were not
changed for them: their figures are the honest ones. `pytest -s` prints the table.
"""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from fram.access.codes.device_code import DeviceCode
from fram.access.codes.words import tokens
from fram.knowledge.access.codes import shipped_fda
from fram.sources.codes import read_codes
from fram.workspace.access.codes import codes, fda_code, load_codes

ASKED: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("lookups.yaml").read_text("utf-8"))
LIST = Path("fda/fda_product_codes_2026-08-18.csv.gz")
Find = Callable[[str], list[str]]


def recall(find: Find, rows: Iterable[dict[str, Any]]) -> dict[int, float]:
    """The share of rows of which a fitting code is among the first 1, 3 and 5."""
    found = [(find(row["asks"]), set(row["fits"])) for row in rows]
    return {n: sum(bool(set(got[:n]) & fits) for got, fits in found) / len(found) for n in (1, 3, 5)}


def by_bm25(listed: Iterable[DeviceCode]) -> Find:
    """SQLite's full-text index with its own stemmer, name and definition, any word: nothing of ours."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE f USING fts5 (code UNINDEXED, name, definition, tokenize = 'porter')")
    base.executemany("INSERT INTO f VALUES (?, ?, ?)", [(c.code, c.name, c.definition) for c in listed])

    def find(asked: str) -> list[str]:
        match = " OR ".join(f'"{word}"' for word in tokens(asked))
        rows = base.execute("SELECT code FROM f WHERE f MATCH ? ORDER BY bm25(f, 0, 2, 1) LIMIT 5", (match,))
        return [code for (code,) in rows]

    return find


def ours(home: Path) -> Find:
    return lambda asked: [match.code.code for match in codes(asked, home=home).matches]


def told(what: str, rows: list[dict[str, Any]], ways: dict[str, Find]) -> dict[str, dict[int, float]]:
    found = {name: recall(find, rows) for name, find in ways.items()}
    for name, shares in found.items():
        print(
            f"{what}, {len(rows)} descriptions, {name}:",
            ", ".join(f"@{n} {s:.2f}" for n, s in shares.items()),
        )
    return found


def test_shipped_codes_are_found_by_words(tmp_path: Path) -> None:
    shipped = [code for code in shipped_fda().codes if isinstance(code, DeviceCode)]
    known = {code.code for code in shipped}
    rows = [row for row in ASKED if known.intersection(row["fits"])]
    assert len(rows) >= 50
    found = told("shipped", rows, {"ours": ours(tmp_path), "BM25": by_bm25(shipped)})
    assert found["ours"][3] >= 0.85
    assert all(found["ours"][n] > found["BM25"][n] + 0.15 for n in (1, 3, 5))


@pytest.fixture(scope="module")
def whole(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A home with FDA's whole list loaded, and the list."""
    path = next((f for f in (data_folder / LIST, data_folder / "data" / LIST) if f.is_file()), None)
    if path is None:
        pytest.skip("the data folder holds no product codes")
    home = tmp_path_factory.mktemp("home")
    load_codes(path, system="fda", on=date(2026, 11, 22), home=home)
    return home, path


def test_the_whole_list_is_found_by_words(whole: tuple[Path, Path]) -> None:
    home, path = whole
    listed = [c for c in read_codes(path, system="fda").codes if isinstance(c, DeviceCode)]
    ways = {"ours": ours(home), "BM25": by_bm25(listed)}
    every = told("whole list", ASKED, ways)
    held = told("whole list, held", [row for row in ASKED if row.get("held")], ways)
    assert every["ours"][3] >= 0.8
    assert held["ours"][3] >= 0.75
    for found in (every, held):
        assert all(found["ours"][n] > found["BM25"][n] + 0.15 for n in (1, 3, 5))


NOT_DEVICES = (
    "toaster for cats",
    "accounting and invoicing for small hospitals",
    "staff rostering and shift planning software",
    "horse saddle with pressure sensor",
    "electronic health record for municipalities",
    "beer brewing kit",
    "fitness app that counts steps",
    "appointment booking for dentists",
    "blockchain platform for clinical trial data",
    "nanorobots that repair genes inside the cell",
    "interpreter service by video between doctor and patient",
    "drone that delivers blood samples",
    "app that reminds you to drink water",
    "hearing protection for concerts",
    "chatbot that answers questions about parking at the hospital",
    "sjakkspill for barn",
    "regnskapsprogram for kommuner",
    "smell generator that makes patients eat more",
)


@pytest.mark.parametrize("asked", NOT_DEVICES)
def test_what_no_code_fits_is_never_given_one(asked: str, tmp_path: Path) -> None:
    assert not codes(asked, home=tmp_path).fits


def test_what_no_code_fits_is_given_none_of_the_whole_list(whole: tuple[Path, Path]) -> None:
    assert [asked for asked in NOT_DEVICES if codes(asked, home=whole[0]).fits] == []


def test_shipped_codes_are_as_the_list_has_them(whole: tuple[Path, Path]) -> None:
    listed = {code.code: code for code in read_codes(whole[1], system="fda").codes}
    for code in shipped_fda().codes:
        theirs = listed[code.code]
        assert isinstance(code, DeviceCode)
        assert isinstance(theirs, DeviceCode)
        ours_said = (code.device_class, code.regulation, code.submission, code.panel, code.implant)
        said = (theirs.device_class, theirs.regulation, theirs.submission, theirs.panel, theirs.implant)
        assert ours_said == said, code.code
        assert code.name.replace("-", " ").split() == theirs.name.replace("-", " ").split()
        assert (code.life_sustaining, code.gmp_exempt) == (theirs.life_sustaining, theirs.gmp_exempt)


def test_the_codes_of_the_worked_cases_ship(data_folder: Path) -> None:
    path = data_folder / "domain" / "cases.csv"
    if not path.is_file():
        pytest.skip("the data folder holds no cases")
    with path.open(encoding="utf-8") as file:
        facts = [row[3] for row in csv.reader(file) if row[1] == "US-FDA"]
    named = {fact.split("=")[1].split(";")[0] for fact in facts if fact.startswith("product_code=")}
    assert len(named) > 50
    assert {code for code in named if fda_code(code, home=Path("nowhere")) is None} == set()
