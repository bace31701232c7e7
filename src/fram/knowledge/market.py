"""A market as its ``market.yaml`` states it: who it is, and its dated and cited figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fram.knowledge.shelf import Shelf, load_yaml
from fram.rules.parameter import Parameter
from fram.store.tables import FigureRow
from fram.terms.dist import Fixed, Normal
from fram.terms.errors import Refused
from fram.terms.facts import Words
from fram.terms.reading import read


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketHead:
    """What is written by hand. ``codes``: what sources call the market where it is not its own code."""

    code: str
    name: Words
    languages: tuple[str, ...]
    currency: str
    within: tuple[str, ...] = ()
    state: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)

    def called(self, areas: str) -> str:
        """Return the market's name in a scheme of area codes (``iso3``, ``fips``, ``eurostat`` …)."""
        return {"currency": self.currency}.get(areas) or self.codes.get(areas, self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """A market with its figures by key; a figure may be a gap (no values, and the reason)."""

    head: MarketHead
    figures: Mapping[str, Parameter]


def market_paths(root: Path) -> Mapping[str, Path]:
    """Return the market.yaml of every market folder, by market code."""
    return {path.parent.name.upper(): path for path in sorted(root.glob("[a-z][a-z]/market.yaml"))}


def read_head(raw: Mapping[str, Any], *, where: str) -> MarketHead:
    """Return the hand-written part of a market file."""
    return read(MarketHead, {key: value for key, value in raw.items() if key != "figures"}, where=where)


def read_markets(shelf: Shelf) -> Mapping[str, Market]:
    """Return all markets of a shelf by code, every figure with its citation resolved."""
    markets: dict[str, Market] = {}
    for code, path in market_paths(shelf.root).items():
        where = f"{path.parent.name}/{path.name}"
        raw = load_yaml(path)
        head = read_head(raw, where=where)
        if head.code != code:
            raise Refused(f"code `{head.code}` in the folder of {code}", where=where, remedy="make them one")
        markets[code] = Market(head=head, figures=shelf.parameters(raw.get("figures") or {}, where=where))
    return markets


def figure_rows(markets: Mapping[str, Market]) -> list[FigureRow]:
    """Return every number of every market as a row for the figures table; text values are left out."""
    return [
        FigureRow(
            market=code, figure=key, value=dated.number, unit=parameter.unit, start=dated.start,
            sd=dated.value.sd if isinstance(dated.value, Normal) else None, cite=str(dated.cite),
            confidence=dated.confidence.value, checked=parameter.checked,
        )
        for code, market in markets.items()
        for key, parameter in market.figures.items()
        for dated in parameter.values
        if isinstance(dated.value, Fixed | Normal)
    ]  # fmt: skip
