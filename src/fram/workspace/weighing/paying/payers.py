"""Each pathway of a market held against the product: lengths, price, and the way to the first money."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

import numpy as np

from fram.access.pathways.fit import Fit
from fram.access.pathways.pathway import Pathway
from fram.access.pathways.payment import BUDGETS
from fram.access.pathways.prices import NetPrice, NoPrice
from fram.access.pathways.timing import next_closing, steps_to_money, to_the_end, until_money, wait
from fram.access.spread import DAYS_PER_MONTH, estimate_on, months_on
from fram.decide.rank import Range
from fram.decide.roads.first_money import EVIDENCE, Ahead, Floats, MoneyRun, run_money
from fram.terms.citation import Confidence
from fram.terms.estimate import Estimate
from fram.terms.product import ProductProfile
from fram.workspace.weighing.costs import Known
from fram.workspace.weighing.paying.own_price import priced

TENDERS = ("procurement", "contract")
"""Kinds of pathway whose own steps are the sale."""
UNPRICED = NoPrice("not looked at yet")
"""The price of a way before it is known when its money comes."""
RANK = {"yes": 0, "indirect": 1, "no": 2, "not-in-force": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One pathway held against the product.

    ``months``: from filing to the first money, the window left out; ``whole``: until its last step ends;
    ``run``: the way to the first money from today, None where none follows or nobody can say when;
    ``closes``: the next day applications close; ``sale``: months of what follows: a sale, or first patients;
    ``sure``: how far somebody read what the month of the first money rests on; ``price``: as of that month.
    """

    fit: Fit
    months: Known
    whole: Known
    chance: Known
    fees: Known
    price: NetPrice | NoPrice = UNPRICED
    run: MoneyRun | None = None
    closes: date | None = None
    sale: Known | None = None
    sure: Confidence = Confidence.UNCHECKED

    @property
    def pathway(self) -> Pathway:
        """The pathway itself."""
        return self.fit.pathway

    @property
    def money(self) -> Range | None:
        """Months from the day until the first money."""
        return Range.of(self.run.money) if self.run else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facing:
    """What every pathway of one market meets: the product, the day, and what lies before and after it.

    ``ready``: months until it may be sold there, drawn, None where that is not known; ``approval``: the same
    as an estimate, for how sure it is (None: nothing lies ahead); ``beside``: months of the firm's own work
    (papers, localisation); ``evidence``: months of a study that is still missing; ``cycle``: of a sale.
    """

    product: ProductProfile
    market: str
    currency: str
    on: date
    nok_per: Callable[[str], float]
    ready: Floats | None
    beside: Mapping[str, Estimate]
    evidence: Estimate
    cycle: Known
    approval: Estimate | None = None
    seed: int = 1

    def sure(self, *parts: Known | None) -> Confidence:
        """Return how far somebody read what a month rests on: its weakest part, approval and own work too."""
        all_parts = (self.approval, *self.beside.values(), *parts)
        known = [one for one in all_parts if isinstance(one, Estimate) and one.dist.mean > 0]
        return Confidence.weakest(*(one.confidence for one in known))


def payers_of(fits: Iterable[Fit], facing: Facing) -> tuple[Way, ...]:
    """Return the pathways of a market: what pays and fits first, then what may, what is closed last."""
    here = (fit for fit in fits if facing.market in fit.pathway.markets)
    return tuple(sorted((_payer(fit, facing) for fit in here), key=_order))


def bought_directly(facing: Facing) -> MoneyRun | None:
    """Return the way to the first money of a buyer who pays from a budget: approval, own work, the sale.

    None where a fund must decide first, and where the length of approval or of a sale is not known.
    """
    if facing.product.payer not in BUDGETS or facing.ready is None or not isinstance(facing.cycle, Estimate):
        return None
    beside = {name: months.dist for name, months in facing.beside.items()}
    return run_money(Ahead(approval=facing.ready, beside=beside, sale=facing.cycle.dist), seed=facing.seed)


def _payer(fit: Fit, facing: Facing) -> Way:
    pathway, on = fit.pathway, facing.on
    one = Way(
        fit=fit, months=until_money(pathway, on=on), whole=to_the_end(pathway, on=on),
        sale=facing.cycle if is_sold_after(pathway) else None, closes=next_closing(pathway.window, on=on),
        chance=estimate_on(pathway.chance, day=on), fees=estimate_on(pathway.fees, day=on),
    )  # fmt: skip
    if facing.ready is None or (run := _run(one, facing, facing.ready)) is None:
        return replace(one, price=_price(pathway, facing, on=on))
    study = facing.evidence if fit.lacks_evidence else None
    paid_on = on + timedelta(days=float(np.median(run.money)) * DAYS_PER_MONTH)
    return replace(
        one, run=run, sure=facing.sure(one.months, one.sale, study),
        price=_price(pathway, facing, on=paid_on),
    )  # fmt: skip


def _price(pathway: Pathway, facing: Facing, *, on: date) -> NetPrice | NoPrice:
    """The net price as the law known today has it on a day: that of the first money, where one is known."""
    return priced(
        pathway, product=facing.product, currency=facing.currency, nok_per=facing.nok_per, on=on
    )  # fmt: skip


def is_sold_after(pathway: Pathway) -> bool:
    """Return whether a sale, or the first patients, follow once a pathway is through."""
    return pathway.pays in ("yes", "indirect") and not (pathway.to_patients or pathway.kind in TENDERS)


def _run(one: Way, facing: Facing, ready: Floats) -> MoneyRun | None:
    """The way to the first money; None where none follows, nobody can apply, or a length was not read."""
    pathway, on = one.pathway, facing.on
    lengths = list(_lengths(one, on=on))
    known = [(name, length.dist) for name, length in lengths if isinstance(length, Estimate)]
    leads_on = pathway.pays in ("yes", "indirect") and not pathway.picked and not one.fit.is_closed
    if not leads_on or not lengths or len(known) < len(lengths):
        return None
    ahead = Ahead(
        approval=ready, beside={name: months.dist for name, months in _beside(one, facing).items()},
        wait=partial(wait, pathway.window, on=on), steps=known,
        sale=one.sale.dist if isinstance(one.sale, Estimate) else None,
    )  # fmt: skip
    run = run_money(ahead, seed=facing.seed)
    return run if np.isfinite(run.money).all() else None


def _beside(one: Way, facing: Facing) -> dict[str, Estimate]:
    """The firm's own work before this pathway: a study only where one that it asks for is missing."""
    study = {EVIDENCE: facing.evidence} if one.fit.lacks_evidence else {}
    return {**facing.beside, **study}


def _lengths(one: Way, *, on: date) -> Iterator[tuple[str, Known]]:
    """Months of each step to the money, or of the pathway as a whole where its file states only that."""
    pathway = one.pathway
    if pathway.first is not None or not pathway.steps:
        yield pathway.id, one.months
        return
    for step in steps_to_money(pathway):
        yield f"{pathway.id}.{step.id}", months_on(step.days, day=on)


def _order(one: Way) -> tuple[int, int, float, str]:
    """What pays first, the nearest to fitting, the soonest; then what nobody can apply for; last closed."""
    months = one.money.p50 if one.money else float("inf")
    rank = RANK[one.pathway.pays] + len(RANK) * (one.pathway.picked + 2 * one.fit.is_closed)
    return rank, one.fit.distance, months, one.pathway.id
