"""The mails of support, in the reader's language. None of them carries what was written in the desk."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

SIGNATURE = "Fram"


def tell_message(*, person: Any, company: str, sender: str, address: str) -> None:
    """Write to somebody that there is a message for them, without its subject and text."""
    with translation.override(person.language or settings.LANGUAGE_CODE):
        lines = [
            _("Somebody from %(sender)s has written to you about %(company)s.")
            % {"sender": sender, "company": company},
            _("Sign in to read it: %(address)s") % {"address": address}
            if address
            else _("Sign in to read it."),
            _("What was written is not in this mail, because mail can be read by others."),
        ]  # fmt: skip
        _send(_("A message for you"), lines, to=person.email)


def warn_idle(*, person: Any, company: str) -> None:
    """Write to an owner that their company will be put away in a month."""
    with translation.override(person.language or settings.LANGUAGE_CODE):
        lines = [
            _("Nobody of %(company)s has done anything in Fram for five months.") % {"company": company},
            _("In a month it is put away, and the bodies that help it are told that their help has ended."),
            _("Sign in and change something to keep it. Nothing is deleted, and an owner can bring it back."),
        ]
        _send(_("Your company will be put away in a month"), lines, to=person.email)


def _send(subject: str, lines: list[str], *, to: str) -> None:
    text = "\n\n".join([*lines, SIGNATURE])
    send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [to])
