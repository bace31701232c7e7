"""Laws beside the device class: whether each binds the product, from which day, and what it asks."""

from fram.workspace.access.laws.binding import LawBeside, laws_beside
from fram.workspace.access.laws.text import laws_json, laws_text

__all__ = ["LawBeside", "laws_beside", "laws_json", "laws_text"]
