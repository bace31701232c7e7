"""``fram decide sequence``: which markets to launch in, how and when, and when to stop."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fram.cli.options import (
    AsJson,
    CompanyPath,
    Language,
    Markets,
    OnDay,
    PagePath,
    Seed,
    day_of,
    language_of,
    one_of,
    page_file,
    typed_file,
)

Must = Annotated[
    list[str] | None, typer.Option(metavar="DE,SE", help="Markets that have to be in it; may be repeated.")
]
Never = Annotated[
    list[str] | None,
    typer.Option(metavar="US", help="Markets that are out of it; may be repeated."),
]
Floor = Annotated[float | None, typer.Option(metavar="NOK", help="What cash may never fall below.", min=0)]
Chance = Annotated[
    float | None, typer.Option(metavar="0.9", help="How surely cash must hold, between 0 and 1.")
]
OldChance = Annotated[float | None, typer.Option("--probability", hidden=True)]
Quarters = Annotated[int | None, typer.Option(help="Coming quarters in which a launch may start.")]
OwnMonths = Annotated[int | None, typer.Option(help="Months for which cash carries the company's own burn.")]
Modes = Annotated[
    list[str] | None, typer.Option(metavar="direct", help="A way of selling to look at; may be repeated.")
]
After = Annotated[
    Path | None,
    typer.Option(metavar="PLAN.json", help="Keep to the sequence of an earlier plan as far as it pays."),
]


def sequence(
    file: CompanyPath,
    markets: Markets = "",
    on: OnDay = "",
    as_json: AsJson = False,
    lang: Language = "en",
    *,
    html: PagePath = None,
    seed: Seed = 1,
    floor: Floor = None,
    chance: Chance = None,
    quarters: Quarters = None,
    own_months: OwnMonths = None,
    mode: Modes = None,
    must: Must = None,
    never: Never = None,
    after: After = None,
    probability: OldChance = None,
) -> None:
    """Say which markets to launch in, how and in which quarter, when to stop, and what is not now."""
    from fram.cli.progress import shown_progress
    from fram.decide.sequence.made import ROUNDS
    from fram.workspace.decide import market_list
    from fram.workspace.loop import sequence as use

    language, page, day = language_of(lang), page_file(html), day_of(on)
    one_of({"--html": page, "--json": as_json})
    wished = use.Wished(
        floor_nok=floor, probability=probability if chance is None else chance, quarters=quarters,
        own_months=own_months, must=_named(must, "--must"), never=_named(never, "--never"),
        after=use.old_sequence(after) if after else None, modes=use.modes_of(mode or ()),
    )  # fmt: skip
    with shown_progress("Searching", ROUNDS, quiet=as_json) as progress:
        draw = use.Draw(seed=seed, progress=progress)
        found = use.sequence(file, on=day, markets=market_list(markets), wished=wished, draw=draw)
    if as_json:
        typer.echo(use.sequence_json(found))
    elif page:
        typer.echo(str(use.write_sequence(found, page, lang=language)))
    else:
        typer.echo(use.sequence_text(found, lang=language, typed=typed_file(file, markets, lang=language)))


def _named(markets: list[str] | None, option: str) -> tuple[str, ...]:
    """Market codes of an option that may be repeated."""
    from fram.workspace.decide import market_list

    return market_list(",".join(markets or ()), option=option)
