"""Printing out and erasing what is held about a person, by themselves or by whoever runs the desk."""

from __future__ import annotations

import json
import logging
from datetime import date, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from fram.terms.errors import Refused
from fram.web.accounts.acting import SYSTEM
from fram.web.accounts.actions import personal as actions
from fram.web.accounts.actions.invitations import invite
from fram.web.accounts.actions.people import change_role
from fram.web.accounts.actions.persons import change_me
from fram.web.accounts.models import Entry, Invitation, Membership, Person
from fram.web.accounts.signing_in.forgetting import forget_and_warn
from tests.web.accounts.conftest import PASSWORD, Prove, sign_in
from tests.web.cast import Cast

pytestmark = pytest.mark.django_db


def furnish(cast: Cast, person: Person) -> None:
    """Give a person something in every table."""
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    SocialAccount.objects.create(user=person, provider="entra", uid="42", extra_data={"name": "Per"})
    invite(by=cast.actor(cast.rita), organisation=cast.rask, email=person.email, role="reader", token="t")
    change_me(by=cast.actor(person), name=person.name, language="nb")


def erase(client: Client, person: Person, **more: str) -> Any:
    """Show once more that it is oneself, and send the form."""
    answer = client.get("/me/erase/")
    if answer.status_code == 302:
        client.post(answer["Location"], {"password": PASSWORD})
    return client.post("/me/erase/", {"email": person.email, **more})


# --- the print-out ----------------------------------------------------------------------------------


def test_a_print_out_holds_everything_with_its_reasons(client: Client, cast: Cast, prove: Prove) -> None:
    sign_in(client, prove(cast.per))
    furnish(cast, cast.per)
    answer = client.get("/me/print-out.json")
    assert answer["Content-Disposition"].startswith('attachment; filename="fram-personal-data-')
    told = json.loads(answer.content)
    parts = {part["what"]: part for part in told["parts"]}
    assert parts["Your account"]["rows"][0]["email"] == "per@example.org"
    assert parts["Your e-mail addresses"]["count"] == 1
    assert parts["Organisations you belong to, and belonged to"]["rows"][0]["organisation"].startswith(
        "Nordlys"
    )
    assert parts["Invitations to your addresses"]["rows"][0]["organisation"].startswith("Rask")
    assert parts["Accounts elsewhere that you sign in with"]["rows"][0]["uid"] == "42"
    assert parts["The log of what you did"]["count"] >= 2
    for part in told["parts"]:
        assert all(part[word] for word in ("purpose", "source", "basis", "kept", "on_erasing")), part
    text = answer.content.decode()
    assert "password" not in text.replace("authenticator", "")
    assert '"secret"' not in text
    assert Entry.objects.filter(verb="accounts.take_my_print_out", kind="export", person=cast.per).exists()


def test_the_page_asks_the_database_little(
    cast: Cast, prove: Prove, django_assert_max_num_queries: Any
) -> None:
    furnish(cast, prove(cast.per))
    browser = cast.client(cast.per)
    with django_assert_max_num_queries(25):
        assert browser.get("/me/print-out/").status_code == 200
    with django_assert_max_num_queries(25):
        browser.get("/me/")
    with django_assert_max_num_queries(25):
        cast.client(cast.kari).get("/organisations/nordlys/people/")


def test_nothing_of_others_is_in_it(cast: Cast) -> None:
    text = cast.client(cast.rita).get("/me/print-out.json").content.decode()
    for name in ("kari", "Nordlys", "per@", "nina"):
        assert name not in text


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_the_page_shows_the_same_and_hostile_names_as_text(cast: Cast, lang: str) -> None:
    Person.objects.filter(pk=cast.per.pk).update(name="<script>alert(1)</script>")
    page = cast.client(cast.per, lang=lang).get("/me/print-out/").content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert ("What is held about you?" if lang == "en" else "Hva er lagret om deg?") in page


def test_somebody_with_nothing_has_an_account_only(cast: Cast) -> None:
    told = json.loads(cast.client(cast.nina).get("/me/print-out.json").content)
    counts = {part["what"]: part["count"] for part in told["parts"]}
    assert counts["Your account"] == 1
    assert sum(counts.values()) <= 2


# --- erasing oneself --------------------------------------------------------------------------------


def test_somebody_erased_leaves_a_number_without_a_name(client: Client, cast: Cast, prove: Prove) -> None:
    other = Client(HTTP_HOST="127.0.0.1:8350")
    for browser in (other, client):
        sign_in(browser, prove(cast.per) if browser is other else cast.per)
    furnish(cast, cast.per)
    entries = Entry.objects.filter(person=cast.per).count()
    answer = erase(client, cast.per)
    assert answer["Location"] == "/erased/"
    assert "Your account is erased" in client.get("/erased/").content.decode()
    cast.per.refresh_from_db()
    assert cast.per.erased_at is not None
    assert (cast.per.name, cast.per.language, cast.per.is_active, cast.per.last_login) == (
        "",
        "",
        False,
        None,
    )
    assert cast.per.email == f"erased-{cast.per.pk}@erased.invalid"
    assert not cast.per.has_usable_password()
    assert cast.per.shown == "erased person"
    for table in (EmailAddress, Authenticator, SocialAccount, UserSession):
        assert not table.objects.filter(user=cast.per).exists(), table
    assert not Invitation.objects.exists()
    assert Membership.objects.get(person=cast.per).ended_at is not None
    assert Entry.objects.filter(person=cast.per).count() > entries
    for browser in (client, other):
        assert not browser.get("/policy/").wsgi_request.user.is_authenticated
    assert "per@example.org" not in str(list(Session.objects.values_list("session_data", flat=True)))
    page = sign_in(client, Person(email="per@example.org")).content.decode()
    assert "do not fit together" in page


def test_others_read_erased_person_where_the_name_stood(cast: Cast) -> None:
    change_role(
        by=cast.actor(cast.kari), organisation=cast.nordlys, member=Membership.objects.get(person=cast.per),
        role="owner",
    )  # fmt: skip
    change_role(
        by=cast.actor(cast.per), organisation=cast.nordlys, member=Membership.objects.get(person=cast.liv),
        role="editor",
    )  # fmt: skip
    actions.erase_me(by=cast.actor(cast.per))
    page = cast.client(cast.kari).get("/organisations/nordlys/log/").content.decode()
    assert "erased person" in page
    assert "Per Kollega" not in page
    assert "Per Kollega" not in cast.client(cast.kari).get("/organisations/nordlys/people/").content.decode()


@pytest.mark.parametrize(
    ("said", "found"),
    [({"email": "kari@example.org"}, "not the address"), ({"email": ""}, "required"), ({}, "required")],
)
def test_without_the_address_typed_nobody_is_erased(
    client: Client, cast: Cast, prove: Prove, said: dict[str, str], found: str
) -> None:
    sign_in(client, prove(cast.per))
    client.post(client.get("/me/erase/")["Location"], {"password": PASSWORD})
    answer = client.post("/me/erase/", said)
    assert answer.status_code == 422
    assert found in answer.content.decode()
    cast.per.refresh_from_db()
    assert cast.per.erased_at is None


def test_the_last_owner_is_told_what_to_do_first(client: Client, cast: Cast, prove: Prove) -> None:
    sign_in(client, prove(cast.kari))
    answer = erase(client, cast.kari)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Nobody else decides for Nordlys" in page
    assert "/organisations/nordlys/people/" in page
    cast.kari.refresh_from_db()
    assert cast.kari.erased_at is None
    assert EmailAddress.objects.filter(user=cast.kari).exists()


def test_whoever_alone_belongs_somewhere_lets_it_be_closed(client: Client, cast: Cast, prove: Prove) -> None:
    sign_in(client, prove(cast.rita))
    refused = erase(client, cast.rita)
    assert refused.status_code == 422
    assert "Rask Diagnostikk" in refused.content.decode()
    assert erase(client, cast.rita, closes_alone="on").status_code == 302
    cast.rask.refresh_from_db()
    assert cast.rask.archived_at is not None


def test_the_last_one_who_runs_the_desk_stays(cast: Cast, prove: Prove) -> None:
    for _ in range(2):  # alone, then beside somebody who cannot come in
        with pytest.raises(Refused, match="runs this desk"):
            actions.erase_me(by=cast.actor(cast.siri))
        Person.objects.filter(pk=cast.nina.pk).update(is_site_admin=True)
    cast.nina.refresh_from_db()
    prove(cast.nina)
    actions.erase_me(by=cast.actor(cast.siri))


def test_the_database_keeps_an_erased_person_empty(cast: Cast) -> None:
    person = actions.erase_me(by=cast.actor(cast.per))
    for change in ({"name": "Per"}, {"is_active": True}, {"is_site_admin": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Person.objects.filter(pk=person.pk).update(**change)


# --- for somebody who asks --------------------------------------------------------------------------


def test_whoever_runs_the_desk_helps_somebody_who_asks(client: Client, cast: Cast, prove: Prove) -> None:
    sign_in(client, prove(cast.siri))
    answer = client.post("/persons/", {"email": "Per@Example.org"})
    assert answer["Location"] == f"/persons/{cast.per.pk}/"
    client.post(client.get(answer["Location"])["Location"], {"password": PASSWORD})
    assert "What is held about Per Kollega (invented)?" in client.get(answer["Location"]).content.decode()
    told = json.loads(client.get(f"/persons/{cast.per.pk}/print-out.json").content)
    assert told["person"] == cast.per.pk
    entries = Entry.objects.filter(verb="accounts.take_print_out", person=cast.siri)
    assert {entry.subject for entry in entries} == {f"person {cast.per.pk}"}
    page = f"/persons/{cast.per.pk}/erase/"
    assert client.post(page, {"email": "per@example.org"})["Location"] == "/persons/"
    cast.per.refresh_from_db()
    assert cast.per.erased_at is not None
    assert client.get(f"/persons/{cast.per.pk}/").status_code == 404


def test_whoever_runs_the_desk_shows_first_that_it_is_them(cast: Cast, prove: Prove) -> None:
    siri = cast.client(prove(cast.siri))
    for path in (f"/persons/{cast.per.pk}/", f"/persons/{cast.per.pk}/print-out.json"):
        assert siri.get(path)["Location"].startswith("/account/reauthenticate/"), path


def test_whoever_runs_the_desk_finds_nobody_by_half_an_address(cast: Cast) -> None:
    siri = cast.client(cast.siri)
    for email in ("per", "per@", "nobody@example.org"):
        assert siri.post("/persons/", {"email": email}).status_code == 422


@pytest.mark.parametrize("who", ["kari", "ane", "rita", "nina"])
def test_nobody_else_looks_after_people(cast: Cast, who: str) -> None:
    browser = cast.client(cast.people[who])
    for path in ("/persons/", f"/persons/{cast.per.pk}/", f"/persons/{cast.per.pk}/print-out.json"):
        assert browser.get(path).status_code == 403, path
    assert browser.post("/persons/", {"email": "per@example.org"}).status_code == 403
    assert browser.post(f"/persons/{cast.per.pk}/erase/", {"email": cast.per.email}).status_code == 403
    cast.per.refresh_from_db()
    assert cast.per.erased_at is None


# --- what is past its time --------------------------------------------------------------------------

TODAY = date(2026, 11, 21)


def keep(person: Person, **fields: Any) -> None:
    Person.objects.filter(pk=person.pk).update(**fields)


def test_what_is_past_its_time_is_forgotten(cast: Cast, prove: Prove) -> None:
    prove(cast.nina)
    invite(
        by=cast.actor(cast.kari), organisation=cast.nordlys, email="old@example.org", role="reader", token="a"
    )
    Invitation.objects.update(keep_until=TODAY)
    invite(
        by=cast.actor(cast.kari), organisation=cast.nordlys, email="new@example.org", role="reader", token="b"
    )
    keep(cast.nina, keep_until=TODAY)  # signed up and never came in
    keep(cast.liv, keep_until=TODAY + timedelta(days=29), last_login=timezone.now())
    keep(cast.tor, keep_until=TODAY + timedelta(days=31), last_login=timezone.now())
    done = actions.forget_expired(by=SYSTEM, on=TODAY)
    assert (done.invitations, done.erased, done.stuck) == (1, 1, ())
    assert [person.pk for person in done.to_warn] == [cast.liv.pk]
    assert Invitation.objects.get().email == "new@example.org"
    cast.nina.refresh_from_db()
    assert cast.nina.erased_at is not None
    again = actions.forget_expired(by=SYSTEM, on=TODAY)
    assert (again.invitations, again.erased) == (0, 0)


@pytest.mark.parametrize(("lang", "said"), [("en", "nearly two years"), ("nb", "nesten to år")])
def test_somebody_unused_is_warned_thirty_days_before(cast: Cast, lang: str, said: str) -> None:
    keep(cast.liv, keep_until=TODAY, last_login=timezone.now(), language=lang)
    assert [person.pk for person in forget_and_warn(on=TODAY).to_warn] == [cast.liv.pk]
    assert said in str(mail.outbox[-1].body)
    assert mail.outbox[-1].to == ["liv@example.org"]
    for days, erased in ((1, 0), (29, 0), (31, 1)):
        done = forget_and_warn(on=TODAY + timedelta(days=days))
        assert (done.erased, done.to_warn) == (erased, ()), days
    assert len(mail.outbox) == 1
    cast.liv.refresh_from_db()
    assert cast.liv.erased_at is not None


def test_nobody_is_erased_who_could_not_be_warned(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", down)
    keep(cast.liv, keep_until=TODAY, last_login=timezone.now())
    for days in (0, 31, 90):
        assert forget_and_warn(on=TODAY + timedelta(days=days)).erased == 0


def test_signing_in_keeps_the_account(client: Client, cast: Cast, prove: Prove) -> None:
    keep(prove(cast.liv), keep_until=TODAY, last_login=timezone.now(), noticed_at=timezone.now())
    sign_in(client, cast.liv)
    done = actions.forget_expired(by=SYSTEM, on=timezone.localdate() + timedelta(days=40))
    assert (done.erased, done.to_warn) == (0, ())


def test_the_last_owner_is_left_and_the_log_of_the_desk_says_so(
    cast: Cast, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("fram"), "propagate", True)
    keep(cast.kari, keep_until=TODAY, last_login=timezone.now(), noticed_at=timezone.now())
    done = forget_and_warn(on=timezone.localdate() + timedelta(days=40))
    assert (done.erased, done.stuck) == (0, (cast.kari,))
    assert f"nobody else decides or runs: person {cast.kari.pk}" in caplog.text


def test_ended_sessions_go_with_what_they_say_of_the_browser(
    client: Client, cast: Cast, prove: Prove
) -> None:
    sign_in(client, prove(cast.liv))
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))
    assert actions.forget_expired(by=SYSTEM, on=TODAY).sessions == 2
    assert not UserSession.objects.exists()


def test_nobody_but_the_desk_forgets(cast: Cast) -> None:
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        actions.forget_expired(by=cast.actor(cast.siri), on=TODAY)


# --- the privacy note -------------------------------------------------------------------------------


@pytest.mark.parametrize(("lang", "said"), [("en", "What is kept about you?"), ("nb", "Hva lagres om deg?")])
def test_the_privacy_note_is_for_anybody_and_tells_every_table(
    client: Client, db: object, settings: Any, lang: str, said: str
) -> None:
    from fram.web.accounts.personal import all_holdings

    settings.FRAM_CONTACT = "dpo@example.org"
    page = client.get("/privacy/", headers={"accept-language": lang}).content.decode()
    assert said in page
    assert "dpo@example.org" in page
    assert page.count("<details") == len(all_holdings())
