"""The company file: read it, check it, or say every problem in it at once.

``read_company`` is what a plan starts from; ``check_company`` tells the same and more to a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from fram.knowledge.facts import fact_registry
from fram.terms.errors import Problem, Refused
from fram.terms.facts.derived import assumed_facts, derived_facts, follow_on
from fram.terms.jurisdiction import market_code
from fram.terms.product import CompanyFile, ProductProfile
from fram.terms.reading import read
from fram.workspace.company import answers as told
from fram.workspace.company import checks, doubts, what_if
from fram.workspace.company.document import load_document
from fram.workspace.company.fields import NUMBERS, Field, field_at
from fram.workspace.company.findings import finding_doubts, finding_faults
from fram.workspace.company.found_out import expected_doubts, expected_faults
from fram.workspace.company.telling import CheckReport, Filled, OpenQuestion

MOST = 100
"""So many problems are told at once; whoever has more has named another kind of file."""


def read_company(path: str | Path, *, on: date | None = None) -> CompanyFile:
    """Return the company and its product, every known fact under its registry name.

    ``on``: the day on which certificates are looked at (None: as listed). Facts that follow from other
    fields are filled in. Raises ``Refused`` with all problems at once.
    """
    report = check_company(path, on=on)
    report.raise_if_refused()
    if report.file is None:  # a file without problems is a file
        raise AssertionError(report.path)
    return report.file


def check_company(path: str | Path, *, on: date | None = None, lang: str = "en") -> CheckReport:
    """Return what is wrong, doubtful, open and filled in; only an unreadable file is refused outright."""
    path = Path(path)
    return check_document(load_document(path), path=path, on=on, lang=lang)


def check_document(
    raw: Mapping[str, Any], *, path: Path = Path("company.toml"), on: date | None = None, lang: str = "en"
) -> CheckReport:
    """Return the same of what a file holds, as TOML gives it. ``path`` is only named, not opened."""
    product = raw.get("product")
    answers = told.read_answers(product.get("facts") if isinstance(product, Mapping) else None)
    file, problems = _read(raw)
    problems += [*checks.loose_numbers(raw), *checks.wrong_words(raw), *what_if.loose_pairs(raw)]
    problems += answers.problems
    stated = {name: answer.value for name, answer in answers.known.items()}
    if file is None:
        half = _product_without(raw, problems)
        apart = _clashes(half, stated, on=on)[0] if half else []
        return CheckReport(
            path=path, problems=_once([*problems, *apart]), contradictions=tuple(apart), answers=answers.known
        )
    more, warnings = _clashes(file.product, stated, on=on)
    faults = expected_faults(file)
    problems += [*doubts.odd_sums(file), *faults, *what_if.what_if_faults(file), *more]
    problems += [*finding_faults(file, on=on), *doubts.launch_faults(file, on=on)]
    warnings += [*([] if faults else expected_doubts(file)), *finding_doubts(file)]
    worked_out = _worked_out(file.product, stated, on=on)
    return CheckReport(
        path=path,
        problems=_once(problems),
        contradictions=tuple(more),
        warnings=(*warnings, *doubts.doubtful(file, on=on)),
        unknowns=_unknowns(raw, {**worked_out, **stated}, lang),
        defaults=_defaults(raw, lang),
        derived=tuple(_filled(name, value, lang) for name, value in worked_out.items() if name not in stated),
        answers=answers.known,
        file=None if problems else _settled(file, {**worked_out, **stated}),
    )


def _read(raw: Mapping[str, Any]) -> tuple[CompanyFile | None, list[Problem]]:
    try:
        return read(CompanyFile, raw), []
    except Refused as error:
        own = [problem for problem in error.problems if not what_if.BELOW.match(problem.where)]
        return None, [checks.with_remedy(problem) for problem in own]
    except OverflowError:
        return None, []  # a number without end, which `loose_numbers` names


def _product_without(raw: Mapping[str, Any], problems: list[Problem]) -> ProductProfile | None:
    """Return the product without its faulty fields, so that one typing error hides no contradiction."""
    product = raw.get("product")
    if not isinstance(product, Mapping):
        return None
    places = " ".join(problem.where for problem in problems) + " "
    faulty = {name for name in product if f"product.{name} " in places or f"product.{name}." in places}
    sound = {name: value for name, value in product.items() if name not in faulty and name != "facts"}
    sound = {name: value for name, value in sound.items() if name in ProductProfile.__dataclass_fields__}
    try:
        return read(ProductProfile, {"name": "?", **sound})
    except (Refused, OverflowError):
        return None


def _clashes(
    product: ProductProfile, stated: Mapping[str, Any], *, on: date | None
) -> tuple[list[Problem], list[Problem]]:
    product = replace(product, facts=stated)
    problems = list(told.disagreements(product, stated, on=on))
    warnings: list[Problem] = []
    known = {**_worked_out(product, stated, on=on), **stated}
    for rule, problem in told.broken_pairs(product, known):
        (problems if rule.weight == "refuse" else warnings).append(problem)
    return problems, warnings


def _worked_out(product: ProductProfile, stated: Mapping[str, Any], *, on: date | None) -> dict[str, Any]:
    found = {**assumed_facts(product, stated), **derived_facts(product, on=on)}
    return {**follow_on({**found, **stated}), **found}


def _settled(file: CompanyFile, facts: Mapping[str, Any]) -> CompanyFile:
    """Return the file with settled codes and all known facts, in the order of the registry."""
    ordered = {fact.name: facts[fact.name] for fact in fact_registry() if facts.get(fact.name) is not None}
    served = tuple(dict.fromkeys(market_code(market) for market in file.company.markets_served))
    company = replace(file.company, country=market_code(file.company.country), markets_served=served)
    price = replace(file.product.price, currency=file.product.price.currency.strip().upper())
    held = tuple(replace(item, regime=item.regime.strip().lower()) for item in file.product.certificates)
    slugs = tuple(slug.strip().lower() for slug in file.product.indications)
    return replace(
        file,
        company=company,
        product=replace(file.product, price=price, certificates=held, indications=slugs, facts=ordered),
    )


def _once(problems: list[Problem]) -> tuple[Problem, ...]:
    """Keep the first problem of a place where two checks saw the same fault."""
    kept: dict[tuple[str, str], Problem] = {}
    for problem in problems:
        spec = field_at(problem.where)
        is_number = spec is not None and spec.type in NUMBERS
        kept.setdefault((problem.where, "" if is_number else problem.what), problem)
    first = tuple(kept.values())[:MOST]
    more = len(kept) - len(first)
    return (*first, Problem(where="", what=f"and {more} more")) if more else first


def _unknowns(raw: Mapping[str, Any], known: Mapping[str, Any], lang: str) -> tuple[OpenQuestion, ...]:
    registry = fact_registry()
    left_out = [
        OpenQuestion(name=field.path, question=_words(field, lang), group=field.path.split(".")[0])
        for field, has_default in checks.open_fields(raw)
        if not has_default and field.name not in known and field.name != "note"
    ]
    return (
        *left_out,
        *(
            OpenQuestion(
                name=f"product.facts.{fact.name}",
                question=fact.question.in_(lang),
                why=fact.why.in_(lang),
                help=fact.help.in_(lang),
                group=registry.families[fact.family].in_(lang),
                markets=fact.markets,
            )
            for fact in registry.unknown(known)
        ),
    )


def _defaults(raw: Mapping[str, Any], lang: str) -> tuple[Filled, ...]:
    return tuple(
        Filled(name=field.path, value=field.default, question=_words(field, lang))
        for field, has_default in checks.open_fields(raw)
        if has_default
    )


def _filled(name: str, value: Any, lang: str) -> Filled:
    fact = fact_registry()[name]
    because = " · ".join(fact.derived_from) or "the other facts"
    return Filled(
        name=f"product.facts.{name}", value=value, question=fact.question.in_(lang), because=because
    )


def _words(field: Field, lang: str) -> str:
    return field.words.in_(lang) if field.words else field.name
