"""The evidence of one product before every door of the markets chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from fram.access.evidence.checklist import doors_of
from fram.access.evidence.classes import imdrf_categories, nice_tiers
from fram.access.evidence.doors import Door
from fram.access.evidence.gaps import Gap, gaps
from fram.access.evidence.grade import Certainty, certainty
from fram.access.evidence.matrix import Column, columns
from fram.access.evidence.payers import payer_doors, with_pay
from fram.access.evidence.transfer import Transfer, transfers
from fram.access.pathways.fit import Fit
from fram.access.regimes.classes import is_held
from fram.rules.condition import settle
from fram.terms.jurisdiction import MARKETS, market_code
from fram.terms.logic import Truth
from fram.terms.product import CompanyFile, ProductProfile
from fram.terms.proof.evidence import Evidence
from fram.workspace.company import read_company
from fram.workspace.weighing.market_terms import view_of
from fram.workspace.weighing.paying.fits import beside_the_point
from fram.workspace.weighing.rates import Rates
from fram.workspace.world import World, the_world


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """How sure one finished study makes us: where it was made, and in the chosen markets elsewhere."""

    study: Evidence
    at_home: Certainty
    abroad: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    """All there is to say of a product's evidence on a day.

    ``columns``: every door of the ``markets``, those of one market first, in the order of the markets, then
    those that several share; ``categories`` and ``tiers``: classes that the answers leave possible.
    """

    company: str
    product: ProductProfile
    markets: tuple[str, ...]
    on: date
    columns: tuple[Column, ...]
    gaps: tuple[Gap, ...]
    transfers: tuple[Transfer, ...]
    graded: tuple[Graded, ...]
    categories: tuple[str, ...]
    tiers: tuple[str, ...]

    @property
    def studies(self) -> tuple[Evidence, ...]:
        """The studies as the file lists them."""
        return self.product.evidence

    def counted(self, truth: Truth) -> int:
        """How many doors stand so."""
        return sum(column.truth is truth for column in self.columns)

    def places(self, door: Door) -> tuple[str, ...]:
        """The chosen markets that a door speaks for; none for a method without borders."""
        return tuple(market for market in self.markets if market in door.markets)


def evidence_view(given: CompanyFile | str | Path, *, markets: Sequence[str] = (), on: date) -> EvidenceView:
    """Return a company's evidence before every door of some markets; without any, of those not served yet.

    Raises ``Refused`` for a file that cannot be used and a market nobody knows.
    """
    file = given if isinstance(given, CompanyFile) else read_company(Path(given), on=on)
    chosen = chosen_markets(file, markets)
    seen = view_of(file, world=the_world(), on=on, nok_per=Rates(on).nok_per)
    return evidence_before(file, markets=chosen, fits=seen.fits, on=on)


def evidence_before(
    file: CompanyFile, *, markets: Sequence[str], fits: Sequence[Fit], on: date
) -> EvidenceView:
    """Return a company's evidence before every door of some markets, by codes; ``fits``: of every pathway."""
    world, product, chosen = the_world(), file.product, tuple(markets)
    known = known_of(product)
    doors = _ordered(doors_before(product, known=known, fits=fits, world=world, on=on), chosen)
    table = columns(doors, known=known, studies=product.evidence)
    return EvidenceView(
        company=file.company.name, product=product, markets=chosen, on=on, columns=table, gaps=gaps(table),
        transfers=transfers(product.evidence, markets=chosen), graded=_graded(product, chosen),
        categories=_categories(product), tiers=_tiers(product) if "GB" in chosen else (),
    )  # fmt: skip


def chosen_markets(file: CompanyFile, markets: Sequence[str]) -> tuple[str, ...]:
    """Return the codes of the markets named, or of all that are not served yet (all, where all are)."""
    named = tuple(dict.fromkeys(market_code(market, where="--market") for market in markets))
    served = {file.company.country, *file.company.markets_served}
    return named or tuple(market for market in MARKETS if market not in served) or tuple(MARKETS)


def known_of(product: ProductProfile) -> dict[str, Any]:
    """Return every answer that asks are judged by: the product's, the tier where it follows from them, and a
    no to what does not arise.
    """
    known = dict(product.facts)
    if len(tiers := nice_tiers(known)) == 1:
        known["nice_tier"] = tiers[0]
    return {**beside_the_point(known), **known}


def doors_before(
    product: ProductProfile, *, known: Mapping[str, Any], fits: Sequence[Fit], world: World, on: date
) -> tuple[Door, ...]:
    """Return every door that a product stands before, in all markets; one that said yes already is held."""
    regimes = {
        name: regime.opens for name, regime in world.roads.items()
        if product.kind in regime.kinds and known.get("is_medical_device") is not False
    }  # fmt: skip
    held = {name for name in regimes if is_held(world.roads[name], profile=product, on=on)}
    listed = with_pay(doors_of(world.checklists, known=settle(known), opens=regimes), fits)
    listed = tuple(replace(door, held=door.regime in held) if door.regime else door for door in listed)
    return (*listed, *payer_doors(fits, covered=listed))


def _ordered(doors: Sequence[Door], markets: Sequence[str]) -> tuple[Door, ...]:
    """The doors of the chosen markets: market by market, then what several share, then methods."""
    places = {door.id: [market for market in markets if market in door.markets] for door in doors}
    kept = [door for door in doors if places[door.id] or not door.markets]
    rank = {market: number for number, market in enumerate(markets)}

    def place(door: Door) -> tuple[int, int]:
        found = places[door.id]
        return (rank[found[0]] if len(found) == 1 else len(rank) + (not found)), len(found)

    return tuple(sorted(kept, key=place))


def _graded(product: ProductProfile, markets: Sequence[str]) -> tuple[Graded, ...]:
    found = []
    for study in product.evidence:
        elsewhere = [market for market in markets if market != study.country and market not in study.holds_in]
        at_home = certainty(study)
        abroad = certainty(study, market=elsewhere[0] if elsewhere else study.country or "?")
        if at_home is not None and abroad is not None:
            found.append(Graded(study=study, at_home=at_home, abroad=abroad))
    return tuple(found)


def _tiers(product: ProductProfile) -> tuple[str, ...]:
    """The British tiers, for what is known to be digital."""
    return nice_tiers(product.facts) if product.fact("main_function_digital") is True else ()


def _categories(product: ProductProfile) -> tuple[str, ...]:
    """The categories of medical software, where it is some and a word on it stands in the file."""
    is_software = product.kind == "software" or product.fact("software_own_purpose") is True
    asked = product.fact("imdrf_significance") or product.fact("imdrf_situation")
    return imdrf_categories(product.facts) if is_software and asked else ()
