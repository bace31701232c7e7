"""How long a company's cash lasts, and the round that follows."""

from fram.workspace.loop.runway.asked import Asked
from fram.workspace.loop.runway.page import runway_html, runway_json, runway_text, write_runway
from fram.workspace.loop.runway.view import RunwayView, runway, runway_of

__all__ = [
    "Asked",
    "RunwayView",
    "runway",
    "runway_html",
    "runway_json",
    "runway_of",
    "runway_text",
    "write_runway",
]
