"""Where a body's help stands: answering, moving, closing, asking again, stopping the clock."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fram.programme.service_clock import EXEMPTIONS, MOST_PAUSE_DAYS
from fram.programme.support_states import (
    BODY,
    BODY_REASONS,
    COMPANY,
    TOPICS,
    Standing,
    may_move,
    must_say_why,
)
from fram.terms.errors import Refused
from fram.terms.jurisdiction import MARKETS
from fram.web.accounts.acting import Actor
from fram.web.accounts.actions.once import create_once, used_up
from fram.web.accounts.log import action, changed
from fram.web.accounts.models import Membership, Organisation, Person
from fram.web.programme.actions.moving import Told, demand_for, move, save, set_clock, take_up
from fram.web.programme.models import Exemption, State, Support, SupportStep, local_day
from fram.web.programme.policy import HELPERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Where a support shall stand. ``version``: the one that was looked at (0: nobody had acted yet)."""

    state: str
    told: Told
    adviser: Person | None = None
    topics: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Why, from which day on and for how many working days a clock shall stand."""

    reason: str
    starts_on: date
    days: int
    ticket: uuid.UUID


@action("support.change", says=gettext_lazy("said where its help stands"))
def change_support(*, by: Actor, company: Organisation, body: Organisation, change: Change) -> Support:
    """Move a support, or change its adviser, topics and markets; all or nothing.

    Refused: a move that is not allowed, a closing without reason, and a row that somebody changed since.
    """
    demand_for(by, "support.change", company=company, body=body)
    support, found = take_up(company, body)
    if _was_sent_before(support, change):
        return support
    _refuse_stale(support, change)
    _refuse_wrong(found, change)
    _refuse_stranger(body, change)
    _set_focus(support, change)
    if change.state == found.state:
        save(support)
        return support
    return move(support, change.state, by=by, told=change.told)


@action("support.ask", says=gettext_lazy("asked a body again"))
def ask_again(*, by: Actor, company: Organisation, body: Organisation, told: Told) -> Support:
    """Suggest the company anew to a body that had ended its help and still has consent."""
    support, found = take_up(company, body)
    if _step_of(support, told) or found.state == State.SUGGESTED:
        return support
    if not may_move(found.state, State.SUGGESTED, side=COMPANY) or not found.is_kept:
        raise Refused(
            _("%(body)s cannot be asked again as it stands") % {"body": body.name},
            remedy=_("share something with it first, or wait until it has ended its help"),
        )
    return move(support, State.SUGGESTED, by=by, told=told)


@action("support.change", says=gettext_lazy("stopped its service clock for a while"))
def exempt(*, by: Actor, company: Organisation, body: Organisation, stop: Stop) -> Exemption:
    """Let the clock of a suggestion stand for some working days, with the reason for all to see."""
    demand_for(by, "support.change", company=company, body=body)
    support, found = take_up(company, body)
    if found.state != State.SUGGESTED:
        raise Refused(
            _("the clock has stopped: the suggestion was answered"), remedy=_("there is nothing to exempt")
        )
    _refuse_wrong_stop(stop, since=local_day(support.suggested_at))
    made, is_new = create_once(
        Exemption(
            company=company, support=support, reason=stop.reason, starts_on=stop.starts_on, days=stop.days,
            by=by.person, at=timezone.now(), ticket=stop.ticket,
        )
    )  # fmt: skip
    if is_new:
        changed(f"{body.slug}.clock")
        set_clock(support)
    return made


def _step_of(support: Support, told: Told) -> SupportStep | None:
    """The step that this form has made already; `Refused` where it was one of another support."""
    step: SupportStep | None = SupportStep.objects.filter(ticket=told.ticket).first()
    if step is not None and step.support_id != support.pk:
        raise used_up()
    return step


def _was_sent_before(support: Support, change: Change) -> bool:
    step = _step_of(support, change.told)
    held = (support.state, support.adviser_id, tuple(support.topics), tuple(support.markets))
    wanted = (change.state, change.adviser and change.adviser.pk, change.topics, change.markets)
    return step is not None or (change.version < support.version and held == wanted)


def _refuse_stale(support: Support, change: Change) -> None:
    if change.version >= support.version or support.version == 1:  # 1: it was made a moment ago, for us
        return
    last = support.steps.select_related("by").first()
    who = last.by.shown if last and last.by else _("the desk")
    state = State(support.state).label
    raise Refused(
        _("somebody changed this while you wrote: %(who)s left it as “%(state)s”")
        % {"who": who, "state": state},
        where="state", remedy=_("what you wrote is kept below; send it again if it still holds"),
    )  # fmt: skip


def _refuse_wrong(found: Standing, change: Change) -> None:
    told = change.told
    if change.state != found.state and not may_move(found.state, change.state, side=BODY):
        raise Refused(_("help cannot go this way from where it stands"), where="state")
    if change.state == State.CLOSED and change.state != found.state and told.reason not in BODY_REASONS:
        raise Refused(_("say why the help ends"), where="reason")
    if told.reason and change.state != State.CLOSED:
        raise Refused(_("a reason belongs to closing only"), where="reason")
    is_moved = change.state != found.state
    if is_moved and not told.why and must_say_why(change.state, reason=told.reason):
        if change.state == State.WAITING:
            raise Refused(
                _("say in a sentence what you wait for, so that the company can do it"), where="why"
            )
        raise Refused(_("say in a sentence why, so that the company can look elsewhere"), where="why")
    if change.state == State.ENGAGING and change.adviser is None:
        raise Refused(
            _("say who helps"), where="adviser", remedy=_("or choose “unassigned” until somebody is free")
        )
    if not set(change.topics) <= set(TOPICS) or not set(change.markets) <= set(MARKETS):
        raise Refused(_("choose among the topics and markets of the list"), where="topics")


def _refuse_stranger(body: Organisation, change: Change) -> None:
    if change.adviser is None:
        return
    held = Membership.objects.filter(
        organisation=body, person=change.adviser, ended_at=None, role__in=[str(tie) for tie in HELPERS]
    )
    if not held.exists():
        raise Refused(
            _("%(who)s does not advise for %(body)s") % {"who": change.adviser.shown, "body": body.name},
            where="adviser",
        )  # fmt: skip


def _set_focus(support: Support, change: Change) -> None:
    adviser = None if change.state == State.UNASSIGNED else change.adviser
    wanted = {"adviser": adviser, "topics": list(change.topics), "markets": list(change.markets)}
    for name, value in wanted.items():
        held = getattr(support, name)
        if held != value and not (isinstance(value, list) and set(held) == set(value)):  # in any order
            changed(name)
            setattr(support, name, value)


def _refuse_wrong_stop(stop: Stop, *, since: date) -> None:
    if stop.reason not in EXEMPTIONS:
        raise Refused(_("choose a reason of the list"), where="reason")
    if not 1 <= stop.days <= MOST_PAUSE_DAYS:
        raise Refused(_("between 1 and %(most)s working days") % {"most": MOST_PAUSE_DAYS}, where="days")
    if not since <= stop.starts_on <= timezone.localdate():
        raise Refused(_("the day must lie between the suggestion and today"), where="starts_on")
