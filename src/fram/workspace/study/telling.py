"""How options, sizes and money of a study page are said in one language."""

from __future__ import annotations

from dataclasses import dataclass, field

from fram.access.study.design import StudyDesign
from fram.access.study.options import Option
from fram.access.study.sizes import z_of
from fram.access.study.sizing import LEAST_PEOPLE, Sizing
from fram.decide.rank import Range
from fram.workspace.access.phrases import say
from fram.workspace.papers.numerals import DASH, Numerals
from fram.workspace.study.view import StudyView

BY_SHARE = ("accuracy", "share-within")
"""Formulas without power: how narrow the answer is to be says how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Says things of one company's next study in one language."""

    view: StudyView
    lang: str
    numerals: Numerals = field(repr=False)

    @classmethod
    def of(cls, view: StudyView, lang: str) -> Teller:
        """Return the teller of a view in ``en`` or ``nb``."""
        return cls(view=view, lang=lang, numerals=Numerals(lang=lang))

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the topic."""
        return say("study", key, lang=self.lang, **values)

    def place(self, market: str) -> str:
        """Return a country's name as a sentence has it."""
        return self.numerals.market_in_text(market)

    def places(self, markets: list[str], *, most: int = 6) -> str:
        """Return several countries' names; beyond ``most`` their codes."""
        if len(markets) <= most:
            return ", ".join(self.place(market) for market in markets)
        return " ".join(markets)

    def money(self, nok: float) -> str:
        """Return an amount of kroner."""
        return self.numerals.money(nok)

    def money_range(self, at: Range) -> str:
        """Return the range in which 80 % of the draws lie."""
        return self.numerals.money_points((at.p10, at.p90), signed=False, mark=DASH)

    def months(self, at: Range) -> str:
        """Return a length in months with its range."""
        low, high = (self.numerals.fixed(value) for value in (at.p10, at.p90))
        return self.say("months", low=low, high=high)

    def people(self, count: float) -> str:
        """Return a count of people."""
        return self.numerals.fixed(count)

    def what(self, option: Option) -> str:
        """Return an option in one phrase, without a capital."""
        known = self.view.figures.read
        if isinstance(option, StudyDesign):
            return self._design(option)
        told = _low(known.extras[option.extra].name[self.lang])
        if option.market:
            return self.say("for-market", what=told, market=self.place(option.market))
        return self.say("on-study", what=told, study=option.study) if option.study else told

    def _design(self, one: StudyDesign) -> str:
        values = {
            "kind": _low(self.view.figures.read.kinds[one.kind].name[self.lang]),
            "country": self.place(one.country), "people": self.people(one.size.people),
            "outcome": self.say(f"outcome-{one.outcome}"),
            "months": self.numerals.fixed(one.follow_up_months),
        }  # fmt: skip
        told = self.say("what-accuracy" if one.kind == "accuracy" else "what-design", **values)
        if one.costs:
            told += self.say("with-costs")
        return told + (self.say("with-argued") if one.argued else "")

    def size_lines(self, size: Sizing) -> list[str]:
        """Return how a size came about: the formula with its numbers, the loss, what the letters mean."""
        exact = self.numerals.number(size.exact, digits=4)
        values = {name: self.numerals.exact(round(value, 4)) for name, value in size.inputs}
        values["d"] = self.numerals.number(dict(size.inputs).get("d", 0.0), digits=2)
        power = dict(size.inputs)["power"]
        values["z"] = self.numerals.fixed(z_of(power), decimals=2)
        values |= {"alone": self.numerals.number(dict(size.inputs).get("alone", 0.0), digits=4)}
        lines = [self.say(f"f-{size.formula}", exact=exact, n=self.people(size.asked), **values)]
        if size.asked < size.analysed == LEAST_PEOPLE:
            lines.append(self.say("f-least", n=self.people(size.analysed)))
        if size.formula == "accuracy":
            lines.append(self.say("f-tested", n=self.people(size.analysed), **values))
        lost = self.numerals.percent(size.attrition)
        lines.append(self.say("f-lost", lost=lost, people=self.people(size.people)))
        if size.formula in BY_SHARE:
            return [*lines, self.say("f-share")]
        return [*lines, self.say("f-d", power=self.numerals.percent(power))]


def _low(text: str) -> str:
    return text[:1].lower() + text[1:]
