"""The rationale as a document: the blocks of its pages in the styles of the memo, set closer."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from fram.workspace.access.rationale.fit import BODY, CELL, SMALL
from fram.workspace.papers.printed.letter.style import dress, field, foot
from fram.workspace.papers.printed.letter.tables import Listing, table_element
from fram.workspace.papers.printed.letter.writer import Letter
from fram.workspace.papers.printed.office import LANGUAGES, clean, steady
from fram.workspace.papers.printed.sheets.blocks import Block
from fram.workspace.papers.words import Words

CLOSER = {
    "Normal": (BODY, 0, 3), "Title": (16, 0, 4), "Heading 1": (11, 9, 2), "Memo head": (BODY, 0, 1.5),
    "Memo cell": (CELL, 1, 1), "Memo gap": (2, 0, 0), "Memo small": (SMALL, 2, 2), "Footer": (7, 0, 0),
}  # fmt: skip
"""Size, space before and space after, in points: a technical file is read closely, and has two pages."""
SIGNING_TWIPS = 800
"""Height of the empty row that is signed in."""


class RationaleLetter(Letter):
    """A document of our look whose foot and properties are the rationale's own."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        from docx import Document

        self.words = Words(content["lang"])
        self._paper = Document()
        dress(self._paper, lang=self.words.lang)
        _set_closer(self._paper.styles)
        self._styles = {style.name: style.style_id for style in self._paper.styles}
        page = self.words("memo.page", page=field("PAGE"), pages=field("NUMPAGES"))
        foot(self._paper, stamp=clean(content["stamp"]), page=page)
        self._content = content

    def add(self, block: Block) -> None:
        """Add one block."""
        match block["kind"]:
            case "masthead":
                self.title(f"{block['paper']}: {block['product']}")
                self.paragraph(f"{block['company']} · {block['day']}", style="Memo small")
            case "verdict" | "heading":
                self.heading(block["text"])
            case "paragraph":
                is_small, is_strong = block["look"] == "small", block["look"] == "strong"
                told = ("", block["text"]) if is_strong else (block["text"], "")
                self.paragraph(told[0], lead=told[1], style="Memo small" if is_small else "Normal")
            case "phrases":
                self.paragraph(" · ".join(block["texts"]), lead=f"{block['name']}:")
            case "sentences":
                for name, said in block["rows"]:
                    self.named(name, said)
            case "table":
                self._listed(block)
            case kind:
                raise ValueError(f"no place in a document for `{kind}`")

    def named(self, name: str, said: Sequence[str]) -> None:
        """Add a name with what is said of it beside it, one line for each thing said."""
        paragraph = self._paragraph("Memo head")
        paragraph.add_run(f"{clean(name)}\t").bold = True
        for number, text in enumerate(said):
            run = paragraph.add_run()
            if number:
                run.add_break()
            run.add_text(clean(text, most=1200))

    def new_page(self) -> None:
        """Begin the next block on a new page."""
        self._starts_page = True

    _starts_page = False

    def heading(self, text: str) -> None:
        """Add a heading of a section; the first after ``new_page`` begins it."""
        super().heading(text)
        if self._starts_page:
            self._paper.paragraphs[-1].paragraph_format.page_break_before = True
            self._starts_page = False

    def _listed(self, block: Block) -> None:
        listing = Listing(
            head=block["head"][0], rows=[[str(cell) for cell in row] for row in block["rows"]],
            widths=block["widths"], describe=" · ".join(block["head"][0]), strong=(-1,),
        )  # fmt: skip
        element = table_element(listing, style=self._styles["Memo cell"])
        if block.get("signature"):
            _make_room(element)
        self._paragraph("Memo gap")._p.addprevious(element)

    def file(self) -> bytes:
        """Return the bytes of the document: same content, same bytes."""
        about, day = self._paper.core_properties, datetime.combine(self._content["on"], time())
        about.title, about.subject = clean(self._content["title"]), clean(self._content["description"])
        about.author = about.last_modified_by = "Fram"
        about.comments, about.language = clean(self._content["stamp"]), LANGUAGES[self.words.lang]
        about.keywords = about.category = ""
        about.created = about.modified = day
        about.revision = 1
        made = io.BytesIO()
        self._paper.save(made)
        return steady(made.getvalue(), on=self._content["on"], lang=self.words.lang)


def document(content: Mapping[str, Any]) -> bytes:
    """Return the rationale as DOCX; ``content``: its pages, its title, stamp, language and day."""
    letter = RationaleLetter(content)
    for number, page in enumerate(content["pages"]):
        if number:
            letter.new_page()
        for block in page:
            letter.add(block)
    return letter.file()


def _set_closer(styles: Any) -> None:
    from docx.shared import Pt

    for name, (size, before, after) in CLOSER.items():
        styles[name].font.size = Pt(size)
        spacing = styles[name].paragraph_format
        spacing.space_before, spacing.space_after = Pt(before), Pt(after)
    styles["Normal"].paragraph_format.line_spacing = 1.0


def _make_room(table: Any) -> None:
    """Give the last row of a table room to write in."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    row = list(table.iter(qn("w:tr")))[-1]
    tall = OxmlElement("w:trHeight")
    tall.set(qn("w:val"), str(SIGNING_TWIPS))
    tall.set(qn("w:hRule"), "atLeast")
    row.find(qn("w:trPr")).append(tall)
