"""Amounts and days that cannot both hold, and what may hold but deserves a second look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from fram.access.price.asked.enough import LEAST
from fram.terms.errors import Problem
from fram.terms.facts.derived import class_word, is_held
from fram.terms.product import CompanyFile, HomeMarket, Price, ProductProfile
from fram.terms.proof.evidence import Evidence
from fram.terms.proof.worth import Saving, Survey

MOST_SPREADS = 5
"""No effect known in medicine is so many standard deviations between people: the units are wrong."""
YEARS_BACK = 10
"""A launch that began so long ago is no launch any more: it is looked at for ten years."""
SHORT_MONTHS = 6
"""Cash for fewer months than this is pointed out."""

CLASSES = {
    "eu-mdr": ("I", "IIa", "IIb", "III"),
    "eu-ivdr": ("A", "B", "C", "D"),
    "us-fda": ("I", "II", "III"),
}


def odd_sums(file: CompanyFile) -> Iterator[Problem]:
    """Yield a problem for amounts and days that cannot both hold."""
    yield from _odd_prices(file.product.price)
    yield from _odd_counts(file.product.home)
    for number, study in enumerate(file.product.evidence):
        yield from odd_studies(study, where=f"product.evidence.{number}")
    for number, saving in enumerate(file.product.savings):
        yield from odd_savings(saving, where=f"product.savings.{number}")
    for number, survey in enumerate(file.product.surveys):
        yield from odd_surveys(survey, where=f"product.surveys.{number}")
    for number, held in enumerate(file.product.certificates):
        where = f"product.certificates.{number}"
        if held.held_on and held.until and held.until <= held.held_on:
            yield Problem(
                where=f"{where}.until",
                what=f"{held.until} is not after held_on = {held.held_on}",
                remedy="correct one",
            )
        levels, regime = CLASSES.get(held.regime.lower()), held.regime.lower()
        if levels and held.device_class and class_word(held.device_class) not in levels:
            yield Problem(
                where=f"{where}.device_class",
                what=f"{regime} has no class `{held.device_class}`",
                remedy=f"one of: {', '.join(levels)}",
            )


def _odd_prices(price: Price) -> Iterator[Problem]:
    steps = [
        (name, value) for name in ("low", "amount", "high") if (value := getattr(price, name)) is not None
    ]
    for (lower, small), (upper, large) in pairwise(steps):
        if small > large:
            what = f"{lower} = {small:g} is above {upper} = {large:g}"
            yield Problem(where=f"product.price.{lower}", what=what, remedy="correct one of them")


def _odd_counts(home: HomeMarket) -> Iterator[Problem]:
    """Each count is a part of the one before it: orders of pilots, pilots of contacted, lost of customers."""
    for names in (("orders", "pilots", "contacted"), ("lost", "customers")):
        steps = [(name, count) for name in names if (count := getattr(home, name)) is not None]
        for (part, few), (whole, many) in pairwise(steps):
            if few > many:
                yield Problem(
                    where=f"product.home.{part}",
                    what=f"{part} = {few} is above {whole} = {many}",
                    why=f"{part} are counted among {whole}",
                    remedy="count both over the same months, or correct one of them",
                )


def odd_studies(study: Evidence, *, where: str) -> Iterator[Problem]:
    """Yield a problem for each figure of a study that cannot be: an interval reversed, an effect outside its
    own interval, a ratio of nought, a share above one, everybody lost.
    """
    yield from _odd_interval(study, where)
    limits = {"ratio": (0.0, float("inf"), "a ratio is above 0"), "share": (0.0, 1.0, "a share is 0 to 1")}
    low, high, why = limits.get(study.scale or "", (float("-inf"), float("inf"), ""))
    for name in ("effect", "effect_low", "effect_high"):
        value = getattr(study, name)
        if value is not None and (not low <= value <= high or (study.scale == "ratio" and value == 0)):
            remedy = "write 0.93 for 93 %" if study.scale == "share" else "correct it, or the scale"
            what = f"{name} = {value:g} with scale = {study.scale}"
            yield Problem(where=f"{where}.{name}", what=what, why=why, remedy=remedy)
    if study.attrition == 1:
        yield Problem(
            where=f"{where}.attrition", what="attrition = 1: nobody was left at the end",
            why="it is the share who dropped out, 0 to 1", remedy="write 0.21 for 21 %, or leave it out",
        )  # fmt: skip


def _odd_interval(study: Evidence, where: str) -> Iterator[Problem]:
    low, effect, high = study.effect_low, study.effect, study.effect_high
    if low is not None and low == high:
        yield Problem(
            where=f"{where}.effect_low", what=f"effect_low and effect_high are both {low:g}",
            why="an interval of no width says that nothing varied", remedy="correct one, or leave both out",
        )  # fmt: skip
    if effect is not None and study.spread is not None and abs(effect) > MOST_SPREADS * study.spread:
        what = f"effect = {effect:g} is over {MOST_SPREADS} times spread = {study.spread:g}"
        yield Problem(
            where=f"{where}.spread", what=what, remedy="check the units, or leave spread out",
            why="spread is the standard deviation between people, in the unit of the effect",
        )  # fmt: skip
    if low is not None and high is not None and low > high:
        yield Problem(
            where=f"{where}.effect_low", what=f"effect_low = {low:g} is above effect_high = {high:g}",
            why="the interval stands from its lower to its upper end: -5.2 to -3.0", remedy="swap them",
        )  # fmt: skip
        return
    for name, outside in (("effect_low", low), ("effect_high", high)):
        if effect is None or outside is None:
            continue
        if effect < outside if name == "effect_low" else effect > outside:
            word = "below" if name == "effect_low" else "above"
            yield Problem(
                where=f"{where}.effect", what=f"effect = {effect:g} is {word} {name} = {outside:g}",
                why="an effect lies inside its own interval", remedy="check the sign, or correct one of them",
            )  # fmt: skip


def odd_savings(saving: Saving, *, where: str) -> Iterator[Problem]:
    """Yield a problem for each range of a saving that is the wrong way round; more negative comes first."""
    for prefix, name in (("", "amount"), ("worth_", "worth")):
        steps = [
            (key, value)
            for key in (f"{prefix}low", name, f"{prefix}high")
            if (value := getattr(saving, key)) is not None
        ]
        for (lower, small), (upper, large) in pairwise(steps):
            if small > large:
                yield Problem(
                    where=f"{where}.{lower}", what=f"{lower} = {small:g} is above {upper} = {large:g}",
                    why=f"{prefix}low, {name} and {prefix}high rise", remedy="put them in rising order",
                )  # fmt: skip


def odd_surveys(survey: Survey, *, where: str) -> Iterator[Problem]:
    """Yield a problem where a survey's range is reversed, or its typical price lies outside it."""
    low, typical, high = survey.low, survey.typical, survey.high
    if low > high:
        yield Problem(
            where=f"{where}.low", what=f"low = {low:g} is above high = {high:g}", remedy="correct one of them"
        )
    elif typical is not None and not low <= typical <= high:
        side = f"below low = {low:g}" if typical < low else f"above high = {high:g}"
        yield Problem(
            where=f"{where}.typical", what=f"typical = {typical:g} is {side}",
            why="it is the price within the range", remedy="correct one of them, or leave typical out",
        )  # fmt: skip


def doubtful_surveys(survey: Survey, *, where: str) -> Iterator[Problem]:
    """Yield a doubt where too few answered for the single price that is given."""
    if survey.typical is not None and survey.answers < LEAST:
        yield Problem(
            where=f"{where}.typical", what=f"a single price from {survey.answers} answers",
            why=f"fewer than {LEAST} answers give a range, not a price",
            remedy=f"leave typical out, or ask {LEAST - survey.answers} more",
        )  # fmt: skip


def launch_faults(file: CompanyFile, *, on: date | None) -> Iterator[Problem]:
    """Yield a problem for each launch said to be under way that cannot have begun as it says."""
    for number, one in enumerate(file.sequence.under_way if file.sequence else ()):
        where = f"sequence.under_way.{number}"
        if one.started is None:
            continue
        if one.quarter or one.after_round:
            also = "after_round" if one.after_round else "quarter"
            what = f"started = {one.started} and {also} stand together"
            yield Problem(where=f"{where}.{also}", what=what, why="a launch has begun or is still to begin",
                          remedy="keep one of them")  # fmt: skip
        if not one.stands:
            yield Problem(where=f"{where}.stands", what="a launch that has begun stands",
                          why="what is spent is spent",
                          remedy="leave it out, or leave out the whole block if it is given up")  # fmt: skip
        yield from _odd_days(one.started, on, where=f"{where}.started")


def _odd_days(started: date, on: date | None, *, where: str) -> Iterator[Problem]:
    if on is None:
        return
    if started > on:
        yield Problem(where=where, what=f"{started} is after {on}", why="that day is still to come",
                      remedy="give the day on which it began, or the quarter in which it starts")  # fmt: skip
    elif (on.year - started.year, on.month, on.day) >= (YEARS_BACK, started.month, started.day):
        yield Problem(where=where, what=f"{started} is {YEARS_BACK} years ago or more",
                      why=f"a launch is looked at for {YEARS_BACK} years",
                      remedy="correct the year, or leave the market to those served")  # fmt: skip


def doubtful(file: CompanyFile, *, on: date | None) -> Iterator[Problem]:
    """Yield what may be right but deserves a second look."""
    yield from _doubtful_price(file.product.price)
    yield from _doubtful_sale(file.product)
    months = file.company.cash_nok / (file.company.monthly_burn_nok or float("inf"))
    if file.company.monthly_burn_nok and months < SHORT_MONTHS:
        yield Problem(
            where="company.cash_nok",
            what=f"cash for {months:.1f} months",
            why="most markets take longer than that to open",
            remedy="add the planned round, if there is one",
        )
    yield from _doubtful_certificates(file, on)
    for number, survey in enumerate(file.product.surveys):
        yield from doubtful_surveys(survey, where=f"product.surveys.{number}")


def _doubtful_price(price: Price) -> Iterator[Problem]:
    if price.amount is None:
        yield Problem(
            where="product.price.amount",
            what="no price yet",
            why="the plan uses a wide default",
            remedy="give your best guess with low and high",
        )
    elif price.cost_to_serve:
        yield from _below_cost(price)
    if price.model == "per-use" and price.uses_per_unit_month is None:
        yield Problem(
            where="product.price.uses_per_unit_month",
            what="paid per use, but not how often",
            remedy="give uses per unit and month",
        )


def _below_cost(price: Price) -> Iterator[Problem]:
    """Selling below cost is allowed, and pointed out: at the price itself, or once others have their part."""
    amount, cost = price.amount or 0.0, price.cost_of_a_payment or 0.0
    left = amount * (1 - (price.discount_to_channel or 0)) * (1 - _held_back(price))
    low = amount if price.low is None else price.low
    told = (
        (amount, "as it brings", ""),
        (left, f"as the {left:g} left of its price", "part goes to the channel or waits for the outcome"),
        (low, f"as it brings at low = {low:g}", ""),
    )
    for income, compared, why in told:
        if cost >= income:
            yield Problem(
                where="product.price.cost_to_serve",
                what=f"serving a unit costs as much {compared}",
                why=why,
                remedy="check both amounts and their period",
            )
            return


def _held_back(price: Price) -> float:
    return (price.outcome_share or 0.0) if price.model == "outcome-linked" else 0.0


def _doubtful_sale(product: ProductProfile) -> Iterator[Problem]:
    """What is told of the way it is sold, and does not count beside the rest."""
    price, home = product.price, product.home
    if price.outcome_share is not None and price.model != "outcome-linked":
        yield Problem(
            where="product.price.outcome_share",
            what=f"is not used with model = {price.model}",
            remedy='set model = "outcome-linked", or leave it out',
        )
    if product.channel in ("direct", "partner") and price.discount_to_channel is not None:
        yield Problem(
            where="product.price.discount_to_channel",
            what=f"is not used with channel = {product.channel}",
            remedy='set channel = "distributor", or leave it out',
        )
    if price.goods_share and product.kind in ("software", "service"):
        yield Problem(
            where="product.price.goods_share",
            what=f"goods are shipped though kind = {product.kind}",
            remedy="check which of the two is right",
        )
    if product.health_gain is not None and product.unit_of_sale not in (None, "patient"):
        yield Problem(
            where="product.health_gain",
            what=f"is not used with unit_of_sale = {product.unit_of_sale}",
            why="what a patient gains bounds a price paid by the patient only",
            remedy="give saving instead, if the buyer saves something",
        )
    last, won = (home.customers_by_year or (None,))[-1], product.customers_won_last_year
    if last is not None and won is not None and last != won:
        yield Problem(
            where="product.customers_won_last_year",
            what=f"{won:g} won last year, {last:g} in the last of product.home.customers_by_year",
            remedy="give the years oldest first, the last one full, or correct one of them",
        )


def _doubtful_certificates(file: CompanyFile, on: date | None) -> Iterator[Problem]:
    for number, held in enumerate(file.product.certificates):
        where = f"product.certificates.{number}"
        if held.held_on is None:
            yield Problem(
                where=f"{where}.held_on",
                what=f"{held.regime} without a date",
                why="it is counted as held",
                remedy="say since when, or take it out until you hold it",
            )
        elif on is not None and not is_held(held, on):
            yield Problem(
                where=where,
                what=f"{held.regime} is not in force on {on}",
                why="it is not counted",
                remedy="renew it, or check its dates",
            )
