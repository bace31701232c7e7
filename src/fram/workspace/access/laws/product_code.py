"""What the FDA's list says of a product code, as facts that the rules of the United States read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NoReturn

from fram.access.codes.device_code import DeviceCode
from fram.knowledge.access.codes import shipped_fda
from fram.rules.book import RuleBook
from fram.rules.verdict import Finding, Verdict
from fram.store.codes import Load
from fram.terms.citation import Citation
from fram.terms.errors import Problem, Refused, did_you_mean
from fram.terms.product import ProductProfile
from fram.workspace.access.codes.table import loaded_table, shipped_code, told_code

REGIME = "us-fda"
CODE = "fda_product_code"
CLASSES = {"1": "I", "2": "II", "3": "III", "U": "unclassified", "f": "humanitarian", "N": "none"}
SUBMISSIONS = {
    "510(k)": "510(k)", "510(k) exempt": "exempt", "pma": "pma", "hde": "hde", "eua": "eua",
    "enforcement discretion": "enforcement_discretion",
}  # fmt: skip
"""The FDA's words for what must be filed; where it writes "Contact FDA" or nothing, that stays open, unless
enforcement discretion is its reason for giving no class."""
SHAPE = re.compile(r"[A-Z]{3}")
HASH_SHOWN = 8
FOUND = ("because", "near_misses", "unsure", "set_aside", "marks", "guidance")
"""The findings of a verdict, by the names of their fields."""


def with_code(product: ProductProfile, *, book: RuleBook) -> tuple[ProductProfile, dict[str, str]]:
    """Return the product with what follows from its product code, and what each such fact follows from.

    For every book but the American as it is. Raises ``Refused`` for a code nobody knows, and for a stated
    fact that the list contradicts.
    """
    if book.id != REGIME:
        return product, {}
    told = facts_of_code(product.facts)
    code = told.get(CODE, "")
    because = {name: f"FDA product code {code}" for name in told if name not in product.facts}
    return replace(product, facts={**product.facts, **told}), because


def with_list_named(verdict: Verdict, *, facts: Mapping[str, Any]) -> Verdict:
    """Return a verdict that names the list its product code was found in, where a user loaded that list.

    Its sources then carry that file's name, day and hash in place of the extract that ships, and its book
    the hash as well: the same facts under another list are another verdict.
    """
    load = _load_of(facts) if verdict.regime == REGIME else None
    if load is None:
        return verdict
    shipped = shipped_fda().cite

    def cited(cite: Citation) -> Citation:
        if cite.title != shipped.title:
            return cite
        edition = f"{load.edition}, SHA-256 {load.sha256[:HASH_SHOWN]}"
        return replace(cite, edition=edition, read=date.fromisoformat(load.day))

    def told(finding: Finding) -> Finding:
        return replace(finding, cite=cited(finding.cite), guides=tuple(map(cited, finding.guides)))

    named: dict[str, Any] = {name: tuple(map(told, getattr(verdict, name))) for name in FOUND}
    return replace(verdict, **named, book=f"{verdict.book}+{code_list(facts)}")


def code_list(facts: Mapping[str, Any]) -> str:
    """Return the user's list that the product code was found in, as ``codes-`` and its hash, or nothing."""
    load = _load_of(facts)
    return f"codes-{load.sha256[:HASH_SHOWN]}" if load else ""


def _load_of(facts: Mapping[str, Any]) -> Load | None:
    code = str(facts.get(CODE) or "").strip().upper()
    try:
        found = told_code(code, system="fda") if SHAPE.fullmatch(code) else None
    except Refused:  # a list that cannot be read told nothing either
        return None
    return found[1] if found else None


def facts_of_code(facts: Mapping[str, Any], *, only_shipped: bool = False) -> dict[str, Any]:
    """Return the facts that a stated product code settles, and the code as the list writes it.

    ``only_shipped``: by the list that comes with Fram, whatever a user has loaded.
    """
    said = str(facts.get(CODE) or "").strip()
    code = said.upper()
    if not said:
        return {}
    if code == "NONE":
        return {CODE: "none"}
    found = _entry(code, only_shipped=only_shipped) if SHAPE.fullmatch(code) else None
    if found is None:
        if SHAPE.fullmatch(code) and {"fda_class", "fda_submission"} <= facts.keys():
            return {CODE: code, "fda_regulation": "none", **_given(facts)}
        _refuse_unknown(said, only_shipped=only_shipped)
    told = dict(_told(found))
    problems = list(_contradicted(found, told, facts))
    if problems:
        raise Refused(f"the facts do not go with product code {code}", problems=problems)
    return {CODE: code, **told}


def _entry(code: str, *, only_shipped: bool) -> DeviceCode | None:
    told = (shipped_code(code, system="fda"), None) if only_shipped else told_code(code, system="fda")
    return told[0] if told and isinstance(told[0], DeviceCode) else None


def _given(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: facts[name] for name in ("fda_regulation",) if name in facts}


def _told(code: DeviceCode) -> Iterator[tuple[str, Any]]:
    yield "fda_class", CLASSES[code.device_class]
    words = code.submission.partition(" - ")[0].strip().casefold()
    submission = SUBMISSIONS.get(words or code.unclassified_because.strip().casefold())
    if submission:
        yield "fda_submission", submission
    yield "fda_regulation", code.regulation or "none"
    yield "fda_panel", code.panel
    if code.implant:
        yield "implantable", True
    if code.life_sustaining is not None:
        yield "life_sustaining", code.life_sustaining


def _contradicted(code: DeviceCode, told: Mapping[str, Any], facts: Mapping[str, Any]) -> Iterator[Problem]:
    for name, listed in told.items():
        said = facts.get(name)
        if said is None or _plain(said) == _plain(listed):
            continue
        yield Problem(
            where=f"product.facts.{name}",
            what=f"{_word(said)} does not go with product code {code.code}, whose entry says {_word(listed)}",
            why=code.name, remedy="correct one of them, or leave this fact out",
        )  # fmt: skip


def _plain(value: object) -> str:
    return str(value).casefold().removeprefix("21 cfr").strip()


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _refuse_unknown(said: str, *, only_shipped: bool) -> NoReturn:
    known = [code.code for code in shipped_fda().codes]
    near = did_you_mean(said.upper(), known)
    whole = not only_shipped and loaded_table("fda") is not None
    why = (
        "it is not in the FDA's list" if whole
        else f"the {len(known)} codes that come with Fram do not hold it"
    )  # fmt: skip
    load = "" if whole else "load the whole list with `fram sources load fda-codes FILE`; "
    raise Refused(
        f"no product code `{said}` is known here", where=f"product.facts.{CODE}", why=why,
        remedy=f"{near} look it up with `fram access codes`; {load}answer none where no code fits".strip(),
    )  # fmt: skip
