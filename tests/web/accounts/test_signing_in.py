"""Signing in and out: password, second step, sessions, a new password; and nothing learnt by guessing."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings as desk
from django.core import mail
from django.db import connection
from django.test import Client

from fram.web.accounts.models import Entry, Person
from fram.web.accounts.signing_in.browsers import browser_words
from tests.web.accounts.conftest import PASSWORD, Prove, link_in_mail, sign_in
from tests.web.cast import Cast

pytestmark = pytest.mark.django_db
NEW = "en helt annen setning"


def is_in(client: Client) -> bool:
    return bool(client.get("/policy/").wsgi_request.user.is_authenticated)


def test_signing_in_is_noted_and_speaks_the_person_s_language(
    client: Client, cast: Cast, prove: Prove
) -> None:
    Person.objects.filter(pk=prove(cast.kari).pk).update(language="nb")
    cast.kari.refresh_from_db()
    answer = sign_in(client, cast.kari, next="/me/")
    assert answer["Location"] == "/me/"
    assert "Hvem er du her?" in client.get("/me/").content.decode()
    entry = Entry.objects.get(verb="accounts.note_sign_in")
    assert (entry.person, entry.kind) == (cast.kari, "sign-in")
    cast.kari.refresh_from_db()
    assert cast.kari.keep_until is not None
    client.post("/account/logout/")
    assert not is_in(client)


@pytest.mark.parametrize("email", ["kari@example.org", "nobody@example.org", "KARI@EXAMPLE.ORG"])
def test_a_wrong_password_says_the_same_of_everybody(
    client: Client, cast: Cast, prove: Prove, email: str
) -> None:
    prove(cast.kari)
    answer = client.post("/account/login/", {"login": email, "password": "wrong"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "do not fit together" in page
    assert f'value="{email}"' in page
    assert 'value="wrong"' not in page
    assert mail.outbox == []


def test_guessing_is_stopped(client: Client, cast: Cast, prove: Prove) -> None:
    prove(cast.kari)
    for _ in range(5):
        sign_in(client, cast.kari, "wrong")
    page = sign_in(client, cast.kari).content.decode()
    assert "Too many attempts" in page
    assert not is_in(client)


def test_an_address_nobody_proved_opens_nothing(client: Client, cast: Cast, prove: Prove) -> None:
    prove(cast.kari)
    EmailAddress.objects.update(verified=False)
    answer = sign_in(client, cast.kari)
    assert answer["Location"] == "/account/confirm-email/"
    assert "Look into your mail" in client.get(answer["Location"]).content.decode()
    assert not is_in(client)


def test_a_closed_account_is_told_so(client: Client, cast: Cast, prove: Prove) -> None:
    Person.objects.filter(pk=prove(cast.kari).pk).update(is_active=False)
    answer = sign_in(client, cast.kari)
    assert not is_in(client)
    shown = client.get(answer["Location"]) if answer.status_code == 302 else answer
    assert "closed" in shown.content.decode() or "do not fit" in shown.content.decode()


def test_a_session_is_new_after_signing_in_and_lasts_two_weeks(
    client: Client, cast: Cast, prove: Prove
) -> None:
    prove(cast.kari)
    client.get("/account/login/")
    client.get("/welcome/none/")
    before = client.session.session_key
    answer = sign_in(client, cast.kari)
    cookie = answer.cookies[desk.SESSION_COOKIE_NAME]
    assert cookie.value != before
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (14 * 24 * 3600, True, "Lax")


# --- a new password ---------------------------------------------------------------------------------


def test_a_new_password_by_mail(client: Client, cast: Cast, prove: Prove) -> None:
    prove(cast.kari)
    other = Client(HTTP_HOST="127.0.0.1:8350")
    sign_in(other, cast.kari)
    client.post("/account/password/reset/", {"email": cast.kari.email})
    path = link_in_mail()
    form = client.get(path, follow=True)
    assert "Which password do you want?" in form.content.decode()
    address = form.redirect_chain[-1][0]
    short = client.post(address, {"password1": "kort", "password2": "kort"})
    assert "at least 12 signs" in short.content.decode()
    client.post(address, {"password1": NEW, "password2": NEW})
    cast.kari.refresh_from_db()
    assert cast.kari.check_password(NEW)
    assert not is_in(other)
    again = client.get(path, follow=True).content.decode()
    assert "too old or was used" in again


def test_asking_for_a_new_password_tells_nothing(client: Client, cast: Cast, prove: Prove) -> None:
    prove(cast.kari)
    known = client.post("/account/password/reset/", {"email": cast.kari.email})
    unknown = client.post("/account/password/reset/", {"email": "nobody@example.org"})
    assert known["Location"] == unknown["Location"] == "/account/password/reset/done/"
    assert [message.to[0] for message in mail.outbox] == ["kari@example.org", "nobody@example.org"]
    assert "no account with this address" in mail.outbox[1].subject
    assert "/account/signup/" not in str(mail.outbox[1].body)


@pytest.mark.parametrize("path", ["1-set-password", "zz-abc-def", "1-x"])
def test_a_forged_link_for_a_password_opens_nothing(client: Client, cast: Cast, path: str) -> None:
    page = client.get(f"/account/password/reset/key/{path}/", follow=True).content.decode()
    assert "too old or was used" in page


def test_changing_the_password_signs_out_other_browsers(client: Client, cast: Cast, prove: Prove) -> None:
    prove(cast.kari)
    other = Client(HTTP_HOST="127.0.0.1:8350")
    for browser in (other, client):
        sign_in(browser, cast.kari)
    asked = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post("/account/password/change/", asked).status_code == 302
    assert is_in(client)
    assert not is_in(other)
    assert "Something was changed in your account" in str(mail.outbox[-1].body)


# --- the second step --------------------------------------------------------------------------------


def code_of(secret: str) -> str:
    """What an app shows for a secret now: RFC 6238, written anew."""
    step = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), step, hashlib.sha1).digest()
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def again(client: Client, answer: Any) -> Any:
    """Show once more that it is oneself, and go on where one was."""
    assert answer["Location"].startswith("/account/reauthenticate/"), answer["Location"]
    return client.post(answer["Location"], {"password": PASSWORD})


def with_app(client: Client, person: Person) -> str:
    """Turn on the app with codes; returns its secret."""
    again(client, client.get("/account/2fa/totp/activate/"))
    page = client.get("/account/2fa/totp/activate/").content.decode()
    found = re.search(r"<code>([A-Z2-7]+)</code>", page)
    assert found
    answer = client.post("/account/2fa/totp/activate/", {"code": code_of(found[1])})
    assert answer["Location"] == "/account/2fa/recovery-codes/"
    return found[1]


def test_with_an_app_the_password_alone_opens_nothing(client: Client, cast: Cast, prove: Prove) -> None:
    sign_in(client, prove(cast.kari))
    secret = with_app(client, cast.kari)
    kept = Authenticator.objects.get(user=cast.kari, type="totp").data["secret"]
    assert secret not in kept  # sealed
    codes = re.findall(r'class="code">(\d+)<', client.get("/account/2fa/recovery-codes/").content.decode())
    assert len(codes) == 10
    client.post("/account/logout/")
    assert sign_in(client, cast.kari)["Location"] == "/account/2fa/authenticate/"
    assert not is_in(client)
    wrong = client.post("/account/2fa/authenticate/", {"code": "000000"}).content.decode()
    assert "The code is wrong or too old" in wrong
    assert client.post("/account/2fa/authenticate/", {"code": codes[0]}).status_code == 302
    assert is_in(client)
    client.post("/account/logout/")
    sign_in(client, cast.kari)
    assert (
        "wrong or too old" in client.post("/account/2fa/authenticate/", {"code": codes[0]}).content.decode()
    )


def test_secrets_sealed_with_another_key_open_nothing(
    client: Client, cast: Cast, prove: Prove, settings: Any
) -> None:
    sign_in(client, prove(cast.kari))
    secret = with_app(client, cast.kari)
    client.post("/account/logout/")
    settings.SECRET_KEY = "another key"
    sign_in(client, cast.kari)
    for code in (code_of(secret), code_of("")):
        client.post("/account/2fa/authenticate/", {"code": code})
        assert not is_in(client)


@pytest.mark.parametrize(
    "path",
    [
        "/me/erase/",
        "/account/2fa/totp/activate/",
        "/account/2fa/webauthn/add/",
        "/account/2fa/recovery-codes/generate/",
    ],
)
def test_what_is_delicate_asks_once_more(client: Client, cast: Cast, prove: Prove, path: str) -> None:
    sign_in(client, prove(cast.kari))
    answer = client.get(path)
    assert answer["Location"].startswith("/account/reauthenticate/?next=")
    page = client.get(answer["Location"]).content.decode()
    assert "Is it you?" in page
    wrong = client.post(answer["Location"], {"password": "wrong"}).content.decode()
    assert "The password is wrong" in wrong


# --- addresses and sessions -------------------------------------------------------------------------


def test_an_address_is_added_proved_and_made_the_first(client: Client, cast: Cast, prove: Prove) -> None:
    sign_in(client, prove(cast.kari))
    again(client, client.post("/account/email/", {"email": "Kari@Work.example", "action_add": ""}))
    assert "not proved yet" in client.get("/account/email/").content.decode()
    client.post(link_in_mail())
    page = client.get("/account/email/").content.decode()
    assert "not proved yet" not in page
    client.post("/account/email/", {"email": "kari@work.example", "action_primary": ""})
    cast.kari.refresh_from_db()
    assert cast.kari.email == "kari@work.example"
    client.post("/account/email/", {"email": "kari@example.org", "action_remove": ""})
    assert list(EmailAddress.objects.values_list("email", flat=True)) == ["kari@work.example"]


def test_with_a_second_step_an_address_can_still_be_changed(client: Client, cast: Cast, prove: Prove) -> None:
    sign_in(client, prove(cast.kari))
    with_app(client, cast.kari)
    client.post("/account/email/", {"email": "kari@work.example", "action_add": ""})
    client.post(link_in_mail())
    assert EmailAddress.objects.get(email="kari@work.example").verified


def test_others_learn_nothing_by_adding_an_address(client: Client, cast: Cast, prove: Prove) -> None:
    prove(cast.rita)
    sign_in(client, prove(cast.kari))
    again(client, client.post("/account/email/", {"email": cast.rita.email, "action_add": ""}))
    page = client.get("/account/email/").content.decode()
    assert "not proved yet" in page
    assert client.post(link_in_mail()).status_code in (200, 302)
    assert EmailAddress.objects.get(user=cast.rita).verified
    assert not EmailAddress.objects.filter(user=cast.kari, email=cast.rita.email, verified=True).exists()


def test_sessions_are_listed_and_the_others_ended(client: Client, cast: Cast, prove: Prove) -> None:
    prove(cast.kari)
    other = Client(HTTP_HOST="127.0.0.1:8350", headers={"user-agent": "<b>Old</b> phone"})
    for browser in (other, client):
        sign_in(browser, cast.kari)
    assert UserSession.objects.filter(user=cast.kari).count() == 2
    page = client.get("/account/sessions/").content.decode()
    assert "&lt;b&gt;Old&lt;/b&gt; phone" in page
    client.post("/account/sessions/")
    assert is_in(client)
    assert not is_in(other)


def test_pages_about_oneself_ask_to_sign_in(client: Client, db: object) -> None:
    for path in (
        "/me/",
        "/me/print-out/",
        "/me/print-out.json",
        "/me/erase/",
        "/organisations/new/",
        "/persons/",
    ):
        answer = client.get(path)
        assert answer.status_code == 302, path
        assert answer["Location"].startswith("/account/login/"), path


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604", "Safari, iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("curl/8", "curl/8"),
        ("", "unknown"),
    ],
)
def test_browsers_are_named_in_words(said: str, shown: str) -> None:
    assert browser_words(said) == shown


def test_a_new_password_does_not_pass_by_the_second_step(client: Client, cast: Cast, prove: Prove) -> None:
    sign_in(client, prove(cast.kari))
    with_app(client, cast.kari)
    client.post("/account/logout/")
    client.post("/account/password/reset/", {"email": cast.kari.email})
    form = client.get(link_in_mail(), follow=True)
    answer = client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    assert answer["Location"] == "/account/2fa/authenticate/"
    assert not is_in(client)


def test_attempts_are_counted_where_all_processes_see_them(client: Client, cast: Cast, prove: Prove) -> None:
    sign_in(client, prove(cast.kari), "wrong")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM site_cache")
        keys = [row[0] for row in cursor.fetchall()]
    assert any("login_failed" in key for key in keys)
    assert not any("kari" in key for key in keys)
