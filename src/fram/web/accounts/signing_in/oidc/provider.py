"""The provider as allauth registers it: what is sent along, what is believed, what is kept."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.http import HttpRequest, HttpResponse

from fram.web.accounts.signing_in.oidc.checks import CheckedAdapter

KEPT = ("sub", "email", "name")
"""What is kept of all a provider tells; a national identity number, for one, is not."""


class CheckedProvider(OpenIDConnectProvider):
    """OpenID Connect with nonce and PKCE; its word about e-mail counts only where it was named trusted."""

    package = "fram.web.accounts.signing_in.oidc"
    pkce_enabled_default = True
    oauth2_adapter_class = CheckedAdapter
    supports_token_authentication = False

    @property
    def is_trusted(self) -> bool:
        """Whether what it calls a verified address is taken as one."""
        said = self.app.settings
        return bool(said.get("email_authentication")) and not said.get("verified_email")

    def get_auth_params_from_request(self, request: HttpRequest, action: Any) -> dict[str, str]:
        """Return what the desk's owner set; whoever made a link has no say."""
        return dict(self.get_auth_params())

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        """Return what the desk's owner set."""
        return list(self.get_scope())

    def redirect(self, request: HttpRequest, process: str, **told: Any) -> HttpResponse:
        """Send the reader to the provider with a nonce that its id token must bring back."""
        nonce = secrets.token_urlsafe(24)
        wanted = {**(told.pop("auth_params", None) or self.get_auth_params()), "nonce": nonce}
        answer: HttpResponse = super().redirect(request, process, auth_params=wanted, nonce=nonce, **told)
        return answer

    def extract_uid(self, told: dict[str, Any]) -> str:
        """Return the subject that was checked, never one that stands deeper in the answer."""
        return str(told["sub"])

    def extract_common_fields(self, told: dict[str, Any]) -> dict[str, Any]:
        """Return the address and the names it tells, read where the subject was checked."""
        names = {"first_name": told.get("given_name"), "last_name": told.get("family_name")}
        return {"email": told.get("email"), "name": told.get("name"), **names}

    def extract_extra_data(self, told: dict[str, Any]) -> dict[str, Any]:
        """Keep little."""
        return {name: told[name] for name in KEPT if told.get(name)}

    def extract_email_addresses(self, told: dict[str, Any]) -> list[EmailAddress]:
        """Return the address it tells; proved only if it says so and was named trusted."""
        email = told.get("email")
        is_proved = self.is_trusted and told.get("email_verified") in (True, "true")
        return [EmailAddress(email=email, verified=is_proved, primary=True)] if email else []


provider_classes = [CheckedProvider]
