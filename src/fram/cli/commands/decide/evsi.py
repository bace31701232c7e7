"""``fram decide evsi``: what a planned study of one input is worth, and what is left after its cost."""

from __future__ import annotations

from typing import Annotated

import typer

from fram.cli.commands.decide.evpi import Outputs
from fram.cli.commands.decide.evppi import Inputs
from fram.cli.options import AsJson, Language, Seed, language_of

Study = Annotated[
    list[str],
    typer.Argument(
        metavar="STUDY", show_default=False,
        help="`binary N` (yes or no), `measured N SD` or `asked N SD`; several sizes as 50,100,200.",
    ),
]  # fmt: skip
Of = Annotated[str, typer.Option("--of", metavar="COLUMN", help="The input to study.", show_default=False)]
Cost = Annotated[float, typer.Option("--cost", min=0, help="What it costs whatever its size.")]
CostEach = Annotated[float, typer.Option("--cost-each", min=0, help="What each who takes part costs.")]
Times = Annotated[float, typer.Option("--times", min=0, help="How many decisions a year it serves.")]
Years = Annotated[float, typer.Option("--years", min=0, help="For how many years.")]
Discount = Annotated[float, typer.Option("--discount", min=0, max=1, help="Discount a year: 0.035.")]
Delay = Annotated[float, typer.Option("--delay", min=0, help="Years until its result can be used.")]

Shared = Annotated[
    float,
    typer.Option(
        "--shared", metavar="SD", min=0,
        help="`asked` only: how far all of them are off together, in the input's unit.",
    ),
]  # fmt: skip


def evsi(
    outputs: Outputs,
    inputs: Inputs,
    of: Of,
    study: Study,
    cost: Cost = 0.0,
    *,
    cost_each: CostEach = 0.0,
    times: Times = 1.0,
    years: Years = 1.0,
    discount: Discount = 0.0,
    delay: Delay = 0.0,
    shared: Shared = 0.0,
    seed: Seed = 1,
    as_json: AsJson = False,
    lang: Language = "en",
) -> None:
    """Say what a planned study of one input is worth (EVSI), and what is left after its cost (ENBS)."""
    from fram.decide.worth_knowing import Use
    from fram.workspace.loop.samples import planned, planned_told, table

    language = language_of(lang)
    asked = planned.StudyAsked(
        of=of, study=tuple(study), price=planned.Price(fixed=cost, each=cost_each),
        use=Use(yearly=times, years=years, discount=discount, delay_years=delay),
        shared=shared,
    )  # fmt: skip
    view = planned.planned_studies(
        table.read_samples(outputs, option="--outputs"), table.read_samples(inputs, option="--inputs"),
        asked=asked, seed=seed,
    )  # fmt: skip
    typer.echo(planned_told.study_json(view) if as_json else planned_told.study_text(view, lang=language))
