"""The recipe for a market works as it is written: a folder, a code, a regime; the rest comes by itself."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.docs import pages


def _run(source: Path, *words: str) -> str:
    env = {**os.environ, "PYTHONPATH": str(source)}
    command = [sys.executable, "-m", "fram", *words]
    done = subprocess.run(command, capture_output=True, text=True, env=env, cwd=source, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_market_added_by_the_recipe_is_in_the_plan(tmp_path: Path) -> None:
    source = tmp_path / "src"
    shutil.copytree(pages.ROOT / "src", source, ignore=shutil.ignore_patterns("web", "mcp"))
    page = pages.pages()["docs/add/market.md"]
    head = next(found for found in pages.BLOCK.finditer(page) if found[2] == "yaml")
    market = source / "fram" / "knowledge" / "cz" / "market.yaml"
    shutil.copytree(market.parent.parent / "_template", market.parent)
    market.write_text("\n".join(line[3:] for line in head[3].splitlines()) + "\n", encoding="utf-8")
    codes = source / "fram" / "terms" / "jurisdiction.py"
    codes.write_text(re.sub(r"\bPL EE\b", "PL CZ EE", codes.read_text("utf-8"), count=1), encoding="utf-8")
    road = source / "fram" / "knowledge" / "eu" / "regulation" / "mdr" / "road.yaml"
    road.write_text(re.sub(r"\bPL, EE\b", "PL, CZ, EE", road.read_text("utf-8"), count=1), encoding="utf-8")
    example = str(pages.ROOT / "examples" / "nordlys-vital.toml")
    assert "30 markets" in _run(source, "knowledge", "check")
    board = _run(source, "plan", example, "--markets", "CZ", "--draws", "200", "--on", "2026-11-21")
    assert "Czechia" in board
