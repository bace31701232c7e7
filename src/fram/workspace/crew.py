"""The ground crew as use cases: which people a launch needs beyond those there are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from babel import Locale

from fram.crew.needs import Launching, Need
from fram.crew.needs import needs as missing_roles
from fram.decide.cash import CONE_DRAWS
from fram.decide.model.case import Sold, build_case
from fram.decide.model.factors import Draws
from fram.decide.model.opportunity import launch_of
from fram.terms.reading import plain
from fram.workspace.company import read_company
from fram.workspace.weighing.market_terms import MarketTerms, market_terms, view_of
from fram.workspace.weighing.product_terms import product_estimates
from fram.workspace.weighing.rates import Rates
from fram.workspace.world import the_world

WORDS = {
    "en": {
        "none": "Nobody is missing for this launch.",
        "from": "from month {month}",
        "local-seller": "Local seller",
        "regulatory": "Regulatory",
        "clinical": "Clinical",
        "sales": "Sales",
        "crew-local": "nobody there speaks {languages}",
        "crew-regulatory": "{regimes} new approval(s), {have} position(s) today",
        "crew-clinical": "{have} position(s) today",
        "crew-sales": "{markets} market(s), {have} position(s) today",
    },
    "nb": {
        "none": "Ingen mangler for denne lanseringen.",
        "from": "fra måned {month}",
        "local-seller": "Lokal selger",
        "regulatory": "Regulatorisk",
        "clinical": "Klinisk",
        "sales": "Salg",
        "crew-local": "ingen der snakker {languages}",
        "crew-regulatory": "{regimes} ny(e) godkjenning(er), {have} stilling(er) i dag",
        "crew-clinical": "{have} stilling(er) i dag",
        "crew-sales": "{markets} marked(er), {have} stilling(er) i dag",
    },
}


def needs(path: str | Path, *, markets: Sequence[str], on: date, seed: int = 1) -> list[Need]:
    """Return the roles missing to launch in these markets, with the month each is needed from (P50)."""
    file = read_company(path, on=on)
    rates, world = Rates(on), the_world()
    sold = Sold(
        known=product_estimates(file.product, nok_per=rates.nok_per),
        price_model=file.product.price.model,
        unit_of_sale=file.product.unit_of_sale or "",
    )
    view = view_of(file, world=world, on=on, nok_per=rates.nok_per)
    terms = [market_terms(file, market, view=view) for market in markets]
    launches = [
        _launching(found, sold, world.markets[found.setting.market].head.languages, seed) for found in terms
    ]
    return missing_roles(file.company.staff, launches, languages=file.product.languages)


def _launching(found: MarketTerms, sold: Sold, languages: Sequence[str], seed: int) -> Launching:
    launch = launch_of(build_case(found.setting, sold=sold), Draws(seed, 0, CONE_DRAWS))
    return Launching(
        market=found.setting.market,
        languages=tuple(languages),
        approval_is_new=found.road.state == "needed",
        months_to_hire=float(sorted(launch.hire_at)[CONE_DRAWS // 2]),
        months_to_sale=float(sorted(launch.first_sale)[CONE_DRAWS // 2]),
    )


def needs_text(found: Sequence[Need], lang: str = "en") -> str:
    """Return the roles as plain text in one language."""
    words = WORDS[lang]
    if not found:
        return words["none"]
    return "\n".join(_line(need, lang) for need in found)


def _line(need: Need, lang: str) -> str:
    words = WORDS[lang]
    where = f", {Locale(lang).territories[need.market]}" if need.market else ""
    why = "; ".join(words[reason.key].format(**_told(dict(reason.values), lang)) for reason in need.because)
    when = words["from"].format(month=need.from_month)
    return f"{need.positions:g} × {words[need.role]}{where}, {when}: {why}"


def _told(values: dict[str, str], lang: str) -> dict[str, str]:
    """Write language codes as the reader's names of the languages."""
    if "languages" in values:
        names = Locale(lang).languages
        values["languages"] = ", ".join(names.get(code, code) for code in values["languages"].split(", "))
    return values


def needs_json(found: Sequence[Need]) -> str:
    """Return the roles as JSON text."""
    return json.dumps(plain(list(found)), ensure_ascii=False, indent=1, sort_keys=True)
