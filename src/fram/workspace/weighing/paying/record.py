"""Makes what a plan keeps of who pays in a market: the ways that can fit, and the way to the first money."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from fram.access.pathways.pathway import NoPathway
from fram.access.pathways.payment import Payment
from fram.access.pathways.prices import NetPrice
from fram.decide.model.sampling import quantile
from fram.decide.rank import Range
from fram.decide.roads.first_money import APPROVAL, EVIDENCE, GATES, LOCALISE, SALE, WAIT, MoneyRun
from fram.terms.citation import Confidence
from fram.terms.dist import Fixed
from fram.terms.estimate import Estimate
from fram.terms.logic import Truth, Unknown
from fram.workspace.access.phrases import say
from fram.workspace.kept.payers import PayerLeg, PayerRecord, PayerRow, Words
from fram.workspace.weighing.paying.payers import Facing, Way, bought_directly
from fram.workspace.weighing.paying.standing import standing

LANGS = ("en", "nb")
FITS = {Truth.YES: "yes", Truth.UNKNOWN: "unknown", Truth.NO: "not-yet"}
"""How a way that is not closed fits, by its truth."""


def kept_payers(
    payers: Sequence[Way], facing: Facing, *, pay: Payment, instead: NoPathway | None = None
) -> PayerRecord:
    """Return what a plan keeps of a market's payers. ``instead``: what is known where no way is known."""
    direct = bought_directly(facing)
    open_ways = [one for one in payers if not one.fit.is_closed]
    best = way_taken(payers, pay)
    run = direct or (best.run if best else None)
    return PayerRecord(
        market=pay.market, fund=pay.on_critical_path.name.lower(), way=_way(best, direct),
        rows=tuple(_row(one) for one in open_ways), closed=len(payers) - len(open_ways),
        legs=tuple(_legs(run, best, by_patient=direct is None)) if run else (),
        money=Range.of(run.money) if run else None, ask=pay.ask, says=instead.says if instead else None,
    )  # fmt: skip


def way_taken(payers: Iterable[Way], pay: Payment) -> Way | None:
    """Return the way to payment that a plan takes, of all ways of a market; None where none can fit."""
    return next((one for one in payers if pay.quickest and one.pathway is pay.quickest.pathway), None)


def _way(best: Way | None, direct: MoneyRun | None) -> Words:
    if best is not None and direct is None:
        return best.pathway.name
    return _both("direct" if direct else "best-none")


def _row(one: Way) -> PayerRow:
    pathway, price = one.pathway, one.price
    paid = price if isinstance(price, NetPrice) and pathway.pays in ("yes", "indirect") else None
    return PayerRow(
        id=pathway.id, name=pathway.name, fit=FITS[one.fit.truth], pays=pathway.pays, next=pathway.next,
        stands={lang: standing(one.fit, lang=lang) for lang in LANGS}, confidence=pathway.confidence,
        cite=pathway.cite, money=one.money, money_sure=one.sure, closes=one.closes,
        net=range_of(paid.net) if paid else None, currency=paid.currency if paid else "",
        net_sure=paid.net.confidence if paid else Confidence.UNCHECKED,
        per=paid.per if paid else "", own=bool(paid and is_own(paid)),
    )  # fmt: skip


def _legs(run: MoneyRun, best: Way | None, *, by_patient: bool) -> Iterator[PayerLeg]:
    names = {f"{best.pathway.id}.{step.id}": step.name for step in best.pathway.steps} if best else {}
    for leg in run.legs:
        known = leg.name in (APPROVAL, GATES, LOCALISE, EVIDENCE, WAIT, SALE)
        word = "first-patients" if leg.name == SALE and by_patient else leg.name
        name = _both(f"leg-{word}") if known else names.get(leg.name, _both("leg-whole"))
        yield PayerLeg(name=name, starts=Range.of(leg.starts), ends=Range.of(leg.ends), critical=leg.critical)


def is_own(price: NetPrice | Unknown) -> bool:
    """Return whether a price is the firm's own, and no payer's."""
    return isinstance(price, NetPrice) and any(one.key == "net-own" for one in price.because)


def range_of(found: Estimate) -> Range:
    """Return P10, P50 and P90 of an estimate, in its unit."""
    if isinstance(found.dist, Fixed):
        return Range(p10=found.dist.value, p50=found.dist.value, p90=found.dist.value)
    low, middle, high = (float(x) for x in quantile(found.dist, np.array([0.1, 0.5, 0.9])))
    return Range(p10=low, p50=middle, p90=high)


def _both(key: str) -> Words:
    return {lang: say("payers", key, lang=lang) for lang in LANGS}
