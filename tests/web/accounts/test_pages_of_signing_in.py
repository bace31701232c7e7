"""Every page of signing in: our look, no inline code, one heading, and no English word in Norwegian."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client

from fram.web.accounts.acting import actor_of
from fram.web.accounts.actions.invitations import invite
from fram.web.accounts.models import Organisation, Person
from fram.web.site.environment import OIDC, providers
from tests.web.accounts.conftest import PASSWORD, Prove, sign_in
from tests.web.cast import Cast
from tests.web.words import untranslated

pytestmark = pytest.mark.django_db
LOUD = re.compile(r"\son\w+\s*=|\sstyle\s*=|<style|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE)
SIGNED_OUT = {
    "login": "/account/login/",
    "signup": "/account/signup/",
    "password_reset": "/account/password/reset/",
    "password_reset_done": "/account/password/reset/done/",
    "bad_reset_link": "/account/password/reset/key/1-x/",
    "password_reset_from_key_done": "/account/password/reset/key/done/",
    "verification_sent": "/account/confirm-email/",
    "bad_confirmation": "/account/confirm-email/x/",
    "confirmation": "/account/confirm-email/KEY/",
    "inactive": "/account/inactive/",
    "provider": "/account/oidc/hus/login/",
    "provider_failed": "/account/oidc/hus/login/callback/?state=x",
    "cancelled": "/account/3rdparty/login/cancelled/",
    "invitation": "/invitations/tok/",
    "no_invitation": "/invitations/none/",
    "privacy": "/privacy/",
    "erased": "/erased/",
}
SIGNED_IN = {
    "me": "/me/",
    "email": "/account/email/",
    "password_change": "/account/password/change/",
    "mfa": "/account/2fa/",
    "totp": "/account/2fa/totp/activate/",
    "passkey_add": "/account/2fa/webauthn/add/",
    "passkeys": "/account/2fa/webauthn/",
    "sessions": "/account/sessions/",
    "connections": "/account/3rdparty/",
    "logout": "/account/logout/",
    "reauthenticate": "/account/reauthenticate/?next=/me/",
    "print_out": "/me/print-out/",
    "erase": "/me/erase/",
    "people": "/organisations/nordlys/people/",
    "invite": "/organisations/nordlys/people/invite/",
    "leave": "/organisations/nordlys/people/leave/",
    "member": "/organisations/nordlys/people/MEMBER/",
    "new": "/organisations/new/",
}
WITH_SECOND_STEP = {
    "codes": "/account/2fa/recovery-codes/",
    "codes_new": "/account/2fa/recovery-codes/generate/",
    "totp_off": "/account/2fa/totp/deactivate/",
    "passkey_edit": "/account/2fa/webauthn/keys/PASSKEY/edit/",
    "passkey_remove": "/account/2fa/webauthn/keys/PASSKEY/remove/",
    "mfa_reauthenticate": "/account/2fa/reauthenticate/?next=/me/",
    "passkey_reauthenticate": "/account/2fa/webauthn/reauthenticate/?next=/me/",
}
TYPED = ("Huset", "Min telefon")
"""What no language changes: how a provider and a passkey are called here."""


@pytest.fixture
def desk(cast: Cast, prove: Prove, settings: Any) -> Cast:
    """A desk with something on every page."""
    settings.FRAM_SIGN_UP = "open"
    environ = {
        OIDC: "hus",
        f"{OIDC}_HUS_URL": "http://127.0.0.1:9",
        f"{OIDC}_HUS_ID": "x",
        f"{OIDC}_HUS_LABEL": "Huset",
    }
    known = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {**known, "APPS": providers(environ)}}
    prove(cast.kari)
    EmailAddress.objects.create(user=cast.kari, email="kari@work.example", verified=False)
    for email, token in (("nora@example.org", "tok"), ("kari@work.example", "own")):
        invite(by=actor_of(cast.kari), organisation=cast.nordlys, email=email, role="editor", token=token)
    return cast


def address(path: str, cast: Cast) -> str:
    if "KEY" in path and "PASSKEY" not in path:
        claim = EmailAddress.objects.get(email="kari@work.example")
        return path.replace("KEY", EmailConfirmationHMAC(claim).key)
    if "PASSKEY" in path:
        return path.replace("PASSKEY", str(Authenticator.objects.get(type="webauthn").pk))
    return path.replace("MEMBER", str(cast.per.memberships.get().pk))


def check(client: Client, path: str) -> None:
    pages = {
        lang: client.get(path, follow=True, headers={"accept-language": lang, "host": "localhost:8350"})
        for lang in ("en", "nb")
    }
    for lang, answer in pages.items():
        page = answer.content.decode()
        assert answer.status_code in (200, 401, 404), path
        assert LOUD.findall(page) == [], path
        assert page.count("<h1") == 1, path
        assert f'<html lang="{lang}"' in page, path
        assert 'class="top"' in page, path
    names = {*TYPED, *Organisation.objects.values_list("name", flat=True)}
    names |= set(Person.objects.exclude(name="").values_list("name", flat=True))
    assert untranslated(*(pages[lang].content.decode() for lang in ("en", "nb")), names=names) == set(), path


@pytest.mark.parametrize("name", SIGNED_OUT)
def test_pages_for_whoever_is_signed_out(desk: Cast, name: str) -> None:
    check(desk.client(), address(SIGNED_OUT[name], desk))


@pytest.mark.parametrize("name", SIGNED_IN)
def test_pages_for_whoever_is_signed_in(desk: Cast, name: str) -> None:
    client = desk.client()
    sign_in(client, desk.kari)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    check(client, address(SIGNED_IN[name], desk))


@pytest.mark.parametrize("name", WITH_SECOND_STEP)
def test_pages_of_second_steps(desk: Cast, name: str) -> None:
    client = desk.client()
    sign_in(client, desk.kari)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    Authenticator.objects.create(user=desk.kari, type="totp", data={"secret": "x"})
    told = {"name": "Min telefon", "credential": {}}
    if name in ("passkey_edit", "passkey_remove"):
        Authenticator.objects.create(user=desk.kari, type="webauthn", data=told)
    RecoveryCodes.activate(desk.kari)
    check(client, address(WITH_SECOND_STEP[name], desk))


def test_the_page_of_the_second_step(desk: Cast) -> None:
    Authenticator.objects.create(user=desk.kari, type="totp", data={"secret": "x"})
    client = desk.client()
    sign_in(client, desk.kari)
    check(client, "/account/2fa/authenticate/")


def test_a_closed_door(desk: Cast, settings: Any) -> None:
    settings.FRAM_SIGN_UP = "invitation"
    check(desk.client(), "/account/signup/")
