"""Passkeys in a real browser with a virtual authenticator, under the desk's own content policy."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Browser, Page, expect

from tests.web.accounts.conftest import PASSWORD
from tests.web.cast import gather

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow]
OPTIONS = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


class Desk:
    """A browser at the desk, and the authenticator in it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.faults: list[str] = []
        page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.session = page.context.new_cdp_session(page)
        self.session.send("WebAuthn.enable")
        made = self.session.send("WebAuthn.addVirtualAuthenticator", {"options": OPTIONS})
        self.authenticator = made["authenticatorId"]

    def sign_in(self) -> None:
        self.page.goto(f"{self.address}/account/login/")
        self.page.get_by_label("E-mail address").fill("kari@example.org")
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in", exact=True).click()

    def sign_out(self) -> None:
        self.page.get_by_role("button", name="Sign out").click()

    def add_passkey(self) -> None:
        self.page.goto(f"{self.address}/account/2fa/webauthn/add/")
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Go on").click()
        self.page.get_by_label("What shall it be called?").fill("My <b>phone</b>")
        self.page.get_by_role("button", name="Make the passkey").click()
        expect(self.page).to_have_url(f"{self.address}/account/2fa/recovery-codes/")


@pytest.fixture
def desk(live_server: Any, browser: Browser, prove: Any) -> Any:
    """Kari at a desk with a name; browsers give no passkeys to numbers."""
    prove(gather().kari)
    context = browser.new_context(locale="en-GB")
    yield Desk(context.new_page(), live_server.url.replace("127.0.0.1", "localhost"))
    context.close()


def test_a_passkey_is_made_and_signs_in_by_itself(desk: Desk) -> None:
    desk.sign_in()
    desk.add_passkey()
    assert Authenticator.objects.filter(type="webauthn").count() == 1
    desk.page.goto(f"{desk.address}/account/2fa/webauthn/")
    expect(desk.page.get_by_role("rowheader")).to_have_text("My <b>phone</b>")
    desk.sign_out()
    desk.page.goto(f"{desk.address}/account/login/")
    desk.page.get_by_role("button", name="Sign in with a passkey").click()
    expect(desk.page.get_by_role("link", name="Kari Eier")).to_be_visible()
    assert desk.faults == []


def test_with_a_passkey_the_password_alone_opens_nothing(desk: Desk) -> None:
    desk.sign_in()
    desk.add_passkey()
    desk.sign_out()
    desk.sign_in()
    expect(desk.page).to_have_url(f"{desk.address}/account/2fa/authenticate/")
    desk.page.get_by_role("button", name="Use a passkey").click()
    expect(desk.page.get_by_role("link", name="Kari Eier")).to_be_visible()
    desk.page.goto(f"{desk.address}/me/erase/")
    desk.page.goto(desk.page.url.replace("/account/reauthenticate/", "/account/2fa/webauthn/reauthenticate/"))
    desk.page.get_by_role("button", name="Use a passkey").click()
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("Erase your account?")
    assert desk.faults == []


def test_a_browser_that_gives_none_says_so(desk: Desk) -> None:
    desk.page.goto(f"{desk.address}/account/login/")
    desk.page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('no')) }")
    desk.page.get_by_role("button", name="Sign in with a passkey").click()
    expect(desk.page.get_by_role("alert")).to_have_text(
        "The browser gave no passkey. Try once more, or choose another way."
    )


def test_at_a_number_the_page_names_the_way(live_server: Any, browser: Browser) -> None:
    page = browser.new_page(locale="nb-NO")
    page.goto(f"{live_server.url.replace('localhost', '127.0.0.1')}/account/login/")
    expect(page.get_by_role("link", name="åpne denne siden som localhost")).to_be_visible()
    assert page.get_by_role("button", name="Logg inn med passnøkkel").count() == 0
    page.context.close()
