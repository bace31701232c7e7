"""Which launch shows its price to whom, and the revenue a year that hangs on it."""

from fram.workspace.price_links.found import Linked, PriceLinks, price_links
from fram.workspace.price_links.text import price_links_json, price_links_text

__all__ = ["Linked", "PriceLinks", "price_links", "price_links_json", "price_links_text"]
