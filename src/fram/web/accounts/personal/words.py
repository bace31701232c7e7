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
    # Of the other apps.
    "added_at": _("made"), "agreed_at": _("accepted"), "answers": _("answers"),
    "certificate": _("certificate"), "days": _("days"), "days_before": _("days before"),
    "due_on": _("due"), "finished_at": _("ended"),
    "from_body": _("from"), "from_state": _("before"), "history_date": _("when"), "made_at": _("made"),
    "message": _("text"), "moved_at": _("changed"), "page": _("page"), "product": _("product"),
    "read_at": _("read"), "reason": _("reason"), "removed_at": _("removed"), "saved_at": _("when"),
    "sent_at": _("sent"), "size": _("size"), "started_at": _("begun"), "starts_on": _("from"),
    "state": _("state"), "suggested_at": _("begun"), "support": _("help"), "thread": _("conversation"),
    "to_body": _("to"), "to_state": _("after"), "uploaded_at": _("made"), "version": _("version"),
    "why": _("reason"),
}  # fmt: skip


def field_words(name: str) -> str:
    """Return what a column is called; one nobody named shows its own name."""
    return str(WORDS.get(name, name.replace("_", " ")))
