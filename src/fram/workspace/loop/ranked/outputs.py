"""The ranking as JSON: NOK, months, shares from 0 to 1; keys sorted, same inputs same bytes."""

from __future__ import annotations

import json

from fram.terms.reading import plain
from fram.workspace.loop.ranked.view import RankedMarkets
from fram.workspace.record import tidy

SCHEMA = "1.0"


def rank_json(view: RankedMarkets) -> str:
    """Return a ranking as JSON text."""
    told = {
        "schema_version": SCHEMA, "company": view.file.company.name, "product": view.file.product.name,
        "file": view.source, "on": view.on.isoformat(), "draws": view.draws, "seed": view.seed,
        "currency": "NOK", "chance_nothing_best": view.chance_nothing_best,
        "markets": [plain(one) for one in view.ranked], "stability": plain(view.kept),
        "rests": {**plain(view.rests), "cited": view.rests.cited},
    }  # fmt: skip
    return json.dumps(tidy(told), ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False)
