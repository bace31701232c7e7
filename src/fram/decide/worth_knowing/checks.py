"""What samples must be before anything is learned from them: refused in one place, with what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fram.terms.errors import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FEWEST = 50
"""Draws below which a spline learns more noise than shape."""
LARGEST = 1e150
"""A number beyond this cannot be squared."""


def checked_values(values: Floats, *, least: int = 2, where: str = "values") -> Floats:
    """Return ``values`` (options, draws) as float64; refuse one option, too few draws, what is no number."""
    found = _numbers(values, what=where, shape="(options, draws)")
    if len(found) < 2:
        raise Refused(
            f"{len(found)} option: there is nothing to choose between", where=where,
            remedy="give at least two options; doing nothing is one, with the value 0 in every draw",
        )  # fmt: skip
    if found.shape[1] < least:
        raise Refused(
            f"{found.shape[1]} draws are too few", where=where, why=f"at least {least} are needed",
            remedy="draw more from the model",
        )  # fmt: skip
    return found


def checked_inputs(inputs: Floats, *, draws: int, where: str = "inputs") -> Floats:
    """Return ``inputs`` (inputs, draws) as float64; refuse another number of draws and what is no number."""
    found = _numbers(inputs, what=where, shape="(inputs, draws)")
    if found.shape[1] != draws:
        raise Refused(
            f"{found.shape[1]} draws beside {draws} of the values", where=where,
            why="draw by draw they must belong together", remedy="give both from the same run of the model",
        )  # fmt: skip
    return found


def _numbers(given: Floats, *, what: str, shape: str) -> Floats:
    found = np.atleast_2d(np.asarray(given, dtype=float))
    if found.ndim != 2 or not found.size:
        raise Refused(f"has no draws in the shape {shape}", where=what, remedy=f"give an array {shape}")
    bad = ~(np.abs(found) < LARGEST)
    if bad.any():
        row, draw = np.argwhere(bad)[0]
        raise Refused(
            f"`{found[row, draw]}` is no number to count with", where=f"{what}, row {row}, draw {draw}",
            remedy="leave out the draws that failed, in values and inputs alike",
        )  # fmt: skip
    return found
