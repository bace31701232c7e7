"""Whether the rules agree with worked cases: each judged on its day, every miss with what fired and why."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, NoReturn

from fram.knowledge.access.disputes import Dispute, read_disputes
from fram.knowledge.access.published import is_screening, published_examples
from fram.knowledge.facts import contradictions
from fram.knowledge.rulebooks import BOOKS, rule_book
from fram.knowledge.shelf import Shelf
from fram.rules.book import RuleBook
from fram.rules.verdict import Finding, Verdict
from fram.terms.errors import Refused, did_you_mean
from fram.terms.facts.contradictions import clashes
from fram.terms.jurisdiction import regime_id
from fram.terms.logic import Truth
from fram.workspace.access.cases import Case, Stated, closed_world, public_cases, stated, written_cases
from fram.workspace.access.phrases import say
from fram.workspace.access.verdicts import regime_named, strictest_first
from fram.workspace.access.wording import Wording

TOPIC = "cases"
WIDTH, INDENT = 110, "    "
OUTSIDE = ("notmd", "notivd", "notdevice")
"""Expected: the law does not see it. Compared, as all classes are, without case, spaces and dashes."""
INSIDE = ("md", "ivd", "device")
"""Expected: it is one, in whatever class; ``ivd`` before device law, or ``md`` before the law on tests, is
the other law's."""
OTHER_LAW = {"ivd": "ivdr", "md": "mdr"}
SOFTWARE = "mdsoftware"
MARKED = {"is": "I", "im": "I", "ir": "I", "asterile": "A"}
"""The mildest class with a mark: sterile, measuring, reusable surgical."""

ALSO = {"510(k)exempt": "exempt", "u": "unclassified", "hdehumanitariandeviceexemption": "hde",
        "euaemergencyuseauthorization": "eua"}  # fmt: skip
"""How the FDA's list writes an outcome or a mark that its rule book calls otherwise."""
BOTH = " / "
"""Between a class and what is filed for it, as the FDA's list has them: ``II / 510(k)``."""
NO_CLASS = ("n", "f", "hde", "notclassified")
"""What the FDA's list writes in place of a class where the type has none."""

MissKind = Literal["refused", "not-covered", "open", "differs", "disputed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """One case the rules do not agree with: what was expected, what they give, what fired.

    ``kind``: ``refused`` (it cannot be read), ``not-covered`` (no rules yet), ``open`` (more than one class
    is left), ``differs``, ``disputed`` (they differ for a reason that is known and cited, the ``dispute``).
    ``why``: what was refused, or the fact that would settle it. ``rule``: the rule expected to decide.
    """

    id: str
    regime: str
    expected: str
    kind: MissKind
    what: str = ""
    rule: str = ""
    got: tuple[str, ...] = ()
    fired: tuple[Finding, ...] = ()
    why: str = ""
    dispute: Dispute | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How many cases of one regime agree or are disputed, of how many; ``is_covered``: whether it has rules.

    ``published``: how many of its public cases a regulator published; ``is_screening``: these are too few.
    """

    regime: str
    agree: int
    of: int
    is_covered: bool
    disputed: int = 0
    published: int = 0
    is_screening: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReport:
    """The worked cases of one file, or those that ship, against the rules of their regimes.

    ``path`` is None for the cases that ship; ``day``: the day of the cases that name none. ``disputes``:
    cases on which rules and source differ for a known reason; they are no misses, and do not agree either.
    """

    path: Path | None
    day: date
    regimes: tuple[Agreement, ...]
    misses: tuple[Miss, ...]
    disputes: tuple[Miss, ...] = ()

    @property
    def of(self) -> int:
        """How many cases there are."""
        return sum(agreement.of for agreement in self.regimes)

    @property
    def agree(self) -> int:
        """How many of them agree."""
        return sum(agreement.agree for agreement in self.regimes)


def check_cases(path: str | Path | None = None, *, on: date, regime: str = "") -> CaseReport:
    """Return how far the rules agree with worked cases: per regime, and every miss with its reason.

    ``path``: a CSV file of cases; left out, the public cases that ship. ``on``: the day of cases that name
    none. ``regime``: only the cases of this one. A case that cannot be read is a miss. Raises ``Refused`` for
    a file that cannot be read or holds no case.
    """
    wanted = regime_named(regime) if regime else ""
    counts: dict[str, list[int]] = {}
    misses: list[Miss] = []
    for case in public_cases() if path is None else written_cases(Path(path)):
        code = _code_of(case.regime)
        if wanted and code != wanted:
            continue
        miss = judged(case, on=on)
        tally = counts.setdefault(code, [0, 0, 0])
        tally[0] += miss is None
        tally[1] += 1
        tally[2] += miss is not None and miss.kind == "disputed"
        if miss:
            misses.append(miss)
    if not counts:
        _refuse_none(path, wanted)
    return CaseReport(
        path=None if path is None else Path(path), day=on,
        misses=tuple(miss for miss in misses if miss.kind != "disputed"),
        disputes=tuple(miss for miss in misses if miss.kind == "disputed"),
        regimes=tuple(_agreement(code, *tally) for code, tally in counts.items()),
    )  # fmt: skip


def _agreement(regime: str, agree: int, of: int, disputed: int) -> Agreement:
    if regime not in BOOKS:
        return Agreement(regime=regime, agree=agree, of=of, is_covered=False)
    return Agreement(
        regime=regime, agree=agree, of=of, disputed=disputed, is_covered=True,
        published=published_examples(regime), is_screening=is_screening(regime),
    )  # fmt: skip


def _refuse_none(path: str | Path | None, wanted: str) -> NoReturn:
    """Refuse a file without a case, or a regime for which none ships."""
    if path is not None:
        what = f"holds no case of {wanted}" if wanted else "holds no case"
        raise Refused(what, where=str(path), remedy="give it one row for each case, below the heading")
    shipped = ", ".join(dict.fromkeys(case.regime for case in public_cases()))
    raise Refused(
        f"no worked case ships for {wanted}", where="--regime", why=f"some ship for {shipped}",
        remedy="name one of these, or a file of your own cases",
    )  # fmt: skip


def _code_of(written: str) -> str:
    """Return the regime's id, or the word as it was written where nobody knows it."""
    try:
        return regime_id(written)
    except Refused:
        return written.strip()


def judged(case: Case, *, on: date) -> Miss | None:
    """Return why the rules do not agree with one case, or None where they do."""
    try:
        if case.wrong:
            raise Refused(case.wrong)
        if regime_id(case.regime) not in BOOKS:
            return _miss(case, "not-covered")
        return _decided(case, on=on)
    except Refused as refused:
        return _miss(case, "refused", why="; ".join(str(problem) for problem in refused.problems))


def _miss(case: Case, kind: MissKind, **found: Any) -> Miss:
    return Miss(
        id=case.id, regime=_code_of(case.regime), expected=case.expected, what=case.what, rule=case.rule,
        kind=kind, **found,
    )  # fmt: skip


def _decided(case: Case, *, on: date) -> Miss | None:
    told = stated(case)
    _refuse_clash(told)
    book = rule_book(case.regime, is_ivd=told.is_ivd)
    _refuse_unknown_class(case.expected, book)
    facts = closed_world(book, told)
    verdict = book.decide(facts, on=told.on or on)
    if _agrees(case.expected, verdict, book, facts):
        return None
    is_open = len(verdict.outcomes) > 1
    miss = _miss(
        case, "open" if is_open else "differs", got=_got(verdict),
        fired=(*strictest_first(verdict.because, book), *verdict.marks), why=verdict.ask if is_open else "",
    )  # fmt: skip
    dispute = _disputes().get((miss.regime, miss.id))
    if dispute and _folded(dispute.says) == _folded(miss.expected) and miss.got == (dispute.gives,):
        return replace(miss, kind="disputed", dispute=dispute)
    return miss


@cache
def _disputes() -> Mapping[tuple[str, str], Dispute]:
    return read_disputes(Shelf())


def _refuse_clash(told: Stated) -> None:
    """Refuse a case whose own facts cannot all be true."""
    for rule in clashes(contradictions(), told.known):
        if rule.weight == "refuse":
            facts = " and ".join(rule.all)
            raise Refused(
                f"{facts} do not go together", where="facts", why=rule.why.en, remedy=rule.remedy.en
            )


def _got(verdict: Verdict) -> tuple[str, ...]:
    """Return the outcomes, the mildest class with its mark."""
    out = tuple(outcome for outcome in verdict.outcomes if outcome == verdict.out)
    return (*out, *verdict.class_labels)


def _folded(text: str) -> str:
    """Return a class word without case, spaces, dashes and the word class before it."""
    word = re.sub(r"^(?:class|klasse)", "", re.sub(r"[\s_-]+", "", text).casefold())
    return ALSO.get(word, word)


def _levels(book: RuleBook) -> Mapping[str, int]:
    return {_folded(outcome): level for level, outcome in enumerate(book.order)}


def _refuse_unknown_class(expected: str, book: RuleBook) -> None:
    levels, word = _levels(book), _folded(expected.rpartition(BOTH)[2])
    marked = MARKED.get(word) in book.order
    if marked or word.removesuffix("+") in levels or word in (_folded(book.out), *OUTSIDE, *INSIDE, SOFTWARE):
        return
    known = ", ".join((*book.order, book.out))
    raise Refused(
        f"`{expected}` is no class of {book.id}", where="expected_class",
        remedy=f"{did_you_mean(expected, book.order)} known: {known}".strip(),
    )  # fmt: skip


def _agrees(expected: str, verdict: Verdict, book: RuleBook, facts: Mapping[str, Any]) -> bool:
    level, both, expected = expected.rpartition(BOTH)
    if both and _folded(level) not in (*NO_CLASS, *(_folded(mark.outcome) for mark in verdict.marks)):
        return False
    word, levels = _folded(expected), _levels(book)
    if word in OUTSIDE:
        return verdict.applies is Truth.NO
    if word in INSIDE:
        if word == "device" or _folded(book.out) in ("", f"not{word}"):
            return verdict.applies is Truth.YES
        return any(rule.instead == f"eu-{OTHER_LAW[word]}" for rule in verdict.because)
    if word == SOFTWARE:
        return verdict.applies is Truth.YES and facts.get("device_kind") == "software"
    lowest = _folded(verdict.outcomes[0])
    if word.endswith("+"):
        return levels.get(lowest, -1) >= levels[word[:-1]]
    if word not in levels and word in MARKED:
        is_marked = any(_folded(mark.outcome) == word for mark in verdict.marks)
        return is_marked and verdict.outcomes == (MARKED[word],)
    return len(verdict.outcomes) == 1 and lowest == word


def case_report_json(report: CaseReport) -> str:
    """Return a report as JSON text, for other programs."""
    told = {
        "agree": report.agree,
        "of": report.of,
        "day": report.day.isoformat(),
        "regimes": [
            {
                "regime": one.regime, "agree": one.agree, "of": one.of, "covered": one.is_covered,
                "disputed": one.disputed,
                "published": one.published, "screening": one.is_screening,
            }
            for one in report.regimes
        ],
        "misses": [_miss_told(miss) for miss in report.misses],
        "disputes": [_miss_told(miss) for miss in report.disputes],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1)


def _miss_told(miss: Miss) -> dict[str, object]:
    return {
        "id": miss.id, "regime": miss.regime, "expected": miss.expected, "got": list(miss.got),
        "fired": [finding.rule for finding in miss.fired], "reason": _reason(miss, "en"),
    }  # fmt: skip


def case_report_text(report: CaseReport, *, lang: str = "en") -> str:
    """Return a report in words: agreement by regime, every miss with the rules that fired, the sum."""
    head = "shipped" if report.path is None else "file"
    lines = [
        say(TOPIC, head, lang=lang, path=report.path, day=report.day.isoformat()),
        "",
        *_table(report, lang),
    ]
    rest = [miss for miss in report.misses if miss.kind != "not-covered"]
    if rest:
        lines += [
            "",
            say(TOPIC, "misses", lang=lang),
            *(line for miss in rest for line in _miss_lines(miss, lang)),
        ]
    if report.disputes:
        lines += ["", say(TOPIC, "disputes", lang=lang)]
        lines += [line for miss in report.disputes for line in _miss_lines(miss, lang)]
    lines += _without_rules(report, lang)
    said = {"agree": report.agree, "of": report.of, "disputed": len(report.disputes)}
    key = "sum-disputed" if report.disputes else "sum"
    return "\n".join([*lines, "", say(TOPIC, key, lang=lang, **said)])


def _table(report: CaseReport, lang: str) -> Iterable[str]:
    names = [one.regime or say(TOPIC, "no-regime", lang=lang) for one in report.regimes]
    title = say(TOPIC, "regime", lang=lang)
    wide = max(map(len, (*names, title)))
    yield f"{title:<{wide}}  {say(TOPIC, 'agree', lang=lang):>7}  {say(TOPIC, 'of', lang=lang):>5}"
    for name, one in zip(names, report.regimes, strict=True):
        key = "" if one.is_covered else "not-covered"
        key = "screening" if one.is_screening else key
        note = f"  {say(TOPIC, key, lang=lang, count=one.published)}" if key else ""
        yield f"{name:<{wide}}  {one.agree:>7}  {one.of:>5}{note}"


def _miss_lines(miss: Miss, lang: str) -> Iterable[str]:
    got = _named(miss, lang) or say(TOPIC, "nothing", lang=lang)
    expected = f"{miss.expected or '—'}{f' ({miss.rule})' if miss.rule else ''}"
    yield say(TOPIC, "miss", lang=lang, id=miss.id, regime=miss.regime, expected=expected, got=got)
    if miss.what:
        yield f"    {textwrap.shorten(miss.what, WIDTH - 4, placeholder=' …')}"
    if miss.kind != "differs":
        yield from textwrap.wrap(_reason(miss, lang), WIDTH, initial_indent=INDENT, subsequent_indent=INDENT)
    if miss.kind == "differs" and not miss.fired:
        yield f"    {say(TOPIC, 'none-fired', lang=lang)}"
    words = Wording(lang)
    for finding in miss.fired:
        outcome = words.label(miss.regime, finding.outcome)
        told = say(TOPIC, "fired", lang=lang, rule=finding.rule, outcome=outcome, cite=_cited(finding, words))
        yield f"    {told}"


def _named(miss: Miss, lang: str) -> str:
    """What the rules gave, in words where it is more than a class by name."""
    return ", ".join(Wording(lang).label(miss.regime, outcome) for outcome in miss.got)


def _cited(finding: Finding, words: Wording) -> str:
    return ", ".join(part for part in (finding.cite.title, words.place(finding.cite)) if part)


def _without_rules(report: CaseReport, lang: str) -> Iterable[str]:
    """Return the cases of regimes that have no rules yet, one line for each regime."""
    waiting: dict[str, list[str]] = {}
    for miss in report.misses:
        if miss.kind == "not-covered":
            waiting.setdefault(miss.regime, []).append(miss.id)
    for regime, ids in waiting.items():
        key = "uncovered" if len(ids) > 1 else "uncovered-one"
        listed = say(TOPIC, key, lang=lang, regime=regime, count=len(ids), ids=", ".join(ids))
        yield from ("", textwrap.fill(listed, WIDTH, subsequent_indent="    ", break_on_hyphens=False))


def _reason(miss: Miss, lang: str) -> str:
    """Return in words why a case is a miss, or why it is disputed."""
    if miss.dispute:
        words = Wording(lang)
        cites = [
            ", ".join(filter(None, (cite.title, words.place(cite))))
            for cite in (miss.dispute.cite, miss.dispute.source)
        ]
        why = miss.dispute.why[lang]
        return say(TOPIC, "reason-disputed", lang=lang, why=why, cite=cites[0], source=cites[1])
    return say(
        TOPIC, f"reason-{miss.kind}", lang=lang, regime=miss.regime, expected=miss.expected, why=miss.why,
        got=_named(miss, lang),
    )  # fmt: skip
