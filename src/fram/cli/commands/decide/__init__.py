"""Commands of decide: the company file and the plan, and the loop from a question to a launch sequence."""

from __future__ import annotations

import typer

from fram.cli.commands.decide.ask import ask
from fram.cli.commands.decide.bass import bass
from fram.cli.commands.decide.company import check, init, plan
from fram.cli.commands.decide.elicit import elicit
from fram.cli.commands.decide.evpi import evpi
from fram.cli.commands.decide.evppi import evppi
from fram.cli.commands.decide.evsi import evsi
from fram.cli.commands.decide.find import find
from fram.cli.commands.decide.rank import rank
from fram.cli.commands.decide.runway import runway
from fram.cli.commands.decide.sequence import sequence

app = typer.Typer(
    name="decide",
    help="What to find out next, what an answer changes, in which order to launch, how long cash lasts.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

app.command("rank")(rank)
app.command("ask")(ask)
app.command("find")(find)
app.command("elicit")(elicit)
app.command("bass")(bass)
app.command("sequence")(sequence)
app.command("runway")(runway)
app.command("evpi")(evpi)
app.command("evppi")(evppi)
app.command("evsi")(evsi)

__all__ = ["app", "check", "init", "plan"]
