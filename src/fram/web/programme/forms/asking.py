"""What the forms of support have in common: choices in the reader's language, filters, words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from babel import Locale
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fram.terms.jurisdiction import MARKETS
from fram.terms.sections import SECTIONS

LONGEST_TEXT = 10_000
LONGEST_WHY = 2_000


@cache
def _market_names(lang: str) -> tuple[tuple[str, str], ...]:
    names = Locale.parse(lang).territories
    order = {letter: place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyzæøå")}
    named = [(code, names[code]) for code in MARKETS]
    return tuple(sorted(named, key=lambda pair: [order.get(letter, -1) for letter in pair[1].lower()]))


def market_choices() -> list[tuple[str, str]]:
    """Return the markets in the reader's language, by name."""
    return list(_market_names(get_language() or "en"))


def section_choices(names: Iterable[str] = tuple(SECTIONS)) -> list[tuple[str, str]]:
    """Return sections of a record in the reader's language."""
    lang = get_language() or "en"
    return [(name, SECTIONS[name].words.in_(lang)) for name in names if name in SECTIONS]


def set_choices(field: forms.Field, choices: Iterable[Any]) -> None:
    """Give a question its choices, which are known only when it is asked."""
    field.choices = list(choices)  # type: ignore[attr-defined]


class Choosing(forms.Form):
    """The filter of a list: a word that is not known counts as not said, and nothing is ever wrong."""

    def __init__(self, asked: Any, **options: Any) -> None:
        usual = {name: field.initial or "" for name, field in self.base_fields.items()}
        super().__init__({name: asked.get(name) or usual[name] for name in usual}, **options)

    def said(self) -> dict[str, str]:
        """Return what was asked for, with the usual where nothing was."""
        self.is_valid()
        usual = {name: str(field.initial or "") for name, field in self.fields.items()}
        return {name: str(self.cleaned_data.get(name) or usual[name]) for name in self.fields}

    @property
    def is_narrowed(self) -> bool:
        """Whether something other than the usual list is asked for, its order apart."""
        said = self.said()
        return any(
            said[name] != str(field.initial or "") for name, field in self.fields.items() if name != "order"
        )


def why_field(label: Any, **more: Any) -> forms.CharField:
    """Return a question that is answered in a sentence or two."""
    return forms.CharField(
        label=label, required=False, max_length=LONGEST_WHY, widget=forms.Textarea(attrs={"rows": 3}), **more
    )


def any_of(choices: Iterable[tuple[str, Any]], words: Any = None) -> list[tuple[str, Any]]:
    """Return the choices of a filter, with all of them first."""
    return [("", words or _("all")), *choices]
