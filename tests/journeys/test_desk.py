"""A newcomer at the desk, in a real browser against a real `fram serve`."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.machine import ROOT

pytestmark = pytest.mark.browser
PATIENCE_MS = 90_000
SERIOUS = ("serious", "critical")
WIDTHS = (1280, 375)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a desk that was started on an empty home."""
    home = tmp_path_factory.mktemp("home")
    port = _free_port()
    env = {**os.environ, "FRAM_HOME": str(home), "DATABASE_URL": "", "TZ": "Europe/Oslo"}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    with (home / "out").open("wb") as out:
        command = [sys.executable, "-m", "fram", "serve", "--port", str(port)]
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, process, home / "out")
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        code = process.wait(20)
    assert code in (0, 130), (home / "out").read_text()
    assert "ERROR" not in (home / "desk.log").read_text()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes], out: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/decide/", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError("the desk did not come up:\n" + out.read_text())


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that reads English."""
    made = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
    yield made
    made.close()


@pytest.fixture
def loud(context: BrowserContext) -> list[str]:
    """What the browser complained about, and every address beyond this machine it was asked for."""
    heard: list[str] = []
    context.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: heard.append(str(error.error)))
    context.on("request", lambda r: None if r.url.startswith("http://127.0.0.1") else heard.append(r.url))
    return heard


def check(page: Page, axe_source: str) -> None:
    """No serious fault of accessibility, nothing wider than the screen, at both widths."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(axe_source)
        found: Any = page.evaluate("axe.run()")
        bad = [(v["id"], v["nodes"][0]["html"][:200]) for v in found["violations"] if v["impact"] in SERIOUS]
        assert bad == [], f"{page.url} at {width}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
    page.set_viewport_size({"width": 1280, "height": 900})


def test_from_an_example_to_a_plan_and_back(
    desk: str, context: BrowserContext, loud: list[str], axe_source: str, tmp_path: Path
) -> None:
    page = context.new_page()
    page.goto(desk)
    check(page, axe_source)

    page.get_by_role("link", name="Make the first plan").click()
    page.get_by_role("radio", name="Nordlys Vital").check()
    check(page, axe_source)
    page.get_by_text("Which markets?").click()
    for market in ("Germany", "Sweden", "United Kingdom"):
        page.get_by_role("checkbox", name=market).check()
    page.get_by_role("button", name="Make the plan").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("on its way")
    check(page, axe_source)
    expect(page.locator(".board")).to_be_visible(timeout=PATIENCE_MS)
    check(page, axe_source)
    for verdict in ("Go", "Find out", "Not now"):
        expect(page.get_by_role("heading", name=verdict, exact=True)).to_be_visible()

    with page.expect_download() as taken:
        page.get_by_role("link", name="plan.json").click()
    taken.value.save_as(tmp_path / "plan.json")
    plan = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert {line["result"]["market"] for line in plan["plan"]["markets"]} == {"DE", "SE", "GB"}

    page.get_by_role("button", name="Norsk").click()
    expect(page.get_by_role("heading", name="Gå inn", exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "nb"
    check(page, axe_source)

    page.get_by_role("link", name="Les hele rapporten").click()
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    assert page.evaluate("window.origin") == "null"  # shut out of the desk's origin
    page.go_back()

    page.get_by_role("button", name="Slett denne planen").click()
    expect(page.get_by_role("status")).to_contain_text("ble slettet")
    check(page, axe_source)
    page.get_by_role("button", name="Angre").click()
    expect(page.locator(".board")).to_be_visible()
    assert loud == []


def test_a_spoilt_file_is_mended_on_the_page_and_two_plans_are_compared(
    desk: str, context: BrowserContext, axe_source: str
) -> None:
    page = context.new_page()
    good = (ROOT / "examples" / "sovn-app.toml").read_text(encoding="utf-8")
    spoilt = good.replace("cash_nok = ", "cash_nok = -")
    file: Any = {"name": "own.toml", "mimeType": "application/toml", "buffer": spoilt.encode()}
    for turn in range(2):
        page.goto(f"{desk}/decide/new/")
        page.get_by_label("Your company file").set_input_files(file)
        page.get_by_role("button", name="Make the plan").click()
        expect(page.get_by_role("alert")).to_contain_text("something to mend")
        expect(page.get_by_role("rowheader", name="company.cash_nok")).to_be_visible()
        check(page, axe_source)
        box = page.get_by_label("Text of the company file")
        assert box.input_value() == spoilt
        box.fill(good.replace("cash_nok = ", "cash_nok = 1" if turn else "cash_nok = "))
        page.get_by_role("button", name="Make the plan").click()
        expect(page.locator(".board")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What changed?")
    check(page, axe_source)


def test_everything_works_without_javascript(desk: str, browser: Browser) -> None:
    context = browser.new_context(locale="nb-NO", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{desk}/decide/new/")
    page.get_by_role("radio", name="Rask").check()
    page.get_by_role("button", name="Lag planen").click()
    expect(page.locator(".board")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("button", name="Slett denne planen").click()
    page.get_by_role("button", name="Angre").click()
    expect(page.locator(".board")).to_be_visible()
    context.close()


def test_the_keyboard_reaches_the_plan(desk: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{desk}/decide/new/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.name") == "source"
    page.keyboard.press("Enter")
    expect(page.locator(".board")).to_be_visible(timeout=PATIENCE_MS)


def test_error_pages_are_fit_to_be_seen(desk: str, context: BrowserContext, axe_source: str) -> None:
    page = context.new_page()
    page.goto(f"{desk}/decide/999999/")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such page")
    check(page, axe_source)
