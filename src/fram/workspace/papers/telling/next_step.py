"""The command that the board page tells to run next."""

from __future__ import annotations

from fram.workspace.papers.telling.typed import TypedFile, typed_or_kept
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord


def next_step(record: PlanRecord, *, words: Words, typed: TypedFile | None = None) -> tuple[str, str]:
    """Return the command to run next, and why; ``typed``: its file as a terminal names it."""
    file = typed_or_kept(typed, record)
    if record.plan.asking.questions:
        return file.command("decide ask"), words("board.next-ask")
    if record.gaps:
        return file.command("check"), words.count("board.next-gaps", len(record.gaps))
    return f"{file.command('plan')} --compare plan.json", words("board.next-compare")
