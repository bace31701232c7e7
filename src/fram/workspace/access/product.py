"""The product a verdict is asked for: from a company file or a profile, its facts known and in harmony."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from fram.knowledge.facts import fact_registry
from fram.terms.errors import Problem, Refused
from fram.terms.facts.derived import assumed_facts, class_word, derived_facts, follow_on, is_held
from fram.terms.product import ProductProfile
from fram.workspace.company import check_company
from fram.workspace.company.answers import broken_pairs, disagreements, read_answers

Given = ProductProfile | str | Path


def product_of(given: Given, *, on: date) -> tuple[ProductProfile, dict[str, str]]:
    """Return the product with all its known facts, and what those that nobody stated follow from.

    Raises ``Refused`` for an unknown fact, an answer that is none, and answers that cannot all be true.
    """
    if isinstance(given, ProductProfile):
        return _filled(given, on=on)
    report = check_company(given, on=on)
    report.raise_if_refused()
    assert report.file is not None  # a file without problems is a file
    because = {filled.name.removeprefix("product.facts."): filled.because for filled in report.derived}
    return report.file.product, because


def a_day(on: object) -> date:
    """Return the day, or refuse what is none: rules hold from day to day, and no clock is looked at here."""
    if isinstance(on, datetime):
        return on.date()
    if isinstance(on, date):
        return on
    raise Refused(
        f"`on` is {on!r}, not a day", where="on", kind="usage",
        remedy="say which day's law counts: on=date(2026, 11, 22), or on=date.today()",
    )  # fmt: skip


def refuse_a_service(product: ProductProfile) -> None:
    """Refuse what is no product: the rules of devices say nothing of it."""
    if product.kind == "service" and product.fact("device_kind") is None:
        raise Refused(
            "a service has no device class", where="product.kind",
            why="these rules speak of software, devices and laboratory tests",
            remedy="if you sell one of these with it, set product.kind to software, device or ivd",
        )  # fmt: skip


def stated_class(product: ProductProfile, *, regime: str, fact: str = "", on: date) -> str:
    """Return the class a company states itself under a regime, or an empty text.

    A certificate held on that day speaks first, then the answer to ``fact``.
    """
    held = (c for c in product.certificates if c.regime.lower() == regime and is_held(c, on))
    found = next((class_word(c.device_class) for c in held if c.device_class), "")
    return found or str((product.fact(fact) if fact else None) or "")


def _filled(product: ProductProfile, *, on: date) -> tuple[ProductProfile, dict[str, str]]:
    told = read_answers(product.facts)
    if told.problems:
        raise Refused("the facts of the product cannot be used", problems=told.problems)
    stated = {name: answer.value for name, answer in told.known.items()}
    found = {**assumed_facts(product, stated), **derived_facts(product, on=on)}
    worked_out = {**follow_on({**found, **stated}), **found}
    known = {**worked_out, **stated}
    _refuse_clashes(product, stated, known, on=on)
    because = {
        name: " · ".join(fact_registry()[name].derived_from) or "the other facts"
        for name in worked_out if name not in stated
    }  # fmt: skip
    return replace(product, facts=known), because


def _refuse_clashes(
    product: ProductProfile, stated: Mapping[str, Any], known: Mapping[str, Any], *, on: date
) -> None:
    faults: list[Problem] = list(disagreements(replace(product, facts=stated), stated, on=on))
    faults += [problem for rule, problem in broken_pairs(product, known) if rule.weight == "refuse"]
    if faults:
        raise Refused("the facts of the product contradict each other", problems=faults)
