"""One question of the record, whatever it comes from: a field of the company file or a fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from fram.knowledge.facts import fact_registry
from fram.terms.facts import Fact, Words
from fram.workspace.company.checks import NEEDED_WHEN
from fram.workspace.company.fields import Field, fields
from fram.workspace.company.words import examples, option_words, unit_in

Kind = Literal[
    "text",
    "long-text",
    "number",
    "whole",
    "yes-no",
    "date",
    "choice",
    "choices",
    "words",
    "numbers",
    "rows",
    "pairs",
    "market",
    "markets",
    "country",
    "currency",
    "languages",
    "regime",
    "indications",
    "input",
]
"""How a question is answered. From ``market`` on: out of a list that is named in the reader's language."""
LISTED = ("market", "markets", "country", "currency", "languages", "regime", "indications", "input")
MANY = ("choices", "markets", "languages", "indications")
"""Kinds that take several answers out of a list."""
LONGEST = 4000
"""Letters of a text whose annotation sets no limit of its own."""
SHORT = 300
"""A text that may be longer than this gets a box of several lines."""

BY_NAME: Mapping[str, Kind] = {
    "market": "market",
    "currency": "currency",
    "input": "input",
    "regime": "regime",
    "languages": "languages",
    "indications": "indications",
    "markets_served": "markets",
    "holds_in": "markets",
    "must": "markets",
    "never": "markets",
}
"""Texts that are codes, by the name of their field."""
BY_PATH: Mapping[str, Kind] = {"company.country": "market", "product.evidence.country": "country"}
BY_TYPE: Mapping[str, Kind] = {
    "number": "number",
    "whole": "whole",
    "yes_no": "yes-no",
    "date": "date",
    "choice": "choice",
    "choices": "choices",
    "texts": "words",
    "numbers": "numbers",
    "rows": "rows",
    "pairs": "pairs",
}

BETWEEN = Words(en="between {} and {}", nb="mellom {} og {}")
OR_MORE = Words(en="{} or more", nb="{} eller mer")
ABOVE = Words(en="above {}", nb="over {}")
ABOVE_BELOW = Words(en="above {} and below {}", nb="over {} og under {}")
YES_NO = {True: Words(en="Yes", nb="Ja"), False: Words(en="No", nb="Nei")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked at one path, in both languages, and what counts as an answer.

    ``asked_when``: answers at other paths or of other facts without which it need not be asked (None among
    them: none given). ``table``: the heading it stands under. ``derived_from``: what it follows from.
    """

    path: str
    kind: Kind
    words: Words
    help: Words | None = None
    why: Words | None = None
    unit: str = ""
    options: Mapping[str, Words] = field(default_factory=dict)
    low: float | None = None
    high: float | None = None
    is_open: bool = False
    longest: int = LONGEST
    required: bool = False
    default: Any = None
    example: Any = None
    asked_when: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)
    markets: tuple[str, ...] = ()
    derived_from: tuple[str, ...] = ()
    judged: bool = False
    is_worked_out: bool = False

    @property
    def name(self) -> str:
        """The last word of the path."""
        return self.path.rpartition(".")[2]

    @property
    def table(self) -> str:
        """The table it stands in."""
        return self.path.rpartition(".")[0]

    @property
    def is_fact(self) -> bool:
        """Whether it comes from the facts registry, so that its answer may say who judged."""
        return self.table == "product.facts"

    @property
    def takes_many(self) -> bool:
        """Whether several answers can stand beside each other."""
        return self.kind in MANY

    def limits_in(self, lang: str) -> str:
        """Return the limits of a number in words; empty where there are none."""
        if self.low is None:
            return ""
        low, high = _figure(self.low, lang), None if self.high is None else _figure(self.high, lang)
        if self.is_open:
            return ABOVE.in_(lang).format(low) if high is None else ABOVE_BELOW.in_(lang).format(low, high)
        return OR_MORE.in_(lang).format(low) if high is None else BETWEEN.in_(lang).format(low, high)

    def unit_in(self, lang: str) -> str:
        """Return the unit in a language."""
        return unit_in(self.unit, lang)

    def label(self, option: object, lang: str) -> str:
        """Return what an option means; a word that is not among them stands for itself."""
        if isinstance(option, bool):
            return YES_NO[option].in_(lang)
        words = self.options.get(str(option))
        return words.in_(lang) if words else str(option)


def question_of(spec: Field) -> Question:
    """Return the question of a field of the company file."""
    gate, values = NEEDED_WHEN.get(spec.path, ("", ()))
    return Question(
        path=spec.path,
        kind=_kind(spec),
        words=spec.words or Words(en=spec.name, nb=spec.name),
        unit=spec.unit,
        options={option: option_words()[option] for option in spec.options},
        low=spec.low,
        high=spec.high,
        is_open=spec.is_open,
        longest=spec.longest or LONGEST,
        required=spec.required,
        default=spec.default if spec.default not in (None, "", ()) else None,
        example=examples().get(spec.path),
        asked_when={gate: values} if gate else {},
    )


def question_of_fact(fact: Fact) -> Question:
    """Return the question of a fact; it stands at ``product.facts`` and its name."""
    kinds: Mapping[str, Kind] = {**BY_TYPE, "text": "text"}
    return Question(
        path=f"product.facts.{fact.name}",
        kind=kinds[fact.type],
        words=fact.question,
        help=fact.help,
        why=fact.why,
        unit=fact.unit,
        options=fact.vocabulary,
        low=0 if fact.type == "number" else None,
        asked_when={f"product.facts.{name}": values for name, values in fact.asked_when.items()},
        markets=fact.markets,
        derived_from=fact.derived_from,
        judged=fact.judged,
        is_worked_out=fact.is_worked_out,
    )


def question_at(path: str) -> Question | None:
    """Return the question behind a path, also inside an entry (``product.evidence.0.title``), or None."""
    settled = ".".join(step for step in path.split(".") if not step.isdigit())
    if settled.startswith("product.facts."):
        name = settled.split(".")[2]
        registry = fact_registry()
        return question_of_fact(registry[name]) if name in registry else None
    spec = fields().get(settled)
    return question_of(spec) if spec and spec.type not in ("table", "tables") else None


def _kind(spec: Field) -> Kind:
    if spec.path in BY_PATH:
        return BY_PATH[spec.path]
    if spec.type in ("text", "texts") and spec.name in BY_NAME:
        return BY_NAME[spec.name]
    if spec.type == "text":
        return "long-text" if (spec.longest or 0) > SHORT else "text"
    return BY_TYPE[spec.type]


def _figure(number: float, lang: str) -> str:
    text = f"{number:g}"
    return text.replace(".", ",") if lang == "nb" else text
