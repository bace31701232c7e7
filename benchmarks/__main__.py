"""``python -m benchmarks [--quick] [--only NAME] [--json FILE]``: measure, print ratios, keep them."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from benchmarks.registry import Row, Work, measure, run_one

PLACES = {
    "draw": "drawing:DRAW",
    "simulate": "simulation:SIMULATE",
    "model": "simulation:MODEL",
    "plan": "commands:PLAN",
    "help": "commands:HELP",
    "ask": "asking:ASK",
    "ask-cases": "asking:ASK_CASES",
    "classes": "classes:CLASSES",
    "regimes": "classes:REGIMES",
    "rule-book": "classes:RULE_BOOK",
    "codes": "codes:CODES",
    "road": "roads:ROAD",
    "payers": "payers:PAYERS",
    "studies": "studies:STUDIES",
    "value": "pricing:VALUE",
    "evppi": "knowing:EVPPI",
    "evsi": "knowing:EVSI",
    "sequence": "sequencing:SEQUENCE",
    "sequence-board": "sequencing:SEQUENCE_BOARD",
    "desk": "desk:DESK",
    "desk-load": "desk:LOAD",
}
"""The works by name. Each is fetched alone: what another imports would count as its memory."""
HEAD = (
    f"{'work':<10} {'size':<42} {'way':<20} {'median':>10} {'fastest':>10} {'ratio':>9} "
    f"{'peak':>9} {'growth':>9}"
)


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmarks; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Time the heavy parts beside peers."
    )
    parser.add_argument("--quick", action="store_true", help="smaller sizes, fewer repetitions")
    parser.add_argument("--only", choices=PLACES, help="one work")
    parser.add_argument(
        "--json", type=Path, default=Path("build/benchmarks.json"), help="where to keep the rows"
    )
    parser.add_argument("--one", nargs=2, metavar=("WORK", "WAY"), help=argparse.SUPPRESS)
    told = parser.parse_args(arguments)
    if told.one:
        work = work_of(told.one[0])
        way = next(way for way in work.ways if way.name == told.one[1])
        print(run_one(work, way, quick=told.quick))
        return 0
    works = [work_of(name) for name in ([told.only] if told.only else PLACES)]
    rows = []
    print(HEAD)
    for row in measure(works, quick=told.quick):
        rows.append(row)
        print(line(row), flush=True)
    _keep(rows, told.json, quick=told.quick)
    print(
        "\nMedians, each way in a process of its own; ~ is extrapolated; q counts questions, not seconds. "
        "Trust factors of two, not a fifth."
    )
    return 0


def work_of(name: str) -> Work:
    """Return a work of the register."""
    module, place = PLACES[name].split(":")
    found: Work = getattr(import_module(f"benchmarks.{module}"), place)
    return found


def line(row: Row) -> str:
    """Return a row of the table."""
    size = " × ".join(f"{number:,} {name}" for name, number in row.size.items())
    about = "~" if row.extrapolated else ""
    promised = [f"{row.limit_s:g} s"] if row.limit_s else []
    promised += [f"{row.limit_mb:g} MB"] if row.limit_mb else []
    promised += [f"{row.limit_share:.2f} of the next line"] if row.limit_share else []
    promise = f"  promised under {' and '.join(promised)}" if promised and row.ratio == 1 else ""
    error = f"  error {row.error:.4f}" if row.error is not None else ""
    error += f"  {row.note}" if row.note else ""
    ratio = f"{row.ratio:,.0f}" if row.ratio >= 10 else f"{row.ratio:.2f}"
    return (
        f"{row.work:<10} {size:<42} {row.way:<20} "
        f"{about + f'{row.median_s:.3f}':>8} {row.unit} {row.fastest_s:>8.3f} {row.unit} "
        f"{ratio:>8}x {row.peak_mb:>6.0f} MB {row.growth_mb:>6.0f} MB{error}{promise}"
    )


def _keep(rows: list[Row], path: Path, *, quick: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    machine = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "processors": os.cpu_count(),
    }
    kept = {"quick": quick, **machine, "rows": [asdict(row) for row in rows]}
    path.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
