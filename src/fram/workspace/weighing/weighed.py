"""All that is weighed for one company: what markets are seen through, their inputs, what lies behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from fram.decide.going import Going
from fram.decide.model.case import Sold
from fram.decide.plan import Weighing
from fram.terms.company import Company
from fram.terms.errors import Refused
from fram.terms.jurisdiction import MARKETS, market_code
from fram.terms.loop import UnderWay, months_since
from fram.terms.product import CompanyFile
from fram.workspace.company.found_out import with_found_out
from fram.workspace.weighing.heard import Heard, Place, estimates, heard
from fram.workspace.weighing.market_terms import MarketTerms, View, market_terms, view_of
from fram.workspace.weighing.product_terms import product_estimates
from fram.workspace.weighing.rates import Rates
from fram.workspace.world import the_world

HARDWARE = ("device", "ivd")
"""Kinds of product that cross a border as goods."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """One company's markets, ready for the engines; ``terms`` stand in the order of ``weighing``.

    ``heard``: what findings changed of the product's own inputs; of a market's, see its terms.
    """

    file: CompanyFile
    on: date
    rates: Rates = field(repr=False)
    view: View = field(repr=False)
    weighing: Weighing = field(repr=False)
    terms: tuple[MarketTerms, ...] = field(repr=False)
    heard: tuple[Heard, ...] = field(default=(), repr=False)


def weigh(file: CompanyFile, *, markets: Sequence[str], on: date, rates: Rates) -> Weighed:
    """Return all that is weighed for these markets, and the road and payment behind each of them."""
    view = view_of(file, world=the_world(), on=on, nok_per=rates.nok_per)
    terms = tuple(market_terms(file, market, view=view) for market in markets)
    known = with_found_out(product_estimates(file.product, nok_per=rates.nok_per), file.expected)
    listened = heard(known, file, place=Place())
    sold = Sold(
        known=known | estimates(listened),
        price_model=file.product.price.model, unit_of_sale=file.product.unit_of_sale or "",
        mode=file.product.sold_by, ships_goods=file.product.kind in HARDWARE,
        factors={factor.name: factor.loadings for factor in file.factors},
    )  # fmt: skip
    weighing = Weighing(
        company=file.company, settings=tuple(t.setting for t in terms), sold=sold,
        going=tuple(_going(file, view, on=on, chosen=markets)),
    )  # fmt: skip
    return Weighed(file=file, on=on, rates=rates, view=view, weighing=weighing, terms=terms, heard=listened)


def _going(file: CompanyFile, view: View, *, on: date, chosen: Sequence[str]) -> Iterator[Going]:
    """The launches under way in markets that are no choice any more."""
    for market, one in begun(file).items():
        if market not in chosen and one.started is not None:
            yield Going(
                setting=market_terms(file, market, view=view).setting,
                mode=one.mode or file.product.sold_by, months=months_since(one.started, on),
            )  # fmt: skip


def begun(file: CompanyFile) -> dict[str, UnderWay]:
    """Return the launches of a company file that have begun, by market."""
    said = file.sequence.under_way if file.sequence else ()
    return {
        market_code(one.market, where="sequence.under_way"): one for one in said if one.started is not None
    }


def refuse_served(markets: Sequence[str], company: Company, *, option: str = "--markets") -> None:
    """Refuse a market that is served already: there is no launch left to weigh, its sales are in the burn."""
    for market in markets:
        if market in company.markets_served:
            raise Refused(
                f"{market} is served already", where=option,
                why="what it costs and brings stands in the monthly burn; only launches to come are weighed",
                remedy="leave it out, or correct markets_served in the company file", kind="usage",
            )  # fmt: skip


def to_weigh(file: CompanyFile, markets: Sequence[str]) -> tuple[str, ...]:
    """Return the markets named, or else every market not served yet; refuse where none is left.

    A market whose launch is under way is no choice any more, named or not.
    """
    served, going = set(file.company.markets_served), begun(file)
    named = tuple(markets) or tuple(market for market in MARKETS if market not in served)
    chosen = tuple(market for market in named if market not in going)
    if not chosen:
        raise Refused(
            "no market is left to weigh",
            why="their launches are under way" if named else "all are served",
            remedy="name some others: --markets DE,SE",
        )  # fmt: skip
    return chosen
