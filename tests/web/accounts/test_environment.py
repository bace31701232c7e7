"""What the environment says about signing in and mail; what it cannot mean is refused with the remedy."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from fram.terms.errors import Refused
from fram.web.site import environment
from fram.web.site.environment import OIDC, is_on, mail, providers, sign_up


def said(**words: str) -> dict[str, str]:
    usual = {"URL": "https://id.example/tenant/v2.0/", "ID": "fram", "SECRET": "s"}
    named = {f"{OIDC}_ENTRA_ID_{word}": value for word, value in {**usual, **words}.items()}
    return {OIDC: "entra-id", **named}


def test_out_of_the_box_people_are_invited_and_mail_is_laid_down() -> None:
    assert sign_up({}) == "invitation"
    assert mail({})["EMAIL_BACKEND"].endswith(".OutboxBackend")
    assert providers({}) == []


def test_a_mail_server_is_taken_apart() -> None:
    found = mail({"FRAM_MAIL": "smtp://ka%40ri:s%2Fe@mail.example:2525/?tls=1&from=desk@example.org"})
    wanted = {
        "EMAIL_HOST": "mail.example", "EMAIL_PORT": 2525, "EMAIL_HOST_USER": "ka@ri",
        "EMAIL_HOST_PASSWORD": "s/e", "EMAIL_USE_TLS": True, "EMAIL_USE_SSL": False,
        "DEFAULT_FROM_EMAIL": "desk@example.org",
    }  # fmt: skip
    assert {name: found[name] for name in wanted} == wanted
    closed = mail({"FRAM_MAIL": "smtps://mail.example/?from=a@b.no"})
    assert (closed["EMAIL_PORT"], closed["EMAIL_USE_SSL"], closed["EMAIL_USE_TLS"]) == (465, True, False)


@pytest.mark.parametrize(
    "url",
    ["mail.example", "http://mail.example/?from=a@b.no", "smtp://mail.example/", "smtp:///?from=a@b.no"],
)
def test_a_mail_server_that_cannot_be_meant_is_refused(url: str) -> None:
    with pytest.raises(Refused, match="FRAM_MAIL"):
        mail({"FRAM_MAIL": url})


def test_a_provider_is_taken_apart() -> None:
    [found] = providers(
        said(LABEL="Microsoft", SCOPES="openid email", PARAMETERS="acr_values=bankid&ui_locales=nb")
    )
    assert (found["provider_id"], found["name"], found["client_id"]) == ("entra-id", "Microsoft", "fram")
    settings = found["settings"]
    assert settings["server_url"] == "https://id.example/tenant/v2.0"
    assert settings["scope"] == ["openid", "email"]
    assert settings["auth_params"] == {"acr_values": "bankid", "ui_locales": "nb"}
    assert settings["oauth_pkce_enabled"] is True
    assert (settings["email_authentication"], settings["verified_email"]) == (False, False)


@pytest.mark.parametrize(
    ("trust", "found"),
    [
        ("", (False, False)),
        ("0", (False, False)),
        ("1", (True, False)),
        ("A.no, b.no", (True, ["a.no", "b.no"])),
    ],
)
def test_trust_is_said_and_for_whom(trust: str, found: tuple[bool, object]) -> None:
    settings = providers(said(TRUST_EMAIL=trust))[0]["settings"]
    assert (settings["email_authentication"], settings["verified_email"]) == found


@pytest.mark.parametrize(
    "words",
    [
        {"URL": ""}, {"ID": ""}, {"URL": "http://id.example"}, {"URL": "ftp://id.example"},
        {"URL": "http://127.0.0.1.evil.example"}, {"TOKEN_AUTH": "private_key"}, {"USERINFO": "perhaps"},
    ],
)  # fmt: skip
def test_a_provider_that_cannot_be_meant_is_refused(words: dict[str, str]) -> None:
    with pytest.raises(Refused) as refused:
        providers(said(**words))
    assert refused.value.problem.where == f"{OIDC}_ENTRA_ID_{next(iter(words))}"


@pytest.mark.parametrize("name", ["Entra", "a b/c", "<x>", "-x", "x" * 40])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(Refused):
        providers({OIDC: name.replace(" ", "\u00a0")})


@pytest.mark.parametrize(("said", "found"), [("", False), ("0", False), ("1", True), ("true", True)])
def test_the_demonstration_is_a_switch_like_the_others(
    monkeypatch: pytest.MonkeyPatch, said: str, found: bool
) -> None:
    monkeypatch.setenv("FRAM_INVENTED", said)
    assert runpy.run_path(str(Path(environment.__file__).with_name("settings.py")))["IS_INVENTED"] is found
    monkeypatch.setenv("FRAM_INVENTED", "perhaps")
    with pytest.raises(Refused, match="neither on nor off"):
        runpy.run_path(str(Path(environment.__file__).with_name("settings.py")))


def test_words_that_mean_nothing_are_refused() -> None:
    with pytest.raises(Refused, match="did you mean `open`"):
        sign_up({"FRAM_SIGN_UP": "opne"})
    with pytest.raises(Refused, match="neither on nor off"):
        is_on({"FRAM_HTTPS": "maybe"}, "FRAM_HTTPS")


def test_with_https_cookies_travel_closed_only(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    monkeypatch.setenv("FRAM_HTTPS", "1")
    file = Path(environment.__file__).with_name("sign_in.py")
    spec = importlib.util.spec_from_file_location("sign_in_with_https", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.SESSION_COOKIE_SECURE
    assert module.CSRF_COOKIE_SECURE
    assert module.LANGUAGE_COOKIE_SECURE
    assert module.SESSION_COOKIE_NAME.startswith("__Host-")
    assert module.SECURE_HSTS_SECONDS > 0
    assert module.ACCOUNT_DEFAULT_HTTP_PROTOCOL == "https"
