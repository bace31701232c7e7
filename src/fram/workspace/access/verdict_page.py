"""A verdict laid out for a reader in a hurry: the classes, what they mean, why, and what to answer next."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace

from fram.knowledge.facts import fact_registry
from fram.knowledge.rulebooks import reform_of, rule_book
from fram.rules.condition import Blocked
from fram.rules.show import Entry, Page, Section
from fram.rules.verdict import Finding, Force, Verdict
from fram.terms.citation import Confidence
from fram.terms.errors import Refused
from fram.terms.jurisdiction import LAWS_BESIDE
from fram.workspace.access.wording import Wording, norwegian, road

MOST, FEW = 4, 3
"""So many entries of a list are shown, of the less important lists fewer; the rest is folded."""
OTHER_FACTS = "the other facts"
"""What a fact that follows from other facts alone is said to come from."""
KIND = "product.kind"
"""Where facts come from that are settled by what kind of product it is."""
EVIDENT = frozenset(("device_kind", "is_ivd", "invasive", "implantable", "active"))
"""What anybody sees of a product."""
WITH_BODIES = ("eu-mdr", "eu-ivdr")
"""Regimes whose routes are told as: with a notified body, or without."""


def verdict_page(verdict: Verdict, *, lang: str = "en") -> Page:
    """Return the page of a verdict in ``en`` or ``nb``."""
    words = Wording(lang)
    teller = _Teller(verdict, words)
    sections = (teller.why(), teller.next(), teller.near(), teller.open(), teller.aids(), teller.assumed())
    return Page(
        lang=lang, over=words.regime(verdict.regime), heading=heading(verdict, lang=lang), lead=teller.lead(),
        warnings=tuple(teller.warnings()), sections=tuple(section for section in sections if section),
        small=tuple(teller.small()),
    )  # fmt: skip


def heading(verdict: Verdict, *, lang: str = "en") -> str:
    """Return the class or those still possible, the mildest with its marks: "Class I, sterile (Is)"."""
    words = Wording(lang)
    named = {outcome: words.outcome(verdict.regime, outcome) for outcome in verdict.outcomes}
    classes = [outcome for outcome in verdict.classes if not named[outcome]]
    marks = [words.known(f"mark-{mark.outcome}") or mark.outcome for mark in verdict.marks]
    if marks and classes:
        settled = f"{classes[0]}, {words.listed(marks, joiner='and')}"
        labels = "/".join(mark.outcome for mark in verdict.marks if mark.outcome.startswith(classes[0]))
        classes[0] = settled if verdict.is_settled else labels or classes[0]
    names = [name or (outcome if outcome == verdict.out else "") for outcome, name in named.items()]
    names = [name for name in names if name]
    names += [words.say("class", names=words.listed(classes))] if classes else []
    joined = f", {words.say('or')} ".join(names) if classes else words.listed(names)
    shown = words.say("one" if verdict.is_settled else "several", names=joined)
    return shown[:1].upper() + shown[1:]


@dataclass(frozen=True, slots=True)
class _Teller:
    """Turns the parts of one verdict into the parts of a page."""

    verdict: Verdict
    words: Wording

    def lead(self) -> str:
        """What the class means for the way to market, in one line."""
        if self.verdict.regime in LAWS_BESIDE:
            return ""
        means = self._means() if self.verdict.classes else self.words.say("means-out")
        if means and self.verdict.classes and self.verdict.out in self.verdict.outcomes:
            return self.words.say("means-if", means=means[0].lower() + means[1:])
        return means

    def _means(self) -> str:
        verdict, say = self.verdict, self.words.say
        routes = _routes(verdict.regime, self.words.lang)
        found = [(label, routes.get(label, routes.get("any", ()))) for label in verdict.class_labels]
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
        return say("means-part" if verdict.is_settled and verdict.marks else "means-body")

    def warnings(self) -> Iterable[str]:
        """Yield what to know before relying on it."""
        verdict, say = self.verdict, self.words.say
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
        decisive = [f for f in verdict.because if f.outcome in verdict.outcomes]
        milder = [f for f in verdict.because if f.outcome not in verdict.outcomes]
        lines = [self._rule(f) for f in (*decisive, *reversed(milder), *verdict.marks)]
        intro = ""
        if not decisive:
            intro = (
                words.say("floor", mild=verdict.outcomes[0])
                if verdict.is_settled
                else words.say("nothing-yet")
            )
        return self._section("because", lines, intro=intro)

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
        """The stricter rules that one other answer would fire: each answer once, with its strictest class.

        Judgements come first, then what else the company said, then what was worked out of it. What anybody
        sees of a product counts as no answer: nobody is one word away from an implant.
        """
        worked_out = {a.fact: a.because for a in self.verdict.assumed}
        told: set[tuple[str, str]] = set()
        found: dict[tuple[str, Blocked], list[str]] = {}
        for finding in self.verdict.near_misses:
            for blocked in finding.blocked:
                new = [value for value in blocked.wanted if (blocked.fact, value) not in told]
                told |= {(blocked.fact, value) for value in new}
                if new and worked_out.get(blocked.fact) != KIND and blocked.fact not in EVIDENT:
                    found.setdefault((finding.outcome, replace(blocked, wanted=())), []).extend(new)
        lines = [
            Entry(tag=self._name(outcome), text=self.words.in_the_way(blocked, wanted))
            for (outcome, blocked), wanted in sorted(
                found.items(), key=lambda item: _doubt(item[0][1].fact, worked_out)
            )
        ]
        return self._section("near", lines, most=FEW) if lines else None

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
                tag=self._name(f.outcome), note=self._source(f), url=f.cite.url,
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
                because=words.say("other-facts") if a.because == OTHER_FACTS else a.because,
            ))
            for a in sorted(self.verdict.assumed, key=lambda a: a.because in (KIND, OTHER_FACTS))
        ]  # fmt: skip
        return self._section("assumed", lines, most=FEW) if lines else None

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
            note=self._source(finding), url=finding.cite.url,
        )  # fmt: skip

    def _source(self, finding: Finding) -> str:
        """The place in the law; for guidance its title too, and what the reading follows."""
        cite, say = finding.cite, self.words.say
        is_law = finding.force is Force.LAW
        title = cite.title.partition(", ")[0]
        there = self.words.place(cite)
        place = there if is_law and there else ", ".join(part for part in (title, there) if part)
        parts = [say(finding.force.value, place=place)]
        if finding.guides:
            guides = dict.fromkeys(f"{g.title.partition(',')[0]} {g.place}".strip() for g in finding.guides)
            parts.append(say("guided", guides="; ".join(guides)))
        if finding.confidence is not Confidence.READ:
            parts.append(say(finding.confidence.value))
        return "; ".join(parts)

    def _short(self, outcomes: tuple[str, ...]) -> str:
        """Outcomes as the tag of a line: of many, only the mildest and the strictest."""
        names = [self._name(outcome) for outcome in outcomes]
        return f"{names[0]} … {names[-1]}" if len(names) > 2 else ", ".join(names)

    def _name(self, outcome: str) -> str:
        """An outcome as a tag: the class, or the few words that stand for it."""
        if outcome == self.verdict.out:
            return self.words.say("no-class")
        return self.words.outcome(self.verdict.regime, outcome) or outcome

    def _section(self, key: str, lines: list[Entry], *, intro: str = "", most: int = MOST) -> Section:
        most = most if len(lines) > most + 1 else len(lines)
        kept_back = tuple(lines[most:])
        return Section(
            title=self.words.say(key), intro=intro, lines=tuple(lines[:most]), folded=kept_back,
            fold=self.words.say("fold", count=len(kept_back)) if kept_back else "",
        )  # fmt: skip


def _resting_on(verdict: Verdict) -> tuple[Finding, ...]:
    return (*verdict.because, *verdict.unsure, *verdict.marks)


def _routes(regime: str, lang: str) -> Mapping[str, tuple[tuple[str, bool], ...]]:
    """By class label, the routes open to it: what each is called, and whether nobody outside must certify."""
    found: dict[str, tuple[tuple[str, bool], ...]] = {}
    for route in road(regime).get("routes", ()):
        for label in route.get("classes", ()):
            name = str(route["name"].get(lang) or route["name"]["en"])
            found[label] = (*found.get(label, ()), (name, bool(route.get("formal"))))
    return found


def _reform(verdict: Verdict, lang: str) -> str:
    """What a proposal would change, in our own words; nothing where nobody has put it into words."""
    told = norwegian(verdict.regime).get(verdict.reform) if lang == "nb" else None
    try:
        found = reform_of(rule_book(verdict.regime), verdict.reform)
    except Refused:
        return ""
    return told or found.says or str(found.cite)


def _doubt(fact: str, worked_out: Container[str]) -> int:
    """0 for a judgement, which others may see otherwise; 1 for what else was said; 2 for what follows."""
    if fact in worked_out:
        return 2
    return 0 if fact_registry()[fact].judged else 1
