"""Market access as use cases: the device class a product may have under a regime, and what to ask next."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path

from fram.access import classify as engine
from fram.knowledge.facts import fact_registry
from fram.knowledge.shelf import Shelf
from fram.rules.book import RuleBook
from fram.rules.verdict import Verdict
from fram.terms.errors import Refused
from fram.terms.jurisdiction import regime_id
from fram.terms.logic import Truth
from fram.terms.product import ProductProfile
from fram.terms.reading import plain
from fram.workspace.company import read_company

BOOKS = {"eu-mdr": "fram.knowledge.eu.regulation.mdr.rules"}
"""Where the rule book of a regime stands, as far as the regime is coded."""

WORDS = {
    "en": {
        "settled": "Class {classes}", "open": "Still possible: class {classes}", "because": "because",
        "unsure": "not known yet", "ask": "Ask next", "covers": "What is coded",
        "as_of": "As of {day}, {book}",
        "outside": "The rules coded so far do not speak of this product.",
        "no_promise": "No verdict here is legal advice.",
        "clash": "Your certificate states class {stated}, which these answers do not give: "
        "look at them again; the plan goes by the certificate.",
    },
    "nb": {
        "settled": "Klasse {classes}", "open": "Fortsatt mulig: klasse {classes}", "because": "fordi",
        "unsure": "ikke kjent ennå", "ask": "Spør om dette nå", "covers": "Hva som er kodet",
        "as_of": "Per {day}, {book}",
        "outside": "Reglene som er kodet så langt, gjelder ikke dette produktet.",
        "eu-mdr": "Bare regel 11 (programvare): andre regler, regel 3.3 (programvare som styrer utstyr) og "
        "om det i det hele tatt er medisinsk utstyr, er ikke kodet ennå; utstyr som ikke er programvare, må "
        "oppgi sin klasse",
        "no_promise": "Ingen avgjørelse her er juridisk rådgivning.",
        "clash": "Sertifikatet deres sier klasse {stated}, som disse svarene ikke gir: se på dem igjen, "
        "planen går etter sertifikatet.",
    },
}  # fmt: skip


def classify(product: ProductProfile | str | Path, *, regime: str = "eu-mdr", on: date) -> Verdict:
    """Return every device class still possible on a day: with reasons, sources and the best next question.

    ``product`` is a profile or the path of a company file. Raises ``Refused`` for a file that cannot be
    read and for a regime whose rules are not coded yet.
    """
    book = rule_book(regime)
    profile = product if isinstance(product, ProductProfile) else read_company(product, on=on).product
    return engine.classify(profile, book=book, on=on)


def stated_class(path: str | Path, *, regime: str = "eu-mdr", on: date) -> str:
    """Return the class a held certificate of the company file states under a regime, or an empty text."""
    held = (c for c in read_company(path, on=on).product.certificates if c.regime == regime_id(regime))
    return next((c.device_class for c in held if c.device_class), "")


def clash_text(verdict: Verdict, stated: str, *, lang: str = "en") -> str:
    """Return a warning where the company's certificate states a class the rules do not leave possible."""
    if not stated or stated in verdict.outcomes:
        return ""
    return WORDS[lang]["clash"].format(stated=stated)


def rule_book(regime: str) -> RuleBook:
    """Return the rule book of a regime, its version marked with that of the knowledge it lies in."""
    code = regime_id(regime)
    if code not in BOOKS:
        raise Refused(
            f"the classification rules of {code} are not coded yet", where="regime",
            remedy=f"coded: {', '.join(BOOKS)}; elsewhere state the class in the company file",
        )  # fmt: skip
    book: RuleBook = import_module(BOOKS[code]).BOOK
    return replace(book, version=f"{book.version}, knowledge {Shelf().version}")


def verdict_json(verdict: Verdict) -> str:
    """Return a verdict as JSON text, keys sorted."""
    told = {**plain(verdict), "applies": verdict.applies.name.lower()}
    for group in ("because", "unsure", "near_misses"):
        for finding, written in zip(getattr(verdict, group), told[group], strict=True):
            written["truth"] = finding.truth.name.lower()
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)


def verdict_text(verdict: Verdict, lang: str = "en") -> str:
    """Return a verdict in words (``en`` or ``nb``): classes, reasons, the next question, what is coded."""
    words = WORDS[lang]
    heading = words["settled" if verdict.is_settled else "open"]
    lines = [heading.format(classes=", ".join(verdict.outcomes))]
    if verdict.applies is Truth.NO:
        lines.append(words["outside"])
    lines += [f"  {words['because']} {f.outcome}: {f.rule} ({f.cite})" for f in verdict.because]
    still = [f for f in verdict.unsure if f.outcome in verdict.outcomes[1:]]
    lines += [f"  {f.outcome} {words['unsure']}: {', '.join(f.missing)} ({f.rule})" for f in still]
    if verdict.ask:
        question = fact_registry()[verdict.ask].question
        lines.append(f"{words['ask']}: {question.in_(lang)} ({verdict.ask})")
    lines.append(f"{words['covers']}: {words.get(verdict.regime, verdict.covers)}")
    lines.append(words["as_of"].format(day=verdict.as_of.isoformat(), book=verdict.book))
    return "\n".join([*lines, words["no_promise"]])
