"""``fram access``: device class, road to approval, payment."""

from __future__ import annotations

import typer

from fram.cli.commands.access import price
from fram.cli.commands.access.ask import ask
from fram.cli.commands.access.bodies import bodies
from fram.cli.commands.access.buying import buying
from fram.cli.commands.access.check import check
from fram.cli.commands.access.classify import classify
from fram.cli.commands.access.codes import codes
from fram.cli.commands.access.evidence.check import evidence
from fram.cli.commands.access.evidence.study import study
from fram.cli.commands.access.gates import gates
from fram.cli.commands.access.laws import laws
from fram.cli.commands.access.opens import opens
from fram.cli.commands.access.payers.pathways import pathways
from fram.cli.commands.access.payers.price_links import price_links
from fram.cli.commands.access.payers.watch import watch
from fram.cli.commands.access.rationale import rationale
from fram.cli.commands.access.route import route
from fram.cli.commands.access.whatif import whatif

app = typer.Typer(no_args_is_help=True, help="Market access: device class, road to approval, who pays.")
app.command("classify")(classify)
app.command("check")(check)
app.command("ask")(ask)
app.command("bodies")(bodies)
app.command("buying")(buying)
app.command("codes")(codes)
app.command("laws")(laws)
app.command("gates")(gates)
app.command("evidence")(evidence)
app.command("opens")(opens)
app.command("pathways")(pathways)
app.command("price-links")(price_links)
app.command("watch")(watch)
app.command("rationale")(rationale)
app.command("route")(route)
app.command("study")(study)
app.command("whatif")(whatif)
app.add_typer(price.app, name="price")
