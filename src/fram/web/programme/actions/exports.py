"""Taking lists out as files is logged."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from fram.web.accounts.acting import Actor
from fram.web.accounts.log import action, changed
from fram.web.accounts.models import EntryKind, Organisation


@action(
    "support.export", says=gettext_lazy("took the list of its companies out as a file"), kind=EntryKind.EXPORT
)
def note_caseload_export(*, by: Actor, organisation: Organisation, number: int) -> Organisation:
    """Write down that so many lines were taken out; returns the body."""
    changed(f"{number} lines")
    return organisation
