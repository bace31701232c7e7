"""A document in the making: headings, paragraphs, lists, tables and pictures in the styles of the memo."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from fram.workspace.papers.printed.letter.style import dress, field, foot
from fram.workspace.papers.printed.letter.tables import Listing, table_element
from fram.workspace.papers.printed.office import clean, describe, headline, steady
from fram.workspace.papers.printed.stamp import stamp_line
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

MOST = 900
"""Letters of one paragraph."""
_PICTURE_CM = 12.5


class Letter:
    """The memo of one plan in one language."""

    def __init__(self, record: PlanRecord, words: Words) -> None:
        from docx import Document

        self.record, self.words = record, words
        self._paper = Document()
        dress(self._paper, lang=words.lang)
        # By their ids: the library looks through all styles each time one is named.
        self._styles = {style.name: style.style_id for style in self._paper.styles}
        page = words("memo.page", page=field("PAGE"), pages=field("NUMPAGES"))
        foot(self._paper, stamp=stamp_line(record, words), page=page)

    def title(self, text: str) -> None:
        """Add the title of the memo."""
        self._paragraph("Title").add_run(clean(text))

    def heading(self, text: str) -> None:
        """Add a heading of a section."""
        self._paragraph("Heading 1").add_run(clean(text))

    def paragraph(self, text: str, *, lead: str = "", style: str = "Normal") -> None:
        """Add a paragraph; ``lead`` stands before it in bold."""
        if not clean(text) and not lead:
            return
        paragraph = self._paragraph(style)
        if lead:
            paragraph.add_run(f"{clean(lead)} ").bold = True
        paragraph.add_run(clean(text, most=MOST))

    def field(self, name: str, text: str) -> None:
        """Add a line of the memo's head: to whom, about what, on which day."""
        paragraph = self._paragraph("Memo head")
        paragraph.add_run(f"{clean(name)}\t").bold = True
        paragraph.add_run(clean(text))

    def points(self, texts: Sequence[tuple[str, str]], *, numbered: bool = False) -> None:
        """Add a list; each point may have a lead in bold."""
        for lead, text in texts:
            self.paragraph(text, lead=lead, style="List Number" if numbered else "List Bullet")

    def table(self, listing: Listing) -> None:
        """Add a table whose header row comes again on each page."""
        gap = self._paragraph("Memo gap")
        gap._p.addprevious(table_element(listing, style=self._styles["Memo cell"]))

    def picture(self, png: bytes, *, title: str, alt: str, wide: float = 1.0) -> None:
        """Add a picture with its finding above it; ``wide``: the part of its usual width that it takes."""
        from docx.shared import Cm

        caption = self._paragraph("Caption")
        caption.add_run(clean(title))
        caption.paragraph_format.keep_with_next = True
        shape = self._paper.add_picture(io.BytesIO(png), width=Cm(_PICTURE_CM * wide))
        shape._inline.docPr.set("descr", clean(alt, most=600))

    def _paragraph(self, style: str) -> Any:
        paragraph = self._paper.add_paragraph()
        if style != "Normal":
            paragraph._p.style = self._styles[style]
        return paragraph

    def file(self) -> bytes:
        """Return the memo as the bytes of ``plan.docx``: same plan and language, same bytes."""
        describe(self._paper.core_properties, self.record, words=self.words, subject=headline(self.record))
        made = io.BytesIO()
        self._paper.save(made)
        return steady(made.getvalue(), on=self.record.plan.on, lang=self.words.lang)
