"""What `make` says to somebody who has nothing yet."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "--no-print-directory", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=30
    )


def test_an_old_python_gives_one_clear_sentence(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" || exit 1\n', encoding="utf-8")
    old.chmod(0o755)
    answer = make("python-is-new-enough", f"PY={old}")
    assert answer.returncode != 0
    assert f"Fram needs Python 3.11 or newer, and '{old}' is Python 3.9.2." in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_missing_python_gives_one_clear_sentence() -> None:
    answer = make("python-is-new-enough", "PY=no-such-python")
    assert answer.returncode != 0
    assert "'no-such-python' is not found" in answer.stderr


def test_help_names_every_target() -> None:
    named = set(re.findall(r"^  make ([a-z-]+)", make("help").stdout, re.MULTILINE))
    declared = (ROOT / "Makefile").read_text("utf-8").split(".PHONY:")[1].splitlines()[0].split()
    assert named == set(declared) - {"python-is-new-enough"}


@pytest.mark.parametrize("target", ["test", "test-all", "check", "bench", "demo"])
def test_each_target_can_be_planned(target: str) -> None:
    assert make("--dry-run", target).returncode == 0
