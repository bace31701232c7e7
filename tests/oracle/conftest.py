"""The published reference numbers, where the user's data folder holds them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest


@pytest.fixture(scope="session")
def truth(data_folder: Path) -> Path:
    """The folder of reference numbers for the decision core."""
    folder = data_folder / "truth" / "decide"
    if not folder.is_dir():
        pytest.skip("the data folder holds no truth/decide")
    return folder


@pytest.fixture(scope="session")
def expected(truth: Path) -> dict[str, Any]:
    """The reference cases by their id."""
    cases = json.loads((truth / "expected.json").read_text(encoding="utf-8"))["cases"]
    return {case["id"]: case for case in cases}


Columns = Callable[[str], dict[str, np.ndarray]]


@pytest.fixture(scope="session")
def columns(truth: Path) -> Columns:
    """`columns("bcea/vaccine_c.csv.gz")`: a table's columns by name."""

    def load(name: str) -> dict[str, np.ndarray]:
        with gzip.open(truth / name, "rt", encoding="utf-8") as file:
            head = file.readline().strip().replace('"', "").split(",")
            table = np.loadtxt(file, delimiter=",", ndmin=2)
        return {key: table[:, place] for place, key in enumerate(head)}

    return load
