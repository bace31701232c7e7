"""Whole commands in a fresh process, as a person meets them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks.registry import ROOT, Run, Way, Work, timed

FRAM = [str(Path(sys.executable).parent / "fram")]
EXAMPLE = "examples/nordlys-vital.toml"
DAY = "2026-11-21"


def _run(command: list[str]) -> None:
    # As on a person's machine: what Python compiled once it keeps.
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=env)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-1000:]}")


def plan(size: Mapping[str, int]) -> Run:
    """Time `fram plan` on the example, reports and all."""
    with tempfile.TemporaryDirectory() as folder:
        draws = str(size["draws"])
        command = [*FRAM, "plan", EXAMPLE, "--draws", draws, "--seed", "1", "--on", DAY, "--out", folder]
        return Run(seconds=timed(lambda: _run(command)))


def warm() -> None:
    """Run the command once, so that neither Python nor the kernel has anything left to compile."""
    plan({"draws": 200})


def help_text(size: Mapping[str, int]) -> Run:
    """Time `fram --help`."""
    return Run(seconds=timed(lambda: _run([*FRAM, "--help"])))


def bare_python(size: Mapping[str, int]) -> Run:
    """Time the start of Python itself: what no command can beat."""
    return Run(seconds=timed(lambda: _run([sys.executable, "-c", "pass"])))


PLAN = Work(
    name="plan",
    full={"draws": 20_000},
    quick={"draws": 2_000},
    ways=(Way(name="fram plan", run=plan, check=warm, is_command=True),),
    limit=8.0,
    limit_mb=600.0,
)
HELP = Work(
    name="help",
    full={},
    quick={},
    ways=(
        Way(name="fram --help", run=help_text, repeats=(9, 3), is_command=True),
        Way(name="bare Python", run=bare_python, is_command=True),
    ),
    limit=0.4,
)
