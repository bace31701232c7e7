"""The plan as a use case: from a company file to verdicts, on screen and in a folder."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fram import __version__
from fram.decide.plan import PLAN_DRAWS, Plan, plan_of, simulated
from fram.decide.scenario.applied import applied, what_moved
from fram.decide.scenario.change import Change, parse_change
from fram.terms.errors import Refused, did_you_mean
from fram.terms.jurisdiction import market_code
from fram.terms.product import CompanyFile
from fram.workspace.access.bodies.choosing import body_list
from fram.workspace.access.laws.product_code import code_list
from fram.workspace.company import read_company
from fram.workspace.company.what_if import scenario_changes
from fram.workspace.evidence.record import evidence_records
from fram.workspace.kept.evidence import EvidenceKept
from fram.workspace.kept.runway import RunwayKept
from fram.workspace.loop.findings.listed import findings_kept
from fram.workspace.loop.runway.parts import markets_of
from fram.workspace.loop.runway.view import runway_of
from fram.workspace.loop.sequence import OldSequence, Wished
from fram.workspace.loop.sequence.view import sequenced
from fram.workspace.papers.telling.typed import TypedFile
from fram.workspace.processes.beside import beside
from fram.workspace.record import Gap, PlanRecord, WhatIf, to_json
from fram.workspace.study.record import next_study
from fram.workspace.study.view import studied
from fram.workspace.weighing.corridor import price_records
from fram.workspace.weighing.market_terms import MarketTerms
from fram.workspace.weighing.rates import Rates
from fram.workspace.weighing.weighed import Weighed, to_weigh, weigh
from fram.workspace.world import the_world

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedChanges:
    """A scenario as it is asked for: its name (empty when typed in) and its changes on the base."""

    name: str
    changes: tuple[Change, ...]


def plan(
    path: str | Path,
    *,
    markets: Sequence[str] = (),
    draws: int = PLAN_DRAWS,
    seed: int = 1,
    on: date,
    scenario: NamedChanges | None = None,
    after: OldSequence | None = None,
    progress: Callable[[int], None] | None = None,
) -> PlanRecord:
    """Return the plan for a company file on a day. Same file, knowledge, seed and day: same plan.

    ``markets``: codes to weigh; none means every market not served yet. ``scenario``: what is set otherwise
    than in the file. ``after``: the launch sequence of an earlier plan, kept to but where a change brings
    more than it costs. Raises ``Refused`` for a file that cannot be planned.
    """
    path = Path(path)
    file = read_company(path, on=on)
    return plan_company(
        file, source=(path.name, hashlib.sha256(path.read_bytes()).hexdigest()), markets=markets, draws=draws,
        seed=seed, on=on, scenario=scenario, after=after, progress=progress,
    )  # fmt: skip


def scenario_of(
    path: str | Path, *, on: date, name: str = "", texts: Sequence[str] = ()
) -> NamedChanges | None:
    """Return a scenario: one of the file's by ``name``, with the changes of ``texts`` on top; None for none.

    Raises ``Refused`` for a name the file does not hold and a text that is no change.
    """
    if not name and not texts:
        return None
    said = tuple(parse_change(text) for text in texts)
    if not name:
        return NamedChanges(name="", changes=said)
    known = {one.name: one for one in read_company(Path(path), on=on).scenarios}
    if name not in known:
        raise Refused(
            f"no scenario is called `{name}`", where=str(path),
            remedy=did_you_mean(name, known) or f"known: {', '.join(known) or 'none'}",
        )  # fmt: skip
    return NamedChanges(name=name, changes=(*scenario_changes(known[name]), *said))


def plan_company(
    file: CompanyFile,
    *,
    source: tuple[str, str],
    markets: Sequence[str] = (),
    draws: int = PLAN_DRAWS,
    seed: int = 1,
    on: date,
    scenario: NamedChanges | None = None,
    after: OldSequence | None = None,
    progress: Callable[[int], None] | None = None,
) -> PlanRecord:
    """Return the plan for a company already read; ``source`` is the file's name and hash."""
    rates = Rates(on)
    ground = weigh(file, markets=to_weigh(file, markets), on=on, rates=rates)
    weighing, terms, what_if = ground.weighing, ground.terms, None
    if scenario is not None:
        weighing = applied(ground.weighing, scenario.changes)
        what_if = WhatIf(
            name=scenario.name, changes=tuple(change.text for change in scenario.changes),
            moved=what_moved(ground.weighing, scenario.changes, seed=seed),
        )  # fmt: skip
    drawn = simulated(weighing, seed=seed, draws=draws, on=on, progress=progress)
    wished = Wished(after=after) if after else None
    order = partial(sequenced, file, weighing, drawn=drawn, wished=wished)
    proof = partial(_evidence, replace(ground, weighing=weighing), seed=seed)
    with beside(order, proof) as answers:  # half of what is left to do, and it needs no more of the plan
        made = plan_of(weighing, drawn)
        return PlanRecord(
            company=file.company.name, product=file.product.name, country=file.company.country,
            cash_nok=weighing.company.cash_nok, burn_nok=weighing.company.monthly_burn_nok,
            payer=file.product.payer or "", unit_of_sale=file.product.unit_of_sale or "",
            price_model=file.product.price.model, served=file.company.markets_served, plan=made,
            rates=rates.used, gaps=_gaps(file, terms, made), input_file=source[0], input_hash=source[1],
            rule_book=_knowledge(file), product_version=__version__, scenario=what_if,
            roads=tuple(term.kept for term in terms), payers=tuple(term.payers for term in terms),
            prices=price_records(ground, weighing, seed=seed),
            findings=findings_kept(ground), runway=_runway(replace(ground, weighing=weighing), made),
            sequence=next(answers), evidence=next(answers),
        )  # fmt: skip


def _runway(ground: Weighed, made: Plan) -> RunwayKept:
    """The runway with the markets gone for; with none, of the company alone."""
    markets, because = markets_of(made)
    return runway_of(ground, markets=markets, because=because, seed=made.seed)


def _evidence(ground: Weighed, *, seed: int) -> EvidenceKept:
    """Every study before every door of each market, and the next study."""
    return EvidenceKept(
        studies=tuple(study.title for study in ground.file.product.evidence),
        markets=evidence_records(ground), next_study=next_study(studied(ground, seed=seed)),
    )  # fmt: skip


def _knowledge(file: CompanyFile) -> str:
    """The hash of the knowledge used, and of each list a user loaded that the product was looked up in."""
    product = file.product
    own = (code_list(product.facts), body_list(product))
    return "+".join(filter(None, (the_world().shelf.version, *own)))


def market_list(text: str, *, option: str = "--markets") -> tuple[str, ...]:
    """Return market codes out of ``DE,SE`` as a person wrote it; empty text means no choice.

    ``option``: where it was written, for the refusal of a code nobody knows.
    """
    words = [word for word in text.replace(";", ",").split(",") if word.strip()]
    return tuple(dict.fromkeys(market_code(word, where=option) for word in words))


def _gaps(file: CompanyFile, terms: Sequence[MarketTerms], made: Plan) -> tuple[Gap, ...]:
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
    used = {line.result.market: line.inputs for line in made.markets}
    world = [
        Gap(what=name, why=unknown.reason, ask=unknown.ask, market=t.setting.market)
        for t in terms for name, unknown in t.gaps if name in used[t.setting.market]
    ]  # fmt: skip
    return (*own, *world)


def plan_json(record: PlanRecord) -> str:
    """Return the plan as the published JSON: same inputs, same bytes."""
    return to_json(record)


def board_text(
    record: PlanRecord,
    *,
    lang: str = "en",
    old: dict[str, Any] | None = None,
    typed: TypedFile | None = None,
) -> str:
    """Return the board page as text, with what changed since an older plan where one is given.

    ``typed``: the file as it was typed, for the command to run next; the bare name without it.
    """
    from fram.workspace.papers.board import board

    text = board(record, lang=lang, typed=typed)
    if old is None:
        return text
    from fram.workspace.papers.compare import compare, comparison_text

    return f"{text}\n\n{comparison_text(compare(old, new=record), lang=lang)}"


def show_board(
    record: PlanRecord,
    *,
    lang: str = "en",
    old: dict[str, Any] | None = None,
    console: Console,
    typed: TypedFile | None = None,
) -> None:
    """Print what ``board_text`` returns; on a terminal the verdicts stand in their colours."""
    from fram.workspace.papers.board import print_board

    print_board(record, lang=lang, console=console, typed=typed)
    if old is not None:
        from fram.workspace.papers.compare import compare, comparison_text

        text = comparison_text(compare(old, new=record), lang=lang)
        console.print(f"\n{text}", markup=False, highlight=False, soft_wrap=True)
