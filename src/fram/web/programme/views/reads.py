"""What a body's people see of other bodies is a read of the company's section on support, and logged."""

from __future__ import annotations

from typing import Any

from fram.web.accounts.acting import Actor
from fram.web.accounts.log import note_read
from fram.web.accounts.policy import may


def note_read_of_others(actor: Actor, company: Any) -> None:
    """Log that somebody of a body saw how others help; the company's own people are not logged for that."""
    if actor.role_in(company) is None and may(actor, "support.read-others", company, section="support"):
        note_read(actor, company, section="support")
