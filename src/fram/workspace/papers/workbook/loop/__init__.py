"""The sheets of the decision loop: the launch sequence with its cash by month, and the runway."""

from fram.workspace.papers.workbook.loop.runway import write_runway
from fram.workspace.papers.workbook.loop.sequence import write_sequence

__all__ = ["write_runway", "write_sequence"]
