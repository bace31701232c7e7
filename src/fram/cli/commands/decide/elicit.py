"""``fram decide elicit``: what people say about a number as a distribution, read back to them, and pooled."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from fram.cli.options import AsJson, Language, OnDay, day_of, language_of, one_of

Probs = Annotated[
    str,
    typer.Option(
        "--probs", metavar="0.25,0.5,0.75", show_default=False,
        help="The chance of lying below each value. Default for three values: the quartiles.",
    ),
]  # fmt: skip
Values = Annotated[
    str,
    typer.Option(
        "--values", metavar="25,30,35", show_default=False, help="The values said, in rising order."
    ),
]
Experts = Annotated[
    list[str] | None,
    typer.Option(
        "--expert", metavar='"NAME: 25, 30, 35"', show_default=False,
        help='One of several people; repeat it for each. A weight in brackets: "Kari (2): 25, 30, 35".',
    ),
]  # fmt: skip
Pool = Annotated[
    str,
    typer.Option(
        "--pool", metavar="linear|log",
        help="How several people are put together: one of them is right, or what all hold possible.",
    ),
]  # fmt: skip
Form = Annotated[
    str,
    typer.Option(
        "--form", metavar="p10-p50-p90", show_default=False,
        help="What three numbers are: p10-p50-p90, quartiles, p5-p50-p95 or low-typical-high.",
    ),
]  # fmt: skip
Low = Annotated[float | None, typer.Option("--low", help="The least it can be.", show_default=False)]
High = Annotated[float | None, typer.Option("--high", help="The most it can be.", show_default=False)]
Bins = Annotated[
    str,
    typer.Option(
        "--bins", metavar="0,10,20,30", show_default=False,
        help="Borders of bins in which chips were laid, one more than there are bins.",
    ),
]  # fmt: skip
Chips = Annotated[
    str, typer.Option("--chips", metavar="2,7,1", show_default=False, help="How many chips lie in each bin.")
]
Who = Annotated[str, typer.Option("--who", metavar="NAME", show_default=False, help="Who said it.")]
About = Annotated[
    str,
    typer.Option(
        "--input", metavar="sales_cycle", show_default=False,
        help="The input of the plan it is about: gives its unit and its natural limits.",
    ),
]  # fmt: skip
Where = Annotated[
    str, typer.Option("--market", metavar="DE", show_default=False, help="The market it is about.")
]


def elicit(
    values: Values = "",
    probs: Probs = "",
    expert: Experts = None,
    pool: Pool = "linear",
    form: Form = "",
    *,
    low: Low = None,
    high: High = None,
    bins: Bins = "",
    chips: Chips = "",
    who: Who = "",
    about: About = "",
    market: Where = "",
    on: OnDay = "",
    as_json: AsJson = False,
    lang: Language = "en",
) -> None:
    """Turn what people say about a number into a distribution: fits, feedback, lines for the company file."""
    from fram.workspace.loop.samples import elicited, elicited_told

    language = language_of(lang)
    one_of({"--values": values, "--expert": expert, "--chips": chips})
    one_of({"--probs": probs, "--form": form, "--chips": chips})
    day: date = day_of(on)
    question = elicited.Question(
        probs=elicited.numbers_of(probs, option="--probs") if probs else (), form=elicited.form_of(form),
        low=low, high=high, about=about, market=market, on=day,
    )  # fmt: skip
    statements = elicited.statements_of(values=values, experts=expert or (), bins=bins, chips=chips, who=who)
    view = elicited.elicit_beliefs(statements, question=question, how=elicited.how_of(pool))
    if as_json:
        typer.echo(elicited_told.beliefs_json(view))
    else:
        typer.echo(elicited_told.beliefs_text(view, lang=language))
