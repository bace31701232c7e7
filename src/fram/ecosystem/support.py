"""Who helps and who pays: the support bodies and funding instruments that fit a company now, and why not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from fram.matching.kernel import HardRule, Matches, Part, match
from fram.terms.citation import Citation, Confidence
from fram.terms.company import Company
from fram.terms.logic import Truth
from fram.terms.product import ProductProfile

RUNNING = ("running", "live", "thin", "shrinking", "yearly", "done-usable")
ENDED = ("closed", "replaced", "past-calls")
SHORT_RUNWAY_MONTHS = 18
"""Cash for less than this makes money a need: a rule of thumb of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Money an instrument gives, in its own currency; ``low`` is 0 where only the top was read."""

    currency: str
    high: float
    low: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The part of the cost that is covered, 0 to 1."""

    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One service or instrument; an empty tuple means for all.

    ``access``: open, members, bank, or through-cluster.

    ``state``: running, live, thin, shrinking, yearly, done-usable; closed, replaced, past-calls; else
    nobody knows. ``dates``: known closing days; ``rolling``: none; ``days``: from filing to answer;
    ``covers``: what the money is for, by language.
    """

    id: str
    body: str
    name: Mapping[str, str]
    kind: str
    needs: tuple[str, ...]
    access: str
    state: str
    confidence: Confidence
    cite: Citation
    markets: tuple[str, ...] = ()
    not_markets: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    payers: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    indications: tuple[str, ...] = ()
    dates: tuple[date, ...] = ()
    rolling: bool = False
    ai: bool = False
    consortium: bool = False
    exporter: bool = False
    round: bool = False
    needs_customer: bool = False
    max_age: float | None = None
    min_staff: float | None = None
    max_staff: float | None = None
    norway: str = ""
    condition: str = ""
    amount: Amount | None = None
    share: Share | None = None
    days: float | None = None
    covers: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    def next_date(self, day: date) -> date | None:
        """Return the next known closing day, or None."""
        return min((d for d in self.dates if d >= day), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeker:
    """The company that looks for help: what it needs, where it goes, and how old it is if known."""

    company: Company
    product: ProductProfile
    needs: frozenset[str]
    markets: frozenset[str]
    on: date
    age_years: float | None = None


def seeker(
    company: Company,
    *,
    product: ProductProfile,
    markets: Iterable[str],
    on: date,
    age_years: float | None = None,
) -> Seeker:
    """Return the company as a seeker, with its needs read off its file (see ``needs_of``)."""
    abroad = frozenset(markets) - {company.country}
    return Seeker(
        company=company, product=product, needs=needs_of(company, product=product, abroad=bool(abroad)),
        markets=abroad, on=on, age_years=age_years,
    )  # fmt: skip


def needs_of(company: Company, *, product: ProductProfile, abroad: bool) -> frozenset[str]:
    """Return what the company file says is needed: capital, regulatory, evidence, reimbursement, …"""
    burn = company.monthly_burn_nok
    short = burn > 0 and company.cash_nok / burn < SHORT_RUNWAY_MONTHS
    found = {
        "capital": short or company.planned_round is not None,
        "regulatory": product.kind != "service" and not any(c.device_class for c in product.certificates),
        "evidence": not any(study.published for study in product.evidence),
        "reimbursement": product.payer in ("insurer", "state"),
        "sales-cycle": product.payer in ("hospital", "municipality", "state"),
        "pricing": product.price.amount is None,
        "expansion": abroad,
    }
    return frozenset(name for name, is_needed in found.items() if is_needed)


def support(who: Seeker, *, offers: Iterable[Offer]) -> Matches[Offer]:
    """Return the offers that fit this company now, best first with reasons, and why the others do not."""
    return match(who, items=offers, key=lambda offer: offer.id, rules=RULES, parts=PARTS)


def _still_runs(who: Seeker, offer: Offer) -> Truth:
    if offer.state in ENDED:
        return Truth.NO
    return Truth.YES if offer.state in RUNNING else Truth.UNKNOWN


def _for_this_country(who: Seeker, offer: Offer) -> Truth:
    if who.company.country != "NO":
        return Truth.NO
    return Truth.UNKNOWN if offer.norway == "unknown" else Truth.YES


def _for_firms(who: Seeker, offer: Offer) -> Truth:
    return Truth.of(not (offer.access == "through-cluster" and offer.kind == "grant"))


def _right_market(who: Seeker, offer: Offer) -> Truth:
    if offer.markets:
        return Truth.of(bool(set(offer.markets) & who.markets)) if who.markets else Truth.UNKNOWN
    return Truth.of(not who.markets or not who.markets <= set(offer.not_markets))


def _right_stage(who: Seeker, offer: Offer) -> Truth:
    return Truth.of(not offer.stages or who.company.stage in offer.stages)


def _call_open(who: Seeker, offer: Offer) -> Truth:
    if offer.dates:
        return Truth.of(offer.next_date(who.on) is not None)
    return Truth.UNKNOWN if offer.state == "yearly" else Truth.YES


def _right_product(who: Seeker, offer: Offer) -> Truth:
    product = who.product
    if offer.kinds and product.kind not in offer.kinds:
        return Truth.NO
    if offer.ai and product.uses_ai is not True:
        return Truth.of(product.uses_ai)
    return _indicated(who, offer) & _placed(offer.settings, product.settings)


def _right_payer(who: Seeker, offer: Offer) -> Truth:
    return _placed(offer.payers, (who.product.payer,) if who.product.payer else ())


def _right_staff(who: Seeker, offer: Offer) -> Truth:
    total = who.company.staff.total
    if offer.min_staff is None and offer.max_staff is None:
        return Truth.YES
    if total == 0:
        return Truth.UNKNOWN
    return Truth.of((offer.min_staff or 0) <= total <= (offer.max_staff or float("inf")))


def _young_enough(who: Seeker, offer: Offer) -> Truth:
    if offer.max_age is None:
        return Truth.YES
    return Truth.of(None if who.age_years is None else who.age_years <= offer.max_age)


def _special_terms(who: Seeker, offer: Offer) -> Truth:
    """Terms the company file cannot answer yet: a signed customer, a round, export, a named project."""
    if offer.round:
        return Truth.of(who.company.planned_round is not None)
    if offer.exporter and set(who.company.markets_served) - {who.company.country}:
        return Truth.YES
    return Truth.UNKNOWN if offer.needs_customer or offer.condition or offer.exporter else Truth.YES


def _indicated(who: Seeker, offer: Offer) -> Truth:
    if not offer.indications:
        return Truth.YES
    if not who.product.indications:
        return Truth.UNKNOWN
    told = [name.replace("_", "-") for name in who.product.indications]
    return Truth.of(any(name.startswith(known) for name in told for known in offer.indications))


def _placed(wanted: tuple[str, ...], stated: tuple[str, ...]) -> Truth:
    if not wanted:
        return Truth.YES
    return Truth.of(bool(set(wanted) & set(stated)) if stated else None)


RULES: tuple[HardRule[Seeker, Offer], ...] = (
    HardRule(name="still-runs", holds=_still_runs, ask="body"),
    HardRule(name="for-this-country", holds=_for_this_country, ask="body"),
    HardRule(name="for-firms", holds=_for_firms),
    HardRule(name="call-open", holds=_call_open, ask="body"),
    HardRule(name="right-stage", holds=_right_stage),
    HardRule(name="right-market", holds=_right_market, ask="markets"),
    HardRule(name="right-product", holds=_right_product, ask="uses_ai"),
    HardRule(name="right-payer", holds=_right_payer, ask="payer"),
    HardRule(name="right-staff", holds=_right_staff, ask="staff"),
    HardRule(name="young-enough", holds=_young_enough, ask="age_years"),
    HardRule(name="special-terms", holds=_special_terms, ask="body"),
)
"""What an offer must not break, in the order a reader would ask."""


def _all_conditions_met(who: Seeker, offer: Offer) -> float:
    return float(all(rule.holds(who, offer) is Truth.YES for rule in RULES))


PARTS: tuple[Part[Seeker, Offer], ...] = (
    Part(name="needs", weight=40, degree=lambda w, o: len(set(o.needs) & w.needs) / max(len(o.needs), 1)),
    Part(name="breadth", weight=10, degree=lambda w, o: min(1.0, len(set(o.needs) & w.needs) / 3)),
    Part(name="market", weight=20, degree=lambda w, o: float(bool(set(o.markets) & w.markets))),
    Part(name="stage", weight=10, degree=lambda w, o: float(bool(o.stages) and w.company.stage in o.stages)),
    Part(name="call", weight=5, degree=lambda w, o: float(o.rolling or o.next_date(w.on) is not None)),
    Part(name="terms", weight=10, degree=_all_conditions_met),
    Part(name="read", weight=5, degree=lambda w, o: float(o.confidence is Confidence.READ)),
)
"""The named parts of the score, 100 in all. The weights are ours and can be changed here."""
