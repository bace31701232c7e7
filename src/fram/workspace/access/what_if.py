"""What another claim or another answer would do to the class: before and after, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from fram.knowledge.facts import fact_registry
from fram.rules.verdict import Finding, Verdict
from fram.terms.errors import Refused, did_you_mean
from fram.terms.facts import Value
from fram.terms.facts.derived import APPROVALS
from fram.terms.product import ProductProfile
from fram.workspace.access.product import product_of
from fram.workspace.access.verdicts import book_for, classify
from fram.workspace.company import check_company

CLAIM = "claim"
CLAIMS: Mapping[str, Mapping[str, Value]] = {
    "inform": {"medical_purpose": True, "info_for_decision": True, "imdrf_significance": "inform"},
    "drive": {"medical_purpose": True, "info_for_decision": True, "imdrf_significance": "drive"},
    "diagnose": {
        "medical_purpose": True, "info_for_decision": True, "imdrf_significance": "treat_or_diagnose",
        "diagnosis_monitoring": True,
    },
    "conception": {"medical_purpose": True, "contraception": False, "info_for_decision": False},
    "contraception": {"medical_purpose": True, "contraception": True},
    "monitor": {"medical_purpose": True, "monitors_physiological": "vital", "immediate_danger": False},
    "alarm": {"medical_purpose": True, "monitors_physiological": "vital", "immediate_danger": True},
    "wellness": {"medical_purpose": False, "info_for_decision": False, "contraception": False},
}  # fmt: skip
"""Claims that change the class again and again, and the answers each of them makes true."""
GIVES_UP = ("wellness",)
"""Claims under which no approval as a device can be kept, nor a purpose that treats or finds illness."""
MEDICAL_AIMS = ("medical_purposes", "therapeutic", "us_claim")
SOUNDS_LIKE: Mapping[str, tuple[str, ...]] = {
    "conception": ("conceiv", "conception", "fertil", "pregnan", "gravid", "unnfang"),
    "contraception": ("contracep", "birth control", "prevensjon", "prevents pregnan", "hindrer gravid"),
    "alarm": ("alarm", "alert", "warns", "varsl", "varsel"),
    "monitor": ("monitor", "follows", "overvåk", "følger"),
    "diagnose": ("diagnos", "detect", "oppdag", "påvis"),
    "wellness": ("wellness", "well-being", "wellbeing", "lifestyle", "velvære", "livsstil"),
}
"""Pieces of words that make one of those claims worth suggesting; a suggestion never changes a fact."""
MOST_ASKED = 8
KINDS = ("device_kind", "is_ivd")
"""What kind of product it is: no claim changes that."""
UNKNOWN = ("unknown", "ukjent", "?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One fact with another answer than before. ``how``: ``set``, ``claim``, or ``follows`` from these."""

    fact: str
    before: Value | None
    after: Value | None
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The claim that was tried: its words, or the name of a built-in one (``preset``); empty where none was.

    ``before``: what the file claims; ``sounds_like``: built-in claims its words bring to mind.
    """

    before: tuple[str, ...] = ()
    words: str = ""
    preset: str = ""
    sounds_like: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A product's class before and after a change, and what made the difference.

    ``gained`` and ``lost``: rules and marks that fire only after, only before; ``kept``: both times.
    ``same``: facts that were set to what they are; ``unread``: those no rule of the book looks at.
    ``given_up``: approvals that cannot be kept with the claim. ``ask_about``: facts whose answer could change
    the class further: a claim in words decides nothing until they are answered.
    """

    product: str
    claim: Claim
    changed: tuple[Changed, ...]
    before: Verdict
    after: Verdict
    gained: tuple[Finding, ...]
    lost: tuple[Finding, ...]
    kept: tuple[Finding, ...]
    same: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    given_up: tuple[str, ...] = ()
    ask_about: tuple[str, ...] = ()
    reform: str = ""

    @property
    def is_same_class(self) -> bool:
        """Whether the change leaves the same classes possible, with the same marks."""
        return self.before.outcomes == self.after.outcomes and _ids(self.before.marks) == _ids(
            self.after.marks
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What is to be set: facts out of the claim, facts by hand (None: no longer known), and the words."""

    by_claim: Mapping[str, Value]
    by_hand: Mapping[str, Value | None]
    words: str = ""
    preset: str = ""

    @property
    def facts(self) -> dict[str, Value | None]:
        return {**self.by_claim, **self.by_hand}


def what_if(
    path: str | Path,
    *,
    set: Sequence[str] | Mapping[str, object] = (),
    on: date,
    regime: str = "",
    reform: str = "",
) -> Compared:
    """Return a product's class before and after other claims and answers, with the rules gained and lost.

    ``set``: texts such as ``contraception=true`` or a mapping; ``claim`` takes a built-in claim (``CLAIMS``),
    which answers the facts it is about, or words of your own, which by themselves decide nothing; ``unknown``
    takes an answer away. What follows from a changed fact is worked out anew. ``reform``: a proposal that
    holds after, not before. Raises ``Refused`` for an unknown fact or answer, and for changes that contradict
    the rest of the file, as reading the file does.
    """
    report = check_company(path, on=on)
    report.raise_if_refused()
    assert report.file is not None  # a file without problems is a file
    stated = {name: answer.value for name, answer in report.answers.items()}
    product = replace(report.file.product, facts=stated)
    wanted = _wanted(set)
    if not (wanted.facts or wanted.words or reform):
        raise Refused("nothing is changed", where="--set", kind="usage", remedy=_how_to_change())
    other, given_up = _changed_product(product, wanted)
    before = classify(product, regime=regime, on=on)
    try:
        after = classify(other, regime=regime, on=on, reform=reform)
    except Refused as error:
        raise _against_the_file(error) from None
    return _compared(
        (product, other), wanted=wanted, verdicts=(before, after), given_up=given_up, reform=reform
    )


def _compared(
    products: tuple[ProductProfile, ProductProfile],
    *,
    wanted: _Wanted,
    verdicts: tuple[Verdict, Verdict],
    given_up: tuple[str, ...],
    reform: str,
) -> Compared:
    before, after = verdicts
    known, then = (product_of(product, on=before.as_of)[0].facts for product in products)
    reads = book_for(products[0], regime=before.regime).reads
    if reform:
        reads |= book_for(products[1], regime=before.regime, reform=reform).reads
    fired, fires = _fired(before), _fired(after)
    words = wanted.words
    return Compared(
        product=products[0].name, before=before, after=after, given_up=given_up, reform=reform,
        claim=Claim(
            before=products[0].claims, words=words, preset=wanted.preset, sounds_like=_sounds_like(words)
        ),
        changed=_changes(known, then, wanted=wanted, reads=reads),
        gained=tuple(found for key, found in fires.items() if key not in fired),
        lost=tuple(found for key, found in fired.items() if key not in fires),
        kept=tuple(found for key, found in fires.items() if key in fired),
        same=tuple(name for name in wanted.facts if known.get(name) == then.get(name)),
        unread=tuple(name for name in wanted.facts if name not in reads),
        ask_about=_ask_about(after, told=wanted.facts) if words or wanted.preset else (),
    )  # fmt: skip


def _changes(
    known: Mapping[str, Value], then: Mapping[str, Value], *, wanted: _Wanted, reads: frozenset[str]
) -> tuple[Changed, ...]:
    """The facts with another answer: those set, and those that follow where a rule looks at them."""
    how = {
        **dict.fromkeys(wanted.by_claim, "claim"),
        **dict.fromkeys(wanted.by_hand, "set"),
    }
    return tuple(
        Changed(
            fact=fact.name, before=known.get(fact.name), after=then.get(fact.name),
            how=how.get(fact.name, "follows"),
        )
        for fact in fact_registry()
        if known.get(fact.name) != then.get(fact.name) and (fact.name in how or fact.name in reads)
    )  # fmt: skip


def _fired(verdict: Verdict) -> dict[tuple[str, str], Finding]:
    return {(found.rule, found.outcome): found for found in (*verdict.because, *verdict.marks)}


def _ids(findings: Sequence[Finding]) -> frozenset[str]:
    return frozenset(found.rule for found in findings)


def _ask_about(verdict: Verdict, *, told: Mapping[str, Value | None]) -> tuple[str, ...]:
    """The facts a claim may change that could move the class: open ones first, then those of near misses."""
    asked = [verdict.ask] if verdict.ask else []
    waiting = [name for found in verdict.unsure for name in found.missing]
    near = [blocked.fact for found in verdict.near_misses for blocked in found.blocked]
    open_ones = (name for name in (*asked, *waiting, *near) if name not in told and name not in KINDS)
    return tuple(dict.fromkeys(open_ones))[:MOST_ASKED]


def _sounds_like(words: str) -> tuple[str, ...]:
    text = words.lower()
    return tuple(name for name, pieces in SOUNDS_LIKE.items() if any(piece in text for piece in pieces))


def _wanted(given: Sequence[str] | Mapping[str, object]) -> _Wanted:
    """Read what is to be set; each fact and the claim once."""
    pairs = list(given.items()) if isinstance(given, Mapping) else [_pair(text) for text in given]
    words = preset = ""
    seen: set[str] = set()
    by_hand: dict[str, Value | None] = {}
    for name, value in pairs:
        fact = CLAIM if name == CLAIM else _fact(name)
        if fact in seen:
            raise Refused(f"`{fact}` is set a second time", where="--set", kind="usage", remedy="keep one")
        seen.add(fact)
        if fact == CLAIM:
            words, preset = _claim(str(value).strip())
        else:
            by_hand[fact] = _value(fact, value)
    return _Wanted(by_claim=CLAIMS.get(preset, {}), by_hand=by_hand, words=words, preset=preset)


def _fact(name: str) -> str:
    try:
        return fact_registry().resolve(name).name
    except Refused as error:
        problem = error.problem
        raise Refused(
            problem.what, where="--set", why=problem.why or "no fact has this name",
            remedy=problem.remedy or "see `fram check` for the facts that are known",
        ) from None  # fmt: skip


def _pair(text: str) -> tuple[str, object]:
    name, equals, value = (part.strip() for part in text.partition("="))
    if not (equals and name and value):
        raise Refused(f"`{text}` is no change", where="--set", kind="usage", remedy=_how_to_change())
    return name, value


def _claim(text: str) -> tuple[str, str]:
    """The words and the built-in claim of ``claim=…``; one word that is nearly a built-in one is refused."""
    if text.lower() in CLAIMS:
        return "", text.lower()
    near = did_you_mean(text.lower(), CLAIMS) if len(text.split()) == 1 else ""
    if near:
        raise Refused(
            f"unknown claim `{text}`", where="--set claim", remedy=f"{near} known: {', '.join(CLAIMS)}"
        )
    return text, ""


def _value(name: str, given: object) -> Value | None:
    """Read an answer as a person types it; ``unknown`` takes it away."""
    fact, where = fact_registry()[name], f"--set {name}"
    if given is None or (isinstance(given, str) and given.lower() in UNKNOWN):
        return None
    if isinstance(given, str) and fact.type == "choices":
        return fact.read([word.strip() for word in given.split(",")], where=where)
    if isinstance(given, str) and fact.type == "number":
        try:
            return fact.read(float(given), where=where)
        except ValueError:
            return fact.read(given, where=where)
    return fact.read(given, where=where)


def _changed_product(product: ProductProfile, wanted: _Wanted) -> tuple[ProductProfile, tuple[str, ...]]:
    """The product with other answers; with a claim that gives up being a device, without its approvals."""
    facts = dict(product.facts)
    held = product.certificates
    given_up: tuple[str, ...] = ()
    if wanted.preset in GIVES_UP:
        given_up = tuple(dict.fromkeys(item.regime for item in held if item.regime.lower() in APPROVALS))
        held = tuple(item for item in held if item.regime not in given_up)
        approvals = {name for names in APPROVALS.values() for name in names}
        facts = {
            name: value for name, value in facts.items() if name not in approvals and name not in MEDICAL_AIMS
        }
    for name, value in wanted.facts.items():
        facts.pop(name, None)
        if value is not None:
            facts[name] = value
    claims = (wanted.words,) if wanted.words else product.claims
    return replace(product, facts=facts, claims=claims, certificates=held), given_up


def _against_the_file(error: Refused) -> Refused:
    """The refusal of the company file's reader, told as one of the change."""
    if error.problems == (error.problem,):
        return error
    return Refused(
        "the change does not go with the rest of the file", where="--set", problems=error.problems,
        remedy="set the other fact too, or take its answer away: --set NAME=unknown",
    )  # fmt: skip


def _how_to_change() -> str:
    return f'write claim={"|".join(CLAIMS)}, claim="your words", or a fact such as contraception=true'
