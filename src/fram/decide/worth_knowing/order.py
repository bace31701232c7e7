"""An order of options, inputs and draws that only what is in them settles, not where they stand in a file.

Which draws are left out together, and which waves an input gets, follows some order. Where two stand equal by
what is looked at first, the next is looked at; what stays equal to the end is as good as interchangeable.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.int64]

SAME = 1e-12
"""Means that differ by less than this share of the usual size of what they are of are the same."""


def first_of_each(values: Floats) -> tuple[Places, Places]:
    """Return the first of each options that are the same in every draw, and of each option that first one.

    ``values`` (options, draws); (different options,) and (options,).
    """
    seen: dict[bytes, int] = {}
    first = np.array([seen.setdefault(_content(row), place) for place, row in enumerate(values)])
    return np.unique(first), first


def has_alike(columns: Floats) -> bool:
    """Return whether some of the columns (columns, draws) have the same mean: then more must be looked at."""
    return len(_groups(columns)) < len(columns)


def settled(rows: Floats, beside: Sequence[Floats] = ()) -> Places:
    """Return the draws of ``rows`` (draws, columns) in an order that what is in them settles.

    Columns are put in order first: by their means; those with the same mean by what goes together with the
    inputs ``beside`` (each (draws,), in an order of their own) and with the draw as a whole.
    """
    columns = np.ascontiguousarray(rows.T) + 0.0  # a zero has one form only
    groups = _groups(columns)
    if len(groups) < len(columns):
        among = ranks([*beside, *np.sort(columns, axis=0)])
        groups = [sorted(group, key=lambda place: going_with(columns[place], among)) for group in groups]
    return _by_content([*columns[[place for group in groups for place in group]], *beside])


def going_with(column: Floats, among: Places) -> bytes:
    """Return a key by which columns of the same values differ: what goes together with each row's rank."""
    return _content(column[np.lexsort((column, among))])


def ranks(columns: Sequence[Floats]) -> Places:
    """Return the rank of each row (draws,) by what is in all of the columns; equal rows share one."""
    order = _by_content(columns)
    steps = np.zeros(order.size, dtype=bool)
    for column in columns:
        steps[1:] |= column[order[1:]] != column[order[:-1]]
    found = np.empty(order.size, dtype=np.int64)
    found[order] = steps.cumsum()
    return found


def _groups(columns: Floats) -> list[list[int]]:
    """Columns by rising mean, those with the same in one group."""
    means = columns.mean(axis=1)
    unsure = SAME * np.abs(columns).mean(axis=1)
    found: list[list[int]] = []
    for place in np.argsort(means, kind="stable").tolist():
        last = found[-1][-1] if found else place
        if found and means[place] - means[last] <= unsure[place] + unsure[last]:
            found[-1].append(place)
        else:
            found.append([place])
    return found


def _by_content(columns: Sequence[Floats]) -> Places:
    whole = np.ascontiguousarray(np.stack(columns).T + 0.0)
    row = np.dtype((np.void, whole.itemsize * whole.shape[1]))
    return np.argsort(whole.view(row).ravel(), kind="stable")


def _content(row: Floats) -> bytes:
    return bytes((row + 0.0).tobytes())
