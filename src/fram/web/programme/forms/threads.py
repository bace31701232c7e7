"""With whom do you want to talk, and about what?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fram.web.accounts.models import Membership, Organisation
from fram.web.programme.actions.threads import Opening, Said
from fram.web.programme.forms.asking import LONGEST_TEXT, section_choices, set_choices
from fram.web.ui.asking import OnceForm


def people_choices(partners: list[Membership]) -> list[tuple[str, str]]:
    """Return the people one can talk with, each with whom they stand for."""
    return [(str(one.person_id), f"{one.person.shown}, {one.organisation.name}") for one in partners]


class ReplyForm(OnceForm):
    """An answer in a conversation."""

    text = forms.CharField(
        label=_("Message"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 6})
    )

    def said_at(self, address: str) -> Said:
        """Return the message, with the page's address for the mail."""
        return Said(text=self.cleaned_data["text"], ticket=self.cleaned_data["ticket"], address=address)


class PeopleForm(forms.Form):
    """Who is to come into a conversation."""

    people = forms.MultipleChoiceField(label=_("Who is to come in?"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *values: Any, partners: list[Membership], **options: Any) -> None:
        super().__init__(*values, **options)
        set_choices(self.fields["people"], people_choices(partners))

    @property
    def chosen(self) -> tuple[int, ...]:
        """Who was chosen."""
        return tuple(int(pk) for pk in self.cleaned_data["people"])


class OpeningForm(ReplyForm):
    """A new conversation: with whom, about what, and the first message."""

    side = forms.ChoiceField(label=_("On whose behalf do you write?"), widget=forms.RadioSelect)
    people = forms.MultipleChoiceField(label=_("With whom?"), widget=forms.CheckboxSelectMultiple)
    subject = forms.CharField(label=_("About what?"), max_length=200)
    section = forms.ChoiceField(label=_("Which part of the record is it about?"), required=False)
    field_order = ("side", "people", "subject", "section", "text")

    def __init__(
        self, *values: Any, partners: list[Membership], sides: list[Organisation], **options: Any
    ) -> None:
        super().__init__(*values, **options)
        self.sides = {side.slug: side for side in sides}
        set_choices(self.fields["side"], [(side.slug, side.name) for side in sides])
        if len(sides) == 1:  # nothing to ask
            del self.fields["side"]
        set_choices(self.fields["people"], people_choices(partners))
        set_choices(self.fields["section"], [("", _("none in particular")), *section_choices()])

    def opening_at(self, address: str) -> Opening:
        """Return what was answered."""
        said = self.cleaned_data
        return Opening(
            subject=said["subject"],
            section=said["section"],
            people=tuple(int(pk) for pk in said["people"]),
            said=self.said_at(address),
            side=self.sides.get(said.get("side", "")),
        )
