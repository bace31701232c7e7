"""What is left of a price: the rule of each payer as arithmetic that a reader can redo."""

from fram.access.pathways.prices.front import net_price
from fram.access.pathways.prices.price import ATTAINED, NetPrice, NoPrice, PriceLine, Use

__all__ = ["ATTAINED", "NetPrice", "NoPrice", "PriceLine", "Use", "net_price"]
