"""A user's own list of notified bodies: read, checked, kept, and joined with the few that ship with Fram."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from fram.access.bodies.body import Body, Scope
from fram.access.bodies.codes import CodeBook
from fram.knowledge.access import bodies as knowledge
from fram.knowledge.shelf import Shelf
from fram.sources.nando.listing import Line, read_listing
from fram.store.home import home as home_of_state
from fram.store.lists import Loaded, keep_list, kept_list
from fram.terms.citation import Citation, Confidence
from fram.terms.errors import Refused
from fram.terms.reading import plain, read
from fram.workspace.access.phrases import say
from fram.workspace.access.product import a_day

LIST = "notified-bodies"
TOPIC = "bodies"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedBodies:
    """What a load brought: bodies and lines by regulation, columns left alone, the day of the list before."""

    file: str
    bodies: int
    lines: tuple[tuple[str, int], ...]
    left_alone: tuple[str, ...] = ()
    before: date | None = None


def load_notified_bodies(path: Path | str, *, on: date, home: Path | None = None) -> LoadedBodies:
    """Read a list of notified bodies (CSV) and keep it in the place of the one before.

    Raises ``Refused`` with every fault in the file; then the list before stays as it was.
    """
    file, day = Path(path), a_day(on)
    listing = read_listing(file, codes={regime: tuple(book.codes) for regime, book in code_books().items()})
    folder = home or home_of_state()
    before = _day_before(folder)
    keep_list(
        Loaded(
            name=LIST, file=file.name, sha256=listing.sha256, day=day, rows=tuple(map(plain, listing.lines))
        ),
        home=folder,
    )
    count = {regime: sum(line.regime == regime for line in listing.lines) for regime in code_books()}
    return LoadedBodies(
        file=file.name, bodies=len({line.number for line in listing.lines}), lines=tuple(count.items()),
        left_alone=listing.left_alone, before=before,
    )  # fmt: skip


def loaded_text(loaded: LoadedBodies, lang: str = "en") -> str:
    """Return what a load brought, in words."""
    counts = ", ".join(f"{count} {regime}" for regime, count in loaded.lines)
    lines = [say(TOPIC, "loaded", lang=lang, file=loaded.file, bodies=loaded.bodies, counts=counts)]
    if loaded.before:
        lines.append(say(TOPIC, "loaded-before", lang=lang, day=loaded.before.isoformat()))
    if loaded.left_alone:
        lines.append(say(TOPIC, "loaded-left-alone", lang=lang, columns=", ".join(loaded.left_alone)))
    return "\n".join(lines)


def known_bodies(home: Path | None = None) -> tuple[tuple[Body, ...], Loaded | None]:
    """Return every body known, and the user's list they come from, if one was loaded.

    A loaded scope is whole and takes the place of what ships; what else ships of that body stays.
    """
    shipped = _shipped()
    loaded = kept_list(LIST, home=home or home_of_state())
    if loaded is None:
        return shipped, None
    lines = [read(Line, row, where=f"{LIST}.json") for row in loaded.rows]
    own = {body.number: body for body in shipped if body.number}
    numbers = dict.fromkeys(line.number for line in lines)
    found = {n: _body(own.get(n), (x for x in lines if x.number == n), loaded) for n in numbers}
    rest = (body for body in shipped if body.number not in found)
    return (*found.values(), *rest), loaded


def _day_before(home: Path) -> date | None:
    """The day of the list that is replaced; one that cannot be read is no reason to keep it."""
    try:
        before = kept_list(LIST, home=home)
    except Refused:
        return None
    return before.day if before else None


@cache
def code_books() -> dict[str, CodeBook]:
    """Return the designation codes by regime."""
    return dict(knowledge.read_code_books(Shelf()))


@cache
def _shipped() -> tuple[Body, ...]:
    return knowledge.read_bodies(Shelf())


def _body(shipped: Body | None, lines: Iterable[Line], loaded: Loaded) -> Body:
    told = tuple(lines)
    scopes = {line.regime: Scope(codes=line.codes, is_whole=True, on=line.on or loaded.day) for line in told}
    if shipped:
        return replace(shipped, scopes={**shipped.scopes, **scopes}, name=told[0].name)
    cite = Citation(title=loaded.file, place=told[0].number, read=loaded.day)
    return Body(
        number=told[0].number, name=told[0].name, country=told[0].country, scopes=scopes, cite=cite,
        confidence=Confidence.PARTLY_READ, page=next((line.page for line in told if line.page), ""),
    )  # fmt: skip
