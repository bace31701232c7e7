"""The register: every work with its sizes and its peers, and how one run is measured."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run takes: ``seconds`` of the work itself, ``factor`` times which a full one would take.

    A work that counts something else (``Work.unit``) gives that instead of seconds. ``error``: how far the
    result is from the exact one, where a work has one; ``note``: what else its row shows.
    """

    seconds: float
    factor: float = 1.0
    error: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way of doing a work: ours or a peer's.

    ``run`` does it once for a size; ``check`` proves beforehand, on a small size, that it gives our
    numbers; ``repeats`` how often it is timed (full, quick); ``is_command`` when it starts a process, whose
    memory then counts. ``needs`` says why it is left out, where something it needs is not installed.
    """

    name: str
    run: Callable[[Mapping[str, int]], Run]
    check: Callable[[], None] | None = None
    repeats: tuple[int, int] = (5, 3)
    is_command: bool = False
    needs: Callable[[], str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A heavy part: its full and quick size, our way first, then the peers.

    ``limit`` seconds are promised of our way, and ``limit_mb`` of memory: of the whole process where a
    command is run, of what it grows by while at work elsewhere. ``limit_share``: the share of the first peer
    that ours may take. ``unit``: what is measured, if not seconds.
    """

    name: str
    full: Mapping[str, int]
    quick: Mapping[str, int]
    ways: tuple[Way, ...]
    limit: float | None = None
    limit_mb: float | None = None
    limit_share: float | None = None
    unit: str = "s"

    def size(self, *, quick: bool) -> Mapping[str, int]:
        """Return the size to run at."""
        return self.quick if quick else self.full


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measured way. ``ratio`` is how many times as long as ours.

    ``peak_mb`` is of a process of its own, ``growth_mb`` what the runs added to what it held before them.
    """

    work: str
    size: Mapping[str, int]
    way: str
    median_s: float
    fastest_s: float
    ratio: float
    peak_mb: float
    extrapolated: bool
    growth_mb: float = 0.0
    limit_s: float | None = None
    limit_mb: float | None = None
    limit_share: float | None = None
    unit: str = "s"
    error: float | None = None
    note: str = ""


def timed(action: Callable[[], object]) -> float:
    """Return the seconds an action takes."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def measure(works: Iterable[Work], *, quick: bool, left_out: Callable[[str], None] = print) -> Iterator[Row]:
    """Yield a row for each way of each work; each way runs in a process of its own, one after the other.

    ``left_out`` is told of each way that cannot be run here, and why.
    """
    for work in works:
        ours: float | None = None
        for way in work.ways:
            if way.needs and (reason := way.needs()):
                left_out(f"{work.name:<10} left out: {way.name}: {reason}")
                continue
            found = _in_its_own_process(work, way, quick=quick)
            median = statistics.median(found["seconds"]) * found["factor"]
            ours = ours or median
            yield Row(
                work=work.name, size=work.size(quick=quick), way=way.name, median_s=median,
                fastest_s=min(found["seconds"]) * found["factor"], ratio=median / ours,
                peak_mb=found["peak_mb"], growth_mb=found["growth_mb"],
                extrapolated=found["factor"] != 1, limit_s=work.limit, limit_mb=work.limit_mb,
                limit_share=work.limit_share, unit=work.unit, error=found["error"],
                note=found["note"],
            )  # fmt: skip


def _in_its_own_process(work: Work, way: Way, *, quick: bool) -> dict:
    command = [
        sys.executable,
        "-m",
        "benchmarks",
        "--one",
        work.name,
        way.name,
        *(["--quick"] if quick else []),
    ]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        raise RuntimeError(f"{work.name}, {way.name}:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def run_one(work: Work, way: Way, *, quick: bool) -> str:
    """Check and time one way in this process; return seconds, factor and peak memory as JSON."""
    if way.check:
        way.check()
    before = 0.0 if way.is_command else _peak_mb(way)
    runs = [way.run(work.size(quick=quick)) for _ in range(way.repeats[quick])]
    peak = _peak_mb(way)
    told = {
        "seconds": [run.seconds for run in runs],
        "factor": runs[0].factor,
        "error": runs[0].error,
        "note": runs[0].note,
    }
    return json.dumps({**told, "peak_mb": peak, "growth_mb": peak - before})


def _peak_mb(way: Way) -> float:
    import resource

    whose = resource.RUSAGE_CHILDREN if way.is_command else resource.RUSAGE_SELF
    return resource.getrusage(whose).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
