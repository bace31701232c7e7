"""The next study on screen and as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from fram.access.study.design import StudyDesign
from fram.access.study.options import Option
from fram.access.study.sizing import Sizing
from fram.decide.rank import Range
from fram.terms.reading import plain
from fram.workspace.access.gates.figures import figure, tidy
from fram.workspace.papers.access.gantt import Line
from fram.workspace.study.steps import OpenedDoor, Step
from fram.workspace.study.telling import Teller
from fram.workspace.study.told import DoorRow, StepRow, study_page
from fram.workspace.study.view import StudyView

WIDTH = 100
SCHEMA = "1.0"


def study_text(view: StudyView, *, lang: str = "en") -> str:
    """Return the next study in words: what to do first, the steps, the doors, the size, what it rests on."""
    page, tell = study_page(view, lang=lang), Teller.of(view, lang)
    lines = [f"{page.title} · {page.over}", *_wrap([page.stamp]), ""]
    lines += _wrap(page.state)
    lines += ["", *_wrap(_labelled(tell, line) for line in page.glance)] if page.glance else []
    lines += ["", *_wrap(f"{tell.say('next')}: {text}" for text in page.next_step)] if page.next_step else []
    sections = (
        ("s-steps", [tell.say("steps-how"), *(_step(tell, row) for row in page.steps)], page.steps),
        ("s-opens", [tell.say("doors-how"), *(_door(tell, row) for row in page.doors)], page.doors),
        ("s-size", page.size, page.size),
        ("s-rests", [_labelled(tell, line) for line in page.rests], page.rests),
        ("s-cannot", page.cannot, page.cannot),
    )  # fmt: skip
    for key, told, there in sections:
        if there:
            lines += ["", tell.say(key), *_wrap(told, indent="  ")]
    return "\n".join([*lines, "", *_wrap(page.small)])


def study_json(view: StudyView) -> str:
    """Return the next study as JSON text, keys sorted; money in NOK, months, chances as shares."""
    figures = view.figures
    told = {
        "schema_version": SCHEMA, "company": view.company, "product": view.product.name,
        "as_of": view.on.isoformat(), "seed": view.seed, "draws": view.draws, "markets": view.markets,
        "budget_nok": view.budget, "options": view.options, "discount_a_year": tidy(view.a_year),
        "effect": {name: _number(value) for name, value in plain(view.effect).items()},
        "first": _step_json(view.first), "more": _step_json(view.more), "study": _step_json(view.study),
        "work": _step_json(view.work), "steps": [_step_json(step) for step in view.steps],
        "doors_shut": [door.id for door in view.doors],
        "maybe_open_today": [door.id for door in view.unanswered], "cannot": dict(view.hindered),
        "losing": view.losing, "market_means_nok": {code: tidy(value) for code, value in view.means.items()},
        "assumptions": {name: figure(figures.assumption(name)) for name in figures.read.assumptions},
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)


def option_json(option: Option) -> dict[str, Any]:
    """Return one option as plain data."""
    if not isinstance(option, StudyDesign):
        return {"work": option.extra, "on_study": option.study, "market": option.market}
    return {
        "study": option.kind, "country": option.country, "outcome": option.outcome, "power": option.power,
        "effect_case": option.case, "follow_up_months": option.follow_up_months, "sites": option.sites,
        "comparator": option.comparator, "costs_measured": option.costs, "argued_elsewhere": option.argued,
        "size": _size(option.size),
    }  # fmt: skip


def _size(size: Sizing) -> dict[str, Any]:
    return {
        "formula": size.formula, "inputs": {name: tidy(value) for name, value in size.inputs},
        "exact_per_arm": tidy(size.exact), "analysed_per_arm": size.analysed, "arms": size.arms,
        "people": size.people, "groups": size.groups, "attrition": tidy(size.attrition),
        "chance_of_success": tidy(size.chance),
    }  # fmt: skip


def _step_json(step: Step | None) -> dict[str, Any] | None:
    if step is None:
        return None
    return {
        "option": option_json(step.option), "cost_nok": _range(step.cost), "months": _range(step.months),
        "mean_cost_nok": tidy(step.cost_mean), "value_nok": tidy(step.sure),
        "value_at_most_nok": tidy(step.value), "gain_nok": tidy(step.gain),
        "chance": tidy(step.chance), "opens": [_opened(one) for one in step.opens],
        "near": [option_json(one) for one in step.near],
    }  # fmt: skip


def _opened(one: OpenedDoor) -> dict[str, Any]:
    return {
        "market": one.market, "door": one.door.id, "kind": one.door.kind, "chance": tidy(one.chance),
        "mean_worth_nok": tidy(one.sure), "worth_at_most_nok": _range(one.worth),
        "mean_worth_at_most_nok": tidy(one.mean),
        "left": [ask.id for ask in one.left],
    }  # fmt: skip


def _range(at: Range) -> dict[str, float]:
    return {"p10": tidy(at.p10), "p50": tidy(at.p50), "p90": tidy(at.p90)}


def _number(value: object) -> object:
    return tidy(value) if isinstance(value, float) else value


def _labelled(tell: Teller, line: Line) -> str:
    told = f"{line.name}: {line.text}" if line.name else line.text
    marks = [line.source] if line.source else []
    marks += [tell.say(f"confidence-{line.confidence}")] if line.confidence else []
    return f"{told} [{', '.join(marks)}]" if marks else told


def _step(tell: Teller, row: StepRow) -> str:
    mark = " ●" if row.is_first else ""
    value = f"{tell.say('col-value').lower()} {row.value}"
    return f"{row.number}.{mark} {row.what} · {row.cost} · {row.months} · {value} · {row.markets}"


def _door(tell: Teller, row: DoorRow) -> str:
    if not row.door:
        return row.market
    chance = f"{tell.say('col-chance').lower()} {row.chance}"
    left = f"{tell.say('col-left')}: {row.left}"
    return f"{row.market} · {row.door} · {row.worth} · {chance}. {left}"


def _wrap(lines: Iterable[str], *, indent: str = "") -> Iterator[str]:
    for line in lines:
        yield from textwrap.wrap(
            line, WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  " if indent else "",
            break_on_hyphens=False, break_long_words=False,
        )  # fmt: skip
