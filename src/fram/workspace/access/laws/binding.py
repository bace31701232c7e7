"""Laws beside the device class: whether each binds the product, from which day, and what it asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fram.knowledge.laws import Law, LawDay, laws
from fram.knowledge.rulebooks import rule_book
from fram.rules.verdict import Verdict
from fram.terms.citation import Citation, Confidence
from fram.terms.facts import Words
from fram.terms.facts.derived import class_word, is_held
from fram.terms.jurisdiction import LAWS_BESIDE
from fram.terms.logic import Truth
from fram.workspace.access.laws.device import BODY, Device, device_of
from fram.workspace.access.phrases import phrases
from fram.workspace.access.product import Given, a_day, product_of
from fram.workspace.access.wording import Wording

TOPIC = "laws"
FREE = frozenset(("not-ai", "none", "not-bound"))
"""Outcomes that leave a product free of the law."""
NATIONAL = ("no", "uk", "uk-nir", "ch")
"""The laws of countries beside the European Union that build on the CE mark, in the order they are shown."""
OLD_DEVICES, OLD_TESTS = "eu-mdd", "eu-ivdd"


@dataclass(frozen=True, slots=True, kw_only=True)
class LawBeside:
    """One law and this product. ``outcomes``: how it sees the product, or the classes it leaves possible.

    ``ask``: the fact that decides what is open; ``starts_on``: the first day of its duties as the law
    stood then; ``demand``: what it asks; ``days``: all that it says with a day, as known then.
    """

    law: str
    name: Words
    places: tuple[str, ...]
    binds: Truth
    outcomes: tuple[str, ...]
    demand: Words
    cite: Citation
    confidence: Confidence
    ask: str = ""
    starts_on: date | None = None
    is_in_force: bool = False
    days: tuple[LawDay, ...] = ()


def laws_beside(product: Given, *, on: date) -> tuple[LawBeside, ...]:
    """Return the laws beside the device class: whether each binds, since or from when, and what it asks.

    ``product`` is a profile or the path of a company file. Raises ``Refused`` for a file or facts that
    cannot be used.
    """
    day = a_day(on)
    profile, _ = product_of(product, on=day)
    device = device_of(profile, on=day)
    facts = {**device.tells, **profile.facts}
    beside = (_beside(laws()[law], facts, device=device, on=day) for law in LAWS_BESIDE)
    return (*beside, *(_national(laws()[law], device=device, on=day) for law in NATIONAL))


def _beside(law: Law, facts: Mapping[str, Any], *, device: Device, on: date) -> LawBeside:
    book = rule_book(law.id)
    verdict = book.decide(facts, on=max(on, book.since))
    known = tuple(day for day in law.days.values() if day.known(on))
    if not known:
        return _row(law, binds=Truth.NO, demand="not-law-yet", on=on)
    if law.id == "eu-pld" and device.product.kind == "service" and device.product.fact("device_kind") is None:
        first = law.serving({rule.id for rule in book.rules}, "from")
        return _row(law, binds=Truth.UNKNOWN, demand="eu-pld-open", ask="device_kind", on=on, first=first)
    free = [outcome in FREE for outcome in verdict.outcomes]
    binds = Truth.NO if all(free) else Truth.UNKNOWN if any(free) else Truth.YES
    telling = verdict.because if binds is Truth.YES else (*verdict.because, *verdict.unsure)
    strictest = max((book.order.index(f.outcome) for f in telling if f.outcome in book.order), default=0)
    about = {f.rule for f in telling if binds is Truth.UNKNOWN or f.outcome == book.order[strictest]}
    asks = {BODY: device.verdict.ask}.get(verdict.ask) or verdict.ask
    return _row(
        law, binds=binds, outcomes=verdict.outcomes, ask=asks, on=on, confidence=verdict.confidence,
        demand=f"{law.id}-{_settled(verdict, binds)}",
        first=() if binds is Truth.NO else law.serving(about, "from"),
    )  # fmt: skip


def _settled(verdict: Verdict, binds: Truth) -> str:
    if verdict.is_settled:
        return verdict.outcomes[0]
    return "unknown" if verdict.regime == "eu-ai-act" and binds is Truth.UNKNOWN else "open"


def _national(law: Law, *, device: Device, on: date) -> LawBeside:
    verdict, classes = device.verdict, device.classes
    starts = law.serving({device.regime}, "from")
    until = _transition(law, on=on)
    demand = f"{law.id}-transition" if until else law.id
    if law.id == "uk":
        british = rule_book("uk", is_ivd=device.is_test)
        verdict = british.decide(device.product.facts, on=max(on, british.since))
        classes = tuple(outcome for outcome in verdict.outcomes if outcome != british.out)
        starts = law.serving({"tests" if device.is_test else "devices"}, "from")
        until = _ce_accepted(device, law=law, on=on)
        demand = "uk-ended" if until and until < on else "uk-held" if _hangs_on(device, on=on) else "uk"
    if verdict.applies is Truth.NO:
        return _row(law, binds=Truth.NO, outcomes=verdict.outcomes, demand="no-device", on=on)
    begun = any((day := start.day(on)) and day <= on for start in starts)
    is_open = verdict.applies is Truth.UNKNOWN and device.product.fact("is_medical_device") is not True
    return _row(
        law, binds=Truth.UNKNOWN if is_open else Truth.YES, outcomes=classes, on=on,
        confidence=verdict.confidence, first=starts,
        demand=demand if begun else "not-in-force", ask=verdict.ask if len(classes) > 1 or is_open else "",
        classes=tuple((verdict.regime, name) for name in classes), until=until.isoformat() if until else "",
    )  # fmt: skip


def _transition(law: Law, *, on: date) -> date | None:
    """The last day of a transition that still runs."""
    days = [day.day(on) for day in law.serving({"transition"}, "until")]
    return next((day for day in days if day and on <= day), None)


def _ce_accepted(device: Device, *, law: Law, on: date) -> date | None:
    """The last day on which Great Britain accepts the CE mark; its certificate may end first."""
    basis = _basis(device, on=on)
    ends = [day for at in law.serving({basis}, "until") if (day := at.day(on))]
    held = (c for c in device.product.certificates if c.regime.lower() == basis.split()[0] and is_held(c, on))
    return min((*ends, *(c.until for c in held if c.until)), default=None)


def _hangs_on(device: Device, *, on: date) -> bool:
    """Whether the CE mark falls with a certificate that is held and needed."""
    basis = _basis(device, on=on).split()[0]
    held = any(c.regime.lower() == basis and is_held(c, on) for c in device.product.certificates)
    return held and device.needs_body is not Truth.NO


def _basis(device: Device, *, on: date) -> str:
    """Under which law the CE mark is held, with the class where that sets the day; none held: of today."""
    held = {c.regime.lower(): c for c in device.product.certificates if is_held(c, on)}
    old = held.get(OLD_TESTS if device.is_test else OLD_DEVICES)
    if device.regime in held or old is None:
        return device.regime
    if device.is_test:
        free = old.device_class.lower() == "general" and device.needs_body is Truth.NO
        return f"{OLD_TESTS} general" if free else OLD_TESTS
    if not old.device_class:
        return OLD_DEVICES
    if old.device_class.strip().removeprefix("class ").strip() in ("Is", "Im"):
        return OLD_DEVICES
    basis = f"{OLD_DEVICES} {class_word(old.device_class)}"
    return f"{basis} moved-up" if basis.endswith(" I") and device.needs_body is not Truth.NO else basis


def _row(
    law: Law, *, binds: Truth, demand: str, on: date, first: Iterable[LawDay] = (), **more: Any
) -> LawBeside:
    dated = sorted((day, at.key) for at in first if (day := at.day(on)))
    starts_on, at = (dated[0][0], law.days[dated[0][1]].known(on)) if dated else (None, None)
    confidence = Confidence.weakest(
        more.pop("confidence", Confidence.READ), at.confidence if at else Confidence.READ
    )
    told = phrases(TOPIC)[demand]
    classes, until = more.pop("classes", ()), more.pop("until", "")
    values = {
        lang: {"until": until, "classes": ", ".join(Wording(lang).label(*named) for named in classes)}
        for lang in ("en", "nb")
    }
    return LawBeside(
        law=law.id, name=law.name, places=law.places, binds=binds, outcomes=more.pop("outcomes", ()),
        demand=Words(en=told.en.format(**values["en"]), nb=told.nb.format(**values["nb"])),
        cite=at.cite if at else law.cite,
        confidence=confidence, starts_on=starts_on, is_in_force=starts_on is not None and starts_on <= on,
        days=tuple(day for day in law.days.values() if day.known(on)), **more,
    )  # fmt: skip
