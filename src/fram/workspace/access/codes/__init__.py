"""Codes of regulators as use cases: loading a list, and looking up the code that fits a product."""

from fram.workspace.access.codes.loading import CodesLoaded, load_codes
from fram.workspace.access.codes.lookup import CodesFound, codes
from fram.workspace.access.codes.table import emdn_code, fda_code, jmdn_code
from fram.workspace.access.codes.text import codes_json, codes_text, loaded_text

__all__ = [
    "CodesFound",
    "CodesLoaded",
    "codes",
    "codes_json",
    "codes_text",
    "emdn_code",
    "fda_code",
    "jmdn_code",
    "load_codes",
    "loaded_text",
]
