"""The tables of support: states and their clock, tasks, conversations, hand-overs, offers."""

from fram.web.programme.models.hand_over import HandOver
from fram.web.programme.models.offer import IdleWarning, Offer
from fram.web.programme.models.support import (
    Exemption,
    Support,
    SupportStep,
    clock_of,
    is_helping,
    local_day,
    spells_of,
    standing_between,
)
from fram.web.programme.models.task import Task
from fram.web.programme.models.thread import Message, Participant, Thread
from fram.web.programme.models.words import (
    OPEN_HAND_OVERS,
    Exempting,
    HandOverState,
    Reason,
    Side,
    State,
    TaskState,
    Topic,
)

__all__ = [
    "OPEN_HAND_OVERS",
    "Exempting",
    "Exemption",
    "HandOver",
    "HandOverState",
    "IdleWarning",
    "Message",
    "Offer",
    "Participant",
    "Reason",
    "Side",
    "State",
    "Support",
    "SupportStep",
    "Task",
    "TaskState",
    "Thread",
    "Topic",
    "clock_of",
    "is_helping",
    "local_day",
    "spells_of",
    "standing_between",
]
