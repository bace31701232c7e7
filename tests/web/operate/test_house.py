"""The desk's home, its database, its check-up, and what `fram serve` refuses."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from fram.terms.errors import Refused
from fram.web.jobs.actions import ask_for, note_worker
from fram.web.operate import serve as serving
from fram.web.operate.doctor import Check, checks
from fram.web.site import home as homes
from fram.web.site.clock import local_zone
from fram.web.site.database import database
from tests.web.cast import Cast


def test_the_home_is_where_fram_home_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FRAM_HOME", str(tmp_path / "here"))
    assert homes.home() == tmp_path / "here"
    monkeypatch.delenv("FRAM_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    assert homes.home() == tmp_path / "fram"


def test_a_home_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    folder = homes.prepare(tmp_path / "deep" / "home")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert list(folder.iterdir()) == []


def test_a_home_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "home").touch()
    with pytest.raises(Refused) as refused:
        homes.prepare(tmp_path / "home")
    assert refused.value.kind == "unwritable"
    assert "FRAM_HOME" in refused.value.problem.remedy


def test_the_secret_stays_the_same_and_differs_between_homes(tmp_path: Path) -> None:
    one, two = homes.prepare(tmp_path / "one"), homes.prepare(tmp_path / "two")
    assert homes.secret_key(one) == homes.secret_key(one) != homes.secret_key(two)
    assert stat.S_IMODE((one / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in one.iterdir()] == ["secret-key"]


def test_without_an_address_the_database_is_a_file(tmp_path: Path) -> None:
    found = database("", file=tmp_path / "x.sqlite3")
    assert found["ENGINE"] == "django.db.backends.sqlite3"
    assert found["NAME"] == tmp_path / "x.sqlite3"


def test_a_postgresql_address_is_taken_apart(tmp_path: Path) -> None:
    found = database("postgresql://ka%40ri:s%2Fecret@db.local:5433/fr%20am?sslmode=require", file=tmp_path)
    wanted = {"USER": "ka@ri", "PASSWORD": "s/ecret", "HOST": "db.local", "PORT": "5433", "NAME": "fr am"}
    assert {key: found[key] for key in wanted} == wanted
    assert found["OPTIONS"] == {"connect_timeout": "5", "sslmode": "require"}
    assert database("postgres:///fram", file=tmp_path)["HOST"] == ""


@pytest.mark.parametrize("url", ["mysql://x/y", "postgresql://host", "nonsense", "postgres://host/"])
def test_another_address_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="DATABASE_URL"):
        database(url, file=tmp_path)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "fram.example", "::", ""])
def test_serve_refuses_an_address_others_can_reach(host: str) -> None:
    with pytest.raises(Refused, match="only to this machine"):
        serving.serve(host)


def test_named_hosts_open_the_door_and_a_star_does_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FRAM_HOSTS", " desk.example.org,")
    serving._refuse_open_address("0.0.0.0")
    monkeypatch.setenv("FRAM_HOSTS", ", ")
    with pytest.raises(Refused, match="only to this machine"):
        serving._refuse_open_address("0.0.0.0")
    monkeypatch.setenv("FRAM_HOSTS", "desk.example.org,*")
    with pytest.raises(Refused, match="names every host"):
        serving._refuse_open_address("127.0.0.1")


def test_serve_refuses_a_port_in_use(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FRAM_HOME", str(tmp_path))
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(Refused, match="cannot be used") as refused:
            serving.serve(port=other.getsockname()[1])
    assert "--port" in refused.value.problem.remedy


def test_two_desks_do_not_share_a_home(tmp_path: Path) -> None:
    held = serving._only_desk(tmp_path)
    with pytest.raises(Refused, match="running on this folder"):
        serving._only_desk(tmp_path)
    held.close()
    serving._only_desk(tmp_path).close()


NAMES = [
    "home",
    "settings",
    "secret",
    "database",
    "static",
    "words",
    "mail",
    "sign-in",
    "people",
    "door",
    "worker",
]


def test_the_desk_is_well(db: object) -> None:
    found = {check.name: check for check in checks()}
    assert list(found) == NAMES
    assert [check for check in found.values() if not check.is_well] == []
    assert "nb" in found["words"].found
    assert "not at work" in found["worker"].found


def look(name: str) -> Check:
    return next(check for check in checks() if check.name == name)


def test_work_that_waits_for_no_worker_is_told(cast: Cast) -> None:
    ask_for("jobs.prune")
    assert not look("worker").is_well
    assert "1 waiting" in look("worker").found
    note_worker(uuid4())
    now = timezone.now()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.utils.timezone.now", lambda: now)
        note_worker(uuid4())
        assert look("worker").is_well


def test_a_database_that_is_behind_is_told(db: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fram.web.operate.doctor.missing_steps", lambda: ["record: 0009"])
    assert not look("database").is_well
    assert "1 steps behind" in look("database").found
    assert look("worker").is_well  # there is one thing to do, not two
    monkeypatch.setattr("fram.web.operate.doctor.is_empty", lambda: True)
    assert look("database").is_well


def test_an_open_door_without_a_closed_line_is_told(
    db: object, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRAM_HOSTS", "desk.example.org")
    settings.HTTPS = False
    assert not look("door").is_well
    settings.HTTPS = True
    assert look("door").is_well


def test_mail_and_providers_are_told(db: object, settings: Any) -> None:
    assert "outbox" in look("mail").found
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_HOST_PASSWORD = "mail.example.org", "hunter2"
    assert "mail.example.org" in look("mail").found
    assert "hunter2" not in look("mail").found
    app = {"provider_id": "entra", "secret": "hunter2"}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    assert look("sign-in").found.endswith("by entra")
    app["secret"] = ""
    assert "without a secret: entra" in look("sign-in").found


def test_a_home_that_cannot_be_had_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "home").touch()
    monkeypatch.setenv("FRAM_HOME", str(tmp_path / "home"))
    found = checks()
    assert [(check.name, check.is_well) for check in found] == [("home", False)]
    assert found[0].remedy


def test_the_zone_is_one_that_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "TZ", "Europe/Oslo")
    assert local_zone() == "Europe/Oslo"
    monkeypatch.setitem(os.environ, "TZ", "Nowhere/Land")
    monkeypatch.setattr("fram.web.site.clock.LINK", Path("/nowhere"))
    assert local_zone() == "UTC"
