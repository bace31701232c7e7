"""One plan in one language, ready to be printed: what the sections of a paper ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from fram.decide.plan import MarketPlan
from fram.workspace.papers.charts import Picture
from fram.workspace.papers.charts.drawing import svg
from fram.workspace.papers.digest import Digest, digest
from fram.workspace.papers.market_pages import MarketPage, market_pages
from fram.workspace.papers.printed.sheets.blocks import Block, picture
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

MOST_OPEN, MOST_WITH_SEQUENCE = 6, 4
"""Markets told on half a page each; one more would make the paper longer than a board reads. Where price and
evidence are told, the launch sequence takes a page of theirs: each market stands on it, in or not now."""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A plan, its language, and what is worked out from both once.

    ``svgs`` holds pictures that are drawn already, by key and width; what it lacks is drawn when asked for.
    """

    record: PlanRecord
    words: Words
    svgs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def digest(self) -> Digest:
        """What the board page says."""
        return digest(self.record, words=self.words)

    @cached_property
    def pages(self) -> Mapping[str, MarketPage]:
        """What the report says of each market, by code, in the order of the ranking."""
        return {page.code: page for page in market_pages(self.record, words=self.words)}

    @property
    def open_markets(self) -> tuple[MarketPlan, ...]:
        """The markets to enter, then those to find out about: each gets half a page."""
        lines = self.record.plan.markets
        go = [line for line in lines if line.stance.verdict == "go"]
        ask = [line for line in lines if line.stance.verdict == "find-out"]
        is_full = self.record.sequence and (self.record.prices or self.record.evidence)
        return (*go, *ask)[: MOST_WITH_SEQUENCE if is_full else MOST_OPEN]

    @property
    def other_markets(self) -> tuple[MarketPlan, ...]:
        """All other markets, in the order of the ranking."""
        told = {line.result.market for line in self.open_markets}
        return tuple(line for line in self.record.plan.markets if line.result.market not in told)

    def drawn(self, found: Picture, *, width: str = "wide", note: str = "", percent: int = 100) -> Block:
        """Return a picture as a block, drawn now unless it came with the paper."""
        made = self.svgs.get(found.key, {}).get(width) or svg(
            found.specs[width], key=f"{found.key}-{width}", title=found.title, summary=found.summary
        )
        told = " ".join(part for part in (found.summary, note) if part)
        return picture(
            made, finding=found.title, alt=f"{found.title}. {found.summary}", note=told, width=percent
        )

    def more(self, count: int) -> str:
        """Return that a list goes on elsewhere, or nothing where it does not."""
        words = self.words
        return words.count("pdf.more", count) if count > 0 else ""

    def more_markets(self, count: int) -> str:
        """Return that so many markets stand elsewhere, or nothing where none does."""
        words = self.words
        return words.count("pdf.more-markets", count) if count > 0 else ""
