"""Worked cases as they are written: rows of a CSV file, and the public cases that ship beside the rule books.

A case states some facts, in the words of its regime, and the class somebody expects. What it leaves out means
no or none. What is wrong with one case is kept in it and never stops the file.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TextIO

from fram.knowledge.access.published import UNSAID, CaseOrigin
from fram.knowledge.facts import fact_registry
from fram.knowledge.rulebooks import BOOKS, unsaid
from fram.knowledge.shelf import ROOT, Shelf, load_yaml
from fram.rules.book import RuleBook
from fram.terms.citation import Citation
from fram.terms.errors import Refused, did_you_mean
from fram.terms.facts import Fact
from fram.terms.facts.derived import derived_facts, follow_on, goes_without_saying
from fram.terms.product import ProductProfile
from fram.terms.reading import read
from fram.workspace.access.laws.product_code import REGIME, facts_of_code

NEEDED = ("id", "regime", "facts", "expected_class")
LIMIT_BYTES = 10_000_000
DELIMITERS = (",", ";", "\t")
"""A comma, what Norwegian Excel writes, and a tab: the first that gives the columns needed."""
THE_DAY = "as_of"
"""Not a fact of the product: the day on which the case is judged."""
FOLDERS = "[a-z]*/regulation/**/cases/*.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One worked case as written: ``facts`` by the names of its regime, ``expected`` the class expected.

    ``rule``: the rule that is expected to decide; ``source``: where the expectation comes from; ``origin``:
    who published it, for the public cases. ``wrong``: why it cannot be read; it then counts as a miss.
    """

    id: str
    regime: str
    facts: Mapping[str, Any]
    expected: str
    what: str = ""
    rule: str = ""
    source: Citation | None = None
    origin: CaseOrigin | None = None
    on: date | None = None
    is_reviewed: bool = False
    is_public: bool = False
    wrong: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """One entry of a YAML file of public cases; the file may name the ``origin`` of all its cases once."""

    id: str
    what: str
    expect: str
    rule: str
    cite: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    origin: CaseOrigin = UNSAID
    on: date | None = None
    reviewed: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A case's facts by registry name: ``known`` with settled values, ``unknown`` said to be unknown."""

    known: Mapping[str, Any]
    unknown: frozenset[str]
    on: date | None = None

    @property
    def is_ivd(self) -> bool:
        """Whether it speaks of a test on samples: it says so, or states a fact that only such tests have."""
        told = self.known.get("is_ivd")
        return bool(told) if told is not None else any(fact_registry()[n].family == "ivd" for n in self.known)


def public_cases(root: Path = ROOT) -> Iterator[Case]:
    """Yield the cases that ship with the rule books, folder by folder."""
    shelf = Shelf(root)
    for path in shelf.files(FOLDERS):
        regime = _regime_of(path.parent.parent.relative_to(shelf.root))
        raw = load_yaml(path)
        where = path.relative_to(shelf.root).as_posix()
        sources = {
            key: read(Citation, given, where=f"{where}: {key}") for key, given in raw["citations"].items()
        }
        for entry in raw["cases"]:
            entry = {"origin": raw.get("origin", UNSAID), **entry}
            written = read(_Written, entry, where=f"{where}: {entry.get('id')}")
            yield _public_case(written, regime=regime, sources=sources)


def _public_case(entry: _Written, *, regime: str, sources: Mapping[str, Citation]) -> Case:
    if entry.cite not in sources:
        raise Refused(
            f"unknown citation `{entry.cite}`", where=entry.id, remedy=did_you_mean(entry.cite, sources)
        )
    return Case(
        id=entry.id, regime=regime, facts=entry.facts, expected=entry.expect, what=entry.what,
        rule=entry.rule, source=sources[entry.cite], origin=entry.origin, on=entry.on,
        is_reviewed=entry.reviewed, is_public=True,
    )  # fmt: skip


def _regime_of(folder: Path) -> str:
    """Return the regime whose rule book lies in a knowledge folder; the folder's own name where none does."""
    package = f"fram.knowledge.{'.'.join(folder.parts)}."
    coded = (regime for regime, modules in BOOKS.items() if any(m.startswith(package) for m in modules))
    return next(coded, folder.name)


def written_cases(path: Path) -> Iterator[Case]:
    """Yield the cases of a CSV file row by row. Raises ``Refused`` where the file itself cannot be read."""
    _refuse_unfit(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _rows(file, where=str(path))
    except UnicodeDecodeError:
        raise Refused(
            "is not text in UTF-8", where=f"{path}, line {_first_strange_line(path)}", kind="unreadable",
            remedy="save it again as text in UTF-8; in Excel the file type is called CSV UTF-8",
        ) from None  # fmt: skip
    except OSError as error:
        raise Refused(
            "cannot be read", where=str(path), why=error.strerror or "", kind="unreadable"
        ) from None


def _first_strange_line(path: Path) -> int:
    """Return the first line that is not UTF-8."""
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return number
    return 1


def _refuse_unfit(path: Path) -> None:
    where = str(path)
    try:
        size = path.stat().st_size
    except (FileNotFoundError, NotADirectoryError):
        raise Refused("is not there", where=where, remedy="check the name", kind="missing") from None
    except OSError as error:
        raise Refused("cannot be read", where=where, why=error.strerror or "", kind="unreadable") from None
    if not path.is_file():
        what = "is a folder, not a file" if path.is_dir() else "is not an ordinary file"
        raise Refused(what, where=where, remedy="name a CSV file of cases", kind="unreadable")
    if size > LIMIT_BYTES:
        raise Refused(
            f"is {size / 1e6:.0f} MB", where=where, why=f"it may have {LIMIT_BYTES / 1e6:g} MB at most",
            remedy="name the right file, or split it", kind="unreadable",
        )  # fmt: skip


def _rows(file: TextIO, *, where: str) -> Iterator[Case]:
    head, skipped = file.readline(), 1
    while head and not head.strip():
        head, skipped = file.readline(), skipped + 1
    delimiter, names = _heading(head, where=where)
    reader = csv.reader(file, delimiter=delimiter)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _unreadable(skipped + reader.line_num, str(error))
            continue
        if any(cell.strip() for cell in cells):
            yield _case(names, cells, line=skipped + reader.line_num)


def _heading(head: str, *, where: str) -> tuple[str, list[str]]:
    """Return the delimiter and the column names of the first line, or refuse it."""
    if not head:
        raise Refused("is empty", where=where, remedy=f"it needs the columns {', '.join(NEEDED)}")
    found = [(mark, _names(head, mark)) for mark in DELIMITERS]
    mark, names = max(found, key=lambda pair: len(set(NEEDED) & set(pair[1])))  # the first of equals
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise Refused(
            f"has no column {', '.join(f'`{name}`' for name in missing)}", where=f"{where}, first line",
            why=f"it has: {', '.join(name for name in names if name)[:200]}",
            remedy=did_you_mean(missing[0], names) or f"it needs the columns {', '.join(NEEDED)}",
        )  # fmt: skip
    twice = next((name for name in NEEDED if names.count(name) > 1), "")
    if twice:
        raise Refused(f"column `{twice}` stands twice", where=f"{where}, first line", remedy="keep one")
    return mark, names


def _names(head: str, delimiter: str) -> list[str]:
    try:
        return [name.strip().casefold() for name in next(csv.reader([head], delimiter=delimiter))]
    except csv.Error:
        return []


def _unreadable(line: int, why: str) -> Case:
    return Case(id=f"line {line}", regime="", facts={}, expected="", wrong=why)


def _case(names: list[str], cells: list[str], *, line: int) -> Case:
    row = dict(zip(names, (cell.strip() for cell in cells), strict=False))
    facts, wrong = _facts(row.get("facts", ""))
    return Case(
        id=row.get("id", "") or f"line {line}", regime=row.get("regime", ""), facts=facts,
        expected=row.get("expected_class", ""), what=row.get("device_description_in_own_words", ""),
        rule=row.get("rule", ""), source=Citation(title=row["source"]) if row.get("source") else None,
        wrong=_misshapen(row, names, cells) or wrong,
    )  # fmt: skip


def _misshapen(row: Mapping[str, str], names: list[str], cells: list[str]) -> str:
    """Return what is wrong with the shape of a row, or nothing."""
    if short := [name for name in NEEDED if name not in row]:
        return f"the row ends before `{short[0]}`: it has {len(cells)} of {len(names)} cells"
    if any(cell.strip() for cell in cells[len(names) :]):
        return f"the row has {len(cells)} cells for {len(names)} columns: put quotation marks round the facts"
    if any("\n" in row[name] for name in NEEDED):
        return "a line break inside a cell: is a quotation mark left open?"
    empty = next((name for name in ("regime", "expected_class") if not row[name]), "")
    return f"`{empty}` is empty" if empty else ""


def _facts(text: str) -> tuple[dict[str, Any], str]:
    """Return ``name=value;name=value`` as a mapping, values of one name as a tuple, and what is wrong."""
    found: dict[str, Any] = {}
    for part in filter(None, map(str.strip, text.split(";"))):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not (name and equals and value):
            return found, f"`{part[:60]}` is not name=value"
        found[name] = (*found[name], value) if name in found else (value,)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}, ""


def stated(case: Case) -> Stated:
    """Return a case's facts by registry name, or refuse a fact, an answer or a day nobody knows."""
    known: dict[str, Any] = {}
    regime = None if case.is_public else case.regime
    for name, value in case.facts.items():
        if name == THE_DAY:
            continue
        fact = fact_registry().resolve(name, regime)
        fact, answer = fact_registry().translate(name, _typed(fact, value), regime=regime)
        if fact.name in known and known[fact.name] != answer:
            raise Refused(
                f"`{fact.name}` is told twice", where=name, why="the answers differ", remedy="keep one"
            )
        known[fact.name] = answer
    return Stated(
        known={name: value for name, value in known.items() if value is not None},
        unknown=frozenset(name for name, value in known.items() if value is None),
        on=_day(case.facts[THE_DAY]) if THE_DAY in case.facts else case.on,
    )  # fmt: skip


def _typed(fact: Fact, value: object) -> object:
    """Return a number out of the text of a file, where the fact is a number."""
    if fact.type != "number" or not isinstance(value, str):
        return value
    try:
        return float(value)
    except ValueError:
        return value


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Refused(f"`{value}` is not a day", where=THE_DAY, remedy="write it as 2026-11-21") from None


def closed_world(book: RuleBook, told: Stated) -> dict[str, Any]:
    """Return every answer of a worked case: what it states, what follows, and no or none for the rest.

    What is stated comes first, then what goes without saying and what follows from it, then what the book
    assumes, then what follows from silence; what the case says is unknown stays unknown. A product code is
    read by the list that ships: a case says the same whatever list somebody has loaded.
    """
    silent = {n: _plain(v) for n, v in unsaid(book, fact_registry()).items() if n not in told.unknown}
    assumed = {name: value for name, value in silent.items() if name in book.assumes}
    software = _of_software() if told.known.get("device_kind") == "software" else {}
    known = {**software, **told.known}
    known |= facts_of_code(known, only_shipped=True) if book.id == REGIME else {}
    known = {**goes_without_saying(known), **known}
    known = {**follow_on(known), **known}
    follows = follow_on({**_nothing(), **dict.fromkeys(told.unknown), **silent, **known})
    everything = {**silent, **follows, **assumed, **known}
    return {name: value for name, value in everything.items() if name not in told.unknown}


@cache
def _nothing() -> Mapping[str, Any]:
    """A no to every question: what the book does not read may still be what something follows from."""
    return {fact.name: False for fact in fact_registry() if fact.type == "yes_no"}


def _plain(word: str) -> bool | str:
    """Return yes and no as the company file holds them: what follows from them is read from there."""
    return {"yes": True, "no": False}.get(word, word)


@cache
def _of_software() -> Mapping[str, Any]:
    """What being software settles: powered, outside the body. A test on samples may be software too."""
    found = derived_facts(ProductProfile(name="case", kind="software"))
    return {name: value for name, value in found.items() if name != "is_ivd"}
