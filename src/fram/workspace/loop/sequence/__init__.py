"""The launch sequence of a company: which markets, how sold, in which quarter, and when to stop."""

from fram.workspace.loop.sequence.earlier import OldSequence, old_sequence
from fram.workspace.loop.sequence.page import sequence_html, sequence_json, sequence_text, write_sequence
from fram.workspace.loop.sequence.rules import Wished, modes_of
from fram.workspace.loop.sequence.view import Draw, sequence

__all__ = [
    "Draw",
    "OldSequence",
    "Wished",
    "modes_of",
    "old_sequence",
    "sequence",
    "sequence_html",
    "sequence_json",
    "sequence_text",
    "write_sequence",
]
