"""Whoever runs the desk lets others run it too, and no more; somebody always does."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from fram.terms.errors import Refused
from fram.web.accounts.actions.personal import erase_me
from fram.web.accounts.actions.persons import let_run, stop_running
from fram.web.accounts.models import Entry, Person
from tests.web.accounts.conftest import PASSWORD, Prove
from tests.web.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def siri(cast: Cast, prove: Prove) -> Client:
    """Siri's browser; she has just shown once more that it is she."""
    browser = cast.client(prove(cast.siri))
    browser.post("/account/reauthenticate/", {"password": PASSWORD})
    return browser


def runs(person: Person) -> bool:
    return Person.objects.get(pk=person.pk).is_site_admin


def test_another_is_let_run_the_desk_and_the_first_may_go(cast: Cast, siri: Client, prove: Prove) -> None:
    prove(cast.nina)
    answer = siri.post("/persons/", {"do": "run", "run-email": "Nina@example.org"})
    page = answer["Location"]
    assert "Shall Nina Ny (invented) run the desk too?" in siri.get(page).content.decode()
    told = siri.post(page, {"do": "let"}, follow=True).content.decode()
    assert "Nina Ny (invented) runs the desk too." in told
    assert runs(cast.nina)
    entry = Entry.objects.get(verb="accounts.let_run")
    assert (entry.person, entry.subject) == (cast.siri, f"person {cast.nina.pk}")
    assert cast.client(cast.nina).get("/persons/").status_code == 200
    erase_me(by=cast.actor(cast.siri))


def test_whoever_runs_the_desk_and_belongs_nowhere_is_led_to_it(cast: Cast) -> None:
    page = cast.client(cast.siri).get("/").content.decode()
    main = page[page.index("<main") :]
    assert "You belong nowhere yet" not in main
    assert main.index(">The desk<") < main.index(">Bodies<") < main.index(">Register a company<")
    assert "You belong nowhere yet" in cast.client(cast.nina).get("/").content.decode()


def test_it_is_taken_back_from_another_and_from_oneself(cast: Cast, siri: Client, prove: Prove) -> None:
    let_run(by=cast.actor(cast.siri), person=prove(cast.nina))
    assert f"/persons/{cast.nina.pk}/running/" in siri.get("/persons/").content.decode()
    assert siri.post(f"/persons/{cast.nina.pk}/running/", {"do": "stop"})["Location"] == "/persons/"
    assert not runs(cast.nina)
    siri.post(f"/persons/{cast.nina.pk}/running/", {"do": "let"})
    assert siri.post(f"/persons/{cast.siri.pk}/running/", {"do": "stop"})["Location"] == "/"
    assert siri.get("/persons/").status_code == 403
    assert Entry.objects.filter(verb="accounts.stop_running").count() == 2


def test_the_last_one_stays(cast: Cast, siri: Client) -> None:
    told = siri.post(f"/persons/{cast.siri.pk}/running/", {"do": "stop"}, follow=True).content.decode()
    assert "Nobody else runs this desk. Let somebody else run it first." in told
    assert "/running/" not in told
    assert runs(cast.siri)


def test_an_address_that_nobody_proved_runs_nothing(cast: Cast, siri: Client) -> None:
    told = siri.post(f"/persons/{cast.nina.pk}/running/", {"do": "let"}, follow=True).content.decode()
    assert "Nina Ny (invented) has not proved an address yet." in told
    assert not runs(cast.nina)
    assert siri.post("/persons/", {"do": "run", "run-email": "who@example.org"}).status_code == 422


def test_sent_twice_it_is_done_once(cast: Cast, siri: Client, prove: Prove) -> None:
    prove(cast.nina)
    for _ in range(2):
        siri.post(f"/persons/{cast.nina.pk}/running/", {"do": "let"})
    assert runs(cast.nina)


def test_it_is_asked_once_more_who_does_it(cast: Cast, prove: Prove) -> None:
    answer = cast.client(prove(cast.siri)).get(f"/persons/{cast.nina.pk}/running/")
    assert answer["Location"].startswith("/account/reauthenticate/")


@pytest.mark.parametrize("name", ["kari", "ane", "rita", "nina"])
def test_others_may_not(cast: Cast, prove: Prove, name: str) -> None:
    person = prove(cast.people[name])
    browser = cast.client(person)
    browser.post("/account/reauthenticate/", {"password": PASSWORD})
    for who in (person, cast.siri):
        assert browser.post(f"/persons/{who.pk}/running/", {"do": "let"}).status_code == 403
    for deed in (let_run, stop_running):
        with pytest.raises(PermissionDenied):
            deed(by=cast.actor(person), person=person)
    assert not runs(person)
    assert "People of the desk" not in browser.get("/me/").content.decode()


def test_an_erased_person_is_let_nowhere(cast: Cast, prove: Prove) -> None:
    erase_me(by=cast.actor(prove(cast.nina)))
    with pytest.raises(Refused):
        let_run(by=cast.actor(cast.siri), person=cast.nina)


def test_the_pages_in_norwegian(cast: Cast, prove: Prove) -> None:
    browser = cast.client(prove(cast.siri), lang="nb")
    page = browser.get("/persons/").content.decode()
    assert "Hvem drifter dette skrivebordet?" in page
    assert "Folk ved skrivebordet</a>" in page  # the way there from every page
