"""Every pathway to payment held against one product, beside a plain walk of the written conditions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from benchmarks.profiles import DAY
from benchmarks.registry import ROOT, Run, Way, Work, timed
from fram.access.pathways.pathway import Pathway
from fram.access.pathways.payment import months_to_money
from fram.knowledge.shelf import load_yaml
from fram.rules.condition import settle
from fram.terms.product import ProductProfile
from fram.workspace.company import read_company
from fram.workspace.weighing.market_terms import View, view_of
from fram.workspace.weighing.paying.fits import beside_the_point, fits_of
from fram.workspace.weighing.paying.own_price import priced
from fram.workspace.weighing.rates import Rates
from fram.workspace.world import the_world

EXAMPLE = ROOT / "examples" / "sovn-app.toml"
NO, UNKNOWN, YES = 0, 1, 2


@cache
def looked_at() -> tuple[ProductProfile, View]:
    """Return the example's product and what it is seen through."""
    file = read_company(EXAMPLE, on=DAY)
    return file.product, view_of(file, world=the_world(), on=DAY, nok_per=Rates(DAY).nok_per)


@cache
def written() -> tuple[tuple[str, tuple[dict[str, Any], ...]], ...]:
    """Return each pathway's conditions as its file has them: what a plain evaluator would walk."""
    files = (load_yaml(path) for path in the_world().shelf.files("[a-z][a-z]/reimbursement/*.yaml"))
    return tuple((raw["id"], tuple(one["when"] for one in raw.get("law", ()))) for raw in files)


def run_ours(size: Mapping[str, int]) -> Run:
    """Time the fit with its reasons, the months to the money and the net price of every pathway."""
    product, view = looked_at()

    def once() -> None:
        for fit in fits_of(product, told=view.told, world=view.world, on=DAY):
            months_to_money(fit.pathway, on=DAY, ready=None)
            price(fit.pathway, product=product, view=view)

    return _often(once, size["times"])


def price(pathway: Pathway, *, product: ProductProfile, view: View) -> object:
    """Return a pathway's net price in the money of its first market."""
    currency = view.world.markets[pathway.markets[0]].head.currency
    return priced(pathway, product=product, currency=currency, nok_per=view.nok_per, on=DAY)


def run_fit(size: Mapping[str, int]) -> Run:
    """Time our fit alone, with its reasons."""
    product, view = looked_at()
    return _often(lambda: fits_of(product, told=view.told, world=view.world, on=DAY), size["times"])


def run_walk(size: Mapping[str, int]) -> Run:
    """Time a plain walk of the same conditions: yes, no or unknown, no reasons, no months, no price."""
    known = settle(looked_at()[0].facts)
    return _often(lambda: [all_of(parts, known) for _, parts in written()], size["times"])


def all_of(parts: tuple[dict[str, Any], ...] | list[dict[str, Any]], known: Mapping[str, Any]) -> int:
    """Return the least of what the parts say."""
    return min((walk(part, known) for part in parts), default=YES)


def walk(raw: Mapping[str, Any], known: Mapping[str, Any]) -> int:
    """Return what one written condition says of the answers."""
    return min(_part(key, value, known) for key, value in raw.items())


def _part(key: str, value: Any, known: Mapping[str, Any]) -> int:
    if key == "any":
        return max(walk(part, known) for part in value)
    if key == "all":
        return all_of(value, known)
    if key == "not":
        return 2 - walk(value, known)
    said = known.get(key)
    if said is None:
        return UNKNOWN
    if isinstance(value, dict):
        return YES if value.get("at_least", said) <= said <= value.get("at_most", said) else NO
    wanted = set(map(str, value)) if isinstance(value, list) else {str(value)}
    return YES if wanted & (said if isinstance(said, frozenset) else {said}) else NO


def check() -> None:
    """Prove that the plain walk says the same as ours of every pathway whose conditions all hold today."""
    product, view = looked_at()
    walked = dict(written())
    known = settle({**product.facts, **beside_the_point(product.facts)})
    for fit in fits_of(product, told=view.told, world=view.world, on=DAY):
        if fit.exists and len(fit.demands) == len(fit.pathway.law):
            assert all_of(walked[fit.pathway.id], known) == fit.truth.value, fit.pathway.id


def _often(once: Any, times: int) -> Run:
    once()

    def often() -> None:
        for _ in range(times):
            once()

    return Run(seconds=timed(often) / times)


PAYERS = Work(
    name="payers",
    full={"times": 200},
    quick={"times": 20},
    ways=(
        Way(name="fit, months, net price", run=run_ours, check=check),
        Way(name="fit with reasons", run=run_fit),
        Way(name="plain walk, fit only", run=run_walk),
    ),
    limit=0.02,
)
