"""The page about the next study: what to do first, the steps as a picture and as a table."""

from __future__ import annotations

from collections.abc import Sequence

from fram.workspace.kept.evidence import StudyStep
from fram.workspace.papers import charts
from fram.workspace.papers.access.evidence import study_section
from fram.workspace.papers.printed.sheets.blocks import Block, Cell, Sheet, cut, heading, paragraph, table
from fram.workspace.papers.printed.sheets.paper import Paper
from fram.workspace.papers.printed.sheets.proof import proof_with_study

MOST_STEPS, LONGEST_STEP, CHART = 9, 220, 88
"""Steps in the table, letters of a step's name, and per cent of the line that the picture takes."""


def study_page(paper: Paper) -> Sheet | None:
    """Return the next study on a page; where one market is in play, its price and evidence stand below."""
    words = paper.words
    told = study_section(paper.record, words=words)
    if told is None:
        return None
    found = charts.frontier_picture(paper.record, words=words)
    shown = [paper.drawn(found, percent=CHART), *_steps(paper, found.table)] if found.specs else []
    return Sheet(
        blocks=(
            heading(words("section.study")), *(paragraph(text) for text in told.said),
            paragraph(told.next, look="lead"), *(shown or [paragraph(found.instead)]),
            paragraph(told.small, look="small"), *proof_with_study(paper),
        ),
        fits="page",
    )  # fmt: skip


def _steps(paper: Paper, figures: charts.Table) -> list[Block]:
    """The steps as the picture numbers them; the one to take first in bold."""
    words, kept = paper.words, paper.record.evidence
    steps: Sequence[StudyStep] = kept.next_study.steps if kept and kept.next_study else ()
    rows: list[list[Cell]] = []
    for step, (name, *amounts, _) in list(zip(steps, figures.rows, strict=True))[:MOST_STEPS]:
        told: Cell = {"text": cut(name, LONGEST_STEP), "strong": step.is_first}
        rows.append([told, *amounts, words.names(step.markets)])
    more = paper.more(len(steps) - MOST_STEPS)
    shown = table([list(figures.head)], rows, widths=(10, 4, 2, 4, 5), left=(0, 4))
    return [shown, *([paragraph(more, look="small")] if more else [])]
