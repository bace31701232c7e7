"""What every printed paper carries on its pages: enough to make the same paper again, or to doubt it."""

from __future__ import annotations

from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

HASH_SHOWN = 8
"""Digits of a hash that tell two files or rule books apart on paper."""


def stamp_lines(record: PlanRecord, words: Words) -> tuple[str, ...]:
    """Return version, rule-book version, seed, day, input hash and draws, each as a short phrase.

    What a record does not hold (a plan made by hand has no rule book) is said to be missing, never left
    out: an empty place on a stamp would look like an oversight.
    """
    plan, numerals = record.plan, words.numerals
    missing = words("stamp.missing")
    return (
        words("stamp.version", version=record.product_version or missing),
        words("board.rule-book", book=record.rule_book[:HASH_SHOWN] or missing),
        words("board.seed", seed=plan.seed),
        numerals.day(plan.on),
        words("stamp.input", hash=record.input_hash[:HASH_SHOWN] or missing),
        words("stamp.draws", draws=numerals.fixed(plan.draws)),
    )


def stamp_line(record: PlanRecord, words: Words) -> str:
    """Return the whole stamp as one line, for the foot of a page."""
    return " · ".join(stamp_lines(record, words))
