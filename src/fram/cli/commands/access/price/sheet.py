"""``fram access price sheet``: a page of questions on price to send to the buyers of one market."""

from __future__ import annotations

from typing import Annotated

import typer

from fram.cli.options import (
    AsJson,
    CompanyPath,
    Market,
    OnDay,
    OutFolder,
    PagePath,
    day_of,
    language_of,
    one_of,
    page_file,
)

Method = Annotated[
    str,
    typer.Option(
        metavar="psm|gg", help="psm asks for four prices, gg for yes or no at each step of a ladder."
    ),
]
PageLanguage = Annotated[
    str,
    typer.Option(
        "--lang", metavar="de", help="The page's language. Default: the market's.", show_default=False
    ),
]
Notes = Annotated[
    str, typer.Option(metavar="nb|en", help="Language of what is told to you, not to the buyer.")
]


def sheet(
    file: CompanyPath,
    market: Market,
    method: Method = "psm",
    lang: PageLanguage = "",
    notes: Notes = "en",
    on: OnDay = "",
    out: OutFolder = None,
    html: PagePath = None,
    as_json: AsJson = False,
) -> None:
    """Write a page that asks buyers about the price, in their language, and the file for their answers."""
    from fram.rules.show import as_text
    from fram.workspace.plan_files import open_folder
    from fram.workspace.pricing import asked
    from fram.workspace.pricing.asked.sheet_told import notes_page

    day, language, page = day_of(on), language_of(notes), page_file(html)
    one_of({"--html": page, "--out": out, "--json": as_json})
    made = asked.question_sheet(file, market=market, on=day, method=method, lang=lang)
    if as_json:
        typer.echo(asked.sheet_json(made))
    elif page is None and out is None:
        typer.echo(asked.sheet_text(made, lang=language))
    else:
        written = (
            asked.write_sheet(made, page) if page is not None
            else asked.write_sheets(made, open_folder(out), in_all=not lang) if out is not None else ()
        )  # fmt: skip
        typer.echo(as_text(notes_page(made, lang=language)))
        typer.echo("\n" + "\n".join(f"  {path}" for path in written))
