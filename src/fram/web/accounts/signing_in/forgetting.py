"""Forgetting what is past its time, and warning whom that will meet."""

from __future__ import annotations

import logging
from datetime import date

from django.conf import settings

from fram.web.accounts.acting import SYSTEM
from fram.web.accounts.actions.personal import Forgotten, forget_expired, note_warned
from fram.web.accounts.signing_in import mail, outbox

log = logging.getLogger("fram.forgetting")


def forget_and_warn(*, on: date) -> Forgotten:
    """Do the clean-up of a day; somebody whom the mail server does not take is warned another day.

    The log of the desk names, by number, whom it could not erase: they alone decide for an organisation.
    """
    done = forget_expired(by=SYSTEM, on=on)
    outbox.forget(settings.OUTBOX, done.addresses)
    if done.stuck:
        numbers = ", ".join(str(person.pk) for person in done.stuck)
        log.warning("past their time and not erased, because nobody else decides or runs: person %s", numbers)
    for person in done.to_warn:
        about = {"person": person, "address": _address()}
        try:
            mail.write(
                "account/email/unused", to=person.email, about=about, language=person.language or "en",
                request=None,
            )  # fmt: skip
        except mail.Unsent:
            continue
        note_warned(by=SYSTEM, person=person, on=on)
    return done


def _address() -> str:
    """The desk's own address, where it has one that others can reach."""
    named = [host for host in settings.ALLOWED_HOSTS if host not in ("127.0.0.1", "localhost", "[::1]")]
    return f"{'https' if settings.HTTPS else 'http'}://{named[0]}/" if named else ""
