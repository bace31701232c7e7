"""A company file on its way in: what is wrong with it, and what it would change."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from fram.terms.errors import Problem, Refused
from fram.web.record.forms.boxes import id_of
from fram.web.record.forms.saying import entry_title, label_of, said
from fram.workspace.company.exchange import Difference, check_content, content_from, differences
from fram.workspace.company.exchange.telling import problem_in
from fram.workspace.company.pages import page_of, pages

NEW = "new"
"""The choice of a product that is not there yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A difference as its reader sees it."""

    section: str
    page: str
    label: str
    before: str
    after: str
    how: str
    id: str


class ImportForm(forms.Form):
    """A company file by upload or as a text, and which product it is about.

    After `is_valid`, `content` is what the record would hold. `problems` holds everything wrong in the file.
    """

    file = forms.FileField(
        label=gettext_lazy("Company file (TOML, at most 1 MB)"),
        required=False,
        allow_empty_file=True,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ".toml,text/plain,application/toml"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Or its text"),
        required=False,
        strip=False,
        max_length=settings.LARGEST_FILE,
        widget=forms.Textarea(attrs={"rows": 12, "class": "code", "spellcheck": "false"}),
    )
    into = forms.ChoiceField(label=gettext_lazy("Which product is it about?"), widget=forms.RadioSelect)
    keeps = forms.BooleanField(
        label=gettext_lazy("Keep answers that the file says nothing about"), required=False
    )

    def __init__(self, *values: Any, products: Collection[Any], **options: Any) -> None:
        super().__init__(*values, **options)
        self.content: dict[str, Any] = {}
        self.problems: tuple[Problem, ...] = ()
        choices = [*((one.slug, one.name) for one in products), (NEW, _("a new product"))]
        self.fields["into"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Read the file; what it says is checked by `check` once it is known what it comes on top of."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        content = self._given(cleaned)
        if content is None:
            if not self.errors:
                self.add_error("file", _("Choose a file, or put its text into the box below."))
            return cleaned
        try:
            self.content = content_from(content)
        except Refused as refused:
            lang = get_language() or "en"
            self.problems = tuple(_at_line(problem_in(one, lang), lang) for one in refused.problems)
            self.add_error(None, _("The file cannot be read."))
        return cleaned

    def check(self, held: Mapping[str, Any], *, on: date, lang: str) -> bool:
        """Return whether the file can be taken in on top of what is held; `content` is then what it gives."""
        if self.cleaned_data.get("keeps"):
            self.content = merged(held, self.content)
        self.problems = tuple(
            problem_in(one, lang) for one in check_content(self.content, on=on, lang=lang).problems
        )
        if self.problems:
            self.add_error(None, _("The file has something to mend; nothing was taken in."))
        return not self.problems

    def _given(self, cleaned: dict[str, Any]) -> bytes | None:
        sent: UploadedFile | None = cleaned.get("file")
        if sent is not None and (sent.size or 0) > settings.LARGEST_FILE:
            self.add_error("file", _("The file is larger than 1 MB; a company file has some kilobytes."))
            return None
        typed = str(cleaned.get("text") or "").encode("utf-8", errors="replace")
        found: bytes = sent.read() if sent is not None else typed
        return found if found.strip() else None


def _at_line(problem: Problem, lang: str) -> Problem:
    """A problem with the line of the text, without the name of a file nobody gave."""
    where = re.sub(r"^company\.toml(, )?", "", problem.where)
    if lang == "nb":
        where = where.replace("line ", "linje ").replace("column ", "kolonne ").replace("the end", "slutten")
    return replace(problem, where=where)


def merged(held: Mapping[str, Any], file: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is held with the file's answers over it; lists are the file's where it has them."""
    found = dict(held)
    for key, value in file.items():
        before = found.get(key)
        both = isinstance(before, Mapping) and isinstance(value, Mapping) and "value" not in value
        found[key] = merged(before, value) if both else value  # type: ignore[arg-type]
    return found


def shown_differences(before: Mapping[str, Any], after: Mapping[str, Any], *, lang: str) -> list[Shown]:
    """Return what differs between two contents, question by question in a reader's words."""
    return in_order([shown_difference(one, lang=lang) for one in differences(before, after)], lang=lang)


def in_order(found: Collection[Shown], *, lang: str) -> list[Shown]:
    """Return differences page by page, as the pages follow each other."""
    order = [page.name.in_(lang) for page in pages().values()]
    return sorted(found, key=lambda one: order.index(one.page) if one.page in order else len(order))


def shown_difference(difference: Difference, *, lang: str) -> Shown:
    """Return a difference as its reader sees it."""
    page, question = page_of(difference.path), difference.question
    settled = ".".join(step for step in difference.path.split(".") if not step.isdigit())
    label = label_of(settled, lang)
    if question is None:
        key = page.key if page else ""
        both = (difference.before, difference.after)
        texts = [entry_title(key, one, lang=lang) if one is not None else "" for one in both]
    else:
        texts = [said(question, one, lang=lang) for one in (difference.before, difference.after)]
        label = f"{difference.entry}: {label}" if difference.entry else label
    return Shown(
        section=difference.section, page=page.name.in_(lang) if page else "", label=label, before=texts[0],
        after=texts[1], how=difference.how, id=id_of(settled),
    )  # fmt: skip
