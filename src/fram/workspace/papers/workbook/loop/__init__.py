"""The sheets of the decision loop: the launch sequence with its cash by month, the runway, the questions."""

from fram.workspace.papers.workbook.loop.questions import write_questions
from fram.workspace.papers.workbook.loop.runway import write_runway
from fram.workspace.papers.workbook.loop.sequence import write_sequence

__all__ = ["write_questions", "write_runway", "write_sequence"]
