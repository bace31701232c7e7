"""Run the desk: prepare its home, bring the database up to date, answer in the browser, work beside."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import IO

from fram.terms.errors import Refused
from fram.web.operate.keeping import kept_running
from fram.web.operate.start import bring_up_to_date, set_up_django
from fram.web.site.environment import hosts
from fram.web.site.home import home, prepare

HOST, PORT = "127.0.0.1", 8350
THREADS = 4


def serve(host: str = HOST, *, port: int = PORT, told: Callable[[str], object] = str) -> None:
    """Serve the desk until it is interrupted; ``told`` is given its address once nothing stands in the way.

    Refused: an address other machines can reach while no host name is named for it, a port in use, and a
    home that cannot be written or that another desk is using.
    """
    _refuse_open_address(host)
    folder = prepare(home())
    with _only_desk(folder):
        _refuse_taken_port(host, port)
        os.umask(0o077)  # company figures lie in the home: they are their owner's, whatever the folder allows
        set_up_django()
        bring_up_to_date()
        with kept_running():
            told(_welcome(f"http://{f'[{host}]' if ':' in host else host}:{port}"))
            _answer(host, port)


def _welcome(address: str) -> str:
    """The desk's address; while nobody can sign in, with the one-time link of the first person."""
    from django.db import connections

    from fram.web.accounts.signing_in.first_person import first_person_path

    path = first_person_path()
    connections.close_all()  # the processes that answer open their own
    return (
        f"{address}\nNobody can sign in yet; the first person signs up at {address}{path}"
        if path
        else address
    )


def _answer(host: str, port: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        target="fram.web.operate.wsgi:application", address=host, port=port, interface=Interfaces.WSGI,
        workers=1, blocking_threads=THREADS, log_level=LogLevels.warning, respawn_failed_workers=True,
        workers_kill_timeout=10,
    ).serve()  # fmt: skip


def _refuse_open_address(host: str) -> None:
    try:
        stays_here = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        stays_here = False
    named = hosts(os.environ)
    if "*" in named:
        raise Refused(
            "FRAM_HOSTS names every host", where="FRAM_HOSTS", kind="usage",
            why="a page of another site could then reach the desk under its own name",
            remedy="write the names people open the desk by, such as desk.example.org",
        )  # fmt: skip
    if not stays_here and not named:
        raise Refused(
            f"the desk answers only to this machine, not at {host}", where="--host", kind="usage",
            why="no host name is named that others may call it by",
            remedy=f"leave --host out, give {HOST}, or name the desk's host names in FRAM_HOSTS",
        )  # fmt: skip


def _refuse_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except (OSError, OverflowError) as error:
            raise Refused(
                f"port {port} cannot be used", where="--port", kind="unavailable", why=str(error),
                remedy=f"another program may be using it: try --port {port + 1 if port < 65535 else PORT}",
            ) from None  # fmt: skip


def _only_desk(folder: Path) -> IO[str]:
    """Hold the home for this desk; two on the same files would take each other's work for lost."""
    held = (folder / "desk.lock").open("w")
    try:
        import fcntl

        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:  # Windows has no such lock
        pass
    except OSError:
        held.close()
        raise Refused(
            "a desk is running on this folder already", where=str(folder), kind="unavailable",
            remedy="use that one, stop it, or name another folder with FRAM_HOME",
        ) from None  # fmt: skip
    return held
