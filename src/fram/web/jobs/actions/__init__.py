"""Every write about work: asking for it, doing it, taking it up again, and its calendar."""

from fram.web.jobs.actions.asking import ask_for
from fram.web.jobs.actions.due import ask_for_due, sync_due
from fram.web.jobs.actions.lost import LOST_AFTER, take_up_lost
from fram.web.jobs.actions.pruning import prune
from fram.web.jobs.actions.retrying import retry_work
from fram.web.jobs.actions.taking import (
    Taken,
    TakenOver,
    begin,
    did_not_happen,
    finish,
    give_back,
    keep,
    note_alive,
    note_progress,
    stop,
    take,
    try_again,
)
from fram.web.jobs.actions.workers import note_worker, note_worker_ended

__all__ = [
    "LOST_AFTER",
    "Taken",
    "TakenOver",
    "ask_for",
    "ask_for_due",
    "begin",
    "did_not_happen",
    "finish",
    "give_back",
    "keep",
    "note_alive",
    "note_progress",
    "note_worker",
    "note_worker_ended",
    "prune",
    "retry_work",
    "stop",
    "sync_due",
    "take",
    "take_up_lost",
    "try_again",
]
