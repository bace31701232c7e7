"""What the columns of a print-out are called."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "accepted_at": _("accepted"), "at": _("when"), "basis": _("basis"), "body": _("body"),
    "changes": _("changes"), "company": _("company"), "created": _("made"), "created_at": _("made"),
    "date_joined": _("connected"), "email": _("e-mail"), "ended_at": _("ended"),
    "expires_at": _("good until"), "extra_data": _("what it told"), "given_at": _("given"),
    "ip": _("address"),
    "is_invented": _("invented"), "is_site_admin": _("runs the desk"), "joined_at": _("joined"),
    "keep_until": _("kept until"), "kind": _("sort"), "language": _("language"),
    "last_login": _("last sign-in"), "last_seen_at": _("last seen"), "last_used_at": _("last used"),
    "name": _("name"), "organisation": _("organisation"), "primary": _("we write to it"),
    "provider": _("provider"), "purpose": _("purpose"), "role": _("role"), "section": _("section"),
    "sent": _("sent"), "source": _("source"), "subject": _("about"), "text": _("text"), "title": _("title"),
    "type": _("sort"), "uid": _("number there"), "user_agent": _("browser"), "verb": _("what"),
    "verified": _("proved"), "withdrawn_at": _("withdrawn"),
}  # fmt: skip


def field_words(name: str) -> str:
    """Return what a column is called; one nobody named shows its own name."""
    return str(WORDS.get(name, name.replace("_", " ")))
