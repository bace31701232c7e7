"""The filters of the lists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fram.web.accounts.models import Person
from fram.web.programme.forms.asking import Choosing, any_of, market_choices, set_choices
from fram.web.programme.models import State, TaskState, Topic
from fram.web.programme.queries import caseload, tasks, who_helps


class HelpForm(Choosing):
    """Which of a company's bodies are to be shown."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=any_of([("open", _("open")), ("ended", _("ended")), *State.choices]),
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False, choices=any_of(Topic.choices))
    market = forms.ChoiceField(label=_("Market"), required=False)

    def __init__(self, asked: Any, **options: Any) -> None:
        super().__init__(asked, **options)
        set_choices(self.fields["market"], any_of(market_choices()))

    @property
    def sought(self) -> who_helps.Sought:
        """What is asked for."""
        return who_helps.Sought(**self.said())


class CaseloadForm(Choosing):
    """Which of a body's companies are to be shown, and in which order."""

    text = forms.CharField(label=_("Company"), required=False, max_length=200)
    state = forms.ChoiceField(
        label=_("State"), required=False, initial="open",
        choices=[
            ("open", _("open")), ("overdue", _("overdue")), ("ended", _("ended")), ("all", _("all")),
            *State.choices,
        ],
    )  # fmt: skip
    topic = forms.ChoiceField(label=_("Topic"), required=False, choices=any_of(Topic.choices))
    market = forms.ChoiceField(label=_("Market"), required=False)
    adviser = forms.ChoiceField(label=_("Adviser"), required=False)
    order = forms.ChoiceField(
        label=_("Sorted by"), required=False, initial="urgent",
        choices=[
            ("urgent", _("what is due first")), ("name", _("name")), ("newest", _("newest state first")),
            ("oldest", _("oldest state first")), ("contact", _("longest without contact")),
        ],
    )  # fmt: skip

    def __init__(self, asked: Any, *, advisers: list[Person], **options: Any) -> None:
        super().__init__(asked, **options)
        set_choices(self.fields["market"], any_of(market_choices()))
        people = [("none", _("nobody yet")), *((str(one.pk), one.shown) for one in advisers)]
        set_choices(self.fields["adviser"], any_of(people, _("anybody")))

    @property
    def wanted(self) -> caseload.Wanted:
        """What is asked for."""
        return caseload.Wanted(**self.said())


class TaskListForm(Choosing):
    """Which tasks are to be shown, and in which order."""

    text = forms.CharField(label=_("Words in it"), required=False, max_length=200)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        initial="open",
        choices=[*TaskState.choices, ("mine", _("mine, open")), ("overdue", _("overdue")), ("all", _("all"))],
    )
    order = forms.ChoiceField(
        label=_("Sorted by"),
        required=False,
        initial="due",
        choices=[("due", _("what is due first")), ("newest", _("newest first")), ("title", _("title"))],
    )

    @property
    def wanted(self) -> tasks.Wanted:
        """What is asked for."""
        return tasks.Wanted(**self.said())


class ThreadListForm(Choosing):
    """Which conversations are to be shown."""

    text = forms.CharField(label=_("Words in the subject"), required=False, max_length=200)
