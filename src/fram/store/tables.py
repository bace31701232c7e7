"""The figures of all markets as one table, for questions in SQL and for export. Never the home of a fact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from fram.terms.errors import Refused

LAYOUT = (
    "market VARCHAR, figure VARCHAR, value DOUBLE, unit VARCHAR, start DATE, sd DOUBLE, cite VARCHAR, "
    "confidence VARCHAR, checked DATE"
)
FORMATS = {".csv": "(HEADER, DELIMITER ',')", ".parquet": "(FORMAT parquet)"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One value of one figure in one market; ``start`` is the first day of the period it speaks of."""

    market: str
    figure: str
    value: float
    unit: str
    start: date
    sd: float | None
    cite: str
    confidence: str
    checked: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a question gave: the names of the columns, and the rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


class FiguresTable:
    """Table ``figures``, and ``figures_now``: of each figure the newest value that starts by ``on``.

    Rows are kept ordered by market, figure and start. The table lives in memory: nothing written to it lasts.
    """

    def __init__(self, rows: Iterable[FigureRow], *, on: date) -> None:
        import duckdb  # 0.1 s, and only questions need it

        ordered = sorted(rows, key=lambda row: (row.market, row.figure, row.start))
        self._base = duckdb.connect(":memory:")
        self._base.execute(f"CREATE TABLE figures ({LAYOUT})")
        names = [field.name for field in fields(FigureRow)]
        if ordered:
            marks = ", ".join("?" for _ in names)
            values = [[getattr(row, name) for name in names] for row in ordered]
            self._base.executemany(f"INSERT INTO figures VALUES ({marks})", values)
        self._base.execute(
            "CREATE VIEW figures_now AS SELECT * FROM figures"
            f" WHERE start <= DATE '{on.isoformat()}'"
            " QUALIFY row_number() OVER (PARTITION BY market, figure ORDER BY start DESC) = 1"
            " ORDER BY market, figure"
        )
        # A question is text from outside: it may read these tables, and no file of the machine.
        self._base.execute("SET enable_external_access = false")

    def ask(self, question: str, *, values: Sequence[Any] = ()) -> Answer:
        """Return the rows of one SELECT; anything else, and a question with a fault in it, is refused."""
        import duckdb

        try:
            statements = self._base.extract_statements(question)
            if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                raise Refused("only one SELECT can be asked", where="question", why="tables are read-only")
            cursor = self._base.execute(statements[0], values)
            columns = tuple(column[0] for column in cursor.description or ())
            return Answer(columns=columns, rows=tuple(cursor.fetchall()))
        except duckdb.Error as error:
            remedy = "tables: figures, figures_now; columns: " + ", ".join(f.name for f in fields(FigureRow))
            raise Refused("cannot be answered", where="question", why=str(error), remedy=remedy) from None

    def export(self, path: Path) -> int:
        """Write the whole table to a .csv or .parquet file and return the number of rows."""
        import duckdb

        if path.suffix not in FORMATS:
            raise Refused(f"`{path.suffix}` is not a format", where=path.name, remedy="use .csv or .parquet")
        rows = self.ask("SELECT * FROM figures").rows
        beside = path.with_name(f".{path.name}.new")
        with duckdb.connect(":memory:") as outside:
            outside.execute(f"CREATE TABLE figures ({LAYOUT})")
            if rows:
                outside.executemany(f"INSERT INTO figures VALUES ({', '.join('?' for _ in rows[0])})", rows)
            quoted = str(beside).replace("'", "''")
            try:
                outside.execute(f"COPY figures TO '{quoted}' {FORMATS[path.suffix]}")
                beside.replace(path)
            except (duckdb.IOException, OSError) as error:
                raise Refused(
                    "cannot be written", where=path.name, kind="unwritable", why=str(error)
                ) from None
        return len(rows)
