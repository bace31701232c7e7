"""``fram access evidence``: every study before every regulator, assessor and payer, and what is missing."""

from __future__ import annotations

from typing import Annotated

import typer

from fram.cli.options import (
    AsJson,
    CompanyPath,
    Language,
    OnDay,
    PagePath,
    day_of,
    language_of,
    one_of,
    page_file,
)

OnlyMarkets = Annotated[
    list[str] | None,
    typer.Option(
        "--market", metavar="DE", show_default=False,
        help="Only this market; may be given several times. Default: all not served yet.",
    ),
]  # fmt: skip


def evidence(
    file: CompanyPath,
    market: OnlyMarkets = None,
    on: OnDay = "",
    as_json: AsJson = False,
    lang: Language = "en",
    *,
    html: PagePath = None,
) -> None:
    """Show which studies meet what regulators, assessors and payers ask, and what is missing."""
    from fram.workspace.decide import market_list
    from fram.workspace.evidence import html as pages
    from fram.workspace.evidence import text
    from fram.workspace.evidence.view import evidence_view

    language, page = language_of(lang), page_file(html)
    one_of({"--html": page, "--json": as_json})
    view = evidence_view(file, markets=market_list(",".join(market or ()), option="--market"), on=day_of(on))
    if page is not None:
        typer.echo(str(pages.write_page(view, page, lang=language)))
    else:
        typer.echo(text.evidence_json(view) if as_json else text.evidence_text(view, lang=language))
