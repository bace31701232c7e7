"""Every address of the desk, and for each what a rival is to try it with."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.web.cast import Cast

HERE = Path(__file__).parent
Arguments = Callable[[Cast], dict[str, Any]]
ELSEWHERE = "account/"
"""Pages of the library that signs people in: they are about oneself and take no company."""


def routes() -> dict[str, Arguments]:
    """Routes about a company by name, with what makes their arguments point at Nordlys."""
    return dict(_told("ROUTES"))


def open_routes() -> dict[str, str]:
    """Routes that are about no company, with the reason."""
    return dict(_told("OPEN"))


def is_held(reason: str) -> bool:
    """Whether the reason of an open route ends with a test that is there: `test_x.py::test_y`."""
    file, _, test = reason.rpartition(" ")[2].partition("::")
    return any(f"\ndef {test}(" in path.read_text(encoding="utf-8") for path in HERE.glob(f"*/{file}"))


def readers() -> dict[str, str]:
    """Who of the cast finds something at a route, where it is not Kari: pages of a body's own people."""
    return dict(_told("READERS"))


def bodies() -> dict[str, dict[str, Any]]:
    """What routes of the API take, so that asking gets as far as the policy."""
    return dict(_told("BODIES"))


def names() -> set[str]:
    """The name of every route of the desk but those of the library that signs people in."""
    return set(_names(get_resolver(), ""))


def _names(resolver: URLResolver, space: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if str(pattern.pattern) == ELSEWHERE:
            continue
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _names(pattern, space + inner)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name or pattern.pattern}"


def _told(kind: str) -> Iterator[tuple[str, Any]]:
    for path in sorted(HERE.glob("*/routes.py")):
        spec = importlib.util.spec_from_file_location(f"routes_{path.parent.name}", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        yield from getattr(module, kind, {}).items()
