"""What a sale costs in a market, out of ``*/pricing.yaml``: tax, pay on top, days until payment, duty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from fram.knowledge.shelf import Shelf, load_yaml
from fram.rules.parameter import Parameter
from fram.terms.errors import Refused, did_you_mean

FIGURES = ("vat_rate", "employer_cost", "payment_days")
SHARED = "eu"
Raw = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One rate of duty. ``origin``: the countries whose goods it holds for; empty: whatever their origin."""

    rate: Parameter
    origin: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pricing:
    """One market. ``figures`` by name; ``duty`` by the beginning of the customs code, digits only.

    ``carried`` names the figures that speak of a wider area than the market.
    """

    figures: Mapping[str, Parameter] = field(default_factory=dict)
    duty: Mapping[str, Duty] = field(default_factory=dict)
    carried: frozenset[str] = frozenset()

    def duty_on(self, hs_code: str, *, home: str) -> tuple[str, Parameter] | None:
        """Return the longest heading a customs code begins with, and its rate for goods from ``home``."""
        code = digits(hs_code)
        open_to = {h: d for h, d in self.duty.items() if not d.origin or home in d.origin}
        fitting = [heading for heading in open_to if code.startswith(heading)]
        heading = max(fitting, key=len, default="")
        return (heading, self.duty[heading].rate) if heading else None


def digits(hs_code: str) -> str:
    """Return a customs code without its dots and spaces."""
    return "".join(sign for sign in hs_code if sign.isdigit())


def read_pricing(shelf: Shelf, markets: Iterable[str]) -> Mapping[str, Pricing]:
    """Return the costs and prices of every market; what its own file says comes before what it shares."""
    shared = _raw(shelf, SHARED)
    return {code: _pricing(shelf, code, own=_raw(shelf, code.lower()), shared=shared) for code in markets}


def _raw(shelf: Shelf, folder: str) -> Raw:
    path = shelf.root / folder / "pricing.yaml"
    raw: Raw = (load_yaml(path) or {}) if path.exists() else {}
    for key in raw:
        if key not in (*FIGURES, "duty"):
            hint = did_you_mean(key, (*FIGURES, "duty"))
            raise Refused(f"unknown key `{key}`", where=f"{folder}/pricing.yaml", remedy=hint)
    return raw


def _pricing(shelf: Shelf, code: str, *, own: Raw, shared: Raw) -> Pricing:
    figures: dict[str, Parameter] = {}
    duty: dict[str, Duty] = {}
    carried: set[str] = set()
    for folder, raw in ((SHARED, shared), (code.lower(), own)):
        where = f"{folder}/pricing.yaml"
        for key in FIGURES:
            if _applies(found := dict(raw.get(key) or {}), code):
                is_carried = found.pop("carried", False)
                figures[key] = shelf.parameter(key, found, where=where)
                carried = carried | {key} if is_carried else carried - {key}
        duty |= dict(_duties(shelf, raw.get("duty") or (), code=code, where=where))
    return Pricing(figures=figures, duty=duty, carried=frozenset(carried))


def _applies(raw: Raw, code: str) -> bool:
    """Whether a figure speaks of a market; the list of markets is taken out."""
    return bool(raw) and code in raw.pop("applies_in", (code,))


def _duties(shelf: Shelf, rows: Iterable[Raw], *, code: str, where: str) -> Iterator[tuple[str, Duty]]:
    for row in rows:
        if not _applies(raw := dict(row), code):
            continue
        headings, origin = raw.pop("hs", ()), tuple(raw.pop("origin", ()))
        if not headings or not all(isinstance(heading, str) and heading.isdigit() for heading in headings):
            raise Refused("a duty without `hs`", where=where, remedy='quote its first digits: ["9018"]')
        for heading in headings:
            yield heading, Duty(rate=shelf.parameter(f"duty {heading}", raw, where=where), origin=origin)
