"""Signing up: who may, what is asked, and that nobody learns who is here already."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.core import mail
from django.test import Client

from fram.web.accounts.models import Entry, Person
from fram.web.accounts.signing_in import first_person
from tests.web.accounts.conftest import PASSWORD, Prove, link_in_mail
from tests.web.cast import Cast

pytestmark = pytest.mark.django_db
PAGE = "/account/signup/"


def answers(**differing: Any) -> dict[str, Any]:
    usual = {"name": "Nora Ny", "email": "Nora@Example.org", "password1": PASSWORD, "accepts": "on"}
    return {key: value for key, value in {**usual, **differing}.items() if value is not None}


def test_without_an_invitation_the_door_is_closed(client: Client, cast: Cast, prove: Prove) -> None:
    prove(cast.kari)
    page = client.get(PAGE).content.decode()
    assert "You need an invitation" in page
    client.post(PAGE, answers())
    assert not Person.objects.filter(email="nora@example.org").exists()
    assert "invite you" in client.get("/account/login/").content.decode()
    front = client.get("/").content.decode()
    assert "invite you" in front
    assert PAGE not in front


def test_an_open_desk_takes_everybody_in_after_the_address_is_proved(
    client: Client, open_desk: None, db: object
) -> None:
    assert PAGE in client.get("/").content.decode()
    answer = client.post(f"{PAGE}?next=/me/", answers())
    assert answer["Location"] == "/account/confirm-email/"
    person = Person.objects.get(email="nora@example.org")
    assert (person.name, person.language, person.is_site_admin) == ("Nora Ny", "en", False)
    assert person.keep_until is not None
    assert not client.get("/me/").wsgi_request.user.is_authenticated
    page = client.get(link_in_mail()).content.decode()
    assert "Is this your address?" in page
    answer = client.post(link_in_mail())
    assert answer["Location"] == "/me/"
    assert client.get("/me/").wsgi_request.user == person
    verbs = list(Entry.objects.filter(person=person).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["accounts.introduce", "accounts.note_sign_in"]


@pytest.mark.parametrize(
    ("differing", "said"),
    [
        ({"accepts": None}, "privacy note"),
        ({"name": "\u202e\u200b"}, "Write a name that can be read"),
        ({"name": "x" * 10_000}, "at most 200 characters"),
        ({"email": "no address"}, "valid email"),
        ({"email": None}, "required"),
        ({"password1": "short"}, "at least 12 signs"),
        ({"password1": "1q2w3e4r5t6y"}, "too common"),
        ({"password1": "123456789012345"}, "entirely numeric"),
        ({"password1": "nora@example.org"}, "too close to your name"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_comes_back(
    client: Client, open_desk: None, db: object, differing: dict[str, Any], said: str
) -> None:
    page = client.post(PAGE, answers(**differing)).content.decode()
    assert said in page
    assert 'role="alert"' in page
    assert not Person.objects.exists()
    if "name" not in differing:
        assert 'value="Nora Ny"' in page
    assert PASSWORD not in page


def test_what_is_wrong_is_said_in_norwegian(client: Client, open_desk: None, db: object) -> None:
    page = client.post(
        PAGE, answers(password1="kort", accepts=None), headers={"accept-language": "nb"}
    ).content.decode()
    assert "minst 12 tegn" in page
    assert "personvern" in page


def test_a_name_is_kept_without_hidden_signs_and_shown_as_text(
    client: Client, open_desk: None, db: object
) -> None:
    client.post(PAGE, answers(name="<b>Eve</b>\u202e & Co"))
    client.post(link_in_mail())
    assert Person.objects.get().name == "<b>Eve</b> & Co"
    page = client.get("/me/").content.decode()
    assert "&lt;b&gt;Eve&lt;/b&gt; &amp; Co" in page
    assert "<b>Eve" not in page
    assert "Eve" not in str(mail.outbox[0].body)


def test_nobody_learns_whether_an_address_is_here(
    client: Client, cast: Cast, prove: Prove, open_desk: None
) -> None:
    prove(cast.kari)
    new = client.post(PAGE, answers())
    known = client.post(PAGE, answers(email=cast.kari.email))
    assert (new.status_code, new["Location"]) == (known.status_code, known["Location"])
    assert [message.to for message in mail.outbox] == [["nora@example.org"], ["kari@example.org"]]
    assert "You have an account already" in mail.outbox[1].subject
    assert "/password/reset/" in str(mail.outbox[1].body)
    assert Person.objects.filter(email=cast.kari.email).count() == 1


def test_sending_the_form_twice_makes_one_account(client: Client, open_desk: None, db: object) -> None:
    for _ in range(2):
        assert client.post(PAGE, answers())["Location"] == "/account/confirm-email/"
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    "next_", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil"]
)
def test_next_leads_to_the_desk_only(client: Client, cast: Cast, prove: Prove, next_: str) -> None:
    prove(cast.kari)
    answer = client.post(
        "/account/login/", {"login": "kari@example.org", "password": PASSWORD, "next": next_}
    )
    assert answer.status_code == 302
    assert answer["Location"] == "/"


def test_a_proved_address_is_rid_of_claims_nobody_proved(client: Client, open_desk: None, db: object) -> None:
    squatter = Person.objects.create_user("other@example.org")
    EmailAddress.objects.create(user=squatter, email="nora@example.org", verified=False)
    client.post(PAGE, answers(email="own@example.org"))
    client.post(link_in_mail())
    client.logout()
    owner = Person.objects.get(email="own@example.org")
    fresh = EmailAddress.objects.create(user=owner, email="nora@example.org")
    client.post(f"/account/confirm-email/{EmailConfirmationHMAC(fresh).key}/")
    assert list(EmailAddress.objects.filter(email="nora@example.org").values_list("user", "verified")) == [
        (owner.pk, True)
    ]


def test_a_claim_nobody_proved_keeps_nobody_out(
    client: Client, cast: Cast, prove: Prove, open_desk: None
) -> None:
    EmailAddress.objects.create(user=prove(cast.rita), email="nora@example.org", verified=False)
    client.post(PAGE, answers())
    assert "Is this your e-mail address?" in mail.outbox[-1].subject
    client.post(link_in_mail())
    assert Person.objects.get(email="nora@example.org").name == "Nora Ny"
    assert EmailAddress.objects.get(email="nora@example.org").user.name == "Nora Ny"


def test_the_first_person_comes_in_by_a_link_of_the_machine_and_runs_the_desk(
    client: Client, db: object
) -> None:
    path = first_person.first_person_path()
    assert path == first_person.first_person_path()
    assert re.fullmatch(r"/welcome/[\w-]{20,}/", path)
    assert client.get("/welcome/forged/").status_code == 404
    assert client.get(path)["Location"] == PAGE
    assert client.post(PAGE, answers()).status_code == 302
    assert Person.objects.get().is_site_admin
    assert client.get(path).status_code == 404
    client.post(link_in_mail())
    assert first_person.first_person_path() == ""


def test_the_key_of_the_first_person_is_used_once(client: Client, db: object) -> None:
    path = first_person.first_person_path()
    other = Client(HTTP_HOST="127.0.0.1:8350")
    for browser in (client, other):
        assert browser.get(path).status_code == 302
    client.post(PAGE, answers())
    other.post(PAGE, answers(email="late@example.org"))
    assert list(Person.objects.values_list("email", "is_site_admin")) == [("nora@example.org", True)]
    first_person._file().unlink(missing_ok=True)


def test_whoever_never_proved_their_address_does_not_go_on_running_the_desk(
    client: Client, db: object
) -> None:
    """A first sign-up with a mistyped address; the link is made anew while nobody can sign in."""
    for email in ("mistyped@example.org", "nora@example.org"):
        assert client.get(first_person.first_person_path()).status_code == 302
        client.post(PAGE, answers(email=email))
    assert list(Person.objects.filter(is_site_admin=True).values_list("email", flat=True)) == [
        "nora@example.org"
    ]


def test_with_somebody_here_there_is_no_first_person(client: Client, cast: Cast, prove: Prove) -> None:
    path = first_person.first_person_path()
    prove(cast.kari)
    assert client.get(path).status_code == 404
    assert first_person.first_person_path() == ""


def test_too_many_attempts_are_stopped_in_words(client: Client, open_desk: None, db: object) -> None:
    answer = None
    for _ in range(21):
        answer = client.post(PAGE, {})
    assert answer is not None
    assert answer.status_code == 429
    assert "Too many attempts" in answer.content.decode()


def test_the_check_up_names_the_link_while_nobody_can_sign_in(cast: Cast, prove: Prove) -> None:
    from fram.web.operate.doctor import checks

    def said() -> str:
        return next(check.found for check in checks() if check.name == "people")

    assert first_person.first_person_path() in said()
    prove(cast.kari)
    assert said() == "somebody can sign in"
