"""A bench for connectors: a small file in the publisher's shape, in a folder of its own, and what is read."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from fram import sources
from fram.store.feed import Feed
from fram.store.source import Expect, Source, load_source

FIXTURES = Path(__file__).parent / "fixtures"
ReadText = Callable[..., Feed]


def source_of(name: str) -> Source:
    """The connector's own source, expecting only a few rows."""
    folder = Path(sources.connector(name).__file__ or "").parent
    source = load_source(folder)
    few = {key: replace(file, expect=Expect(rows=(1, 20))) for key, file in source.files.items()}
    return replace(source, files=few)


def fixture_text(name: str) -> str:
    """The fixture's rows as text."""
    (path,) = FIXTURES.glob(f"{name}.*")
    return path.read_text(encoding="utf-8")


@pytest.fixture
def read_text(tmp_path: Path) -> ReadText:
    """`read_text("gisco", text)`: the feed the connector makes of a file with that text."""

    def read(name: str, text: str | None = None, *, source: Source | None = None) -> Feed:
        given = source or source_of(name)
        (file,) = given.files.values()
        path = tmp_path / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        content = (fixture_text(name) if text is None else text).encode(file.encoding)
        path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
        feed: Feed = sources.connector(name).read(tmp_path, source=given)
        return feed

    return read
