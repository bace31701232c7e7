"""Values of a test that only `make test-slow` tries: where one case is enough for every run."""

from __future__ import annotations

from typing import Any

import pytest


def slow(*values: Any, **named: Any) -> Any:
    """Return one set of parameters, marked slow."""
    return pytest.param(*values, marks=pytest.mark.slow, **named)
