"""The claim simulator's answer for a reader: two columns on a screen, or JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from fram.rules.show import WIDTH
from fram.rules.verdict import Finding, Force, Verdict
from fram.terms.citation import Confidence
from fram.terms.facts import Value, spoken
from fram.terms.reading import plain
from fram.workspace.access.phrases import say
from fram.workspace.access.verdict_page import heading
from fram.workspace.access.verdicts import verdict_json
from fram.workspace.access.what_if import CLAIMS, Compared
from fram.workspace.access.wording import Wording

LABEL, GAP = 17, 2
COLUMN = (WIDTH - LABEL - 2 * GAP) // 2
MOST_RULES = 6
Row = tuple[str, Sequence[str], Sequence[str]]
"""A label, and what stands beside it before and after, in lines."""


def compared_json(found: Compared, *, lang: str = "en") -> str:
    """Return the comparison as JSON text, keys sorted; each verdict as ``classify --json`` has it."""
    told = {
        **plain({name: getattr(found, name) for name in ("product", "claim", "changed", "same", "unread")}),
        "regime": found.before.regime, "as_of": found.before.as_of.isoformat(), "reform": found.reform,
        "given_up": list(found.given_up), "ask_about": list(found.ask_about),
        "is_same_class": found.is_same_class,
        "before": json.loads(verdict_json(found.before, lang=lang)),
        "after": json.loads(verdict_json(found.after, lang=lang)),
        **{
            name: [{"rule": one.rule, "outcome": one.outcome} for one in getattr(found, name)]
            for name in ("gained", "lost", "kept")
        },
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)


def compared_text(found: Compared, lang: str = "en") -> str:
    """Return the comparison as plain text in ``en`` or ``nb``, no line wider than a screen."""
    words = Wording(lang)
    regime = words.regime_of(found.before)
    top = [
        say("whatif", "title", lang=lang, product=found.product),
        say("whatif", "under", lang=lang, regime=regime, day=found.before.as_of.isoformat()),
        words.screening(found.before),
    ]
    closing = [line for text in _closing(found, lang) for line in textwrap.wrap(text, WIDTH)]
    parts = [
        [line for text in top for line in textwrap.wrap(text, WIDTH)],
        list(_table(_rows(found, words))),
        textwrap.wrap(
            say("whatif", "same-class" if found.is_same_class else "other-class", lang=lang), WIDTH
        ),
        *_lists(found, words),
        closing,
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _rows(found: Compared, words: Wording) -> Iterator[Row]:
    lang, claim = words.lang, found.claim
    is_changed = bool(found.changed or claim.words or claim.preset or found.same)
    key = ("after-both" if is_changed else "after-reform") if found.reform else "after"
    yield "", [say("whatif", "before", lang=lang)], [say("whatif", key, lang=lang, reform=found.reform)]
    if claim.words or claim.preset:
        yield say("whatif", "claim", lang=lang), _claimed(claim.before, words), [_claim(found, words)]
    before, after = found.before, found.after
    yield say("whatif", "class", lang=lang), [heading(before, lang=lang)], [heading(after, lang=lang)]
    yield say("whatif", "fired", lang=lang), _rules(before, words), _rules(after, words)
    if before.guidance or after.guidance:
        yield say("whatif", "aids", lang=lang), _aids(before, words), _aids(after, words)
    yield say("whatif", "next", lang=lang), [_next(before, words)], [_next(after, words)]


def _claimed(texts: Sequence[str], words: Wording) -> list[str]:
    return [words.quoted(text) for text in texts] or [say("whatif", "claim-none", lang=words.lang)]


def _claim(found: Compared, words: Wording) -> str:
    if found.claim.words:
        return words.quoted(found.claim.words)
    name = found.claim.preset
    text = say("whatif", f"claim-{name}", lang=words.lang)
    return say("whatif", "claim-built-in", lang=words.lang, text=text, name=name)


def _rules(verdict: Verdict, words: Wording) -> list[str]:
    """The outcomes and places of the rules that fired: short enough for a column."""
    found = [*verdict.because, *verdict.marks]
    lines = list(dict.fromkeys(f"{_outcome(one, verdict, words)}: {_place(one, words)}" for one in found))
    more = len(lines) - MOST_RULES
    if more > 0:
        lines = [*lines[:MOST_RULES], say("whatif", "more", lang=words.lang, count=more)]
    return lines or [say("whatif", "none", lang=words.lang)]


def _place(finding: Finding, words: Wording) -> str:
    """Where it stands: in the law itself, or in the work named with it."""
    place = words.place(finding.cite)
    work = finding.cite.title.partition(",")[0]
    return place if finding.force is Force.LAW else f"{work} {place}"


def _aids(verdict: Verdict, words: Wording) -> list[str]:
    """What published reading aids say: no law, but the weight of an answer shows there first."""
    lines = [f"{_outcome(one, verdict, words)}: {words.source(one)}" for one in verdict.guidance]
    return lines or [say("whatif", "none", lang=words.lang)]


def _outcome(finding: Finding, verdict: Verdict, words: Wording) -> str:
    return "–" if finding.outcome == verdict.out else words.label(verdict.regime, finding.outcome)


def _next(verdict: Verdict, words: Wording) -> str:
    return words.question(verdict.ask) if verdict.ask else say("whatif", "next-none", lang=words.lang)


def _table(rows: Iterable[Row]) -> Iterator[str]:
    """Rows under each other, each cell wrapped in its column."""
    for number, (label, left, right) in enumerate(rows):
        cells = [_wrapped(label, LABEL), _column(left), _column(right)]
        for at in range(max(map(len, cells))):
            one, two, three = (cell[at] if at < len(cell) else "" for cell in cells)
            yield f"{one:<{LABEL}}{'':{GAP}}{two:<{COLUMN}}{'':{GAP}}{three}".rstrip()
        if number == 0:
            yield "-" * WIDTH


def _column(texts: Sequence[str]) -> list[str]:
    return [line for text in texts for line in _wrapped(text, COLUMN, indent="  ")]


def _wrapped(text: str, width: int, *, indent: str = "") -> list[str]:
    # The words of a claim may hold control signs that would reach the terminal.
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return textwrap.wrap(shown, width, subsequent_indent=indent) or [""]


def _lists(found: Compared, words: Wording) -> Iterator[list[str]]:
    """What changes, the rules gained and lost, and what is left to ask about the claim."""
    lang = words.lang
    yield _listed(
        "changed", words,
        [
            say(
                "whatif", "change-line", lang=lang, question=words.question(one.fact),
                before=_answer(one.fact, one.before, words=words),
                after=_answer(one.fact, one.after, words=words),
                how=say("whatif", f"how-{one.how}", lang=lang),
            )
            for one in found.changed
        ],
    )  # fmt: skip
    for key, findings, verdict in (("gained", found.gained, found.after), ("lost", found.lost, found.before)):
        lines = [
            f"{_outcome(one, verdict, words)}: "
            + say(
                "whatif",
                "rule-line",
                lang=lang,
                says=words.rule(verdict.regime, one),
                place=words.place(one.cite),
            )
            for one in findings
        ]
        more = len(lines) - MOST_RULES
        yield _listed(
            key,
            words,
            lines[:MOST_RULES] + ([say("whatif", "more", lang=lang, count=more)] if more > 0 else []),
        )
    yield from _asked(found, words)


def _asked(found: Compared, words: Wording) -> Iterator[list[str]]:
    """For a claim in words alone: built-in claims to choose from, and the facts it may change."""
    lang, claim = words.lang, found.claim
    is_bare = bool(claim.words) and not found.changed
    if is_bare:
        if claim.sounds_like:
            names = ", ".join(f"claim={name}" for name in claim.sounds_like)
            yield textwrap.wrap(say("whatif", "sounds-like", lang=lang, names=names), WIDTH)
        yield _listed("built-in", words, [_built_in(name, words) for name in CLAIMS])
    known = dict(_known(found))
    lines = [
        say(
            "whatif", "ask-line", lang=lang, question=words.question(fact), fact=fact,
            answer=words.said(fact, known[fact]) if fact in known else say("whatif", "not-known", lang=lang),
        )
        for fact in found.ask_about
    ]  # fmt: skip
    yield _listed("ask-about", words, lines)


def _known(found: Compared) -> Iterator[tuple[str, str]]:
    """What near misses say was answered, by fact."""
    for finding in found.after.near_misses:
        for blocked in finding.blocked:
            yield blocked.fact, blocked.said


def _built_in(name: str, words: Wording) -> str:
    facts = ", ".join(f"{fact}={'|'.join(spoken(value))}" for fact, value in CLAIMS[name].items())
    text = say("whatif", f"claim-{name}", lang=words.lang)
    return say("whatif", "built-in-line", lang=words.lang, name=name, text=text, facts=facts)


def _answer(fact: str, value: Value | None, *, words: Wording) -> str:
    if value is None:
        return say("whatif", "not-known", lang=words.lang)
    return words.quoted(", ".join(words.answer(fact, word) for word in spoken(value)))


def _listed(key: str, words: Wording, lines: Sequence[str]) -> list[str]:
    if not lines:
        return []
    found = [say("whatif", key, lang=words.lang)]
    for line in lines:
        found += textwrap.wrap(line, WIDTH, initial_indent="  ", subsequent_indent="    ")
    return found


def _closing(found: Compared, lang: str) -> Iterator[str]:
    """What to know before relying on it."""
    claim = found.claim
    if claim.words:
        yield say("whatif", "words-with-facts" if found.changed else "words-decide-nothing", lang=lang)
    if claim.preset:
        yield say("whatif", "preset-facts", lang=lang)
    if found.given_up:
        yield say("whatif", "given-up", lang=lang, regimes=", ".join(found.given_up))
    if found.same:
        yield say("whatif", "same", lang=lang, facts=", ".join(found.same))
    if found.unread:
        yield say("whatif", "unread", lang=lang, facts=", ".join(found.unread))
    if found.reform:
        yield say("whatif", "proposal", lang=lang)
    if any(one.confidence is not Confidence.READ for one in (found.before, found.after)):
        yield say("whatif", "unchecked", lang=lang)
    yield say("whatif", "small", lang=lang)
