"""Support in the menus of a company and of a body."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fram.web.accounts.menu import Page

HELP = tuple(
    f"programme:{name}" for name in ("line", "change", "exempt", "again", "propose", "hand", "offer")
)
TASKS = ("programme:task", "programme:new-task")
THREADS = ("programme:thread", "programme:new-thread")
OF_A_BODY = "organisation.see"

PAGES = (
    Page(
        words=_("Who helps"), view="programme:support", permission="support.read", of="company", place=20,
        leads=HELP,
    ),
    Page(
        words=_("Companies"), view="programme:support", permission=OF_A_BODY, of="body", place=20, leads=HELP
    ),
    Page(
        words=_("Tasks"), view="programme:tasks", permission="task.read", of="company", place=40, leads=TASKS
    ),
    Page(words=_("Tasks"), view="programme:tasks", permission=OF_A_BODY, of="body", place=40, leads=TASKS),
    Page(
        words=_("Conversations"), view="programme:threads", permission="thread.list", of="company", place=50,
        leads=THREADS,
    ),
    Page(
        words=_("Conversations"), view="programme:threads", permission=OF_A_BODY, of="body", place=50,
        leads=THREADS,
    ),
)  # fmt: skip
