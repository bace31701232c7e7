"""What was found out as JSON."""

from __future__ import annotations

import json
from typing import Any

from fram.terms.reading import plain
from fram.workspace.loop.findings.keeping import block_of, entry_of
from fram.workspace.loop.findings.view import Effect, FindingsView

SCHEMA = "1.0"


def findings_json(view: FindingsView) -> str:
    """Return the findings, and what a change does, as JSON text, keys sorted.

    ``act``: ``list``, ``add`` or ``undo``; ``findings``: as they stand after it, each with ``before`` and
    ``after``; ``finding``, ``block``, ``beliefs`` and ``effect`` where something is added or taken back.
    """
    answer: dict[str, Any] = {
        "schema_version": SCHEMA,
        "file": view.path.name,
        "on": view.on.isoformat(),
        "act": view.act,
        "saved": view.saved,
        "findings": [plain(one) for one in view.kept],
    }
    if view.found is not None:
        answer |= {
            "number": view.changed,
            "finding": plain(entry_of(view.found)),
            "block": block_of(view.found),
            "beliefs": [plain(one) for one in view.beliefs],
            "effect": _effect(view.effect) if view.effect else None,
        }
    return json.dumps(answer, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        **plain(effect),
        "markets": [
            {**plain(one), "moved_nok": one.moved_nok, "is_turned": one.is_turned} for one in effect.markets
        ],
        "turns_go": effect.go_before != effect.go_after,
        "turns_first": effect.turns_first,
    }
