"""The files of a plan: its papers made and written, all or none, and an earlier plan read back."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from fram.terms.errors import Refused, did_you_mean
from fram.workspace.processes.beside import Hand, hand, here
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
DRAWN = ("pdf", "html", "docx")
"""Forms with pictures, in the order they are made in: the pdf's pages are set while the others are drawn."""
MOST_ALONE = 2
"""The json and one paper: so few are made without a process beside this one."""
NEEDS = {"pdf": "typst", "xlsx": "xlsxwriter", "pptx": "pptx", "docx": "docx"}
"""What must be installed for a form, as Python names it: the extra ``reports`` holds them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """Papers to be made of a plan that is not there yet, and what draws those with pictures."""

    forms: tuple[str, ...]
    drawer: Hand


Papers = Sequence[str] | Begun
"""Forms by name, none for all that can be made, or papers begun already."""


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
    record: PlanRecord, folder: Path, *, lang: str = "en", old: Old | None = None, papers: Papers = ()
) -> tuple[Path, ...]:
    """Write plan.json and the papers named (none: all that can be made) and return their paths.

    All are made whole first and written under temporary names, then renamed: an interrupted run
    leaves earlier files as they were.
    """
    if not isinstance(papers, Begun):
        with begun(papers, lang=lang) as papers_begun:
            return write_plan(record, folder, lang=lang, old=old, papers=papers_begun)
    made = _made(record, papers, lang=lang, old=old)
    folder.mkdir(parents=True, exist_ok=True)
    return write_together(folder, {f"plan.{form}": made[form] for form in papers.forms})


@contextmanager
def begun(papers: Sequence[str] = (), *, lang: str) -> Iterator[Begun]:
    """Begin papers before there is a plan: a process beside this one makes ready to draw their pictures.

    ``papers``: none means all that can be made. With one paper only there is nothing to make beside it.
    """
    forms = tuple(dict.fromkeys(("json", *(papers or papers_here()))))
    if len(forms) > MOST_ALONE and not set(DRAWN).isdisjoint(forms):
        with hand(partial(_ready, lang)) as drawer:
            yield Begun(forms=forms, drawer=drawer)
    else:
        yield Begun(forms=forms, drawer=here)


def _ready(lang: str) -> None:
    """Load what papers with pictures are made with."""
    from fram.knowledge.facts import fact_registry
    from fram.workspace.papers import report
    from fram.workspace.papers.charts.drawing import start_engine
    from fram.workspace.papers.printed import memo, pdf  # noqa: F401

    start_engine()
    report.ready(lang)
    fact_registry()


def _made(record: PlanRecord, begun: Begun, *, lang: str, old: Old | None) -> dict[str, bytes]:
    """Make the papers: those with pictures in a process beside this one, each picture drawn once.

    Of the pdf only words and pictures are made there, and its pages are set here: the engine that draws and
    the one that sets pages hold a great deal of memory each, and so no process holds both.
    """
    drawn = [form for form in DRAWN if form in begun.forms]
    answers = begun.drawer(*(partial(_drawn, form, record, lang=lang, old=old) for form in drawn))
    rest = [form for form in begun.forms if form not in DRAWN]
    made = {form: paper(record, form, lang=lang, old=old) for form in rest}
    for form, found in zip(drawn, answers, strict=True):
        made[form] = _set(record, found) if form == "pdf" else found
    return made


def _drawn(form: str, record: PlanRecord, *, lang: str, old: Old | None) -> Any:
    """A paper with pictures; of the pdf what its pages are set from."""
    if form != "pdf":
        return paper(record, form, lang=lang, old=old)
    from fram.workspace.papers.printed.pdf import plan_content

    return plan_content(record, lang=lang)


def _set(record: PlanRecord, content: Mapping[str, Any]) -> bytes:
    from fram.workspace.papers.printed.pdf import day_of, typeset

    return typeset(content, day=day_of(record))


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
