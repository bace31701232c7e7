"""Who pays in a market: every pathway against the product, with time to money, net price, next step."""

from fram.workspace.payers.view import PayersView, payers_view

__all__ = ["PayersView", "payers_view"]
