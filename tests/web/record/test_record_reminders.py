"""Owners are told that a certificate runs out: in time, in their language, and once."""

from __future__ import annotations

from datetime import date, timedelta
from smtplib import SMTPException
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from fram.web.accounts.acting import SYSTEM
from fram.web.accounts.models import Entry, Membership, Organisation, Person, Role
from fram.web.jobs.declaring import jobs
from fram.web.record.actions import reminding
from fram.web.record.actions.reminding import remind_of_expiry
from fram.web.record.models import Product, Reminder
from tests.web.cast import Cast

END = date(2027, 6, 30)


@pytest.fixture
def product(cast: Cast) -> Product:
    """A product with one certificate that runs out on a day, and one that never does."""
    certificates = [
        {"regime": "eu-mdr", "device_class": "IIa", "until": END.isoformat()},
        {"regime": "iso-13485"},
    ]
    content = {"product": {"name": "Vital", "certificates": certificates}}
    return Product.objects.create(
        company=cast.nordlys, name="Vital", slug="vital", content=content, version=1
    )


def run(days_before: int) -> list[Any]:
    """What is sent so many days before the end."""
    before = len(mail.outbox)
    remind_of_expiry(by=SYSTEM, on=END - timedelta(days=days_before))
    return mail.outbox[before:]


def test_a_notice_at_each_of_the_four_times_and_none_between(cast: Cast, product: Product) -> None:
    days = [200, 181, 180, 179, 100, 91, 90, 60, 31, 30, 29, 1, 0, -1, -10]
    told = [day for day in days if run(day)]
    assert told == [180, 90, 30, 0]


def test_a_desk_that_was_off_tells_the_nearest_only(cast: Cast, product: Product) -> None:
    assert len(run(25)) == 1
    assert Reminder.objects.get().days_before == 30
    assert run(20) == []


def test_what_ran_out_long_ago_is_no_news(cast: Cast, product: Product) -> None:
    assert run(-31) == []


def test_one_mail_to_each_owner_in_their_language(cast: Cast, product: Product) -> None:
    cast.kari.language = "nb"
    cast.kari.save()
    second = Person.objects.create_user("second@example.org", name="Second (invented)")
    Membership.objects.create(organisation=cast.nordlys, person=second, role=Role.OWNER)
    sent = {message.to[0]: message for message in run(90)}
    assert set(sent) == {"kari@example.org", "second@example.org"}
    assert "går ut 30. juni 2027, om 90 dager" in sent["kari@example.org"].body
    assert sent["kari@example.org"].subject == "Vital: sertifikater som går ut"
    assert "runs out on 30 Jun 2027, in 90 days" in sent["second@example.org"].body
    assert "Nordlys Vital AS (invented)" in sent["second@example.org"].body
    assert "EU devices (MDR)" in sent["second@example.org"].body
    assert "ISO 13485" not in sent["second@example.org"].body


def test_several_certificates_come_in_one_mail(cast: Cast, product: Product) -> None:
    product.content["product"]["certificates"].append(
        {"regime": "mdsap", "until": END.isoformat(), "number": "A1"}
    )
    product.save()
    (message,) = run(30)
    assert "MDSAP (A1)" in message.body
    assert Reminder.objects.count() == 2


def test_a_renewed_certificate_is_told_of_again(cast: Cast, product: Product) -> None:
    run(30)
    product.content["product"]["certificates"][0]["until"] = "2028-06-30"
    product.save()
    assert run(30) == []
    remind_of_expiry(by=SYSTEM, on=date(2028, 6, 1))
    assert len(mail.outbox) == 2


def test_who_left_is_inactive_or_archived_hears_nothing(cast: Cast, product: Product) -> None:
    Organisation.objects.filter(pk=cast.nordlys.pk).update(archived_at="2026-01-01T00:00Z")
    assert run(90) == []
    Organisation.objects.filter(pk=cast.nordlys.pk).update(archived_at=None)
    Person.objects.filter(pk=cast.kari.pk).update(is_active=False)
    assert run(90) == []
    Person.objects.filter(pk=cast.kari.pk).update(is_active=True)
    Product.objects.update(archived_at="2026-01-01T00:00Z")
    assert run(90) == []


def test_a_mail_the_post_office_refuses_is_tried_again_and_the_others_get_theirs(
    cast: Cast, product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = Person.objects.create_user("second@example.org", name="Second (invented)")
    Membership.objects.create(organisation=cast.nordlys, person=second, role=Role.OWNER)
    send = reminding.send_mail

    def refuse_kari(subject: str, text: str, sender: None, to: list[str]) -> int:
        if to == ["kari@example.org"]:
            raise SMTPException("not now")
        return send(subject, text, sender, to)

    monkeypatch.setattr(reminding, "send_mail", refuse_kari)
    with pytest.raises(SMTPException):
        run(90)
    assert [message.to for message in mail.outbox] == [["second@example.org"]]
    monkeypatch.undo()
    assert [message.to for message in run(90)] == [["kari@example.org"]]


def test_a_desk_that_dies_between_taking_and_noting_sends_no_second_mail(
    cast: Cast, product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(**told: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reminding, "finish_reminders", die)
    with pytest.raises(KeyboardInterrupt):
        run(90)
    assert len(mail.outbox) == 1
    monkeypatch.undo()
    assert run(90) == []
    assert Reminder.objects.get().sent_at is None


def test_it_is_written_into_the_log_and_only_the_desk_does_it(cast: Cast, product: Product) -> None:
    run(90)
    entry = Entry.objects.get(verb="record.finish_reminders")
    assert (entry.company, entry.person) == (cast.nordlys, None)
    with pytest.raises(PermissionDenied):
        remind_of_expiry(by=cast.actor(cast.kari), on=END)


def test_the_jobs_are_declared() -> None:
    assert {"record.remind", "record.purge"} <= set(jobs())
    assert jobs()["record.remind"].every == timedelta(days=1)
