"""Where personal data lies in the tables of works."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fram.web.accounts.personal import (
    INTEREST,
    NUMBER_ONLY,
    THE_DESK,
    Erasing,
    Holding,
)

HOLDINGS = (
    Holding(
        model="jobs.Work", what=_("Work you asked the desk for"), people=("asked_by",),
        fields=("name", "company", "created_at", "finished_at"),
        purpose=_("to tell whoever asked how it went"), source=THE_DESK, basis=INTEREST,
        kept=_("a while after it is over"), on_erasing=Erasing.KEEP, why_kept=NUMBER_ONLY,
    ),
)  # fmt: skip
NOT_PERSONAL = {
    "jobs.Due.name": "names a job",
    "jobs.Work.name": "names a job",
}
