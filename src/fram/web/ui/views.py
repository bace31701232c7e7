"""Which components are there?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class GalleryForm(forms.Form):
    """One question of each kind, one of them answered wrongly."""

    text = forms.CharField(label=_("What is the company called?"), help_text=_("As in the public register."))
    number = forms.FloatField(label=_("How much cash is in the bank today?"), help_text=_("NOK"))
    choice = forms.ChoiceField(
        label=_("Whose budget pays?"), choices=[("", _("don't know")), ("hospital", _("hospital"))],
        required=False,
    )  # fmt: skip
    radio = forms.ChoiceField(
        label=_("Is it software only?"), widget=forms.RadioSelect,
        choices=[("yes", _("yes")), ("no", _("no")), ("", _("don't know"))], required=False,
    )  # fmt: skip
    agreed = forms.BooleanField(label=_("I have read the privacy note"), required=False)
    note = forms.CharField(
        label=_("Anything else?"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )


@login_not_required
def gallery_page(request: HttpRequest) -> HttpResponse:
    """Show every component once, with invented content."""
    form = GalleryForm({"text": "", "number": "many", "choice": "hospital", "radio": "yes"})
    form.is_valid()
    shown: dict[str, Any] = {
        "form": form, "page": Paginator(range(30), 10).page(2), "now": timezone.now(),
        "colours": ("neutral", "info", "success", "warning", "danger"),
    }  # fmt: skip
    return render(request, "ui/gallery.html", shown)
