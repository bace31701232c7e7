"""How answers on prices are said in one language, and the pieces that both pages share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from fram.access.price.asked.enough import LEAST, Enough
from fram.access.price.asked.table import Dropped
from fram.terms.proof.worth import Survey
from fram.workspace.access.phrases import say
from fram.workspace.papers.access.gantt import Line
from fram.workspace.papers.numerals import DASH, rounded
from fram.workspace.papers.words import Words
from fram.workspace.pricing.sale.deal_rows import shown_cell
from fram.workspace.pricing.sale.page import Block

TOPIC = "asked"
SHOWN = 40
"""So many rows that are left out are told one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Says things of answers in one language, amounts in one currency."""

    lang: str
    currency: str
    words: Words = field(repr=False)

    @classmethod
    def of(cls, lang: str, *, currency: str) -> Teller:
        """Return the teller of a language."""
        return cls(lang=lang, currency=currency, words=Words(lang))

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the page's words; ``currency`` is filled in."""
        shown = self.currency or say(TOPIC, "no-currency", lang=self.lang)
        return say(TOPIC, key, lang=self.lang, **{"currency": shown, **values})

    def number(self, value: float) -> str:
        """Return a price to three digits, without idle zeros."""
        return self.words.numerals.exact(rounded(value, 3))

    def money(self, value: float) -> str:
        """Return a sum of money in whole units."""
        return self.words.numerals.fixed(value)

    def share(self, value: float) -> str:
        """Return a share in per cent."""
        return self.words.numerals.percent(value)

    def span(self, low: float, high: float) -> str:
        """Return two prices as a range; one where they read alike."""
        ends = tuple(dict.fromkeys((self.number(low), self.number(high))))
        return DASH.join(ends)

    def over(self, source: str, market: str) -> str:
        """Return what stands above the heading: the file, and the market where one was named."""
        if not market:
            return source
        return self.say("over", source=source, market=self.words.numerals.market(market))


def few_answers(tell: Teller, enough: Enough, *, has_range: bool = True) -> Iterator[str]:
    """Yield why there is no price yet, and how many more to ask; nothing where enough answered."""
    if enough.has_point:
        return
    more, half = enough.to_point, enough.to_half
    if not has_range:
        yield tell.say("few-no-range", count=enough.answers, more=more, least=LEAST)
        return
    key = "few" if half > more else "few-only"
    yield tell.say(key, count=enough.answers, more=more, half=half, least=LEAST)
    yield tell.say("few-resample")


def dropped_block(tell: Teller, dropped: Sequence[Dropped], *, rows: int) -> Iterator[Block]:
    """Yield the rows that are left out, each with its reason; nothing where all were counted."""
    if not dropped:
        return
    lines = [Line(name=_where(tell, one), text=_why(tell, one)) for one in dropped[:SHOWN]]
    if more := len(dropped) - SHOWN if len(dropped) > SHOWN else 0:
        lines.append(Line(name="", text=tell.say("dropped-more", count=more)))
    title = tell.say("s-dropped", count=len(dropped), rows=rows)
    yield Block(key="dropped", title=title, lines=tuple(lines))


def silent_block(tell: Teller, *keys: str) -> Block:
    """Return what the answers do not tell."""
    lines = tuple(Line(name="", text=tell.say(f"silent-{key}")) for key in keys)
    return Block(key="silent", title=tell.say("s-silent"), lines=lines)


def dropped_json(dropped: Sequence[Dropped]) -> list[Mapping[str, object]]:
    """Return every row that is left out, as plain data; a cell like a formula is marked as none."""
    return [
        {
            "line": one.line, "respondent": shown_cell(one.who), "why": one.key, "column": one.column,
            "said": shown_cell(one.said),
        }
        for one in dropped
    ]  # fmt: skip


def survey_toml(survey: Survey) -> str:
    """Return the survey as a block of the company file, ready to paste; amounts to three digits."""
    amounts = {"low": survey.low, "high": survey.high, "typical": survey.typical}
    numbers = [f"{key} = {rounded(value, 3):g}" for key, value in amounts.items() if value is not None]
    lines = [
        "[[product.surveys]]", f'market = "{survey.market}"', f'method = "{survey.method}"',
        f"answers = {survey.answers}", *numbers, f'currency = "{survey.currency}"',
        f'source = "{_quoted(survey.source)}"', *([f"on = {survey.on.isoformat()}"] if survey.on else []),
    ]  # fmt: skip
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text).replace("\\", "/").replace('"', "'")


def _where(tell: Teller, one: Dropped) -> str:
    return tell.say("line-of" if one.who else "line", line=one.line, who=shown_cell(one.who))


def _why(tell: Teller, one: Dropped) -> str:
    is_sign = one.key == "negative"  # a number below zero is no formula, and reads better as it stands
    said = one.said if is_sign else shown_cell(one.said)
    return tell.say(f"drop-{one.key}", column=one.column, said=said)
