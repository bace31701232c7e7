"""What a job is handed: how to tell how far it is, and how to keep what it found."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import override

from fram.web.jobs import actions
from fram.web.jobs.actions import Taken, TakenOver
from fram.web.jobs.doing.patience import GONE, patiently
from fram.web.jobs.doing.stopping import STOP

TELL_SECONDS = 0.3


class Progress:
    """The job's line to whoever waits. Every write fails with `TakenOver` once the work is another's."""

    def __init__(self, taken: Taken) -> None:
        self.taken = taken
        self.is_finished = False
        self._told = float("-inf")

    def tell(self, done: int = 0, *, total: int = 0, note: str | Promise = "") -> None:
        """Say how far the work is (`done` of `total`); more than a few times a second is not written."""
        is_whole = total > 0 and done >= total
        if not is_whole and time.monotonic() - self._told < TELL_SECONDS:
            return
        self._told = time.monotonic()
        with override("en"):  # kept in the key of the words; the page translates it
            words = str(note)
        try:
            is_ours = actions.note_progress(self.taken, done=done, total=total, note=words)
        except GONE:  # progress that cannot be shown is no reason to stop working
            if connection.in_atomic_block:
                raise
            connection.close()
            return
        if not is_ours:
            raise TakenOver(str(self.taken.pk))

    def keep(self, write: Callable[[], object]) -> None:
        """Write a part of the outcome in one transaction, if the work is still ours."""
        patiently(partial(actions.keep, self.taken, write=write))

    def once(self, do: Callable[[], object]) -> None:
        """Do what cannot be taken back, such as sending a mail, once over all tries; one that failed is none.

        A worker that is asked to stop ends it first. Where one was killed in it nobody knows whether it
        happened, and it is not done again.
        """
        with STOP.held_off():
            if not patiently(partial(actions.begin, self.taken)):
                return
            try:
                do()
            except Exception:
                patiently(partial(actions.did_not_happen, self.taken))
                raise

    def finish(self, write: Callable[[], object] | None = None) -> None:
        """End the work, and write the outcome in the same transaction: both or neither, and once."""
        patiently(partial(actions.finish, self.taken, write=write))
        self.is_finished = True
