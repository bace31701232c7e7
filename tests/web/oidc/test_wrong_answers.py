"""Only a whole answer signs somebody in: signed, for us, in time, with our nonce, in our state."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client

from fram.web.accounts.actions.invitations import invite
from fram.web.accounts.models import Person
from fram.web.site.environment import OIDC, providers
from tests.web.cast import Cast
from tests.web.oidc import fake_provider
from tests.web.oidc.fake_provider import CLIENT, CODE, OTHER_KEY, SECRET, FakeProvider

pytestmark = pytest.mark.django_db
LOGIN = "/account/oidc/fake/login/"
BACK = f"{LOGIN}callback/"
REFUSED = "You are not signed in"


@pytest.fixture(scope="module")
def server() -> Iterator[FakeProvider]:
    """One server for all tests of this file."""
    with fake_provider.running() as fake:
        yield fake


@pytest.fixture
def fake(server: FakeProvider, settings: Any, request: pytest.FixtureRequest) -> FakeProvider:
    """The provider as it is when nothing is wrong, named in the settings; not trusted about e-mail."""
    issuer = server.issuer
    server.__init__()  # type: ignore[misc]
    server.issuer = issuer
    name_it(settings, issuer)
    settings.FRAM_SIGN_UP = "open"
    return server


def name_it(settings: Any, issuer: str, **more: str) -> None:
    said = {"URL": issuer, "ID": CLIENT, "SECRET": SECRET, "LABEL": "Fake & Co", **more}
    environ = {OIDC: "fake", **{f"{OIDC}_FAKE_{word}": value for word, value in said.items()}}
    known = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {**known, "APPS": providers(environ)}}


def go(client: Client, fake: FakeProvider, **more: str) -> dict[str, str]:
    """Press the button and follow the desk to the provider."""
    page = client.post(f"{LOGIN}?process={more.pop('process', 'login')}", more).content.decode()
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]*)"', page)
    assert found, page
    return fake.follow(unescape(found[1]))


def come_back(client: Client, asked: dict[str, str], **differing: str) -> Any:
    return client.get(BACK, {"code": CODE, "state": asked["state"], **differing})


def test_the_button_stands_on_the_pages(client: Client, fake: FakeProvider) -> None:
    for page in ("/account/login/", "/account/signup/"):
        text = client.get(page).content.decode()
        assert "Go on with Fake &amp; Co" in text
        assert f'action="{LOGIN}' in text


def test_people_are_sent_with_pkce_state_and_nonce(client: Client, fake: FakeProvider) -> None:
    first, second = go(client, fake), go(client, fake)
    for asked in (first, second):
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert set(asked["scope"].split()) == {"openid", "profile", "email"}
        assert asked["code_challenge_method"] == "S256"
        assert asked["redirect_uri"] == f"http://127.0.0.1:8350{BACK}"
    for name in ("nonce", "state", "code_challenge"):
        assert first[name] != second[name]
        assert len(first[name]) >= 16


def test_a_link_of_somebody_else_changes_nothing_of_what_is_asked(client: Client, fake: FakeProvider) -> None:
    page = client.post(f"{LOGIN}?auth_params=nonce%3Dmine%26redirect_uri%3Dhttp%3A%2F%2Fevil&scope=admin")
    found = re.search(r'url=([^"]*)"', page.content.decode())
    assert found
    asked = fake.follow(unescape(found[1]))
    assert asked["nonce"] != "mine"
    assert "evil" not in asked["redirect_uri"]
    assert "admin" not in asked["scope"]


def test_a_right_answer_leads_to_the_form_and_the_proof_of_the_address(
    client: Client, fake: FakeProvider
) -> None:
    asked = go(client, fake, next="/me/")
    assert come_back(client, asked)["Location"] == "/account/3rdparty/signup/"
    page = client.get("/account/3rdparty/signup/").content.decode()
    assert 'value="nora@example.org"' in page
    assert "Nora &lt;b&gt;Ny&lt;/b&gt;" in page
    assert "privacy note" in page
    answer = client.post(
        "/account/3rdparty/signup/", {"name": "Nora Ny", "email": "nora@example.org", "accepts": "on"}
    )
    assert answer["Location"] == "/account/confirm-email/"
    kept = SocialAccount.objects.get()
    assert (kept.provider, kept.uid) == ("fake", "subject-1")
    assert set(kept.extra_data) == {"sub", "email", "name"}
    found = re.search(r"http://[^/]+(/\S+)", str(mail.outbox[-1].body))
    assert found
    assert client.post(found[1])["Location"] == "/me/"
    assert client.get("/me/").wsgi_request.user == Person.objects.get()
    client.logout()
    assert come_back(client, go(client, fake))["Location"] == "/"


NOW = int(time.time())
WRONG: dict[str, dict[str, Any]] = {
    "another nonce": {"claims": {"nonce": "another"}},
    "no nonce": {"claims": {"nonce": None}},
    "a nonce in other letters": {"claims": {"nonce": "å"}},
    "another audience": {"claims": {"aud": "another-client"}},
    "several audiences without us as the party": {"claims": {"aud": [CLIENT, "other"], "azp": "other"}},
    "another issuer": {"claims": {"iss": "https://evil.example"}},
    "expired": {"claims": {"exp": NOW - 3600, "iat": NOW - 7200}},
    "without an end": {"claims": {"exp": None}},
    "from the future": {"claims": {"iat": NOW + 7200, "exp": NOW + 9000}},
    "no subject": {"claims": {"sub": None}},
    "signed by another key": {"signed_with": OTHER_KEY},
    "signed with the shared secret": {"signed_with": SECRET.ljust(32, "x"), "algorithm": "HS256"},
    "not signed": {"signed_with": None, "algorithm": "none"},
    "userinfo of somebody else": {"userinfo": {"sub": "somebody-else", "email": "kari@example.org"}},
    "userinfo that is a list": {"userinfo": ["x"]},
    "no id token": {"token_answer": {"access_token": "a"}},
    "a token that is none": {"token_answer": {"access_token": "a", "id_token": "nonsense"}},
    "an id token that is a number": {"token_answer": {"access_token": "a", "id_token": 7}},
    "no token at all": {"token_answer": ["x"]},
    "an error": {"token_answer": {"error": "invalid_grant"}},
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_answer_signs_nobody_in(client: Client, fake: FakeProvider, cast: Cast, what: str) -> None:
    asked = go(client, fake)
    for name, value in WRONG[what].items():
        setattr(fake, name, {**fake.claims, **value} if name == "claims" else value)
    answer = come_back(client, asked)
    assert answer.status_code == 401
    assert REFUSED in answer.content.decode()
    assert not client.get("/policy/").wsgi_request.user.is_authenticated
    assert not SocialAccount.objects.exists()
    assert "socialaccount_sociallogin" not in client.session


@pytest.mark.parametrize("name", ["userinfo", "id_token"])
def test_what_stands_deeper_in_an_answer_is_not_read(
    client: Client, fake: FakeProvider, cast: Cast, name: str
) -> None:
    """The subject that was checked stands at the top; a claim that holds another signs nobody else in."""
    SocialAccount.objects.create(user=proved(cast.kari), provider="fake", uid="subject-kari")
    deeper = {"sub": "subject-kari", "email": "kari@example.org", "name": "Kari"}
    fake.claims = {**fake.claims, name: deeper}
    assert come_back(client, go(client, fake))["Location"] == "/account/3rdparty/signup/"
    assert not client.get("/policy/").wsgi_request.user.is_authenticated
    page = client.get("/account/3rdparty/signup/").content.decode()
    assert 'value="nora@example.org"' in page
    assert "Nora &lt;b&gt;Ny" in page


@pytest.mark.parametrize("state", ["", "forged", "<script>"])
def test_a_wrong_state_signs_nobody_in(client: Client, fake: FakeProvider, state: str) -> None:
    asked = go(client, fake)
    answer = come_back(client, asked, state=state)
    assert answer.status_code == 401
    assert REFUSED in answer.content.decode()
    assert "/token" not in fake.asked


def test_an_answer_is_taken_once_and_by_the_browser_that_asked(client: Client, fake: FakeProvider) -> None:
    asked = go(client, fake)
    stranger = Client(HTTP_HOST="127.0.0.1:8350")
    assert come_back(stranger, asked).status_code == 401
    assert come_back(client, asked).status_code == 302
    assert come_back(client, asked).status_code == 401


def test_somebody_else_s_answer_cannot_be_slipped_in(client: Client, fake: FakeProvider) -> None:
    stranger = Client(HTTP_HOST="127.0.0.1:8350")
    theirs = go(stranger, fake)
    stolen = fake.nonce
    mine = go(client, fake)
    assert theirs["state"] != mine["state"]
    fake.claims = {**fake.claims, "nonce": stolen}
    assert come_back(client, mine).status_code == 401


@pytest.mark.parametrize(
    "discovery",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://evil.example/token"},
        {"jwks_uri": None},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
)
def test_a_provider_that_says_odd_things_of_itself_is_not_followed(
    client: Client, fake: FakeProvider, discovery: dict[str, Any]
) -> None:
    fake.discovery = discovery
    answer = client.post(LOGIN)
    assert answer.status_code == 401
    assert REFUSED in answer.content.decode()


def test_a_provider_that_is_down_is_said(client: Client, fake: FakeProvider, settings: Any) -> None:
    name_it(settings, "http://127.0.0.1:9")
    answer = client.post(LOGIN, headers={"accept-language": "nb"})
    assert answer.status_code == 401
    assert "Du er ikke logget inn" in answer.content.decode()
    assert client.post("/account/oidc/unknown/login/").status_code == 404


def test_giving_up_at_the_provider_is_no_fault(client: Client, fake: FakeProvider) -> None:
    asked = go(client, fake)
    answer = client.get(BACK, {"error": "access_denied", "state": asked["state"]}, follow=True)
    assert "You stopped on the way" in answer.content.decode()


# --- e-mail that is here already --------------------------------------------------------------------


def proved(person: Person) -> Person:
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


@pytest.mark.parametrize(
    ("trust", "claim"),
    [("0", True), ("0", "true"), ("1", False), ("1", None), ("1", "no"), ("other.example", True)],
)
def test_an_address_the_provider_did_not_prove_takes_over_nobody(
    client: Client, fake: FakeProvider, cast: Cast, settings: Any, trust: str, claim: Any
) -> None:
    name_it(settings, fake.issuer, TRUST_EMAIL=trust)
    kari = proved(cast.kari)
    fake.claims = {"sub": "subject-1", "email": "Kari@example.org", "email_verified": claim}
    assert come_back(client, go(client, fake))["Location"] == "/account/3rdparty/signup/"
    answer = client.post(
        "/account/3rdparty/signup/", {"name": "Eve", "email": "kari@example.org", "accepts": "on"}
    )
    assert answer["Location"] == "/account/confirm-email/"
    assert not client.get("/policy/").wsgi_request.user.is_authenticated
    assert not SocialAccount.objects.exists()
    assert "You have an account already" in mail.outbox[-1].subject
    kari.refresh_from_db()
    assert kari.name == "Kari Eier (invented)"


@pytest.mark.parametrize(("trust", "claim"), [("1", True), ("1", "true"), ("example.org", None)])
def test_a_trusted_provider_connects_whom_it_vouches_for(
    client: Client, fake: FakeProvider, cast: Cast, settings: Any, trust: str, claim: Any
) -> None:
    name_it(settings, fake.issuer, TRUST_EMAIL=trust)
    kari = proved(cast.kari)
    fake.claims = {"sub": "subject-1", "email": "kari@example.org", "email_verified": claim}
    assert come_back(client, go(client, fake))["Location"] == "/"
    assert client.get("/policy/").wsgi_request.user == kari
    assert SocialAccount.objects.get().user == kari


def test_somebody_signed_in_connects_and_takes_away(fake: FakeProvider, cast: Cast, settings: Any) -> None:
    client = cast.client(proved(cast.kari))
    asked = go(client, fake, process="connect")
    assert come_back(client, asked)["Location"] == "/account/3rdparty/"
    assert SocialAccount.objects.get().user == cast.kari
    page = client.get("/account/3rdparty/").content.decode()
    assert "Fake &amp; Co" in page
    kept = SocialAccount.objects.get()
    answer = client.post("/account/3rdparty/", {"account": kept.pk})
    assert "Set a password first" in answer.content.decode()
    assert SocialAccount.objects.exists()


def test_with_a_password_it_is_taken_away(client: Client, fake: FakeProvider, cast: Cast) -> None:
    kari = proved(cast.kari)
    kari.set_password("en setning som passord")
    kari.save()
    kept = SocialAccount.objects.create(user=kari, provider="fake", uid="subject-1")
    client.post("/account/login/", {"login": kari.email, "password": "en setning som passord"})
    answer = client.post("/account/3rdparty/", {"account": kept.pk})
    assert answer["Location"].startswith("/account/reauthenticate/")
    client.post(answer["Location"], {"password": "en setning som passord"})
    assert not SocialAccount.objects.exists()


def test_an_account_elsewhere_belongs_to_one_person(fake: FakeProvider, cast: Cast) -> None:
    SocialAccount.objects.create(user=cast.rita, provider="fake", uid="subject-1")
    client = cast.client(proved(cast.kari))
    come_back(client, go(client, fake, process="connect"))
    assert SocialAccount.objects.get().user == cast.rita


def test_without_an_invitation_a_closed_desk_stays_closed(
    client: Client, fake: FakeProvider, cast: Cast, settings: Any
) -> None:
    settings.FRAM_SIGN_UP = "invitation"
    proved(cast.kari)
    page = come_back(client, go(client, fake)).content.decode()
    assert "You need an invitation" in page
    assert Person.objects.filter(email="nora@example.org").count() == 0


def test_the_log_names_the_fault_and_nobody(
    client: Client, fake: FakeProvider, caplog: pytest.LogCaptureFixture
) -> None:
    import logging

    logger = logging.getLogger("fram.sign_in")
    logger.addHandler(caplog.handler)
    asked = go(client, fake)
    fake.claims = {**fake.claims, "nonce": "another"}
    come_back(client, asked)
    logger.removeHandler(caplog.handler)
    assert "does not bring back our nonce" in caplog.text
    assert "nora" not in caplog.text


def test_an_invitation_lets_in_nobody_but_the_invited_address(
    client: Client, fake: FakeProvider, cast: Cast, settings: Any
) -> None:
    settings.FRAM_SIGN_UP = "invitation"
    proved(cast.kari)
    invite(
        by=cast.actor(cast.kari), organisation=cast.nordlys, email="nora@work.example", role="reader",
        token="tok",
    )  # fmt: skip
    for number in range(3):
        client.get("/invitations/tok/")
        fake.claims = {"sub": f"subject-{number}", "email": f"somebody-{number}@example.org"}
        fake.userinfo = {"sub": f"subject-{number}"}
        come_back(client, go(client, fake))
        said = {"name": "Nora", "email": f"any-{number}@example.org", "accepts": "on"}
        client.post("/account/3rdparty/signup/", said)
        client.logout()
    made = Person.objects.filter(pk__gt=cast.nina.pk)
    assert list(made.values_list("email", flat=True)) == ["nora@work.example"]


def test_whoever_was_invited_comes_in_by_a_provider_and_joins(
    client: Client, fake: FakeProvider, cast: Cast, settings: Any
) -> None:
    settings.FRAM_SIGN_UP = "invitation"
    proved(cast.kari)
    invite(
        by=cast.actor(cast.kari),
        organisation=cast.nordlys,
        email="nora@work.example",
        role="reader",
        token="tok",
    )
    assert "Do you want to join" in client.get("/invitations/tok/").content.decode()
    answer = come_back(client, go(client, fake, next="/invitations/tok/"))
    assert answer["Location"] == "/account/3rdparty/signup/"
    answer = client.post(
        "/account/3rdparty/signup/", {"name": "Nora", "email": "nora@example.org", "accepts": "on"}
    )
    assert answer["Location"] == "/invitations/tok/"
    client.post("/invitations/tok/")
    person = Person.objects.get(email="nora@work.example")
    assert person.memberships.get().organisation == cast.nordlys
    assert set(EmailAddress.objects.filter(user=person).values_list("email", "verified")) == {
        ("nora@work.example", True), ("nora@example.org", False),
    }  # fmt: skip
