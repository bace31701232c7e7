"""``fram knowledge``: the cited facts, how fresh they are, and how they are made."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fram.cli.options import AsJson, Language, OnDay, day_of, language_of

app = typer.Typer(no_args_is_help=True, help="Knowledge: cited figures, their age, and how they are written.")


@app.command("figures")
def figures(
    folder: Annotated[Path, typer.Option("--from", metavar="FOLDER", help="Folder with the source files.")],
    into: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Knowledge folder to write. Default: this one.", show_default=False),
    ] = None,
    on: OnDay = "",
) -> None:
    """Write the figures of every market from files of the World Bank, the EU and CMS."""
    from fram.workspace import knowledge

    typer.echo(knowledge.figures_text(knowledge.figures_from(folder, into=into, on=day_of(on))))


@app.command("market")
def market(
    code: Annotated[str, typer.Argument(metavar="MARKET", help="Market code, such as DE.")],
    on: OnDay = "",
    as_json: AsJson = False,
    lang: Language = "en",
) -> None:
    """Show what is known of a market: each figure with its year, source and confidence, and the gaps."""
    from fram.workspace import knowledge

    found, day = knowledge.market_figures(code), day_of(on)
    typer.echo(
        knowledge.market_json(found) if as_json else knowledge.market_text(found, language_of(lang), on=day)
    )


@app.command("stale")
def stale(
    months: Annotated[int, typer.Option(help="Older than this many months.", min=0)] = 12, on: OnDay = ""
) -> None:
    """List the facts nobody has checked for a while."""
    from fram.workspace import knowledge

    typer.echo(knowledge.stale_text(knowledge.stale(months=months, on=day_of(on))))


@app.command("check")
def check() -> None:
    """Read every knowledge file and name what is wrong in it."""
    from fram.workspace import knowledge

    typer.echo(knowledge.check_all())


@app.command("export")
def export(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="figures.csv or figures.parquet.")],
) -> None:
    """Write every figure of every market to one CSV or Parquet file."""
    from fram.workspace import knowledge

    typer.echo(knowledge.export_figures(path, on=day_of("")))
