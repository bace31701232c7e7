"""A product against the screening page of a market without rules: a class by analogy at most, no verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from fram.access.screening import likely_classes
from fram.knowledge.access.screening import screened_regimes, screening_of
from fram.rules.verdict import Verdict
from fram.terms.errors import Refused
from fram.terms.jurisdiction import regime_id
from fram.terms.product import ProductProfile
from fram.workspace.access.product import stated_class
from fram.workspace.access.screening.page import Screened
from fram.workspace.world import the_world


def is_screened(regime: str) -> bool:
    """Return whether a regime has a screening page in place of rules; no for a word that is no regime."""
    try:
        return regime_id(regime) in screened_regimes()
    except Refused:
        return False


def screened(
    profile: ProductProfile, *, regime: str, on: date, europe: Verdict | None, lang: str = "en"
) -> Screened:
    """Return what is known of a regime for a product; ``europe``: the verdict it is read across from."""
    code = regime_id(regime)
    page, road = screening_of(code), the_world().roads[code]
    there = _classes_of(europe) if europe else {}
    is_software = profile.kind == "software" or profile.fact("device_kind") == "software"
    found = Screened(
        regime=code, screening=page, road=road, as_of=on, lang=lang,
        likely=likely_classes(road, page, there=there, is_software=is_software),
        is_outside=europe is not None and europe.outcomes == (europe.out,),
        stated=stated_class(profile, regime=code, fact=road.class_fact, on=on),
    )  # fmt: skip
    told = profile.fact(page.code_fact) if page.code_fact else None
    return _looked_up(found, str(told)) if told else found


def _looked_up(found: Screened, code: str) -> Screened:
    """Return it with what the loaded list of device names has under a code."""
    from fram.workspace.access.codes.table import jmdn_code, loaded_table

    loaded = loaded_table("jmdn") is not None
    return replace(found, code=code, is_list_loaded=loaded, entry=jmdn_code(code) if loaded else None)


def _classes_of(verdict: Verdict) -> Mapping[str, tuple[str, ...]]:
    """The classes to read across: the one the company states, else those the rules leave possible."""
    return {verdict.regime: (verdict.stated,) if verdict.stated else verdict.classes}
