"""Whoever runs the desk registers bodies and invites their leads, and stays outside."""

from __future__ import annotations

import pytest
from django.core import mail

from fram.web.accounts.models import Invitation, Membership, Organisation
from tests.web.cast import Cast

NEW = {
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


def test_a_lead_is_invited_to_a_body_that_is_there(cast: Cast) -> None:
    siri = cast.client(cast.siri)
    siri.post("/bodies/etaten/", {"email": "ny@example.org"})
    assert Invitation.objects.filter(organisation=cast.etaten, email="ny@example.org", role="lead").exists()
    told = siri.post("/bodies/etaten/", {"email": "no address"}, follow=True).content.decode()
    assert "Write the e-mail address" in told
    assert siri.post("/bodies/nordlys/", {"email": "ny@example.org"}).status_code == 404


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
