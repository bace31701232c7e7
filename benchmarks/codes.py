"""Look-up of a product's words in a list as long as FDA's, with reasons; beside it ways that give none."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from benchmarks.registry import Run, Way, Work, timed
from fram.access.codes.device_code import DeviceCode
from fram.access.codes.words import stems_of
from fram.knowledge.access.codes import shipped_fda
from fram.store.codes import Load, index_path, write_index
from fram.workspace.access.codes import codes
from fram.workspace.access.codes.table import listed

SIZE = 7_000
ASKED = (
    "overnight pulse oximetry at home",
    "app that reads a one-lead ECG on a watch",
    "blodsukkermåler til selvtest",
    "Software that plans heart surgery in holograms from CT and MR images",
    "predicts sepsis from hospital records",
    "Treats chronic insomnia in adults by guided cognitive behavioural therapy on the phone.",
    "insulin pump",
    "kunstig intelligens som finner brudd i røntgenbilder",
)


@cache
def long_list() -> tuple[DeviceCode, ...]:
    """Return the shipped codes and invented ones with names and definitions out of the same words."""
    shipped = [code for code in shipped_fda().codes if isinstance(code, DeviceCode)]
    words = sorted({word for code in shipped for word in code.name.split()})
    dice = random.Random(3)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    taken = {code.code for code in shipped}
    names = (a + b + c for a in letters for b in letters for c in letters)
    free = [name for name in names if name not in taken][: SIZE - len(shipped)]
    made = [
        DeviceCode(
            code=name, name=" ".join(dice.choices(words, k=6)), device_class="2", panel="Neurology",
            definition=" ".join(dice.choices(words, k=dice.choice((0, 0, 40)))),
        )
        for name in free
    ]  # fmt: skip
    return (*shipped, *made)


@cache
def home() -> Path:
    """Return a home with the long list loaded."""
    folder = Path(tempfile.mkdtemp(prefix="fram-codes-"))
    load = Load(
        day=date(2026, 11, 22).isoformat(), file="made", sha256="", rows=SIZE, title="made", publisher="",
        licence="", url="",
    )  # fmt: skip
    write_index(index_path(folder, "fda"), listed=listed(long_list()), loads=[load])
    return folder


def run_ours(size: Mapping[str, int]) -> Run:
    """Time one look-up with reasons, warm: the mean over the questions."""
    return _each(lambda asked: codes(asked, home=home()), size["times"])


def run_fuzzy(size: Mapping[str, int]) -> Run:
    """Time rapidfuzz over all names: the nearest in spelling, no reasons, no synonyms."""
    from rapidfuzz import fuzz, process, utils

    names = [code.name for code in long_list()]

    def once(asked: str) -> object:
        return process.extract(
            asked, names, scorer=fuzz.token_set_ratio, processor=utils.default_process, limit=5
        )

    return _each(once, size["times"])


def run_scan(size: Mapping[str, int]) -> Run:
    """Time a plain scan: how many stems of the question stand in each code."""
    stems = [frozenset(stems_of(f"{code.name} {code.definition}")) for code in long_list()]

    def once(asked: str) -> object:
        wanted = frozenset(stems_of(asked))
        return sorted(range(len(stems)), key=lambda at: -len(wanted & stems[at]))[:5]

    return _each(once, size["times"])


def check() -> None:
    """Prove that the long list is looked in, and that a plain name is found first."""
    assert len(long_list()) == SIZE
    assert codes("electronic stethoscope", home=home()).matches[0].code.code == "DQD"


def _each(once: Callable[[str], object], times: int) -> Run:
    for asked in ASKED:
        once(asked)

    def often() -> None:
        for _ in range(times):
            for asked in ASKED:
                once(asked)

    return Run(seconds=timed(often) / times / len(ASKED))


CODES = Work(
    name="codes",
    full={"times": 20},
    quick={"times": 3},
    ways=(
        Way(name="ours", run=run_ours, check=check),
        Way(name="rapidfuzz", run=run_fuzzy),
        Way(name="plain scan", run=run_scan),
    ),
    limit=0.03,
)
