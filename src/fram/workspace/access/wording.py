"""Facts, answers, rules and regimes in the reader's language: what the pages of a verdict are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from fram.knowledge.access.published import ENOUGH, published_examples
from fram.knowledge.facts import fact_registry
from fram.knowledge.rulebooks import MODULES, norwegian_rules
from fram.knowledge.shelf import load_yaml
from fram.rules.condition import Blocked
from fram.rules.verdict import Finding, Force, Verdict
from fram.terms.citation import Citation, Confidence
from fram.workspace.access.phrases import phrases, say

TOPIC = "verdict"
MOST_ANSWERS = 3
"""So many answers are named in one sentence."""
PLACES = {
    "annex": "vedlegg", "article": "artikkel", "chapter": "kapittel", "section": "avsnitt",
    "sections": "avsnitt", "rules": "reglene", "rule": "regel", "schedule": "vedlegg", "part": "del",
    "indents": "strekpunkter", "indent": "strekpunkt", "exceptions": "unntak", "exception": "unntak",
    "paragraph": "ledd", "subparagraph": "ledd", "point": "punkt", "points": "punkt", "table": "tabell",
    "note": "merknad", "sentence": "punktum", "figure": "figur", "regulation": "forskrift",
    "regulations": "forskrifter", "first": "første", "second": "andre", "third": "tredje",
    "fourth": "fjerde", "fifth": "femte", "sixth": "sjette", "seventh": "sjuende", "eighth": "åttende",
    "ninth": "niende", "last": "siste", "step": "trinn",
    "as": "som", "proposed": "foreslått", "and": "og", "or": "eller", "to": "til", "of": "av", "on": "om",
    "articles": "artikkel", "following": "etter", "examples": "eksempler", "question": "spørsmål",
    "footnote": "fotnote", "recital": "fortalepunkt", "list": "liste", "directive": "direktiv",
    "scope": "virkeområde", "both": "begge", "paragraphs": "ledd", "with": "med",
    "infections": "infeksjoner", "medicines": "legemidler", "clause": "punkt", "clauses": "punkt",
    "items": "post", "dictionary": "ordlisten", "biologicals": "biologiske produkter",
}  # fmt: skip
"""The words that places in a law are named with, in Norwegian; any other word stays as it is cited."""
PHRASES = {
    "Regulation (EU) 2017/745 on medical devices": "forordning (EU) 2017/745 om medisinsk utstyr",
    "Regulation (EU) 2017/746 on in vitro diagnostic medical devices":
        "forordning (EU) 2017/746 om medisinsk utstyr til in vitro-diagnostikk",
    "Implementing Regulation (EU)": "gjennomføringsforordning (EU)",
    "Regulation (EU)": "forordning (EU)",
    "implementing rules": "gjennomføringsregler",
    "qualification and classification of software": "kvalifisering og klassifisering av programvare",
    "classification of in vitro diagnostic devices": "klassifisering av utstyr til in vitro-diagnostikk",
    "as quoted in a paper of Team-NB of 2 February 2024": "gjengitt i et notat fra Team-NB 2. februar 2024",
    "blood groups and antibodies": "blodtyper og antistoffer", "blood sugar": "blodsukker",
    "tissue groups": "vevstyper", "tumour marker": "svulstmarkør", "hereditary disease": "arvelig sykdom",
    "trisomy 21": "trisomi 21", "breast implants": "brystimplantater",
    "hip, knee and shoulder replacements": "hofte-, kne- og skulderproteser",
}  # fmt: skip
"""Runs of words in a place that are put into Norwegian as one, the longer before those within them."""
_WORD = re.compile(r"[A-Za-z]+")
_PHRASE = re.compile(f"({'|'.join(map(re.escape, PHRASES))})")


@dataclass(frozen=True, slots=True)
class Wording:
    """Words in one language (``en`` or ``nb``) for what a verdict is made of."""

    lang: str = "en"

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the topic, its places filled in."""
        return say(TOPIC, key, lang=self.lang, **values)

    def known(self, key: str) -> str:
        """Return a sentence where the topic has one, else an empty text."""
        return self.say(key) if key in phrases(TOPIC) else ""

    def question(self, fact: str) -> str:
        """Return what a person is asked; the bare name for a fact that no registry holds."""
        registry = fact_registry()
        return registry.facts[fact].question.in_(self.lang) if fact in registry else fact

    def help(self, fact: str) -> str:
        """Return the examples that help to answer."""
        registry = fact_registry()
        return registry.facts[fact].help.in_(self.lang) if fact in registry else ""

    def why(self, fact: str) -> str:
        """Return why it is asked."""
        registry = fact_registry()
        return registry.facts[fact].why.in_(self.lang) if fact in registry else ""

    def answer(self, fact: str, value: str) -> str:
        """Return one answer in words."""
        registry = fact_registry()
        listed = registry.facts[fact].vocabulary if fact in registry else {}
        if value in listed:
            return listed[value].in_(self.lang)
        return self.known(value) or value.replace("_", " ")

    def answers(self, fact: str, values: Iterable[str]) -> str:
        """Return several answers as “a”, “b” or “c”; of many, the first few and how many more."""
        words, more = self._few([self.quoted(self.answer(fact, value)) for value in values])
        return f"{', '.join(words)} {more}" if more else self.listed(words)

    def options(self, fact: str, values: Iterable[str]) -> str:
        """Return several answers as entries of a list; of many, the first few and how many more."""
        words, more = self._few([self.answer(fact, value) for value in values])
        return " · ".join([*words, more] if more else words)

    def _few(self, words: list[str]) -> tuple[list[str], str]:
        more = len(words) - MOST_ANSWERS
        return (words[:MOST_ANSWERS], self.say("fold", count=more)) if more > 1 else (words, "")

    def said(self, fact: str, text: str) -> str:
        """Return an answer as a rule saw it, several of them divided by commas."""
        return self.listed([self.quoted(self.answer(fact, word)) for word in text.split(", ")], joiner="and")

    def in_the_way(self, blocked: Blocked, wanted: Iterable[str] = ()) -> str:
        """Return the question whose answer keeps a rule from firing, and the answers that would let it."""
        return self.say(
            "near-unless" if blocked.unless else "near-line", question=self.question(blocked.fact),
            said=self.said(blocked.fact, blocked.said),
            wanted=self.answers(blocked.fact, wanted or blocked.wanted),
        )  # fmt: skip

    def quoted(self, text: str) -> str:
        """Return an answer in the quotation marks of the language."""
        return f"«{text}»" if self.lang == "nb" else f"“{text}”"

    def listed(self, words: Iterable[str], *, joiner: str = "or") -> str:
        """Return words as a list with ``or`` or ``and`` before the last."""
        *first, last = words
        return f"{', '.join(first)} {self.say(joiner)} {last}" if first else last

    def rule(self, regime: str, finding: Finding) -> str:
        """Return a rule in our own words; in English where there are no Norwegian ones."""
        told = None
        if self.lang == "nb":
            told = _sentences(regime).get((finding.rule, finding.says)) or norwegian(regime).get(finding.rule)
        return told or finding.says or finding.rule

    def outcome(self, regime: str, outcome: str) -> str:
        """Return what an outcome is called where that is more than a class by name, else an empty text."""
        return self.known(f"is-{regime}-{outcome}") or self.known(f"out-{outcome}")

    def label(self, regime: str, outcome: str) -> str:
        """Return an outcome as a reader knows it: the class by name, or the few words that stand for it."""
        mark = self.known(f"mark-{outcome}")
        is_by_name = f"({outcome})" in mark
        return self.outcome(regime, outcome) or (mark if mark and not is_by_name else outcome)

    def place(self, cite: Citation) -> str:
        """Return where in its work a citation points, the words of law in the reader's language."""
        if self.lang != "nb":
            return cite.place
        # A phrase that is done stands apart, so that no word of it is taken for one of ``PLACES``.
        parts = _PHRASE.split(cite.place)
        text = "".join(
            PHRASES.get(part) or _WORD.sub(lambda found: PLACES.get(found[0].lower(), found[0]), part)
            for part in parts
        )
        return text[:1].upper() + text[1:]

    def source(self, finding: Finding) -> str:
        """Return the place in the law; for guidance its title too, what the reading follows, how far read."""
        cite = finding.cite
        title, there = cite.title.partition(", ")[0], self.place(cite)
        is_place = finding.force is Force.LAW and there
        place = there if is_place else ", ".join(part for part in (title, there) if part)
        parts = [self.say(finding.force.value, place=place)]
        if finding.guides:
            guides = dict.fromkeys(
                f"{guide.title.partition(',')[0]} {self.place(guide)}".strip() for guide in finding.guides
            )
            parts.append(self.say("guided", guides="; ".join(guides)))
        if finding.confidence is not Confidence.READ:
            parts.append(self.say(finding.confidence.value))
        return "; ".join(parts)

    def covers(self, verdict: Verdict) -> str:
        """Return what of a regime's law is coded."""
        told = _sentences(verdict.regime) if self.lang == "nb" else {}
        return told.get(("covers", verdict.covers)) or verdict.covers

    def regime(self, regime: str) -> str:
        """Return what a regime is called."""
        names = road(regime).get("name", {})
        return str(names.get(self.lang) or self.known(f"regime-{regime}") or names.get("en") or regime)

    def regime_of(self, verdict: Verdict) -> str:
        """Return what the regime of a verdict is called, marked where the verdict is a screening."""
        name = self.regime(verdict.regime)
        return say("screening", "mark", lang=self.lang, regime=name) if verdict.screening else name

    def screening(self, verdict: Verdict, *, key: str = "verdict") -> str:
        """Return why a verdict is a screening, or nothing where it is more; ``verdict-short``: briefly."""
        if not verdict.screening:
            return ""
        count = published_examples(verdict.regime) or say("screening", "no-cases", lang=self.lang)
        return say("screening", key, lang=self.lang, count=count, enough=ENOUGH)


@cache
def norwegian(regime: str) -> dict[str, str]:
    """Return the Norwegian sentences of all books of a regime, by rule."""
    return {
        rule: text for module in MODULES.get(regime, ()) for rule, text in norwegian_rules(module).items()
    }


@cache
def _sentences(regime: str) -> dict[tuple[str, str], str]:
    """Return the Norwegian sentences by rule and English sentence: two books of a regime may share an id."""
    found: dict[tuple[str, str], str] = {}
    for module in MODULES.get(regime, ()):
        told, book = norwegian_rules(module), import_module(module).BOOK
        found |= {(rule.id, rule.says): told[rule.id] for rule in book.every_rule if rule.id in told}
        found |= {("covers", book.covers): told["covers"]} if "covers" in told else {}
    return found


@cache
def road(regime: str) -> dict[str, Any]:
    """Return the names of a regime and its routes, as ``road.yaml`` beside its rules has them."""
    for module in MODULES.get(regime, ()):
        path = Path(str(import_module(module).__file__)).with_name("road.yaml")
        if path.exists():
            return dict(load_yaml(path))
    return {}
