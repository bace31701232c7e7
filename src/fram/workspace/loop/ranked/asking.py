"""What a board said of its criteria, read from the command line: weights, limits of weights, or an order."""

from __future__ import annotations

from collections.abc import Iterator

from fram.decide.rank import Preference, check_criteria
from fram.terms.errors import Refused

WEIGHTS, ORDER = "--weights", "--order"
BETWEEN = ".."
SHAPE = "write it as value=3,chance=2,cash=1, or with limits as value=0.4..0.6,cash=0.1..0.3"


def preference_of(*, weights: str = "", order: str = "") -> Preference | None:
    """Return what was said, or None where nothing was. Raises ``Refused`` for what cannot be weighed.

    ``order``: names of criteria, the most important first. ``weights``: a number for each (in any unit: they
    are shares of their sum), or limits for some (then all are shares of 1); with ``order`` too, only limits.
    Criteria that are not named do not count.
    """
    names = _names(order)
    if not weights.strip():
        return Preference.in_order(names) if names else None
    limits = dict(_limits(weights))
    try:
        return _preference(limits, names, has_limits=BETWEEN in weights)
    except Refused as refused:
        at = refused.problem
        raise Refused(at.what, where=WEIGHTS, why=at.why, remedy=at.remedy, kind="usage") from None


def _preference(
    limits: dict[str, tuple[float, float]], names: tuple[str, ...], *, has_limits: bool
) -> Preference:
    if not has_limits:
        if names:
            raise Refused(
                f"{WEIGHTS} and {ORDER} do not go together", why="weights that are known have an order",
                remedy=f"leave out {ORDER}, or give limits such as value=0.3..0.6",
            )  # fmt: skip
        return Preference.stated({name: low for name, (low, _) in limits.items()})
    if not names:
        return Preference.within(limits)
    unplaced = [name for name in limits if name not in names]
    if unplaced:
        raise Refused(
            f"`{unplaced[0]}` has a weight and no place in {ORDER}", remedy=f"add it to {ORDER}"
        )  # fmt: skip
    return Preference.within({name: limits.get(name, (0.0, 1.0)) for name in names}, is_ordered=True)


def _names(text: str) -> tuple[str, ...]:
    names = tuple(word.strip().lower() for word in text.replace(";", ",").split(",") if word.strip())
    if text.strip() and not names:
        raise Refused(
            "no criterion is named", where=ORDER, remedy="write it as value,cash,time", kind="usage"
        )
    _check(names, where=ORDER)
    return names


def _limits(text: str) -> Iterator[tuple[str, tuple[float, float]]]:
    parts = [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]
    pairs = [part.partition("=") for part in parts]
    for part, (_, mark, _) in zip(parts, pairs, strict=True):
        if not mark:
            raise Refused(f"`{part}` has no weight", where=WEIGHTS, remedy=SHAPE, kind="usage")
    if not pairs:
        raise Refused("no weight is given", where=WEIGHTS, remedy=SHAPE, kind="usage")
    _check(tuple(name.strip().lower() for name, _, _ in pairs), where=WEIGHTS)
    for name, _, given in pairs:
        low, mark, high = given.partition(BETWEEN)
        yield name.strip().lower(), (_number(low, name), _number(high if mark else low, name))


def _number(text: str, name: str) -> float:
    is_per_cent = text.strip().endswith("%")
    try:
        value = float(text.strip().removesuffix("%"))
    except ValueError:
        raise Refused(
            f"`{text.strip()}` is no weight for `{name.strip()}`", where=WEIGHTS, remedy=SHAPE, kind="usage"
        ) from None
    return value / 100 if is_per_cent else value


def _check(names: tuple[str, ...], *, where: str) -> None:
    try:
        check_criteria(names, where=where)
    except Refused as refused:
        at, several = refused.problem, refused.problems if len(refused.problems) > 1 else ()
        raise Refused(
            at.what, where=where, why=at.why, remedy=at.remedy, kind="usage", problems=several
        ) from None
