"""Who belongs here, in which role; and that somebody always decides."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from fram.terms.errors import Refused
from fram.web.accounts.actions import people as actions
from fram.web.accounts.models import Entry, Membership, Organisation, Person
from tests.web.cast import Cast

pytestmark = pytest.mark.django_db
PAGE = "/organisations/nordlys/people/"


def of(person: Person, organisation: Organisation) -> Membership:
    return Membership.objects.filter(person=person, organisation=organisation).latest("pk")


def test_everybody_of_it_sees_who_belongs_here(cast: Cast) -> None:
    for person in (cast.kari, cast.per, cast.liv):
        page = cast.client(person).get(PAGE).content.decode().partition("<table")[2]
        assert page.index("Kari Eier") < page.index("Per Kollega") < page.index("Liv Leser")
        assert ("Change" in page.partition("</thead>")[2]) == (person is cast.kari)
    assert cast.client(cast.rita).get(PAGE).status_code == 404
    assert cast.client(cast.ane).get(PAGE).status_code == 404
    assert cast.client(cast.ane).get("/organisations/klyngen/people/").status_code == 200


def test_a_role_is_changed_and_logged(cast: Cast) -> None:
    per = of(cast.per, cast.nordlys)
    answer = cast.client(cast.kari).post(f"{PAGE}{per.pk}/", {"role": "reader", "do": "change"})
    assert answer["Location"] == PAGE
    assert of(cast.per, cast.nordlys).role == "reader"
    entry = Entry.objects.get(verb="accounts.change_role")
    assert (entry.person, entry.company, entry.changes) == (cast.kari, cast.nordlys, ["editor → reader"])


def test_somebody_is_taken_out_and_back(cast: Cast) -> None:
    per, kari = of(cast.per, cast.nordlys), cast.client(cast.kari)
    kari.post(f"{PAGE}{per.pk}/", {"do": "take-out"})
    assert cast.client(cast.per).get(PAGE).status_code == 404
    page = kari.get(PAGE).content.decode()
    assert "Left lately" in page
    kari.post(f"{PAGE}{per.pk}/back/")
    assert cast.client(cast.per).get(PAGE).status_code == 200
    assert of(cast.per, cast.nordlys).role == "editor"
    assert "Left lately" not in kari.get(PAGE).content.decode()
    assert kari.post(f"{PAGE}{per.pk}/back/").status_code == 404


def test_somebody_leaves(cast: Cast) -> None:
    assert cast.client(cast.liv).post(f"{PAGE}leave/")["Location"] == "/me/"
    assert cast.client(cast.liv).get(PAGE).status_code == 404


@pytest.mark.parametrize(("who", "place", "role"), [("kari", "nordlys", "owner"), ("ane", "klyngen", "lead")])
def test_the_last_one_who_decides_stays(cast: Cast, who: str, place: str, role: str) -> None:
    person, organisation = cast.people[who], getattr(cast, place)
    browser, held = cast.client(person), of(person, organisation)
    page = f"/organisations/{place}/people/"
    for answer in (
        browser.post(f"{page}leave/"),
        browser.post(f"{page}{held.pk}/", {"role": organisation.roles[2], "do": "change"}),
        browser.post(f"{page}{held.pk}/", {"do": "take-out"}),
    ):
        assert answer.status_code == 422
        text = answer.content.decode()
        assert f"Nobody else is {role} here" in text
        assert "Give somebody else this role first." in text
    assert (of(person, organisation).role, of(person, organisation).ended_at) == (role, None)


def test_with_a_second_owner_the_first_may_go(cast: Cast) -> None:
    kari = cast.client(cast.kari)
    kari.post(f"{PAGE}{of(cast.per, cast.nordlys).pk}/", {"role": "owner", "do": "change"})
    assert kari.post(f"{PAGE}leave/").status_code == 302
    with pytest.raises(Refused, match="owner"):
        actions.leave(by=cast.actor(cast.per), organisation=cast.nordlys)


@pytest.mark.parametrize("who", ["per", "liv"])
def test_others_change_nobody(cast: Cast, who: str) -> None:
    browser = cast.client(cast.people[who])
    held = of(cast.kari, cast.nordlys)
    assert browser.post(f"{PAGE}{held.pk}/", {"role": "reader", "do": "change"}).status_code == 403
    assert browser.post(f"{PAGE}{held.pk}/", {"do": "take-out"}).status_code == 403
    assert of(cast.kari, cast.nordlys).role == "owner"


def test_a_member_of_another_organisation_cannot_be_reached(cast: Cast) -> None:
    rita = of(cast.rita, cast.rask)
    answer = cast.client(cast.kari).post(f"{PAGE}{rita.pk}/", {"role": "reader", "do": "change"})
    assert answer.status_code == 404
    with pytest.raises(Refused):
        actions.take_out(by=cast.actor(cast.kari), organisation=cast.nordlys, member=rita)


def test_pressing_twice_is_harmless(cast: Cast) -> None:
    per, kari = of(cast.per, cast.nordlys), cast.client(cast.kari)
    assert kari.post(f"{PAGE}{per.pk}/", {"do": "take-out"}).status_code == 302
    assert kari.post(f"{PAGE}{per.pk}/", {"do": "take-out"}).status_code == 404


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"name": "\u200e", "country": "NO"}, "Write a name that can be read"),
        ({"name": "Ny AS", "number": "123456789", "country": "NO"}, "no Norwegian organisation number"),
        ({"name": "Ny AS", "number": "999999001", "country": "XX"}, "Select a valid choice"),
        ({"name": "x" * 10_000, "country": "NO"}, "at most 200"),
    ],
)
def test_a_company_that_cannot_be_is_not_registered(cast: Cast, said: dict[str, str], found: str) -> None:
    answer = cast.client(cast.nina).post("/organisations/new/", said)
    assert answer.status_code == 422
    assert found in answer.content.decode()
    assert not Membership.objects.filter(person=cast.nina).exists()


def ticket(browser: Client, address: str = "/organisations/new/") -> str:
    """The ticket of the form that stands there."""
    found = re.search(r'name="ticket" value="([^"]+)"', browser.get(address).content.decode())
    assert found
    return found[1]


def test_whoever_registers_a_company_owns_it(cast: Cast) -> None:
    nina = cast.client(cast.nina)
    page = nina.get("/organisations/new/").content.decode()
    assert "Which company do you register?" in page
    said = {"name": "<i>Ny</i> Æ AS", "number": "974 760 673", "country": "NO"}
    answer = nina.post("/organisations/new/", {**said, "ticket": ticket(nina)})
    assert answer.status_code == 302
    held = Membership.objects.get(person=cast.nina)
    assert (held.role, held.organisation.number) == ("owner", "974760673")
    assert "&lt;i&gt;Ny&lt;/i&gt;" in nina.get("/me/").content.decode()
    rita = cast.client(cast.rita)
    said = {"name": "Annen", "number": "974760673", "country": "NO"}
    again = rita.post("/organisations/new/", {**said, "ticket": ticket(rita)})
    assert again.status_code == 422
    told = again.content.decode()
    assert "This number cannot be taken here. Leave it out, and write to whoever runs this desk." in told
    assert "already" not in told


def test_the_address_of_a_company_does_not_tell_of_another_of_its_name(cast: Cast) -> None:
    nina = cast.client(cast.nina)
    for name in ("Nordlys", "Ganske Ny AS"):  # the first would have the address of one that is here
        said = {"name": name, "number": "", "country": "NO", "ticket": ticket(nina)}
        assert nina.post("/organisations/new/", said).status_code == 302
    slugs = [held.organisation.slug for held in Membership.objects.filter(person=cast.nina).order_by("pk")]
    assert [re.sub("-[0-9a-f]{4}$", "-mark", slug) for slug in slugs] == ["nordlys-mark", "ganske-ny-as-mark"]


@pytest.mark.parametrize("number", ["", "974760673"])
def test_a_company_sent_twice_is_registered_once(cast: Cast, number: str) -> None:
    nina = cast.client(cast.nina)
    said = {"name": "Ny AS (invented)", "number": number, "country": "NO", "ticket": ticket(nina)}
    first, second = (nina.post("/organisations/new/", said) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert Organisation.objects.filter(name=said["name"]).count() == 1
    assert Membership.objects.filter(person=cast.nina).count() == 1


def test_a_form_used_before_registers_nothing_else(cast: Cast) -> None:
    nina = cast.client(cast.nina)
    said = {"name": "Ny AS (invented)", "number": "", "country": "NO", "ticket": ticket(nina)}
    nina.post("/organisations/new/", said)
    for browser, name in ((nina, "Annen AS (invented)"), (cast.client(cast.rita), said["name"])):
        answer = browser.post("/organisations/new/", {**said, "name": name})
        assert answer.status_code == 422
        assert "This form was used before." in answer.content.decode()
    assert Organisation.objects.filter(name__startswith="Annen").count() == 0
    assert not Membership.objects.filter(person=cast.rita, organisation__name=said["name"]).exists()


# --- a long list ------------------------------------------------------------------------------------


@pytest.fixture
def crowd(cast: Cast) -> None:
    """Thirty colleagues at Nordlys."""
    for number in range(30):
        person = Person.objects.create_user(f"c{number}@example.org", name=f"Ørjan {number:02} (invented)")
        Membership.objects.create(organisation=cast.nordlys, person=person, role="reader")


def test_few_people_need_no_search(cast: Cast) -> None:
    assert 'type="search"' not in cast.client(cast.kari).get(PAGE).content.decode()


def test_many_people_come_page_by_page(cast: Cast, crowd: None) -> None:
    kari = cast.client(cast.kari)
    first, second = (kari.get(f"{PAGE}?page={page}").content.decode() for page in (1, 2))
    assert 'type="search"' in first
    assert "Page 1 of 2" in first
    assert first.count("Ørjan") + second.count("Ørjan") >= 30
    assert "Ørjan 29" not in first
    assert "Ørjan 29" in second


def test_people_are_searched_by_name_e_mail_and_role(cast: Cast, crowd: None) -> None:
    kari = cast.client(cast.kari)
    for text, found in (("ørjan 07", "Ørjan 07"), ("C12@", "Ørjan 12"), ("editor", "Per Kollega")):
        page = kari.get(PAGE, {"text": text}).content.decode().partition("<table")[2].partition("</table")[0]
        assert found in page
        assert page.count("<tr>") == 2
    nothing = kari.get(PAGE, {"text": "<b>nobody"}).content.decode()
    assert "Nothing in the list fits this." in nothing
    assert "&lt;b&gt;nobody" in nothing
