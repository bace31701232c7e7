"""Plans in the menu of a company."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fram.web.accounts.menu import Page

PAGES = (
    Page(
        words=_("Plans"), view="decide:plans", permission="plan.read", of="company", place=30, section="plan",
        leads=("decide:",),
    ),
)  # fmt: skip
