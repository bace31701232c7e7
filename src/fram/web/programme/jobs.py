"""The work of support that nobody waits for: mails, expired hand-overs, companies nobody uses."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fram.web.accounts.acting import SYSTEM
from fram.web.jobs.declaring import job, recurring
from fram.web.programme import mails
from fram.web.programme.actions.companies import WARN, archive_idle_company, warn_idle_company
from fram.web.programme.actions.hand_overs import expire_hand_over
from fram.web.programme.actions.threads import TELL
from fram.web.programme.queries import hand_overs, places, threads


@job(TELL, says=_("tell somebody of a message"))
def tell(progress: Any, *, message: int, person: int, address: str = "") -> None:
    """Write to one participant; to nobody where they may not read the conversation any more."""
    found = threads.letter(message, person)
    if found is not None:
        about = {"company": found.company.name, "sender": found.sender, "address": address}
        progress.once(partial(mails.tell_message, person=found.person, **about))


@job(WARN, says=_("warn an owner that a company will be put away"))
def warn(progress: Any, *, company: int, person: int) -> None:
    """Write to one owner; to nobody where they own it no more."""
    found = places.owner(company, person)
    if found is not None:
        progress.once(partial(mails.warn_idle, person=found.person, company=found.organisation.name))


@recurring("programme.expire-hand-overs", every=timedelta(hours=1), says=_("let hand-overs expire"))
def expire_hand_overs(progress: Any) -> None:
    """End the hand-overs whose thirty days are over."""
    for one in hand_overs.expired(at=timezone.now()):
        expire_hand_over(by=SYSTEM, company=one.company, hand_over=one)


@recurring("programme.archive-idle", every=timedelta(days=1), says=_("put idle companies away"))
def archive_idle(progress: Any) -> None:
    """Warn the owners of companies that nobody uses, and put those away that were warned a month ago."""
    now = timezone.now()
    for company in places.idle_companies(at=now):
        archive_idle_company(by=SYSTEM, company=company)
    for company in places.companies_to_warn(at=now):
        warn_idle_company(by=SYSTEM, company=company)
