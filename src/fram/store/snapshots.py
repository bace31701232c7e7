"""Dated copies of fetched files, each with its origin, hash and licence beside it. None is ever edited.

``<home>/snapshots/<source>/<day>/<file>`` and ``<file>.origin.json``. A new version is another day's folder.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from fram.store.rows import sha256_of
from fram.store.source import Source
from fram.terms.errors import Refused
from fram.terms.reading import read

ORIGIN = ".origin.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One kept file: where it lies below the home, and where it comes from."""

    path: str
    source: str
    day: date
    sha256: str
    size: int
    publisher: str
    licence: str
    url: str
    edition: str = ""


def add_snapshot(path: Path, *, source: Source, day: date, home: Path) -> Snapshot:
    """Keep a copy of a file as it was on ``day`` and return its record; the same file is not kept twice.

    Refused: a source without licence, a missing file, and another content under the same name and day.
    """
    if not source.licence:
        raise Refused("no licence is named", where=source.key, remedy="name the licence in source.yaml")
    if not path.is_file():
        raise Refused("the file is not there", where=path.name, kind="missing")
    digest = sha256_of(path)
    for kept in snapshots(home, source=source.key):
        if kept.sha256 == digest and Path(kept.path).name == path.name:
            return kept
    target = home / "snapshots" / source.key / day.isoformat() / path.name
    if target.exists():
        raise Refused(
            f"another file was kept under this name on {day}", where=path.name,
            why="a snapshot is never edited", remedy="keep the new version under its own day",
        )  # fmt: skip
    snapshot = Snapshot(
        path=target.relative_to(home).as_posix(), source=source.key, day=day, sha256=digest,
        size=path.stat().st_size, publisher=source.publisher, licence=source.licence, url=source.url,
        edition=source.edition,
    )  # fmt: skip
    _keep(path, target, snapshot)
    return snapshot


def snapshots(home: Path, *, source: str) -> Iterator[Snapshot]:
    """Yield the snapshots of a source, oldest first."""
    for beside in sorted((home / "snapshots" / source).glob(f"*/*{ORIGIN}")):
        if beside.name.startswith("."):
            continue
        try:
            raw = json.loads(beside.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise Refused("cannot be read", where=beside.name, why=str(error), kind="unreadable") from None
        yield read(Snapshot, raw, where=beside.name)


def open_snapshot(snapshot: Snapshot, *, home: Path) -> Path:
    """Return the path of a kept file after seeing that it still has the hash it was kept with."""
    path = home / snapshot.path
    if not path.is_file():
        raise Refused("the kept file is gone", where=snapshot.path, kind="missing")
    if sha256_of(path) != snapshot.sha256:
        raise Refused(
            "the kept file has been changed", where=snapshot.path, why="its hash is not the recorded one",
            remedy="restore it from a backup, or fetch it anew under another day",
        )  # fmt: skip
    return path


def _keep(path: Path, target: Path, snapshot: Snapshot) -> None:
    """Copy and record through temporary names; the record comes last, so a record always has its file."""
    beside = target.with_name(target.name + ORIGIN)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        half, record = (p.with_name(f".{p.name}.new") for p in (target, beside))
        shutil.copyfile(path, half)
        if sha256_of(half) != snapshot.sha256:
            raise Refused("the file changed while it was copied", where=path.name, remedy="try again")
        half.replace(target)
        target.chmod(0o444)
        fields = asdict(snapshot) | {"day": snapshot.day.isoformat()}
        record.write_text(json.dumps(fields, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        record.replace(beside)
    except OSError as error:
        raise Refused("cannot be kept", where=target.name, why=str(error), kind="unwritable") from None
