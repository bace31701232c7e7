"""What every test gets: no network beyond this machine, the same examples each time, and its needs."""

from __future__ import annotations

import atexit
import ipaddress
import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command does, and before numpy is loaded

import pytest
from hypothesis import HealthCheck, settings

from tests import machine

EXAMPLES = 50
"""How many examples a property is tried on that does not say so itself."""
settings.register_profile(
    "steady", derandomize=True, deadline=None, database=None, max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
settings.load_profile("steady")

# Fram's home is a folder that is thrown away, never the user's own; Django's settings read it when imported,
# and pytest-django would import them before this line if they stood in pyproject.toml.
# A worker of a parallel run has them from the run that started it, and must not set others beside them.
if "PYTEST_XDIST_WORKER" not in os.environ:
    HOME = Path(tempfile.mkdtemp(prefix="fram-home-"))
    atexit.register(shutil.rmtree, HOME, ignore_errors=True)
    os.environ["FRAM_HOME"] = str(HOME)
    os.environ["DATABASE_URL"] = os.environ.get("FRAM_TEST_DATABASE", "")
os.environ["DJANGO_SETTINGS_MODULE"] = "fram.web.site.settings"

# Playwright keeps an event loop running in the test's thread, which Django would otherwise refuse to share.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


class NetworkBlocked(RuntimeError):
    """A test tried to reach another machine."""


def _is_this_machine(host: object) -> bool:
    if host in (None, "", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host).split("%")[0]).is_loopback
    except ValueError:
        return False


def _refuse(host: object) -> None:
    if not _is_this_machine(host):
        raise NetworkBlocked(f"tests reach only this machine, and this one tried {host!r}")


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Refuse connections and name lookups beyond loopback; child processes get a proxy that is not there."""
    patch = pytest.MonkeyPatch()
    connect, connect_ex, lookup = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guarded(original: Callable[..., Any]) -> Callable[..., Any]:
        def call(self: socket.socket, address: Any) -> Any:
            if self.family in (socket.AF_INET, socket.AF_INET6):
                _refuse(address[0])
            return original(self, address)

        return call

    def guarded_lookup(host: Any, *rest: Any, **options: Any) -> Any:
        _refuse(host)
        return lookup(host, *rest, **options)

    patch.setattr(socket.socket, "connect", guarded(connect))
    patch.setattr(socket.socket, "connect_ex", guarded(connect_ex))
    patch.setattr(socket, "getaddrinfo", guarded_lookup)
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        patch.setenv(name, "http://127.0.0.1:9")
    for name in ("no_proxy", "NO_PROXY"):
        patch.setenv(name, "127.0.0.1,localhost,::1")
    yield
    patch.undo()


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the checkout."""
    return machine.ROOT


@pytest.fixture(scope="session")
def require() -> Callable[[str, object], None]:
    """`require("Chromium", found)`: skip without it, fail where FRAM_REQUIRE_ALL=1."""
    return machine.require


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The user's folder of open data; absent in a plain clone, so this skips even where all is required."""
    folder = machine.data_folder()
    if folder is None:
        pytest.skip("no data folder: name one with FRAM_DATA")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium."""
    found = machine.chromium()
    machine.require("Chromium", found)
    assert found is not None
    return found


@pytest.fixture(scope="session")
def libreoffice() -> str:
    """The path of LibreOffice; `machine.recalculated` and `machine.as_pdf` use it."""
    found = machine.libreoffice()
    machine.require("LibreOffice", found)
    assert found is not None
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], chromium: str) -> dict[str, Any]:
    """Let Playwright drive the Chromium of this machine; root may not use its sandbox."""
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": chromium, "args": flags}


@pytest.fixture(scope="session")
def axe_source() -> str:
    """The accessibility checker's JavaScript, fetched at setup."""
    file = machine.ROOT / "tests" / "vendor" / "axe.min.js"
    machine.require("axe-core (run `make assets`)", file.is_file())
    return file.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def postgres() -> Iterator[machine.PostgresServer]:
    """A throwaway PostgreSQL on loopback for the session."""
    programs = machine.postgres_program("initdb") and machine.postgres_program("postgres")
    machine.require("PostgreSQL's server programs", programs)
    with machine.throwaway_postgres() as server:
        yield server
