"""Options several commands share, and how they are read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fram.terms.errors import Refused

if TYPE_CHECKING:
    from fram.workspace.papers.telling.typed import TypedFile

CompanyPath = Annotated[
    Path, typer.Argument(metavar="FILE", help="The company file (TOML).", show_default=False)
]
OnDay = Annotated[
    str,
    typer.Option(
        "--on",
        metavar="DAY",
        help="The day the plan speaks of, as 2026-11-21. Default: today.",
        show_default=False,
    ),
]
Language = Annotated[str, typer.Option("--lang", metavar="nb|en", help="Language of the answer.")]
Regime = Annotated[
    str,
    typer.Option(
        metavar="eu-mdr",
        help="Whose rules: eu-mdr, eu-ivdr, uk, ch … Default: the European Union's for this product.",
        show_default=False,
    ),
]
Market = Annotated[str, typer.Option("--market", metavar="DE", help="The market.", show_default=False)]
OnlyMarkets = Annotated[
    list[str] | None,
    typer.Option(
        "--market", metavar="DE", help="Only this market; may be given several times.", show_default=False
    ),
]
OldMarkets = Annotated[list[str] | None, typer.Option("--market", hidden=True)]
"""What ``--markets`` and ``--about`` were called before, in ``fram decide``; still read."""
Markets = Annotated[str, typer.Option(metavar="DE,SE", help="Only these markets.", show_default=False)]
Draws = Annotated[int, typer.Option(help="Simulated futures.", min=200, max=1_000_000)]
Seed = Annotated[int, typer.Option(help="Same seed, same plan.", min=0, max=2**63 - 1)]
OutFolder = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="Folder for the papers.", show_default=False)
]
PagePath = Annotated[
    Path | None,
    typer.Option("--html", metavar="OUT", help="Write it as a page to this file.", show_default=False),
]
Papers = Annotated[
    str,
    typer.Option(
        metavar="pdf,xlsx",
        help="Which papers to write: html, pdf, xlsx, pptx, docx. Default: all.",
        show_default=False,
    ),
]
OldPlan = Annotated[
    Path | None,
    typer.Option(
        "--compare",
        metavar="OLD.json",
        help="Show what changed since an earlier plan.json.",
        show_default=False,
    ),
]
Changes = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME=VALUE",
        help=(
            "Set an input otherwise, beside the base: price=900 (NOK), price=x0.9, sales_cycle@DE=+3. "
            "A number is in the input's own unit, money in NOK."
        ),
        show_default=False,
    ),
]
ScenarioName = Annotated[
    str,
    typer.Option("--scenario", metavar="NAME", help="A scenario of the company file.", show_default=False),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]  # fmt: skip
FIRST, LAST = date(1950, 1, 1), date(2100, 12, 31)
"""The days a command may speak of."""


def day_of(text: str, *, option: str = "--on") -> date:
    """Return the day as given by an ``option``, or today: only a command looks at the clock."""
    if not text:
        return date.today()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Refused(
            f"`{text}` is not a day", where=option, remedy="write it as 2026-11-21", kind="usage"
        ) from None
    if not FIRST <= day <= LAST:
        remedy = f"choose a day from {FIRST} to {LAST}"
        raise Refused(f"`{text}` is too far away", where=option, remedy=remedy, kind="usage")
    return day


def page_file(path: Path | None) -> Path | None:
    """Return the file that ``--html`` names, once a page can be written there; refuse before any work."""
    from fram.workspace.plan_files import open_folder

    if path is None:
        return None
    try:
        is_folder, has_folder = path.is_dir(), path.parent.is_dir()
    except OSError as error:
        raise Refused(
            f"`{path}` cannot be written", where="--html", why=error.strerror or str(error),
            remedy="name another file with --html", kind="unwritable",
        ) from None  # fmt: skip
    if is_folder:
        remedy = "name a file, such as --html page.html"
        raise Refused(f"`{path}` is a folder, not a file", where="--html", remedy=remedy, kind="usage")
    if path.suffix.lower() not in (".html", ".htm"):
        why, remedy = "another file could be written over", "let it end in .html, such as page.html"
        raise Refused(f"`{path}` is no name for a page", where="--html", why=why, remedy=remedy, kind="usage")
    if not has_folder:
        remedy = "make the folder first, or name another file with --html"
        raise Refused(
            f"there is no folder `{path.parent}`", where="--html", remedy=remedy, kind="unwritable"
        )  # fmt: skip
    open_folder(path.parent, option="--html")
    return path


def typed_file(file: Path, markets: str = "", *, lang: str = "en") -> TypedFile:
    """Return the company file as it was typed, with the options that the next command has to carry."""
    from fram.workspace.papers.telling.typed import TypedFile

    return TypedFile(str(file), markets=markets.strip(), lang="" if lang == "en" else lang)


def one_of(given: Mapping[str, object]) -> None:
    """Refuse options that silence each other; ``given``: each by name, false where it was not given."""
    named = [name for name, value in given.items() if value]
    if len(named) > 1:
        raise Refused(
            f"{named[0]} and {named[1]} do not go together", remedy="leave one of them out", kind="usage"
        )  # fmt: skip


def language_of(text: str) -> str:
    """Return ``en`` or ``nb``, or refuse."""
    code = {"no": "nb", "nb": "nb", "en": "en"}.get(text.lower())
    if code is None:
        raise Refused(f"unknown language `{text}`", where="--lang", remedy="use nb or en", kind="usage")
    return code
