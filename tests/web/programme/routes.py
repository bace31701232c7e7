"""Every address of support, as the rival knocks at it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from fram.web.programme.actions.hand_overs import Proposal, propose_hand_over
from fram.web.programme.actions.support import Change, Told, change_support
from fram.web.programme.actions.tasks import TaskCard, add_task
from fram.web.programme.actions.threads import Opening, Said, start_thread
from fram.web.programme.models import HandOver
from tests.web.cast import Cast

COMPANY = {"slug": "nordlys"}
LINE = {**COMPANY, "body": "klyngen"}
BODY = {"slug": "klyngen"}


def _ticket(number: int) -> UUID:
    return UUID(int=number)


def _task(cast: Cast) -> dict[str, Any]:
    card = TaskCard(title="Write the price list", ticket=_ticket(1), body=cast.klyngen)
    made = add_task(by=cast.actor(cast.kari), company=cast.nordlys, card=card)
    return {**COMPANY, "pk": made.pk}


def _thread(cast: Cast) -> dict[str, Any]:
    opening = Opening(
        subject="Price", people=(cast.ola.pk,), said=Said(text="How do we begin?", ticket=_ticket(2))
    )
    made = start_thread(by=cast.actor(cast.kari), company=cast.nordlys, opening=opening)
    return {**COMPANY, "pk": made.pk}


def _hand_over(cast: Cast) -> dict[str, Any]:
    made = HandOver.objects.first()
    if made is None:
        told = {"by": cast.actor(cast.ola), "company": cast.nordlys, "body": cast.klyngen}
        change_support(**told, change=Change(state="engaging", adviser=cast.ola, told=Told()))
        proposal = Proposal(to_body=cast.etaten, sections=("company",), ticket=_ticket(3))
        made = propose_hand_over(**told, proposal=proposal)
    return {**COMPANY, "pk": made.pk}


ROUTES: dict[str, Callable[[Cast], dict[str, Any]]] = {
    "programme:support": lambda cast: COMPANY,
    "programme:caseload-file": lambda cast: BODY,
    "programme:offers": lambda cast: BODY,
    "programme:offer": lambda cast: {**BODY, "topic": "pricing"},
    "programme:archive": lambda cast: COMPANY,
    "programme:unarchive": lambda cast: COMPANY,
    "programme:line": lambda cast: LINE,
    "programme:change": lambda cast: LINE,
    "programme:exempt": lambda cast: LINE,
    "programme:again": lambda cast: LINE,
    "programme:propose": lambda cast: LINE,
    "programme:hand-over": _hand_over,
    "programme:agree": _hand_over,
    "programme:answer": _hand_over,
    "programme:withdraw": _hand_over,
    "programme:tasks": lambda cast: COMPANY,
    "programme:new-task": lambda cast: COMPANY,
    "programme:task": _task,
    "programme:end-task": _task,
    "programme:reopen-task": _task,
    "programme:threads": lambda cast: COMPANY,
    "programme:new-thread": lambda cast: COMPANY,
    "programme:thread": _thread,
    "programme:thread-people": _thread,
}
OF_THE_BODY = ("caseload-file", "offers", "offer", "change", "exempt", "propose")
READERS = {f"programme:{name}": "ola" for name in OF_THE_BODY}
