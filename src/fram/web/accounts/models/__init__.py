"""The tables of people, organisations, consent and the log."""

from fram.web.accounts.models.consent import Consent
from fram.web.accounts.models.entry import Entry, EntryKind
from fram.web.accounts.models.invitation import Invitation
from fram.web.accounts.models.organisation import (
    BODY_ROLES,
    COMPANY_ROLES,
    Kind,
    Membership,
    Organisation,
    Role,
)
from fram.web.accounts.models.person import AboutAPerson, Basis, Person

__all__ = [
    "BODY_ROLES",
    "COMPANY_ROLES",
    "AboutAPerson",
    "Basis",
    "Consent",
    "Entry",
    "EntryKind",
    "Invitation",
    "Kind",
    "Membership",
    "Organisation",
    "Person",
    "Role",
]
