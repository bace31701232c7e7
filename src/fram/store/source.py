"""What a connector says of its source, read from the ``source.yaml`` beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml

from fram.terms.errors import Refused
from fram.terms.reading import read

Areas = Literal["iso2", "iso3", "fips", "eurostat", "currency"]
"""Which of a market's codes the source names places by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expect:
    """Least and most of what a whole file should hold; anything else stops the run."""

    rows: tuple[int, int]
    areas: tuple[int, int] = (0, 1_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One file: where it lies in the folder, the columns used, and those known but left alone."""

    path: str
    columns: tuple[str, ...]
    expect: Expect
    unused: tuple[str, ...] = ()
    delimiter: str = ","
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publisher's data set as we have it. ``key`` is its name among the citations."""

    key: str
    title: str
    publisher: str
    licence: str
    url: str
    frequency: str
    edition: str
    areas: Areas
    files: Mapping[str, SourceFile]
    note: str = ""


def load_source(folder: Path) -> Source:
    """Return the source described by ``folder/source.yaml``; unknown keys are refused."""
    path = folder / "source.yaml"
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise Refused("there is no source.yaml", where=folder.name, kind="missing") from None
    except yaml.YAMLError as error:
        raise Refused("is not valid YAML", where=f"{folder.name}/source.yaml", why=str(error)) from None
    return read(Source, raw, where=f"{folder.name}/source.yaml")
