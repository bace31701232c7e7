"""What a price rests on, drawn as the plan draws it: the firm's own side, and what a market's payers give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.model.case import MarketCase, Setting, Sold, build_case
from fram.decide.model.factors import Draws
from fram.decide.model.inputs import INPUTS
from fram.decide.model.sampling import at_normal, quantile
from fram.terms.dist import Dist, Fixed, Pert, Quantiles, Triangular, Uniform, scaled
from fram.terms.errors import Refused
from fram.terms.estimate import Estimate
from fram.terms.logic import Unknown
from fram.terms.product import CompanyFile, ProductProfile
from fram.terms.proof.worth import Saving, Severity
from fram.workspace.pricing.worth.asking import money_of, range_of
from fram.workspace.pricing.worth.basis import Basis, basis_of
from fram.workspace.weighing.heard import believed
from fram.workspace.weighing.prices.savings import amount_of, is_cash, worth_of
from fram.workspace.weighing.prices.terms import wtp
from fram.workspace.weighing.product_terms import product_estimates, years_paid
from fram.workspace.weighing.reach_terms import price_level
from fram.workspace.world import the_world

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NokPer = Callable[[str], float]
GIVEN = ("gain", "saving", "service_cost")
"""What may be given beside the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was said beside the company file, as written; empty or None: as the file states it.

    ``gain``: QALYs a patient. ``saving`` and ``service_cost``: money for one payment of the price, with
    their currency. ``patients``: how many one payment serves. ``horizon``: years over which the gain falls
    evenly. ``years_lost``, ``share_lost``: how ill the patients are.
    """

    gain: str = ""
    saving: str = ""
    service_cost: str = ""
    patients: float | None = None
    horizon: float | None = None
    years_lost: float | None = None
    share_lost: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the company file tells: the product, and what the plan knows of it, by input.

    ``found_out``: the inputs that ``[[expected]]`` entries tell.
    """

    product: ProductProfile
    known: Mapping[str, Estimate]
    found_out: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """The firm's side, drawn: float64 (draws,); money in NOK for one payment of the price.

    ``gain``: QALYs a patient, not yet discounted; None where none is stated. ``saving`` likewise;
    ``at_home``: it was counted at home, so that it follows the price level abroad. ``cost``: what the buyer
    must add. ``from_options``: the names of those that were given beside the file; ``range_ours``: of those
    that one number was given for, so that the range around it is ours.
    """

    basis: Basis
    gain: Floats | None = field(default=None, repr=False)
    saving: Floats | None = field(default=None, repr=False)
    cost: Floats | None = field(default=None, repr=False)
    at_home: bool = True
    frees_cash: float | None = None
    from_options: tuple[str, ...] = ()
    range_ours: tuple[str, ...] = ()


def stated(told: Told, *, asked: Asked, nok_per: NokPer, markets: Sequence[str], draw: Draw) -> Stated:
    """Return the firm's side of the price; ``markets``: the currencies an amount without one may be in.

    Refuses amounts in two currencies, one without a currency where several markets are asked about, and
    a product of which neither a gain nor a saving is told.
    """
    _refuse_odd(asked)
    product, known = told.product, told.known
    basis = basis_of(product, patients=asked.patients)
    # The plan counts the gain of a year that is paid; here it is the patient's, over all the months paid.
    gain = scaled(known["health_gain"].dist, years_paid(product)) if "health_gain" in known else None
    if asked.gain:
        gain = range_of(asked.gain, where="--gain", loose="gain", sample="0.01,0.02,0.04")
    money = _money(asked, currencies=markets, nok_per=nok_per)
    saving = draw(money["saving"], "saving") if "saving" in money else None
    if saving is None and "saving" in known:
        saving = draw(known["saving"].dist, "saving")
    if gain is None and saving is None:
        raise _nothing_told()
    return Stated(
        basis=basis, gain=None if gain is None else draw(gain, "health_gain"), saving=saving,
        cost=draw(money["cost"], "service_cost") if "cost" in money else None,
        at_home="saving" not in money,
        frees_cash=None if "saving" in money else _freed(product, nok_per=nok_per),
        from_options=tuple(n for n in GIVEN if getattr(asked, n)),
        range_ours=tuple(name for name in GIVEN if _is_one_number(name, told, asked)),
    )  # fmt: skip


def _is_one_number(name: str, told: Told, asked: Asked) -> bool:
    """Whether one number alone was given, beside the file or else in it."""
    if given := getattr(asked, name):
        return "," not in given
    in_file = {
        "gain": ("health_gain", told.product.health_gain),
        "saving": ("saving", told.product.price.saving),
    }
    key, number = in_file.get(name, ("", None))
    return bool(number) and key not in told.found_out


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """Draws an input: the same as the plan's, seed for seed.

    ``moves``: loadings on named factors, by input, so that what moves together in the plan does so here.
    """

    draws: int
    seed: int
    owner: str = "product"
    moves: Mapping[str, tuple[tuple[str, float], ...]] = field(default_factory=dict)

    def __call__(self, dist: Dist, name: str) -> Floats:
        """Return the draws of an input, float64 (draws,), under its name."""
        if isinstance(dist, Fixed):
            return np.full(self.draws, dist.value)
        block = Draws(self.seed, 0, self.draws)
        return at_normal(dist, block.normals_of(f"{self.owner}.{name}", self.moves.get(name, ())))


def _refuse_odd(asked: Asked) -> None:
    """Refuse a time, a number of patients or a severity that cannot be."""
    for where, value, most in (
        ("--patients", asked.patients, np.inf), ("--horizon", asked.horizon, 101),
        ("--years-lost", asked.years_lost, 110), ("--share-lost", asked.share_lost, 1.0000001),
    ):  # fmt: skip
        least_is_none = where in ("--years-lost", "--share-lost")
        if value is not None and not ((value > 0 or (least_is_none and value == 0)) and value < most):
            remedy = "give a share from 0 to 1" if where == "--share-lost" else "give a number above zero"
            raise Refused(f"`{value:g}` cannot be", where=where, remedy=remedy, kind="usage")


def _money(asked: Asked, *, currencies: Sequence[str], nok_per: NokPer) -> dict[str, Dist]:
    """The amounts given beside the file, in NOK."""
    given = {"saving": (asked.saving, "--saving"), "cost": (asked.service_cost, "--service-cost")}
    found = {
        name: (*money_of(text, where=where, loose=name), where)
        for name, (text, where) in given.items()
        if text
    }
    _refuse_mixed(code for _, code, _ in found.values() if code)
    own = next((code for _, code, _ in found.values() if code), "")
    if found and not own and len(set(currencies)) != 1:
        where = next(iter(found.values()))[2]
        remedy = "write it behind the amount, such as `150 GBP`, or name one market with --market"
        raise Refused("no currency is named", where=where, remedy=remedy, kind="usage")
    return {
        name: in_nok(dist, own or currencies[0], nok_per=nok_per, where=where)
        for name, (dist, _, where) in found.items()
    }


def _refuse_mixed(codes: Iterable[str]) -> None:
    if len(found := sorted(set(codes))) > 1:
        raise Refused(
            f"amounts in {' and '.join(found)}", where="--saving, --service-cost",
            why="they are added up", remedy="write them in one currency", kind="usage",
        )  # fmt: skip


def in_nok(dist: Dist, currency: str, *, nok_per: NokPer, where: str) -> Dist:
    """Return an amount in NOK; refuses a currency there is no rate for, with the option it came from."""
    try:
        rate = nok_per(currency)
    except Refused as error:
        problem = error.problem
        raise Refused(
            f"no rate turns `{currency}` into NOK", where=where, why=problem.what, remedy=problem.remedy,
            kind=error.kind,
        ) from None  # fmt: skip
    return scaled(dist, rate)


def one_saving(one: Saving, *, draw: Draw, at: int, nok_per: NokPer) -> Floats:
    """Return what one saving is worth a unit and month, NOK; a single number gets our spread."""
    amount, worth = draw(amount_of(one), f"saving-{at}"), draw(worth_of(one), f"saving-{at}-worth")
    return amount * worth * nok_per(one.currency)


def _freed(product: ProductProfile, *, nok_per: NokPer) -> float | None:
    """The share of the savings that frees cash, by their middles; None where they are not told one by one."""
    if product.price.saving is not None or not product.savings:
        return None
    worth = [
        (one.amount * one.worth * nok_per(one.currency), is_cash(one))
        for one in product.savings
        if one.amount > 0
    ]
    whole = sum(amount for amount, _ in worth)
    return sum(amount for amount, frees in worth if frees) / whole if whole else None


def _nothing_told() -> Refused:
    return Refused(
        "neither a health gain nor a saving is told", where="product.health_gain, product.price.saving",
        why="without one of them nothing says what the product is worth to whoever pays",
        remedy="find out the QALYs a patient gains (from your own study, with a health economist), or what a "
        "buyer is spared in hours, bed days and events (from a controller at a customer); then write them "
        "into the file, or try figures with --gain 0.01,0.02,0.04 or --saving \"150 GBP\"",
    )  # fmt: skip


def level_there(market: str, *, home: str, on: date, draw: Draw) -> Floats | float:
    """Return the price level there over home's, drawn: what an amount counted at home becomes; 1 at home."""
    if market == home:
        return 1.0
    found = price_level(market, home, world=the_world(), on=on)
    dist = INPUTS["price_level"].default if isinstance(found, Unknown) else found.dist
    return replace(draw, owner=market.lower())(dist, "price_level")


# --- as the plan believes it: the same estimates and the same draws as the corridor's ------------------


def product_known(file: CompanyFile, *, nok_per: NokPer) -> dict[str, Estimate]:
    """Return what the plan knows of the product itself, by input name, what was found out included."""
    return believed(product_estimates(file.product, nok_per=nok_per), file)


def worth_believed(
    file: CompanyFile, market: str, *, severity: Severity, on: date, nok_per: NokPer
) -> Estimate | Unknown:
    """Return what the plan believes a payer there gives for one QALY, NOK, the weight for severity in it."""
    known = wtp(the_world().worth[market], severity, on=on, nok_per=nok_per)
    return believed({"wtp": known}, file, market=market)["wtp"]


def believed_case(file: CompanyFile, market: str, *, on: date, nok_per: NokPer) -> MarketCase:
    """Return a market as the plan sees it, as far as worth goes: its price level, and what moves together."""
    level = price_level(market, file.company.country, world=the_world(), on=on)
    sold = Sold(
        known=product_known(file, nok_per=nok_per), price_model=file.product.price.model,
        unit_of_sale=file.product.unit_of_sale or "",
        factors={factor.name: factor.loadings for factor in file.factors},
    )  # fmt: skip
    setting = Setting(
        market=market, regime="none", needs_payment=False, speaks_language=True,
        known=believed({"price_level": level}, file, market=market),
    )  # fmt: skip
    return build_case(setting, sold=sold)


def as_in(case: MarketCase, draw: Draw) -> Draw:
    """Return the same draws with the loadings of a case: what moves together in the plan does so here."""
    return replace(draw, moves={name: item.moves for name, item in case.inputs.items() if item.moves})


def limits_of(dist: Dist) -> tuple[float, float]:
    """Return the ends of a figure as it was read: the least and the most of a range, else its P10 and P90."""
    match dist:
        case Fixed(value=value):
            return value, value
        case Uniform(low=low, high=high) | Pert(low=low, high=high) | Triangular(low=low, high=high):
            return low, high
        case Quantiles(values=values):
            return values[0], values[-1]
    low, high = quantile(dist, np.array([0.1, 0.9]))
    return float(low), float(high)
