"""What the desk does for records by itself."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fram.web.accounts.acting import SYSTEM
from fram.web.jobs.declaring import recurring
from fram.web.jobs.doing.progress import Progress
from fram.web.record.actions.documents import purge_files
from fram.web.record.actions.reminding import remind_of_expiry


@recurring("record.remind", every=timedelta(days=1), says=_("remind owners of certificates that run out"))
def remind(progress: Progress) -> None:
    """Send the notices that are due today."""
    remind_of_expiry(by=SYSTEM, on=timezone.localdate())


@recurring("record.purge", every=timedelta(days=1), says=_("throw away files that were removed long ago"))
def purge(progress: Progress) -> None:
    """Free the room of documents nobody can bring back any more."""
    purge_files(by=SYSTEM, now=timezone.now())
