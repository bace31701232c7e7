"""How the desk's log is written: one JSON object a line, without personal data, by several processes at once.

What people typed can reach a log in three ways: in the arguments of a message, in the message of an error,
and in an address. None of these is written: arguments only where they are numbers or our own names, errors by
their class and place, addresses by the name of their route.
"""

from __future__ import annotations

import json
import logging
import os
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any
from uuid import UUID

REQUEST: ContextVar[str] = ContextVar("fram_request", default="")
"""The id of the request that is being answered."""

UNSAID = "…"
OWN = "fram"
MOST_FRAMES = 30
_NAME = re.compile(r"[a-z0-9_.:-]{1,80}")
_PERSONAL = re.compile(r"[^\s@<>\"',;]+@[^\s@<>\"',;]+|(?<![\w-])\d{11}(?![\w-])")


class JsonLine(logging.Formatter):
    """One line of the log as JSON: at, level, logger, event, request, what the record brings, the error."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; what might be about a person is left out."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {
            "at": at.replace("+00:00", "Z"), "level": record.levelname.lower(), "logger": record.name,
            "event": _event(record), "process": record.process,
        }  # fmt: skip
        if request := REQUEST.get():
            line["request"] = request
        line.update(getattr(record, "fields", {}))
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = _error(record.exc_info[1])
            line["trace"] = _trace(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False, default=lambda value: UNSAID)


class SharedFile(RotatingFileHandler):
    """A file that several processes write and one of them turns over when it is full."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line, into the new file where another process has turned over meanwhile."""
        if self.stream is not None and self._is_turned():
            self.stream.close()
            self.stream = None
        super().emit(record)

    def doRollover(self) -> None:  # noqa: N802
        """Turn over, unless another process did so while this one waited for its turn."""
        with _held(f"{self.baseFilename}.lock"):
            if not self._is_turned():
                super().doRollover()

    def _is_turned(self) -> bool:
        try:
            here = Path(self.baseFilename).stat()
        except FileNotFoundError:
            return True
        held = os.fstat(self.stream.fileno()) if self.stream is not None else here
        return (here.st_dev, here.st_ino) != (held.st_dev, held.st_ino)


@contextmanager
def _held(name: str) -> Iterator[None]:
    with Path(name).open("w") as file:
        try:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        except ImportError:  # Windows has no such lock
            pass
        yield


def _event(record: logging.LogRecord) -> str:
    words = str(record.msg)
    if record.name.partition(".")[0] == OWN and isinstance(record.args, tuple):
        words = words % tuple(_said(value) for value in record.args) if record.args else words
    return _PERSONAL.sub(UNSAID, words)


def _said(value: object) -> object:
    """Numbers and our own names are said; anything that people may have typed is not."""
    if isinstance(value, int | float | UUID):
        return value
    return value if isinstance(value, str) and _NAME.fullmatch(value) else UNSAID


def _error(error: BaseException) -> str:
    names: list[str] = []
    seen: BaseException | None = error
    while seen is not None and len(names) < 5:
        names.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        seen = seen.__cause__ or seen.__context__
    return " from ".join(names)


def _trace(trace: TracebackType | None) -> list[str]:
    frames = [
        f"{frame.f_globals.get('__name__', '?')}:{number} {frame.f_code.co_name}"
        for frame, number in traceback.walk_tb(trace)
    ]
    return frames[-MOST_FRAMES:]
