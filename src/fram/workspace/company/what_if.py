"""What the company file says moves together, and what it sets otherwise: factors and scenarios, checked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any

from fram.decide.model.inputs import INPUTS
from fram.decide.scenario.change import Change, stated_change
from fram.terms.errors import Problem, Refused
from fram.terms.product import CompanyFile, Factor, Scenario
from fram.workspace.company.found_out import unknown_input

PAIRS = {
    "factor": ("loadings", "give a number between -1 and 1, without quotes"),
    "scenario": ("set", 'give a number, or a text such as "x0.9", "+2" or "-10%"'),
}
"""The tables of inputs by table of the file, and what belongs to each input."""
BELOW = re.compile(r"(?:factor\.\d+\.loadings|scenario\.\d+\.set)\.")
"""Places whose values are checked here, in words of their own."""


def loose_pairs(raw: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield a problem for each loading that is no number and each setting that is no number or text."""
    for table, (name, remedy) in PAIRS.items():
        entries = raw.get(table)
        for number, entry in enumerate(entries if isinstance(entries, list) else ()):
            pairs = entry.get(name) if isinstance(entry, Mapping) else None
            for key, value in pairs.items() if isinstance(pairs, Mapping) else ():
                is_number = isinstance(value, int | float) and not isinstance(value, bool)
                if (is_number and isfinite(value)) or (table == "scenario" and isinstance(value, str)):
                    continue
                shown = repr(value)[:60]
                what = f"{shown} is not a finite number" if is_number else f"{shown} is no value for an input"
                yield Problem(where=f"{table}.{number}.{name}.{key}", what=what, remedy=remedy)


def what_if_faults(file: CompanyFile) -> list[Problem]:
    """Return every fault in the file's ``[[factor]]`` and ``[[scenario]]`` entries."""
    faults = [*_named_twice("factor", file.factors), *_named_twice("scenario", file.scenarios)]
    for number, factor in enumerate(file.factors):
        faults += _factor_faults(factor, f"factor.{number}.loadings")
    faults += _overfull(file.factors)
    for number, scenario in enumerate(file.scenarios):
        faults += _scenario_faults(scenario, f"scenario.{number}.set")
    return faults


def scenario_changes(scenario: Scenario) -> tuple[Change, ...]:
    """Return the differences of a scenario on the base, in the order of the file; refuse what is none."""
    return tuple(stated_change(name, said) for name, said in scenario.set.items())


def _named_twice(table: str, entries: tuple[Factor, ...] | tuple[Scenario, ...]) -> Iterator[Problem]:
    names = [entry.name for entry in entries]
    for number, name in enumerate(names):
        if name in names[:number]:
            what = f"a second {table} is called `{name}`"
            yield Problem(where=f"{table}.{number}.name", what=what, remedy="give each a name of its own")


def _factor_faults(factor: Factor, where: str) -> Iterator[Problem]:
    if not factor.loadings:
        yield Problem(where=where, what="moves nothing", remedy="name an input, such as sales_cycle = 0.5")
    for name, loading in factor.loadings.items():
        if name not in INPUTS:
            yield unknown_input(name, f"{where}.{name}")
        elif not -1 <= loading <= 1:
            yield Problem(
                where=f"{where}.{name}",
                what=f"correlation outside ±1: {loading:g}",
                why="a loading is the correlation of the input with the factor",
                remedy="give a number between -1 and 1",
            )


def _overfull(factors: tuple[Factor, ...]) -> Iterator[Problem]:
    """Yield the inputs that all factors together would move by more than they can move."""
    parts: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    for factor in factors:
        for name, loading in factor.loadings.items():
            if -1 <= loading <= 1:
                parts[name].append((factor.name, loading))
    for name, loadings in parts.items():
        squares = sum(loading**2 for _, loading in loadings)
        if squares > 1 + 1e-9:
            told = ", ".join(f"{loading:g} on {factor}" for factor, loading in loadings)
            yield Problem(
                where="factor",
                what=f"the loadings of `{name}` are too large together: {told}",
                why=f"their squares add up to {squares:.2f}, and cannot be more than 1",
                remedy="make some of them smaller",
            )


def _scenario_faults(scenario: Scenario, where: str) -> Iterator[Problem]:
    if not scenario.set:
        yield Problem(where=where, what="changes nothing", remedy='set an input, such as price = "x0.9"')
    seen: set[tuple[str, str]] = set()
    for name, said in scenario.set.items():
        place = f"{where}.{name}"
        try:
            change = stated_change(name, said)
        except Refused as refused:
            found = refused.problem
            yield Problem(where=place, what=found.what, why=found.why, remedy=found.remedy)
            continue
        if (change.input, change.market) in seen:
            yield Problem(where=place, what="is set a second time", remedy="keep one")
        seen.add((change.input, change.market))
