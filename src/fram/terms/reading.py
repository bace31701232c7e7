"""One reader: plain data in, a frozen dataclass out, every fault named at once."""

from __future__ import annotations

import dataclasses
import math
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

from fram.terms.errors import Problem, Refused, did_you_mean

T = TypeVar("T")


@cache
def _adapter(kind: Any) -> Any:
    # pydantic costs 0.2 s to import; nobody who only asks for help should pay it.
    from pydantic import ConfigDict, TypeAdapter

    if dataclasses.is_dataclass(kind):
        return TypeAdapter(kind)
    return TypeAdapter(kind, config=ConfigDict(extra="forbid"))


def read(kind: type[T], given: object, *, where: str = "") -> T:
    """Return ``given`` (dicts, lists, numbers) as a ``kind``, or raise ``Refused`` with every problem.

    Unknown keys are refused with the nearest known key; a wrong type, a limit, a number that is not finite
    or a missing field is named by its path inside ``given`` (``product.evidence.0.title``).
    """
    from pydantic import ValidationError

    leftovers = [replace(fault, where=fault.where or where) for fault in _leftovers(kind, given, "")]
    problems = leftovers
    try:
        value = _adapter(typing.cast(Any, kind)).validate_python(given)
    except ValidationError as error:
        problems = leftovers + [_problem(fault, where) for fault in error.errors()]
        raise Refused(_headline(where, problems), problems=problems) from None
    except Refused as error:  # a dataclass that checks itself
        raise Refused(_headline(where, problems), problems=[*problems, *error.problems]) from None
    if problems:
        raise Refused(_headline(where, problems), problems=problems)
    return typing.cast(T, value)


def plain(value: object) -> Any:
    """Return a dataclass (or a container of them) as dicts and lists that JSON can carry."""
    from pydantic_core import to_jsonable_python

    return to_jsonable_python(value)


def _headline(where: str, problems: list[Problem]) -> str:
    count = len(problems) or 1
    return f"{where or 'the input'} has {count} problem{'s' if count != 1 else ''}"


def _problem(fault: Any, where: str) -> Problem:
    path = ".".join(str(step) for step in fault["loc"])
    shown = repr(fault["input"])
    found = "" if fault["type"] == "missing" else f"found {shown[:60]}{'…' if len(shown) > 60 else ''}"
    return Problem(where=path or where, what=_plain_words(fault), why=found)


def _plain_words(fault: Any) -> str:
    message: str = fault["msg"]
    if fault["type"] == "missing":
        return "is missing"
    return message.removeprefix("Input ").removeprefix("Value error, ")


def _leftovers(kind: Any, given: object, path: str) -> Iterator[Problem]:
    """Yield what pydantic lets pass, deeply: unknown keys, inf and nan, true where a number belongs."""
    kind = _strip(kind)
    inner = typing.get_args(kind)
    if isinstance(given, float) and not math.isfinite(given):
        yield Problem(where=path, what="should be a finite number", why=f"found {given}")
    elif isinstance(given, bool) and kind in (int, float):
        yield Problem(where=path, what="should be a number", why=f"found {str(given).lower()}")
    elif isinstance(given, list | tuple):
        for number, item in enumerate(given):
            yield from _leftovers(inner[0] if inner else None, item, _below(path, number))
    elif isinstance(given, Mapping) and dataclasses.is_dataclass(kind):
        yield from _leftover_keys(kind, given, path)
    elif isinstance(given, Mapping):
        for key, value in given.items():
            yield from _leftovers(inner[1] if len(inner) == 2 else None, value, _below(path, key))


def _leftover_keys(kind: Any, given: Mapping[Any, object], path: str) -> Iterator[Problem]:
    hints = _hints(kind)
    for key, value in given.items():
        if key in hints:
            yield from _leftovers(hints[key], value, _below(path, key))
        else:
            remedy = did_you_mean(str(key), hints) or f"known keys: {', '.join(hints)}"
            yield Problem(where=path, what=f"unknown key `{key}`", remedy=remedy)


def _below(path: str, key: object) -> str:
    return f"{path}.{key}" if path else str(key)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind, include_extras=False)


def _strip(kind: Any) -> Any:
    """Take ``X`` out of ``Annotated[X, …]`` and of ``X | None``."""
    if typing.get_origin(kind) is typing.Annotated:
        return _strip(typing.get_args(kind)[0])
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        inner = [arg for arg in typing.get_args(kind) if arg is not type(None)]
        return _strip(inner[0]) if len(inner) == 1 else kind
    return kind
