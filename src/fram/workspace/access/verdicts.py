"""Market access as use cases: the device class a product may have under a regime, and what to ask next."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from fram.access import classify as engine
from fram.knowledge.access.published import is_screening
from fram.knowledge.access.screening import screened_regimes
from fram.knowledge.rulebooks import BOOKS, LAW_BOOKS, reform_of, rule_book
from fram.rules.book import RuleBook
from fram.rules.condition import UNKNOWN, settle
from fram.rules.show import Entry, Page, Section, as_text
from fram.rules.verdict import Finding, Verdict
from fram.terms.errors import Refused, did_you_mean
from fram.terms.jurisdiction import LAWS_BESIDE, regime_id
from fram.terms.product import ProductProfile
from fram.terms.reading import plain
from fram.workspace.access.laws.device import asked_of_the_device, with_device
from fram.workspace.access.laws.product_code import with_code, with_list_named
from fram.workspace.access.product import a_day, product_of, refuse_a_service, stated_class
from fram.workspace.access.screening.page import Screened, screened_short, screened_told
from fram.workspace.access.screening.screened import screened
from fram.workspace.access.verdict_page import DEVICE_CLASS, Weighed, verdict_page
from fram.workspace.access.wording import Wording

EVERYWHERE = "all"
"""Asks for every regime that is coded or has a screening page, instead of one."""
Found = Verdict | Screened | Refused
"""What is said of a product under one regime; a screening page stands where no rules are coded."""


def classify(
    product: ProductProfile | str | Path, *, regime: str = "", on: date, reform: str = "", lang: str = "en"
) -> Verdict:
    """Return every device class still possible on a day: with reasons, sources and the best next question.

    ``product`` is a profile or the path of a company file. ``regime``: whose rules; left out, the European
    Union's that fit the product. ``reform``: a proposal to read as if it were law. ``lang``: the language
    in which the verdict shows itself, ``en`` or ``nb``. Raises ``Refused`` for a file or facts that cannot be
    used, a service, a regime that is not coded, and a day on which its rules do not hold.
    """
    day = a_day(on)
    profile, worked_out = product_of(product, on=day)
    book = book_for(profile, regime=regime, reform=reform)
    if book.id in BOOKS:
        refuse_a_service(profile)
    return _verdict(profile, book=book, on=day, worked_out=worked_out, lang=lang)


def classify_everywhere(
    product: ProductProfile | str | Path, *, on: date, lang: str = "en"
) -> dict[str, Found]:
    """Return the verdict of every coded regime, by regime; where one refuses, why.

    Regimes without rules that have a screening page come last, with that page.
    """
    day = a_day(on)
    profile, worked_out = product_of(product, on=day)
    refuse_a_service(profile)
    found: dict[str, Found] = dict(_by_rules(profile, worked_out, on=day, lang=lang))
    europe = found[book_for(profile).id]
    for regime in screened_regimes():
        there = europe if isinstance(europe, Verdict) else None
        found[regime] = screened(profile, regime=regime, on=day, europe=there, lang=lang)
    return found


def by_all_rules(product: ProductProfile, *, on: date) -> dict[str, Verdict | Refused]:
    """Return the verdict of every coded regime as ``classify_everywhere`` does, without screening pages."""
    profile, worked_out = product_of(product, on=a_day(on))
    refuse_a_service(profile)
    return dict(_by_rules(profile, worked_out, on=on, lang="en"))


def _by_rules(
    profile: ProductProfile, worked_out: Mapping[str, str], *, on: date, lang: str
) -> Iterator[tuple[str, Verdict | Refused]]:
    for regime in BOOKS:
        try:
            book = book_for(profile, regime=regime)
            yield regime, _verdict(profile, book=book, on=on, worked_out=worked_out, lang=lang)
        except Refused as error:
            yield regime, error


def screen(product: ProductProfile | str | Path, *, regime: str, on: date, lang: str = "en") -> Screened:
    """Return the screening page of a market whose rules are not coded: what to know before asking there.

    The class Europe's rules leave possible is read across as an analogy; it is never a verdict. Raises
    ``Refused`` for a file or facts that cannot be used, a service, and a regime without such a page.
    """
    day = a_day(on)
    profile, worked_out = product_of(product, on=day)
    refuse_a_service(profile)
    try:
        europe = _verdict(profile, book=book_for(profile), on=day, worked_out=worked_out, lang=lang)
    except Refused:  # a day before Europe's rules began
        europe = None
    return screened(profile, regime=regime, on=day, europe=europe, lang=lang)


def book_for(product: ProductProfile, *, regime: str = "", reform: str = "") -> RuleBook:
    """Return the rule book for a product: the named regime's, else the European Union's that fits it."""
    is_ivd = product.kind == "ivd" or product.fact("is_ivd") is True
    book = rule_book(regime_named(regime) if regime else ("eu-ivdr" if is_ivd else "eu-mdr"), is_ivd=is_ivd)
    if not reform:
        return book
    try:
        return reform_of(book, reform).apply(book)
    except Refused as error:
        others = [other for other in BOOKS if other != book.id and _holds(other, reform)]
        why = f"it would change {', '.join(others)}, not {book.id}" if others else ""
        raise Refused(error.problem.what, where="reform", why=why, remedy=error.problem.remedy) from None


def regime_named(text: str) -> str:
    """Return the id of the regime or law that a person named, or refuse with those that are coded."""
    if text.strip().lower() == EVERYWHERE:
        raise Refused(
            "one regime at a time", where="--regime", kind="usage",
            remedy="name one; `fram access classify --regime all` shows them beside each other",
        )  # fmt: skip
    try:
        return regime_id(text)
    except Refused as error:
        known = f"coded: {', '.join(BOOKS)}; laws beside them: {', '.join(LAW_BOOKS)}"
        near = did_you_mean(text.strip().lower(), (*BOOKS, *LAW_BOOKS))
        raise Refused(
            error.problem.what, where="--regime", remedy=" ".join(part for part in (near, known) if part)
        ) from None


def strictest_first(findings: Iterable[Finding], book: RuleBook) -> tuple[Finding, ...]:
    """Return findings in the order they are told: those that decide before those that ask for less."""
    levels = {outcome: level for level, outcome in enumerate(book.order)}
    return tuple(sorted(findings, key=lambda finding: -levels.get(finding.outcome, -1)))


def verdict_json(verdict: Verdict, *, lang: str = "en") -> str:
    """Return a verdict as JSON text, keys sorted; the next question in the words of ``lang``."""
    return _json(_told(verdict, lang))


def verdict_text(verdict: Verdict, lang: str = "en") -> str:
    """Return a verdict in words (``en`` or ``nb``), for a terminal."""
    return as_text(verdict_page(verdict, lang=lang), hint=Wording(lang).say("hint"))


def known_on_text(verdicts: Iterable[Verdict], lang: str = "en") -> str:
    """Return the line for a day that has not come: the law is only known as somebody last read it."""
    newest = []
    for verdict in verdicts:
        books = [rule_book(verdict.regime, is_ivd=is_ivd) for is_ivd in (False, True)]
        newest += [max(rule.cite.read or book.since for rule in book.every_rule) for book in books]
    return Wording(lang).say("known-on", day=min(newest).isoformat()) if newest else ""


def screened_json(found: Screened, *, lang: str = "en") -> str:
    """Return a screening page as JSON text, keys sorted, its texts in ``lang``."""
    return _json(screened_told(found, lang=lang))


def everywhere_json(found: Mapping[str, Found], *, lang: str = "en") -> str:
    """Return the verdicts of several regimes as JSON text, by regime; ``refused`` where there is none."""
    return _json({
        regime: _told_in_full(told, lang)
        for regime, told in found.items()
    })  # fmt: skip


def everywhere_text(found: Mapping[str, Found], lang: str = "en") -> str:
    """Return the verdicts of several regimes beside each other: a short block each."""
    words = Wording(lang)
    sections = [
        Section(
            title=f"{_name(regime, told, words)} ({regime})",
            lines=tuple(Entry(text=text) for text in _short(told, words)),
        )
        for regime, told in found.items()
    ]  # fmt: skip
    days = [told.as_of.isoformat() for told in found.values() if isinstance(told, Verdict)]
    small = [words.say("table-more", regime=next(iter(found)))]
    small += [words.say("table-day", day=days[0])] if days else []
    page = Page(lang=lang, heading=words.say("table-title"), sections=tuple(sections), small=tuple(small))
    return as_text(page)


def _name(regime: str, told: Found, words: Wording) -> str:
    return told.road.name[words.lang] if isinstance(told, Screened) else words.regime(regime)


def _told_in_full(told: Found, lang: str) -> dict[str, Any]:
    if isinstance(told, Screened):
        return screened_told(told, lang=lang)
    return {"refused": str(told)} if isinstance(told, Refused) else _told(told, lang)


def _short(told: Found, words: Wording) -> Iterator[str]:
    """Yield a verdict in a few lines: the classes, what is asked next, and the warnings."""
    if isinstance(told, Screened):
        yield from screened_short(told, lang=words.lang)
        return
    if isinstance(told, Refused):
        why = ": ".join(part for part in (told.problem.what, told.problem.why) if part)
        yield words.say("table-refused", why=why)
        return
    page = verdict_page(told, lang=words.lang)
    yield page.heading
    if told.ask:
        yield words.say("table-ask", question=words.question(told.ask))
    if told.screening:
        yield f"! {words.screening(told, key='verdict-short')}"
    yield from (f"! {warning}" for warning in page.warnings if warning != words.screening(told))


def _verdict(
    profile: ProductProfile, *, book: RuleBook, on: date, worked_out: Mapping[str, str], lang: str
) -> Verdict:
    answered = frozenset(profile.facts) - worked_out.keys()
    told = with_device(profile, book=book, on=on)
    because = {**dict.fromkeys(told.facts.keys() - profile.facts.keys(), DEVICE_CLASS), **worked_out}
    told, by_code = with_code(told, book=book)
    because |= by_code
    found = engine.classify(told, book=book, on=on, worked_out=because)
    if found.asking and book.id in LAWS_BESIDE:
        asking = asked_of_the_device(found.asking, product=profile, book=book, on=on)
        found = replace(found, ask=asking.fact, asking=asking)
    stated = stated_class(profile, regime=book.id, fact=book.stated_in, on=on)
    found = with_list_named(found, facts=told.facts)
    found = replace(
        found, because=strictest_first(found.because, book),
        stated=stated if stated in book.order else "",  # an American class is no outcome of its book
        screening=book.id in BOOKS and is_screening(book.id),
    )  # fmt: skip
    verdict = Weighed(
        **{field.name: getattr(found, field.name) for field in fields(found)},
        answered=answered, unanswered=_unanswered(found, book=book, facts=told.facts),
    )  # fmt: skip
    return replace(verdict, page=verdict_page(verdict, lang=lang))


def _unanswered(verdict: Verdict, *, book: RuleBook, facts: Mapping[str, Any]) -> tuple[Finding, ...]:
    """The rules that lack an answer and that no answer lets change the class."""
    if verdict.outcomes == (verdict.out,):
        return ()
    known = settle({**book.implies(facts), **facts})
    edition = book.edition(verdict.as_of)
    waiting = {finding.rule for finding in verdict.unsure}
    idle = (rule for rule in (*edition.outside, *edition.rules) if rule.id not in waiting)
    return tuple(rule.finding(known) for rule in idle if rule.condition.judge(known) == UNKNOWN)


def _holds(regime: str, reform: str) -> bool:
    try:
        return bool(reform_of(rule_book(regime_id(regime)), reform))
    except Refused:
        return False


def _told(verdict: Verdict, lang: str) -> dict[str, Any]:
    words, asking = Wording(lang), verdict.asking
    idle = verdict.unanswered if isinstance(verdict, Weighed) else ()
    told: dict[str, Any] = {
        **plain(replace(verdict, page=None)), "applies": verdict.applies.name.lower(),
        "confidence": verdict.confidence.value, "is_settled": verdict.is_settled, "question": None,
    }  # fmt: skip
    del told["page"]
    told.pop("answered", None)
    told["unanswered"] = [
        {"rule": one.rule, "outcome": one.outcome, "place": one.cite.place, "missing": list(one.missing)}
        for one in idle
    ]
    for group in ("because", "unsure", "set_aside", "near_misses", "marks", "guidance"):
        for finding, written in zip(getattr(verdict, group), told[group], strict=True):
            written["truth"] = finding.truth.name.lower()
    if verdict.ask:
        left = asking.leaves if asking else ()
        told["question"] = {
            "fact": verdict.ask, "text": words.question(verdict.ask), "help": words.help(verdict.ask),
            "why": words.why(verdict.ask),
            "answers": {answer: words.answer(verdict.ask, answer) for answer, _ in left},
        }  # fmt: skip
    return told


def _json(told: object) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
