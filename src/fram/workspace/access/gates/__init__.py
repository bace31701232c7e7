"""Gates beside device law: which bind a product in a market, who asks, and what to produce first."""

from fram.workspace.access.gates.standing import market_gates
from fram.workspace.access.gates.text import gates_json, gates_text

__all__ = ["gates_json", "gates_text", "market_gates"]
