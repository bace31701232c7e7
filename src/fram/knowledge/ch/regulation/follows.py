"""Swiss books out of European ones: the same rules, led by the Swiss article that takes them over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fram.rules.book import RuleBook
from fram.rules.rule import Rule
from fram.terms.citation import Citation
from fram.terms.period import Period


def as_swiss(book: RuleBook, *, article: Citation, since: date, version: str) -> RuleBook:
    """Return a European book as the Swiss article takes it over from a day on: same rules, same classes."""

    def over(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        taken = (_taken_over(rule, article=article, since=since) for rule in rules)
        return tuple(rule for rule in taken if rule is not None)

    return replace(
        book, id="ch", version=version, outside=over(book.outside), rules=over(book.rules),
        marks=over(book.marks), aids=over(book.aids),
        covers=f"As in the European Union, which it follows. {book.covers}",
    )  # fmt: skip


def _taken_over(rule: Rule, *, article: Citation, since: date) -> Rule | None:
    """The rule with the Swiss article first; None where it had ended before that began."""
    start = max(rule.holds.start, since)
    if rule.holds.end is not None and rule.holds.end <= start:
        return None
    lead = replace(article, place=f"{article.place}, following {rule.cite.title}: {rule.cite.place}")
    return replace(rule, cite=lead, holds=Period(start=start, end=rule.holds.end))
