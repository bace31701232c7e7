"""Who should take over, and what should they see?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fram.web.accounts.models import Organisation
from fram.web.programme.actions.hand_overs import Answer, Proposal
from fram.web.programme.forms.asking import section_choices, set_choices, why_field
from fram.web.programme.models import HandOver, Topic
from fram.web.ui.asking import OnceForm


class ProposalForm(OnceForm):
    """To which body, with which sections and topics; after `is_valid`, `proposal` holds it."""

    to_body = forms.ChoiceField(label=_("Which body should take over?"), widget=forms.RadioSelect)
    topics = forms.MultipleChoiceField(
        label=_("With what should it help?"),
        choices=Topic.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    sections = forms.MultipleChoiceField(
        label=_("What does it need to see?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The company chooses among these, and shares none before it has agreed."),
    )
    message = why_field(_("Why them?"), help_text=_("The company reads it, and the new body once it may."))
    stays = forms.BooleanField(label=_("We go on helping beside them"), required=False)

    def __init__(self, *values: Any, bodies: Iterable[Organisation], **options: Any) -> None:
        super().__init__(*values, **options)
        self.bodies = {body.slug: body for body in bodies}
        named = [(slug, f"{one.name} ({one.get_kind_display()})") for slug, one in self.bodies.items()]
        set_choices(self.fields["to_body"], named)
        set_choices(self.fields["sections"], section_choices())

    @property
    def proposal(self) -> Proposal:
        """What was answered."""
        said = self.cleaned_data
        return Proposal(
            to_body=self.bodies[said["to_body"]], sections=tuple(said["sections"]), ticket=said["ticket"],
            topics=tuple(said["topics"]), message=said["message"], stays=said["stays"],
        )  # fmt: skip


class AgreeForm(OnceForm):
    """Which of the proposed sections the company shares."""

    sections = forms.MultipleChoiceField(
        label=_("What may they see?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, sent: Any = None, *, hand_over: HandOver) -> None:
        super().__init__(sent, initial={"sections": hand_over.sections})
        set_choices(self.fields["sections"], section_choices(hand_over.sections))


class WhyForm(OnceForm):
    """Yes or no, and why."""

    why = why_field(_("A word to the others"))

    def answer(self, *, accepts: bool) -> Answer:
        """Return what was answered."""
        return Answer(accepts=accepts, why=self.cleaned_data["why"])
