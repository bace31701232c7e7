"""What can be wrong inside a company file that no type tells: unknown words and loose numbers."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from math import isfinite
from pathlib import Path
from typing import Any

import fram.knowledge
from fram.terms.errors import Problem, Refused, did_you_mean
from fram.terms.facts.derived import APPROVALS, STANDARDS
from fram.terms.jurisdiction import REGIMES, market_code
from fram.workspace.company.fields import NUMBERS, Field, field_at, fields

CURRENCIES = tuple("NOK SEK DKK EUR ISK CHF GBP PLN USD CAD AUD JPY SGD SAR AED BRL CNY INR".split())
"""Currencies a price may be given in: those of the markets."""

KNOWN_REGIMES = tuple(
    dict.fromkeys((*REGIMES, *APPROVALS, *STANDARDS, "cyber-essentials-plus", "hitrust", "c5"))
)
WON_ONE_BY_ONE = ("hospital", "ward", "bed", "laboratory", "nursing-home")
"""Units of sale whose buyers are contacted, try it out and order; the others take it up by themselves."""
NEEDED_WHEN: Mapping[str, tuple[str, tuple[str | None, ...]]] = {
    "product.price.discount_to_channel": ("product.channel", (None, "distributor")),
    "product.price.uses_per_unit_month": ("product.price.model", ("per-use",)),
    "product.price.months_used": ("product.unit_of_sale", ("patient",)),
    "product.price.outcome_share": ("product.price.model", ("outcome-linked",)),
    "product.price.goods_share": ("product.kind", ("device", "ivd")),
    "product.health_gain": ("product.unit_of_sale", ("patient",)),
    "product.hs_code": ("product.kind", ("device", "ivd")),
    "product.units_per_site": (
        "product.unit_of_sale",
        ("bed", "ward", "practice", "laboratory", "nursing-home"),
    ),
    **{
        f"product.home.{name}": ("product.unit_of_sale", WON_ONE_BY_ONE)
        for name in ("contacted", "pilots", "orders")
    },
}
"""Fields that only matter beside certain answers (None: beside none)."""
NOT_ASKED = ("factor", "scenario", "sequence", "finding")
"""Tables nobody misses: they say more about the plan, not about the company."""


def wrong_words(raw: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield a problem for each market, currency, indication, regime and language nobody knows."""
    checks: dict[str, Callable[[str], str]] = {
        "company.country": _market,
        "company.markets_served": _market,
        "product.evidence.country": _country,
        "product.evidence.holds_in": _market,
        "product.savings.currency": _currency,
        "product.surveys.currency": _currency,
        "product.surveys.market": _market,
        "product.price.currency": _currency,
        "product.indications": _one_of(indications()),
        "product.certificates.regime": _one_of(KNOWN_REGIMES),
        "product.languages": _language,
    }
    for path, word in leaves(raw):
        check = checks.get(".".join(step for step in path.split(".") if not step.isdigit()))
        if check is None or not isinstance(word, str):
            continue
        try:
            check(word)
        except Refused as error:
            yield Problem(
                where=path, what=error.problem.what, why=error.problem.why, remedy=error.problem.remedy
            )


def _market(word: str) -> str:
    return market_code(word)


def _country(word: str) -> str:
    if word and not (len(word) == 2 and word.isalpha()):
        raise Refused(f"unknown country `{word}`", remedy="give the two-letter code, such as NO")
    return word


def _currency(word: str) -> str:
    if word.strip().upper() not in CURRENCIES:
        near = did_you_mean(word.strip().upper(), CURRENCIES)
        listed = f"known: {', '.join(CURRENCIES)}"
        raise Refused(
            f"unknown currency `{word}`",
            why="there is no rate to turn its amounts into NOK",
            remedy=" ".join(part for part in (near, listed) if part),
        )
    return word


def _language(word: str) -> str:
    code = word.replace("_", "-").split("-")[0]
    if not (len(code) in (2, 3) and code.isalpha()):
        raise Refused(f"unknown language `{word}`", remedy="give the code, such as nb, en or de")
    return word


def _one_of(known: tuple[str, ...]) -> Callable[[str], str]:
    def check(word: str) -> str:
        settled = word.strip().lower()
        if known and settled not in known:
            listed = f"known: {', '.join(known)}"
            raise Refused(f"unknown word `{word}`", remedy=did_you_mean(settled, known) or listed)
        return word

    return check


@cache
def indications() -> tuple[str, ...]:
    """Return the slugs of the indications Fram has figures for."""
    return tuple(
        sorted(path.stem for path in (Path(fram.knowledge.__file__).parent / "indications").glob("*.yaml"))
    )


def loose_numbers(raw: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield a problem for each number that is written as a text, a yes or no, or has no end."""
    for path, value in leaves(raw):
        spec = field_at(path)
        if spec is None or spec.type not in NUMBERS:
            continue
        if isinstance(value, bool | str) or (isinstance(value, float) and not isfinite(value)):
            yield Problem(
                where=path, what=f"{value!r} is not a number", remedy=f"give {spec.expected}, without quotes"
            )
        elif isinstance(value, int | float) and abs(value) > 1e15:
            yield Problem(where=path, what="is too large", why="over 1e15", remedy=f"give {spec.expected}")


def leaves(raw: object, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value of plain data with its path (``product.evidence.0.year``)."""
    if isinstance(raw, Mapping):
        for key, value in raw.items():
            yield from leaves(value, f"{path}.{key}" if path else str(key))
    elif isinstance(raw, list | tuple):
        for number, value in enumerate(raw):
            yield from leaves(value, f"{path}.{number}")
    else:
        yield path, raw


def with_remedy(problem: Problem) -> Problem:
    """Return a problem with what to write instead, taken from the field's own annotation."""
    spec = field_at(problem.where)
    if problem.where == "product.facts":
        return dataclasses.replace(problem, remedy="give a table [product.facts]")
    if problem.remedy or spec is None:
        return problem
    return Problem(
        where=problem.where,
        what=problem.what,
        why=problem.why or _question(spec),
        remedy=_write(spec, problem),
    )


def _question(spec: Field) -> str:
    return spec.words.en if spec.words else ""


def _write(spec: Field, problem: Problem) -> str:
    found = problem.why.removeprefix("found ").strip("'\"…")
    near = did_you_mean(found, spec.options) if spec.options else ""
    verb = "add it:" if problem.what == "is missing" else "give"
    return " ".join(part for part in (near, f"{verb} {spec.expected}") if part)


def open_fields(raw: Mapping[str, Any]) -> Iterator[tuple[Field, bool]]:
    """Yield each field the file leaves out, and whether a default stands in for it."""
    for path, spec in fields().items():
        table, _, name = path.rpartition(".")
        outer = _inside(raw, table)
        parent = fields().get(table)
        if spec.type == "table" or path in NOT_ASKED or (parent and parent.type == "tables"):
            continue
        if parent and parent.required is False and parent.default is None and outer is None:
            continue  # an optional table that is not there has no open fields
        if (outer is None or name not in outer) and _is_needed(raw, path):
            yield spec, spec.default not in (None, "", ())


def _is_needed(raw: Mapping[str, Any], path: str) -> bool:
    gate, values = NEEDED_WHEN.get(path, ("", ()))
    table, _, name = gate.rpartition(".")
    return not gate or (_inside(raw, table) or {}).get(name) in values


def _inside(raw: Mapping[str, Any], table: str) -> Mapping[str, Any] | None:
    here: Any = raw
    for step in filter(None, table.split(".")):
        here = here.get(step) if isinstance(here, Mapping) else None
    return here if isinstance(here, Mapping) else None
