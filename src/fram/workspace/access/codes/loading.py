"""Loading a list of codes from a file: checked whole, put in place of the one before, and what changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fram.access.codes.device_code import Code, System
from fram.sources.codes import read_codes
from fram.sources.codes.reading import CodeFeed
from fram.sources.reading import ListSource
from fram.store.codes import Load, index_path, write_index
from fram.store.home import home as fram_home
from fram.workspace.access.codes.table import Table, code_from, listed, loaded_table, system_named


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesLoaded:
    """What a load did. ``before``: the load it took the place of; None for the first.

    ``added``, ``gone``: codes; ``classes``: codes whose class changed, with both; ``others``: codes of which
    something else changed. ``is_same``: the very file was loaded already, and nothing was written.
    """

    system: System
    load: Load
    form: str
    unused: tuple[str, ...]
    twins: int
    before: Load | None = None
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    classes: Mapping[str, tuple[str, str]]
    names: Mapping[str, str]
    others: tuple[str, ...] = ()
    is_same: bool = False


def load_codes(
    path: Path, *, system: str, on: date, home: Path | None = None, source: ListSource | None = None
) -> CodesLoaded:
    """Load a publisher's whole list of codes from a file, in place of the one before.

    Raises ``Refused``, and changes nothing, for a file that cannot be read, for every bad row by its line,
    and for a count that no whole list has. The same file twice changes nothing.
    """
    name = system_named(system)
    feed = read_codes(Path(path), system=name, source=source)
    load = _load(feed, on=on)
    old = loaded_table(name, home=home)
    known = {code.code: code for code in map(code_from, old.index.all())} if old else {}
    is_same = bool(old and old.load and old.load.sha256 == load.sha256)
    if not is_same:
        before = old.index.loads() if old else []
        write_index(index_path(home or fram_home(), name), listed=listed(feed.codes), loads=[*before, load])
    return _compared(feed, load, known=known, old=old, is_same=is_same)


def _load(feed: CodeFeed, *, on: date) -> Load:
    source = feed.source
    return Load(
        day=on.isoformat(), file=feed.file, sha256=feed.sha256, rows=len(feed.codes), title=source.title,
        publisher=source.publisher, licence=source.licence, url=source.url,
        edition=f"{feed.file}, loaded {on.isoformat()}",
    )  # fmt: skip


def _compared(
    feed: CodeFeed, load: Load, *, known: Mapping[str, Code], old: Table | None, is_same: bool
) -> CodesLoaded:
    new = {code.code: code for code in feed.codes}
    both = [code for code in new if code in known and new[code] != known[code]]
    classes = {
        code: (was, now) for code in both if (was := _class(known[code])) != (now := _class(new[code]))
    }
    before = old.load if old else None
    return CodesLoaded(
        system=feed.codes[0].system, load=before if is_same and before else load, form=feed.form,
        unused=feed.unused, twins=feed.twins, before=before,
        added=tuple(code for code in new if code not in known) if old else (),
        gone=tuple(code for code in known if code not in new), classes=classes,
        names={code: new[code].name for code in classes},
        others=tuple(code for code in both if code not in classes), is_same=is_same,
    )  # fmt: skip


def _class(code: Code) -> str:
    return str(getattr(code, "device_class", ""))
