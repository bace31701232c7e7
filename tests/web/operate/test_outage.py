"""The database is gone for a moment: a plain page says so, and what was typed is not lost."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client

from tests.web.cast import Cast

PAGE = "/decide/nordlys/new/"


@pytest.fixture
def kari(cast: Cast) -> Iterator[Client]:
    """Kari's browser, and from now on no database."""
    browser = cast.client(cast.kari)
    browser.raise_request_exception = False

    def gone(self: BaseDatabaseWrapper) -> None:
        raise OperationalError("the server closed the connection, password=hunter2")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseWrapper, "cursor", gone)
        yield browser


def test_a_page_says_so_and_offers_to_try_again(kari: Client) -> None:
    answer = kari.get(f"{PAGE}?like=7")
    text = answer.content.decode()
    assert answer.status_code == 503
    assert answer["Retry-After"] == "15"
    assert "cannot reach its database" in text
    assert f'href="{PAGE}?like=7"' in text
    assert "hunter2" not in text
    assert text.count("<h1") == 1


def test_it_speaks_norwegian(kari: Client) -> None:
    text = kari.get(PAGE, headers={"accept-language": "nb"}).content.decode()
    assert "Fram når ikke databasen sin" in text
    assert '<html lang="nb"' in text


def test_what_was_typed_can_be_sent_again_from_the_page(kari: Client) -> None:
    typed = 'line one\n\nname = "<b>Å"'
    sent = {"source": "own", "company_toml": typed, "markets": ["DE", "SE"], "draws": "1000"}
    answer = kari.post(PAGE, sent)
    text = answer.content.decode()
    assert answer.status_code == 503
    assert f'<form method="post" action="{PAGE}">' in text
    kept = re.findall(r'<textarea name="(\w+)" hidden>\n(.*?)</textarea>', text, re.DOTALL)
    found = [(name, html.unescape(value)) for name, value in kept]
    assert ("company_toml", typed) in found
    assert [value for name, value in found if name == "markets"] == ["DE", "SE"]
    assert "<b>" not in text


def test_a_form_with_a_file_says_that_it_is_not_kept(kari: Client) -> None:
    answer = kari.post(PAGE, {"source": "own", "upload": SimpleUploadedFile("a.toml", b"x")})
    text = answer.content.decode()
    assert answer.status_code == 503
    assert "cannot be kept on this page" in text
    assert "<textarea" not in text


def test_a_password_is_never_written_into_a_page(kari: Client) -> None:
    kari.cookies.clear()
    answer = kari.post("/account/login/", {"login": "kari@example.org", "password": "hunter2 and more"})
    text = answer.content.decode()
    assert answer.status_code == 503
    assert "hunter2" not in text
    assert "kari@example.org" not in text


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_wherever_it_is_noticed(cast: Cast, monkeypatch: pytest.MonkeyPatch, error: type[Exception]) -> None:
    def gone(*given: object, **named: object) -> Any:
        raise error("gone")

    monkeypatch.setattr("fram.web.decide.queries.plans", gone)
    browser = cast.client(cast.kari)
    browser.raise_request_exception = False
    assert browser.get("/decide/nordlys/").status_code == 503


def test_a_bug_is_still_a_bug(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: object, **named: object) -> Any:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr("fram.web.decide.queries.plans", broken)
    browser = cast.client(cast.kari)
    browser.raise_request_exception = False
    answer = browser.get("/decide/nordlys/")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.content.decode()
    assert "secret detail" not in answer.content.decode()


def test_programs_are_told_in_their_own_form(kari: Client) -> None:
    answer = kari.get("/api/v1/companies")
    assert answer.status_code == 503
    assert answer.json()["remedy"] == "try again in a moment"
