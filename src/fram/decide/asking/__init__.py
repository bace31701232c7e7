"""What to find out next: from whom, how, how many, what it costs, and which answer changes what is done."""

from fram.decide.asking.choice import Choice, choice_of
from fram.decide.asking.first import asked_first
from fram.decide.asking.found import Asking, Idle, NextQuestion, Pinned, Rest, Then, Tried
from fram.decide.asking.ground import Ground, Standing, ground_of, standing_of
from fram.decide.asking.next_question import Only, next_question
from fram.decide.asking.ways import Way, way_of

__all__ = [
    "Asking",
    "Choice",
    "Ground",
    "Idle",
    "NextQuestion",
    "Only",
    "Pinned",
    "Rest",
    "Standing",
    "Then",
    "Tried",
    "Way",
    "asked_first",
    "choice_of",
    "ground_of",
    "next_question",
    "standing_of",
    "way_of",
]
