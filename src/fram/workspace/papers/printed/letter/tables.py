"""Tables of the memo: a header that comes again on each page, thin rules, no grid, rows kept whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from fram.workspace.papers.printed.letter.style import WIDTH_CM
from fram.workspace.papers.printed.office import clean, colour

MOST = 300
"""Letters of one cell."""
_TWIPS = 567
"""Units of the width of a column, in a centimetre."""
_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A table as text. ``widths`` are shares of the line; ``right``: columns of figures.

    ``strong``: rows in bold; where there are none, the first column is.
    """

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    describe: str
    right: Sequence[int] = ()
    strong: Sequence[int] = ()


def table_element(listing: Listing, *, style: str) -> Any:
    """Return a table as it stands in the document; ``style``: the id of the style of its cells.

    It is written as text: a cell at a time through the library takes ten times as long.
    """
    from docx.oxml import parse_xml

    shares = [round(_TWIPS * WIDTH_CM * width / sum(listing.widths)) for width in listing.widths]
    columns = "".join(f'<w:gridCol w:w="{share}"/>' for share in shares)
    rows = [
        _row(texts, listing, at=number, shares=shares, style=style)
        for number, texts in enumerate([listing.head, *listing.rows], start=-1)
    ]
    return parse_xml(
        f'<w:tbl xmlns:w="{_SPACE}"><w:tblPr><w:tblW w:type="auto" w:w="0"/><w:tblBorders>{_rule("bottom")}'
        f'{_rule("insideH")}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblLook w:firstColumn="1" '
        'w:firstRow="1" w:lastColumn="0" w:lastRow="0" w:noHBand="0" w:noVBand="1" w:val="04A0"/>'
        f'<w:tblDescription w:val="{escape(clean(listing.describe))}"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _rule(side: str) -> str:
    return f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{colour("line")}"/>'


def _row(texts: Sequence[str], listing: Listing, *, at: int, shares: Sequence[int], style: str) -> str:
    """One row, never broken across pages; the header (``at`` below zero) stays with what follows it."""
    is_head = at < 0
    is_bold = is_head or at in listing.strong
    keep = "<w:keepNext/>" if is_bold else ""
    cells = []
    for place, (text, share) in enumerate(zip(texts, shares, strict=True)):
        align = '<w:jc w:val="right"/>' if place in listing.right else ""
        bold = "<w:rPr><w:b/></w:rPr>" if is_bold or (place == 0 and not listing.strong) else ""
        cells.append(
            f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{share}"/></w:tcPr><w:p><w:pPr><w:pStyle '
            f'w:val="{style}"/>{keep}{align}</w:pPr><w:r>{bold}<w:t xml:space="preserve">'
            f"{escape(clean(text, most=MOST))}</w:t></w:r></w:p></w:tc>"
        )
    head = "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(cells)}</w:tr>"
