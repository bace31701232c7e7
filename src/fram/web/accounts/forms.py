"""What the pages of accounts ask."""

from __future__ import annotations

from typing import Any

from babel import Locale
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fram.terms.sections import SECTIONS
from fram.web.accounts.actions.organisations import Card
from fram.web.accounts.models import EntryKind, Kind, Organisation
from fram.web.accounts.queries.entries import Wanted
from fram.web.accounts.queries.organisations import Sharing
from fram.web.ui.asking import AskingForm, OnceForm

NO_COUNTRIES = ("ZZ", "XA", "XB", "EU", "EZ", "UN", "QO")
"""Codes of the list of territories that name no country."""


def country_choices() -> list[tuple[str, str]]:
    """Return the countries of the world in the reader's language, by name."""
    names = Locale.parse(get_language() or "en").territories
    found = [(code, name) for code, name in names.items() if code.isalpha() and code not in NO_COUNTRIES]
    return sorted(found, key=lambda pair: pair[1])


class CardForm(AskingForm):
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


class NewBodyForm(OnceForm, CardForm):
    """The card of a body that is new here, what it is, and who leads it."""

    kind = forms.ChoiceField(label=_("What is it?"))
    email = forms.EmailField(label=_("Who leads it? The e-mail address to invite"), max_length=254)

    def __init__(self, *values: Any, **options: Any) -> None:
        super().__init__(*values, **options)
        kinds = [(value, label) for value, label in Kind.choices if value != Kind.COMPANY]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class SharingForm(forms.Form):
    """The sections of the record one body may see; a body that is closed can only lose some.

    ``seen``: what was shared when the page was opened.
    """

    sections = forms.MultipleChoiceField(
        label=_("What may it see?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *values: Any, sharing: Sharing, lang: str, **options: Any) -> None:
        now = {"sections": sorted(sharing.names), "seen": " ".join(sorted(sharing.names))}
        super().__init__(*values, **{"initial": now, **options})
        offered = sharing.sections if sharing.body.archived_at else SECTIONS.values()
        choices = [(one.name, f"{one.words.in_(lang)}: {one.holds.in_(lang)}") for one in offered]
        self.fields["sections"].choices = choices  # type: ignore[attr-defined]

    @property
    def choice(self) -> dict[str, Any]:
        """What was chosen, and what was seen; to withdraw everything it matters not what was seen."""
        sections = self.cleaned_data["sections"]
        return {"sections": sections, "seen": self.cleaned_data["seen"].split() if sections else None}


def _day_field(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write a day that there is, such as 2026-11-21.")},
    )  # fmt: skip


class LogForm(forms.Form):
    """Which lines of the log are asked for; a word that is not known counts as not said, a day is checked."""

    kind = forms.ChoiceField(label=_("Sort"), required=False)
    section = forms.ChoiceField(label=_("Section"), required=False)
    text = forms.CharField(label=_("Person or organisation"), required=False, max_length=100)
    since = _day_field(_("First day"))
    until = _day_field(_("Last day"))

    def __init__(self, *values: Any, **options: Any) -> None:
        super().__init__(*values, **options)
        lang = get_language() or "en"
        sections = [(one.name, one.words.in_(lang)) for one in SECTIONS.values()]
        self.fields["kind"].choices = [("", _("all")), *EntryKind.choices]  # type: ignore[attr-defined]
        self.fields["section"].choices = [("", _("all")), *sections]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("since") and said.get("until") and said["until"] < said["since"]:
            self.add_error("until", _("The last day lies before the first."))
        return said

    @property
    def has_wrong_days(self) -> bool:
        """Whether the days cannot be: then nothing is shown, rather than other lines than were asked for."""
        return bool({"since", "until"} & set(self.errors))

    @property
    def has_words(self) -> bool:
        """Whether anything was asked for at all."""
        return self.wanted != Wanted()

    @property
    def wanted(self) -> Wanted:
        """What was asked for."""
        self.is_valid()
        return Wanted(**{name: value for name, value in self.cleaned_data.items() if value})
