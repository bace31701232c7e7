"""A company's launch sequence as a use case: on the plan's own markets, values and draws."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fram import __version__
from fram.decide.plan import PLAN_DRAWS, Simulated, Weighing, plan_of, simulated
from fram.decide.sequence.made import Ground, Sequenced, sequence_of
from fram.terms.product import CompanyFile
from fram.workspace.company import read_company
from fram.workspace.loop.sequence.rules import Wished, is_strict, rules_of
from fram.workspace.record import PlanRecord
from fram.workspace.weighing.rates import Rates
from fram.workspace.weighing.weighed import to_weigh, weigh
from fram.workspace.world import the_world


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """How a sequence is drawn: the seed, and who is told how far the search has come."""

    seed: int = 1
    progress: Callable[[int], None] | None = None


def sequence(
    path: str | Path,
    *,
    on: date,
    markets: Sequence[str] = (),
    wished: Wished | None = None,
    draw: Draw | None = None,
) -> PlanRecord:
    """Return a company file's plan with its launch sequence, without the papers' other parts.

    ``markets``: codes to weigh, by default all not served; ``wished``: what is asked otherwise than in the
    file. Raises ``Refused`` for a file that cannot be planned, rules that cannot be kept, and where cash
    alone does not hold as surely as somebody stated.
    """
    path, draw = Path(path), draw or Draw()
    file = read_company(path, on=on)
    rates = Rates(on)
    ground = weigh(file, markets=to_weigh(file, markets), on=on, rates=rates)
    drawn = simulated(ground.weighing, seed=draw.seed, draws=PLAN_DRAWS, on=on)
    return PlanRecord(
        company=file.company.name, product=file.product.name, country=file.company.country,
        cash_nok=file.company.cash_nok, burn_nok=file.company.monthly_burn_nok,
        payer=file.product.payer or "", unit_of_sale=file.product.unit_of_sale or "",
        price_model=file.product.price.model, served=file.company.markets_served,
        plan=plan_of(ground.weighing, drawn),
        rates=rates.used, input_file=path.name, input_hash=hashlib.sha256(path.read_bytes()).hexdigest(),
        rule_book=the_world().shelf.version, product_version=__version__,
        sequence=sequenced(file, ground.weighing, drawn=drawn, wished=wished, draw=draw),
    )  # fmt: skip


def sequenced(
    file: CompanyFile,
    weighing: Weighing,
    *,
    drawn: Simulated,
    wished: Wished | None = None,
    draw: Draw | None = None,
) -> Sequenced:
    """Return the sequence for markets weighed and simulated already, on the plan's values and seed."""
    draw = draw or Draw(seed=drawn.seed)
    lowered = {item.market: item.shrunk - item.mean for item in drawn.standing.ranked}
    cases = (*drawn.cases, *(case for case, _ in weighing.going_cases()))
    rules = rules_of(file, markets=[case.market for case in cases], on=drawn.on, wished=wished)
    return sequence_of(
        Ground(company=weighing.company, cases=cases, rules=rules, lowered=lowered),
        seed=draw.seed, strict=is_strict(file, wished), progress=draw.progress,
    )  # fmt: skip
