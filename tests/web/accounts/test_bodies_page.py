"""Whoever runs the desk registers bodies and invites their leads, and stays outside."""

from __future__ import annotations

from uuid import UUID

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from fram.terms.errors import Refused
from fram.web.accounts.actions.personal import erase_me
from fram.web.accounts.models import Consent, Entry, Invitation, Membership, Organisation
from tests.web.accounts.conftest import Prove
from tests.web.cast import Cast

NEW = {
    "ticket": "0b0c1f52-31f5-4cf2-9f3c-2b9d4b1c7a10",
    "name": "Ny klynge (invented)",
    "kind": "cluster",
    "number": "",
    "country": "NO",
    "email": "Leder@Example.org",
}


def test_a_body_is_registered_and_its_lead_invited(cast: Cast) -> None:
    answer = cast.client(cast.siri).post("/bodies/", NEW, follow=True)
    page = answer.content.decode()
    assert "leader@" not in page
    assert "leder@example.org, invited" in page
    made = Organisation.objects.get(name=NEW["name"])
    assert (made.kind, made.slug) == ("cluster", "ny-klynge-invented")
    invited = Invitation.objects.get(organisation=made)
    assert (invited.email, invited.role) == ("leder@example.org", "lead")
    assert not Membership.objects.filter(organisation=made).exists()  # who runs the desk stays outside
    assert [message.to for message in mail.outbox] == [["leder@example.org"]]


def test_a_lead_is_invited_to_a_body_that_has_none(cast: Cast) -> None:
    siri = cast.client(cast.siri)
    assert "lead-" not in siri.get("/bodies/").content.decode()  # each has its lead, who invites the others
    told = siri.post("/bodies/etaten/", {"email": "ny@example.org"}, follow=True).content.decode()
    assert "Eksportetaten (invented) has somebody who decides for it. They invite the others." in told
    Membership.objects.filter(organisation=cast.etaten).delete()
    siri.post("/bodies/etaten/", {"email": "ny@example.org"})
    assert Invitation.objects.filter(organisation=cast.etaten, email="ny@example.org", role="lead").exists()
    told = siri.post("/bodies/etaten/", {"email": "no address"}, follow=True).content.decode()
    assert "Write the e-mail address" in told
    assert siri.post("/bodies/nordlys/", {"email": "ny@example.org"}).status_code == 404  # it has an owner
    entry = Entry.objects.get(verb="accounts.invite_head")
    assert (entry.person, entry.organisation) == (cast.siri, cast.etaten)


@pytest.mark.parametrize("name", ["kari", "ane", "ola", "rita", "nina"])
def test_others_may_not(cast: Cast, name: str) -> None:
    browser = cast.client(cast.people[name])
    assert browser.get("/bodies/").status_code == 403
    assert browser.post("/bodies/", NEW).status_code == 403
    assert browser.post("/bodies/etaten/", {"email": "ny@example.org"}).status_code == 403
    assert not Invitation.objects.exists()


def test_what_is_missing_is_asked_again_with_what_was_typed(cast: Cast) -> None:
    answer = cast.client(cast.siri).post("/bodies/", {**NEW, "email": "", "kind": "club"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Ny klynge (invented)"' in page
    assert Organisation.objects.filter(name=NEW["name"]).count() == 0


def test_a_body_sent_twice_is_registered_once_and_its_lead_gets_one_mail(cast: Cast) -> None:
    siri = cast.client(cast.siri)
    for _ in range(2):
        page = siri.post("/bodies/", NEW, follow=True).content.decode()
        assert "Ny klynge (invented) is registered." in page
    assert Organisation.objects.filter(name=NEW["name"]).count() == 1
    assert len(mail.outbox) == 1


def test_a_refused_invitation_leaves_no_body(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    siri = cast.client(cast.siri)
    with monkeypatch.context() as broken:
        broken.setattr("fram.web.accounts.actions.invitations._write", _refuse)
        refused = siri.post("/bodies/", NEW)
    assert refused.status_code == 422
    assert "This address was invited a moment ago." in refused.content.decode()
    assert not Organisation.objects.filter(name=NEW["name"]).exists()
    siri.post("/bodies/", NEW)
    assert Organisation.objects.filter(name=NEW["name"]).count() == 1


def test_too_many_invitations_leave_no_body(cast: Cast) -> None:
    siri = cast.client(cast.siri)
    for number in range(6):
        said = {**NEW, "name": f"Klynge {number}", "ticket": str(UUID(int=number + 1))}
        answer = siri.post("/bodies/", said)
    assert "Too many invitations in a short time." in answer.content.decode()
    assert Organisation.objects.filter(name__startswith="Klynge ").count() == 5


def _refuse(*told: object) -> None:
    raise Refused("this address was invited a moment ago", where="email")


# --- what nobody decides for ------------------------------------------------------------------------


def test_a_closed_body_is_opened_again_with_a_new_lead(cast: Cast) -> None:
    Membership.objects.filter(organisation=cast.etaten).exclude(person=cast.geir).delete()
    erase_me(by=cast.actor(cast.geir), closes_alone=True)
    siri = cast.client(cast.siri)
    assert "Open again and invite" in siri.get("/bodies/").content.decode()
    siri.post("/bodies/etaten/", {"email": "nina@example.org"})
    cast.etaten.refresh_from_db()
    assert cast.etaten.archived_at is None
    assert Entry.objects.get(verb="accounts.invite_head").changes[0] == "brought back"
    assert "Eksportetaten" in cast.client(cast.kari).get("/organisations/nordlys/sharing/").content.decode()


def test_who_runs_the_desk_does_not_come_in_as_lead(cast: Cast, prove: Prove) -> None:
    """Neither by an address of theirs, nor by one they prove after they invited it."""
    Membership.objects.filter(organisation=cast.klyngen).delete()
    siri = cast.client(prove(cast.siri))
    told = siri.post("/bodies/klyngen/", {"email": "Siri@Example.org"}, follow=True).content.decode()
    assert "Whoever runs the desk sees no record." in told
    assert not Invitation.objects.exists()
    siri.post("/bodies/klyngen/", {"email": "other@example.org"})
    EmailAddress.objects.create(user=cast.siri, email="other@example.org", verified=True)
    answer = siri.post(f"/invitations/waiting/{Invitation.objects.get().pk}/", follow=True)
    assert "Nobody lets themselves in." in answer.content.decode()
    assert not Membership.objects.filter(person=cast.siri).exists()


def test_a_new_lead_of_a_closed_body_does_not_see_what_the_old_one_saw(cast: Cast) -> None:
    Membership.objects.filter(organisation=cast.klyngen).delete()
    Organisation.objects.filter(pk=cast.klyngen.pk).update(archived_at=timezone.now())
    cast.client(cast.siri).post("/bodies/klyngen/", {"email": "nina@example.org"})
    assert not Consent.objects.given().exists()
    assert Entry.objects.filter(verb="accounts.share", company=cast.nordlys).count() == 1


def test_what_a_closed_body_would_see_can_be_withdrawn(cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.klyngen.pk).update(archived_at=timezone.now())
    kari = cast.client(cast.kari)
    assert "put away" in kari.get("/organisations/nordlys/sharing/").content.decode()
    kari.post("/organisations/nordlys/sharing/klyngen/", {"sections": []})
    assert "Helseklyngen" not in kari.get("/organisations/nordlys/sharing/").content.decode()


def test_a_company_whose_last_owner_was_erased_gets_a_new_one(cast: Cast, prove: Prove) -> None:
    erase_me(by=cast.actor(cast.rita), closes_alone=True)
    siri, nina = cast.client(cast.siri), cast.client(prove(cast.nina))
    page = siri.get("/bodies/").content.decode()
    assert "Rask Diagnostikk" in page
    assert "Nordlys" not in page  # it has an owner: nobody's business
    siri.post("/bodies/rask/", {"email": "nina@example.org"})
    entry = Entry.objects.get(verb="accounts.invite_head")
    assert (entry.person, entry.company) == (cast.siri, cast.rask)
    nina.post(f"/invitations/waiting/{Invitation.objects.get().pk}/")
    assert Membership.objects.get(organisation=cast.rask, person=cast.nina).role == "owner"
    nina.post(reverse("programme:unarchive", args=["rask"]))
    cast.rask.refresh_from_db()
    assert cast.rask.archived_at is None
    assert "Rask Diagnostikk" not in siri.get("/bodies/").content.decode()
    assert siri.get("/record/rask/").status_code == 404


def test_whoever_runs_the_desk_cannot_own_it_by_that(cast: Cast, prove: Prove) -> None:
    erase_me(by=cast.actor(cast.rita), closes_alone=True)
    siri = cast.client(prove(cast.siri))
    told = siri.post("/bodies/rask/", {"email": "siri@example.org"}, follow=True).content.decode()
    assert "Whoever runs the desk sees no record. Invite somebody else." in told
    assert not Invitation.objects.exists()


def test_a_member_of_a_company_without_an_owner_becomes_it(cast: Cast, prove: Prove) -> None:
    Organisation.objects.filter(pk=cast.nordlys.pk).update(archived_at=timezone.now())
    erase_me(by=cast.actor(cast.kari))
    cast.client(cast.siri).post("/bodies/nordlys/", {"email": "liv@example.org"})
    cast.client(prove(cast.liv)).post(f"/invitations/waiting/{Invitation.objects.get().pk}/")
    assert Membership.objects.get(organisation=cast.nordlys, person=cast.liv).role == "owner"


def test_many_bodies_are_searched(cast: Cast) -> None:
    Organisation.objects.bulk_create(
        Organisation(kind="cluster", name=f"Østklynge {n:02}", slug=f"ost-{n}") for n in range(25)
    )
    siri, kari = cast.client(cast.siri), cast.client(cast.kari)
    for browser, address in ((siri, "/bodies/"), (kari, "/organisations/nordlys/sharing/")):
        assert "Page 1 of 2" in browser.get(address).content.decode()
        found = browser.get(address, {"text": "østklynge 21"}).content.decode()
        assert found.partition("<tbody>")[2].partition("</tbody>")[0].count("<tr>") == 1
    assert "Nothing in the list fits this." in siri.get("/bodies/", {"text": "xyz"}).content.decode()
