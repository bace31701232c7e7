"""The plan as a use case: from a company file to verdicts, on screen and in a folder."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fram import __version__
from fram.decide.model.opportunity import Sold
from fram.decide.plan import Weighing, make_plan
from fram.terms.errors import Refused
from fram.terms.jurisdiction import MARKETS, market_code
from fram.terms.product import CompanyFile
from fram.workspace.company import read_company
from fram.workspace.company.found_out import with_found_out
from fram.workspace.record import Gap, PlanRecord, to_json
from fram.workspace.weighing.market_terms import MarketTerms, market_terms, view_of
from fram.workspace.weighing.product_terms import product_estimates
from fram.workspace.weighing.rates import Rates
from fram.workspace.world import the_world

if TYPE_CHECKING:
    from rich.console import Console

PLAN_FILES = ("plan.json", "plan.html")


def plan(
    path: str | Path,
    *,
    markets: Sequence[str] = (),
    draws: int = 20_000,
    seed: int = 1,
    on: date,
    progress: Callable[[int], None] | None = None,
) -> PlanRecord:
    """Return the plan for a company file on a day. Same file, knowledge, seed and day: same plan.

    ``markets``: codes to weigh; none means every market not served yet. Raises ``Refused`` for a file
    that cannot be planned.
    """
    path = Path(path)
    file = read_company(path, on=on)
    return plan_company(
        file, source=(path.name, hashlib.sha256(path.read_bytes()).hexdigest()), markets=markets, draws=draws,
        seed=seed, on=on, progress=progress,
    )  # fmt: skip


def plan_company(
    file: CompanyFile,
    *,
    source: tuple[str, str],
    markets: Sequence[str] = (),
    draws: int = 20_000,
    seed: int = 1,
    on: date,
    progress: Callable[[int], None] | None = None,
) -> PlanRecord:
    """Return the plan for a company already read; ``source`` is the file's name and hash."""
    world, rates = the_world(), Rates(on)
    chosen = _to_weigh(file, markets)
    view = view_of(file, world=world, on=on, nok_per=rates.nok_per)
    terms = [market_terms(file, market, view=view) for market in chosen]
    weighing = Weighing(
        company=file.company, settings=tuple(t.setting for t in terms),
        sold=Sold(
            known=with_found_out(product_estimates(file.product, nok_per=rates.nok_per), file.expected),
            price_model=file.product.price.model, unit_of_sale=file.product.unit_of_sale or "",
        ),
    )  # fmt: skip
    made = make_plan(weighing, seed=seed, draws=draws, on=on, progress=progress)
    return PlanRecord(
        company=file.company.name, product=file.product.name, country=file.company.country,
        cash_nok=file.company.cash_nok, burn_nok=file.company.monthly_burn_nok,
        payer=file.product.payer or "", unit_of_sale=file.product.unit_of_sale or "",
        price_model=file.product.price.model, served=file.company.markets_served, plan=made,
        rates=rates.used, gaps=_gaps(file, terms), input_file=source[0], input_hash=source[1],
        rule_book=world.shelf.version, product_version=__version__,
    )  # fmt: skip


def market_list(text: str) -> tuple[str, ...]:
    """Return market codes out of ``DE,SE`` as a person wrote it; empty text means no choice."""
    words = [word for word in text.replace(";", ",").split(",") if word.strip()]
    return tuple(dict.fromkeys(market_code(word, where="--markets") for word in words))


def _to_weigh(file: CompanyFile, markets: Sequence[str]) -> tuple[str, ...]:
    served = set(file.company.markets_served)
    chosen = tuple(markets) or tuple(market for market in MARKETS if market not in served)
    if not chosen:
        raise Refused("no market is left to weigh", why="all are served", remedy="name some: --markets DE,SE")
    return chosen


def _gaps(file: CompanyFile, terms: Sequence[MarketTerms]) -> tuple[Gap, ...]:
    """What is not known and matters: what the file leaves open, then what no source gives, by market."""
    product, price = file.product, file.product.price
    open_fields = {
        "product.payer": product.payer, "product.unit_of_sale": product.unit_of_sale,
        "product.price.amount": price.amount, "product.price.cost_to_serve": price.cost_to_serve,
        "product.handles_health_data": product.handles_health_data,
    }  # fmt: skip
    own = [
        Gap(what=name, why="not in the company file", ask="company")
        for name, value in open_fields.items()
        if value is None
    ]
    world = [
        Gap(what=name, why=unknown.reason, ask=unknown.ask, market=t.setting.market)
        for t in terms for name, unknown in t.gaps
        if t.setting.needs_payment or not name.startswith("payment")
    ]  # fmt: skip
    return (*own, *world)


def plan_json(record: PlanRecord) -> str:
    """Return the plan as the published JSON: same inputs, same bytes."""
    return to_json(record)


def board_text(record: PlanRecord, *, lang: str = "en", old: dict[str, Any] | None = None) -> str:
    """Return the board page as text, with what changed since an older plan where one is given."""
    from fram.workspace.papers.board import board

    text = board(record, lang=lang)
    if old is None:
        return text
    from fram.workspace.papers.compare import compare, comparison_text

    return f"{text}\n\n{comparison_text(compare(old, new=record), lang=lang)}"


def show_board(
    record: PlanRecord, *, lang: str = "en", old: dict[str, Any] | None = None, console: Console
) -> None:
    """Print what ``board_text`` returns; on a terminal the verdicts stand in their colours."""
    from fram.workspace.papers.board import print_board

    print_board(record, lang=lang, console=console)
    if old is not None:
        from fram.workspace.papers.compare import compare, comparison_text

        text = comparison_text(compare(old, new=record), lang=lang)
        console.print(f"\n{text}", markup=False, highlight=False, soft_wrap=True)


def open_folder(folder: Path) -> Path:
    """Return a folder once it is sure that it can be written; refuse before any work is done.

    Folders made for the trial are taken away again: nothing is left behind by a run that is stopped.
    """
    new = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        for path in new:
            path.rmdir()
    except OSError as error:
        raise Refused(
            "cannot be written",
            where=str(folder),
            why=error.strerror or str(error),
            remedy="name another folder with --out",
            kind="unwritable",
        ) from None
    return folder


def write_plan(
    record: PlanRecord, folder: Path, *, lang: str = "en", old: dict[str, Any] | None = None
) -> tuple[Path, ...]:
    """Write plan.json and plan.html and return their paths.

    Both are made whole first and written under temporary names, then renamed: an interrupted run
    leaves earlier files as they were.
    """
    from fram.workspace.papers.report import report_html

    texts = dict(zip(PLAN_FILES, (to_json(record), report_html(record, lang=lang, old=old)), strict=True))
    folder.mkdir(parents=True, exist_ok=True)
    return write_together(folder, texts)


def write_together(folder: Path, texts: dict[str, str]) -> tuple[Path, ...]:
    """Write several files, all or none, each by temporary name and rename."""
    made: list[tuple[str, Path]] = []
    try:
        for name, text in texts.items():
            handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{name}.")
            made.append((temporary, folder / name))
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
        for temporary, path in made:
            os.chmod(temporary, 0o644)  # noqa: PTH101
            os.replace(temporary, path)  # noqa: PTH105
    except OSError as error:
        raise Refused(
            "cannot be written", where=str(folder), why=error.strerror or str(error), kind="unwritable",
            remedy="free some space or name another folder with --out",
        ) from None  # fmt: skip
    finally:
        for temporary, _ in made:
            Path(temporary).unlink(missing_ok=True)
    return tuple(path for _, path in made)


def read_plan(path: Path) -> dict[str, Any]:
    """Return an earlier plan.json as plain data, or refuse a file that is not one."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Refused("is not there", where=str(path), remedy="name a plan.json", kind="missing") from None
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise Refused(
            "is not a plan",
            where=str(path),
            why=f"it cannot be read as JSON ({error})",
            remedy="name a plan.json written by `fram plan --out`",
            kind="unreadable",
        ) from None
    if not isinstance(found, dict) or not str(found.get("schema_version", "")).startswith("1."):
        raise Refused(
            "is not a Fram plan of schema 1", where=str(path),
            remedy="name a plan.json written by `fram plan --out`", kind="unreadable",
        )  # fmt: skip
    return found
