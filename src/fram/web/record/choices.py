"""What can be chosen from: markets, currencies, languages, regimes and inputs, in the reader's language."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale

import fram.knowledge
from fram.decide.model.inputs import INPUTS
from fram.knowledge.shelf import load_yaml
from fram.terms.jurisdiction import MARKETS
from fram.workspace.company.checks import CURRENCIES, KNOWN_REGIMES, indications
from fram.workspace.company.pages.question import Kind
from fram.workspace.papers.words import Words

Choices = tuple[tuple[str, str], ...]

STANDARDS = {
    "eu-mdd": "EU MDD (93/42)", "eu-ivdd": "EU IVDD (98/79)", "iso-13485": "ISO 13485",
    "iso-27001": "ISO 27001", "mdsap": "MDSAP", "nen-7510": "NEN 7510", "soc-2": "SOC 2", "hds": "HDS",
    "bsi-diga": "BSI TR-03161", "gdpr-art-42": "GDPR 42", "ans": "ANS",
    "cyber-essentials-plus": "Cyber Essentials Plus", "hitrust": "HITRUST", "c5": "BSI C5",
}  # fmt: skip
"""Names of standards, the same in every language."""
LANGUAGES = (
    "nb nn en sv da fi is de fr nl es it pt pl et ga lb ar ja zh ms ta hi cs sk sl hu ro bg el hr lt lv mt uk"
).split()
NO_COUNTRIES = ("ZZ", "XA", "XB", "EU", "EZ", "UN", "QO")
ORDER = {letter: place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyzæøå")}


@cache
def choices(kind: Kind, lang: str) -> Choices:
    """Return what a listed question offers, named in a language: (value, name)."""
    names: Any = Locale.parse(lang)
    found: dict[str, Any] = {
        "market": lambda: _by_name((code, names.territories[code]) for code in MARKETS),
        "country": lambda: _by_name(
            (code, name)
            for code, name in names.territories.items()
            if code.isalpha() and code not in NO_COUNTRIES
        ),
        "currency": lambda: tuple(
            (code, f"{code} – {names.currencies.get(code, code)}") for code in CURRENCIES
        ),
        "languages": lambda: tuple((code, names.languages.get(code, code)) for code in LANGUAGES),
        "regime": lambda: tuple((word, _regime(word, lang)) for word in KNOWN_REGIMES),
        "indications": lambda: _by_name((slug, _indication(slug, lang)) for slug in indications()),
        "input": lambda: tuple((name, _input(name, lang)) for name in INPUTS),
    }
    found["markets"] = found["market"]
    return tuple(found[kind]()) if kind in found else ()


@cache
def name_of(kind: Kind, value: str, *, lang: str) -> str:
    """Return what a value out of a list is called; one that is not on the list stands for itself."""
    return dict(choices(kind, lang)).get(value, value)


def _regime(word: str, lang: str) -> str:
    if word in STANDARDS:
        return STANDARDS[word]
    return Words(lang)(f"regime.{word}")


def _input(name: str, lang: str) -> str:
    words = Words(lang)
    return words(f"input.{name}") if f"input.{name}" in words else name


def _indication(slug: str, lang: str) -> str:
    file = Path(fram.knowledge.__file__).parent / "indications" / f"{slug}.yaml"
    names = load_yaml(file).get("name", {})
    return str(names.get(lang) or names.get("en") or slug)


def _by_name(pairs: Any) -> Choices:
    return tuple(sorted(pairs, key=lambda pair: [ORDER.get(letter, -1) for letter in pair[1].lower()]))
