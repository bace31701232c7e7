"""How a support is moved: locked, held against consent, written down with its step. Used by the actions."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime, time

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fram.programme.support_states import HELPING, Standing
from fram.terms.errors import Refused
from fram.web.accounts.acting import Actor
from fram.web.accounts.log import acted_for, changed
from fram.web.accounts.models import Consent, Organisation
from fram.web.programme.models import State, Support, SupportStep, clock_of, standing_between
from fram.web.programme.policy import may_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is said of a move: the reason of a closing, why in words, and the form's ticket."""

    reason: str = ""
    why: str = ""
    ticket: uuid.UUID = field(default_factory=uuid.uuid4)


def demand_for(by: Actor, permission: str, *, company: Organisation, body: Organisation | None) -> None:
    """Raise `PermissionDenied` where the actor may not do this in the name of that side; else log it so."""
    if not may_for(by, permission, company=company, body=body):
        raise PermissionDenied(permission)
    acted_for(body or company)


def take_up(company: Organisation, body: Organisation) -> tuple[Support, Standing]:
    """Return the row of a company and a body, locked and made where it is missing, and where help stands.

    Where consent made a new suggestion of it, the row is set to that first. Refused where nothing was
    ever shared, and while the company is put away.
    """
    if company.archived_at is not None:
        raise Refused(
            _("%(company)s has been put away") % {"company": company.name},
            remedy=_("an owner of the company can bring it back"),
        )
    support = _locked(company, body)
    found = standing_between(company, body, support=support)
    if found is None:
        raise Refused(_("nothing was shared with %(body)s yet") % {"body": body.name})
    if support is None:
        support = _made(company, body, found)
    elif not found.is_kept and found.state == State.SUGGESTED:
        support.state, support.reason, support.answered_at = State.SUGGESTED, "", None
        support.suggested_at = support.clock_from = support.moved_at = found.since
    return support, found


def move(support: Support, to: str, *, by: Actor, told: Told) -> Support:
    """Write down that a support moved; the row is the caller's, locked."""
    now = timezone.now()
    SupportStep.objects.create(
        company=support.company, support=support, from_state=support.state, to_state=to,
        reason=told.reason, why=told.why, by=by.person, at=now, ticket=told.ticket,
    )  # fmt: skip
    if to == State.SUGGESTED:
        support.suggested_at, support.clock_from, support.answered_at = now, now, None
    elif to != State.CLOSED and support.answered_at is None:
        support.answered_at = now
    support.state, support.reason, support.moved_at = to, told.reason, now
    if to in HELPING:
        let_last(support.company, support.body)
    changed(f"{support.body.slug}.state")
    save(support)
    return support


def let_last(company: Organisation, body: Organisation) -> None:
    """Let what was shared until a body's answer hold until it is withdrawn: the answer was yes."""
    Consent.objects.given().filter(company=company, body=body).update(withdrawn_at=None)


def save(support: Support) -> None:
    """Keep a changed row as its next version."""
    support.version += 1
    support.save()


def set_clock(support: Support) -> None:
    """Move the clock's start by the exemptions there are, so that lists can be searched by it."""
    start = datetime.combine(clock_of(support).counts_from, time.min)
    support.clock_from = max(support.suggested_at, timezone.make_aware(start))
    save(support)


def _locked(company: Organisation, body: Organisation) -> Support | None:
    found: Support | None = Support.objects.select_for_update().filter(company=company, body=body).first()
    if found is not None:
        found.company, found.body = company, body
    return found


def _made(company: Organisation, body: Organisation, found: Standing) -> Support:
    # Without consent there is nothing to begin; the row keeps the closing that consent has made.
    fresh = Support(
        company=company, body=body, state=found.state, reason=found.reason, suggested_at=found.since,
        clock_from=found.since, moved_at=found.since, version=0,
    )  # fmt: skip
    try:
        with transaction.atomic():
            fresh.version = 1
            fresh.save(force_insert=True)
    except IntegrityError:  # somebody else acted first, this very moment
        again = _locked(company, body)
        assert again is not None
        return again
    return fresh
