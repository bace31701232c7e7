"""Says things of questions in one language: what, where, from whom, how, which answer means what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from fram.decide.asking import NextQuestion, Pinned
from fram.workspace.access.phrases import say
from fram.workspace.papers.numerals import SPACE
from fram.workspace.papers.telling.asked import span, things, whom
from fram.workspace.papers.words import Words

TOPIC = "questions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Says things of questions in one language."""

    lang: str
    words: Words = field(repr=False)

    @classmethod
    def of(cls, lang: str) -> Teller:
        """Return the teller of a language."""
        return cls(lang=lang, words=Words(lang))

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the page's words."""
        return say(TOPIC, key, lang=self.lang, **values)

    def money(self, nok: float) -> str:
        """Return an amount of NOK, ``nothing`` for none."""
        return self.words.numerals.money(nok) if round(nok) else self.say("money-none")

    def chance(self, share: float) -> str:
        """Return a chance in whole per cent."""
        return self.words.numerals.chance(share)

    def places(self, markets: Iterable[str]) -> str:
        """Return several markets' names: ``Germany and Sweden``; ``do nothing`` for none."""
        names = [self.words.numerals.market_in_text(market) for market in markets]
        return self._listed(names) if names else self.say("nothing")

    def things(self, inputs: Sequence[str], *, inside: bool = False) -> str:
        """Return inputs by name: ``Pilots won, Price level``; inside: ``the share of … and the price …``."""
        return things(inputs, words=self.words, inside=inside)

    def _listed(self, names: Sequence[str]) -> str:
        return self.say("and").join(filter(None, (", ".join(names[:-1]), names[-1])))

    def where(self, market: str, regime: str) -> str:
        """Return where an answer holds: a market, an approval, or every market."""
        if market:
            return self.words.numerals.market(market)
        return self.words.named("regime", regime) if regime else self.say("every")

    def whom(self, one: NextQuestion) -> str:
        """Return from whom to ask, with how many: ``5 local buyers``."""
        return whom(one, words=self.words)

    def how(self, one: NextQuestion) -> str:
        """Return the way of asking: ``interview``."""
        key = f"method.{one.method}"
        return self.words(key) if key in self.words else self.say(f"how-{one.method}")

    def days(self, count: int) -> str:
        """Return a time in days or, from two weeks on, in weeks."""
        if count < 14:
            return self.words.count("board.days", count)
        return self.words.count("board.weeks", round(count / 7))

    def sure(self, nok: float, error: float) -> str:
        """Return an amount with its standard error: ``580 ± 19 kNOK``, ``1.0 MNOK ± 28 kNOK``."""
        found, off = self.money(nok), self.money(error)
        is_one_unit = found.split(SPACE)[1:] == off.split(SPACE)[1:]
        return f"{found.split(SPACE)[0] if is_one_unit else found}{SPACE}±{SPACE}{off}"

    def meaning(self, at: Pinned) -> Iterator[str]:
        """Yield what each range of answers that changes something leads to."""
        for then in at.answers:
            if not then.is_today:
                yield self.say(
                    "then", range=span(then, at.unit, words=self.words), markets=self.places(then.choose),
                    chance=self.chance(then.chance),
                )  # fmt: skip
