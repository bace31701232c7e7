"""The full template of the company file, written out of the classes and the facts registry.

A line that begins with ``# `` explains; one that begins with ``#`` and a name is an answer waiting to be
filled in: take the ``#`` away. Nothing is stated here, so a field or fact that is added appears by itself.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from fram.knowledge.facts import fact_registry
from fram.terms.facts import Fact, Words
from fram.workspace.company.checks import KNOWN_REGIMES, indications
from fram.workspace.company.fields import TABLES, Field, fields
from fram.workspace.company.findings.forms import FORMS
from fram.workspace.company.words import examples, option_words, unit_in

WIDTH = 100
HEAD = Words(
    en="The company file. Take away the # in front of a line and write your own answer. What you leave out "
    "is unknown: the plan then uses a wide default and says so. Money in NOK unless a currency is named.",
    nb="Selskapsfilen. Ta bort # foran en linje og skriv deres eget svar. Det dere utelater, er ukjent: "
    "planen bruker da et bredt anslag og sier fra. Beløp i NOK om ikke en valuta er nevnt.",
)
FACTS = Words(
    en="Facts about the product. Answer those you know; unknown is an answer too. To say who judged and on "
    'what ground, write { value = true, who = "…", on = 2026-01-31, evidence = "…" }.',
    nb="Fakta om produktet. Svar på dem dere vet; ukjent er også et svar. For å si hvem som vurderte og på "
    'hvilket grunnlag, skriv { value = true, who = "…", on = 2026-01-31, evidence = "…" }.',
)
REQUIRED = Words(en="must be filled in", nb="må fylles ut")
FOLLOWS = Words(
    en="Follows from {}; leave it out when that is filled in.",
    nb="Følger av {}; utelates når det er fylt ut.",
)
INSTEAD = Words(en="instead of {}", nb="i stedet for {}")
OTHER_FORM: Mapping[str, str] = {
    **{f"expected.{other}": name for other, name in (("p10", "low"), ("p50", "typical"), ("p90", "high"))},
    **{
        f"finding.{name}": FORMS["said"][0]
        for form, names in FORMS.items()
        for name in names
        if form != "said"
    },
}
"""Fields that say the same as another in another form: a file holds one of the two."""
ONLY_IF = Words(en="Only if {}.", nb="Bare hvis {}.")
MARKETS = Words(en="For: {}.", nb="For: {}.")


def full_template(lang: str = "en") -> str:
    """Return the whole company file with every field and fact explained and commented out (TOML)."""
    lines = [*_prose(HEAD.in_(lang)), ""]
    for table in _tables():
        lines += [*_table(table, lang), ""]
    lines += [*_prose(FACTS.in_(lang)), "[product.facts]", ""]
    lines += _facts(fact_registry(), lang)
    return "\n".join(lines).rstrip() + "\n"


def _tables() -> Iterator[Field]:
    yield from (field for field in fields().values() if field.type in TABLES)


def _table(table: Field, lang: str) -> Iterator[str]:
    inner = [field for field in fields().values() if field.path.rpartition(".")[0] == table.path]
    yield from _prose(table.words.in_(lang) if table.words else table.name)
    # A block that may be left out or repeated is commented out whole.
    heading = f"[[{table.path}]]" if table.type == "tables" else f"[{table.path}]"
    is_open = table.type == "table" and (table.required or table.default is not None)
    yield heading if is_open else f"#{heading}"
    if table.type == "pairs":
        yield from (f"#{toml_key(name)} = {toml_value(value)}" for name, value in example(table).items())
    for field in inner:
        if field.type not in TABLES:
            yield from _prose(_explained(field, lang))
            # Two marks before the other form: a file that takes one of each away has one form.
            mark = "##" if field.path in OTHER_FORM else "#"
            yield f"{mark}{field.name} = {toml_value(example(field))}"


def _explained(field: Field, lang: str) -> str:
    words = field.words.in_(lang) if field.words else field.name
    notes = [unit_in(field.unit, lang)] if field.unit else []
    notes += [REQUIRED.in_(lang)] if field.required else []
    notes += [INSTEAD.in_(lang).format(OTHER_FORM[field.path])] if field.path in OTHER_FORM else []
    listed = {"product.indications": indications(), "product.certificates.regime": KNOWN_REGIMES}.get(
        field.path, ()
    )
    chosen = [f"{option} ({option_words()[option].in_(lang)})" for option in field.options]
    text = f"{words} ({'; '.join(notes)})" if notes else words
    return " · ".join([text, ", ".join(chosen) or ", ".join(listed)]).removesuffix(" · ")


def example(field: Field) -> Any:
    """Return a plausible value for a field: its default, or one from the table of examples."""
    return examples().get(field.path, field.default)


def _facts(registry: Iterable[Fact], lang: str) -> Iterator[str]:
    family = ""
    for fact in registry:
        if fact.family != family:
            family = fact.family
            yield from _prose(f"--- {fact_registry().families[family].in_(lang)} ---")
            yield from _prose(fact.why.in_(lang))
            yield ""
        yield from fact_lines(fact, lang)
        yield ""


def fact_lines(fact: Fact, lang: str, *, is_brief: bool = False) -> Iterator[str]:
    """Yield the lines of one fact: its question, help and choices, and the answer commented out."""
    yield from _prose(fact.question.in_(lang))
    if not is_brief:
        yield from _prose(fact.help.in_(lang))
        yield from _prose(_notes(fact, lang))
    yield from _prose(" · ".join(f"{value}: {label.in_(lang)}" for value, label in fact.vocabulary.items()))
    yield f"#{fact.name} = {toml_value(_sample(fact))}"


def _notes(fact: Fact, lang: str) -> str:
    notes = []
    if fact.derived_from:
        notes.append(FOLLOWS.in_(lang).format(", ".join(fact.derived_from)))
    if fact.asked_when:
        gates = " · ".join(f"{name} = {' / '.join(values)}" for name, values in fact.asked_when.items())
        notes.append(ONLY_IF.in_(lang).format(gates))
    if fact.markets:
        notes.append(MARKETS.in_(lang).format(", ".join(fact.markets)))
    return " ".join(notes)


def _sample(fact: Fact) -> Any:
    first = next(iter(fact.vocabulary), "")
    return {
        "yes_no": True,
        "choice": first,
        "choices": (first,),
        "number": 0,
        "text": first,
        "date": date(2026, 1, 31),
    }[fact.type]


def _prose(text: str) -> Iterator[str]:
    yield from (
        f"# {line}" for line in textwrap.wrap(text, WIDTH, break_on_hyphens=False, break_long_words=False)
    )


def toml_key(name: str) -> str:
    """Return a key as TOML writes it: in quotes where it is not a plain word (``"sales_cycle@DE"``)."""
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else toml_value(name)


def toml_value(value: Any) -> str:
    """Return a value as TOML writes it; numbers from a thousand upwards get separators."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return f"{value:_}" if float(value).is_integer() and isinstance(value, int) else repr(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml_value, value))}]"
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{toml_key(key)} = {toml_value(item)}' for key, item in value.items())} }}"
    # JSON's escapes are TOML's, save the one control character that JSON lets through.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
