"""`python -m fram.mcp`, and what `fram mcp` starts."""

from __future__ import annotations

from fram.mcp import run

run()
