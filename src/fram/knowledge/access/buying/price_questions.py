"""Reads the questions that buyers are asked about prices, in every language we hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fram.knowledge.shelf import Shelf, load_yaml
from fram.terms.errors import Refused, did_you_mean

FILE = "price_questions.yaml"
MODEL = "en"
"""The language whose keys all others must have."""
GROUPS = ("per", "role")


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceQuestions:
    """The page's words in one language. ``translated``: out of English; ``read_by``: the native reader."""

    lang: str
    texts: Mapping[str, str] = field(repr=False)
    per: Mapping[str, str] = field(repr=False)
    roles: Mapping[str, str] = field(repr=False)
    translated: bool
    read_by: str = ""

    @property
    def is_checked(self) -> bool:
        """Whether it needs no more eyes: it was written in this language, or a native speaker read it."""
        return not self.translated or bool(self.read_by)

    def say(self, key: str, **values: object) -> str:
        """Return a text with its places filled."""
        return self.texts[key].format(**values)


def read_price_questions(shelf: Shelf) -> dict[str, PriceQuestions]:
    """Return the questions by language; refuse a language that lacks a key of English, or has another."""
    raw = load_yaml(shelf.root / FILE)
    found = {}
    for lang, words in raw.items():
        _refuse_keys(words, raw[MODEL], where=f"{FILE}: {lang}")
        for group in GROUPS:
            _refuse_keys(words[group], raw[MODEL][group], where=f"{FILE}: {lang}: {group}")
        plain = {key: text for key, text in words.items() if isinstance(text, str) and key != "read_by"}
        found[lang] = PriceQuestions(
            lang=lang, texts=plain, per=words["per"], roles=words["role"],
            translated=words["translated"], read_by=words.get("read_by", ""),
        )  # fmt: skip
    return found


def _refuse_keys(words: Mapping[str, object], model: Mapping[str, object], *, where: str) -> None:
    missing = [key for key in model if key not in words]
    loose = [key for key in words if key not in model and key != "read_by"]
    if missing:
        raise Refused(f"`{missing[0]}` is missing", where=where)
    if loose:
        raise Refused(f"unknown key `{loose[0]}`", where=where, remedy=did_you_mean(str(loose[0]), model))
