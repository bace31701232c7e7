"""What everybody is asked on signing up, whichever way they come in.

allauth builds its own forms upon this one, so nothing of allauth may be imported here.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fram.web.accounts.signing_in.names import clean_name


class AboutYou(forms.Form):
    """Name, and that the privacy note was read."""

    field_order = ("name", "email", "password1", "accepts")

    name = forms.CharField(
        label=_("What is your name?"), max_length=200,
        help_text=_("People you work with see it."), widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    accepts = forms.BooleanField(
        label=_("I have read the privacy note and agree to it"),
        error_messages={
            "required": _("Without this there can be no account: read the note, then tick the box.")
        },
    )

    def clean_name(self) -> str:
        """Refuse a name of which nothing can be seen."""
        name = clean_name(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Write a name that can be read."))
        return name

    def signup(self, request: HttpRequest, user: Any) -> None:
        """Keep what was answered; allauth has saved the person a moment before."""
        from fram.web.accounts.signing_in.door import let_in

        let_in(request, user, name=self.cleaned_data["name"], language=get_language() or "")
