"""The files of a plan: its papers made and written, all or none, and an earlier plan read back."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from importlib.util import find_spec
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from fram.terms.errors import Refused, did_you_mean
from fram.workspace.record import PlanRecord, to_json

Old = dict[str, Any]
"""An earlier plan as plain data."""


def _html(record: PlanRecord, lang: str, old: Old | None) -> bytes:
    from fram.workspace.papers.report import report_html

    return report_html(record, lang=lang, old=old).encode()


def _pdf(record: PlanRecord, lang: str, old: Old | None) -> bytes:
    from fram.workspace.papers.printed.pdf import plan_pdf

    return plan_pdf(record, lang=lang)


def _workbook(record: PlanRecord, lang: str, old: Old | None) -> bytes:
    from fram.workspace.papers.workbook import plan_workbook

    return plan_workbook(record, lang=lang)


def _deck(record: PlanRecord, lang: str, old: Old | None) -> bytes:
    from fram.workspace.papers.printed.deck import plan_deck

    return plan_deck(record, lang=lang)


def _memo(record: PlanRecord, lang: str, old: Old | None) -> bytes:
    from fram.workspace.papers.printed.memo import plan_memo

    return plan_memo(record, lang=lang)


PAPERS: dict[str, Callable[[PlanRecord, str, Old | None], bytes]] = {
    "json": lambda record, _lang, _old: to_json(record).encode(),
    "html": _html,
    "pdf": _pdf,
    "xlsx": _workbook,
    "pptx": _deck,
    "docx": _memo,
}
"""The forms of a plan by the ending of their file, and how each is made."""
BESIDE = ("xlsx", "pptx")
"""Forms that need no engine for pictures: they can be made beside the others."""
NEEDS = {"pdf": "typst", "xlsx": "xlsxwriter", "pptx": "pptx", "docx": "docx"}
"""What must be installed for a form, as Python names it: the extra ``reports`` holds them all."""


def papers_here() -> tuple[str, ...]:
    """Return the forms that can be made with what is installed."""
    return tuple(paper for paper in PAPERS if paper not in NEEDS or find_spec(NEEDS[paper]))


def paper_list(text: str) -> tuple[str, ...]:
    """Return forms out of ``pdf,xlsx`` as a person wrote it; ``all`` or nothing: all that can be made."""
    words = [word.strip().lower().removeprefix("plan.") for word in text.replace(";", ",").split(",")]
    named = tuple(dict.fromkeys(word for word in words if word))
    if named in ((), ("all",)):
        return papers_here()
    for word in named:
        if word not in PAPERS:
            remedy = did_you_mean(word, PAPERS) or f"known: {', '.join(PAPERS)}, or all"
            raise Refused(f"unknown paper `{word}`", where="--papers", remedy=remedy, kind="usage")
        if word not in papers_here():
            raise Refused(
                f"plan.{word} cannot be made", where="--papers", why=f"`{NEEDS[word]}` is not installed",
                remedy="install fram[reports], or name other papers", kind="usage",
            )  # fmt: skip
    return named


def paper(record: PlanRecord, form: str, *, lang: str = "en", old: Old | None = None) -> bytes:
    """Return one form of a plan (a key of ``PAPERS``) as its file's content."""
    return PAPERS[form](record, lang, old)


def write_plan(
    record: PlanRecord, folder: Path, *, lang: str = "en", old: Old | None = None, papers: Sequence[str] = ()
) -> tuple[Path, ...]:
    """Write plan.json and the papers named (none: all that can be made) and return their paths.

    All are made whole first and written under temporary names, then renamed: an interrupted run
    leaves earlier files as they were.
    """
    forms = tuple(dict.fromkeys(("json", *(papers or papers_here()))))
    made = _made(record, forms, lang=lang, old=old)
    folder.mkdir(parents=True, exist_ok=True)
    return write_together(folder, {f"plan.{form}": made[form] for form in forms})


def _made(record: PlanRecord, forms: Sequence[str], *, lang: str, old: Old | None) -> dict[str, bytes]:
    """Make the papers; on Linux those without pictures beside the others, in a process that shares memory."""
    make = partial(_make, record, lang, old)
    beside = [form for form in forms if form in BESIDE]
    if sys.platform != "linux" or not beside or len(beside) == len(forms):
        return make(forms)
    system = get_context("fork")  # nothing is copied; the engine that draws has no threads here yet
    answer, told = system.Pipe(duplex=False)
    process = system.Process(target=_tell, args=(told, partial(make, beside)))
    process.start()
    told.close()
    here = make([form for form in forms if form not in beside])
    try:
        return here | answer.recv()
    except EOFError:  # it did not come through, and said why: made here, so that the reason is told here
        return here | make(beside)
    finally:
        process.join()


def _tell(told: Connection, make: Callable[[], dict[str, bytes]]) -> None:
    with suppress(BaseException):  # silent here: the process that waits tells what went wrong
        told.send(make())


def _make(record: PlanRecord, lang: str, old: Old | None, forms: Sequence[str]) -> dict[str, bytes]:
    return {form: paper(record, form, lang=lang, old=old) for form in forms}


def write_together(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write several files, all or none, each by temporary name and rename."""
    made: list[tuple[str, Path]] = []
    try:
        for name, content in files.items():
            handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{name}.")
            made.append((temporary, folder / name))
            with os.fdopen(handle, "wb") as file:
                file.write(content)
        for temporary, path in made:
            os.chmod(temporary, 0o644)  # noqa: PTH101
            os.replace(temporary, path)  # noqa: PTH105
    except OSError as error:
        raise Refused(
            "cannot be written", where=str(folder), why=error.strerror or str(error), kind="unwritable",
            remedy="free some space or name another folder",
        ) from None  # fmt: skip
    finally:
        for temporary, _ in made:
            Path(temporary).unlink(missing_ok=True)
    return tuple(path for _, path in made)


def open_folder(folder: Path, *, option: str = "--out") -> Path:
    """Return a folder once it is sure that it can be written; refuse before any work is done.

    ``option``: how the command was told of it, for the remedy.
    Folders made for the trial are taken away again: nothing is left behind by a run that is stopped.
    """
    new = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        for path in new:
            path.rmdir()
    except OSError as error:
        raise Refused(
            "cannot be written",
            where=str(folder),
            why=error.strerror or str(error),
            remedy=f"name another folder with {option}",
            kind="unwritable",
        ) from None
    return folder


def as_old(record: PlanRecord) -> dict[str, Any]:
    """Return a plan as an earlier one is read from its file: what another is compared with."""
    found: dict[str, Any] = json.loads(to_json(record))
    return found


def read_plan(path: Path) -> dict[str, Any]:
    """Return an earlier plan.json as plain data, or refuse a file that is not one."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Refused("is not there", where=str(path), remedy="name a plan.json", kind="missing") from None
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise Refused(
            "is not a plan",
            where=str(path),
            why=f"it cannot be read as JSON ({error})",
            remedy="name a plan.json written by `fram plan --out`",
            kind="unreadable",
        ) from None
    if not isinstance(found, dict) or not str(found.get("schema_version", "")).startswith("1."):
        raise Refused(
            "is not a Fram plan of schema 1", where=str(path),
            remedy="name a plan.json written by `fram plan --out`", kind="unreadable",
        )  # fmt: skip
    return found
