"""Mail of the desk: plain text, in the reader's language; a server that fails is told, not hidden."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import override

from fram.terms.errors import Refused
from fram.web.accounts.queries.persons import find_person

log = logging.getLogger("fram.mail")


class Unsent(Refused):
    """The mail server did not take a message."""


def language_for(address: str, *, otherwise: str) -> str:
    """Return the language somebody chose who has this address, else the one given."""
    person = find_person(address)
    return (person.language if person else "") or otherwise


def write(
    template: str, *, to: str, about: dict[str, Any], language: str, request: HttpRequest | None
) -> None:
    """Write a mail from `<template>_subject.txt` and `<template>_message.txt` and send it.

    Raises `Unsent` when the server does not take it.
    """
    with override(language):
        subject = " ".join(render_to_string(f"{template}_subject.txt", about).split())
        text = render_to_string(f"{template}_message.txt", about, request).strip()
    deliver(EmailMessage(f"Fram: {subject}", f"{text}\n", settings.DEFAULT_FROM_EMAIL, [to]))


def deliver(message: EmailMessage) -> None:
    """Hand a message to the server, or raise `Unsent`; the log names the fault, never the address."""
    try:
        message.send()
    except (SMTPException, OSError) as error:
        log.error("a message could not be sent: %s", type(error).__name__)
        raise Unsent("the message could not be sent", kind="unavailable") from error


def lies_in_outbox() -> bool:
    """Return whether mail is laid down on this machine instead of being sent."""
    return bool(settings.EMAIL_BACKEND.endswith(".OutboxBackend"))
