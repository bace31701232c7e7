"""Run the desk on this machine: prepare its home, bring the database up to date, answer in the browser."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import IO

from fram.terms.errors import Refused
from fram.web.site.home import home, prepare

HOST, PORT = "127.0.0.1", 8350
SETTINGS = "fram.web.site.settings"
THREADS = 4


def serve(host: str = HOST, *, port: int = PORT, told: Callable[[str], object] = str) -> None:
    """Serve the desk until it is interrupted; ``told`` is given its address once nothing stands in the way.

    Refused: an address other machines can reach (the desk has no accounts yet), a port in use, and a
    home that cannot be written or that another desk is using.
    """
    _refuse_open_address(host)
    folder = prepare(home())
    with _only_desk(folder):
        _refuse_taken_port(host, port)
        os.umask(0o077)  # company figures lie in the home: they are their owner's, whatever the folder allows
        set_up_django()
        migrate()
        told(f"http://{f'[{host}]' if ':' in host else host}:{port}")
        _answer(host, port)


def set_up_django() -> None:
    """Make Django know the desk; may be called again."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()


def migrate() -> None:
    """Bring the database to the form this version needs; `Refused` when it cannot be reached."""
    from django.core.management import call_command
    from django.db import DatabaseError

    try:
        call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as error:
        raise Refused(
            "the database cannot be used", where="DATABASE_URL or FRAM_HOME", kind="unavailable",
            why=str(error).strip().splitlines()[0], remedy="`fram doctor` looks for the cause",
        ) from None  # fmt: skip


def _answer(host: str, port: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    # One process: the worker that computes plans lives in it.
    Granian(
        target="fram.web.site.wsgi:application", address=host, port=port, interface=Interfaces.WSGI,
        workers=1, blocking_threads=THREADS, log_level=LogLevels.warning,
    ).serve()  # fmt: skip


def _refuse_open_address(host: str) -> None:
    try:
        stays_here = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        stays_here = False
    if not stays_here:
        raise Refused(
            f"the desk answers only to this machine, not at {host}", where="--host", kind="usage",
            why="it has no accounts yet, so whoever reached it would see everything",
            remedy=f"leave --host out, or give {HOST}",
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
