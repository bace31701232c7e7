"""The answers about a sale as JSON: NOK on the price's own basis, shares from 0 to 1, keys sorted."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from fram.access.price.sale.realised import Deal, Share
from fram.decide.model.case import Assumption
from fram.terms.reading import plain
from fram.workspace.papers.phrases import points_of
from fram.workspace.pricing.sale.chain import RESTS_ON, ChannelWaterfall, rests_on, sure_of
from fram.workspace.pricing.sale.deals import RealisedPrices, expected_block
from fram.workspace.pricing.sale.drawn import DrawnMarket
from fram.workspace.pricing.sale.hospital import HospitalReturn

SCHEMA = "1.0"


def _text(told: dict[str, Any]) -> str:
    return json.dumps({"schema_version": SCHEMA, **told}, ensure_ascii=False, indent=2, sort_keys=True)


def _range(nok: Any) -> dict[str, float | None]:
    """P10, P50 and P90; None for what is endless."""
    at = np.quantile(nok, (0.1, 0.5, 0.9), method="nearest" if np.isinf(nok).any() else "linear")
    return {
        name: round(float(value), 4) if np.isfinite(value) else None
        for name, value in zip(("p10", "p50", "p90"), at, strict=True)
    }


def _head(at: DrawnMarket) -> dict[str, Any]:
    product = at.file.product
    return {
        "company": at.file.company.name, "product": product.name, "market": at.market,
        "on": at.on.isoformat(), "draws": at.draws, "seed": at.seed, "unit_of_sale": product.unit_of_sale,
        "price_model": product.price.model, "currency": "NOK",
        "rates": {
            one.source: {"nok": float(one.factor), "day": one.day.isoformat()} for one in at.rates.used
        },
    }  # fmt: skip


def waterfall_json(found: ChannelWaterfall) -> str:
    """Return a price on its way as JSON text."""
    steps = [
        {"key": one.key, "takes": _range(one.takes), "left": _range(one.left)} for one in found.chain.steps
    ]
    used = [item for names in RESTS_ON.values() for item in rests_on(found.at, names)]
    return _text({
        **_head(found.at), "start": _range(found.chain.start), "steps": steps,
        "left": _range(found.chain.left), "chance_nothing_left": float(np.mean(found.chain.left <= 0)),
        "value_added_tax": _range(found.tax), "confidence": found.sure.value,
        "approval_per_payment": None if found.approval is None else _range(found.approval),
        "channel_margin": _range(found.channel_share), "inputs": [_input(item) for item in used],
        "a_tenth": [{"input": one.name, "more": one.more, "less": one.less} for one in found.tenths],
    })  # fmt: skip


def _input(item: Assumption) -> dict[str, Any]:
    low, middle, high = points_of(item.estimate)
    return {
        "name": item.name, "p10": low, "p50": middle, "p90": high, "unit": item.estimate.unit,
        "origin": item.estimate.origin.value, "confidence": sure_of(item.estimate).value,
        "cites": [plain(cite) for cite in item.estimate.cites],
    }  # fmt: skip


def realised_json(found: RealisedPrices) -> str:
    """Return what own deals brought as JSON text."""
    trend = found.trend
    groups = {"markets": found.markets, "years": found.years, "sizes": found.sizes}
    return _text({
        "file": found.file, "on": found.on.isoformat(), "rows": found.read.rows, "deals": len(found.deals),
        "share_is": "arrived" if found.is_arrived else "before-channel", "whole": _share(found.whole),
        "arrived": _share(found.arrived), "currencies": list(found.currencies),
        **{name: [_share(one) for one in shares] for name, shares in groups.items()},
        "small_up_to_units": found.cut, "mixed_currencies": {k: list(v) for k, v in found.mixed.items()},
        "trend": {
            "a_year": trend.a_year, "low": trend.low, "high": trend.high, "drawn_from": trend.drawn_from,
        } if trend else None,
        "outliers": [_deal(one) for one in found.outliers], "untold_channel": found.untold,
        "left_out": [plain(one) for one in found.read.left_out],
        "price_realised": plain(found.expect) if found.expect else None,
        "block": expected_block(found),
    })  # fmt: skip


def _share(one: Share) -> dict[str, Any]:
    return {
        "key": one.key, "deals": one.deals, "units": one.units, "least": one.least, "most": one.most,
        "mean": one.mean, "by_units": one.by_units, "p10": one.low, "p50": one.middle, "p90": one.high,
        "pooled": one.pooled, "more_deals_needed": one.more,
    }  # fmt: skip


def _deal(one: Deal) -> dict[str, Any]:
    return {
        "deal": one.name, "on": one.on.isoformat(), "market": one.market, "units": one.units,
        "share": one.share, "arrived": one.arrived,
    }  # fmt: skip


def roi_json(view: HospitalReturn) -> str:
    """Return a buyer's return as JSON text; ``return`` is null where the file states no saving."""
    found = view.found
    told: dict[str, Any] = {**_head(view.at), "units": view.units, "savings": [], "return": None}
    if found is None:
        return _text({**told, "measure_first": view.setting})
    told["savings"] = [
        {
            "name": one.saving.name, "what": one.saving.what, "frees_cash": one.spared.frees_cash,
            "stated_cash": one.told, "carried": one.carried, "amount": _range(one.spared.amount),
            "worth": _range(one.spared.worth), "a_month": _range(one.spared.nok),
            "source": one.saving.source,
        }
        for one in view.savings
    ]  # fmt: skip
    told["return"] = {
        "saved_a_month": _range(found.saved), "cash_a_month": _range(found.cash),
        "price": _range(found.cost.price), "setup": _range(found.cost.setup), "months": found.cost.months,
        "net_a_year": _range(found.a_year), "net_cash_a_year": _range(found.cash_a_year),
        "net_first_year": _range(found.first_year), "chance": found.chance,
        "chance_in_cash": found.cash_chance, "payback_months": _range(found.payback_months),
        "break_even_price": _range(found.highest_price()),
        "break_even_price_in_cash": _range(found.highest_price(only_cash=True)),
        "hangs_on": [plain(one) for one in view.leans],
    }  # fmt: skip
    return _text(told)
