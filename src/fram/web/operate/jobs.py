"""What the desk does by itself for those who use it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fram.web.accounts.signing_in.forgetting import forget_and_warn
from fram.web.jobs.declaring import recurring
from fram.web.jobs.doing.progress import Progress


@recurring(
    "accounts.forget", every=timedelta(days=1), says=_("forget what was kept long enough about people")
)
def forget(progress: Progress) -> None:
    """Forget what is past its time, and warn whom that will meet."""
    forget_and_warn(on=timezone.localdate())
