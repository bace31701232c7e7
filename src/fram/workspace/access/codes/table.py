"""The lists of codes as they are at hand: the whole list a user loaded, else the part that ships."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast, get_args

from fram.access.codes.device_code import Code, CpvCode, DeviceCode, EmdnCode, JmdnCode, System
from fram.access.codes.words import stems_of
from fram.knowledge.access.codes import ShippedCodes, shipped_cpv, shipped_emdn, shipped_fda
from fram.store.codes import CodeIndex, Listed, Load, index_of, index_path, open_index
from fram.store.home import home as fram_home
from fram.terms.errors import Refused, did_you_mean

KINDS: dict[str, type[Code]] = {"fda": DeviceCode, "emdn": EmdnCode, "jmdn": JmdnCode, "cpv": CpvCode}
SHIPPED = {"fda": shipped_fda, "emdn": shipped_emdn, "cpv": shipped_cpv}
LOADED_BY = {"fda": "fda-codes", "emdn": "emdn", "jmdn": "jmdn-codes"}
"""What `fram sources load` calls each list; the codes of tenders are not loaded."""
LEFT_OUT = re.compile(r"\((?:excluding|not including)[^)]*\)", re.IGNORECASE)
"""What a name says it is not about is no word of it."""
WHOLE = {"fda": 7088, "emdn": 8454, "cpv": 9454}
"""Codes in the whole list, as last counted: FDA's of 2026-08-18, EMDN V2, CPV 2008."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A list of codes to look things up in. ``load``: where it came from; None for the part that ships."""

    system: System
    index: CodeIndex
    size: int
    title: str
    edition: str
    load: Load | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it is a list a user loaded, and not only the part that ships."""
        return self.load is not None


def fda_code(code: str, *, home: Path | None = None) -> DeviceCode | None:
    """Return FDA's type of device by its product code: as loaded, else from the part that ships."""
    found = find_code(code, system="fda", home=home)
    return found if isinstance(found, DeviceCode) else None


def emdn_code(code: str, *, home: Path | None = None) -> EmdnCode | None:
    """Return a node of the European nomenclature, from the loaded list, else from the part that ships."""
    found = find_code(code, system="emdn", home=home)
    return found if isinstance(found, EmdnCode) else None


def jmdn_code(code: str, *, home: Path | None = None) -> JmdnCode | None:
    """Return a generic name of the Japanese nomenclature; None unless the user loaded that list."""
    found = find_code(code, system="jmdn", home=home)
    return found if isinstance(found, JmdnCode) else None


def find_code(code: str, *, system: str, home: Path | None = None) -> Code | None:
    """Return a code of a system, from the loaded list, else from the part that ships."""
    found = told_code(code, system=system, home=home)
    return found[0] if found else None


def told_code(code: str, *, system: str, home: Path | None = None) -> tuple[Code, Load | None] | None:
    """Return a code with the load that told it: that of the loaded list, None for the part that ships."""
    name = system_named(system)
    loaded = loaded_table(name, home=home)
    fields = loaded.index.get(code.strip().upper()) if loaded else None
    if loaded and fields is not None:
        return code_from(fields), loaded.load
    shipped = shipped_code(code, system=system)
    return (shipped, None) if shipped else None


def shipped_code(code: str, *, system: str) -> Code | None:
    """Return a code of the part that ships, whatever list is loaded."""
    wanted = code.strip().upper()
    return next((known for known in _shipped(system_named(system)) if known.code == wanted), None)


def table(system: str, *, home: Path | None = None) -> Table:
    """Return the list to look things up in; refuse a system of which nothing is at hand."""
    name = system_named(system)
    loaded = loaded_table(name, home=home)
    if loaded is not None:
        return loaded
    if name not in SHIPPED:
        raise Refused(
            "no list of this system is loaded", where=name, kind="missing",
            why="Fram may not give this list on",
            remedy=f"load your own: `fram sources load {LOADED_BY[name]} FILE`",
        )  # fmt: skip
    return _shipped_table(name)


def loaded_table(system: System, *, home: Path | None = None) -> Table | None:
    """Return the list a user loaded, or None."""
    path = index_path(home or fram_home(), system)
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        return None
    return _opened(path, system, changed)


def system_named(system: str) -> System:
    """Return the system meant, or refuse a name that is none."""
    known = get_args(System)
    name = system.strip().lower()
    if name not in known:
        raise Refused(
            f"unknown list of codes `{system}`", where="--system", kind="usage",
            remedy=did_you_mean(name, known) or f"one of {', '.join(known)}",
        )  # fmt: skip
    return cast(System, name)


def listed(codes: Iterable[Code]) -> list[Listed]:
    """Return codes with their words as stems, as the index holds them."""
    return [
        Listed(
            fields=asdict(code), name=" ".join(stems_of(LEFT_OUT.sub(" ", code.name))),
            more=" ".join(stems_of(LEFT_OUT.sub(" ", _more(code)))),
        )
        for code in codes
    ]  # fmt: skip


def code_from(fields: dict[str, Any]) -> Code:
    """Return a code from the fields an index holds."""
    given = {key: tuple(value) if isinstance(value, list) else value for key, value in fields.items()}
    kind: Any = KINDS[str(given["system"])]
    return cast(Code, kind(**given))


def _shipped(system: System) -> tuple[Code, ...]:
    return SHIPPED[system]().codes if system in SHIPPED else ()


def _more(code: Code) -> str:
    if isinstance(code, DeviceCode):
        return f"{code.panel} {code.definition}"
    return " ".join(code.under) if isinstance(code, EmdnCode | CpvCode) else ""


@cache
def _opened(path: Path, system: System, changed: int) -> Table | None:
    index = open_index(path)
    if index is None:
        return None
    load = index.loads()[-1]
    return Table(
        system=system, index=index, size=len(index), title=load.title, edition=load.edition, load=load
    )


@cache
def _shipped_table(system: System) -> Table:
    shipped: ShippedCodes = SHIPPED[system]()
    return Table(
        system=system, index=index_of(listed(shipped.codes)), size=len(shipped.codes),
        title=shipped.cite.title, edition=shipped.cite.edition,
    )  # fmt: skip
