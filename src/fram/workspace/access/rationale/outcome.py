"""The head of a rationale: what the product is, its class and why, and the route that follows."""

from __future__ import annotations

from collections.abc import Iterator

from fram.workspace.access.phrases import say
from fram.workspace.access.rationale.grounds import Grounds
from fram.workspace.access.verdict_page import WITH_BODIES, verdict_page
from fram.workspace.access.verdict_page import heading as class_told
from fram.workspace.access.wording import Wording
from fram.workspace.company.words import option_words
from fram.workspace.papers.numerals import Numerals
from fram.workspace.papers.printed.sheets.blocks import Block, cut, paragraph, sentences
from fram.workspace.papers.words import Words

NAME = 80


def identity(grounds: Grounds, *, lang: str, purpose: int, letters: int) -> Iterator[Block]:
    """Yield the head of the paper and what it is about, in the maker's own words."""
    file, words = grounds.file, Words(lang)
    company, product = cut(file.company.name, NAME), cut(file.product.name, NAME)
    day = words.numerals.day(grounds.on)
    yield {
        "kind": "masthead", "paper": say("rationale", "title", lang=lang),
        "day": say("rationale", "day", lang=lang, day=day), "company": company, "product": product,
    }  # fmt: skip
    rows = [
        ("maker", f"{company}, {words.numerals.market(file.company.country)}"),
        ("purpose", _purpose(grounds, lang, purpose)),
        ("users", cut(_users(grounds, lang), letters)),
        ("claims", cut("; ".join(file.product.claims), letters)),
        ("law", Wording(lang).regime_of(grounds.verdict)),
        (
            "basis",
            say("rationale", "basis-told", lang=lang, book=grounds.verdict.book, day=day, file=grounds.name),
        ),
    ]
    yield sentences([(say("rationale", key, lang=lang), [text]) for key, text in rows if text])


def _users(grounds: Grounds, lang: str) -> str:
    """Who uses it, as the maker wrote it, and where."""
    places = ", ".join(_setting(code, lang).lower() for code in grounds.file.product.settings)
    return "; ".join(part for part in (", ".join(grounds.file.product.users), places) if part)


def _setting(code: str, lang: str) -> str:
    named = option_words().get(code)
    return named.in_(lang) if named else code


def _purpose(grounds: Grounds, lang: str, most: int) -> str:
    text = " ".join(grounds.file.product.intended_purpose.split())
    if not text:
        return say("rationale", "purpose-missing", lang=lang)
    return text if len(text) <= most else say("rationale", "purpose-cut", lang=lang, text=cut(text, most))


def outcome(grounds: Grounds, *, lang: str, letters: int) -> Iterator[Block]:
    """Yield the class or the classes still possible, what settles them, and what that means for the route."""
    yield {"kind": "verdict", "text": class_told(grounds.verdict, lang=lang)}
    yield paragraph(" ".join(filter(None, (_why(grounds, lang), _marks(grounds, lang)))))
    if screening := Wording(lang).screening(grounds.verdict):
        yield paragraph(screening)
    rows = []
    if not grounds.verdict.is_settled:
        rows.append((say("rationale", "settles", lang=lang), _settles(grounds, lang, letters)))
    if route := _route(grounds, lang):
        rows.append((say("rationale", "route", lang=lang), route))
    if grounds.clash:
        told = say("rationale", "clash-told", lang=lang, stated=grounds.clash)
        rows.append((say("rationale", "clash", lang=lang), [told]))
    if rows:
        yield sentences(rows)


def _why(grounds: Grounds, lang: str) -> str:
    verdict, count = grounds.verdict, len(grounds.verdict.because)
    if verdict.out and verdict.outcomes == (verdict.out,):
        return say("rationale", "why-outside", lang=lang)
    if not verdict.is_settled:
        return say("rationale", "why-open", lang=lang, count=count)
    key = {0: "why-none", 1: "why-one"}.get(count, "why-strictest")
    return say("rationale", key, lang=lang, count=count)


def _marks(grounds: Grounds, lang: str) -> str:
    words = Wording(lang)
    names = list(dict.fromkeys(words.known(f"mark-{m.outcome}") or m.outcome for m in grounds.verdict.marks))
    return say("rationale", "marks", lang=lang, marks=", ".join(names)) if names else ""


def _settles(grounds: Grounds, lang: str, letters: int) -> list[str]:
    """The next question with what its answers leave, and how many other answers can still change it."""
    verdict, words, lines = grounds.verdict, Wording(lang), []
    if asking := verdict.asking:
        by_left: dict[tuple[str, ...], list[str]] = {}
        for answer, left in asking.leaves:
            by_left.setdefault(left, []).append(answer)
        leaves = [
            say(
                "rationale", "leaves", lang=lang, answer=words.answers(asking.fact, answers),
                classes=_classes(left, grounds, lang),
            )
            for left, answers in by_left.items()
        ]  # fmt: skip
        lines.append(cut(f"{words.question(asking.fact)} {'; '.join(leaves)}.", 3 * letters))
    others = len(grounds.waiting) - bool(asking)
    if others > 0:
        lines.append(
            say("rationale", "also-open" if others > 1 else "also-open-one", lang=lang, count=others)
        )
    return lines


def _classes(left: tuple[str, ...], grounds: Grounds, lang: str) -> str:
    words = Wording(lang)
    named = {name: words.outcome(grounds.verdict.regime, name) for name in left}
    classes = [name for name in left if not named[name]]
    parts = [say("rationale", "leaves-class", lang=lang, names=", ".join(classes))] if classes else []
    parts += [name for name in named.values() if name]
    return f" {say('rationale', 'or', lang=lang)} ".join(parts)


def _route(grounds: Grounds, lang: str) -> list[str]:
    """What the class means for the way to market, as classify says it; then the routes with their classes."""
    verdict = grounds.verdict
    means = verdict_page(verdict, lang=lang).lead
    if not verdict.classes or verdict.regime not in WITH_BODIES:
        return [means] if means else []
    lines = [
        say(
            "rationale", "route-told", lang=lang, name=route.name[lang],
            classes=say("rationale", "route-class", lang=lang, names=", ".join(labels)),
        )
        for route, labels in grounds.routes
    ]  # fmt: skip
    return [means, *lines]


def stamp(grounds: Grounds, *, lang: str, version: str, digest: str) -> str:
    """Return what stands at the foot of each page: enough to make the paper again, or to doubt it."""
    return say(
        "rationale", "stamp", lang=lang, version=version, book=grounds.verdict.book,
        day=Numerals(lang=lang).day(grounds.on), hash=digest,
    )  # fmt: skip
