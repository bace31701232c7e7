"""Reads a list of notified bodies (CSV): a line for each body and regulation; says every fault at once."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from fram.terms.errors import Problem, Refused, did_you_mean

COLUMNS = {
    "number": ("number", "nb", "nb number", "nb no", "body number", "nando", "nando number", "id", "nummer"),
    "name": ("name", "body", "body name", "notified body", "navn"),
    "country": ("country", "land", "member state"),
    "regulation": ("regulation", "legislation", "law", "regime", "directive", "regelverk", "forordning"),
    "codes": ("codes", "code", "scope", "designation codes", "koder"),
    "conditions": ("conditions", "condition", "limitations", "vilkår"),
    "date": ("date", "as of", "updated", "last update", "dato"),
    "page": ("page", "website", "web", "url", "address of the site"),
}
"""The columns taken, each with the names it may have; capitals, dots and underscores do not matter."""
NEEDED = ("number", "name", "country", "regulation", "codes")
REGULATIONS = (
    ("eu-ivdr", re.compile(r"ivdr|2017/746|\b746\b", re.IGNORECASE)),
    ("eu-mdr", re.compile(r"mdr|2017/745|\b745\b", re.IGNORECASE)),
)
EVERY = ("all", "alle", "*")
DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%Y/%m/%d")
MOST_ROWS = 5_000
_CODE = re.compile(r"([A-Za-z]{3})[\s_-]*(\d{4})")
Codes = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One body under one regulation: each code with its condition (empty: none)."""

    number: str
    name: str
    country: str
    regime: str
    codes: Mapping[str, str]
    on: date | None = None
    page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a file holds. ``left_alone``: columns nobody asked for."""

    lines: tuple[Line, ...]
    left_alone: tuple[str, ...] = ()


def read_listing(path: Path, *, codes: Codes) -> Listing:
    """Return the lines of a list; ``codes`` are the known designation codes by regime.

    Refused with every fault named: a missing column, an unknown code, country, regulation or day, a number
    that is none, a body named twice under one regulation, an empty file.
    """
    try:
        rows = list(csv.reader(io.StringIO(_text(path)), delimiter=_delimiter(path)))
    except csv.Error as error:
        raise Refused("cannot be read", where=path.name, why=str(error), kind="unreadable") from None
    header = rows[0] if rows else []
    places = {key: at for at, title in enumerate(header) if (key := _key(title))}
    if missing := [key for key in NEEDED if key not in places]:
        raise Refused(
            f"no column {', '.join(missing)}", where=path.name,
            why=f"found: {', '.join(header) or 'nothing'}",
            remedy=f"name the columns {', '.join(COLUMNS)}",
        )  # fmt: skip
    problems: list[Problem] = []
    lines: dict[tuple[str, str], Line] = {}
    for count, cells in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        told = {key: cells[at].strip() if at < len(cells) else "" for key, at in places.items()}
        _take(told, f"{path.name}, line {count}", codes=codes, lines=lines, problems=problems)
    if (not lines and not problems) or len(lines) > MOST_ROWS:
        problems.append(Problem(what=f"{len(lines)} lines, expected 1 to {MOST_ROWS:,}", where=path.name))
    if problems:
        raise Refused("the list cannot be used", where=path.name, problems=problems)
    left_alone = tuple(title for title in header if not _key(title))
    return Listing(lines=tuple(lines.values()), left_alone=left_alone)


def _take(
    told: Mapping[str, str], where: str, *, codes: Codes,
    lines: dict[tuple[str, str], Line], problems: list[Problem],
) -> None:  # fmt: skip
    try:
        line = _line(told, codes, where=where)
        key = (line.number, line.regime)
        if key in lines:
            raise Refused(
                f"{line.number} stands twice under {line.regime}", where=where, remedy="join the lines"
            )
        lines[key] = line
    except Refused as error:
        problems.append(error.problem)


def _line(told: Mapping[str, str], codes: Codes, *, where: str) -> Line:
    number, country = told["number"].upper().removeprefix("NB").strip(), told["country"].upper()
    if not re.fullmatch(r"\d{1,4}", number):
        raise Refused(f"`{told['number']}` is not a body's number", where=where, remedy="up to four digits")
    if not re.fullmatch(r"[A-Z]{2}", country):
        raise Refused(
            f"`{told['country']}` is not a country code", where=where, remedy="two letters, such as DE"
        )
    if not told["name"]:
        raise Refused("the body has no name", where=where)
    regime = next((id for id, said in REGULATIONS if said.search(told["regulation"])), "")
    if regime not in codes:
        raise Refused(
            f"`{told['regulation']}` is no regulation",
            where=where,
            remedy="write MDR or IVDR; leave others out",
        )
    return Line(
        number=number.zfill(4), name=told["name"], country=country, regime=regime,
        codes=_codes(told, codes[regime], where=where), on=_day(told.get("date", ""), where=where),
        page=told.get("page", ""),
    )  # fmt: skip


def _codes(told: Mapping[str, str], known: tuple[str, ...], *, where: str) -> dict[str, str]:
    text = told["codes"]
    found = known if text.lower() in EVERY else tuple(_named(text, known, where=where))
    if not found:
        raise Refused("no codes", where=where, remedy="name them, divided by `;`, or write `all`")
    conditions = dict.fromkeys(found, "")
    for part in filter(None, (part.strip() for part in told.get("conditions", "").split(";"))):
        head = _CODE.match(part)
        if head is None:  # a condition on no code is one on all
            return dict.fromkeys(found, part)
        code = f"{head[1].upper()} {head[2]}"
        if code not in conditions:
            raise Refused(f"a condition on {code}, which is not among the codes", where=where)
        conditions[code] = part[head.end() :].strip(" :–-") or part
    return conditions


def _named(text: str, known: tuple[str, ...], *, where: str) -> Iterator[str]:
    for word in filter(None, (word.strip() for word in re.split(r"[;,|\n]", text))):
        head = _CODE.fullmatch(word)
        code = f"{head[1].upper()} {head[2]}" if head else word
        if code not in known:
            hint = did_you_mean(code, known) or "codes are written as MDA 0315, divided by `;`"
            raise Refused(f"unknown code `{word}`", where=where, remedy=hint)
        yield code


def _day(text: str, *, where: str) -> date | None:
    for form in DAYS if text else ():
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    if text:
        raise Refused(f"`{text}` is not a day", where=where, remedy="write it as 2026-11-22")
    return None


def _key(title: str) -> str:
    plain = re.sub(r"[\s_.]+", " ", title.strip().lower()).strip()
    return next((key for key, names in COLUMNS.items() if plain in names), "")


def _delimiter(path: Path) -> str:
    """The sign that divides the first line into the most known columns; codes hold semicolons themselves."""
    first = next(iter(_text(path).splitlines()), "")
    return max(",;\t", key=lambda sign: sum(bool(_key(title.strip('"'))) for title in first.split(sign)))


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise Refused("the file is not there", where=path.name, kind="missing") from None
    except OSError as error:
        raise Refused("cannot be read", where=path.name, why=str(error), kind="unreadable") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")  # what a Norwegian Excel writes
