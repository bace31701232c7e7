"""How long cash lasts, when to start raising, how much, and what a round costs the owners."""

from fram.decide.runway.amount import (
    Amounts,
    Milestone,
    amounts,
    chance_enough,
    date_milestone,
    milestones_of,
    needed,
)
from fram.decide.runway.bridges import Bridge, Ground, ranked
from fram.decide.runway.ends import Ends, LatestStart, chance_in_time, ends_of, latest_start, months_until
from fram.decide.runway.instruments import Instrument, instruments
from fram.decide.runway.owners import AfterRound, after_round

__all__ = [
    "AfterRound",
    "Amounts",
    "Bridge",
    "Ends",
    "Ground",
    "Instrument",
    "LatestStart",
    "Milestone",
    "after_round",
    "amounts",
    "chance_enough",
    "chance_in_time",
    "date_milestone",
    "ends_of",
    "instruments",
    "latest_start",
    "milestones_of",
    "months_until",
    "needed",
    "ranked",
]
