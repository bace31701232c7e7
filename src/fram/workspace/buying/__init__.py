"""How one market buys one product: who, by which notice, when money comes, how long, and who must say yes."""

from fram.workspace.buying.text import buying_json, buying_text
from fram.workspace.buying.view import BuyingView, market_buying

__all__ = ["BuyingView", "buying_json", "buying_text", "market_buying"]
