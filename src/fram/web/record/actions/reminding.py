"""Notices that a certificate runs out: one mail to each owner, and never the same one twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from smtplib import SMTPException
from typing import Any

from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy

from fram.web.accounts.acting import SYSTEM, Actor
from fram.web.accounts.log import action
from fram.web.accounts.models import Membership, Organisation, Person, Role
from fram.web.accounts.policy import demand
from fram.web.jobs.doing.stopping import STOP
from fram.web.record.mails import expiry_mail
from fram.web.record.models import Product, Reminder
from fram.workspace.company.exchange.certificates import Held, running_out

FORGOTTEN = timedelta(days=30)
"""A certificate that ran out longer ago than this is no news."""
AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What one owner is to be told about one product."""

    person: Person
    product: Product
    held: tuple[Held, ...]


def remind_of_expiry(*, by: Actor = SYSTEM, on: date) -> int:
    """Send what is due on a day and was not sent before; returns how many mails went out.

    A mail that the post office refuses is tried again another time, and a worker that is asked to stop ends
    the one in hand. One begun when the machine died is not sent again: nobody knows whether it went out.
    """
    demand(by, "site.work")
    sent, refused = 0, None
    for notice in _notices(on):
        try:
            with STOP.held_off():  # a notice is taken, sent and noted, or left for another time
                sent += _remind(by, notice)
        except (OSError, SMTPException) as error:  # the others get theirs all the same
            refused = error
    if refused is not None:
        raise refused
    return sent


def _notices(on: date) -> Iterator[Notice]:
    for product in _with_certificates():
        due = tuple(one for one in running_out(product.content, on) if _is_news(one, on))
        for person in _owners(product.company) if due else ():
            yield Notice(person=person, product=product, held=due)


def _remind(by: Actor, notice: Notice) -> bool:
    begun = [reminder for one in notice.held if (reminder := _begin(notice, one))]
    if not begun:
        return False
    keys = {reminder.certificate for reminder in begun}
    fresh = tuple(one for one in notice.held if one.key in keys)
    try:
        with translation.override(notice.person.language or "en"):
            subject, text = expiry_mail(notice.product.name, notice.product.company.name, held=fresh)
        send_mail(subject, text, None, [notice.person.email])
    except Exception:
        Reminder.objects.filter(pk__in=[reminder.pk for reminder in begun]).delete()
        raise
    finish_reminders(by=by, company=notice.product.company, reminders=begun)
    return True


@action("site.work", says=gettext_lazy("reminded an owner of certificates that run out"))
def finish_reminders(*, by: Actor, company: Organisation, reminders: list[Reminder]) -> None:
    """Note that notices went out."""
    Reminder.objects.filter(pk__in=[reminder.pk for reminder in reminders]).update(sent_at=timezone.now())


def _begin(notice: Notice, held: Held) -> Reminder | None:
    """Take the row of a notice; None where it was taken before, by this or another worker."""
    named: dict[str, Any] = {"product": notice.product, "person": notice.person}
    named |= {"certificate": held.key, "days_before": held.within}
    try:
        with transaction.atomic():
            return Reminder.objects.create(**named, company=notice.product.company)
    except IntegrityError:
        return None


def _is_news(held: Held, on: date) -> bool:
    return held.within is not None and held.until is not None and on - held.until <= FORGOTTEN


def _with_certificates() -> Iterator[Product]:
    found = (
        Product.objects.open().filter(company__archived_at=None).exclude(content__product__certificates=None)
    )
    yield from found.select_related("company").order_by("pk").iterator(chunk_size=AT_ONCE)


def _owners(company: Organisation) -> list[Person]:
    held = Membership.objects.filter(organisation=company, role=Role.OWNER, ended_at=None)
    return [one.person for one in held.select_related("person") if one.person.is_active]
