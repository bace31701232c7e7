"""Who of the cast may do what with Nordlys' help, and with Klyngen's."""

from __future__ import annotations

from fram.terms.sections import SECTIONS

COMPANY_PEOPLE = "kari per liv"
ALL = "kari per liv ane ola tor"
SHARED = ("company", "product", "market-access", "evidence", "support")
COMPANY = {
    "support.read": {"": ALL},
    "support.read-others": {name: ALL if name in SHARED else COMPANY_PEOPLE for name in SECTIONS},
    "support.change": {"": "ane ola"},
    "support.ask": {"": "kari per"},
    "task.read": {"": ALL},
    "task.change": {"": "kari per ane ola"},
    "thread.list": {"": ALL},
    "thread.read": {"": ALL},
    "thread.start": {"": "kari per ane ola"},
    "hand-over.read": {"": ALL},
    "hand-over.propose": {"": "ane ola"},
    "hand-over.agree": {"": "kari"},
    "hand-over.answer": {"": "ane ola"},
    "company.archive": {"": "kari"},
    "company.unarchive": {"": "kari"},
}
ORGANISATION = {
    "support.export": ("", "ane ola"),
    "offer.change": ("", "ane ola"),
}
