"""``fram decide bass``: own sales as a Bass curve, with the peak and the periods to come."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fram.cli.options import AsJson, Language, language_of, one_of

SalesPath = Annotated[
    Path | None,
    typer.Argument(
        metavar="SALES.csv", show_default=False, help="Units sold, one row for each period (CSV)."
    ),
]
Sales = Annotated[
    str,
    typer.Option(
        "--sales", metavar="840,1470,2110", show_default=False,
        help="Units sold in each period, from that of the first sale on.",
    ),
]  # fmt: skip
Column = Annotated[
    str, typer.Option("--column", metavar="NAME", show_default=False, help="The column of the file.")
]
Form = Annotated[
    str,
    typer.Option(
        "--form", metavar="interval|density|cumulative",
        help="What is fitted: sales within periods, the rate at their ends, or all sales to date.",
    ),
]  # fmt: skip
Periods = Annotated[int, typer.Option("--periods", help="How many periods ahead.", min=1, max=60)]
At = Annotated[
    float | None,
    typer.Option("--at", help="Periods since the first sale for which to say the share.", show_default=False),
]


def bass(
    file: SalesPath = None,
    sales: Sales = "",
    column: Column = "",
    form: Form = "interval",
    periods: Periods = 5,
    *,
    at: At = None,
    as_json: AsJson = False,
    lang: Language = "en",
) -> None:
    """Fit a Bass curve to own sales: who starts, who follows, how many in all, when it peaks, what comes."""
    import numpy as np

    from fram.terms.errors import Refused
    from fram.workspace.loop.samples import adopted, adopted_told, elicited

    language = language_of(lang)
    one_of({"SALES.csv": file, "--sales": sales})
    if file is None and not sales:
        raise Refused(
            "no sales were given", remedy="name a file, or give --sales 840,1470,2110", kind="usage"
        )
    sold = adopted.sales_in(file, column=column) if file else elicited.numbers_of(sales, option="--sales")
    view = adopted.adoption(np.asarray(sold, dtype=float), form=form, periods=periods, at=at)
    typer.echo(
        adopted_told.adoption_json(view) if as_json else adopted_told.adoption_text(view, lang=language)
    )
