"""Native tables: header row, thin rules instead of a grid, letters as large as the place allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from fram.workspace.papers.printed.office import LANGUAGES, clean, colour
from fram.workspace.papers.printed.slides.master import Box, emu

SIZES = (18, 16, 15, 14, 13, 12, 11, 10, 9)
"""Points; the largest at which the rows fit is taken."""
EMU = 914_400
"""Units of office files in an inch."""
_SPACE = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's "No Style, No Grid"
_LINE = 1.2
"""Height of a line, in multiples of the letter size."""
_MOST = 700
_SIDE, _ROOM = 0.08, 0.12
"""Inches at each side of the text of a cell, and above and below it together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table as text. ``head`` may be empty strings; ``widths`` are shares of the place.

    ``colours``: by (row, column), a name of the palette; ``strong``: columns in bold; ``right``: columns
    of figures, set to the right.
    """

    name: str
    describe: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    colours: Mapping[tuple[int, int], str] = field(default_factory=dict)
    strong: Sequence[int] = (0,)
    right: Sequence[int] = ()
    largest: int = 16


def add_table(slide: Any, grid: Grid, *, box: Box, lang: str) -> Any:
    """Put a table on a slide, as large as it fits, and return its shape.

    Its rows are written as text: a cell at a time through the library takes ten times as long.
    """
    from pptx.oxml import parse_xml

    rows = [
        [clean(cell, most=_MOST) for cell in row]
        for row in ([grid.head] if any(grid.head) else []) + list(grid.rows)
    ]
    size = _fitting(grid, rows, box)
    shape = slide.shapes.add_table(1, 1, *emu(box))
    shape.name = grid.name
    shape._element.nvGraphicFramePr.cNvPr.set("descr", clean(grid.describe, most=600))
    heights = [round(EMU * _height(row, grid, size, box)) for row in rows]
    made = parse_xml(_table_xml(grid, rows, heights, size=size, box=box, lang=lang))
    bare = shape._element.graphic.graphicData.tbl
    bare.getparent().replace(bare, made)
    shape.height = sum(heights)
    return shape


def _table_xml(
    grid: Grid, rows: Sequence[Sequence[str]], heights: Sequence[int], *, size: int, box: Box, lang: str
) -> str:
    columns = "".join(f'<a:gridCol w="{round(EMU * box.width * share)}"/>' for share in _shares(grid))
    first = int(any(grid.head))
    spans = first and not any(grid.head[1:])
    look = f'lang="{LANGUAGES[lang]}" sz="{100 * size}"'
    made = []
    for number, (row, height) in enumerate(zip(rows, heights, strict=True)):
        whole = len(row) if spans and number == 0 else 0
        cells = "".join(
            _cell_xml(text, grid, at=(number - first, place), look=look, whole=whole)
            for place, text in enumerate(row)
        )
        made.append(f'<a:tr h="{height}">{cells}</a:tr>')
    return (
        f'<a:tbl xmlns:a="{_SPACE}"><a:tblPr firstRow="{first}" firstCol="1"><a:tableStyleId>{_PLAIN_STYLE}'
        f"</a:tableStyleId></a:tblPr><a:tblGrid>{columns}</a:tblGrid>{''.join(made)}</a:tbl>"
    )


def _cell_xml(text: str, grid: Grid, *, at: tuple[int, int], look: str, whole: int) -> str:
    """One cell; ``whole``: columns that the first cell of this row takes, where it takes all of them."""
    span = (f' gridSpan="{whole}"' if at[1] == 0 else ' hMerge="1"') if whole else ""
    is_head, side, room = at[0] < 0, round(EMU * _SIDE), round(EMU * _ROOM / 2)
    bold = int(is_head or at[1] in grid.strong)
    fill = _fill_xml(grid.colours.get(at, "muted" if is_head else "ink"))
    run = f'<a:r><a:rPr {look} b="{bold}">{fill}</a:rPr><a:t>{escape(text)}</a:t></a:r>' if text else ""
    rule = colour("muted" if is_head else "line")
    align = "r" if at[1] in grid.right else "l"
    return (
        f'<a:tc{span}><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="{align}"/>'
        f"{run or f'<a:endParaRPr {look}/>'}</a:p></a:txBody>"
        f'<a:tcPr marL="{side}" marR="{side}" marT="{room}" marB="{room}" anchor="{"b" if is_head else "t"}">'
        f'<a:lnB w="9525"><a:solidFill><a:srgbClr val="{rule}"/></a:solidFill></a:lnB></a:tcPr></a:tc>'
    )


def add_strip(slide: Any, text: str, *, box: Box, lang: str, tone: str = "find-out") -> Box:
    """Put a sentence that must not be missed at the foot of a place, and return what is left above it."""
    from pptx.util import Inches, Pt

    size, text = 13, clean(text, most=_MOST)
    tall = lines_of(text, room=box.width - 2 * _SIDE, size=size, bold=True) * size * _LINE / 72 + _ROOM
    top = box.top + box.height - tall
    shape = slide.shapes.add_textbox(*emu(Box(left=box.left, top=top, width=box.width, height=tall)))
    shape.name, frame = clean(text, most=40), shape.text_frame
    frame.word_wrap, frame.text = True, text
    frame.margin_left = frame.margin_right = Inches(_SIDE)
    frame.margin_top = frame.margin_bottom = Inches(_ROOM / 2)
    for run in frame.paragraphs[0].runs:
        run.font.size, run.font.bold = Pt(size), tone != "muted"
        run._r.get_or_add_rPr().set("lang", LANGUAGES[lang])
        tint(run._r.rPr, tone)
    return Box(left=box.left, top=box.top, width=box.width, height=box.height - tall - 0.08)


def _shares(grid: Grid) -> list[float]:
    return [width / sum(grid.widths) for width in grid.widths]


def _fitting(grid: Grid, rows: Sequence[Sequence[str]], box: Box) -> int:
    """The largest letters at which all rows fit; the smallest where none do."""
    sizes = [size for size in SIZES if size <= grid.largest]
    for size in sizes:
        if sum(_height(row, grid, size, box) for row in rows) <= box.height:
            return size
    return sizes[-1]


def _height(row: Sequence[str], grid: Grid, size: int, box: Box) -> float:
    """Inches that a row needs: office programs make a row taller, but move nothing below it."""
    lines = max(
        lines_of(text, room=box.width * share - 2 * _SIDE, size=size, bold=place in grid.strong)
        for place, (text, share) in enumerate(zip(row, _shares(grid), strict=True))
    )
    return lines * size * _LINE / 72 + _ROOM


def lines_of(text: str, *, room: float, size: float, bold: bool = False) -> int:
    """Return how many lines of so many inches a text takes, as Arial and letters like it run."""
    lines, used = 1, 0.0
    for word in text.split(" "):
        wide = sum(_letter(letter) for letter in f"{word} ") * size / 72 * (1.07 if bold else 1.0)
        if used and used + wide > room:
            lines, used = lines + 1, 0.0
        lines, used = lines + int((used + wide) // max(room, 0.2)), (used + wide) % max(room, 0.2)
    return lines


def _letter(letter: str) -> float:
    """The width of a letter in multiples of its size."""
    for letters, wide in (("ijl.,:;|!'·", 0.26), ("frt()-[]/ \u00a0", 0.31), ("mwMW%@—…", 0.9)):
        if letter in letters:
            return wide
    return 0.7 if letter.isupper() else 0.55


def tint(properties: Any, name: str) -> None:
    """Give the letters of a run a colour: one of the theme where it has it, so another theme changes it."""
    from pptx.oxml import parse_xml

    properties.insert(0, parse_xml(_fill_xml(name, space=f' xmlns:a="{_SPACE}"')))


def _fill_xml(name: str, *, space: str = "") -> str:
    places = {"go": "accent1", "strong": "accent4", "muted": "accent6", "ink": "tx1"}
    if name in places:
        return f'<a:solidFill{space}><a:schemeClr val="{places[name]}"/></a:solidFill>'
    return f'<a:solidFill{space}><a:srgbClr val="{READABLE.get(name, colour(name))}"/></a:solidFill>'


READABLE = {"find-out": "8F5500", "not-now": "55626A"}
"""Letters in the colours of these verdicts are darker than their areas, to be read on white."""
