"""What the environment says about the desk's names, signing in and mail, read once when it starts.

What cannot be meant is refused with its remedy, so that no desk runs less closed than its owner thinks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from fram.terms.errors import Refused, did_you_mean

PACKAGE = "fram.web.accounts.signing_in"
YES, NO = {"1", "true", "yes"}, {"", "0", "false", "no"}
SIGN_UPS = ("invitation", "open")
MAIL_FORM = "smtp://user:password@host:587/?tls=1&from=desk@example.org"
OIDC = "FRAM_OIDC"
OIDC_WORDS = ("URL", "ID", "SECRET", "LABEL", "SCOPES", "TRUST_EMAIL", "TOKEN_AUTH", "USERINFO", "PARAMETERS")
TOKEN_AUTH = ("", "client_secret_post", "client_secret_basic")


def is_on(environ: Mapping[str, str], name: str) -> bool:
    """Return whether a switch of the environment is on; anything but yes and no is refused."""
    value = environ.get(name, "").strip().lower()
    if value not in YES | NO:
        raise Refused(f"`{value}` is neither on nor off", where=name, kind="usage", remedy="write 1 or 0")
    return value in YES


def hosts(environ: Mapping[str, str]) -> list[str]:
    """Return the names under which the desk answers beside this machine's own."""
    return environ.get("FRAM_HOSTS", "").replace(",", " ").split()


def sign_up(environ: Mapping[str, str]) -> str:
    """Return who may sign up: whoever was invited, or everybody."""
    value = environ.get("FRAM_SIGN_UP", "").strip().lower() or SIGN_UPS[0]
    if value not in SIGN_UPS:
        remedy = did_you_mean(value, SIGN_UPS) or f"write {' or '.join(SIGN_UPS)}"
        raise Refused(f"`{value}` is no way to sign up", where="FRAM_SIGN_UP", kind="usage", remedy=remedy)
    return value


def mail(environ: Mapping[str, str]) -> dict[str, Any]:
    """Return Django's settings for outgoing mail: a server, or a folder where messages are laid down."""
    url = environ.get("FRAM_MAIL", "").strip()
    if not url:
        return {"EMAIL_BACKEND": f"{PACKAGE}.outbox.OutboxBackend"}
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    sender = options.get("from", "")
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or "@" not in sender:
        raise Refused(
            "FRAM_MAIL is not the address of a mail server", where="FRAM_MAIL", kind="usage",
            why="" if "@" in sender else "`from` is missing", remedy=f"write {MAIL_FORM}",
        )  # fmt: skip
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp"
        and is_on({"FRAM_MAIL": options.get("tls", "1")}, "FRAM_MAIL"),
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": sender,
    }


def providers(environ: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the identity providers that the environment names, as allauth wants them."""
    names = environ.get(OIDC, "").replace(",", " ").split()
    return [_provider(environ, name) for name in dict.fromkeys(names)]


def _provider(environ: Mapping[str, str], name: str) -> dict[str, Any]:
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,29}", name):
        raise Refused(
            f"`{name}` is no name for a provider", where=OIDC, kind="usage",
            remedy="use small letters, digits and hyphens, such as entra",
        )  # fmt: skip
    stem = f"{OIDC}_{name.upper().replace('-', '_')}_"
    said = {word: environ.get(stem + word, "").strip() for word in OIDC_WORDS}
    for word in ("URL", "ID"):
        if not said[word]:
            raise Refused(f"the provider `{name}` needs it", where=stem + word, kind="usage")
    _refuse_open_line(said["URL"], where=f"{stem}URL")
    if said["TOKEN_AUTH"] not in TOKEN_AUTH:
        remedy = f"write {' or '.join(TOKEN_AUTH[1:])}"
        raise Refused(
            "unknown way to prove the secret", where=f"{stem}TOKEN_AUTH", kind="usage", remedy=remedy
        )
    return {
        "provider_id": name,
        "name": said["LABEL"] or name.replace("-", " ").capitalize(),
        "client_id": said["ID"],
        "secret": said["SECRET"],
        "settings": {
            "server_url": said["URL"].rstrip("/"),
            "scope": said["SCOPES"].split() or ["openid", "profile", "email"],
            **_trust(said["TRUST_EMAIL"]),
            "token_auth_method": said["TOKEN_AUTH"] or None,
            "fetch_userinfo": is_on({f"{stem}USERINFO": said["USERINFO"] or "1"}, f"{stem}USERINFO"),
            "auth_params": dict(parse_qsl(said["PARAMETERS"])),
            "oauth_pkce_enabled": True,
        },
    }


def _trust(said: str) -> dict[str, Any]:
    """How far the provider's word about e-mail addresses goes: not, where it says so, or for own domains."""
    if said.lower() in YES | NO:
        return {"email_authentication": said.lower() in YES, "verified_email": False}
    return {"email_authentication": True, "verified_email": said.lower().replace(",", " ").split()}


def _refuse_open_line(url: str, *, where: str) -> None:
    """Refuse an address on which secrets would travel in the clear; this machine may talk to itself."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (
        parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost")
    ):
        raise Refused(
            f"`{url}` is not reached over a closed line", where=where, kind="usage",
            remedy="write the issuer's address with https://",
        )  # fmt: skip
