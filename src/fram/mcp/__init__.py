"""The assistant's door: a chosen few use cases as tools of the Model Context Protocol."""

from __future__ import annotations


def run() -> None:
    """Serve the tools on standard input and output until the assistant hangs up."""
    from fram.mcp.server import server  # the protocol's library costs a second to import

    server().run("stdio")
