"""What every app says of itself in a module of one name: its pages, its policy rows, its API."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from django.apps import apps


def modules_called(name: str) -> Iterator[ModuleType]:
    """Yield this module of each app that has it, in the order of the apps."""
    for config in apps.get_app_configs():
        wanted = f"{config.name}.{name}"
        if wanted.startswith("fram.web."):
            try:
                yield import_module(wanted)
            except ModuleNotFoundError as missing:
                if missing.name != wanted:
                    raise
