"""The files of a rationale: which, where, and both or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from fram import __version__
from fram.rules.verdict import Verdict
from fram.terms.errors import Refused, did_you_mean
from fram.workspace.access.phrases import say
from fram.workspace.access.rationale.grounds import Grounds, grounds
from fram.workspace.access.rationale.outcome import stamp
from fram.workspace.access.rationale.pages import pages
from fram.workspace.access.verdict_page import heading as class_told
from fram.workspace.papers.printed.sheets.blocks import Block, Sheet, portion
from fram.workspace.plan_files import open_folder, write_together

NEEDS = {"docx": "docx", "pdf": "typst"}
"""The forms a rationale has, and what must be installed for each: the extra ``reports`` holds both."""
LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a rationale is written: the folder, the forms, and the files' name (empty: the usual one)."""

    folder: Path
    forms: tuple[str, ...]
    stem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written, the verdict in it, and a sentence for the screen."""

    paths: tuple[Path, ...]
    verdict: Verdict
    told: str


def write_rationale(
    path: str | Path, *, regime: str = "", on: date, lang: str = "en", to: Place | str | Path = "."
) -> Written:
    """Write the two-page rationale of a product's class as DOCX and PDF, all or none.

    ``to``: a folder, a file whose ending says the form, or what ``place_for`` made of both. Same file, day,
    rules and language: same bytes. Raises ``Refused`` for what ``classify`` refuses, a form nobody knows or
    that cannot be made, and a place that cannot be written.
    """
    place = to if isinstance(to, Place) else place_for(to)
    folder = open_folder(place.folder)
    found = grounds(path, regime=regime, on=on)
    content = contents(found, lang=lang, digest=sha256(Path(path).read_bytes()).hexdigest()[:8])
    stem = place.stem or f"{Path(path).stem}-{found.verdict.regime}-rationale"
    files = {f"{stem}.{form}": _MAKE[form](content) for form in place.forms}
    folder.mkdir(parents=True, exist_ok=True)
    told = say("rationale", "written", lang=lang, class_told=class_told(found.verdict, lang=lang))
    if not found.verdict.is_settled:
        told = f"{told}\n{say('rationale', 'look-open', lang=lang)}"
    return Written(paths=write_together(folder, files), verdict=found.verdict, told=told)


def contents(found: Grounds, *, lang: str, digest: str) -> Mapping[str, Any]:
    """Return all that both forms are made of; ``digest``: the company file's hash, for the foot."""
    about = say("rationale", "about", lang=lang, regime=found.verdict.regime)
    product = found.file.product.name[:LONGEST]
    return {
        "lang": lang, "on": found.on, "pages": pages(found, lang=lang), "title": f"{about}: {product}",
        "running": f"{about}: {product}",
        "author": found.file.company.name[:LONGEST], "description": class_told(found.verdict, lang=lang),
        "stamp": stamp(found, lang=lang, version=__version__, digest=digest),
    }  # fmt: skip


def place_for(out: str | Path, formats: str = "") -> Place:
    """Return where a rationale is written and as what, out of what a person wrote; or refuse.

    ``out``: a folder, or a file whose ending says the form. ``formats``: ``docx,pdf`` or one of them; left
    out, all that can be made here.
    """
    out = Path(out)
    ending = out.suffix.lower().removeprefix(".")
    if out.is_dir() or not ending:
        return Place(folder=out, forms=form_list(formats))
    if ending not in NEEDS:
        raise Refused(
            f"`{out.name}` is no form of a rationale", where="--out", kind="usage",
            remedy=f"name a folder, or a file that ends in {' or '.join(f'.{form}' for form in NEEDS)}",
        )  # fmt: skip
    forms = form_list(formats or ending)
    if ending not in forms:
        raise Refused(
            f"`{out.name}` and --format {formats} do not go together", where="--out", kind="usage",
            remedy="leave --format out, or name a folder",
        )  # fmt: skip
    return Place(folder=out.parent, stem=out.stem, forms=forms)


def form_list(text: str) -> tuple[str, ...]:
    """Return forms out of ``docx,pdf`` as a person wrote it; nothing or ``all``: what can be made."""
    words = [word.strip().lower().removeprefix(".") for word in text.replace(";", ",").split(",")]
    named = tuple(dict.fromkeys(word for word in words if word))
    here = tuple(form for form, module in NEEDS.items() if find_spec(module))
    if named in ((), ("all",)) and here:
        return here
    for word in named if named != ("all",) else tuple(NEEDS):
        if word not in NEEDS:
            remedy = f"{did_you_mean(word, NEEDS)} known: {', '.join(NEEDS)}".strip()
            raise Refused(f"unknown form `{word}`", where="--format", remedy=remedy, kind="usage")
        if word not in here:
            raise Refused(
                f"the rationale cannot be made as {word}", where="--format", kind="unavailable",
                why=f"`{NEEDS[word]}` is not installed", remedy="install fram[reports], or name another form",
            )  # fmt: skip
    return named or _none_here()


def _none_here() -> tuple[str, ...]:
    raise Refused(
        "the rationale cannot be made on this machine", where="--format", kind="unavailable",
        why="nothing that writes DOCX or PDF is installed", remedy="install fram[reports]",
    )  # fmt: skip


def _docx(content: Mapping[str, Any]) -> bytes:
    from fram.workspace.access.rationale.document import document

    return document(content)


def _pdf(content: Mapping[str, Any]) -> bytes:
    from fram.workspace.papers.charts.look import PALETTE
    from fram.workspace.papers.printed.pdf import typeset

    pages = tuple(portion([_ruled_off(block) for block in page], whole=True) for page in content["pages"])
    told = {key: value for key, value in content.items() if key not in ("pages", "on")}
    whole = {**told, "palette": PALETTE, "sheets": [Sheet(blocks=pages).plain()]}
    return typeset(whole, day=datetime.combine(content["on"], time(), tzinfo=UTC))


def _ruled_off(block: Block) -> Block:
    """The line to sign on has a line below: tables of the board paper have one above each row."""
    if not block.get("signature"):
        return block
    return {**block, "rows": [*block["rows"], [""] * len(block["widths"])]}


_MAKE = {"docx": _docx, "pdf": _pdf}
