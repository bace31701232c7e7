"""Mail: a folder where there is no server, text only, and a failure that is told."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from fram.cli.ending import leave_with
from fram.terms.errors import EXIT_CODES
from fram.web.accounts.models import Person
from fram.web.accounts.signing_in import outbox
from fram.web.accounts.signing_in.names import clean_name, name_in_a_mail
from fram.web.accounts.signing_in.outbox import MOST, OutboxBackend


def lay_down(
    folder: Path, to: str = "kari@example.org", text: str = "Åpne http://127.0.0.1:8350/x/y/."
) -> None:
    OutboxBackend(file_path=folder).send_messages(
        [EmailMessage("Fram: Hei på deg", text, "fram@localhost", [to])]
    )


def test_messages_are_laid_down_for_their_owner_only(tmp_path: Path) -> None:
    lay_down(tmp_path / "outbox")
    file = next((tmp_path / "outbox").iterdir())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "outbox").stat().st_mode) == 0o700
    found = outbox.newest(tmp_path / "outbox")
    assert found is not None
    assert (found.to, found.subject) == ("kari@example.org", "Fram: Hei på deg")
    assert found.text.strip() == "Åpne http://127.0.0.1:8350/x/y/."
    assert found.link == "http://127.0.0.1:8350/x/y/"


def test_old_messages_go_and_a_person_s_are_forgotten(tmp_path: Path) -> None:
    for number in range(MOST + 3):
        lay_down(tmp_path, to=f"person{number}@example.org")
    assert len(list(tmp_path.glob("*.eml"))) == MOST
    newest = outbox.newest(tmp_path)
    assert newest is not None
    assert newest.to == f"person{MOST + 2}@example.org"
    assert outbox.forget(tmp_path, [f"Person{MOST + 2}@example.org"]) == 1
    assert outbox.forget(tmp_path, ["nobody@example.org"]) == 0


def test_fram_mail_shows_the_newest_with_its_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FRAM_HOME", str(tmp_path))
    assert leave_with(["mail"]) == EXIT_CODES["missing"]
    said = capsys.readouterr().err
    assert f"{tmp_path}/outbox: there is no message" in said
    assert "FRAM_HOME chooses" in said
    lay_down(tmp_path / "outbox")
    assert leave_with(["mail"]) == 0
    shown = capsys.readouterr().out
    assert "To: kari@example.org" in shown
    assert "Link: http://127.0.0.1:8350/x/y/" in shown


def test_a_desk_without_a_server_says_where_its_mail_lies(
    client: Client, open_desk: None, db: object, settings: Any
) -> None:
    said = "`fram mail` shows the newest one"
    assert said not in client.get("/account/password/reset/done/").content.decode()
    settings.EMAIL_BACKEND = "fram.web.accounts.signing_in.outbox.OutboxBackend"
    assert said in client.get("/account/password/reset/done/").content.decode()
    assert said in client.get("/account/confirm-email/").content.decode()


def test_a_server_that_fails_is_told_and_signing_in_sends_anew(
    client: Client, open_desk: None, db: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: object) -> None:
        raise ConnectionRefusedError("secret host")

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", down)
        said = {
            "name": "Nora",
            "email": "nora@example.org",
            "password1": "en lang setning her",
            "accepts": "on",
        }
        answer = client.post("/account/signup/", said)
    assert answer.status_code == 503
    assert "The message could not be sent" in answer.content.decode()
    assert "secret host" not in answer.content.decode()
    assert Person.objects.filter(email="nora@example.org").exists()
    answer = client.post("/account/login/", {"login": "nora@example.org", "password": "en lang setning her"})
    assert answer["Location"] == "/account/confirm-email/"


@pytest.mark.parametrize(
    ("name", "clean", "mailed"),
    [
        ("Kari", "Kari", "Kari"),
        ("\u202egnp.exe\u202c", "gnp.exe", "gnp exe"),
        ("A\r\nBcc: x@y.z", "A Bcc: x@y.z", "A Bcc x y z"),
        ("St. Olavs", "St. Olavs", "St. Olavs"),
        ("", "", ""),
        ("نورا‌نو", "نورا‌نو", "نورا‌نو"),
        ("x" * 300, "x" * 300, "x" * 79 + "…"),
    ],
)
def test_names_are_kept_plain(name: str, clean: str, mailed: str) -> None:
    assert clean_name(name) == clean
    assert name_in_a_mail(name) == mailed
