"""Hand-overs: proposed by a body, agreed to by the company, accepted by the new body, or ended by time."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fram.programme.support_states import CLOSED, DESK, HELPING, TOPICS, may_move
from fram.terms.errors import Refused
from fram.terms.sections import SECTIONS
from fram.web.accounts.acting import SYSTEM, Actor
from fram.web.accounts.actions.once import create_once
from fram.web.accounts.actions.sharing import hold_shared, share
from fram.web.accounts.log import action, changed
from fram.web.accounts.models import Consent, Organisation
from fram.web.accounts.policy import may
from fram.web.programme.actions.moving import Told, demand_for, let_last, move, take_up
from fram.web.programme.models import (
    OPEN_HAND_OVERS,
    HandOver,
    HandOverState,
    Reason,
    State,
    is_helping,
)

EXPIRES_AFTER = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """To whom, with which sections and topics, why, and whether the proposing body goes on helping."""

    to_body: Organisation
    sections: tuple[str, ...]
    ticket: uuid.UUID
    topics: tuple[str, ...] = ()
    message: str = ""
    stays: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the new body says: yes or no, and why."""

    accepts: bool
    why: str = ""


@action("hand-over.propose", says=gettext_lazy("proposed a hand-over"))
def propose_hand_over(
    *, by: Actor, company: Organisation, body: Organisation, proposal: Proposal
) -> HandOver:
    """Propose to the company that another body takes over; it expires after 30 days."""
    demand_for(by, "hand-over.propose", company=company, body=body)
    _refuse_wrong(by, company, body, proposal)
    now = timezone.now()
    fresh = HandOver(
        company=company, from_body=body, to_body=proposal.to_body, sections=list(proposal.sections),
        topics=list(proposal.topics), message=proposal.message, stays=proposal.stays, made_by=by.person,
        made_at=now, expires_at=now + EXPIRES_AFTER, ticket=proposal.ticket,
    )  # fmt: skip
    try:
        made, _is_new = create_once(fresh)
    except IntegrityError:
        raise _under_way(proposal.to_body) from None
    changed(f"{body.slug} → {proposal.to_body.slug}")
    return made


@action("hand-over.agree", says=gettext_lazy("agreed to a hand-over"))
def agree_hand_over(
    *, by: Actor, company: Organisation, hand_over: HandOver, sections: Collection[str]
) -> HandOver:
    """Agree, and share the chosen ones of the proposed sections with the new body, until it must answer."""
    held = _locked(hand_over, HandOverState.PROPOSED)
    changed(f"{held.from_body.slug} → {held.to_body.slug}")
    chosen = [name for name in held.sections if name in sections]
    before = hold_shared(company, held.to_body)
    if not chosen and not before:
        raise Refused(
            _("%(body)s needs to see something") % {"body": held.to_body.name}, where="sections",
            remedy=_("choose at least one section, or decline"),
        )  # fmt: skip
    held.given = [name for name in chosen if name not in before - _ending(company, held.to_body)]
    share(by=by, company=company, body=held.to_body, sections=before | set(chosen))
    _let_end(held)
    held.state, held.agreed_by, held.agreed_at = HandOverState.AGREED, by.person, timezone.now()
    held.save()
    return held


@action("hand-over.agree", says=gettext_lazy("declined a hand-over"))
def decline_hand_over(*, by: Actor, company: Organisation, hand_over: HandOver, why: str) -> HandOver:
    """Say no as the company; nothing is shared."""
    return _end(_locked(hand_over, HandOverState.PROPOSED), HandOverState.DECLINED, by=by, why=why)


@action("hand-over.propose", says=gettext_lazy("withdrew a hand-over"))
def withdraw_hand_over(*, by: Actor, company: Organisation, hand_over: HandOver) -> HandOver:
    """Take the proposal back as the body that made it; what was shared for its sake is withdrawn."""
    demand_for(by, "hand-over.propose", company=company, body=hand_over.from_body)
    held = _locked(hand_over, *OPEN_HAND_OVERS)
    _take_back(held)
    return _end(held, HandOverState.WITHDRAWN, by=by)


@action("hand-over.answer", says=gettext_lazy("answered a hand-over"))
def answer_hand_over(*, by: Actor, company: Organisation, hand_over: HandOver, answer: Answer) -> HandOver:
    """Accept as the new body, which then helps, or decline, which withdraws what was shared for it."""
    demand_for(by, "hand-over.answer", company=company, body=hand_over.to_body)
    held = _locked(hand_over, HandOverState.AGREED)
    if not answer.accepts:
        _take_back(held)
        return _end(held, HandOverState.DECLINED, by=by, why=answer.why)
    _begin_help(held, by=by, why=answer.why)
    let_last(company, held.to_body)
    if not held.stays:
        _close_old(held, by=by)
    return _end(held, HandOverState.ACCEPTED, by=by, why=answer.why)


@action("site.work", says=gettext_lazy("let a hand-over expire"))
def expire_hand_over(*, by: Actor, company: Organisation, hand_over: HandOver) -> HandOver:
    """End a hand-over that nobody answered in time; what was shared for its sake is withdrawn."""
    held: HandOver = HandOver.objects.select_for_update().get(pk=hand_over.pk)
    if held.state_at(timezone.now()) != HandOverState.EXPIRED or held.state == HandOverState.EXPIRED:
        return held
    _take_back(held)
    return _end(held, HandOverState.EXPIRED, by=by)


def _refuse_wrong(by: Actor, company: Organisation, body: Organisation, proposal: Proposal) -> None:
    to_body = proposal.to_body
    if to_body == body:
        raise Refused(_("a body cannot hand over to itself"), where="to_body")
    if to_body.is_company:
        raise Refused(_("choose a body of the list"), where="to_body")
    if not set(proposal.sections) <= set(SECTIONS) or not set(proposal.topics) <= set(TOPICS):
        raise Refused(_("choose among the sections and topics of the list"), where="sections")
    _support, found = take_up(company, body)
    if found.state not in HELPING:
        raise Refused(_("only a body that helps can hand over"), remedy=_("answer the company first"))
    for one in HandOver.objects.filter(company=company, to_body=to_body, state__in=OPEN_HAND_OVERS):
        expire_hand_over(by=SYSTEM, company=company, hand_over=one)
    # Whoever may not know who else helps is told nothing of it: the owner sees it, and decides.
    if may(by, "support.read-others", company, section="support"):
        _refuse_known(company, proposal)


def _refuse_known(company: Organisation, proposal: Proposal) -> None:
    to_body = proposal.to_body
    if is_helping(company, to_body):
        raise Refused(
            _("%(body)s helps this company already") % {"body": to_body.name}, where="to_body",
            remedy=_("talk with its people in a conversation"),
        )  # fmt: skip
    under_way = HandOver.objects.filter(company=company, to_body=to_body, state__in=OPEN_HAND_OVERS)
    if under_way.exclude(ticket=proposal.ticket).exists():
        raise _under_way(to_body)


def _under_way(to_body: Organisation) -> Refused:
    return Refused(
        _("a hand-over to %(body)s is under way already") % {"body": to_body.name}, where="to_body",
        remedy=_("wait for its end, or withdraw it first"),
    )  # fmt: skip


def _locked(hand_over: HandOver, *states: str) -> HandOver:
    held: HandOver = HandOver.objects.select_for_update().get(pk=hand_over.pk)
    stands = held.state_at(timezone.now())
    if stands not in states:
        raise Refused(
            _("this hand-over has moved on: it is %(state)s") % {"state": HandOverState(stands).label},
            remedy=_("look at it again; a new one can be proposed"),
        )
    return held


def _end(held: HandOver, state: str, *, by: Actor, why: str = "") -> HandOver:
    held.state, held.ended_by, held.ended_at, held.why = state, by.person, timezone.now(), why
    held.save()
    changed("state")
    return held


def _ending(company: Organisation, body: Organisation) -> set[str]:
    """The sections shared until a day only: for the sake of a hand-over that waits for its answer."""
    given = Consent.objects.given().filter(company=company, body=body, withdrawn_at__isnull=False)
    return set(given.values_list("section", flat=True))


def _let_end(held: HandOver) -> None:
    """Let what was shared for the sake of a hand-over end with it by itself, whether or not a worker runs."""
    given = Consent.objects.given().filter(company=held.company, body=held.to_body, section__in=held.given)
    sooner = Q(withdrawn_at=None) | Q(withdrawn_at__lt=held.expires_at)
    given.filter(sooner).update(withdrawn_at=held.expires_at)


def _take_back(held: HandOver) -> None:
    """Withdraw what was shared for the sake of a hand-over that came to nothing, as the desk.

    What another hand-over waits with stays, and so does what a body sees that has begun to help all the
    same: that is shared until the company withdraws it.
    """
    shared = hold_shared(held.company, held.to_body)
    others = HandOver.objects.filter(
        company=held.company, to_body=held.to_body, state=HandOverState.AGREED, expires_at__gt=timezone.now()
    ).exclude(pk=held.pk)
    kept = {name for given in others.values_list("given", flat=True) for name in given}
    gone = (_ending(held.company, held.to_body) & set(held.given)) - kept
    if gone:
        share(by=SYSTEM, company=held.company, body=held.to_body, sections=shared - gone)


def _begin_help(held: HandOver, *, by: Actor, why: str) -> None:
    support, found = take_up(held.company, held.to_body)
    if found.state == State.ENGAGING:
        return
    support.adviser = by.person
    support.topics = [topic for topic in TOPICS if topic in {*support.topics, *held.topics}]
    move(support, State.ENGAGING, by=by, told=Told(why=why))


def _close_old(held: HandOver, *, by: Actor) -> None:
    if not Consent.objects.given().filter(company=held.company, body=held.from_body).exists():
        return
    support, found = take_up(held.company, held.from_body)
    if may_move(found.state, CLOSED, side=DESK):
        move(support, CLOSED, by=by, told=Told(reason=Reason.HANDED_OVER))
