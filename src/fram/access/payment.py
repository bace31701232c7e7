"""Who pays in a market: the pathways that fit, the quickest that pays, and how long it takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from fram.access.spread import estimate_on, months_on
from fram.access.tags import ANY, ProductTags, product_tags
from fram.rules.parameter import Parameter
from fram.terms.citation import Citation, Confidence
from fram.terms.estimate import Estimate, Reason
from fram.terms.logic import Truth, Unknown, all_of
from fram.terms.product import ProductProfile

BUDGETS = ("hospital", "municipality", "patient", "employer")
"""Payers who decide by themselves: no listing stands between them and a purchase."""
FUNDS = ("insurer", "state")
"""Payers who pay only what they have listed or agreed to."""
IN_FORCE = ("live", "new")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pathway:
    """One way to payment in a market. ``serves`` and ``settings`` hold tags; ``pays`` is yes, indirect
    (opens the door, somebody else buys), no, or not-in-force; ``picked``: an authority chooses, nobody
    can apply; ``first``: to the first payment, where that is not the whole length.
    """

    id: str
    name: Mapping[str, str]
    kind: str
    markets: tuple[str, ...]
    serves: tuple[str, ...]
    settings: tuple[str, ...]
    payer: str
    decides: str
    pays: str
    state: str
    cite: Citation
    confidence: Confidence
    days: Parameter
    first: Parameter | None = None
    fees: Parameter | None = None
    chance: Parameter | None = None
    area: str = ""
    law: str = ""
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    indications: tuple[str, ...] = ()
    needs_partner: bool = False
    picked: bool = False
    note: str = ""

    @property
    def may_be_applied_for(self) -> bool:
        """True when it pays, is in force and takes applications."""
        return self.pays == "yes" and self.state in IN_FORCE and not self.picked


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A pathway that fits (YES) or may fit (UNKNOWN, with the answers that would settle it)."""

    pathway: Pathway
    fits: Truth
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """How payment stands in one market.

    ``on_critical_path``: YES when a fund must list or agree before money comes, NO when the buyer pays
    from a budget, UNKNOWN when the payer is. ``quickest`` is the fitting pathway with the earliest mean
    first payment; ``months`` and ``chance`` are its figures; ``left_out`` says why a pathway does not fit.
    """

    market: str
    on_critical_path: Truth
    candidates: tuple[Candidate, ...] = ()
    quickest: Candidate | None = None
    months: Estimate | Unknown
    chance: Estimate | Unknown
    because: tuple[Reason, ...] = ()
    left_out: tuple[tuple[str, Reason], ...] = ()
    ask: str = ""


def payment(profile: ProductProfile, *, pathways: Iterable[Pathway], market: str, on: date) -> Payment:
    """Return how this product comes to be paid in a market on a day."""
    here = [pathway for pathway in pathways if market in pathway.markets]
    needed = critical(profile.payer)
    if not here:
        reason = Reason.of("payment-none-known", market=market)
        gap = Unknown("no pathway to payment is known here", ask="payers")
        return Payment(market=market, on_critical_path=needed, months=gap, chance=gap, because=(reason,))
    tags = product_tags(profile)
    judged = [(pathway, _judged(pathway, tags, profile)) for pathway in here]
    candidates = tuple(c for _, c in judged if isinstance(c, Candidate))
    left_out = tuple((pathway.id, reason) for pathway, reason in judged if isinstance(reason, Reason))
    return _weighed(
        Payment(
            market=market, on_critical_path=needed, candidates=candidates, left_out=left_out,
            months=Unknown("no pathway that pays fits", ask="payers"),
            chance=Unknown("no pathway that pays fits", ask="payers"),
        ),
        payer=profile.payer, on=on,
    )  # fmt: skip


def critical(payer: str | None) -> Truth:
    """Return whether a decision to pay stands before the first sale."""
    if payer is None:
        return Truth.UNKNOWN
    return Truth.of(payer in FUNDS)


def _weighed(found: Payment, *, payer: str | None, on: date) -> Payment:
    """Add the quickest pathway that pays, its figures, and what is to be said of it."""
    fitting = [c for c in found.candidates if c.pathway.may_be_applied_for and _same_purse(c.pathway, payer)]
    timed = [(c, months) for c in fitting if isinstance(months := _months(c.pathway, on), Estimate)]
    if not timed:
        picked = any(candidate.pathway.picked for candidate in found.candidates)
        key = "payment-only-picked" if picked else "payment-none-fits"
        reasons = (*_about_payer(payer, found), Reason.of(key, market=found.market))
        return replace(found, because=reasons, ask="" if payer else "payer")
    quickest, months = min(timed, key=_surest_then_soonest)
    chance = estimate_on(quickest.pathway.chance, day=on)
    return replace(
        found, quickest=quickest, months=_as_sure(months, quickest),
        chance=_as_sure(chance, quickest) if isinstance(chance, Estimate) else chance,
        because=(*_about_payer(payer, found), *_about(quickest)),
        ask="payer" if payer is None else next(iter(quickest.missing), ""),
    )  # fmt: skip


def _surest_then_soonest(pair: tuple[Candidate, Estimate]) -> tuple[bool, float, str]:
    candidate, months = pair
    return candidate.fits is not Truth.YES, months.dist.mean, candidate.pathway.id


def _months(pathway: Pathway, on: date) -> Estimate | Unknown:
    return months_on(pathway.first or pathway.days, day=on)


def _same_purse(pathway: Pathway, payer: str | None) -> bool:
    """Insurer and state are one purse here: which of the two pays differs by country."""
    if payer is None:
        return pathway.payer in FUNDS
    return pathway.payer in FUNDS if payer in FUNDS else pathway.payer == payer


def _as_sure(part: Estimate, candidate: Candidate) -> Estimate:
    """A figure of a pathway that only may fit is no firmer than partly read."""
    if candidate.fits is Truth.YES:
        return part
    return replace(part, confidence=Confidence.weakest(part.confidence, Confidence.PARTLY_READ))


def _about_payer(payer: str | None, found: Payment) -> tuple[Reason, ...]:
    if payer is None:
        return (Reason.of("payment-payer-unknown"),)
    if found.on_critical_path is Truth.NO:
        return (Reason.of("payment-from-budget", payer=payer),)
    return (Reason.of("payment-needs-decision", payer=payer),)


def _about(candidate: Candidate) -> tuple[Reason, ...]:
    pathway = candidate.pathway
    reasons = [Reason.of("payment-quickest", cite=pathway.cite, pathway=pathway.id)]
    if pathway.needs_partner:
        reasons.append(Reason.of("payment-needs-partner", cite=pathway.cite, pathway=pathway.id))
    if candidate.fits is Truth.UNKNOWN:
        reasons.append(Reason.of("payment-may-fit", pathway=pathway.id, missing=", ".join(candidate.missing)))
    return tuple(reasons)


def _judged(pathway: Pathway, tags: ProductTags, profile: ProductProfile) -> Candidate | Reason:
    """Return the pathway as a candidate, or the first condition it fails."""
    checks = {
        "kind": (_kind_fits(pathway, tags), tags.ask),
        "setting": (_setting_fits(pathway, tags), "settings"),
        "class": _class_fits(pathway, profile),
        "indication": (_indication_fits(pathway, profile), "indications"),
    }
    failed = [name for name, (truth, _) in checks.items() if truth is Truth.NO]
    if failed:
        return Reason.of(f"payment-not-this-{failed[0]}", cite=pathway.cite, pathway=pathway.id)
    missing = tuple(ask for truth, ask in checks.values() if truth is Truth.UNKNOWN and ask)
    return Candidate(pathway=pathway, fits=all_of(truth for truth, _ in checks.values()), missing=missing)


def _kind_fits(pathway: Pathway, tags: ProductTags) -> Truth:
    if ANY in pathway.serves or set(pathway.serves) & tags.sure:
        return Truth.YES
    return Truth.UNKNOWN if set(pathway.serves) & tags.possible else Truth.NO


def _setting_fits(pathway: Pathway, tags: ProductTags) -> Truth:
    if ANY in pathway.settings:
        return Truth.YES
    return Truth.of(bool(set(pathway.settings) & tags.settings)) if tags.settings else Truth.UNKNOWN


def _class_fits(pathway: Pathway, profile: ProductProfile) -> tuple[Truth, str]:
    regime, fact = ("eu-ivdr", "ivd_class") if profile.kind == "ivd" else ("eu-mdr", "eu_class")
    if not pathway.classes:
        return Truth.YES, ""
    if regime not in pathway.classes:
        return Truth.NO, ""
    held = [c.device_class for c in profile.certificates if c.regime == regime and c.device_class]
    cls = profile.fact(fact) or next(iter(held), None)
    return Truth.of(None if cls is None else cls in pathway.classes[regime]), fact


def _indication_fits(pathway: Pathway, profile: ProductProfile) -> Truth:
    if not pathway.indications:
        return Truth.YES
    told = [*profile.indications, profile.fact("indication_group")]
    names = [str(name).replace("_", "-") for name in told if name]
    if not names:
        return Truth.UNKNOWN
    narrower = tuple(f"{known}-" for known in pathway.indications)
    return Truth.of(any(name in pathway.indications or name.startswith(narrower) for name in names))
