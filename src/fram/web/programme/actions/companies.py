"""Putting a company away that nobody uses, and bringing it back."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy

from fram.programme.support_states import CLOSED, DESK, SUGGESTED, may_move
from fram.web.accounts.acting import Actor
from fram.web.accounts.log import action
from fram.web.accounts.models import Consent, Membership, Organisation
from fram.web.jobs.actions import ask_for
from fram.web.programme.actions.moving import Told, move, take_up
from fram.web.programme.models import IdleWarning, Reason, Support

WARN = "programme.warn"
"""The job that writes to an owner that a company will be put away."""
PUT_AWAY = (Reason.IDLE, Reason.ARCHIVED)


@action("company.archive", says=gettext_lazy("put the company away"))
def archive_company(*, by: Actor, company: Organisation) -> Organisation:
    """Put a company away; help from every body is closed, and nothing is deleted."""
    return _archive(company, by=by, reason=Reason.ARCHIVED)


@action("site.work", says=gettext_lazy("put a company away that nobody had used for six months"))
def archive_idle_company(*, by: Actor, company: Organisation) -> Organisation:
    """Put a company away because its own people did nothing for six months."""
    return _archive(company, by=by, reason=Reason.IDLE)


@action("site.work", says=gettext_lazy("warned that a company will be put away"))
def warn_idle_company(*, by: Actor, company: Organisation) -> Organisation:
    """Have every owner told that the company will be put away in a month, and remember that it was said."""
    now = timezone.now()
    IdleWarning.objects.update_or_create(company=company, defaults={"warned_at": now})
    owners = Membership.objects.filter(organisation=company, role=company.top_role, ended_at=None)
    for person in owners.values_list("person", flat=True):
        ask_for(
            WARN, args={"company": company.pk, "person": person}, company=company,
            ticket=f"{WARN}-{company.pk}-{person}-{now:%Y%m%d}",
        )  # fmt: skip
    return company


@action("company.unarchive", says=gettext_lazy("brought the company back"))
def unarchive_company(*, by: Actor, company: Organisation) -> Organisation:
    """Bring a company back: the bodies whose help was closed with it are asked anew."""
    company.archived_at = None
    company.active_at = timezone.now()
    company.save(update_fields=["archived_at", "active_at"])
    for support in Support.objects.filter(company=company, state=CLOSED, reason__in=PUT_AWAY):
        locked, found = take_up(company, support.body)
        if found.is_kept:
            move(locked, SUGGESTED, by=by, told=Told())
    return company


def _archive(company: Organisation, *, by: Actor, reason: Reason) -> Organisation:
    if company.archived_at is not None:
        return company
    for body in Organisation.objects.filter(pk__in=_trusted(company)):
        support, found = take_up(company, body)
        if may_move(found.state, CLOSED, side=DESK):
            move(support, CLOSED, by=by, told=Told(reason=reason))
    company.archived_at = timezone.now()
    company.save(update_fields=["archived_at"])
    return company


def _trusted(company: Organisation) -> list[int]:
    given = Consent.objects.given().filter(company=company)
    return list(given.order_by().values_list("body", flat=True).distinct())
