"""``plan.docx``: a memo to the board of two to four pages, with the resolutions to vote on."""

from __future__ import annotations

from fram.workspace.papers.digest import digest
from fram.workspace.papers.printed.office import reports_extra
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord


def plan_memo(record: PlanRecord, *, lang: str) -> bytes:
    """Return the memo in ``lang`` (``en`` or ``nb``): same plan, same bytes.

    Raises ``Refused`` when the library that writes documents is not installed.
    """
    with reports_extra("plan.docx"):
        import docx  # noqa: F401
    from fram.workspace.papers.printed.letter import backing, launches, order, sections
    from fram.workspace.papers.printed.letter.proof import proof
    from fram.workspace.papers.printed.letter.writer import Letter

    words = Words(lang)
    letter, page = Letter(record, words), digest(record, words=words)
    sections.head(letter)
    sections.scenario(letter)
    sections.proposal(letter, page)
    sections.decision(letter, page)
    sections.reasons(letter, page)
    backing.numbers(letter)
    order.order(letter)
    launches.costs(letter)
    launches.hangs_on(letter)
    proof(letter)
    backing.cash(letter, page)
    sections.risks(letter, page)
    backing.questions(letter)
    backing.later(letter)
    backing.ground(letter, page)
    return letter.file()
