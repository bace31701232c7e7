"""What is asked for a new product, or a variant of one."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from fram.web.ui.asking import AskingForm


class ProductForm(AskingForm):
    """The name of a product."""

    name = forms.CharField(label=_("What is it called?"), max_length=200)
