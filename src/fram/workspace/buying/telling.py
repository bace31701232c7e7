"""How things of a market's buying are said in one language; sources are numbered as they come up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from fram.rules.show import Entry
from fram.terms.citation import Citation, Confidence
from fram.terms.estimate import Estimate
from fram.workspace.access.phrases import say
from fram.workspace.buying.view import BuyingView
from fram.workspace.papers.numerals import SPACE
from fram.workspace.papers.phrases import points_of
from fram.workspace.papers.words import Words

TOPIC = "buying"


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Says things of one view. ``cited`` fills up while the page is told: every source with its number."""

    view: BuyingView
    lang: str
    words: Words = field(repr=False)
    cited: dict[Citation, int] = field(default_factory=dict)

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the page's words."""
        return say(TOPIC, key, lang=self.lang, **values)

    def source(self, cite: Citation, confidence: Confidence) -> str:
        """Return the number of a source in the list at the end, and how far it was read."""
        read = self.say(confidence.value)
        if cite.read is None:
            return self.say("no-source", read=read)
        return self.say("source", number=self.cited.setdefault(cite, len(self.cited) + 1), read=read)

    def amount(self, value: float, currency: str) -> str:
        """Return an amount with its currency, whole units."""
        return f"{self.words.numerals.fixed(value)}{SPACE}{currency}"

    def months(self, estimate: Estimate, *, key: str) -> str:
        """Return a length by its ten, fifty and ninety per cent points, as the key puts them."""
        low, middle, high = (self.words.numerals.number(point) for point in points_of(estimate))
        return self.say(key, low=low, middle=middle, high=high)

    def day(self, day: date) -> str:
        """Return a day as the reader writes it."""
        return self.words.numerals.day(day)

    def noted(self, *parts: str) -> str:
        """Return the small print below a line, what is empty left out."""
        return " · ".join(part for part in parts if part)

    def sources(self) -> tuple[Entry, ...]:
        """Return every source cited so far, by number."""
        return tuple(
            Entry(
                tag=f"[{number}]",
                text=", ".join(filter(None, (cite.title, cite.place, cite.publisher))),
                url=cite.url,
                note=cite.url,
            )
            for cite, number in self.cited.items()
        )
