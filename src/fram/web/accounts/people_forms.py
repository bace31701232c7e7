"""What the pages about people ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from fram.terms.organisation_number import bare_number, is_norwegian_org_number
from fram.web.accounts.forms import CardForm
from fram.web.accounts.signing_in.names import clean_name
from fram.web.ui.asking import AskingForm, OnceForm


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what a form sent, an empty one too; None where nothing was sent."""
    return request.POST if request.method == "POST" else None


class InviteForm(AskingForm):
    """An address and a role."""

    email = forms.EmailField(label=_("Which e-mail address?"), max_length=254)
    role = forms.ChoiceField(label=_("In which role?"), widget=forms.RadioSelect)

    def __init__(self, *values: Any, roles: tuple[Any, ...], **options: Any) -> None:
        super().__init__(*values, **options)
        self.fields["role"].choices = _role_choices(roles)  # type: ignore[attr-defined]


class RoleForm(AskingForm):
    """A role."""

    role = forms.ChoiceField(label=_("In which role?"), widget=forms.RadioSelect)

    def __init__(self, *values: Any, roles: tuple[Any, ...], **options: Any) -> None:
        super().__init__(*values, **options)
        self.fields["role"].choices = _role_choices(roles)  # type: ignore[attr-defined]


class MeForm(AskingForm):
    """One's name and language."""

    name = forms.CharField(
        label=_("What is your name?"), max_length=200, help_text=_("People you work with see it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("In which language do we write to you?"), choices=settings.LANGUAGES)

    def clean_name(self) -> str:
        """Refuse a name of which nothing can be seen."""
        name = clean_name(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Write a name that can be read."))
        return name


class NewCompanyForm(OnceForm, CardForm):
    """The card of a company that is new here; a Norwegian number must be one."""

    def clean_name(self) -> str:
        """Refuse a name of which nothing can be seen."""
        name = clean_name(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Write a name that can be read."))
        return name

    def clean(self) -> dict[str, Any]:
        """Check the number against the rules of its country."""
        said: dict[str, Any] = super().clean() or {}
        number = bare_number(said.get("number", ""))
        if number and said.get("country") == "NO" and not is_norwegian_org_number(number):
            self.add_error(
                "number", _("This is no Norwegian organisation number: look it up at brreg.no, nine digits.")
            )
        return {**said, "number": number}


class HeadForm(AskingForm):
    """Whom to invite to decide for a body, or for a company without an owner."""

    email = forms.EmailField(max_length=254)


class EraseForm(AskingForm):
    """The address of whoever is to be erased, typed once more; and leave to close what is theirs alone."""

    closes_alone = forms.BooleanField(
        label=_("Close these too; whoever runs the desk can give them to somebody else")
    )
    email = forms.EmailField(label=_("Type the e-mail address of the account to be sure"))

    def __init__(self, *values: Any, expected: str, is_alone: bool, **options: Any) -> None:
        super().__init__(*values, **options)
        self.expected = expected
        if not is_alone:
            del self.fields["closes_alone"]

    def clean_email(self) -> str:
        """Refuse another address."""
        email = self.cleaned_data["email"].strip().lower()
        if email != self.expected:
            raise forms.ValidationError(_("This is not the address of the account."))
        return email


class LookUpForm(AskingForm):
    """The whole address of one person; there is no list of people."""

    email = forms.EmailField(label=_("The person's e-mail address"))


def _role_choices(roles: tuple[Any, ...]) -> list[tuple[str, str]]:
    told = {
        "owner": _("owner: changes everything, decides who belongs here and who sees what"),
        "editor": _("editor: reads and changes the record"),
        "reader": _("reader: reads the record"),
        "lead": _("lead: decides who belongs here, and for all companies that are helped"),
        "adviser": _("adviser: helps companies that share with you"),
        "analyst": _("analyst: reads what companies share with you"),
    }
    return [(str(role), str(told[str(role)])) for role in roles]
