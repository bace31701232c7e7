"""The list of notified bodies on screen and as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from fram.access.bodies.codes import NeededCode
from fram.access.bodies.shortlist import Candidate
from fram.access.bodies.slot import Slot
from fram.terms.logic import Truth, Unknown
from fram.terms.reading import plain
from fram.workspace.access.bodies.choosing import BodyList
from fram.workspace.access.bodies.loading import TOPIC
from fram.workspace.access.phrases import say
from fram.workspace.access.wording import Wording

WIDTH, INDENT = 100, 10
MOST_QUESTIONS = 2
PLAIN = ("device_kind", "active", "active_implantable", "implantable", "ivd_item")
"""What nearly every rule looks at and nobody needs to be told, where there is more to tell."""
QUESTIONS = tuple("scope new audit review dialogue fee clock languages remote reviewer change rounds".split())
"""What every body is asked, in this order: keys of the words without their ``q-``."""


def bodies_json(found: BodyList, *, lang: str = "en") -> str:
    """Return the list as JSON text, keys sorted; the questions in the words of ``lang``."""
    book = found.book
    told: dict[str, Any] = {
        "product": found.product, "regime": found.regime, "classes": list(found.classes),
        "as_of": found.as_of.isoformat(), "needs_body": found.needs_body.name.lower(),
        "reason": _say(lang, found.reason) if found.reason else "", "ask": found.ask,
        "codes": [_told_code(need) for need in found.needed],
        "add_yourselves": list(book.untold) if found.needed else [],
        "source": {"law": plain(book.cite), "guide": plain(book.guide), "confidence": book.confidence.value},
        "bodies": [_told_body(one) for one in found.candidates],
        "earliest_slot": _told_slot(found.slot) if found.slot else None,
        "questions": list(_questions(found, lang)), "british": [body.name for body in found.british],
        "list": {"file": found.loaded.file, "day": found.loaded.day.isoformat()} if found.loaded else None,
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)


def bodies_text(found: BodyList, lang: str = "en") -> str:
    """Return the list in words: whether a body must look, codes, bodies, earliest slot, what to ask."""
    classes = ", ".join(found.classes) or "–"
    title = _say(lang, "title", product=found.product, regime=found.regime, classes=classes, day=found.as_of)
    if found.reason:
        return "\n".join([title, "", *_wrapped(_say(lang, found.reason)), "", _say(lang, "no-promise")])
    asked = [line for ask in _questions(found, lang) for line in _wrapped(f"- {ask}")]
    british = ", ".join(body.name for body in found.british)
    blocks = [
        [title], _wrapped(_say(lang, f"needs-{found.needs_body.name.lower()}")), list(_codes(found, lang)),
        list(_bodies(found, lang)), list(_slot(found.slot, lang)) if found.slot else [],
        [_say(lang, "questions"), *asked] if asked else [],
        [_say(lang, "british"), *_wrapped(_say(lang, "british-lead", names=british))] if british else [],
        [_say(lang, "no-promise")],
    ]  # fmt: skip
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _codes(found: BodyList, lang: str) -> Iterator[str]:
    causes, book = found.refusals, found.book
    yield _say(lang, "codes")
    lead = {"scope": f"{causes.outside_scope:.0%}", "incomplete": f"{causes.incomplete:.0%}", "of": causes.of}
    yield from _wrapped(_say(lang, "codes-lead", **lead))
    groups = {
        "choice": [need for need in found.needed if need.choice],
        "sure": [need for need in found.needed if need.truth is Truth.YES],
        "perhaps": [need for need in found.needed if need.truth is Truth.UNKNOWN and not need.choice],
    }
    for key, needs in groups.items():
        if needs:
            yield f"  {_say(lang, key)}"
            for need in needs:
                yield from _code(need, lang)
    families = ", ".join(f"{book.families[family][lang]} ({family})" for family in book.untold)
    yield from _wrapped(_say(lang, "untold", families=families))
    cites = "; ".join(str(cite) for cite in (book.cite, book.guide))
    read = _say(lang, book.confidence.value)
    yield from _wrapped(_say(lang, "source", cite=f"{cites} ({read}); {causes.cite}"))


def _code(need: NeededCode, lang: str) -> Iterator[str]:
    yield from _wrapped(f"  {need.code.id}  {need.code.name[lang]}")
    words = Wording(lang)
    if need.missing:
        asked = "; ".join(words.question(fact) for fact in need.missing[:MOST_QUESTIONS])
        yield from _indented(_say(lang, "turns-on", questions=asked))
    elif need.truth is Truth.YES or need.choice:
        telling = [pair for pair in need.because if pair[0] not in PLAIN] or list(need.because)
        facts = (
            f"{words.question(fact)} {words.said(fact, said)}" for fact, said in telling[:MOST_QUESTIONS]
        )
        yield from _indented(_say(lang, "because", facts="; ".join(facts)))
    else:
        yield from _indented(_say(lang, "must-look"))


def _bodies(found: BodyList, lang: str) -> Iterator[str]:
    yield _say(lang, "bodies")
    yield from _wrapped(_say(lang, "order"))
    if found.loaded:
        yield from _wrapped(_say(lang, "own-list", file=found.loaded.file, day=found.loaded.day))
    else:
        yield from _wrapped(_say(lang, "no-own-list"))
    if not found.candidates:
        yield _say(lang, "no-bodies")
    for place, one in enumerate(found.candidates, start=1):
        body = one.body
        named = ", ".join(part for part in (body.cite.title, body.cite.publisher) if part)
        source = f"{named} ({_say(lang, body.confidence.value)})"
        yield from _wrapped(f"{place:>3}. {body.number} {body.name} ({body.country}): {_fit(one, lang)}")
        yield from _indented("; ".join(_reasons(found, one, lang)))
        yield from _indented(_say(lang, "source", cite=source))


def _fit(one: Candidate, lang: str) -> str:
    fit, takes = one.fit, one.body.takes
    if fit.truth is Truth.YES:
        return _say(lang, "fit-yes")
    if fit.truth is Truth.NO:
        return _say(lang, "fit-no" if fit.lacks else "fit-no-other", codes=_few(fit.lacks or takes))
    if fit.lacks:
        return _say(lang, "fit-perhaps", codes=_few(fit.lacks))
    if fit.covers and fit.unread:
        return _say(lang, "fit-part", covers=_few(fit.covers), unread=_few(fit.unread))
    return _say(lang, "fit-yes" if fit.covers else "fit-unread")


def _reasons(found: BodyList, one: Candidate, lang: str) -> Iterator[str]:
    body = one.body
    yield from (_say(lang, "condition", code=code, text=text) for code, text in one.fit.conditions)
    yield from (
        _say(lang, key)
        for key, holds in (("at-home", one.at_home), ("specialist", one.is_specialist))
        if holds
    )
    for wait in one.waits:
        known = wait.months.on(found.as_of)
        if not isinstance(known, Unknown):
            yield _say(
                lang, "wait", what=wait.what[lang], months=_number(known.number, lang), day=known.start
            )
    for name, fee in body.fees.items():
        amount = fee.on(found.as_of)
        if not isinstance(amount, Unknown):
            yield _say(
                lang,
                "fee",
                what=_say(lang, f"fee-{name}"),
                amount=_number(amount.number, lang),
                unit=fee.unit,
            )
    if body.languages:
        yield _say(lang, "languages", languages=", ".join(body.languages))
    if body.page:
        yield _say(lang, "apply", page=body.page)
    if body.note:
        yield body.note[lang]


def _slot(slot: Slot, lang: str) -> Iterator[str]:
    yield _say(lang, "slot")
    now = slot.limited if slot.is_limited else slot.months
    yield from _wrapped(
        "  " + _say(lang, "slot-line", **{f"p{share * 100:.0f}": _number(now[share], lang) for share in now})
    )
    days = {"day": slot.on, "half": slot.day(0.5), "most": slot.day(0.9)}
    yield from _wrapped(_say(lang, "slot-day", **days))
    limited = {"p50": _number(slot.limited[0.5], lang), "p90": _number(slot.limited[0.9], lang)}
    limited |= {wait.id: _number(wait.limit.days, lang) for wait in (slot.agreement, *slot.starts)}
    yield from _wrapped(_say(lang, "slot-limits", day=slot.since, **limited))
    yield from _wrapped(_say(lang, "slot-pool", count=slot.count, agreement=slot.agreement.count))
    cites = dict.fromkeys(
        str(cite) for cite in (slot.agreement.cite, *(w.cite for w in slot.starts), slot.agreement.limit.cite)
    )
    read = _say(lang, slot.confidence.value)
    yield from _wrapped(_say(lang, "source", cite=f"{'; '.join(cites)} ({read})"))


def _questions(found: BodyList, lang: str) -> Iterator[str]:
    """What to ask each body; the codes and the first day of the limits filled in."""
    if not found.needed or found.slot is None:
        return
    codes = ", ".join(need.code.id for need in found.needed if need.truth is Truth.YES or need.choice)
    for key in QUESTIONS:
        yield _say(lang, f"q-{key}", codes=codes, day=found.slot.since)


def _told_code(need: NeededCode) -> dict[str, Any]:
    return {
        "code": need.code.id, "name": dict(need.code.name), "needed": need.truth.name.lower(),
        "one_of_several": need.choice, "because": dict(need.because), "turns_on": list(need.missing),
    }  # fmt: skip


def _told_body(one: Candidate) -> dict[str, Any]:
    fit = plain(one.fit)
    return {
        **plain(one.body), "fit": {**fit, "truth": one.fit.truth.name.lower()}, "at_home": one.at_home,
        "takes_only_such": one.is_specialist, "published": [plain(wait.what) for wait in one.waits],
    }  # fmt: skip


def _told_slot(slot: Slot) -> dict[str, Any]:
    told = {f"p{share * 100:.0f}": round(months, 1) for share, months in slot.months.items()}
    limited = {f"p{share * 100:.0f}": round(months, 1) for share, months in slot.limited.items()}
    return {
        "months": told, "months_if_limits_are_kept": limited, "limits_since": slot.since.isoformat(),
        "answers": slot.count, "half_by": slot.day(0.5).isoformat(), "confidence": slot.confidence.value,
        "sources": [plain(cite) for cite in (slot.agreement.cite, *(wait.cite for wait in slot.starts))],
    }  # fmt: skip


def _few(codes: Iterable[str], most: int = 4) -> str:
    words = list(codes)
    return ", ".join(words[:most]) + (f" +{len(words) - most}" if len(words) > most else "")


def _number(value: float, lang: str) -> str:
    text = f"{value:,.1f}".removesuffix(".0")
    return text.translate(str.maketrans(",.", "\u00a0,")) if lang == "nb" else text


def _say(lang: str, key: str, **values: object) -> str:
    return say(TOPIC, key, lang=lang, **values)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, subsequent_indent="    ", break_on_hyphens=False, break_long_words=False
    )


def _indented(text: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=" " * INDENT, subsequent_indent=" " * INDENT, break_on_hyphens=False,
        break_long_words=False,
    )  # fmt: skip
