"""The figures as a table: what can be asked, what is refused, and what an export holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from fram.store.tables import FigureRow, FiguresTable
from fram.terms.errors import Refused

ROW = FigureRow(
    market="NO", figure="population", value=5_600_000, unit="people", start=date(2025, 1, 1), sd=None,
    cite="World Development Indicators, O'Brien's copy", confidence="read", checked=date(2026, 11, 21),
)  # fmt: skip
ROWS = [
    replace(ROW, market="SE", value=10_600_000),
    ROW,
    replace(ROW, figure="share_65_plus", value=23.0, unit="percent", start=date(2035, 1, 1)),
    replace(ROW, figure="share_65_plus", value=19.1, unit="percent"),
    replace(ROW, figure="rule_of_law", value=1.9, sd=0.2, start=date(2021, 1, 1), checked=None),
]


@pytest.fixture
def table() -> FiguresTable:
    return FiguresTable(ROWS, on=date(2026, 11, 21))


def test_figures_can_be_asked(table: FiguresTable) -> None:
    answer = table.ask(
        "SELECT market, value FROM figures WHERE figure = ? ORDER BY value", values=["population"]
    )
    assert answer.columns == ("market", "value")
    assert answer.rows == (("NO", 5_600_000.0), ("SE", 10_600_000.0))


def test_figures_now_leaves_projections_out(table: FiguresTable) -> None:
    now = table.ask("SELECT figure, value, sd FROM figures_now WHERE market = 'NO'").rows
    assert now == (
        ("population", 5_600_000.0, None),
        ("rule_of_law", 1.9, 0.2),
        ("share_65_plus", 19.1, None),
    )
    later = FiguresTable(ROWS, on=date(2035, 1, 1))
    assert later.ask("SELECT value FROM figures_now WHERE figure = 'share_65_plus'").rows == ((23.0,),)


@pytest.mark.parametrize(
    "question",
    [
        "DELETE FROM figures",
        "SELECT 1; SELECT 2",
        "INSERT INTO figures (market) VALUES ('XX')",
        "COPY figures TO 'taken.csv'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SET enable_external_access = true",
        "SELECT populaton FROM figures",
        "SELEC",
    ],
)
def test_only_a_question_is_answered(
    table: FiguresTable, question: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Refused):
        table.ask(question)
    assert table.ask("SELECT count(*) FROM figures").rows == ((5,),)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["figures.csv", "fig'ures.parquet"])
def test_an_export_holds_every_row(table: FiguresTable, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert table.export(path) == 5
    with duckdb.connect(":memory:") as fresh:
        reader = "read_csv" if path.suffix == ".csv" else "read_parquet"
        back = fresh.execute(
            f"SELECT market, figure, value, cite, start FROM {reader}(?)", [str(path)]
        ).fetchall()
    assert len(back) == 5
    assert back[0] == ("NO", "population", 5_600_000.0, ROW.cite, date(2025, 1, 1))
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_an_export_elsewhere_is_refused(table: FiguresTable, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="not a format"):
        table.export(tmp_path / "figures.xls")
    with pytest.raises(Refused) as refused:
        table.export(tmp_path / "nowhere" / "figures.csv")
    assert refused.value.kind == "unwritable"


def test_the_same_rows_in_any_order_export_the_same_bytes(tmp_path: Path) -> None:
    for name, rows in (("a.csv", ROWS), ("b.csv", ROWS[::-1])):
        FiguresTable(rows, on=date(2026, 11, 21)).export(tmp_path / name)
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_an_empty_table_answers(tmp_path: Path) -> None:
    empty = FiguresTable([], on=date(2026, 11, 21))
    assert empty.ask("SELECT count(*) FROM figures").rows == ((0,),)
    assert empty.export(tmp_path / "none.csv") == 0
