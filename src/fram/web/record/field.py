"""One JSON column that holds one frozen dataclass of the engines."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.db import models
from django.utils.module_loading import import_string

from fram.terms.reading import plain, read


class RecordField(models.JSONField):
    """A column that holds one dataclass: `RecordField(PlanRecord)`.

    A dataclass whose module takes long to import is named by its dotted path, and fetched when a row is read.
    It is written through `plain` and read through `read`, so what is stored is checked each time it is
    taken out. The migration knows only of JSON and stays free of the engines.
    """

    def __init__(self, kind: type[Any] | str | None = None, **options: Any) -> None:
        self.kind = kind
        super().__init__(**options)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Say in migrations that this is a plain JSON column."""
        name, _, positional, options = super().deconstruct()
        return name, "django.db.models.JSONField", positional, options

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Return the stored JSON as the dataclass; raises `Refused` when it no longer fits."""
        raw = super().from_db_value(value, expression, connection)
        if raw is None or self.kind is None:
            return raw
        kind: Any = import_string(self.kind) if isinstance(self.kind, str) else self.kind
        return read(kind, raw, where=self.name)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Turn the dataclass into what the column holds."""
        raw = plain(value) if dataclasses.is_dataclass(value) else value
        return super().get_db_prep_value(raw, connection, prepared)
