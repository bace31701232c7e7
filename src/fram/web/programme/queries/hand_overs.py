"""Hand-overs as their three sides see them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from fram.web.accounts.acting import Actor
from fram.web.accounts.models import Consent, Organisation
from fram.web.programme.models import OPEN_HAND_OVERS, HandOver, HandOverState, Topic, is_helping
from fram.web.programme.policy import may_for

SIDES = ("company", "from_body", "to_body", "made_by", "agreed_by", "ended_by")


def hand_overs(actor: Actor, company: Organisation) -> QuerySet[HandOver]:
    """Return the hand-overs of a company that the reader has a part in, newest first.

    The new body sees one only after the company has agreed.
    """
    found: QuerySet[HandOver] = HandOver.objects.filter(company=company).select_related(*SIDES)
    if actor.role_in(company):
        return found
    bodies = list(actor.shared_by(company))
    return found.filter(Q(from_body__in=bodies) | Q(to_body__in=bodies, agreed_at__isnull=False))


def get_hand_over(actor: Actor, company: Organisation, *, pk: int) -> HandOver:
    """Return one hand-over the reader has a part in, or 404."""
    found = hand_overs(actor, company).filter(pk=pk).first()
    if found is None:
        raise Http404("no such hand-over")
    return found


def open_ones(actor: Actor, company: Organisation, *, at: datetime) -> QuerySet[HandOver]:
    """Return the company's hand-overs that wait for an answer."""
    return hand_overs(actor, company).filter(state__in=OPEN_HAND_OVERS, expires_at__gt=at)


def waiting_at(body: Organisation, *, at: datetime) -> QuerySet[HandOver]:
    """Return what was handed over to the body and waits for its answer, the first to expire first."""
    given = Consent.objects.letting_in().filter(body=body).order_by().values("company")
    found: QuerySet[Any] = HandOver.objects.filter(
        to_body=body, state=HandOverState.AGREED, expires_at__gt=at, company__in=given
    )
    return found.select_related(*SIDES).order_by("expires_at", "pk")


def answerable(actor: Actor, shown: Collection[HandOver]) -> frozenset[int]:
    """Return which of these the reader may answer in the name of the new body, by their numbers."""
    actor.look_up_shared({one.company_id for one in shown})
    return frozenset(
        one.pk for one in shown if may_for(actor, "hand-over.answer", company=one.company, body=one.to_body)
    )


def helps_already(actor: Actor, hand_over: HandOver) -> bool:
    """Whether the new body helps the company now; told to the company's own people."""
    return actor.role_in(hand_over.company) is not None and is_helping(hand_over.company, hand_over.to_body)


def expired(*, at: datetime) -> QuerySet[HandOver]:
    """Return the open hand-overs whose time is over."""
    found: QuerySet[HandOver] = HandOver.objects.filter(state__in=OPEN_HAND_OVERS, expires_at__lte=at)
    return found.select_related(*SIDES).order_by("pk")


def possible_bodies(company: Organisation, *, besides: Organisation) -> QuerySet[Organisation]:
    """Return the bodies of the desk that could take over."""
    found: QuerySet[Organisation] = Organisation.objects.bodies().open().exclude(pk=besides.pk)
    return found


def state_words(state: str) -> str:
    """Return a state of a hand-over in words."""
    return str(HandOverState(state).label)


def topic_words(hand_over: HandOver) -> list[str]:
    """Return the topics of a hand-over in words."""
    return [str(Topic(topic).label) for topic in hand_over.topics]
