"""The programme side as use cases: the national export goal."""

from __future__ import annotations

import json

from fram.knowledge.programme import read_goal
from fram.programme.goal import Goal, Standing, standings
from fram.terms.reading import plain
from fram.workspace.world import the_world

WORDS = {
    "en": {
        "head": "{base:g} ({base_year}) to {target:g} ({target_year}) {unit}: × {factor:.2f}",
        "row": "{year}  path {path:.1f}   figures {figures}   gap {gap:+.1f}   needs {needed:.1%} a year",
        "contested": "contested: both are shown",
        "source": "Sources",
    },
    "nb": {
        "head": "{base:g} ({base_year}) til {target:g} ({target_year}) {unit}: × {factor:.2f}",
        "row": "{year}  bane {path:.1f}   tall {figures}   avstand {gap:+.1f}   trenger {needed:.1%} i året",
        "contested": "omstridt: begge er vist",
        "source": "Kilder",
    },
}


def goal() -> Goal:
    """Return the national goal with its series, each with its definition and vintage."""
    return read_goal(the_world().shelf)


def goal_text(found: Goal, lang: str = "en") -> str:
    """Return the goal, its path and every year's standing as plain text."""
    words = WORDS[lang]
    head = words["head"].format(
        base=found.base.value,
        base_year=found.base.year,
        target=found.target.value,
        target_year=found.target.year,
        unit=found.unit,
        factor=found.factor,
    )
    rows = [_row(standing, lang) for standing in standings(found)]
    points = (found.base, found.target, *found.own_series.points)
    cites = list(dict.fromkeys(str(point.cite) for point in points))
    definition = found.definition.get(lang) or found.definition["en"]
    return "\n".join(
        [head, definition, "", *rows, "", f"{words['source']}:", *(f"  {cite}" for cite in cites)]
    )


def _row(standing: Standing, lang: str) -> str:
    words = WORDS[lang]
    figures = ", ".join(f"{point.value:g} ({point.vintage})" for point in standing.points)
    row = words["row"].format(
        year=standing.year,
        path=standing.path,
        figures=figures,
        gap=standing.gap,
        needed=standing.growth_needed,
    )
    return f"{row}   {words['contested']}" if standing.is_contested else row


def goal_json(found: Goal) -> str:
    """Return the goal with every year's standing as JSON text."""
    told = {"goal": plain(found), "standings": plain(standings(found))}
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
