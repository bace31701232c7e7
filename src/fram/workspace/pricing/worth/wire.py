"""What a product is worth as JSON text: keys sorted, money in the currency beside it, shares from 0 to 1."""

from __future__ import annotations

import json
from typing import Any

from fram.decide.rank import Range
from fram.terms.logic import Unknown
from fram.terms.reading import plain
from fram.workspace.access.gates.figures import tidy
from fram.workspace.pricing.worth.valued import AtThreshold, MarketValue, ValueView

SCHEMA = "1.0"


def dumped(told: dict[str, Any]) -> str:
    """Return plain data as JSON text with its schema version."""
    return json.dumps({"schema_version": SCHEMA, **told}, ensure_ascii=False, indent=2, sort_keys=True)


def points(at: Range | None) -> dict[str, float] | None:
    """Return three points as plain data."""
    return None if at is None else {name: tidy(getattr(at, name)) for name in ("p10", "p50", "p90")}


def value_json(view: ValueView) -> str:
    """Return what a product is worth as JSON text."""
    told, payments = view.stated, view.basis.payments
    return dumped(
        {
            "company": view.company,
            "product": view.product.name,
            "on": view.on.isoformat(),
            "draws": view.draws,
            "seed": view.seed,
            "basis": {
                "per": view.basis.per,
                "unit": view.basis.unit,
                "assumed": view.basis.assumed or None,
                "payments_a_patient": None if isinstance(payments, Unknown) else tidy(payments),
            },
            "gain_qalys": None if told.gain is None else points(Range.of(told.gain)),
            "saving_nok": None if told.saving is None else points(Range.of(told.saving)),
            "service_cost_nok": None if told.cost is None else points(Range.of(told.cost)),
            "horizon_years": view.asked.horizon,
            "severity": {"years_lost": view.severity.years_lost, "share_lost": view.severity.share_lost},
            "markets": [_market(one) for one in view.markets],
        }
    )


def _market(found: MarketValue) -> dict[str, Any]:
    careful = found.careful
    return {
        "market": found.market,
        "currency": found.currency,
        "nok_for_one": tidy(found.nok),
        "list_price_at_home": None if found.asked is None else tidy(found.asked),
        "gap": found.gap or None,
        "why_no_threshold": dict(found.worth.gap) or None,
        "discount": None
        if found.rates is None
        else dict(zip(("costs", "effects"), found.rates, strict=True)),
        "discount_confidence": found.rates_sure.value if found.rates_sure else None,
        "gain_kept": tidy(found.kept),
        "believed": _at(found.believed) if found.believed else None,
        "careful": _at(careful) if careful else None,
        "at": [_at(one) for one in found.at],
    }


def _at(one: AtThreshold) -> dict[str, Any]:
    return {
        "threshold": _threshold(one),
        "per_qaly": _ends(one.per_qaly),
        "confidence": None if one.per_qaly is None else one.confidence.value,
        "price_at_chance": {f"{chance:g}": tidy(price) for chance, price in one.accepted.prices.items()},
        "chance_of_any_price": one.accepted.chance, "chance_of_list_price": one.today,
        "highest_price": points(Range.of(one.highest)),
        "drivers": [
            {"name": each.name, "share": tidy(each.share), "low": tidy(each.low), "high": tidy(each.high)}
            for each in one.drivers
        ],
    }  # fmt: skip


def _ends(per_qaly: tuple[float, float] | None) -> dict[str, float] | None:
    if per_qaly is None:
        return None
    return dict(zip(("low", "high"), map(tidy, per_qaly), strict=True))


def _threshold(one: AtThreshold) -> dict[str, Any] | None:
    """The one threshold that stands behind a price; None where there are several or none."""
    threshold = one.threshold
    if threshold is None:
        return None
    return {
        "id": threshold.id, "rule": threshold.rule, "weight": threshold.weight, "covers": threshold.covers,
        "cite": plain(one.cite) if one.cite else None, "confidence": one.confidence.value,
    }  # fmt: skip
