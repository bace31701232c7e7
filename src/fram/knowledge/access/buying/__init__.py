"""Reads how markets buy: limits, portals, buyers, sales cycles, and who sits at the table."""

from fram.knowledge.access.buying.markets import read_buying, read_notices
from fram.knowledge.access.buying.tables import read_committees, read_pool

__all__ = ["read_buying", "read_committees", "read_notices", "read_pool"]
