"""What a provider's answer must be before anybody is signed in by it."""

from __future__ import annotations

import functools
import hmac
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlsplit

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest
from requests import RequestException

P = ParamSpec("P")
T = TypeVar("T")
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures by a private key; one made with a shared secret would let the provider's other clients sign."""
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
LEEWAY = 30
"""Seconds by which two clocks may differ."""
WELL_KNOWN = "/.well-known/openid-configuration"


def _refusing_what_is_none(take_apart: Callable[P, T]) -> Callable[P, T]:
    """Make an answer that is not of the standard's form a refusal, wherever that shows."""

    @functools.wraps(take_apart)
    def taken(*asked: P.args, **told: P.kwargs) -> T:
        try:
            return take_apart(*asked, **told)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            if isinstance(error, RequestException):
                raise
            raise OAuth2Error(f"the answer has another form: {type(error).__name__}") from error

    return taken


class CheckedAdapter(OpenIDConnectOAuth2Adapter):
    """Takes an id token only whole: signed, for us, from the provider we asked, in time, with our nonce."""

    nonce = ""
    """What the answer must bring back; set from the state that the callback took out of the session."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """Return what the provider says of itself; it must be the one that was asked."""
        found: dict[str, Any] = super().openid_config
        expected = self.get_provider().app.settings["server_url"].removesuffix(WELL_KNOWN)
        if str(found.get("issuer", "")).rstrip("/") != expected.rstrip("/"):
            raise OAuth2Error("the provider calls itself by another name than its address")
        for name in (*ENDPOINTS, *(["userinfo_endpoint"] if "userinfo_endpoint" in found else [])):
            _demand_closed_line(str(found.get(name, "")))
        return found

    @_refusing_what_is_none
    def get_access_token_data(self, *asked: Any, **told: Any) -> Any:
        """Return the provider's answer to the code."""
        return super().get_access_token_data(*asked, **told)

    @_refusing_what_is_none
    def parse_token(self, answer: Any) -> Any:
        """Return the access token of the answer."""
        return super().parse_token(answer)

    @_refusing_what_is_none
    def complete_login(self, request: HttpRequest, app: Any, token: Any, **told: Any) -> Any:
        """Return the login that a checked answer stands for."""
        id_token = told["response"].get("id_token")
        if not id_token:
            raise OAuth2Error("the provider sent no id token")
        claims = self.checked_claims(id_token, client=app.client_id)
        found = {**self._more_about(claims, app, token.token), **claims}
        return self.get_provider().sociallogin_from_response(request, found)

    def checked_claims(self, id_token: str, *, client: str) -> dict[str, Any]:
        """Return what an id token says, or raise `OAuth2Error` naming what is wrong with it."""
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token, key=self._key_for(id_token), algorithms=list(ALGORITHMS), audience=client,
                issuer=self.openid_config["issuer"], leeway=LEEWAY,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )  # fmt: skip
        except jwt.PyJWTError as error:
            raise OAuth2Error(f"the id token was refused: {type(error).__name__}") from error
        is_for_several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if (is_for_several or "azp" in claims) and claims.get("azp") != client:
            raise OAuth2Error("the id token was made for another client")
        brought = str(claims.get("nonce", "")).encode()
        if not self.nonce or not hmac.compare_digest(brought, self.nonce.encode()):
            raise OAuth2Error("the id token does not bring back our nonce")
        return claims

    def _key_for(self, id_token: str) -> Any:
        wanted = jwt.get_unverified_header(id_token).get("kid")
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            keys = jwt.PyJWKSet.from_dict(answer.json()).keys
        fits = [key for key in keys if wanted is None or key.key_id == wanted]
        if len(fits) != 1:
            raise OAuth2Error("the provider has no key for its id token")
        return fits[0].key

    def _more_about(self, claims: dict[str, Any], app: Any, access_token: str) -> dict[str, Any]:
        """Ask for what the id token leaves out; an answer about somebody else is refused."""
        if not app.settings.get("fetch_userinfo", True) or "userinfo_endpoint" not in self.openid_config:
            return {}
        found: dict[str, Any] = self._fetch_user_info(access_token)
        if found.get("sub") != claims["sub"]:
            raise OAuth2Error("the provider told of somebody else than its id token")
        return found


def _demand_closed_line(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost")):
        return
    raise OAuth2Error("the provider names an address that is not reached over a closed line")
