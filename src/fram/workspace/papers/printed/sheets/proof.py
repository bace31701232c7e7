"""Price and evidence of the markets in play: the corridor a price can lie in, and the doors still shut."""

from __future__ import annotations

from collections.abc import Sequence

from fram.decide.plan import MarketPlan
from fram.workspace.papers.access.corridor import Bar, CorridorSection
from fram.workspace.papers.access.evidence import Door, EvidenceSection, study_section
from fram.workspace.papers.printed.answers import shut_doors
from fram.workspace.papers.printed.sheets.account import WEAK
from fram.workspace.papers.printed.sheets.blocks import (
    Block,
    Cell,
    Sheet,
    beside,
    cut,
    heading,
    paragraph,
    portion,
    table,
)
from fram.workspace.papers.printed.sheets.paper import Paper

EACH, MOST_DOORS, LONGEST = 3, 4, 170
"""Markets on a page, doors shown of each, and letters of what stands in the way."""


def has_proof(paper: Paper) -> bool:
    """True where the plan kept prices or evidence of a market in play."""
    pages = [paper.pages[line.result.market] for line in paper.open_markets]
    return any(page.prices or page.evidence for page in pages)


def proof_with_study(paper: Paper) -> list[Block]:
    """Return price and evidence of the one market in play: they need no page of their own."""
    if len(paper.open_markets) != 1 or not has_proof(paper):
        return []
    return [_title(paper), *_market(paper.open_markets[0], paper)]


def proof_pages(paper: Paper) -> Sheet | None:
    """Return price and evidence of the markets in play, three on a page; None where told elsewhere."""
    lines = paper.open_markets
    is_told = len(lines) == 1 and study_section(paper.record, words=paper.words) is not None
    if is_told or not has_proof(paper):
        return None
    pages = -(-len(lines) // EACH)
    each = -(-len(lines) // pages)
    groups = [lines[start : start + each] for start in range(0, len(lines), each)]
    blocks = [[block for line in group for block in _market(line, paper)] for group in groups]
    blocks[0].insert(0, _title(paper))
    return Sheet(blocks=tuple(portion(group, whole=True) for group in blocks))


def _title(paper: Paper) -> Block:
    words = paper.words
    return heading(words("pdf.price-evidence"))


def _market(line: MarketPlan, paper: Paper) -> list[Block]:
    """A market in play: its prices on the left, its doors on the right."""
    page = paper.pages[line.result.market]
    left, right = _prices(page.prices, paper), _doors(page.evidence, paper)
    return [heading(page.name, level=3, mark=page.verdict, note=page.verdict_word), beside(left, right)]


def _prices(found: CorridorSection | None, paper: Paper) -> list[Block]:
    words = paper.words
    if found is None:
        return []
    rows = [_bar(bar, paper) for bar in found.bars]
    head = [words("pdf.price"), "P10–P90"]
    return [
        heading(found.title, level=4), *(paragraph(text) for text in found.said),
        table([head], rows, widths=(5, 4), left=(0,)),
        paragraph(" ".join((found.unit, *found.notes)), look="small"),
    ]  # fmt: skip


def _bar(bar: Bar, paper: Paper) -> list[Cell]:
    """A price with its range, and what it rests on; what nobody checked is marked."""
    checked = paper.words(f"confidence.{bar.confidence}") if bar.confidence else ""
    note = "; ".join(part.rstrip(".") for part in (bar.note, bar.source, checked) if part)
    name: Cell = {"text": bar.name, "note": f"({note})" if note else "", "flag": bar.confidence in WEAK}
    return [name, bar.says]


def _doors(found: EvidenceSection | None, paper: Paper) -> list[Block]:
    words = paper.words
    if paper.record.evidence is None:
        return []
    title = heading(words("pdf.evidence"), level=4)
    if found is None:
        return [title, paragraph(words("pdf.no-doors"))]
    shut = shut_doors(found)
    more = paper.more(len(shut) - MOST_DOORS)
    return [
        title, paragraph(found.said), *_shut(shut[:MOST_DOORS], paper),
        *([paragraph(more, look="small")] if more else []),
    ]  # fmt: skip


def _shut(doors: Sequence[Door], paper: Paper) -> list[Block]:
    """Doors that are shut, or not known to be open, each with what stands in the way."""
    words = paper.words
    rows: list[list[Cell]] = []
    for door in doors:
        checked = words(f"confidence.{door.confidence}") if door.confidence != "read" else ""
        note = ", ".join(part for part in (door.kind, checked) if part)
        name: Cell = {"text": door.name, "note": f"({note})", "flag": door.confidence in WEAK}
        rows.append([name, cut(door.stands, LONGEST)])
    head = [words("doors.col-door"), words("doors.col-stands")]
    return [table([head], rows, widths=(4, 5), left=(0, 1))] if rows else []
