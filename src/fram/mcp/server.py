"""The server: its name, what it tells an assistant about itself, and the tools of each pillar."""

from __future__ import annotations

from mcp.server import MCPServer

import fram
from fram.mcp import access, decide, evidence, payers, road

INSTRUCTIONS = """\
Fram weighs where a health-technology company should sell next. Give it the company's TOML file, as text or
as a path on this machine: `decide_check_company` says what is wrong with it or still open, `decide_plan`
computes go, find out and not now for each market, `decide_market_figures` gives the cited figures of one
market, `access_classify` says which device class the product may have, `access_route` tells the road to
approval in one market, `access_pathways` who pays there, `access_evidence` which doors the studies open,
`access_study` which study to make next, and `access_price_corridor` where a price can lie. Amounts are
real NOK unless another currency stands with them, times are months. Ranges are P10, P50 and P90: pass them
on as ranges. Say `unchecked` where an answer says it: nobody has read that source to the end. Markets of
one tier cannot be told apart.
Nothing here is legal advice."""


def server() -> MCPServer:
    """Return a server with every tool, its own memory of plans, and no connection yet."""
    made = MCPServer(
        "fram", title="Fram", version=fram.__version__, instructions=INSTRUCTIONS, log_level="WARNING"
    )
    decide.offer(made)
    access.offer(made)
    road.offer(made)
    payers.offer(made)
    evidence.offer(made)
    return made
