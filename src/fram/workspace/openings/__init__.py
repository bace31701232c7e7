"""Which approval first: what each opens and eases elsewhere, its road, and what that is worth."""

from fram.workspace.openings.mapped import OpeningsMap, openings_map
from fram.workspace.openings.page import write_openings_page
from fram.workspace.openings.text import openings_json, openings_text

__all__ = ["OpeningsMap", "openings_json", "openings_map", "openings_text", "write_openings_page"]
