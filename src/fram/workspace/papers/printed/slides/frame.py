"""The frame of every slide: 16:9, a finding as its title, one line below it, source, stamp and number."""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from fram.decide.plan import MarketPlan
from fram.workspace.papers.digest import Digest, digest
from fram.workspace.papers.printed.answers import lines_with, market_name
from fram.workspace.papers.printed.office import LANGUAGES, clean, describe, headline, steady
from fram.workspace.papers.printed.scenario import Told, scenario_told
from fram.workspace.papers.printed.slides.master import LEDE_AT, SOURCE_AT, prepare
from fram.workspace.papers.printed.stamp import stamp_line
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

MOST_NOTES = 9000
"""Letters of speaker notes: what lies beyond is in the report."""
LONGEST_SOURCE = 280
"""Letters of a source: two lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a slide says in words: its finding, one line more, where it is from, and the speaker's notes."""

    title: str
    lede: str = ""
    source: str = ""
    notes: Sequence[str] = ()


class Deck:
    """A deck in the making: the plan, its language, and the presentation that slides are added to."""

    def __init__(self, record: PlanRecord, words: Words) -> None:
        from pptx import Presentation

        self.record, self.words = record, words
        self._show: Any = Presentation()
        prepare(self._show)
        self._layout: Any = self._show.slide_layouts[0]

    @cached_property
    def scenario(self) -> Told | None:
        """What the plan was made for, where that is not the base."""
        return scenario_told(self.record, words=self.words)

    @cached_property
    def digest(self) -> Digest:
        """What the board page says."""
        return digest(self.record, words=self.words)

    def lines(self, verdict: str) -> tuple[MarketPlan, ...]:
        """Return the markets with a verdict, in the order of the ranking."""
        return lines_with(self.record, verdict)

    def name(self, line: MarketPlan) -> str:
        """Return what a market is called."""
        return market_name(line, words=self.words)

    @property
    def count(self) -> int:
        """How many slides there are by now."""
        return len(self._show.slides)

    def slide(self, said: Said) -> Any:
        """Add a slide with its words, and return it; charts and tables go on top of it."""
        slide = self._show.slides.add_slide(self._layout)
        # A slide is shown apart from its deck: each says that it is not of the base.
        source = f"{self.scenario.name}. {said.source}" if self.scenario else said.source
        lede = clean(said.lede, most=105)
        texts = {0: clean(said.title, most=150), LEDE_AT: lede, SOURCE_AT: clean(source, most=LONGEST_SOURCE)}
        for place in list(slide.placeholders):
            text = texts[place.placeholder_format.idx]
            if text:
                write(place.text_frame, text, lang=self.words.lang)
            else:
                place._element.getparent().remove(place._element)
        notes = "\n".join(clean(line, most=900) for line in said.notes if line)
        frame = slide.notes_slide.notes_text_frame
        write(frame, notes[:MOST_NOTES], lang=self.words.lang)
        return slide

    def file(self) -> bytes:
        """Return the deck as the bytes of ``plan.pptx``: same plan and language, same bytes."""
        for slide in self._show.slides:
            self._finish(slide)
        describe(self._show.core_properties, self.record, words=self.words, subject=headline(self.record))
        made = io.BytesIO()
        self._show.save(made)
        return steady(made.getvalue(), on=self.record.plan.on, lang=self.words.lang)

    def _finish(self, slide: Any) -> None:
        """Read last: the source, the stamp, the number. The order of shapes is the order they are read in."""
        tree = slide.shapes._spTree
        for place in list(slide.placeholders):
            if place.placeholder_format.idx == SOURCE_AT:
                tree.append(place._element)
        for latent in self._layout.placeholders:
            if latent.placeholder_format.idx in (LEDE_AT, SOURCE_AT, 0):
                continue
            element = copy.deepcopy(latent._element)
            element.nvSpPr.cNvPr.set("id", str(max(shape.shape_id for shape in slide.shapes) + 1))
            for inherited in list(element.spPr):
                element.spPr.remove(inherited)
            tree.append(element)
        foot = next(s for s in slide.placeholders if "FOOTER" in str(s.placeholder_format.type))
        write(foot.text_frame, stamp_line(self.record, self.words), lang=self.words.lang)
        _quiet(foot.text_frame.paragraphs[0])


def _quiet(paragraph: Any) -> None:
    """Say again what the master says of the foot: not every program looks there."""
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    paragraph.alignment = PP_ALIGN.LEFT
    for run in paragraph.runs:
        run.font.size, run.font.name = Pt(9), "+mn-lt"
        run.font.color.theme_color = MSO_THEME_COLOR.ACCENT_6


def write(frame: Any, text: str, *, lang: str) -> None:
    """Put text into a frame, one paragraph for each line, marked with the reader's language."""
    frame.text = text
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run._r.get_or_add_rPr().set("lang", LANGUAGES[lang])
