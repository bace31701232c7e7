"""The words of support as pages show them; the codes themselves stand in the engine."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a body's help to a company stands."""

    SUGGESTED = "suggested", _("suggested")
    ENGAGING = "engaging", _("engaging")
    WAITING = "waiting", _("waiting for the company")
    UNASSIGNED = "unassigned", _("unassigned")
    UNSUITABLE = "unsuitable", _("unsuitable")
    CLOSED = "closed", _("closed")


class Reason(models.TextChoices):
    """Why help was closed."""

    HELPED = "helped", _("the company got what it came for")
    NO_ANSWER = "no-answer", _("the company did not answer")
    COMPANY_ASKED = "company-asked", _("the company asked for it")
    CAPACITY = "capacity", _("nobody is free to help")
    OTHER = "other", _("another reason")
    WITHDRAWN = "withdrawn", _("consent withdrawn")
    IDLE = "idle", _("six months without use")
    ARCHIVED = "archived", _("the company was put away")
    HANDED_OVER = "handed-over", _("handed over")


class Topic(models.TextChoices):
    """What a body can help with."""

    MARKET_ACCESS = "market-access", _("market access")
    REIMBURSEMENT = "reimbursement", _("reimbursement")
    EVIDENCE = "evidence", _("evidence")
    PRICING = "pricing", _("pricing")
    PARTNERS = "partners", _("partners")
    CAPITAL = "capital", _("capital")
    PEOPLE = "people", _("people")
    LEARNING = "learning", _("learning")


class Exempting(models.TextChoices):
    """Why the service clock may stand."""

    NO_RESPONSE = "no-response", _("the company does not answer")
    TECHNICAL = "technical", _("technical trouble")
    WRONG_DETAILS = "wrong-details", _("what we were told was wrong")
    SERVICE_DOWN = "service-down", _("the desk was down")
    CAPACITY = "capacity", _("nobody is free")


class TaskState(models.TextChoices):
    """Where a task stands."""

    OPEN = "open", _("open")
    DONE = "done", _("done")
    DECLINED = "declined", _("declined")
    CANCELLED = "cancelled", _("cancelled")


class Side(models.TextChoices):
    """Who is to do a task: the company's people, or those of the body it is with."""

    COMPANY = "company", _("the company")
    BODY = "body", _("the body")


class HandOverState(models.TextChoices):
    """Where a hand-over stands."""

    PROPOSED = "proposed", _("waits for the company")
    AGREED = "agreed", _("waits for the new body")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")
    EXPIRED = "expired", _("expired")


OPEN_HAND_OVERS = (HandOverState.PROPOSED, HandOverState.AGREED)
