"""A question as phrases: where, what, from whom, and which answers change what is done."""

from __future__ import annotations

from collections.abc import Sequence

from fram.decide.asking import NextQuestion, Pinned, Then
from fram.workspace.papers.phrases import in_unit
from fram.workspace.papers.words import Words


def place_of(one: NextQuestion, *, words: Words) -> str:
    """Return where an answer holds: a market, an approval, or every market."""
    if one.market:
        return words.numerals.market(one.market)
    return words.named("regime", one.regime) if one.regime else words("board.every-market")


def things(names: Sequence[str], *, words: Words, inside: bool = False) -> str:
    """Return inputs by name: ``Pilots won, Price level``; inside: ``the share of … and the price …``."""
    named = [words.named("input", name, inside=inside) for name in names]
    if not inside or len(named) < 2:
        return ", ".join(named)
    return words("questions.and", first=", ".join(named[:-1]), last=named[-1])


def whom(one: NextQuestion, *, words: Words) -> str:
    """Return from whom to ask, with how many: ``4 procurement leads``."""
    return words.count(f"ask.{one.role}", one.count)


def means(one: NextQuestion, *, words: Words) -> str:
    """Return which answers would change what is done, and to what; the whole where no one input does."""
    several = len(one.inputs) > 1
    told = [
        f"{words.named('input', at.input)} {then_told(then, at, words=words)}" if several
        else then_told(then, at, words=words)
        for at in one.inputs
        for then in at.answers
        if len(at.answers) > 1 and not then.is_today
    ]  # fmt: skip
    return "; ".join(told) or words("questions.together", chance=words.numerals.chance(one.changes))


def then_told(then: Then, at: Pinned, *, words: Words) -> str:
    """Return what a range of answers leads to: ``under 18 % → Germany (30 % likely)``."""
    choose = words.names(then.choose, inside=True) if then.choose else words("questions.nothing")
    chance = words.numerals.chance(then.chance)
    return words("questions.then", span=span(then, at.unit, words=words), choose=choose, chance=chance)


def span(then: Then, unit: str, *, words: Words) -> str:
    """Return a range of answers: ``under 18 %``, ``26–46 %``, ``over 14 months``."""
    if then.low is None and then.high is not None:
        return words("questions.under", value=in_unit([then.high], unit, words=words))
    if then.high is None and then.low is not None:
        return words("questions.over", value=in_unit([then.low], unit, words=words))
    if then.low is not None and then.high is not None:
        return in_unit([then.low, then.high], unit, words=words)
    return words("questions.any")
