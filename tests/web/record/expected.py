"""Who of the cast may do what with Nordlys' record; written by hand, by permission and section."""

from __future__ import annotations

OWN = "kari per liv"
TRUSTED = f"{OWN} ane ola tor"
SHARED = ("company", "product", "market-access", "evidence", "support")
KEPT = ("money", "price", "plan", "files")

COMPANY = {
    "record.read": {**dict.fromkeys(SHARED, TRUSTED), **dict.fromkeys(KEPT, OWN)},
    "record.edit": {"": "kari per"},
    "record.import": {"": "kari per"},
    "record.export": {**dict.fromkeys(SHARED, f"{OWN} ane ola"), **dict.fromkeys(KEPT, OWN)},
    "file.read": {**dict.fromkeys(SHARED, TRUSTED), **dict.fromkeys(KEPT, OWN)},
    "file.change": {"": "kari per"},
}
"""About Nordlys."""
