"""What the desk asks before it plans. Whatever was typed or sent comes back when something is wrong."""

from __future__ import annotations

import uuid
from datetime import date
from functools import cache
from typing import Any

from babel import Locale
from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fram.terms.errors import Problem
from fram.terms.jurisdiction import MARKETS
from fram.web.decide.actions import Wish
from fram.web.decide.company_text import check_text, examples
from fram.web.decide.own_products import STEM, OwnProduct, own_products
from fram.web.decide.queries import ORDERS

OWN = "own"
"""The choice of a file that is not one of the examples."""
FEWEST_DRAWS, MOST_DRAWS, USUAL_DRAWS = 1_000, 20_000, 20_000
"""More cannot be told apart on the page and would need a larger machine; `fram plan` takes more."""


@cache
def market_choices(lang: str) -> list[tuple[str, str]]:
    """Return the markets with their names in the reader's language, by name."""
    locale = Locale.parse(lang)
    named = [(code, locale.territories[code]) for code in MARKETS]
    order = {letter: place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyzæøå")}
    return sorted(named, key=lambda pair: [order.get(letter, -1) for letter in pair[1].lower()])


class NewPlanForm(forms.Form):
    """A company file, from the record, an example, an upload or a text box; and how it is to be planned.

    After `is_valid`, `wish` is what to ask for. `problems` holds everything wrong inside the file, and
    `from_record` is the product of the record it was written from, if it was.
    """

    source = forms.ChoiceField(required=False)
    upload = forms.FileField(required=False, allow_empty_file=True, max_length=255)
    company_toml = forms.CharField(required=False, strip=False, max_length=settings.LARGEST_FILE)
    markets = forms.MultipleChoiceField(required=False)
    draws = forms.IntegerField(min_value=FEWEST_DRAWS, max_value=MOST_DRAWS, initial=USUAL_DRAWS)
    seed = forms.IntegerField(min_value=0, max_value=2**32 - 1, initial=1)
    ticket = forms.UUIDField(initial=uuid.uuid4)

    def __init__(self, *values: Any, company: Any, on: date, **options: Any) -> None:
        super().__init__(*values, **options)
        self.on, self.lang = on, get_language() or "en"
        self.examples, self.own_products = examples(), own_products(company)
        self.from_record: OwnProduct | None = None
        self.problems: tuple[Problem, ...] = ()
        self.text = ""
        self.wish: Wish | None = None
        self.market_choices = market_choices(self.lang)
        keys = [OWN, *(item.key for item in self.own_products), *(item.key for item in self.examples)]
        self.fields["source"].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]
        self.fields["markets"].choices = self.market_choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Read the one company file that was given, and turn the answers into a wish."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        content = self._content(cleaned)
        if content is None:
            if "upload" not in self.errors:
                self.add_error("source", _("Choose a product, or send a company file of your own."))
            return cleaned
        self.text = content if isinstance(content, str) else content.decode("utf-8", errors="replace")
        found = check_text(content, on=self.on, lang=self.lang)
        report = None if isinstance(found, tuple) else found
        self.problems = found if isinstance(found, tuple) else found.problems
        if self.problems or report is None or report.file is None:
            where = "source" if self.from_record else "company_toml"
            self.add_error(where, _("The company file has something to mend."))
        elif not self.errors:
            names = {
                "company_name": report.file.company.name, "product_name": report.file.product.name,
            }  # fmt: skip
            self.wish = self._wish(cleaned, names)
        return cleaned

    def _content(self, cleaned: dict[str, Any]) -> str | bytes | None:
        """What was given: a file just sent, else the product that was chosen, else the text box."""
        sent: UploadedFile | None = cleaned.get("upload")
        if sent is not None:
            if (sent.size or 0) > settings.LARGEST_FILE:
                self.add_error(
                    "upload", _("The file is larger than 1 MB; a company file has some kilobytes.")
                )
                return None
            return sent.read()
        picked = cleaned.get("source")
        self.from_record = next((item for item in self.own_products if item.key == picked), None)
        example = next((item for item in self.examples if item.key == picked), None)
        if self.from_record or example:
            return (self.from_record or example).text  # type: ignore[union-attr]
        typed = str(cleaned.get("company_toml", ""))
        return typed if typed.strip() else None

    @property
    def picked(self) -> str:
        """The choice that stands marked: a text with problems is one's own, wherever the mark stood."""
        if self.problems and not self.from_record:
            return OWN
        first = self.own_products[0].key if self.own_products else ""
        return str(self["source"].value() or ("" if self.is_bound else first))

    @property
    def picks_example(self) -> bool:
        """Whether the choice that stands marked is one of the invented examples."""
        return self.picked in {item.key for item in self.examples}

    @property
    def shown_text(self) -> str:
        """The text that stands in the text box: what was sent or typed, so that it can be mended there."""
        is_mended_here = self.problems and not self.from_record
        return self.text if is_mended_here else str(self["company_toml"].value() or "")

    def _wish(self, cleaned: dict[str, Any], names: dict[str, str]) -> Wish:
        return Wish(
            **names, company_toml=self.text, markets=tuple(cleaned["markets"]), draws=cleaned["draws"],
            seed=cleaned["seed"], on_day=self.on, ticket=cleaned["ticket"],
        )  # fmt: skip


def start_from(wishes: dict[str, Any], product: str) -> dict[str, Any]:
    """Return what the form begins with: an earlier plan's answers, or the product an address names."""
    return wishes or ({"source": f"{STEM}{product}"} if product else {})


class PlanListForm(forms.Form):
    """What the list of plans shows, and in which order."""

    text = forms.CharField(required=False, max_length=200)
    order = forms.ChoiceField(required=False, choices=[(key, key) for key in ORDERS])
    deleted = forms.BooleanField(required=False)


def chosen(form: PlanListForm) -> dict[str, Any]:
    """Return what was asked of the list; a word that is not known counts as not said."""
    form.is_valid()
    said = {key: value for key, value in form.cleaned_data.items() if value}
    return {"text": "", "order": "newest", "deleted": False, **said}
