"""The desk answers to this machine only, lets nothing run that it did not bring, and says things plainly."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.web.cast import Cast


def test_headers(cast: Cast) -> None:
    answer = cast.client(cast.kari).get("/decide/nordlys/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.4:8350", "0.0.0.0"])
def test_another_host_name_is_turned_away_in_words(client: Client, host: str) -> None:
    answer = client.get("/account/login/", headers={"host": host})
    assert answer.status_code == 400
    assert "This request cannot be answered" in answer.content.decode()
    assert "evil" not in answer.content.decode()


@pytest.mark.parametrize("host", ["localhost:8350", "127.0.0.1", "[::1]:8350"])
def test_this_machine_is_answered(client: Client, db: object, host: str) -> None:
    assert client.get("/account/login/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/companies?text=%00", "/api/v1/companies/%00", "/api/v1/companies/nordlys/log?kind=%00",
        "/organisations/nordlys/sharing/?text=a%00b", "/organisations/nordlys/log/?kind=%00",
        "/invitations/%00/",
    ],
)  # fmt: skip
def test_an_address_with_a_sign_that_no_name_holds_leads_nowhere(cast: Cast, address: str) -> None:
    """On PostgreSQL each of them would be a fault of ours."""
    assert cast.client(cast.kari).get(address).status_code == 404
    assert cast.client().get(address).status_code == 404


def test_a_link_from_another_site_brings_the_marks_of_open_forms_along(client: Client, db: object) -> None:
    """Else a link in web mail would be answered with new ones, and forms open in other tabs would expire."""
    assert client.get("/account/login/").cookies["csrftoken"]["samesite"] == "Lax"


def test_error_pages_speak_norwegian(client: Client, db: object) -> None:
    assert (
        "Det finnes ingen slik side" in client.get("/x", headers={"accept-language": "nb"}).content.decode()
    )


def test_the_language_is_kept_and_leads_back_only_to_the_desk(client: Client, db: object) -> None:
    answer = client.post("/language/setlang/", {"language": "nb", "next": "/account/login/?next=/"})
    assert answer["Location"] == "/account/login/?next=/"
    assert '<html lang="nb"' in client.get("/account/login/").content.decode()
    away = client.post("/language/setlang/", {"language": "en", "next": "https://evil.example/"})
    assert away["Location"] == "/"


def test_the_secret_is_random_and_its_owners_only() -> None:
    file = Path(settings.HOME, "secret-key")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(settings.SECRET_KEY) > 50
    assert settings.DEBUG is False


def test_static_files_are_served_by_the_desk_itself(client: Client, db: object) -> None:
    for name in ("ui/fram.css", "ui/plain.css", "ui/fram.svg", "django_htmx/htmx-2.min.js"):
        answer = client.get(f"/static/{name}")
        assert answer.status_code == 200, name
        answer.close()
    assert client.get("/static/../site/settings.py").status_code == 404
