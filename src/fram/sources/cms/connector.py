"""US hospitals in Medicare's register: how many stand in the fifty states and the federal district."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from fram.store.feed import Feed, Reading, Rows, collect
from fram.store.source import Source, load_source
from fram.terms.errors import Refused

SERIES = "hospital_sites"
TERRITORIES = frozenset({"AS", "GU", "MP", "PR", "VI"})
"""Counted apart: the population figure of the United States does not hold these people."""
KINDS = frozenset({
    "Acute Care Hospitals", "Critical Access Hospitals", "Psychiatric", "Childrens",
    "Acute Care - Veterans Administration", "Acute Care - Department of Defense",
})  # fmt: skip
REGISTER_ON = date(2026, 1, 1)  # the year of the edition in source.yaml; the file itself carries no day


def read(folder: Path, *, source: Source | None = None) -> Feed:
    """Return the number of registered hospitals in the states and the federal district."""
    return collect(source or load_source(Path(__file__).parent), folder=folder, hospitals=_readings)


def _readings(rows: Rows) -> Iterator[Reading]:
    seen: dict[str, str] = {}
    kinds: Counter[str] = Counter()
    for place, row in rows:
        number, state, kind = row["Facility ID"], row["State"], row["Hospital Type"]
        if number in seen or len(state) != 2 or kind not in KINDS:
            raise Refused(f"facility {number}, `{state}`, `{kind}`", where=place, why="double or unknown")
        seen[number] = state
        kinds[kind] += state not in TERRITORIES
    apart = sum(state in TERRITORIES for state in seen.values())
    most = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common(3))
    yield Reading(
        area="US", series=SERIES, start=REGISTER_ON, value=len(seen) - apart,
        place="rows of the register outside the territories",
        note=f"hospitals in Medicare's register ({most}); {apart} in the territories not counted",
    )  # fmt: skip
