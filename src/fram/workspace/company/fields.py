"""The fields of the company file, read off the annotations of its dataclasses.

Template, remedies, quick questions and checks all walk this one list, so none of them can lag behind the
classes. Words that the annotation does not carry stand in ``words``.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from annotated_types import Ge, Gt, Interval, Le, Lt, MaxLen

from fram.terms.facts import Words
from fram.terms.product import CompanyFile
from fram.terms.units import Ask, Unit
from fram.workspace.company.words import field_words

FieldType = Literal[
    "text", "number", "whole", "yes_no", "date", "choice", "table",
    "texts", "numbers", "rows", "choices", "tables", "pairs",
]  # fmt: skip
NUMBERS = ("number", "whole", "numbers", "rows")
TABLES = ("table", "tables", "pairs")
"""What stands under a heading of its own; ``pairs`` is a table whose keys are names of inputs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of the company file. ``path`` has no numbers: ``product.evidence.year``.

    ``is_open``: the limits ``low`` and ``high`` themselves are outside. ``longest``: of a text, in letters.
    """

    path: str
    type: FieldType
    words: Words | None = None
    unit: str = ""
    options: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    is_open: bool = False
    longest: int | None = None
    required: bool = False
    default: Any = None

    @property
    def name(self) -> str:
        """The last word of the path, as it stands in the file."""
        return self.path.rpartition(".")[2]

    @property
    def expected(self) -> str:
        """What belongs there, in words."""
        if self.options:
            several = "a list of: " if self.type == "choices" else "one of: "
            return several + ", ".join(self.options)
        plain = {
            "text": 'a text in quotes, such as "…"',
            "yes_no": "true or false",
            "texts": 'a list such as ["…", "…"]',
            "numbers": "a list of numbers such as [3, 9, 18]",
            "rows": "lists of three numbers such as [[3, 9, 18], [4, 8, 12]]",
            "date": "a date without quotes, such as 2026-11-21",
            "pairs": f"a table [{self.path}] of inputs and what belongs to each",
            "table": f"a table [{self.path}]",
            "tables": f"tables [[{self.path}]]",
        }
        return plain.get(self.type) or self._number_words()

    def _number_words(self) -> str:
        kind = "a whole number" if self.type == "whole" else "a number"
        unit = [f"({self.unit})"] if self.unit else []
        return ", ".join([" ".join([kind, *unit]), *self._limit_words()])

    def _limit_words(self) -> list[str]:
        if self.low is None:
            return []
        if self.is_open:
            below = "" if self.high is None else f" and below {self.high:g}"
            return [f"above {self.low:g}{below}", "or leave it out while it is unknown"]
        if self.high is None:
            return [f"{self.low:g} or more"]
        return [f"between {self.low:g} and {self.high:g}"]


@cache
def fields() -> Mapping[str, Field]:
    """Return every field of the company file by path, tables before what is in them."""
    return {field.path: field for field in _walk(CompanyFile, "")}


def field_at(path: str) -> Field | None:
    """Return the field behind a path as problems name it (``product.evidence.0.year``)."""
    return fields().get(".".join(step for step in path.split(".") if not step.isdigit()))


def _walk(kind: Any, prefix: str) -> Iterator[Field]:
    hints = typing.get_type_hints(kind, include_extras=True)
    for spec in dataclasses.fields(kind):
        path = f"{prefix}.{spec.name}" if prefix else spec.name
        base, marks = _strip(hints[spec.name])
        field = _field(path, base, marks, spec)
        if field is None:
            continue
        yield field
        if field.type in ("table", "tables"):
            yield from _walk(base if field.type == "table" else typing.get_args(base)[0], path)


def _field(path: str, base: Any, marks: list[Any], spec: dataclasses.Field[Any]) -> Field | None:
    inner, more = _strip(typing.get_args(base)[0]) if typing.get_origin(base) is tuple else (base, [])
    kind = _type(base, inner)
    if kind is None:  # the facts, which the registry describes
        return None
    ask = next((mark for mark in marks if isinstance(mark, Ask)), None)
    unit = next((mark.symbol for mark in marks if isinstance(mark, Unit)), "")
    low, high = _limits([*marks, *more])
    return Field(
        path=path,
        type=kind,
        unit=unit,
        low=low,
        high=high,
        is_open=any(isinstance(mark, Gt) for mark in marks),
        longest=_longest(more if kind == "texts" else marks) if kind in ("text", "texts") else None,
        words=Words(en=ask.en, nb=ask.nb) if ask else field_words().get(path),
        options=typing.get_args(inner) if typing.get_origin(inner) is Literal else (),
        required=spec.default is dataclasses.MISSING and spec.default_factory is dataclasses.MISSING,
        default=None if spec.default is dataclasses.MISSING else spec.default,
    )


def _type(base: Any, inner: Any) -> FieldType | None:
    many = base is not inner
    if typing.get_origin(inner) is tuple:
        return "rows"
    if typing.get_origin(base) is Mapping and typing.get_args(base)[1] is not Any:
        return "pairs"
    if dataclasses.is_dataclass(inner):
        return "tables" if many else "table"
    if typing.get_origin(inner) is Literal:
        return "choices" if many else "choice"
    plain: dict[Any, FieldType] = {
        str: "texts" if many else "text",
        float: "numbers" if many else "number",
        int: "whole",
        bool: "yes_no",
        date: "date",
    }
    return plain.get(inner)


def _strip(kind: Any) -> tuple[Any, list[Any]]:
    """Take ``X`` and its marks out of ``Annotated[X, …]`` and ``X | None``, however they are nested."""
    if typing.get_origin(kind) is typing.Annotated:
        base, marks = _strip(typing.get_args(kind)[0])
        return base, [*typing.get_args(kind)[1:], *marks]
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        inner = [arg for arg in typing.get_args(kind) if arg is not type(None)]
        return _strip(inner[0])
    return kind, []


def _longest(marks: list[Any]) -> int | None:
    return next((mark.max_length for mark in marks if isinstance(mark, MaxLen)), None)


def _limits(marks: list[Any]) -> tuple[float | None, float | None]:
    low: Any = None
    high: Any = None
    for mark in marks:
        if isinstance(mark, Ge | Interval):
            low = mark.ge
        if isinstance(mark, Le | Interval):
            high = mark.le
        if isinstance(mark, Gt):
            low = mark.gt
        if isinstance(mark, Lt):
            high = mark.lt
    return low, high
