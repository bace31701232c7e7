"""What a test may need from the machine it runs on: a data folder, Chromium, LibreOffice, PostgreSQL.

What is missing skips the test with its reason, and fails it where FRAM_REQUIRE_ALL=1 is set, so that
the whole proof (`.ci/run`) cannot pass by skipping.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent


def require(name: str, present: object) -> None:
    """Skip the test when `present` is false; fail instead where everything is required."""
    if present:
        return
    if os.environ.get("FRAM_REQUIRE_ALL") == "1":
        pytest.fail(f"{name} is missing here, and FRAM_REQUIRE_ALL=1", pytrace=False)
    pytest.skip(f"{name} is missing here")


def data_folder() -> Path | None:
    """The folder of open data the user keeps: FRAM_DATA, else a folder `shared` beside the checkout."""
    named = os.environ.get("FRAM_DATA")
    folder = Path(named) if named else ROOT.parent / "shared"
    return folder if folder.is_dir() else None


def chromium() -> str | None:
    """The Chromium of this machine: FRAM_CHROMIUM, else the first one on the path."""
    named = os.environ.get("FRAM_CHROMIUM")
    names = (named,) if named else ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


def office_letters() -> bool:
    """Whether letters as wide as Arial's are installed: with wider ones a page holds less."""
    listed = shutil.which("fc-list")
    if listed is None:
        return False
    families = subprocess.run([listed, ":", "family"], capture_output=True, text=True, check=False).stdout
    return any(name in families for name in ("Liberation Sans", "Arial", "Arimo"))


def libreoffice() -> str | None:
    """The LibreOffice of this machine: FRAM_SOFFICE, else the first one on the path."""
    named = os.environ.get("FRAM_SOFFICE")
    names = (named,) if named else ("soffice", "libreoffice")
    return next((found for name in names if (found := shutil.which(name))), None)


def recalculated(workbook: Path, folder: Path) -> Path:
    """Return a copy of a workbook in `folder` with every formula worked out anew by LibreOffice.

    The values that were stored with the formulas are not used. Skips without LibreOffice.
    """
    if folder.resolve() == workbook.parent.resolve():
        raise ValueError("name another folder: the workbook itself would be written over")
    return _converted(workbook, folder, to="xlsx")


def as_pdf(paper: Path, folder: Path | None = None) -> Path:
    """Return a document, deck or workbook as LibreOffice prints it, beside it or in `folder`."""
    return _converted(paper, folder or paper.parent, to="pdf")


# LibreOffice trusts the values stored by a program it believes to be Excel, unless it is told otherwise.
_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def _converted(file: Path, folder: Path, *, to: str, timeout: float = 120) -> Path:
    """Convert a file with a LibreOffice of its own: its profile is thrown away, its children end with it."""
    program = libreoffice()
    require("LibreOffice", program)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="framlo") as profile:
        user = Path(profile, "user")
        user.mkdir()
        (user / "registrymodifications.xcu").write_text(_ALWAYS_RECALCULATE, encoding="utf-8")
        command = [
            str(program),
            f"-env:UserInstallation={Path(profile).as_uri()}",
            "--headless",
            "--norestore",
        ]
        words = _finished(
            [*command, "--convert-to", to, "--outdir", str(folder), str(file)], profile, timeout
        )
    made = folder / f"{file.stem}.{to}"
    if not made.is_file():
        pytest.fail(f"LibreOffice did not open {file.name}: {words.strip()}", pytrace=False)
    return made


def _finished(command: list[str], home: str, timeout: float) -> str:
    """What a program said; one that takes too long is ended together with what it started."""
    env = {**os.environ, "HOME": home}
    with subprocess.Popen(
        command, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    ) as process:
        try:
            return process.communicate(timeout=timeout)[0]
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise


def postgres_program(name: str) -> str | None:
    """A server program of PostgreSQL: below PG_BIN, Debian's folders (newest first), or on the path."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name), reverse=True
    )
    if named := os.environ.get("PG_BIN"):
        folders.insert(0, Path(named))
    return next((str(f / name) for f in folders if os.access(f / name, os.X_OK)), None) or shutil.which(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgresServer:
    """A throwaway server on loopback; it trusts whoever connects."""

    host: str
    port: int
    user: str = "postgres"
    dbname: str = "postgres"

    @property
    def url(self) -> str:
        """The address as `DATABASE_URL` takes it."""
        return f"postgresql://{self.user}@{self.host}:{self.port}/{self.dbname}"


@contextlib.contextmanager
def throwaway_postgres() -> Iterator[PostgresServer]:
    """Start a PostgreSQL in a temporary folder and remove it afterwards (about a second)."""
    folder = tempfile.mkdtemp(prefix="frampg")  # short: the path of the socket may have 107 bytes
    account = _account_for(folder)
    port = _free_port()
    try:
        _create_cluster(folder, account)
        server = _start_server(folder, port, account)
        try:
            _wait_until_ready(server, port, folder)
            yield PostgresServer(host="127.0.0.1", port=port)
        finally:
            _stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account_for(folder: str) -> dict[str, Any]:
    """The server refuses to run as root: then it runs as `postgres` or `nobody`, who own the folder."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _create_cluster(folder: str, account: dict[str, Any]) -> None:
    command = [str(postgres_program("initdb")), "-D", f"{folder}/d", "-U", "postgres", "-A", "trust"]
    env = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": folder}
    subprocess.run(
        [*command, "-E", "UTF8", "--no-sync"],
        check=True,
        stdout=subprocess.DEVNULL,
        env=env,
        cwd=folder,
        **account,
    )


def _start_server(folder: str, port: int, account: dict[str, Any]) -> subprocess.Popen[bytes]:
    # Nothing here has to survive a power cut, so everything that waits for the disk is off.
    hasty = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=64MB"]
    settings = [word for setting in ["listen_addresses=127.0.0.1", *hasty] for word in ("-c", setting)]
    command = [
        str(postgres_program("postgres")),
        "-D",
        f"{folder}/d",
        "-p",
        str(port),
        "-k",
        folder,
        *settings,
    ]
    with Path(folder, "log").open("wb") as log:
        return subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **account)


def _wait_until_ready(server: subprocess.Popen[bytes], port: int, folder: str) -> None:
    import psycopg

    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(host="127.0.0.1", port=port, user="postgres", dbname="postgres").close()
            return
        time.sleep(0.05)
    raise RuntimeError("PostgreSQL did not come up:\n" + Path(folder, "log").read_text(errors="replace"))


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait(5)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
