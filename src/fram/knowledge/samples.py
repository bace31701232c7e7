"""What a test on samples looks for, as conditions that the laws of several markets share.

A law that means something else writes its own condition beside its rules.
"""

from __future__ import annotations

from fram.rules.condition import Condition, is_one_of


def is_item(*items: str) -> Condition:
    """It is one of these parts of a test."""
    return is_one_of("ivd_item", *items)


def concerns_infection() -> Condition:
    """It may look for a germ or for the body's answer to one: nobody has said that it does not."""
    return ~is_one_of("infection_sought", "neither")


def looks_for_infection() -> Condition:
    """It is said to look for a germ or for antibodies against one, or a germ is named."""
    named = concerns_infection() & ~is_one_of("agent", "none")
    return is_one_of("infection_sought", "germ", "antibody") | named


def finds_the_germ() -> Condition:
    """It may look for the germ itself: nobody has said that it finds only antibodies or none."""
    return ~is_one_of("infection_sought", "antibody", "neither")
