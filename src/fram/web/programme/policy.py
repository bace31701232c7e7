"""The policy rows of support: states, tasks, conversations, hand-overs, and putting a company away."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fram.web.accounts.acting import Actor
from fram.web.accounts.policy import ADVISER, ANALYST, EDITOR, LEAD, OWNER, READER, Row, sides

Organisation = Any
"""A row of a table that pages do not import, and they import this."""

EVERYONE = (OWNER, EDITOR, READER, LEAD, ADVISER, ANALYST)
WRITERS = (OWNER, EDITOR)
HELPERS = (LEAD, ADVISER)

ROWS = (
    Row(
        permission="support.read", words=_("see how one's own body helps a company"),
        who=EVERYONE, needs="any",
    ),
    Row(
        permission="support.read-others", words=_("see how other bodies help it"),
        who=EVERYONE, needs="section",
    ),
    Row(
        permission="support.change", words=_("say where one's body's help stands, and stop its clock"),
        who=HELPERS, needs="any",
    ),
    Row(permission="support.ask", words=_("ask a body again that had ended its help"), who=WRITERS),
    Row(
        permission="support.export", words=_("take the list of a body's companies out as a file"),
        who=HELPERS, about="organisation",
    ),
    Row(
        permission="offer.change", words=_("say what the body helps with"), who=HELPERS, about="organisation",
    ),
    Row(
        permission="task.read", words=_("see the tasks one shares with a company"),
        who=EVERYONE, needs="any",
    ),
    Row(
        permission="task.change", words=_("give tasks, change them and end them"),
        who=(*WRITERS, *HELPERS), needs="any",
    ),
    Row(
        permission="thread.list", words=_("see one's conversations, and with whom others had contact"),
        who=EVERYONE, needs="any",
    ),
    Row(
        permission="thread.read", words=_("read and answer a conversation one takes part in"),
        who=EVERYONE, needs="any",
    ),
    Row(
        permission="thread.start", words=_("begin a conversation, and bring people into it"),
        who=(*WRITERS, *HELPERS), needs="any",
    ),
    Row(
        permission="hand-over.read", words=_("see the hand-overs one has a part in"),
        who=EVERYONE, needs="any",
    ),
    Row(
        permission="hand-over.propose", words=_("propose that another body takes over, or withdraw that"),
        who=HELPERS, needs="any",
    ),
    Row(permission="hand-over.agree", words=_("agree to a hand-over, or decline it"), who=(OWNER,)),
    Row(
        permission="hand-over.answer", words=_("accept or decline what is handed over to one's body"),
        who=HELPERS, needs="any",
    ),
    Row(permission="company.archive", words=_("put the company away"), who=(OWNER,)),
    Row(permission="company.unarchive", words=_("bring the company back"), who=(OWNER,)),
)  # fmt: skip


def may_for(actor: Actor, permission: str, *, company: Organisation, body: Organisation | None) -> bool:
    """Whether the actor may do this in the name of one side: a body that has consent, or the company (None).

    `may` asks whether any of the actor's ties allows it; this asks it of one of them.
    """
    return actor.is_system or (body or company) in sides(actor, permission, company=company)


def may_change_task(actor: Actor, company: Organisation, *, body: Organisation | None) -> bool:
    """Whether the actor may give, change and end a task: for the company, or for the body it is with."""
    sides = (None,) if body is None else (None, body)
    return any(may_for(actor, "task.change", company=company, body=side) for side in sides)


def task_endings(actor: Actor, task: Any) -> tuple[str, ...]:
    """Return how the actor can end a task: who got it declines, who gave it cancels, both say it is done."""
    if task.body is None:
        return ("done", "cancelled")
    getter = task.company if task.side == "company" else task.body
    return ("done", "declined") if actor.role_in(getter) else ("done", "cancelled")
