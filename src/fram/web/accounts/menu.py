"""The pages of an organisation, as its menu shows them: those the policy opens to the reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from fram.web.accounts.acting import Actor
from fram.web.accounts.models import Organisation
from fram.web.accounts.policy import may


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the menu: its address by name, what it needs, whose it is, and how views under it begin."""

    words: Any
    view: str
    permission: str
    of: Literal["company", "body", "both"]
    section: str = ""
    leads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry:
    """A page of the menu as it is shown."""

    words: str
    address: str
    is_here: bool


TASKS = ("programme:task", "programme:new-task")
THREADS = ("programme:thread", "programme:new-thread")
HELP = tuple(
    f"programme:{name}" for name in ("line", "change", "exempt", "again", "propose", "hand", "offer")
)
PAGES = (
    Page(
        words=_("Record"), view="record:overview", permission="company.see", of="company", leads=("record:",)
    ),
    Page(words=_("Who helps"), view="programme:support", permission="support.read", of="company", leads=HELP),
    Page(
        words=_("Plans"),
        view="decide:plans",
        permission="plan.read",
        of="company",
        section="plan",
        leads=("decide:",),
    ),
    Page(
        words=_("Companies"), view="programme:support", permission="organisation.see", of="body", leads=HELP
    ),
    Page(words=_("Tasks"), view="programme:tasks", permission="organisation.see", of="body", leads=TASKS),
    Page(
        words=_("Conversations"),
        view="programme:threads",
        permission="organisation.see",
        of="body",
        leads=THREADS,
    ),
    Page(words=_("Tasks"), view="programme:tasks", permission="task.read", of="company", leads=TASKS),
    Page(
        words=_("Conversations"),
        view="programme:threads",
        permission="thread.list",
        of="company",
        leads=THREADS,
    ),
    Page(
        words=_("Sharing"),
        view="accounts:sharing",
        permission="sharing.read",
        of="company",
        leads=("accounts:share",),
    ),
    Page(
        words=_("People"),
        view="accounts:people",
        permission="people.read",
        of="both",
        leads=("accounts:invite", "accounts:member", "accounts:leave"),
    ),
    Page(words=_("Log"), view="accounts:log", permission="log.read", of="company"),
    Page(words=_("Log"), view="accounts:log", permission="own-log.read", of="body"),
    Page(words=_("Settings"), view="accounts:organisation", permission="organisation.change", of="both"),
)


def entries_for(actor: Actor, organisation: Organisation, *, here: str) -> list[MenuEntry]:
    """Return the organisation's pages that the policy opens to the actor; ``here``: the view that is open."""
    found = []
    for page in PAGES:
        if page.of not in ("both", "company" if organisation.is_company else "body"):
            continue
        if _is_about_members(page) and actor.role_in(organisation) is None:
            continue
        try:
            address = reverse(page.view, args=[organisation.slug])
            is_open = may(actor, page.permission, organisation, section=page.section)
        except (NoReverseMatch, KeyError):
            continue
        if is_open:
            is_here = here == page.view or _leads(page, here)
            found.append(MenuEntry(words=str(page.words), address=address, is_here=is_here))
    return found


def home_address(organisation: Organisation) -> str:
    """Return the first page of an organisation: a company's record, a body's companies."""
    view = "record:overview" if organisation.is_company else "programme:support"
    try:
        return reverse(view, args=[organisation.slug])
    except NoReverseMatch:
        return reverse("accounts:organisation", args=[organisation.slug])


def _is_about_members(page: Page) -> bool:
    return page.view.startswith("accounts:") and page.of == "both"


def _leads(page: Page, here: str) -> bool:
    """Whether the view that is open stands under this page of the menu."""
    return here.startswith(page.leads) if page.leads else False
