"""Notified bodies for a product: the codes it needs, whom to ask and what, how long it takes."""

from fram.workspace.access.bodies.choosing import BodyList, notified_bodies, scope_check, scope_of
from fram.workspace.access.bodies.loading import LoadedBodies, load_notified_bodies, loaded_text
from fram.workspace.access.bodies.text import bodies_json, bodies_text

__all__ = [
    "BodyList",
    "LoadedBodies",
    "bodies_json",
    "bodies_text",
    "load_notified_bodies",
    "loaded_text",
    "notified_bodies",
    "scope_check",
    "scope_of",
]
