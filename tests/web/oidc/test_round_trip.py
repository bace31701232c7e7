"""The whole way to a real identity provider and back: sign-up, proof of the address, session."""

from __future__ import annotations

import http.cookiejar
import os
import re
import select
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client

from fram.web.accounts.models import Person
from fram.web.site.environment import OIDC, providers
from tests import machine
from tests.web.oidc.provider.serve import CLIENT, EMAIL, PASSWORD, SECRET

pytestmark = pytest.mark.django_db
LOGIN = "/account/oidc/hus/login/"
BACK = f"http://127.0.0.1:8350{LOGIN}callback/"


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the provider, a process of its own; it ends with the tests of this file."""
    folder = tmp_path_factory.mktemp("provider")
    command = [sys.executable, "-m", "tests.web.oidc.provider.serve", str(folder), BACK]
    errors = (folder / "errors").open("w")
    process = subprocess.Popen(
        command, cwd=machine.ROOT, stdout=subprocess.PIPE, stderr=errors, text=True,
        env={**os.environ, "PYTHONPATH": str(machine.ROOT)},
    )  # fmt: skip
    try:
        assert process.stdout is not None
        ready, _, _ = select.select([process.stdout], [], [], 60)
        address = process.stdout.readline().strip() if ready else ""
        assert address, (folder / "errors").read_text()
        yield address
    finally:
        process.kill()
        process.wait(10)
        process.stdout.close() if process.stdout else None
        errors.close()


@pytest.fixture(autouse=True)
def named(provider: str, settings: Any) -> None:
    """The desk knows the provider, and takes its word about addresses."""
    name_it(settings, provider, trust="1")


def name_it(settings: Any, provider: str, *, trust: str) -> None:
    said = {"URL": provider, "ID": CLIENT, "SECRET": SECRET, "LABEL": "Huset", "TRUST_EMAIL": trust}
    environ = {OIDC: "hus", **{f"{OIDC}_HUS_{word}": value for word, value in said.items()}}
    known = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {**known, "APPS": providers(environ)}}
    settings.FRAM_SIGN_UP = "open"


class Stop(urllib.request.HTTPRedirectHandler):
    """Follows within the provider; stops where it sends people back to the desk."""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        if newurl.startswith(BACK):
            raise Returned(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class Returned(Exception):
    """The provider sends the reader back to this address."""


class Reader:
    """Somebody's browser at the provider."""

    def __init__(self) -> None:
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), cookies, Stop())

    def sign_in_and_agree(self, address: str) -> str:
        """Open the address, sign in, agree; returns where the provider sends the reader."""
        try:
            page, here = self._open(address)
            page, here = self._send(page, here, {"login": EMAIL, "password": PASSWORD})
            self._send(
                page, here, {"action": "grant", "scopes": ["openid", "profile", "email"], "email": EMAIL}
            )
        except Returned as returned:
            return str(returned)
        raise AssertionError("the provider did not send the reader back")

    def _open(self, address: str, fields: dict[str, Any] | None = None) -> tuple[str, str]:
        body = urllib.parse.urlencode(fields, doseq=True).encode() if fields else None
        request = urllib.request.Request(address, body, {"Referer": address})
        with self.opener.open(request, timeout=20) as answer:
            return answer.read().decode(), answer.url

    def _send(self, page: str, here: str, fields: dict[str, Any]) -> tuple[str, str]:
        form = re.search(r'<form[^>]*method="post"[^>]*>.*?</form>', page, re.DOTALL)
        assert form, page
        hidden = dict(re.findall(r'type="hidden"\s+name="([^"]+)"\s+value="([^"]*)"', form[0]))
        action = re.search(r'action="([^"]*)"', form[0])
        address = urllib.parse.urljoin(here, unescape(action[1]) if action and action[1] else here)
        return self._open(address, {**{k: unescape(v) for k, v in hidden.items()}, **fields})


def go(client: Client, process: str = "login") -> str:
    page = client.post(f"{LOGIN}?process={process}", {"next": "/me/"}).content.decode()
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]*)"', page)
    assert found, page
    return unescape(found[1])


def come_back(client: Client, address: str) -> Any:
    return client.get(address.removeprefix("http://127.0.0.1:8350"))


def test_sign_up_and_come_again(client: Client) -> None:
    reader = Reader()
    answer = come_back(client, reader.sign_in_and_agree(go(client)))
    assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"] == "/account/3rdparty/signup/"
    page = client.get(answer["Location"]).content.decode()
    assert 'value="Nora Ny"' in page
    answer = client.post("/account/3rdparty/signup/", {"name": "Nora Ny", "email": EMAIL, "accepts": "on"})
    assert answer["Location"] == "/me/"  # a trusted provider has proved the address
    person = Person.objects.get(email=EMAIL)
    assert client.get("/me/").wsgi_request.user == person
    assert EmailAddress.objects.get(user=person).verified
    assert SocialAccount.objects.get().user == person
    assert mail.outbox == []
    again = Client(HTTP_HOST="127.0.0.1:8350")
    assert come_back(again, Reader().sign_in_and_agree(go(again)))["Location"] == "/me/"
    assert again.get("/me/").wsgi_request.user == person


def test_an_address_it_is_not_trusted_for_is_proved_by_mail(
    client: Client, provider: str, settings: Any
) -> None:
    name_it(settings, provider, trust="0")
    come_back(client, Reader().sign_in_and_agree(go(client)))
    answer = client.post("/account/3rdparty/signup/", {"name": "Nora", "email": EMAIL, "accepts": "on"})
    assert answer["Location"] == "/account/confirm-email/"
    assert not client.get("/policy/").wsgi_request.user.is_authenticated
    found = re.search(r"http://[^/]+(/\S+)", str(mail.outbox[-1].body))
    assert found
    assert client.post(found[1])["Location"] == "/me/"
    assert client.get("/me/").wsgi_request.user == Person.objects.get(email=EMAIL)


def test_a_code_cannot_be_taken_to_another_browser(client: Client) -> None:
    back = Reader().sign_in_and_agree(go(client))
    stranger = Client(HTTP_HOST="127.0.0.1:8350")
    go(stranger)
    assert come_back(stranger, back).status_code == 401
    assert come_back(client, back).status_code == 302
