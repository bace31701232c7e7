"""A talk in words: the question, why it is asked now, what each answer would leave, and how it ended."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from functools import partial

from fram.knowledge.facts import fact_registry
from fram.knowledge.rulebooks import answers
from fram.rules.condition import settle
from fram.rules.rule import Rule
from fram.rules.verdict import Asking
from fram.terms.errors import Refused
from fram.terms.facts import Fact
from fram.workspace.access.asking import Talk
from fram.workspace.access.phrases import say
from fram.workspace.access.product import product_of
from fram.workspace.access.verdict_page import heading
from fram.workspace.access.wording import Wording

WIDTH = 100
MANY_RULES = 12
"""So many waiting rules are named when somebody wants to know more."""


def opening_text(talk: Talk, lang: str = "en") -> str:
    """Return what a person reads first: what is asked, how to answer, what is possible now."""
    said = partial(say, "ask", lang=lang)
    left = _classes(talk, talk.verdict.outcomes, lang)
    opening = said("opening", regime=Wording(lang).regime(talk.book.id), file=talk.path.name)
    return "\n".join([*_wrapped(opening), *_screening(talk, lang), said("now", left=left)])


def question_text(talk: Talk, lang: str = "en") -> str:
    """Return the next question as it stands on the screen: question, help, why now, numbered answers."""
    asking, said = talk.asking, partial(say, "ask", lang=lang)
    if asking is None:
        return ""
    fact = fact_registry()[asking.fact]
    lines = [f"{len(talk.told) + 1}. {fact.question.in_(lang)}", *_wrapped(fact.help.in_(lang), "   ")]
    lines += _wrapped(_why_now(talk, asking, lang), "   ")
    options = _options(fact, lang)
    width = min(max((len(label) for _, label in options), default=0), 60)
    left = dict(asking.leaves)
    for number, (answer, label) in enumerate(options, start=1):
        leaves = said("leaves", left=_classes(talk, left[answer], lang)) if answer in left else ""
        lines.append(f"   {number:>2}  {label:<{width}}  {leaves}".rstrip())
    return "\n".join(lines)


def prompt_text(talk: Talk, lang: str = "en") -> str:
    """Return the line behind which the answer is typed."""
    kind = fact_registry()[talk.asking.fact].type if talk.asking else ""
    return say(
        "ask", {"yes_no": "prompt_yes_no", "choices": "prompt_several"}.get(kind, "prompt_one"), lang=lang
    )


def more_text(talk: Talk, lang: str = "en") -> str:
    """Return more on the next question: why such things are asked, and every rule that waits for it."""
    asking, said = talk.asking, partial(say, "ask", lang=lang)
    if asking is None:
        return ""
    fact = fact_registry()[asking.fact]
    lines = [*_wrapped(fact.why.in_(lang), "   "), "   " + said("in_file", name=fact.name)]
    waiting = _waiting(talk, asking)
    lines += ["   " + said("rules_waiting")] if waiting else []
    for rule in waiting[:MANY_RULES]:
        label = Wording(lang).label(talk.book.id, rule.outcome)
        if rule.outcome == talk.book.out:
            label = Wording(lang).known(f"out-{rule.outcome}") or label
        told = f"{label}: {_says(talk, rule, lang)} ({Wording(lang).source(rule.on({}))})"
        lines += _wrapped(told, "   - ", "     ")
    if len(waiting) > MANY_RULES:
        lines.append("   " + said("and_more", count=len(waiting) - MANY_RULES))
    return "\n".join(lines)


def progress_text(before: Talk, after: Talk, *, lang: str = "en") -> str:
    """Return what the last answer did: the classes still possible, and whether it ruled any out."""
    said = partial(say, "ask", lang=lang)
    was, now = before.verdict.outcomes, after.verdict.outcomes
    if len(now) == 1:
        return said("settled" if len(was) > 1 else "still_settled", left=heading(after.verdict, lang=lang))
    left = _classes(after, now, lang)
    gone = _classes(after, [outcome for outcome in was if outcome not in now], lang)
    return said("ruled_out", left=left, gone=gone) if gone else said("still", left=left)


def closing_text(talk: Talk, lang: str = "en") -> str:
    """Return how the talk ended: what is still open, and what to do next."""
    said = partial(say, "ask", lang=lang)
    if talk.verdict.is_settled:
        return "\n".join([*_screening(talk, lang), said("next_settled", file=talk.path, regime=talk.book.id)])
    lines = [*_screening(talk, lang), said("not_settled", left=_classes(talk, talk.verdict.outcomes, lang))]
    if talk.skipped:
        lines.append(said("find_out"))
        open_facts = [fact_registry()[name] for name in talk.told if name in talk.skipped]
        for fact in open_facts:
            lines += _wrapped(f"{fact.question.in_(lang)} ({fact.name})", "  - ", "    ")
    return "\n".join([*lines, said("next_on" if talk.asking else "next_open", file=talk.path)])


def _why_now(talk: Talk, asking: Asking, lang: str) -> str:
    said = partial(say, "ask", lang=lang)
    if talk.verdict.is_settled:
        return said("why_mark", left=_classes(talk, talk.verdict.outcomes, lang))
    waiting = _waiting(talk, asking)
    if not waiting:
        return said("why_gate")
    first = waiting[0]
    key = "why_one" if len(waiting) == 1 else "why_many"
    place = Wording(lang).place(first.cite)
    return said(key, count=len(waiting), rule=_says(talk, first, lang), place=place)


def _waiting(talk: Talk, asking: Asking) -> list[Rule]:
    """The rules that wait for the question: first those it decides with the fewest other answers."""
    book = talk.book
    facts = product_of(talk.profile, on=talk.on)[0].facts
    known = settle({**book.implies(facts), **facts})

    def others(rule: Rule) -> tuple[bool, int]:
        missing = set(rule.condition.missing(known))
        return asking.fact not in missing, len(missing - {asking.fact})

    return sorted((rule for rule in book.every_rule if rule.id in asking.settles), key=others)


def _says(talk: Talk, rule: Rule, lang: str) -> str:
    return Wording(lang).rule(talk.book.id, rule.on({}))


def _options(fact: Fact, lang: str) -> list[tuple[str, str]]:
    """The answers to choose from, each with its words."""
    if fact.type == "yes_no":
        return [(word, say("ask", word, lang=lang)) for word in ("yes", "no")]
    labels = {word: pair.in_(lang) for word, pair in fact.vocabulary.items()}
    return [(word, labels[word]) for word in answers(fact.name, fact_registry()) if word in labels]


def _classes(talk: Talk, outcomes: Iterable[str], lang: str) -> str:
    """The outcomes in words: classes by their names, a duty or a way out of the book by what it means."""
    words = Wording(lang)
    return ", ".join(words.known(f"mark-{o}") or words.label(talk.book.id, o) for o in outcomes)


def refusal_text(talk: Talk, error: Refused, *, is_listed: bool, lang: str = "en") -> str:
    """Return in one line why an answer is not taken; ``is_listed``: its answers stand on the screen."""
    problem = error.problem
    if is_listed and talk.asking and problem.where == talk.asking.fact:
        fact = fact_registry()[talk.asking.fact]
        if fact.type == "yes_no":
            return say("ask", "no_answer_yes_no", lang=lang)
        if options := _options(fact, lang):
            several = "no_answer_several" if fact.type == "choices" else "no_answer"
            return say("ask", several, lang=lang, count=len(options))
    why = problem.why if problem.where.startswith("product.") else ""
    return " · ".join(part for part in (problem.what, why, problem.remedy) if part)


def _screening(talk: Talk, lang: str) -> Iterator[str]:
    """Yield why the class is no more than a first look, where it is."""
    yield from _wrapped(Wording(lang).screening(talk.verdict), "! ", "  ")


def _wrapped(text: str, first: str = "", rest: str | None = None) -> Iterator[str]:
    yield from textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=first if rest is None else rest,
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip
