"""The price corridor of a product in its markets: from what a unit costs to what it is worth."""

from fram.workspace.pricing.corridor.html import corridors_html, write_corridors
from fram.workspace.pricing.corridor.text import corridors_json, corridors_text
from fram.workspace.pricing.corridor.view import Corridors, price_corridors

__all__ = [
    "Corridors", "corridors_html", "corridors_json", "corridors_text", "price_corridors", "write_corridors",
]  # fmt: skip
