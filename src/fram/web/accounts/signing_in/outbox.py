"""Where mail goes on a desk without a mail server: a folder of messages that its owner reads."""

from __future__ import annotations

import email
import email.policy
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage as ParsedMessage
from pathlib import Path
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

MOST = 200
"""Messages that are kept; older ones go."""
LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message as it lies in the outbox."""

    to: str
    subject: str
    text: str

    @property
    def link(self) -> str:
        """The first address in it: what the reader is to open."""
        found = LINK.search(self.text)
        return found[0].rstrip(".,)") if found else ""


class OutboxBackend(BaseEmailBackend):
    """Lays each message down as an .eml file that only the desk's owner may read."""

    def __init__(self, *args: Any, file_path: Path | None = None, **options: Any) -> None:
        from django.conf import settings

        super().__init__(*args, **options)
        self.folder = file_path or settings.OUTBOX

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the messages; returns how many."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            _write(self.folder, message.message().as_bytes())
        for old in _files(self.folder)[MOST:]:
            old.unlink(missing_ok=True)
        return len(email_messages)


def newest(folder: Path) -> Letter | None:
    """Return the message written last, None where there is none."""
    files = _files(folder)
    return _read(files[0]) if files else None


def forget(folder: Path, addresses: Iterable[str]) -> int:
    """Remove every message to one of these addresses; returns how many went."""
    wanted = {address.lower() for address in addresses}
    gone = [file for file in _files(folder) if _read(file).to.lower() in wanted]
    for file in gone:
        file.unlink(missing_ok=True)
    return len(gone)


def _write(folder: Path, content: bytes) -> None:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    file = folder / f"{stamp}.eml"
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.eml"), reverse=True)


def _read(file: Path) -> Letter:
    parsed = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert isinstance(parsed, ParsedMessage)
    body = parsed.get_body(("plain",))
    text = body.get_content() if body else ""
    return Letter(to=str(parsed["To"]), subject=str(parsed["Subject"]), text=text)
