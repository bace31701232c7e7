"""A real desk for the journeys, served on a port of its own, and what each of its pages must hold."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.machine import ROOT

PASSWORD = "fram-demo-2026"
WIDTHS = (1280, 375)
PATIENCE_MS = 90_000


TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll('*')]
  .filter(one => one.getBoundingClientRect().right > innerWidth + 1).slice(0, 5)
  .map(one => one.outerHTML.slice(0, 120) + ' ' + Math.round(one.getBoundingClientRect().right))"""


@contextmanager
def running(home: Path, *command: str, **settings: str) -> Iterator[str]:
    """Start the desk with a command of Fram and yield its address; it must end without an error."""
    port = _free_port()
    env = {**os.environ, "FRAM_HOME": str(home), "DATABASE_URL": "", "TZ": "Europe/Oslo", **settings}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    with (home / "out").open("wb") as out:
        asked = [sys.executable, "-m", "fram", *command, "--port", str(port)]
        process = subprocess.Popen(asked, cwd=ROOT, env=env, stdout=out, stderr=out)
    address = f"http://localhost:{port}"
    try:
        _wait_for(address, process, home / "out")
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        code = process.wait(30)
    assert code in (0, 130), (home / "out").read_text()
    for log in home.rglob("desk.log"):
        assert '"level": "error"' not in log.read_text(encoding="utf-8"), log.read_text(encoding="utf-8")[
            -3000:
        ]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes], out: Path) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/health/", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError("the desk did not come up:\n" + out.read_text())


def sign_in(page: Page, desk: str, email: str, password: str = PASSWORD) -> None:
    """Sign somebody in with their password."""
    page.goto(f"{desk}/account/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/account/login" not in url)


def check(page: Page, axe_source: str, *, widths: tuple[int, ...] = WIDTHS) -> None:
    """No fault of accessibility at all, and nothing wider than the screen, at each width."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(axe_source)
        found: Any = page.evaluate("axe.run()")
        bad = [(v["id"], [n["html"][:160] for n in v["nodes"][:3]]) for v in found["violations"]]
        assert bad == [], f"{page.url} at {width}: {bad}"
        wide: Any = page.evaluate(TOO_WIDE)
        assert wide == [], f"{page.url} at {width}: {wide}"
    page.set_viewport_size({"width": 1280, "height": 900})


def newest_link(home: Path, to: str, *, seconds: float = 20) -> str:
    """The first link of the newest message to an address in the desk's outbox."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for file in sorted(
            (home / "outbox").glob("*.eml"), key=lambda one: one.stat().st_mtime_ns, reverse=True
        ):
            message = message_from_bytes(file.read_bytes(), policy=policy.default)
            body = message.get_body()
            if to in str(message["To"]) and body is not None:
                links = re.findall(r"https?://\S+", body.get_content())
                if links:
                    return str(links[0])
        time.sleep(0.3)
    raise AssertionError(f"no message to {to}")
