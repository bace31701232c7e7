"""Inviting: by mail, with a role, once, for 14 days; and what each way of coming back says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from fram.terms.errors import Refused
from fram.web.accounts.actions.invitations import accept_invitation, invite
from fram.web.accounts.models import Entry, Invitation, Membership, Person
from fram.web.accounts.queries.invitations import Standing, standing_of
from tests.web.accounts.conftest import PASSWORD, Prove, link_in_mail, sign_in
from tests.web.cast import Cast

pytestmark = pytest.mark.django_db
PAGE = "/organisations/nordlys/people/invite/"
NORA = "nora@example.org"


@pytest.fixture
def kari(cast: Cast) -> Client:
    """Her browser."""
    return cast.client(cast.kari)


def invited(kari: Client, email: str = NORA, role: str = "editor") -> str:
    """Invite somebody and return the path of the link."""
    assert kari.post(PAGE, {"email": email, "role": role})["Location"] == "/organisations/nordlys/people/"
    return link_in_mail()


def test_an_invitation_goes_by_mail_and_only_its_hash_is_kept(kari: Client) -> None:
    path = invited(kari)
    kept = Invitation.objects.get()
    assert (kept.email, kept.role, kept.basis) == (NORA, "editor", "interest")
    assert path.split("/")[2] not in kept.token_hash
    assert len(kept.token_hash) == 64
    assert kept.keep_until == (kept.expires_at + timedelta(days=90)).date()
    text = str(mail.outbox[-1].body)
    assert "Kari Eier (invented) invites you to Fram, to Nordlys Vital AS (invented), as editor." in text
    assert Entry.objects.filter(verb="accounts.invite", company__slug="nordlys").exists()


def test_a_mail_carries_no_link_of_the_sender(cast: Cast, kari: Client) -> None:
    Person.objects.filter(pk=cast.kari.pk).update(name="Win http://evil.example/x now\nBcc: a@b.example")
    invited(kari)
    message = mail.outbox[-1]
    assert "evil.example" not in str(message.body)
    assert str(message.body).count("://") == 1
    assert "\nBcc" not in str(message.body)
    assert message.subject == "Fram: An invitation to Nordlys Vital AS (invented)"


def test_mail_is_in_the_language_of_its_reader(cast: Cast, kari: Client, prove: Prove) -> None:
    prove(cast.nina)
    Person.objects.filter(pk=cast.nina.pk).update(language="nb")
    invited(kari, email=cast.nina.email)
    assert "inviterer deg til Fram" in str(mail.outbox[-1].body)
    assert mail.outbox[-1].subject == "Fram: En invitasjon til Nordlys Vital AS (invented)"


def test_somebody_new_signs_up_by_the_invitation_and_joins(kari: Client, client: Client) -> None:
    path = invited(kari)
    page = client.get(path).content.decode()
    assert "Do you want to join Nordlys Vital AS (invented)?" in page
    assert f"/account/signup/?next={path}" in page
    form = client.get("/account/signup/").content.decode()
    assert f'value="{NORA}"' in form
    answer = client.post(
        f"/account/signup/?next={path}",
        {"name": "Nora", "email": "other@example.org", "password1": PASSWORD, "accepts": "on"},
    )
    assert answer["Location"] == path  # the mail was proof of the address: no other is needed
    assert len(mail.outbox) == 1
    assert "<button" in client.get(path).content.decode()
    assert client.post(path)["Location"] in ("/record/nordlys/", "/organisations/nordlys/")
    held = Membership.objects.get(person__email=NORA)
    assert (held.organisation.slug, held.role) == ("nordlys", "editor")
    assert EmailAddress.objects.get(user=held.person).verified


def test_somebody_with_an_account_signs_in_and_joins(
    kari: Client, client: Client, cast: Cast, prove: Prove
) -> None:
    prove(cast.nina)
    path = invited(kari, email="Nina@Example.org", role="reader")
    assert f"/account/login/?next={path}" in client.get(path).content.decode()
    assert sign_in(client, cast.nina, next=path)["Location"] == path
    client.post(path)
    assert Membership.objects.get(person=cast.nina).role == "reader"
    assert "You belong to Nordlys" in client.get(path).content.decode()


def test_an_invitation_waits_on_the_page_of_whoever_proved_the_address(
    kari: Client, client: Client, cast: Cast, prove: Prove
) -> None:
    prove(cast.nina)
    invited(kari, email=cast.nina.email)
    sign_in(client, cast.nina)
    kept = Invitation.objects.get()
    assert f"/invitations/waiting/{kept.pk}/" in client.get("/me/").content.decode()
    client.post(f"/invitations/waiting/{kept.pk}/")
    assert Membership.objects.filter(person=cast.nina, organisation=cast.nordlys).exists()
    assert cast.client(cast.rita).get(f"/invitations/waiting/{kept.pk}/").status_code == 404


def test_under_another_address_it_is_explained_and_not_accepted(
    kari: Client, cast: Cast, prove: Prove
) -> None:
    path = invited(kari)
    rita = cast.client(prove(cast.rita))
    page = rita.get(path).content.decode()
    assert "You are signed in as rita@example.org" in page
    assert "/account/email/" in page
    answer = rita.post(path, follow=True).content.decode()
    assert "The invitation went to another address." in answer
    assert not Membership.objects.filter(person=cast.rita, organisation=cast.nordlys).exists()


def ended(how: dict[str, Any]) -> None:
    Invitation.objects.update(**how)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"expires_at": datetime(2026, 1, 1, tzinfo=UTC)}, "has expired"),
        ({"withdrawn_at": datetime(2026, 1, 1, tzinfo=UTC)}, "was withdrawn"),
        ({"accepted_at": datetime(2026, 1, 1, tzinfo=UTC)}, "was used"),
        ({"token_hash": "0" * 64}, "is not known"),
    ],
)
def test_each_end_has_its_own_page_and_opens_nothing(
    kari: Client, client: Client, cast: Cast, how: dict[str, Any], said: str
) -> None:
    path = invited(kari, email=cast.nina.email)
    EmailAddress.objects.create(user=cast.nina, email=cast.nina.email, verified=True)
    ended(how)
    assert said in client.get(path).content.decode()
    assert "You need an invitation" in client.get("/account/signup/").content.decode()
    nina = cast.client(cast.nina)
    nina.post(path)
    assert not Membership.objects.filter(person=cast.nina).exists()


@pytest.mark.parametrize("token", ["x", "0" * 64, "../../etc", "%3Cscript%3E", "å" * 500])
def test_a_forged_link_opens_nothing(client: Client, db: object, token: str) -> None:
    assert client.get(f"/invitations/{token}/").status_code == 404


def test_inviting_twice_renews(kari: Client, client: Client) -> None:
    old = invited(kari, role="reader")
    new = invited(kari, role="editor")
    kept = Invitation.objects.get()
    assert kept.role == "editor"
    assert "is not known" in client.get(old).content.decode()
    assert "Do you want to join" in client.get(new).content.decode()


def test_an_expired_one_is_sent_again_and_one_is_withdrawn(kari: Client) -> None:
    invited(kari)
    kept = Invitation.objects.get()
    ended({"expires_at": datetime(2026, 1, 1, tzinfo=UTC)})
    assert "expired" in kari.get("/organisations/nordlys/people/").content.decode()
    address = f"/organisations/nordlys/invitations/{kept.pk}/"
    kari.post(address, {"do": "resend"})
    assert standing_of(Invitation.objects.get()) is Standing.OPEN
    assert len(mail.outbox) == 2
    kari.post(address, {"do": "withdraw"})
    assert standing_of(Invitation.objects.get()) is Standing.WITHDRAWN
    assert kari.post(address, {"do": "withdraw"}).status_code == 404


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"email": "none", "role": "editor"}, "valid email"),
        ({"email": "per@example.org", "role": "editor"}, "belongs here already"),
        ({"email": NORA, "role": "lead"}, "Select a valid choice"),
        ({"email": NORA}, "required"),
        ({"email": f"{'x' * 300}@example.org", "role": "editor"}, "at most 254"),
    ],
)
def test_what_is_wrong_is_said(kari: Client, said: dict[str, str], found: str) -> None:
    answer = kari.post(PAGE, said)
    assert answer.status_code == 422
    assert found in answer.content.decode()
    assert not Invitation.objects.exists()
    assert mail.outbox == []


@pytest.mark.parametrize(("who", "status"), [("per", 403), ("liv", 403), ("rita", 404), ("ola", 404)])
def test_only_who_may_invites(cast: Cast, who: str, status: int) -> None:
    assert cast.client(cast.people[who]).post(PAGE, {"email": NORA, "role": "editor"}).status_code == status
    assert not Invitation.objects.exists()


def test_somebody_who_belongs_keeps_their_role(cast: Cast, prove: Prove) -> None:
    owner, per = cast.actor(cast.kari), cast.actor(prove(cast.per))
    other = EmailAddress.objects.create(user=cast.per, email="per@work.example", verified=False)
    made = invite(by=owner, organisation=cast.nordlys, email=other.email, role="owner", token="t")
    other.verified = True
    other.save()
    accept_invitation(by=per, organisation=cast.nordlys, invitation=made)
    assert Membership.objects.get(person=cast.per, organisation=cast.nordlys).role == "editor"
    with pytest.raises(Refused, match="cannot be used"):
        accept_invitation(by=per, organisation=cast.nordlys, invitation=made)


def test_the_database_keeps_one_open_invitation_per_address(cast: Cast) -> None:
    made = invite(by=cast.actor(cast.kari), organisation=cast.nordlys, email=NORA, role="reader", token="t")
    made.pk, made.token_hash = None, "1" * 64
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save()


def test_too_many_invitations_are_stopped(kari: Client) -> None:
    for _ in range(5):
        invited(kari)
    answer = kari.post(PAGE, {"email": NORA, "role": "editor"})
    assert answer.status_code == 422
    assert "Too many invitations" in answer.content.decode()


def test_a_mail_server_that_fails_is_told_and_the_invitation_waits(
    kari: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: object) -> None:
        raise ConnectionRefusedError("secret host")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", down)
    page = kari.post(PAGE, {"email": NORA, "role": "editor"}, follow=True).content.decode()
    assert "the mail server does not answer" in page
    assert "secret host" not in page
    assert Invitation.objects.exists()


@pytest.mark.parametrize(("place", "role"), [("klyngen", "adviser"), ("nordlys", "reader")])
def test_nobody_comes_into_what_is_put_away(cast: Cast, prove: Prove, place: str, role: str) -> None:
    there = getattr(cast, place)
    by = cast.actor(cast.ane if place == "klyngen" else cast.kari)
    made = invite(by=by, organisation=there, email="nina@example.org", role=role, token="t")
    there.archived_at = timezone.now()
    there.save()
    nina = cast.client(prove(cast.nina))
    told = nina.post(f"/invitations/waiting/{made.pk}/", follow=True).content.decode()
    assert "is put away. Ask whoever invited you to open it again." in told
    assert not Membership.objects.filter(person=cast.nina).exists()


def test_what_is_refused_on_a_page_is_said_in_sentences_of_its_language(cast: Cast, kari: Client) -> None:
    invited(kari, "nina@example.org")
    Membership.objects.create(organisation=cast.nordlys, person=cast.nina, role="reader")
    address = f"/organisations/nordlys/invitations/{Invitation.objects.get().pk}/"
    told = cast.client(cast.kari, lang="nb").post(address, {"do": "resend"}, follow=True).content.decode()
    said = "Den som har denne adressen, hører til her fra før. Endre rollen i listen over folk."
    assert said in told
    assert "email:" not in told
