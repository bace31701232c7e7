"""``fram decide find``: what was found out, what it changes in the plan, and how it is taken back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fram.cli.options import (
    AsJson,
    CompanyPath,
    Language,
    Markets,
    Seed,
    day_of,
    language_of,
    one_of,
    typed_file,
)
from fram.terms.errors import Refused

if TYPE_CHECKING:
    from fram.workspace.loop.findings import FindingsView, Look, Typed

About = Annotated[
    str,
    typer.Option(
        "--input", metavar="sales_cycle@DE", show_default=False,
        help="The input of the plan it is about, with @ and a market where it differs.",
    ),
]  # fmt: skip
Interview = Annotated[
    str,
    typer.Option(
        "--interview", metavar='"12,14,18; 9,11,15"', show_default=False,
        help="What each person said: 1 in 10 lies below, half, 9 in 10; a semicolon between people.",
    ),
]  # fmt: skip
Survey = Annotated[
    str,
    typer.Option(
        "--survey", metavar="yes=14,of=40", show_default=False,
        help="What was counted: yes=14,of=40, or n=12,mean=11,sd=4, or seen=3,over=2.",
    ),
]  # fmt: skip
Quote = Annotated[
    str,
    typer.Option(
        "--quote", metavar="80000,95000,120000", show_default=False,
        help="An offer: least, most likely and most. Money in NOK.",
    ),
]  # fmt: skip
Value = Annotated[
    float | None, typer.Option("--value", show_default=False, help="A figure that was measured or read.")
]
Within = Annotated[
    float | None,
    typer.Option("--within", show_default=False, help="It is right within so much, in 8 of 10 cases."),
]
Kind = Annotated[
    str,
    typer.Option(
        "--kind", metavar="pilot", show_default=False,
        help="How, where the option does not say it: interview, survey, quote, pilot or desk.",
    ),
]  # fmt: skip
Who = Annotated[
    str,
    typer.Option("--who", metavar="ROLE", show_default=False, help="Who was asked: a role, not a name."),
]
Sure = Annotated[
    str,
    typer.Option(
        "--sure", metavar="high", show_default=False,
        help="How sure you are: high (counts in full), medium (half), low (a fifth). Default: high.",
    ),
]  # fmt: skip
Source = Annotated[
    str, typer.Option("--source", metavar="TEXT", show_default=False, help="Where it is written down.")
]
Note = Annotated[str, typer.Option("--note", metavar="TEXT", show_default=False, help="Anything else.")]
FoundOn = Annotated[
    str,
    typer.Option(
        "--on", metavar="DAY", show_default=False,
        help="The day it was found out; without a finding, the day of the plan. Default: today.",
    ),
]  # fmt: skip
PlanDay = Annotated[
    str,
    typer.Option(
        "--plan-on", metavar="DAY", show_default=False, help="The day the plan speaks of. Default: today."
    ),
]
Undo = Annotated[
    str,
    typer.Option(
        "--undo", metavar="N", show_default=False, help="Take finding N back, or the last: --undo last."
    ),
]
Save = Annotated[bool, typer.Option("--save", help="Write the change to the company file.")]
Force = Annotated[bool, typer.Option("--force", help="Add a finding that says the same as another.")]
FewDraws = Annotated[int, typer.Option("--draws", help="Simulated futures.", min=200, max=1_000_000)]


def find(
    file: CompanyPath,
    about: About = "",
    interview: Interview = "",
    survey: Survey = "",
    quote: Quote = "",
    *,
    value: Value = None,
    within: Within = None,
    kind: Kind = "",
    who: Who = "",
    sure: Sure = "",
    source: Source = "",
    note: Note = "",
    on: FoundOn = "",
    plan_on: PlanDay = "",
    undo: Undo = "",
    save: Save = False,
    force: Force = False,
    markets: Markets = "",
    draws: FewDraws = 20_000,
    seed: Seed = 1,
    as_json: AsJson = False,
    lang: Language = "en",
) -> None:
    """List what was found out and what it changed; add a finding, or take one back, and see what moves."""
    from fram.workspace.decide import market_list
    from fram.workspace.loop import findings as use

    language = language_of(lang)
    typed = use.Typed(
        about=about, interview=interview, survey=survey, quote=quote, value=value, within=within, kind=kind,
        who=who, sure=sure, source=source, note=note,
    )  # fmt: skip
    one_of({"--undo": undo, "a finding": not typed.is_empty})
    today = day_of(plan_on, option="--plan-on") if plan_on else day_of(on if typed.is_empty else "")
    look = use.Look(on=today, markets=market_list(markets), draws=draws, seed=seed)
    view = _looked(file, typed, look=look, undo=undo, on=on, save=save, force=force)
    named = typed_file(file, markets=markets, lang=language)
    typer.echo(use.findings_json(view) if as_json else use.findings_text(view, lang=language, named=named))


def _looked(
    file: Path, typed: Typed, *, look: Look, undo: str, on: str, save: bool, force: bool
) -> FindingsView:
    """What was asked for: taken back, listed, or added."""
    from fram.workspace.loop import findings as use

    if undo:
        return use.undo_finding(file, undo, look=look, save=save)
    if typed.is_empty:
        if save or force:
            raise Refused("there is nothing to save", remedy="give a finding, or --undo N", kind="usage")
        return use.findings(file, look=look)
    found = use.finding_typed(typed, on=day_of(on) if on else look.on, today=look.on)
    return use.add_finding(file, found, look=look, save=save, force=force)
