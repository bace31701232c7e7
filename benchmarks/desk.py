"""The desk at the size of a country: 1,000 invented companies and a log of 200,000 lines.

Server time is what Django takes from the request to the whole answer, the templates included, without the
network. The load is real: `fram serve` in processes of its own, and people with a connection each.
"""

from __future__ import annotations

import atexit
import http.client
import json
import os
import random
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.registry import ROOT, Run, Way, Work

HOST = "127.0.0.1"
THINK_SECONDS = 1.0
"""How long somebody reads before the next page: 50 people ask for about 50 pages a second."""
OF_A_ROUTE = 3
ROLES = ("owner", "reader", "lead", "adviser", "analyst", "site")
"""Whose pages are timed; the last one looks after the desk."""
MEDIAN_LIMIT, P95_LIMIT = 0.08, 0.2
"""Seconds of server time that are promised of every page."""


def _folder() -> Path:
    """Return a folder that is thrown away in the end."""
    folder = Path(tempfile.mkdtemp(prefix="fram-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _fill(url: str, size: Mapping[str, int], folder: Path) -> None:
    """Make a desk of this size in the folder (or the database at `url`); an empty one without a size."""
    os.environ |= {"FRAM_HOME": str(folder), "DATABASE_URL": url, "FRAM_INVENTED": "1"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "fram.web.site.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from fram.web.demo.places import Size
    from fram.web.demo.universe import fill

    call_command("migrate", verbosity=0)
    if size:
        fill(Size(companies=size["companies"], entries=size["entries"]))
        with connection.cursor() as cursor:  # as a database does by itself that stands for some minutes
            cursor.execute("analyze")


# --- server time ----------------------------------------------------------------------------------


@cache
def _server_times(url: str, companies: int, entries: int, rounds: int) -> dict[str, list[float]]:
    """Return the seconds of every page that somebody of each role reaches by links."""
    _fill(url, {"companies": companies, "entries": entries}, _folder())
    found: dict[str, list[float]] = {}
    for role in ROLES:
        browser = _signed_in(role)
        for address in _pages(browser):
            for _ in range(rounds):
                started = time.perf_counter()
                browser.get(address)
                found.setdefault(address, []).append(time.perf_counter() - started)
    return found


def _signed_in(role: str) -> Any:
    from fram.web.accounts.models import Membership, Person

    if role == "site":
        return _for_person(Person.objects.get(is_site_admin=True))
    held = Membership.objects.filter(role=role).select_related("person").order_by("pk").first()
    assert held is not None
    return _for_person(held.person)


def _pages(browser: Any) -> list[str]:
    """Follow links from the start and return the pages found: a few of each route."""
    from tests.web.demo.crawling import crawl

    return [address for address, page in crawl(browser, of_a_route=OF_A_ROUTE).items() if page.status == 200]


def _pages_run(size: Mapping[str, int], *, url: str = "") -> Run:
    times = _server_times(url, size["companies"], size["entries"], size["rounds"])
    medians = {address: statistics.median(taken) for address, taken in times.items()}
    p95s = {address: _p95(taken) for address, taken in times.items()}
    worst, slowest = max(medians, key=medians.__getitem__), max(p95s, key=p95s.__getitem__)
    every = [second for taken in times.values() for second in taken]
    over = [f"{address} {_ms(taken)}" for address, taken in medians.items() if taken > MEDIAN_LIMIT]
    far_over = [f"{address} {_ms(taken)}" for address, taken in p95s.items() if taken > P95_LIMIT]
    parts = (
        f"{len(medians)} pages",
        f"worst median {worst} {_ms(medians[worst])}, over {_ms(MEDIAN_LIMIT)}: {', '.join(over) or 'none'}",
        f"worst p95 {slowest} {_ms(p95s[slowest])}, over {_ms(P95_LIMIT)}: {', '.join(far_over) or 'none'}",
        f"all: median {_ms(statistics.median(every))}, p95 {_ms(_p95(every))}",
    )
    return Run(seconds=medians[worst], note="; ".join(parts))


def _p95(taken: list[float]) -> float:
    return sorted(taken)[int(0.95 * (len(taken) - 1))]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def _pages_on_postgres(size: Mapping[str, int]) -> Run:
    from tests.machine import throwaway_postgres

    with throwaway_postgres() as server:
        return _pages_run(size, url=server.url)


def _bare_page(size: Mapping[str, int]) -> Run:
    """A page without a word from the database: what the frame itself takes."""
    _fill("", {}, _folder())
    from django.test import Client

    browser, taken = Client(HTTP_HOST=HOST), []
    for _ in range(size["rounds"]):
        started = time.perf_counter()
        browser.get("/account/login/")
        taken.append(time.perf_counter() - started)
    return Run(seconds=statistics.median(taken), note="the sign-in page, signed out")


def _without_postgres() -> str:
    from tests.machine import postgres_program

    return "" if postgres_program("initdb") else "PostgreSQL's server programs are not here"


# --- load -----------------------------------------------------------------------------------------


def _load_run(size: Mapping[str, int], *, only_health: bool = False) -> Run:
    folder = _folder()
    _fill("", size, folder)
    visits = _visits(size["users"], only_health=only_health)
    with _served(folder) as (port, process):
        taken, errors = _visit(port, visits, seconds=size["seconds"])
        memory = _memory_mb(process.pid)
    every = sorted(taken)
    note = (
        f"{len(every)} answers, {errors} errors; p50 {every[len(every) // 2] * 1000:.0f}, "
        f"p95 {every[int(0.95 * len(every))] * 1000:.0f}, most {every[-1] * 1000:.0f} ms; memory {memory}"
    )
    if errors:
        raise RuntimeError(note)
    return Run(seconds=statistics.median(every), note=note)


def _visits(users: int, *, only_health: bool) -> list[tuple[str, list[str]]]:
    """Return for each user the cookie of a session and the pages they go to and fro between."""
    from importlib import import_module

    from django.conf import settings

    from fram.web.accounts.models import Membership

    visits = []
    held = Membership.objects.filter(role__in=("owner", "adviser")).select_related("person").order_by("-pk")
    for member in held[:users]:
        browser = _for_person(member.person)
        cookie = f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}"
        visits.append((cookie, ["/health/"] if only_health else _pages(browser)[:25]))
    import_module("django.db").connection.close()
    return visits


def _for_person(person: Any) -> Any:
    from django.test import Client

    browser = Client(HTTP_HOST=HOST)
    browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return browser


@contextmanager
def _served(folder: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = int(probe.getsockname()[1])
    env = {**os.environ, "FRAM_HOME": str(folder), "DATABASE_URL": ""}
    command = [sys.executable, "-m", "fram", "serve", "--port", str(port)]
    process = subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port, process)
        yield port, process
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with socket.create_connection((HOST, port), 1):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the desk did not come up")


def _visit(port: int, visits: list[tuple[str, list[str]]], *, seconds: int) -> tuple[list[float], int]:
    """Let every user ask for page after page; returns the seconds of each answer, and the errors."""
    taken: list[float] = []
    errors = [0]
    end = time.monotonic() + seconds

    def one(number: int, cookie: str, pages: list[str]) -> None:
        wander = random.Random(number)
        line = http.client.HTTPConnection(HOST, port, timeout=30)
        time.sleep(wander.random() * THINK_SECONDS)
        while time.monotonic() < end:
            started = time.perf_counter()
            try:
                line.request("GET", wander.choice(pages), headers={"Cookie": cookie})
                answer = line.getresponse()
                answer.read()
                errors[0] += answer.status not in (200, 302)
            except (OSError, http.client.HTTPException):
                errors[0] += 1
                line.close()
            taken.append(time.perf_counter() - started)
            time.sleep(wander.expovariate(1 / THINK_SECONDS))

    threads = [threading.Thread(target=one, args=(n, *visit)) for n, visit in enumerate(visits)]
    _all(threads, threading.Thread.start)
    _all(threads, threading.Thread.join)
    return taken, errors[0]


def _all(threads: list[threading.Thread], do: Callable[[threading.Thread], object]) -> None:
    for thread in threads:
        do(thread)


def _memory_mb(pid: int) -> str:
    """Return what the served processes hold, MB each: the desk, and what it started."""
    found = []
    for one in [pid, *_children(pid)]:
        status = Path(f"/proc/{one}/status")
        lines = status.read_text().splitlines() if status.exists() else []
        held = next((line.split()[1] for line in lines if line.startswith("VmRSS")), "0")
        found.append(round(int(held) / 1024))
    return json.dumps(found)


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    near = [int(one) for one in listed.read_text().split()] if listed.exists() else []
    return [*near, *(far for one in near for far in _children(one))]


DESK = Work(
    name="desk",
    full={"companies": 1_000, "entries": 200_000, "rounds": 20},
    quick={"companies": 100, "entries": 5_000, "rounds": 5},
    ways=(
        Way(name="worst page, SQLite", run=_pages_run, repeats=(1, 1)),
        Way(name="worst page, PostgreSQL", run=_pages_on_postgres, repeats=(1, 1), needs=_without_postgres),
        Way(name="a page without tables", run=_bare_page, repeats=(1, 1)),
    ),
    limit=MEDIAN_LIMIT,
)
LOAD = Work(
    name="desk-load",
    full={"companies": 1_000, "entries": 200_000, "users": 50, "seconds": 60},
    quick={"companies": 40, "entries": 2_000, "users": 10, "seconds": 10},
    ways=(
        Way(name="50 people, served", run=_load_run, repeats=(1, 1)),
        Way(
            name="the same, asking for health", run=lambda size: _load_run(size, only_health=True),
            repeats=(1, 1),
        ),
    ),
)  # fmt: skip
