"""Who of the cast may do what with Nordlys, with Klyngen and with the desk; by hand, by permission."""

from __future__ import annotations

COMPANY = {
    "company.see": {"": "kari per liv ane ola tor"},
    "sharing.read": {"": "kari per liv"},
    "sharing.change": {"": "kari"},
    "log.read": {"": "kari"},
    "log.export": {"": "kari"},
}
"""About Nordlys: by section ("" where the permission asks for none)."""
ORGANISATION = {
    "organisation.see": ("kari per liv", "ane ola tor"),
    "organisation.change": ("kari", "ane"),
    "people.read": ("kari per liv", "ane ola tor"),
    "people.change": ("kari", "ane"),
    "people.leave": ("kari per liv", "ane ola tor"),
    "own-log.read": ("kari", "ane"),
}
"""About Nordlys, and about Klyngen, by themselves."""
ALL = "kari per liv rita ane ola tor eva geir siri nina"
SITE = {
    "company.found": ALL,
    "body.found": "siri",
    "me.change": ALL,
    "invitation.accept": ALL,
    "persons.look-after": "siri",
    "organisations.look-after": "siri",
    "site.look-after": "siri",
    "site.work": "",
}
"""About the desk."""
