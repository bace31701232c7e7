"""Twelve questions that give a company file good enough to plan from; the rest stays openly unknown."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from fram.knowledge.facts import fact_registry
from fram.terms.company import Company
from fram.terms.errors import Problem, Refused
from fram.terms.facts import Words
from fram.terms.facts.derived import derived_facts
from fram.terms.product import CompanyFile, ProductProfile
from fram.terms.reading import read
from fram.workspace.company import checks
from fram.workspace.company.fields import Field, fields
from fram.workspace.company.template import example, fact_lines, toml_value
from fram.workspace.company.words import option_words, unit_in

ASKED = (
    "company.name",
    "company.cash_nok",
    "company.monthly_burn_nok",
    "product.name",
    "product.kind",
    "product.indications",
    "product.settings",
    "product.payer",
    "product.unit_of_sale",
    "product.price.model",
    "product.price.amount",
)
"""The fields asked for; the twelfth question is ``approval``."""

APPROVAL = Words(
    en="Does it carry the CE mark as a medical device or test, and in which class?",
    nb="Er det CE-merket som medisinsk utstyr eller test, og i hvilken klasse?",
)
LEVELS = {
    "I": "eu-mdr",
    "IIa": "eu-mdr",
    "IIb": "eu-mdr",
    "III": "eu-mdr",
    **dict.fromkeys("ABCD", "eu-ivdr"),
}
NOT_YET = Words(en="Not yet", nb="Ikke ennå")
SEVERAL = Words(en="several with commas", nb="flere med komma")
SUCH_AS = Words(en="such as {}", nb="for eksempel {}")
MINIMAL: Mapping[type, Mapping[str, Any]] = {
    Company: {"name": "?", "cash_nok": 0, "monthly_burn_nok": 0},
    ProductProfile: {"name": "?", "kind": "device"},
}
"""What a table must hold to be read, so that one answer can be tried in it."""
HEAD = Words(
    en="Made from twelve questions. "
    "A line behind a # is unknown and only an example: fill it in when you know.",
    nb="Laget av tolv spørsmål. En linje bak # er ukjent og bare et eksempel: fyll inn når dere vet.",
)
STILL_OPEN = Words(en="Still unknown", nb="Fortsatt ukjent")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickQuestion:
    """One question of ``fram init --quick``. ``field`` is where its answer goes in the file."""

    field: str
    words: Words
    options: Mapping[str, Words] = dataclasses.field(default_factory=dict)
    is_long: bool = False
    several: bool = False
    required: bool = False
    unit: str = ""

    def text(self, lang: str = "en") -> str:
        """Return the question with its unit and what there is to choose from."""
        notes = [unit_in(self.unit, lang)] if self.unit else []
        notes += [SEVERAL.in_(lang)] if self.several else []
        words = self.words.in_(lang) + (f" ({'; '.join(notes)})" if notes else "")
        if self.is_long:
            return f"{words} {SUCH_AS.in_(lang).format(', '.join(list(self.options)[::12]))}"
        listed = [_choice(option, label.in_(lang)) for option, label in self.options.items()]
        return f"{words} {', '.join(listed)}".strip()

    def check(self, said: str) -> None:
        """Refuse an answer that could not stand in the file; empty is fine where nothing is required."""
        if not said.strip():
            if self.required:
                raise Refused("is missing", where=self.field, why=self.words.en, remedy="this one is needed")
            return
        raw, problems = _gather({self.field: said})
        table = {"company": Company, "product": ProductProfile}.get(self.field.split(".")[0])
        try:
            if table:
                read(table, {**MINIMAL[table], **raw[self.field.split(".")[0]]}, where="")
        except Refused as error:
            name = self.field.partition(".")[2]
            problems += [
                checks.with_remedy(replace(problem, where=self.field))
                for problem in error.problems
                if problem.where.startswith(name)
            ]
        problems += [problem for problem in checks.wrong_words(raw) if problem.where.startswith(self.field)]
        own = [problem for problem in problems if "does not go with" not in problem.what]
        if own:
            raise Refused(own[0].what, where=self.field, why=own[0].why, remedy=own[0].remedy)


def _choice(option: str, label: str) -> str:
    return option if option == label else f"{option} ({label})"


def quick_questions() -> tuple[QuickQuestion, ...]:
    """Return the twelve questions in the order they are asked."""
    levels = {"none": NOT_YET, **{level: Words(en=level, nb=level) for level in LEVELS}}
    return (
        *(_question(fields()[path]) for path in ASKED),
        QuickQuestion(field="approval", words=APPROVAL, options=levels),
    )


def _question(spec: Field) -> QuickQuestion:
    options = {option: option_words()[option] for option in spec.options}
    is_long = spec.path == "product.indications"
    if is_long:
        options = {slug: Words(en=slug, nb=slug) for slug in checks.indications()}
    return QuickQuestion(
        field=spec.path,
        words=spec.words or Words(en=spec.name, nb=spec.name),
        options=options,
        is_long=is_long,
        unit=spec.unit,
        several=spec.type in ("texts", "choices"),
        required=spec.required,
    )


def company_from_answers(answers: Mapping[str, Any], *, lang: str = "en") -> str:
    """Return the company file (TOML) for answers by question key; refuse all wrong ones at once.

    An empty answer is unknown and stands in the file as a commented line. Numbers may be written as people
    do: ``14 000 000``, ``14,5 mill``.
    """
    raw, problems = _gather(answers)
    try:
        file = read(CompanyFile, raw)
    except Refused as error:
        problems += [checks.with_remedy(problem) for problem in error.problems]
        raise Refused("the answers give no company file", problems=problems) from None
    problems += [*checks.loose_numbers(raw), *checks.wrong_words(raw)]
    if problems:
        raise Refused("the answers give no company file", problems=problems)
    lines = [f"# {HEAD.in_(lang)}", "", *_stated(raw)]
    known = {**derived_facts(file.product), **raw["product"].get("facts", {})}
    lines += ["", f"# --- {STILL_OPEN.in_(lang)} ---", ""]
    for fact in fact_registry().unknown(known):
        lines += [*fact_lines(fact, lang, is_brief=True), ""]
    return "\n".join(lines).rstrip() + "\n"


def _gather(answers: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    problems = [
        Problem(
            where=key, what="is not one of the questions", remedy=f"known: {', '.join((*ASKED, 'approval'))}"
        )
        for key in answers
        if key not in ASKED and key != "approval"
    ]
    raw: dict[str, Any] = {"company": {}, "product": {}}
    for path in ASKED:
        value = _value(fields()[path], answers.get(path))
        if value is not None:
            *tables, name = path.split(".")
            here = raw
            for table in tables:
                here = here.setdefault(table, {})
            here[name] = value
    return raw, [*problems, *approve(raw["product"], str(answers.get("approval") or "").strip())]


def approve(product: dict[str, Any], level: str) -> Iterator[Problem]:
    """Put the answer on the CE mark where a product holds it; yield what does not go with its kind."""
    if level == "none":
        product["facts"] = {"ce_marked": False}
    elif level in LEVELS:
        product["certificates"] = [{"regime": LEVELS[level], "device_class": level}]
        if (product.get("kind") == "ivd") != (LEVELS[level] == "eu-ivdr"):
            right = "A to D" if product.get("kind") == "ivd" else "I to III"
            yield Problem(
                where="approval",
                what=f"class {level} does not go with kind = {product.get('kind')}",
                remedy=f"give {right}, or none",
            )
    elif level:
        yield Problem(
            where="approval", what=f"unknown class `{level}`", remedy=f"one of: none, {', '.join(LEVELS)}"
        )


def _value(spec: Field, given: Any) -> Any:
    if given is None or (isinstance(given, str) and not given.strip()):
        return None
    if spec.type in ("texts", "choices"):
        words = given.split(",") if isinstance(given, str) else given
        return [word.strip() for word in words if word.strip()] or None
    if spec.type == "number" and isinstance(given, str):
        return plain_number(given)
    return given.strip() if isinstance(given, str) else given


def plain_number(text: str) -> float | str:
    """Return a number as people write it (``14 000 000``, ``1,5 mill``, ``900 kr``), or the text as it is."""
    word = re.sub(r"[\s_\u00a0\u202f']|kr\.?|nok", "", text.strip().lower())
    found = re.fullmatch(r"(-?[\d.,]+)(mill(?:ion(?:er|s)?)?|mnok|m|tusen|k)?\.?", word)
    if not found:
        return text
    digits, times = found[1], {None: 1, "tusen": 1e3, "k": 1e3}.get(found[2], 1e6)
    if re.fullmatch(r"-?[1-9]\d{0,2}([.,]\d{3})+", digits) and times == 1:
        digits = re.sub(r"[.,]", "", digits)
    try:
        value = float(digits.replace(",", ".")) * times
    except ValueError:
        return text
    return int(value) if value.is_integer() else value


def _stated(raw: Mapping[str, Any]) -> Iterator[str]:
    """Yield the tables of the file, with a commented line for each field that nobody answered."""
    for table in fields().values():
        if table.type != "table" or (not table.required and table.default is None):
            continue
        inside: Any = raw
        for step in table.path.split("."):
            inside = inside.get(step, {})
        yield f"[{table.path}]"
        for spec in fields().values():
            if spec.path.rpartition(".")[0] == table.path and spec.type not in ("table", "tables"):
                given = spec.name in inside
                value = toml_value(inside[spec.name] if given else example(spec))
                yield f"{'' if given else '#'}{spec.name} = {value}"
        yield ""
    for certificate in raw["product"].get("certificates", ()):
        yield "[[product.certificates]]"
        yield from (f"{key} = {toml_value(value)}" for key, value in certificate.items())
        yield ""
    yield "[product.facts]"
    yield from (f"{key} = {toml_value(value)}" for key, value in raw["product"].get("facts", {}).items())
