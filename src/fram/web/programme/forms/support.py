"""Where does our help stand? Why did the clock stand? Will you look at us again?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from fram.programme.service_clock import MOST_PAUSE_DAYS
from fram.programme.support_states import BODY, BODY_REASONS, moves_from
from fram.web.accounts.models import Person
from fram.web.programme.actions.moving import Told
from fram.web.programme.actions.support import Change, Stop
from fram.web.programme.forms.asking import market_choices, set_choices, why_field
from fram.web.programme.models import Exempting, Reason, State, Topic
from fram.web.programme.queries.lines import Line
from fram.web.ui.asking import OnceForm


class ChangeForm(OnceForm):
    """Where a body's help stands, who helps, with what and where; after `is_valid`, `change` holds it."""

    state = forms.ChoiceField(label=_("Where does it stand?"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("If closed: why?"), required=False, help_text=_("The company sees the reason.")
    )
    why = why_field(
        _("What should the company know?"),
        help_text=_("Needed for “waiting for the company” and “unsuitable”. The company reads it."),
    )
    adviser = forms.ChoiceField(label=_("Who helps?"), required=False)
    topics = forms.MultipleChoiceField(
        label=_("With what?"), choices=Topic.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    markets = forms.MultipleChoiceField(
        label=_("Where?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, sent: Any, *, line: Line, advisers: list[Person], me: Person | None) -> None:
        usual = line.adviser or (me if me in advisers else None)
        initial = {
            "state": line.state, "adviser": usual.pk if usual else "", "topics": line.topics,
            "markets": line.markets, "version": line.version,
        }  # fmt: skip
        super().__init__(sent, initial=initial)
        self.advisers = {str(person.pk): person for person in advisers}
        here = (line.state, _("%(state)s, as it is") % {"state": line.state_name})
        set_choices(
            self.fields["state"], [here, *((to, State(to).label) for to in moves_from(line.state, side=BODY))]
        )
        set_choices(self.fields["reason"], [("", "–"), *((one, Reason(one).label) for one in BODY_REASONS)])
        set_choices(
            self.fields["adviser"], [("", _("nobody yet")), *((k, p.shown) for k, p in self.advisers.items())]
        )
        set_choices(self.fields["markets"], market_choices())

    @property
    def change(self) -> Change:
        """What was answered."""
        said = self.cleaned_data
        told = Told(reason=said["reason"], why=said["why"], ticket=said["ticket"])
        return Change(
            state=said["state"], told=told, adviser=self.advisers.get(said["adviser"]),
            topics=tuple(said["topics"]), markets=tuple(said["markets"]), version=said["version"],
        )  # fmt: skip


class StopForm(OnceForm):
    """Why the service clock shall stand, from when, and for how long."""

    reason = forms.ChoiceField(
        label=_("Why does the clock stand?"), choices=[("", _("choose a reason")), *Exempting.choices]
    )
    starts_on = forms.DateField(
        label=_("From which day?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    days = forms.IntegerField(
        label=_("For how many working days?"),
        initial=5,
        help_text=format_lazy(_("At most {most} for one stop."), most=MOST_PAUSE_DAYS),
    )

    @property
    def stop(self) -> Stop:
        """What was answered."""
        said = self.cleaned_data
        return Stop(
            reason=said["reason"], starts_on=said["starts_on"], days=said["days"], ticket=said["ticket"]
        )


class AgainForm(OnceForm):
    """What has changed since the body ended its help."""

    why = why_field(_("What has changed?"), help_text=_("The body reads it. One sentence is enough."))

    @property
    def told(self) -> Told:
        """What was answered."""
        return Told(why=self.cleaned_data["why"], ticket=self.cleaned_data["ticket"])
