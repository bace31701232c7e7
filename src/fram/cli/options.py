"""Options several commands share, and how they are read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from fram.terms.errors import Refused

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
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]  # fmt: skip


def day_of(text: str) -> date:
    """Return the day as given, or today: the command is the only place that looks at the clock."""
    if not text:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(
            f"`{text}` is not a day", where="--on", remedy="write it as 2026-11-21", kind="usage"
        ) from None


def language_of(text: str) -> str:
    """Return ``en`` or ``nb``, or refuse."""
    code = {"no": "nb", "nb": "nb", "en": "en"}.get(text.lower())
    if code is None:
        raise Refused(f"unknown language `{text}`", where="--lang", remedy="use nb or en", kind="usage")
    return code
