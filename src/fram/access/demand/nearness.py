"""How far a figure from elsewhere is carried: one table of spread factors, by what two places share."""

from __future__ import annotations

_EU = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"
_EUROPE = f"{_EU} NO IS CH GB AL BY BA MD ME MK RU RS UA"
_BOTH = (
    "AT BE DK EE FI FR DE IE IT LU NL PL PT ES SE NO IS CH GB US CA AU JP GR CZ HU LV LT SK SI NZ IL KR CL"
)

MEMBERS = {
    "NORDIC": frozenset("NO SE DK FI IS".split()),
    "EU": frozenset(_EU.split()),
    "EUR40": frozenset(_EUROPE.split()),
    "EUR53": frozenset(_EUROPE.split()),  # the further members are no market of ours
    "HIC": frozenset(f"{_BOTH} SG SA AE".split()),
    "OECD": frozenset(f"{_BOTH} MX TR CO CR".split()),
}
"""Which countries a group's figure speaks of (the world speaks of all)."""

WITHIN = {"NORDIC": 1.3, "EU": 1.4, "EUR40": 1.5, "EUR53": 1.5, "HIC": 1.7, "OECD": 1.7, "WORLD": 2.2}
"""Spread factor of a figure of a group carried to one of its members: 80 % lie in ÷× factor."""
NORDIC_NEIGHBOUR, EUROPEAN, WEALTHY, FAR = 1.5, 1.8, 2.0, 3.0
"""Spread factors of a figure of one country, or of a group the market is not in, by what they share."""


def spread_of_carrying(market: str, region: str) -> float:
    """Return the factor by which carrying a figure of ``region`` to ``market`` widens it; 1 for its own.

    The factors are assumptions of ours, shown with every carried number. They are also the order of
    nearness: the smallest factor wins.
    """
    if region == market:
        return 1.0
    if region == "WORLD" or market in MEMBERS.get(region, ()):
        return WITHIN[region]
    return _between(market, region)


def _between(market: str, region: str) -> float:
    if {market, region} <= MEMBERS["NORDIC"]:
        return NORDIC_NEIGHBOUR
    if region == "EU" and market in MEMBERS["EUR40"]:
        return WITHIN["EUR40"]
    if market in MEMBERS["EUR40"] and (region in MEMBERS["EUR40"] or region == "NORDIC"):
        return EUROPEAN
    wealthy_groups = ("NORDIC", "EU", "EUR40", "EUR53", "HIC", "OECD")
    if market in MEMBERS["HIC"] and (region in MEMBERS["HIC"] or region in wealthy_groups):
        return WEALTHY
    return FAR
