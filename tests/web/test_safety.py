"""The desk answers to this machine only, lets nothing run that it did not bring, and says things plainly."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from fram.web.decide import queries
from tests.web.conftest import MakePlan

LOUD = re.compile(r"\son\w+\s*=|\sstyle\s*=|<style|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE)


@pytest.fixture
def pages(client: Client, done: MakePlan, stopped: MakePlan, queue: MakePlan) -> dict[str, str]:
    """Every page of the desk by its address."""
    first, second = done(), done()
    addresses = [
        "/decide/", "/decide/?deleted=1", "/decide/new/", f"/decide/{first.pk}/", f"/decide/{stopped().pk}/",
        f"/decide/{second.pk}/comparison/?with={first.pk}", f"/decide/{queue().pk}/", "/nowhere/",
    ]  # fmt: skip
    return {address: client.get(address).content.decode() for address in addresses}


def test_pages_bring_no_inline_code(pages: dict[str, str]) -> None:
    assert {address: found for address, html in pages.items() if (found := LOUD.findall(html))} == {}


def test_pages_load_nothing_from_elsewhere(pages: dict[str, str]) -> None:
    loaded = re.compile(r'<(?:link|script|img)[^>]*(?:src|href)="(?!/static/)([^"]*)"')
    assert {address: found for address, html in pages.items() if (found := loaded.findall(html))} == {}


def test_every_page_has_one_heading_a_title_and_its_language(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        assert html.count("<h1") == 1, address
        assert re.search(r"<title>\S[^<]* · Fram</title>", html), address
        assert '<html lang="en"' in html, address


def test_headers(client: Client, db: object) -> None:
    answer = client.get("/decide/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.4:8350", "0.0.0.0"])
def test_another_host_name_is_turned_away_in_words(client: Client, host: str) -> None:
    answer = client.get("/decide/", headers={"host": host})
    assert answer.status_code == 400
    assert "This request cannot be answered" in answer.content.decode()
    assert "evil" not in answer.content.decode()


@pytest.mark.parametrize("host", ["localhost:8350", "127.0.0.1", "[::1]:8350"])
def test_this_machine_is_answered(client: Client, db: object, host: str) -> None:
    assert client.get("/decide/", headers={"host": host}).status_code == 200


def test_a_form_from_elsewhere_changes_nothing(queue: MakePlan) -> None:
    plan = queue()
    strict = Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1"})
    answer = strict.post(f"/decide/{plan.pk}/delete/")
    assert answer.status_code == 403
    assert "The form is out of date" in answer.content.decode()
    assert queries.get_plan(plan.pk)


def test_a_fault_of_ours_is_said_plainly(client: Client, db: object, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**asked: object) -> None:
        raise ValueError("secret detail")

    monkeypatch.setattr(queries, "plans", broken)
    client.raise_request_exception = False
    answer = client.get("/decide/")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.content.decode()
    assert "secret detail" not in answer.content.decode()


def test_error_pages_speak_norwegian(client: Client) -> None:
    assert (
        "Det finnes ingen slik side" in client.get("/x", headers={"accept-language": "nb"}).content.decode()
    )


def test_the_language_is_kept_and_leads_back_only_to_the_desk(client: Client, db: object) -> None:
    answer = client.post("/language/setlang/", {"language": "nb", "next": "/decide/new/?like=1"})
    assert answer["Location"] == "/decide/new/?like=1"
    assert "Hvilke planer finnes?" in client.get("/decide/").content.decode()
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
