"""`fram serve` as it is run: two processes that live and end together, on SQLite and on PostgreSQL."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest

from tests import machine
from tests.machine import ROOT

PATIENCE = 90.0
by_itself = pytest.mark.skipif(
    bool(os.environ.get("FRAM_TEST_DATABASE")), reason="it brings its own databases, once is enough"
)
pytestmark = [by_itself, pytest.mark.slow]


class Served:
    """A desk that was started with `fram serve`."""

    def __init__(self, home: Path, *, url: str = "") -> None:
        self.home, self.port = home, machine._free_port()
        self.env = {**os.environ, "FRAM_HOME": str(home), "DATABASE_URL": url}
        self.env.pop("DJANGO_SETTINGS_MODULE", None)
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.process = self.start()

    def start(self, *more: str) -> subprocess.Popen[bytes]:
        with (self.home / "out").open("ab") as out:
            command = [sys.executable, "-m", "fram", "serve", "--port", str(self.port), *more]
            return subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=out, stderr=out)

    def ask(self, place: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        sent = urllib.parse.urlencode(form).encode() if form else None
        try:
            with self.browser.open(f"http://127.0.0.1:{self.port}{place}", sent, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def is_ready(self) -> bool:
        return self.ask("/health/ready/")[0] == 200

    def below(self) -> dict[int, str]:
        """The processes below it by number, with their command."""
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                words = (folder / "stat").read_text().rpartition(")")[2].split()
                command = (folder / "cmdline").read_text().replace("\0", " ")
                if int(words[1]) == self.process.pid and words[0] != "Z":
                    found[int(folder.name)] = command
        return found

    def worker(self) -> int:
        return next((pid for pid, command in self.below().items() if "operate.work" in command), 0)

    def until(self, is_so: Callable[[], object]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not is_so():
            if time.monotonic() > deadline:
                files = [path for name in ("out", "desk.log") if (path := self.home / name).is_file()]
                raise AssertionError("\n".join(path.read_text() for path in files))
            time.sleep(0.1)

    def end(self) -> None:
        pids = [*self.below()]
        self.process.kill()
        self.process.wait()
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


@contextlib.contextmanager
def served(home: Path, *, url: str = "") -> Iterator[Served]:
    desk = Served(home, url=url)
    try:
        desk.until(desk.is_ready)
        yield desk
    finally:
        desk.end()


def is_gone(pid: int) -> bool:
    try:
        return "\nState:\tZ" in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return True


linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes below /proc")


@linux
def test_web_and_worker_live_and_end_together(tmp_path: Path) -> None:
    with served(tmp_path) as desk:
        assert json.loads(desk.ask("/health/ready/")[1])["status"] == "ok"
        assert desk.ask("/health/") == (200, "ok")

        second = desk.start()  # on the same folder
        assert second.wait(60) == 7
        assert "running on this folder already" in (tmp_path / "out").read_text()

        killed = desk.worker()
        os.kill(killed, signal.SIGKILL)
        desk.until(lambda: desk.worker() not in (0, killed))
        assert desk.ask("/health/") == (200, "ok")

        pids = [*desk.below()]
        assert len(pids) == 2
        desk.process.send_signal(signal.SIGINT)
        assert desk.process.wait(30) in (0, 130)
        assert [pid for pid in pids if not is_gone(pid)] == []


@linux
def test_nothing_is_left_behind_when_serve_itself_is_killed(tmp_path: Path) -> None:
    with served(tmp_path) as desk:
        pids = [*desk.below()]
        desk.process.send_signal(signal.SIGKILL)
        desk.process.wait()
        desk.until(lambda: all(is_gone(pid) for pid in pids))
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", desk.port)) != 0


@pytest.mark.slow
@pytest.mark.postgres
def test_the_database_is_gone_for_ten_seconds(tmp_path: Path) -> None:
    """PostgreSQL is stopped and started again: pages say so and come back, and the worker goes on."""
    machine.require("PostgreSQL's server programs", machine.postgres_program("initdb"))
    with own_postgres() as server, served(tmp_path, url=server.url) as desk:
        worker = desk.worker()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', desk.ask("/account/login/")[1])
        assert token
        form = {"csrfmiddlewaretoken": token[1], "login": "a@example.org", "password": "not this one"}
        assert desk.ask("/account/login/", form)[0] == 200  # wrong, in words

        server.stop()
        begun = time.monotonic()
        status, text = desk.ask("/account/login/", form)
        assert status == 503
        assert "cannot reach its database" in text
        assert "not this one" not in text
        assert desk.ask("/health/") == (200, "ok")
        assert desk.ask("/health/ready/")[0] == 503
        time.sleep(max(0.0, 10 - (time.monotonic() - begun)))
        server.start()

        desk.until(lambda: desk.ask("/account/login/", form)[0] == 200)
        desk.until(desk.is_ready)
        assert desk.worker() == worker  # it was waited for, not started anew
        done = ask_for_prune(desk)
        desk.until(lambda: server.rows(f"select state from jobs_work where id = '{done}'") == [("done",)])
        log = (tmp_path / "desk.log").read_text()
        assert "the worker waits for it" in log
        assert "not this one" not in log
        assert all(isinstance(json.loads(line), dict) for line in log.splitlines())


@pytest.mark.slow
@linux
def test_a_worker_stays_small_over_several_plans(tmp_path: Path) -> None:
    """In MB of the machine: 100 while it waits, most at the height of a plan with as many draws as may be."""
    with served(tmp_path) as desk:
        command = [sys.executable, "-c", ASK_PLANS]
        asked = subprocess.run(command, env=desk.env, check=True, capture_output=True)
        assert asked.stdout.split() == [b"3"]
        most, file = 0, tmp_path / "fram.sqlite3"
        deadline = time.monotonic() + 600
        while left(file):
            assert time.monotonic() < deadline
            with contextlib.suppress(OSError):
                text = Path(f"/proc/{desk.worker()}/status").read_text()
                most = max(most, *(int(kb) for kb in re.findall(r"VmHWM:\s+(\d+)", text)))
            time.sleep(0.2)
        print(most)
        assert 100_000 < most < 400_000


def left(file: Path) -> int:
    with contextlib.closing(sqlite3.connect(file, timeout=20)) as line:
        found = line.execute("select count(*) from decide_plan where state != 'done'").fetchone()
    return int(found[0])


ASK_PLANS = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "fram.web.site.settings"
import django
django.setup()
from datetime import date
from uuid import uuid4
from fram.web.accounts.acting import SYSTEM
from fram.web.accounts.models import Kind, Organisation
from fram.web.decide import actions, forms
from fram.web.decide.company_text import examples
company = Organisation.objects.create(kind=Kind.COMPANY, name="Nordlys", slug="nordlys")
for number, draws in enumerate((5_000, forms.MOST_DRAWS, forms.MOST_DRAWS)):
    wish = actions.Wish(
        company_name="Nordlys", product_name="Halo", company_toml=examples()[number].text, markets=(),
        draws=draws, seed=1, on_day=date(2026, 11, 21), ticket=uuid4(),
    )
    actions.ask_for_plan(by=SYSTEM, company=company, wish=wish)
print(company.plans.count())
"""
ASK = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "fram.web.site.settings"
import django
django.setup()
from fram.web.jobs.actions import ask_for
print(ask_for("jobs.prune").pk)
"""


def ask_for_prune(desk: Served) -> str:
    run = subprocess.run(
        [sys.executable, "-c", ASK], env=desk.env, capture_output=True, text=True, check=True
    )
    return run.stdout.strip()


class OwnPostgres:
    """A throwaway server that can be stopped and started again."""

    def __init__(self, folder: str) -> None:
        self.folder, self.port = folder, machine._free_port()
        self.account = machine._account_for(folder)
        machine._create_cluster(folder, self.account)
        self.start()

    @property
    def url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        self.process = machine._start_server(self.folder, self.port, self.account)
        machine._wait_until_ready(self.process, self.port, self.folder)

    def stop(self) -> None:
        machine._stop(self.process)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        import psycopg

        with psycopg.connect(self.url) as line:
            return line.execute(sql.encode()).fetchall()


@contextlib.contextmanager
def own_postgres() -> Iterator[OwnPostgres]:
    folder = tempfile.mkdtemp(prefix="frampg")
    try:
        server = OwnPostgres(folder)
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
