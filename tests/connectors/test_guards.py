"""What every connector refuses: other columns, other counts, other licences, files that cannot be read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fram import sources
from fram.store.feed import collect
from fram.store.licence import CARRIED
from fram.store.source import Expect, load_source
from fram.terms.errors import Refused
from tests.connectors.conftest import ReadText, fixture_text, source_of

FROM_FILES = tuple(name for name in sources.names() if name != "ecb")


def test_the_connectors_are_the_folders() -> None:
    assert sources.names() == (
        "cms", "ecb", "factbook", "gisco", "governance", "oecd", "unpop", "worldbank",
    )  # fmt: skip
    with pytest.raises(Refused, match="did you mean `worldbank`"):
        sources.connector("worldbnk")


@pytest.mark.parametrize("name", sources.names())
def test_each_source_names_publisher_licence_address_edition_and_counts(name: str) -> None:
    source = load_source(Path(sources.connector(name).__file__ or "").parent)
    assert source.licence in CARRIED
    assert source.publisher
    assert source.url.startswith("https://")
    assert source.edition
    assert source.frequency
    for file in source.files.values():
        assert 0 < file.expect.rows[0] <= file.expect.rows[1]


@pytest.mark.parametrize("name", FROM_FILES)
def test_a_missing_column_is_named(read_text: ReadText, name: str) -> None:
    (file,) = source_of(name).files.values()
    header, _, rest = fixture_text(name).partition("\n")
    changed = header.replace(file.columns[-1], "renamed", 1)
    with pytest.raises(Refused) as refused:
        read_text(name, f"{changed}\n{rest}")
    said = str(refused.value)
    assert f"column `{file.columns[-1]}` is missing" in said
    assert "unknown column `renamed`" in said


@pytest.mark.parametrize("name", FROM_FILES)
def test_an_unknown_column_is_reported_not_ignored(read_text: ReadText, name: str) -> None:
    (file,) = source_of(name).files.values()
    lines = [line + file.delimiter + "extra" for line in fixture_text(name).splitlines()]
    with pytest.raises(Refused, match="unknown column `extra`"):
        read_text(name, "\n".join(lines) + "\n")


@pytest.mark.parametrize("name", FROM_FILES)
def test_a_feed_cut_short_is_refused(read_text: ReadText, name: str) -> None:
    whole = load_source(Path(sources.connector(name).__file__ or "").parent)  # expects the publisher's size
    with pytest.raises(Refused, match=r"rows, expected .* to"):
        read_text(name, source=whole)


def test_too_few_countries_are_refused(read_text: ReadText) -> None:
    source = source_of("unpop")
    file = replace(source.files["share"], expect=Expect(rows=(1, 20), areas=(3, 5)))
    with pytest.raises(Refused, match="2 areas, expected 3 to 5"):
        read_text("unpop", source=replace(source, files={"share": file}))


@pytest.mark.parametrize("licence", ["CC-BY-NC-SA-3.0-IGO", "all rights reserved", ""])
def test_a_licence_that_forbids_carrying_is_refused_before_reading(tmp_path: Path, licence: str) -> None:
    source = replace(source_of("unpop"), licence=licence)
    with pytest.raises(Refused, match="does not let its figures be carried"):
        sources.connector("unpop").read(tmp_path, source=source)  # no file there: it is not even opened


def test_a_missing_file_says_which(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="un_wpp_share65plus") as refused:
        sources.connector("unpop").read(tmp_path)
    assert refused.value.kind == "missing"


@pytest.mark.parametrize("content", [b"not an archive", b"\x1f\x8b\x08\x00cut off"])
def test_a_broken_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / next(iter(source_of("unpop").files.values())).path
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        sources.connector("unpop").read(tmp_path)
    assert refused.value.kind == "unreadable"


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    source = source_of("factbook")
    path = tmp_path / source.files["countries"].path
    path.parent.mkdir(parents=True)
    path.write_bytes(fixture_text("factbook").replace("Norway", "Côte").encode("latin-1"))
    with pytest.raises(Refused) as refused:
        sources.connector("factbook").read(tmp_path, source=source)
    assert refused.value.kind == "unreadable"


def test_a_source_yaml_with_an_unknown_key_is_refused(tmp_path: Path) -> None:
    ours = (
        Path(sources.connector("unpop").__file__ or "").with_name("source.yaml").read_text(encoding="utf-8")
    )
    (tmp_path / "source.yaml").write_text(ours.replace("publisher:", "publsher:"), encoding="utf-8")
    with pytest.raises(Refused, match="did you mean `publisher`"):
        load_source(tmp_path)


def test_a_file_without_a_reader_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="readers and files differ"):
        collect(source_of("unpop"), folder=tmp_path)
