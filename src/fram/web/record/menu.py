"""The record in the menu of a company."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fram.web.accounts.menu import Page

PAGES = (
    Page(
        words=_("Record"), view="record:overview", permission="company.see", of="company", place=10,
        leads=("record:",),
    ),
)  # fmt: skip
