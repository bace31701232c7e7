"""The desk's home, its database, its check-up, and what `fram serve` refuses."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path

import pytest

from fram.terms.errors import Refused
from fram.web.site import home as homes
from fram.web.operate import serve as serving
from fram.web.site.clock import local_zone
from fram.web.site.database import database
from fram.web.operate.doctor import checks


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
    assert found["OPTIONS"] == {"sslmode": "require"}
    assert database("postgres:///fram", file=tmp_path)["HOST"] == ""


@pytest.mark.parametrize("url", ["mysql://x/y", "postgresql://host", "nonsense", "postgres://host/"])
def test_another_address_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="DATABASE_URL"):
        database(url, file=tmp_path)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "fram.example", "::", ""])
def test_serve_refuses_an_address_others_can_reach(host: str) -> None:
    with pytest.raises(Refused, match="only to this machine"):
        serving.serve(host)


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


def test_the_desk_is_well(db: object) -> None:
    found = checks()
    assert [check.name for check in found] == ["home", "secret", "database", "static", "words"]
    assert [check for check in found if not check.is_well] == []
    assert "nb" in found[-1].found


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
