"""What is sent twice is done once: each form carries a ticket, and each row keeps the one it was made by."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from fram.terms.errors import Refused

JUST_NOW = timedelta(minutes=10)
"""How long the same again is the same: a page the browser went back to comes with a new ticket."""
M = TypeVar("M", bound=models.Model)


def create_once(made: M, *, same: str = "company_id") -> tuple[M, bool]:
    """Save a new row; where its ticket was used before, return the earlier row instead.

    The second value tells whether it is new. Refused: a ticket whose row has another value in the field
    ``same``, such as one of another company.
    """
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        row: Any = made
        earlier: Any = type(made)._default_manager.filter(ticket=row.ticket).first()
        if earlier is None:
            raise
        if getattr(earlier, same) != getattr(row, same):
            raise used_up() from None
        return earlier, False
    return made, True


def used_up() -> Refused:
    """Return the refusal of a form that was made for something else."""
    return Refused(_("this form was used before"), remedy=_("open the page anew and fill it in again"))
