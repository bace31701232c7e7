"""The locks hold a hash for everything, no address, and all that pyproject.toml asks for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def packages(lock: Path) -> set[str]:
    return set(re.findall(r"^([a-z0-9-]+)==", lock.read_text(encoding="utf-8"), re.MULTILINE))


def asked(*extras: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = list(project["dependencies"])
    for extra in extras:
        wanted += project["optional-dependencies"][extra]
    return {re.match(r"[A-Za-z0-9-]+", line).group().lower() for line in wanted}  # type: ignore[union-attr]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_holds_hashes_and_no_address(lock: Path) -> None:
    lines = lock.read_text(encoding="utf-8").splitlines()
    strange = [
        line
        for line in lines
        if not re.fullmatch(r"[a-z0-9-]+==\S+( ; .+)? \\|    --hash=sha256:\w{64}( \\)?", line)
    ]
    assert strange == []
    text = "\n".join(lines)
    assert all(
        re.search(rf"^{re.escape(name)}==[^\n]*\\\n    --hash=sha256:", text, re.MULTILINE)
        for name in packages(lock)
    )


@pytest.mark.parametrize(
    ("lock", "extras"),
    [
        ("core", ()),
        ("dev", ("web", "postgres", "mcp", "reports", "dev")),
        ("all", ("web", "postgres", "mcp", "engines", "spark", "optimise", "link", "reports", "ai", "dev")),
    ],
)
def test_a_lock_holds_what_is_asked_for(lock: str, extras: tuple[str, ...]) -> None:
    assert asked(*extras) - packages(ROOT / "requirements" / f"{lock}.txt") == set()
