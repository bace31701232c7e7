"""The demonstration: a desk of its own, filled with an invented universe, on this machine only."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

from fram.terms.errors import Refused
from fram.web.operate.serve import HOST, serve
from fram.web.operate.start import bring_up_to_date, set_up_django
from fram.web.site.home import home, prepare

FOLDER = "demo"
PORT = 8360
TRIES = 20
Told = Callable[[str], object]


def serve_invented(*, port: int = PORT, companies: int = 40, told: Told = str, ready: Told = str) -> None:
    """Fill a desk of its own with the universe, unless it is there already, and serve it until interrupted.

    ``told`` hears what is being done, ``ready`` the address. It lies in the folder `demo` of Fram's home,
    apart from anything real, and never uses DATABASE_URL. Where the port is taken, the next free one is used.
    """
    fill_invented(companies=companies, told=told)
    serve(HOST, port=_free_port(port), told=ready)


def fill_invented(*, companies: int = 40, told: Told = str) -> Path:
    """Fill the demonstration's desk unless it is there already; returns its folder."""
    if os.environ.get("DATABASE_URL") or os.environ.get("FRAM_HOSTS"):
        raise Refused(
            "the demonstration keeps to itself", where="DATABASE_URL, FRAM_HOSTS", kind="usage",
            why="its logins are known to everybody", remedy="unset these two, and start it again",
        )  # fmt: skip
    folder = prepare(prepare(home()) / FOLDER)
    os.environ |= {"FRAM_HOME": str(folder), "FRAM_INVENTED": "1"}
    set_up_django()
    bring_up_to_date()
    from fram.web.demo.places import Size
    from fram.web.demo.universe import fill, is_filled

    if not is_filled():
        fill(Size(companies=companies), told=told)
    return folder


def _free_port(port: int) -> int:
    for candidate in range(port, port + TRIES):
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((HOST, candidate))
            except OSError:
                continue
            return candidate
    raise Refused(
        f"no port from {port} to {port + TRIES - 1} is free", where="--port", kind="unavailable",
        remedy="name another with --port",
    )  # fmt: skip
