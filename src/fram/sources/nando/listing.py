"""Reads a list of notified bodies (CSV): a line for each body and regulation; says every fault at once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from fram.sources.reading import clean, delimited, load_list_source, packed_of, refuse_faults, text_in
from fram.store.rows import check_count
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
LARGEST = 10_000_000
"""Bytes of a list, unpacked: five thousand lines with every code are half as many."""
SHOWN = 40
"""So many letters of a bad cell are shown."""
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
    """What a file holds, with the SHA-256 of its bytes. ``left_alone``: columns nobody asked for."""

    lines: tuple[Line, ...]
    sha256: str
    left_alone: tuple[str, ...] = ()


def read_listing(path: Path, *, codes: Codes) -> Listing:
    """Return the lines of a list; ``codes`` are the known designation codes by regime.

    Refused with its faults named, the first twenty one by one: a missing column, an unknown code, country,
    regulation or day, a number that is none, a body named twice under one regulation, an empty file.
    """
    expect = load_list_source(Path(__file__).parent).expect
    packed = packed_of(path, most=LARGEST)
    text = text_in(packed, path=path, most=LARGEST, otherwise="cp1252")  # what a Norwegian Excel writes
    rows = delimited(text, mark=_mark(text), where=path.name, most=expect[1])
    header = [clean(title) for title in next(rows, (0, []))[1]]
    places = {key: at for at, title in enumerate(header) if (key := _key(title))}
    if missing := [key for key in NEEDED if key not in places]:
        raise Refused(
            f"no column {', '.join(missing)}", where=path.name,
            why=f"found: {', '.join(header)[:200] or 'nothing'}",
            remedy=f"name the columns {', '.join(COLUMNS)}",
        )  # fmt: skip
    faults: list[Problem] = []
    lines: dict[tuple[str, str], Line] = {}
    for number, cells in rows:
        if any(cell.strip() for cell in cells):
            told = {key: cells[at] if at < len(cells) else "" for key, at in places.items()}
            told["codes"] = ";".join(told["codes"].splitlines())  # a cell may hold a line for each
            told = {key: clean(text) for key, text in told.items()}
            _take(told, f"{path.name}, line {number}", codes=codes, lines=lines, faults=faults)
    refuse_faults(faults, where=path.name)
    check_count(len(lines), limits=expect, what="lines", where=path.name)
    left_alone = tuple(title for title in header if not _key(title))
    return Listing(
        lines=tuple(lines.values()), sha256=hashlib.sha256(packed).hexdigest(), left_alone=left_alone
    )


def _take(
    told: Mapping[str, str], where: str, *, codes: Codes,
    lines: dict[tuple[str, str], Line], faults: list[Problem],
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
        faults.append(error.problem)


def _line(told: Mapping[str, str], codes: Codes, *, where: str) -> Line:
    number, country = told["number"].upper().removeprefix("NB").strip(), told["country"].upper()
    if not re.fullmatch(r"[0-9]{1,4}", number):
        raise Refused(
            f"`{told['number'][:SHOWN]}` is not a body's number", where=where, remedy="up to four digits"
        )
    if not re.fullmatch(r"[A-Z]{2}", country):
        raise Refused(
            f"`{told['country'][:SHOWN]}` is not a country code",
            where=where,
            remedy="two letters, such as DE",
        )
    if not told["name"]:
        raise Refused("the body has no name", where=where)
    regime = next((id for id, said in REGULATIONS if said.search(told["regulation"])), "")
    if regime not in codes:
        raise Refused(
            f"`{told['regulation'][:SHOWN]}` is no regulation",
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
    for word in filter(None, (word.strip() for word in re.split(r"[;,|]", text))):
        head = _CODE.fullmatch(word)
        code = f"{head[1].upper()} {head[2]}" if head else word
        if code not in known:
            hint = did_you_mean(code[:SHOWN], known) or "codes are written as MDA 0315, divided by `;`"
            raise Refused(f"unknown code `{word[:SHOWN]}`", where=where, remedy=hint)
        yield code


def _day(text: str, *, where: str) -> date | None:
    for form in DAYS if text else ():
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    if text:
        raise Refused(f"`{text[:SHOWN]}` is not a day", where=where, remedy="write it as 2026-11-22")
    return None


def _key(title: str) -> str:
    plain = re.sub(r"[\s_.]+", " ", title.strip().lower()).strip()
    return next((key for key, names in COLUMNS.items() if plain in names), "")


def _mark(text: str) -> str:
    """The sign that parts the first line into the most known columns; codes hold semicolons themselves."""
    first = text.partition("\n")[0]
    return max(",;\t", key=lambda sign: sum(bool(_key(title.strip('"'))) for title in first.split(sign)))
