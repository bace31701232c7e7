"""``fram access price``: what the price can be, what it has been, and what the buyer gets for it."""

from __future__ import annotations

import typer

from fram.cli.commands.access.price.budget import budget
from fram.cli.commands.access.price.corridor import corridor
from fram.cli.commands.access.price.gg import gg
from fram.cli.commands.access.price.options import options
from fram.cli.commands.access.price.psm import psm
from fram.cli.commands.access.price.realised import realised
from fram.cli.commands.access.price.roi import roi
from fram.cli.commands.access.price.sheet import sheet
from fram.cli.commands.access.price.value import value
from fram.cli.commands.access.price.waterfall import waterfall

app = typer.Typer(no_args_is_help=True, help="The price: what it is worth, and what really arrives of it.")
app.command("corridor")(corridor)
app.command("value")(value)
app.command("realised")(realised)
app.command("roi")(roi)
app.command("waterfall")(waterfall)
app.command("options")(options)
app.command("budget")(budget)
app.command("psm")(psm)
app.command("gg")(gg)
app.command("sheet")(sheet)
