"""What the pages of accounts ask."""

from __future__ import annotations

from typing import Any

from babel import Locale
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fram.terms.errors import Refused
from fram.terms.sections import SECTIONS
from fram.web.accounts.actions.organisations import Card
from fram.web.accounts.models import EntryKind, Kind, Organisation
from fram.web.accounts.queries.entries import Wanted
from fram.web.accounts.queries.organisations import Sharing

NO_COUNTRIES = ("ZZ", "XA", "XB", "EU", "EZ", "UN", "QO")
"""Codes of the list of territories that name no country."""


def country_choices() -> list[tuple[str, str]]:
    """Return the countries of the world in the reader's language, by name."""
    names = Locale.parse(get_language() or "en").territories
    found = [(code, name) for code, name in names.items() if code.isalpha() and code not in NO_COUNTRIES]
    return sorted(found, key=lambda pair: pair[1])


class CardForm(forms.Form):
    """An organisation's name, number and country; after `is_valid`, `card` holds them."""

    name = forms.CharField(label=_("What is it called?"), max_length=200)
    number = forms.CharField(
        label=_("Number in the public register"), max_length=20, required=False,
        help_text=_("In Norway the nine digits of the organisation number."),
    )  # fmt: skip
    country = forms.ChoiceField(label=_("In which country is it registered?"), initial="NO")

    def __init__(self, *values: Any, **options: Any) -> None:
        super().__init__(*values, **options)
        self.fields["country"].choices = country_choices()  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(organisation: Organisation) -> dict[str, str]:
        """Return what the organisation says now."""
        return {
            "name": organisation.name, "number": organisation.number, "country": organisation.country
        }  # fmt: skip

    @property
    def card(self) -> Card:
        """What was answered."""
        return Card(**{name: self.cleaned_data[name] for name in ("name", "number", "country")})

    def add_refused(self, refused: Refused) -> None:
        """Show at its question why an answer was refused."""
        problem = refused.problem
        where = problem.where if problem.where in self.fields else None
        self.add_error(where, ". ".join(part for part in (problem.what, problem.remedy) if part))


class NewBodyForm(CardForm):
    """The card of a body that is new here, what it is, and who leads it."""

    kind = forms.ChoiceField(label=_("What is it?"))
    email = forms.EmailField(label=_("Who leads it? The e-mail address to invite"), max_length=254)

    def __init__(self, *values: Any, **options: Any) -> None:
        super().__init__(*values, **options)
        kinds = [(value, label) for value, label in Kind.choices if value != Kind.COMPANY]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class SharingForm(forms.Form):
    """The sections of the record one body may see."""

    sections = forms.MultipleChoiceField(
        label=_("What may it see?"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *values: Any, sharing: Sharing, lang: str, **options: Any) -> None:
        super().__init__(*values, **{"initial": {"sections": sorted(sharing.names)}, **options})
        choices = [(one.name, f"{one.words.in_(lang)}: {one.holds.in_(lang)}") for one in SECTIONS.values()]
        self.fields["sections"].choices = choices  # type: ignore[attr-defined]


class LogForm(forms.Form):
    """Which lines of the log are asked for; a word that is not known counts as not said."""

    kind = forms.ChoiceField(label=_("Sort"), required=False)
    section = forms.ChoiceField(label=_("Section"), required=False)
    text = forms.CharField(label=_("Name of the person"), required=False, max_length=100)

    def __init__(self, *values: Any, **options: Any) -> None:
        super().__init__(*values, **options)
        lang = get_language() or "en"
        sections = [(one.name, one.words.in_(lang)) for one in SECTIONS.values()]
        self.fields["kind"].choices = [("", _("all")), *EntryKind.choices]  # type: ignore[attr-defined]
        self.fields["section"].choices = [("", _("all")), *sections]  # type: ignore[attr-defined]

    @property
    def has_words(self) -> bool:
        """Whether anything was asked for at all."""
        return self.wanted != Wanted()

    @property
    def wanted(self) -> Wanted:
        """What was asked for."""
        self.is_valid()
        return Wanted(**{name: self.cleaned_data.get(name, "") for name in ("kind", "section", "text")})
