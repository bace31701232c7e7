"""What is asked for a new product, or a variant of one."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from fram.terms.errors import Refused


class ProductForm(forms.Form):
    """The name of a product."""

    name = forms.CharField(label=_("What is it called?"), max_length=200)

    def add_refused(self, refused: Refused) -> None:
        """Show at its question why an answer was refused."""
        problem = refused.problem
        where = problem.where if problem.where in self.fields else None
        self.add_error(where, ". ".join(part for part in (problem.what, problem.remedy) if part))
