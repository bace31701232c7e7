"""The pages of an organisation, as its menu shows them: those the policy opens to the reader.

Each app lists its own in its `menu.py`; those of accounts stand here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fram.web.accounts.acting import Actor
from fram.web.accounts.models import Organisation
from fram.web.accounts.policy import may
from fram.web.ui.collecting import modules_called


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the menu: its address by name, what it needs, whose it is, and how views under it begin.

    ``place``: where it stands from the left; the first one is the organisation's home.
    """

    words: Any
    view: str
    permission: str
    of: Literal["company", "body", "both"]
    place: int
    section: str = ""
    leads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry:
    """A page of the menu as it is shown."""

    words: str
    address: str
    is_here: bool


PAGES = (
    Page(
        words=_("Sharing"), view="accounts:sharing", permission="sharing.read", of="company", place=60,
        leads=("accounts:share",),
    ),
    Page(
        words=_("People"), view="accounts:people", permission="people.read", of="both", place=70,
        leads=("accounts:invite", "accounts:member", "accounts:leave"),
    ),
    Page(words=_("Log"), view="accounts:log", permission="log.read", of="company", place=80),
    Page(words=_("Log"), view="accounts:log", permission="own-log.read", of="body", place=80),
    Page(
        words=_("Settings"), view="accounts:organisation", permission="organisation.change", of="both",
        place=90,
    ),
)  # fmt: skip


@cache
def pages() -> tuple[Page, ...]:
    """Return the pages of every app, from the left."""
    found = [page for module in modules_called("menu") for page in module.PAGES]
    return tuple(sorted(found, key=lambda page: page.place))


def entries_for(actor: Actor, organisation: Organisation, *, here: str) -> list[MenuEntry]:
    """Return the organisation's pages that the policy opens to the actor; ``here``: the view that is open."""
    return [
        MenuEntry(
            words=str(page.words), address=reverse(page.view, args=[organisation.slug]),
            is_here=here == page.view or (bool(page.leads) and here.startswith(page.leads)),
        )
        for page in _pages_of(organisation)
        if may(actor, page.permission, organisation, section=page.section)
    ]  # fmt: skip


def home_address(organisation: Organisation) -> str:
    """Return the first page of an organisation: a company's record, a body's companies."""
    return reverse(_pages_of(organisation)[0].view, args=[organisation.slug])


def _pages_of(organisation: Organisation) -> list[Page]:
    kind = "company" if organisation.is_company else "body"
    return [page for page in pages() if page.of in ("both", kind)]
