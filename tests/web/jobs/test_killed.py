"""Real workers, killed, stopped and thought dead, on both databases: every work is done, and none twice."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.machine import ROOT, PostgresServer

PROGRAM = Path(__file__).with_name("marking.py")
PATIENCE = 60.0
pytestmark = [
    pytest.mark.skipif(
        bool(os.environ.get("FRAM_TEST_DATABASE")), reason="it brings its own databases, once is enough"
    ),
    pytest.mark.slow,
]


class Desk:
    """A home with its database, the programs that run on it, and what stands in it."""

    def __init__(self, home: Path, url: str) -> None:
        self.home, self.url = home, url
        self.env = {**os.environ, "FRAM_HOME": str(home), "DATABASE_URL": url}
        self.workers: list[subprocess.Popen[bytes]] = []

    def finish(self, *words: str) -> None:
        subprocess.run([sys.executable, *words], cwd=ROOT, env=self.env, check=True, capture_output=True)

    def ask(self, number: int) -> None:
        self.finish(str(PROGRAM), "ask", str(number))

    def worker(self) -> subprocess.Popen[bytes]:
        with (self.home / f"out-{len(self.workers)}").open("wb") as out:
            command = [sys.executable, str(PROGRAM), "work"]
            begun = subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=out, stderr=out)
        self.workers.append(begun)
        return begun

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        if self.url:
            import psycopg

            with psycopg.connect(self.url) as line:
                return line.execute(sql).fetchall()  # type: ignore[call-overload,no-any-return]
        line = sqlite3.connect(self.home / "fram.sqlite3", timeout=20)
        try:
            return line.execute(sql).fetchall()
        finally:
            line.close()

    def works(self) -> list[tuple[str, int]]:
        """State and attempts of what was asked for."""
        return self.rows("select state, attempts from jobs_work where name = 'test.mark' order by created_at")  # type: ignore[return-value]

    def marks(self, name: str = "mark-%") -> list[str]:
        return sorted(
            row[0] for row in self.rows(f"select name from accounts_organisation where name like '{name}'")
        )

    def begun(self, by: subprocess.Popen[bytes]) -> bool:
        return any(self.home.glob(f"begun-*-{by.pid}"))

    def go(self) -> None:
        (self.home / "go").touch()

    def until(self, is_so: Callable[[], object]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not is_so():
            if time.monotonic() > deadline:
                outs = [path.read_text() for path in sorted(self.home.glob("out-*"))]
                log = self.home / "desk.log"
                raise AssertionError("\n".join([*outs, log.read_text() if log.is_file() else ""]))
            time.sleep(0.1)

    def end(self) -> None:
        for worker in self.workers:
            worker.kill()
            worker.wait()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of the desk's empty tables, to copy."""
    home = tmp_path_factory.mktemp("prepared")
    Desk(home, "").finish("-m", "fram", "migrate")
    return home / "fram.sqlite3"


@pytest.fixture(scope="module")
def prepared_postgres(tmp_path_factory: pytest.TempPathFactory, postgres: PostgresServer) -> PostgresServer:
    """A server whose database `empty` holds the desk's empty tables, to copy."""
    _create(postgres, "empty", template="template1")
    url = replace(postgres, dbname="empty").url
    Desk(tmp_path_factory.mktemp("prepared"), url).finish("-m", "fram", "migrate")
    return postgres


def _create(server: PostgresServer, name: str, *, template: str) -> None:
    import psycopg

    with psycopg.connect(server.url, autocommit=True) as line:
        line.execute(f'create database "{name}" template "{template}"'.encode())


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """An empty desk on each of the databases."""
    if request.param == "postgres":
        server = request.getfixturevalue("prepared_postgres")
        name = f"desk-{time.monotonic_ns()}"
        _create(server, name, template="empty")
        made = Desk(tmp_path, replace(server, dbname=name).url)
    else:
        shutil.copy(request.getfixturevalue("prepared"), tmp_path / "fram.sqlite3")
        made = Desk(tmp_path, "")
    yield made
    made.end()


def test_a_worker_killed_in_mid_job_leaves_nothing_undone_and_nothing_doubled(desk: Desk) -> None:
    desk.ask(1)
    killed = desk.worker()
    desk.until(lambda: desk.begun(killed))
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert desk.works() == [("running", 1)]
    desk.go()
    desk.worker()
    desk.until(lambda: desk.works() == [("done", 2)])
    assert desk.marks() == ["mark-0"]


def test_a_worker_thought_dead_comes_back_and_changes_nothing(desk: Desk) -> None:
    desk.ask(1)
    asleep = desk.worker()
    desk.until(lambda: desk.begun(asleep))
    asleep.send_signal(signal.SIGSTOP)
    desk.go()
    desk.worker()
    desk.until(lambda: desk.works() == [("done", 2)])
    asleep.send_signal(signal.SIGCONT)
    desk.ask(1)
    desk.until(lambda: [state for state, _ in desk.works()] == ["done", "done"])
    assert desk.marks() == ["mark-0", "mark-0"]  # one each
    desk.until(lambda: "taken over" in (desk.home / "desk.log").read_text())


def test_two_workers_at_once_share_the_work_and_the_calendar(desk: Desk) -> None:
    desk.go()
    desk.ask(30)
    both = [desk.worker(), desk.worker()]
    desk.until(lambda: {state for state, _ in desk.works()} == {"done"})
    assert len(desk.marks()) == 30
    assert len(set(desk.marks())) == 30
    assert {attempts for _, attempts in desk.works()} == {1}
    desk.until(lambda: desk.marks("round") == ["round"])
    assert desk.rows("select count(*) from jobs_work where name = 'test.round'") == [(1,)]
    assert [worker.poll() for worker in both] == [None, None]


def test_a_worker_asked_to_stop_gives_back_what_it_has_in_hand(desk: Desk) -> None:
    desk.ask(1)
    asked = desk.worker()
    desk.until(lambda: desk.begun(asked))
    asked.send_signal(signal.SIGTERM)
    assert asked.wait(20) == 0
    assert desk.works() == [("waiting", 1)]
    assert desk.rows("select tries_left from jobs_work where name = 'test.mark'") == [(3,)]
    desk.go()
    desk.worker()
    desk.until(lambda: desk.works() == [("done", 2)])
    assert desk.marks() == ["mark-0"]
