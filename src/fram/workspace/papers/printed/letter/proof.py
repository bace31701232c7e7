"""The section of the memo on price and evidence: the corridor, the shut doors, and the next study."""

from __future__ import annotations

from fram.decide.plan import MarketPlan
from fram.workspace.papers.access.corridor import corridor_section
from fram.workspace.papers.access.evidence import evidence_section, study_section
from fram.workspace.papers.printed.answers import door_told, lines_with, market_name, shut_doors
from fram.workspace.papers.printed.letter.writer import Letter

MOST_EACH = 3
"""Markets of a verdict that are told, as in the reasons."""


def proof(letter: Letter) -> None:
    """Add the price corridor and what stands in the way in each market in play, then the next study."""
    words, record = letter.words, letter.record
    lines = (*lines_with(record, "go")[:MOST_EACH], *lines_with(record, "find-out")[:MOST_EACH])
    told = [(line, _market(line, letter)) for line in lines]
    points = [(f"{market_name(line, words=words)}:", text) for line, text in told if text]
    study = study_section(record, words=words)
    if not points and study is None:
        return
    letter.heading(words("memo.proof"))
    letter.points(points)
    if study:
        letter.paragraph(" ".join((*study.said, study.next)), lead=f"{words('section.study')}:")
        letter.paragraph(study.small, style="Memo small")


def _market(line: MarketPlan, letter: Letter) -> str:
    """The band a price can lie in, how many doors are open, and what shuts the first one that is not."""
    words, record, market = letter.words, letter.record, line.result.market
    prices = corridor_section(record, market, words=words)
    evidence = evidence_section(record, market, words=words)
    told = list(prices.said[:-1]) if prices else []  # the last says how the plan's own price fares
    if evidence:
        told.append(evidence.said)
        told += [door_told(door, words=words) for door in shut_doors(evidence)[:1]]
    return " ".join(told)
