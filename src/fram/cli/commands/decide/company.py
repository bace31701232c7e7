"""``fram init``, ``fram check`` and ``fram plan``: the company file and the plan."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fram.cli.commands.decide.sequence import After
from fram.cli.options import (
    AsJson,
    Changes,
    CompanyPath,
    Draws,
    Language,
    Markets,
    OldPlan,
    OnDay,
    OutFolder,
    Papers,
    ScenarioName,
    Seed,
    day_of,
    language_of,
    typed_file,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from fram.workspace.papers.telling.typed import TypedFile
    from fram.workspace.record import PlanRecord


def init(
    path: Annotated[Path, typer.Argument(metavar="[FILE]", help="Where to write it.")] = Path("company.toml"),
    quick: Annotated[bool, typer.Option("--quick", help="Ask at most twelve questions.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    lang: Language = "en",
) -> None:
    """Write a company file: the full commented template, or one made from a few answers."""
    from fram.cli.interview import ask_all
    from fram.workspace import company

    language = language_of(lang)
    company.refuse_if_there(path, force=force)
    if quick:
        answers = ask_all(company.quick_questions(), language)
        text = company.company_from_answers(answers, lang=language)
    else:
        text = company.full_template(language)
    company.write_company(path, text, force=force)
    typer.echo(f"Wrote {path}.")
    if quick:
        typer.echo(company.check_company(path, on=day_of(""), lang=language).text(language))
    typed = typed_file(path, lang=language)
    typer.echo(f"Next: {typed.command('plan' if quick else 'check')}")


def check(file: CompanyPath, on: OnDay = "", lang: Language = "en") -> None:
    """Name every problem in a company file, and what is not known yet."""
    from fram.terms.errors import EXIT_CODES
    from fram.workspace.company import check_company

    language = language_of(lang)
    report = check_company(file, on=day_of(on), lang=language)
    typer.echo(report.text(language))
    if not report.is_good:
        raise typer.Exit(EXIT_CODES["invalid"])


def plan(
    file: CompanyPath,
    markets: Markets = "",
    draws: Draws = 20_000,
    seed: Seed = 1,
    on: OnDay = "",
    lang: Language = "en",
    out: OutFolder = None,
    papers: Papers = "all",
    as_json: AsJson = False,
    compare: OldPlan = None,
    changes: Changes = None,
    scenario: ScenarioName = "",
    after: After = None,
) -> None:
    """Make an export plan: which markets to go for, what to find out first, and what it rests on."""
    from fram.cli.progress import shown_progress
    from fram.workspace import decide, plan_files
    from fram.workspace.loop.sequence import old_sequence

    language, day, forms = language_of(lang), day_of(on), plan_files.paper_list(papers)
    folder = plan_files.open_folder(out) if out else None
    old = plan_files.read_plan(compare) if compare else None
    asked = decide.scenario_of(file, on=day, name=scenario, texts=changes or ())
    kept, weighed = old_sequence(after) if after else None, decide.market_list(markets)
    make = partial(decide.plan, file, markets=weighed, draws=draws, seed=seed, on=day, after=kept)
    if asked is not None and old is None:
        old = _base(make, draws, quiet=as_json)
    with plan_files.begun(forms if folder else ("json",), lang=language) as begun:
        with shown_progress("Simulating", draws, quiet=as_json) as progress:
            record = make(scenario=asked, progress=progress)
        written = (
            plan_files.write_plan(record, folder, lang=language, old=old, papers=begun) if folder else ()
        )
    if as_json:
        typer.echo(decide.plan_json(record), nl=False)
        return
    _show(record, lang=language, old=old, typed=typed_file(file, markets=markets, lang=language))
    for path in written:
        typer.echo(f"  {path}")


def _base(make: Callable[..., PlanRecord], draws: int, *, quiet: bool) -> dict[str, Any]:
    """The plan without the scenario, to compare it with."""
    from fram.cli.progress import shown_progress
    from fram.workspace import plan_files

    with shown_progress("Simulating the base", draws, quiet=quiet) as progress:
        return plan_files.as_old(make(progress=progress))


def _show(record: PlanRecord, *, lang: str, old: dict[str, Any] | None, typed: TypedFile) -> None:
    from rich.console import Console

    from fram.workspace import decide

    decide.show_board(record, lang=lang, old=old, console=Console(), typed=typed)
