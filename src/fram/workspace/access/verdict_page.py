"""A verdict laid out for a reader in a hurry: the classes, what they mean, why, and what to answer next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from fram.access.regimes.regime import ANY_CLASS
from fram.knowledge.facts import fact_registry
from fram.knowledge.rulebooks import BOOKS, reform_of, rule_book
from fram.rules.condition import Blocked
from fram.rules.show import Entry, Page, Section
from fram.rules.verdict import Finding, Verdict
from fram.terms.citation import Confidence
from fram.terms.errors import Refused
from fram.terms.jurisdiction import LAWS_BESIDE
from fram.workspace.access.wording import Wording, norwegian, road

MOST, FEW = 4, 3
"""So many entries of a list are shown, of the less important lists fewer; the rest is folded."""
OTHER_FACTS = "the other facts"
"""What a fact that follows from other facts alone is said to come from."""
DEVICE_CLASS = "the device class"
"""What a law beside device law takes from it."""
KIND = "product.kind"
"""Where facts come from that are settled by what kind of product it is."""
SOURCES = {OTHER_FACTS: "other-facts", DEVICE_CLASS: "device-class"}
EVIDENT = frozenset(("device_kind", "is_ivd", "invasive", "implantable", "active"))
"""What anybody sees of a product."""
WITH_BODIES = ("eu-mdr", "eu-ivdr")
"""Regimes whose routes are told as: with a notified body, or without."""
LOWEST = ("I", "A", "general")
"""Classes that no outside body certifies."""
_RULE = re.compile(r"^.*?\((?:rule|regel) \d+\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed(Verdict):
    """A verdict that knows what the company stated itself, and which rules wait without any effect.

    ``answered``: the facts somebody stated; ``unanswered``: the rules that lack answers and cannot change the
    class, whatever these are.
    """

    answered: frozenset[str] = frozenset()
    unanswered: tuple[Finding, ...] = ()


def verdict_page(verdict: Verdict, *, lang: str = "en") -> Page:
    """Return the page of a verdict in ``en`` or ``nb``."""
    words = Wording(lang)
    teller = _Teller(verdict, words)
    sections = (
        teller.why(), teller.set_aside(), teller.next(), teller.near(), teller.open(), teller.aids(),
        teller.assumed(), teller.unanswered(),
    )  # fmt: skip
    return Page(
        lang=lang, over=words.regime_of(verdict), heading=heading(verdict, lang=lang), lead=teller.lead(),
        warnings=tuple(teller.warnings()), sections=tuple(section for section in sections if section),
        small=tuple(teller.small()),
    )  # fmt: skip


def heading(verdict: Verdict, *, lang: str = "en") -> str:
    """Return the class or those still possible, the mildest with its marks: "Class I, sterile (Is)"."""
    words = Wording(lang)
    if other := falls_under(verdict):
        return words.say("falls-under", regime=words.regime(other))
    named = {outcome: words.outcome(verdict.regime, outcome) for outcome in verdict.outcomes}
    classes = [outcome for outcome in verdict.classes if not named[outcome]]
    marks = [words.known(f"mark-{mark.outcome}") or mark.outcome for mark in verdict.marks]
    if marks and classes:
        settled = f"{classes[0]}, {words.listed(marks, joiner='and')}"
        labels = "/".join(mark.outcome for mark in verdict.marks if mark.outcome.startswith(classes[0]))
        classes[0] = settled if verdict.is_settled else labels or classes[0]
    names = [name or (outcome if outcome == verdict.out else "") for outcome, name in named.items()]
    names = [name for name in names if name]
    if marks and verdict.is_settled and not classes:
        names = [", ".join((*names, *marks))]
    names += [words.say("class", names=words.listed(classes))] if classes else []
    joined = f", {words.say('or')} ".join(names) if classes else words.listed(names)
    shown = words.say("one" if verdict.is_settled else "several", names=joined)
    return shown[:1].upper() + shown[1:]


def falls_under(verdict: Verdict) -> str:
    """Return the regime whose law takes a product that this one leaves out, or an empty text."""
    if verdict.outcomes != (verdict.out,):
        return ""
    return next((found.instead for found in verdict.because if found.instead in BOOKS), "")


def near_misses(verdict: Verdict) -> tuple[Finding, ...]:
    """Return the near misses that hang on an answer of the company itself, its judgements first.

    What anybody sees of a product counts as no answer: nobody is one word away from an implant.
    """
    worked_out = {assumed.fact for assumed in verdict.assumed}

    def is_said(fact: str) -> bool:
        said = fact in verdict.answered if isinstance(verdict, Weighed) else fact not in worked_out
        return said and fact not in EVIDENT

    found = [f for f in verdict.near_misses if all(is_said(blocked.fact) for blocked in f.blocked)]
    judged = fact_registry()
    return tuple(
        sorted(found, key=lambda f: not any(b.fact in judged and judged[b.fact].judged for b in f.blocked))
    )


def unanswered_places(verdict: Verdict, *, lang: str) -> tuple[str, ...]:
    """Return where the rules stand that nobody answered and that cannot change the class, each place once.

    Where they stand in several texts, each text is named with its places.
    """
    words = Wording(lang)
    found = verdict.unanswered if isinstance(verdict, Weighed) else ()
    texts: dict[str, list[str]] = {}
    for finding in found:
        text = finding.cite.title.partition(", ")[0]
        texts.setdefault(text, []).append(words.place(finding.cite) or finding.rule)
    if len(texts) > 1:
        return tuple(f"{text} ({', '.join(_once(places))})" for text, places in texts.items())
    return _once(next(iter(texts.values()), []))


def _once(places: Iterable[str]) -> tuple[str, ...]:
    """Each place once, without the head that all share and what follows the number of a rule."""
    places = list(places)
    heads = {place.partition(", ")[0] for place in places if ", " in place}
    shared = f"{heads.pop()}, " if len(heads) == 1 else ""
    short = (place.removeprefix(shared) for place in places)
    return tuple(dict.fromkeys(named[0] if (named := _RULE.match(place)) else place for place in short))


@dataclass(frozen=True, slots=True)
class _Teller:
    """Turns the parts of one verdict into the parts of a page."""

    verdict: Verdict
    words: Wording

    def lead(self) -> str:
        """What the class means for the way to market, in one line."""
        if self.verdict.regime in LAWS_BESIDE:
            return ""
        if other := falls_under(self.verdict):
            return self.words.say("means-instead", regime=other)
        means = self._means() if self.verdict.classes else self.words.say("means-out")
        if means and self.verdict.classes and self.verdict.out in self.verdict.outcomes:
            return self.words.say("means-if", means=means[0].lower() + means[1:])
        return means

    def _means(self) -> str:
        verdict, say = self.verdict, self.words.say
        found = [(label, _ways(verdict, label, self.words.lang)) for label in verdict.class_labels]
        if verdict.regime not in WITH_BODIES:
            names = list(dict.fromkeys(name for _, ways in found for name, _ in ways))
            return say("means-route", routes="; ".join(names)) if names else ""
        free = [label for label, ways in found if all(is_free for _, is_free in ways)]
        bound = [label for label, _ in found if label not in free]
        if not bound:
            return say("means-declare-open" if verdict.ask and verdict.is_settled else "means-declare")
        if free:
            listed = self.words.listed
            return say("means-open", mild=listed(free, joiner="and"), strict=listed(bound, joiner="and"))
        is_part = verdict.is_settled and verdict.class_labels != verdict.classes
        return say("means-part" if is_part else "means-body")

    def warnings(self) -> Iterable[str]:
        """Yield what to know before relying on it."""
        verdict, say = self.verdict, self.words.say
        if screening := self.words.screening(verdict):
            yield screening
        if verdict.reform:
            yield say("reform", name=verdict.reform, says=_reform(verdict, self.words.lang))
        weak = [f for f in _resting_on(verdict) if f.confidence is verdict.confidence]
        if weak and verdict.confidence is not Confidence.READ:
            rules = [f.rule for f in weak]
            shown = ", ".join(rules[:MOST])
            more = f" {say('fold', count=len(rules) - MOST)}" if len(rules) > MOST else ""
            yield say(f"weak-{verdict.confidence.value}", rules=shown + more)
        if verdict.stated and verdict.stated not in verdict.outcomes:
            yield say("clash", stated=verdict.stated)

    def why(self) -> Section:
        """The rules that fired, those that decide first."""
        verdict, words = self.verdict, self.words
        lines = [self._rule(f) for f in (*verdict.because, *verdict.marks)]
        intro = ""
        if not any(f.outcome in verdict.outcomes for f in verdict.because):
            intro = (
                words.say("floor", mild=verdict.outcomes[0])
                if verdict.is_settled
                else words.say("nothing-yet")
            )
        return self._section("because", lines, intro=intro)

    def set_aside(self) -> Section | None:
        """The rules that fit and do not count, since another one holds despite them."""
        places = {f.rule: self.words.place(f.cite) for f in self.verdict.because}
        found = [(self._rule(f), places.get(f.overruled_by, f.overruled_by)) for f in self.verdict.set_aside]
        lines = [
            replace(line, text=self.words.say("set-aside-line", says=line.text, place=place))
            for line, place in found
        ]
        return self._section("set-aside", lines, most=FEW) if lines else None

    def next(self) -> Section | None:
        """The question that narrows most, and what each answer would leave."""
        verdict, words = self.verdict, self.words
        if not verdict.ask:
            return None
        asked = f"{words.question(verdict.ask)} ({verdict.ask})"
        if verdict.asking is None:
            return Section(title=words.say("ask-mark"), intro=asked, help=words.help(verdict.ask))
        by_left: dict[tuple[str, ...], list[str]] = {}
        for answer, left in verdict.asking.leaves:
            by_left.setdefault(left, []).append(answer)
        lines = [
            Entry(tag=self._short(left), text=words.options(verdict.ask, answers))
            for left, answers in by_left.items()
        ]
        return replace(self._section("ask", lines, intro=asked), help=words.help(verdict.ask))

    def near(self) -> Section | None:
        """The stricter rules that one other answer would fire: each answer once, with its strictest class."""
        told: set[tuple[str, str]] = set()
        found: dict[tuple[str, Blocked], list[str]] = {}
        for finding in near_misses(self.verdict):
            for blocked in finding.blocked:
                new = [value for value in blocked.wanted if (blocked.fact, value) not in told]
                told |= {(blocked.fact, value) for value in new}
                if new:
                    found.setdefault((finding.outcome, replace(blocked, wanted=())), []).extend(new)
        lines = [
            Entry(tag=self._name(outcome), text=self.words.in_the_way(blocked, wanted))
            for (outcome, blocked), wanted in found.items()
        ]
        return self._section("near", lines, most=FEW, over=0) if lines else None

    def open(self) -> Section | None:
        """The other questions that open rules wait for, with the classes they may lead to."""
        leads: dict[str, list[str]] = {}
        for finding in self.verdict.unsure:
            for fact in finding.missing if finding.outcome in self.verdict.outcomes else ():
                leads.setdefault(fact, []).append(finding.outcome)
        leads.pop(self.verdict.ask, None)
        often = sorted(leads, key=lambda fact: -len(leads[fact]))
        lines = [
            Entry(
                tag=self._short(tuple(o for o in self.verdict.outcomes if o in leads[fact])),
                text=self.words.question(fact),
            )
            for fact in often
        ]
        return self._section("open", lines, most=FEW) if lines else None

    def aids(self) -> Section | None:
        """What published reading aids say, and whether it is what the law leaves possible."""
        lines = [
            Entry(
                tag=self._name(f.outcome), note=self.words.source(f), url=f.cite.url,
                text=self.words.say(
                    "aid-agrees" if f.outcome in self.verdict.outcomes else "aid-differs",
                    says=self.words.rule(self.verdict.regime, f),
                ),
            )
            for f in self.verdict.guidance
        ]  # fmt: skip
        return self._section("aids", lines) if lines else None

    def assumed(self) -> Section | None:
        """The facts nobody stated and what they follow from; what the kind of product says comes last."""
        words = self.words
        lines = [
            Entry(text=words.say(
                "assumed-line", question=words.question(a.fact), value=words.answer(a.fact, a.value),
                because=words.say(SOURCES[a.because]) if a.because in SOURCES else a.because,
            ))
            for a in sorted(self.verdict.assumed, key=lambda a: a.because in (KIND, OTHER_FACTS))
        ]  # fmt: skip
        return self._section("assumed", lines, most=FEW) if lines else None

    def unanswered(self) -> Section | None:
        """Where the rules stand that nobody answered and that cannot change the class, in one line."""
        places = unanswered_places(self.verdict, lang=self.words.lang)
        if not places:
            return None
        shown = len(places) if len(places) <= MOST + 1 else MOST
        more = places[shown:]
        return Section(
            title=self.words.say("unanswered"), intro=", ".join(places[:shown]),
            folded=(Entry(text=", ".join(more)),) if more else (),
            fold=self.words.say("fold", count=len(more)) if more else "",
        )  # fmt: skip

    def small(self) -> Iterable[str]:
        """Yield the small print: the class the company states, what is coded, as of which day."""
        verdict, say = self.verdict, self.words.say
        if verdict.stated and verdict.stated in verdict.outcomes:
            yield say("stated-agrees" if verdict.is_settled else "stated-open", stated=verdict.stated)
        if covers := self.words.covers(verdict):
            yield say("covers", covers=covers)
        yield say("as_of", day=verdict.as_of.isoformat(), book=verdict.book)

    def _rule(self, finding: Finding) -> Entry:
        return Entry(
            tag=self._name(finding.outcome) if finding.outcome != self.verdict.out else "",
            text=self.words.rule(self.verdict.regime, finding),
            note=self.words.source(finding), url=finding.cite.url,
        )  # fmt: skip

    def _short(self, outcomes: tuple[str, ...]) -> str:
        """Outcomes as the tag of a line: of a run without gaps, only the mildest and the strictest."""
        names = [self._name(outcome) for outcome in outcomes]
        is_run = len(names) > 2 and _is_run(outcomes, _order(self.verdict))
        return f"{names[0]} … {names[-1]}" if is_run else ", ".join(names)

    def _name(self, outcome: str) -> str:
        """An outcome as a tag: the class, or the few words that stand for it."""
        if outcome == self.verdict.out:
            return self.words.say("no-class")
        return self.words.label(self.verdict.regime, outcome)

    def _section(
        self, key: str, lines: list[Entry], *, intro: str = "", most: int = MOST, over: int = 1
    ) -> Section:
        """A section of at most so many lines; as many as ``over`` too many are not worth folding."""
        most = most if len(lines) > most + over else len(lines)
        kept_back = tuple(lines[most:])
        return Section(
            title=self.words.say(key), intro=intro, lines=tuple(lines[:most]), folded=kept_back,
            fold=self.words.say("fold", count=len(kept_back)) if kept_back else "",
        )  # fmt: skip


def _resting_on(verdict: Verdict) -> tuple[Finding, ...]:
    return (*verdict.because, *verdict.unsure, *verdict.marks)


def _order(verdict: Verdict) -> tuple[str, ...]:
    """Every outcome of the book behind a verdict, the way out first, then mildest to strictest."""
    books = [rule_book(verdict.regime, is_ivd=is_ivd) for is_ivd in (False, True)]
    fitting = (book for book in books if set(verdict.classes) <= set(book.order))
    return (verdict.out, *next(fitting, books[0]).order)


def _is_run(outcomes: Sequence[str], order: Sequence[str]) -> bool:
    at = [order.index(outcome) for outcome in outcomes if outcome in order]
    return at == list(range(at[0], at[0] + len(outcomes))) if at else False


def _ways(verdict: Verdict, label: str, lang: str) -> tuple[tuple[str, bool], ...]:
    """The routes open to a class: what each is called, and whether nobody outside must certify.

    A route of last resort is named where no other is open, and never for the lowest class.
    """
    day = verdict.as_of
    ways = [way for way in road(verdict.regime).get("routes", ()) if way.get("until", day) >= day]
    usual = [way for way in ways if not way.get("last_resort")]
    return tuple(
        (str(way["name"].get(lang) or way["name"]["en"]), bool(way.get("formal")))
        for way in (usual or ways)
        if {label, ANY_CLASS} & set(way.get("classes", ()))
        if not (way.get("last_resort") and label in LOWEST)
    )


def _reform(verdict: Verdict, lang: str) -> str:
    """What a proposal would change, in our own words; nothing where nobody has put it into words."""
    told = norwegian(verdict.regime).get(verdict.reform) if lang == "nb" else None
    try:
        found = reform_of(rule_book(verdict.regime), verdict.reform)
    except Refused:
        return ""
    return told or found.says or str(found.cite)
