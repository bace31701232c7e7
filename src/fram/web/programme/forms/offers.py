"""Do you help with this, how, and where?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fram.web.programme.actions.offers import Offered
from fram.web.programme.forms.asking import market_choices, set_choices
from fram.web.programme.models import Offer


class OfferForm(forms.Form):
    """One topic: whether the body helps with it, how, and in which markets."""

    helps = forms.BooleanField(label=_("We help with this"), required=False)
    words = forms.CharField(label=_("How, in a line?"), required=False, max_length=300)
    markets = forms.MultipleChoiceField(
        label=_("Where?"), required=False, help_text=_("None marked means anywhere."),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, sent: Any, *, offer: Offer | None) -> None:
        held = {"helps": True, "words": offer.words, "markets": offer.markets} if offer else {"helps": True}
        super().__init__(sent, initial=held)
        set_choices(self.fields["markets"], market_choices())

    @property
    def offered(self) -> Offered | None:
        """What was answered; None where the body does not help with it."""
        said = self.cleaned_data
        return Offered(markets=tuple(said["markets"]), words=said["words"]) if said["helps"] else None
