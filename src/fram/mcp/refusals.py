"""Refusals reach the assistant in full; anything else is a bug and keeps its details to the log."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from mcp.server.mcpserver.exceptions import ToolError

from fram.terms.errors import Refused

P = ParamSpec("P")
R = TypeVar("R")


def telling(tool: Callable[P, R]) -> Callable[P, R]:
    """Let a tool answer a refusal as a tool error that says what, where, why and what to do."""

    @wraps(tool)
    def told(*given: P.args, **named: P.kwargs) -> R:
        try:
            return tool(*given, **named)
        except Refused as refused:
            raise ToolError(str(refused)) from None

    return told
