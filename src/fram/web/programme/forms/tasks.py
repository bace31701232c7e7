"""What is to be done, by whom, and until when?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fram.web.accounts.models import Membership, Organisation
from fram.web.programme.actions.tasks import TaskCard
from fram.web.programme.forms.asking import LONGEST_TEXT, set_choices
from fram.web.programme.models import Side, Task
from fram.web.ui.asking import OnceForm


class TaskForm(OnceForm):
    """A task between a company and one body, or of the company alone; after `is_valid`, `card` holds it.

    The doer is written `organisation` or `organisation-person`, so that one question asks for both.
    """

    title = forms.CharField(label=_("In one line"), max_length=200)
    body = forms.ChoiceField(
        label=_("Who sees it besides the company?"),
        required=False,
        help_text=_("The body that is to do it, or that asks for it."),
    )
    doer = forms.ChoiceField(label=_("Who does it?"))
    due_on = forms.DateField(
        label=_("Until when?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    text = forms.CharField(
        label=_("More about it"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    version = forms.IntegerField(min_value=1, initial=1, widget=forms.HiddenInput)

    def __init__(
        self, *values: Any, company: Organisation, bodies: list[Organisation], people: Iterable[Membership],
        **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(*values, **options)
        self.company, self.bodies = company, {str(body.pk): body for body in bodies}
        self.people = {f"{held.organisation_id}-{held.person_id}": held.person for held in people}
        set_choices(self.fields["doer"], self._doers(people))
        set_choices(
            self.fields["body"],
            [("", gettext("nobody")), *((key, one.name) for key, one in self.bodies.items())],
        )

    def for_side(self, *, is_company: bool, is_old: bool) -> TaskForm:
        """Ask whom it is with only where there is a choice: the company's people, of a new task."""
        own = [(key, one.name) for key, one in self.bodies.items()]
        if not is_company:
            set_choices(self.fields["body"], own)
            self.fields["body"].required = True
        if is_old or (not is_company and len(own) == 1) or (is_company and not own):
            self.fields["body"].widget = forms.HiddenInput()
            self.initial.setdefault("body", "")
            if own and not is_company:
                self.initial["body"] = own[0][0]
        return self

    def _doers(self, people: Iterable[Membership]) -> list[Any]:
        found: list[Any] = []
        for place in (self.company, *self.bodies.values()):
            own = [
                (f"{place.pk}-{one.person_id}", one.person.shown)
                for one in people
                if one.organisation_id == place.pk
            ]
            found.append(
                (place.name, [(str(place.pk), gettext("anybody of %(name)s") % {"name": place.name}), *own])
            )
        return found

    @staticmethod
    def initial_of(task: Task) -> dict[str, Any]:
        """Return what a task says now."""
        doer = task.company if task.side == Side.COMPANY or task.body is None else task.body
        person = f"-{task.person_id}" if task.person_id else ""
        return {
            "title": task.title, "text": task.text, "due_on": task.due_on, "version": task.version,
            "doer": f"{doer.pk}{person}", "body": str(task.body_id or ""),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A body that is to do it sees it too."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        doer, body = cleaned.get("doer", "").partition("-")[0], cleaned.get("body", "")
        if doer in self.bodies:
            if body and body != doer:
                self.add_error("doer", _("This body does not see the task. Choose the same body twice."))
            cleaned["body"] = doer
        return cleaned

    @property
    def card(self) -> TaskCard:
        """What was answered."""
        said = self.cleaned_data
        is_body = said["doer"].partition("-")[0] in self.bodies
        return TaskCard(
            title=said["title"], text=said["text"], due_on=said["due_on"], ticket=said["ticket"],
            side=Side.BODY if is_body else Side.COMPANY, person=self.people.get(said["doer"]),
            body=self.bodies.get(said["body"]), version=said["version"],
        )  # fmt: skip
