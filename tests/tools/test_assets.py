"""Web files are put in place only with the recorded hash; what cannot be had is a warning where optional."""

from __future__ import annotations

import hashlib
import io
import tarfile
from pathlib import Path

import pytest

from tools import assets

MAP = b'{"type": "Topology"}'


class Shelf:
    """Stands in for npm: gives one archive, and counts how often it was asked."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.asked: list[str] = []

    def __call__(self, spec: str, *, into: Path) -> Path:
        self.asked.append(spec)
        if not self.files:
            raise assets.Unreachable("no network")
        archive = into / "atlas.tgz"
        with tarfile.open(archive, "w:gz") as tar:
            for name, content in self.files.items():
                member = tarfile.TarInfo(f"package/{name}")
                member.size = len(content)
                tar.addfile(member, io.BytesIO(content))
        return archive


def atlas(folder: Path, *, sha256: str = hashlib.sha256(MAP).hexdigest()) -> assets.Package:
    file = assets.AssetFile(source="map.json", target=folder / "static" / "map.json", sha256=sha256)
    return assets.Package(name="atlas", version="1.0.0", licence="ISC", use="the map", files=(file,))


def test_a_file_is_put_in_place_once(tmp_path: Path) -> None:
    shelf = Shelf({"map.json": MAP})
    for _ in range(2):
        assert assets.fetch((atlas(tmp_path),), optional=False, pack=shelf) == 0
    assert (tmp_path / "static" / "map.json").read_bytes() == MAP
    assert shelf.asked == ["atlas@1.0.0"]


def test_a_damaged_file_is_fetched_again(tmp_path: Path) -> None:
    package = atlas(tmp_path)
    package.files[0].target.parent.mkdir()
    package.files[0].target.write_bytes(b"half a map")
    assert assets.fetch((package,), optional=False, pack=Shelf({"map.json": MAP})) == 0
    assert package.files[0].target.read_bytes() == MAP


@pytest.mark.parametrize("optional", [True, False])
def test_another_hash_is_refused_and_nothing_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], *, optional: bool
) -> None:
    package = atlas(tmp_path, sha256="0" * 64)
    assert assets.fetch((package,), optional=optional, pack=Shelf({"map.json": MAP})) == 1
    assert not package.files[0].target.exists()
    words = capsys.readouterr().err
    assert words.startswith("refused: atlas@1.0.0: map.json has sha256 ")
    assert "recorded is " + "0" * 64 in words


@pytest.mark.parametrize(
    ("files", "why"), [({}, "no network"), ({"other.json": b""}, "holds no file map.json")]
)
def test_what_cannot_be_had_is_a_warning_where_optional(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], files: dict[str, bytes], why: str
) -> None:
    assert assets.fetch((atlas(tmp_path),), optional=True, pack=Shelf(files)) == 0
    assert assets.fetch((atlas(tmp_path),), optional=False, pack=Shelf(files)) == 1
    words = capsys.readouterr().err
    assert "warning: without the map" in words
    assert why in words


def test_a_machine_without_npm_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(assets, "NODE", tmp_path / "node")
    monkeypatch.setattr(assets, "ROOT", tmp_path)
    with pytest.raises(assets.Unreachable, match="npm is not installed"):
        assets.pack_with_npm("atlas@1.0.0", into=tmp_path)


def test_the_manifest_names_version_licence_and_hash() -> None:
    packages = assets.read_manifest(assets.MANIFEST)
    assert {package.name for package in packages} == {"world-atlas", "@digdir/designsystemet-css", "axe-core"}
    for package in packages:
        assert package.licence in {"ISC", "MIT", "MPL-2.0"}
        assert all(len(file.sha256) == 64 for file in package.files)
