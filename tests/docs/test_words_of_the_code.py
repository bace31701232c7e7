"""Modules say what they are for, changes are told, and the command answers at once."""

from __future__ import annotations

import ast
import statistics
import subprocess
import sys
import time
from pathlib import Path

from tests.contracts import house
from tests.docs import pages

START_LIMIT_S = 0.4


def test_every_module_says_what_it_is_for() -> None:
    files = [*house.python_files(), *house.python_files(pages.ROOT / "tools")]
    silent = [
        path.relative_to(pages.ROOT).as_posix()
        for path in files
        if path.read_text(encoding="utf-8").strip() and not ast.get_docstring(house.tree(path))
    ]
    assert silent == []


def test_changes_are_told() -> None:
    text = pages.section("CHANGELOG.md", "[Unreleased]")
    assert text.count("\n- ") >= 1


def test_the_command_answers_at_once(tmp_path: Path) -> None:
    """The one time a test asserts: the issue promises it. The median of five real processes."""
    command = [str(Path(sys.executable).with_name("fram")), "--help"]
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
        times.append(time.perf_counter() - begun)
        assert "plan" in done.stdout
    assert statistics.median(times) < START_LIMIT_S
