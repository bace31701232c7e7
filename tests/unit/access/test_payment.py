"""Who pays: an invented market, then the files of all pathways."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fram.access.payment import Candidate, Pathway, Payment, payment
from fram.access.tags import SERVES, SETTINGS, product_tags
from fram.knowledge.access.pathways import read_pathways
from fram.knowledge.shelf import Shelf
from fram.rules.parameter import Dated, Parameter
from fram.terms.citation import Citation, Confidence
from fram.terms.dist import Beta, Dist, Fixed
from fram.terms.estimate import Estimate, Origin
from fram.terms.jurisdiction import MARKETS
from fram.terms.logic import Truth, Unknown
from fram.terms.product import Certificate, ProductProfile

DAY = date(2026, 11, 21)
CITE = Citation(title="An invented tariff", read=DAY)
MONTH = 365.25 / 12
PAYERS = {"insurer", "state", "hospital", "municipality", "none"}
KINDS = {
    "reimbursement",
    "coverage-with-evidence",
    "contract",
    "procurement",
    "hta",
    "listing",
    "gate",
    "mandate",
    "adoption",
    "payment-model",
    "coding",
}


def param(dist: Dist, unit: str = "days") -> Parameter:
    return Parameter(key="p", unit=unit, values=(Dated(start=date(2020, 1, 1), value=dist, cite=CITE),))


def pathway(name: str, days: float, **more: Any) -> Pathway:
    fields: dict[str, Any] = {
        "name": {"en": name},
        "kind": "reimbursement",
        "markets": ("XX",),
        "serves": ("app",),
        "settings": ("home",),
        "payer": "insurer",
        "decides": "a board",
        "pays": "yes",
        "state": "live",
        "cite": CITE,
        "confidence": Confidence.READ,
        "days": param(Fixed(value=days)),
    }
    return Pathway(id=name, **(fields | more))


def app(**more: Any) -> ProductProfile:
    fields: dict[str, Any] = {
        "kind": "software",
        "settings": ("home",),
        "payer": "insurer",
        "facts": {
            "is_app": True,
            "patient_facing": True,
            "digital_function": "therapeutic",
            "eu_class": "IIa",
        },
    }
    return ProductProfile(name="App", **(fields | more))


def ask(*known: Pathway, profile: ProductProfile | None = None, market: str = "XX") -> Payment:
    return payment(profile or app(), pathways=known, market=market, on=DAY)


def ids(found: Payment) -> list[str]:
    return [candidate.pathway.id for candidate in found.candidates]


def why_not(found: Payment) -> dict[str, str]:
    return {name: reason.key for name, reason in found.left_out}


def quickest(found: Payment) -> str | None:
    return found.quickest.pathway.id if found.quickest else None


def test_the_quickest_that_pays_is_chosen() -> None:
    found = ask(
        pathway("slow", 300),
        pathway("fast", 90, chance=param(Beta(a=2, b=3), "share")),
        pathway("gate", 10, pays="no"),
        pathway("door", 10, pays="indirect"),
        pathway("planned", 10, state="planned"),
        pathway("picked", 10, picked=True),
    )
    assert quickest(found) == "fast"
    assert isinstance(found.months, Estimate)
    assert found.months.dist.mean == pytest.approx(90 / MONTH)
    assert isinstance(found.chance, Estimate)
    assert found.chance.dist == Beta(a=2, b=3)
    assert len(found.candidates) == 6


def test_the_first_payment_may_come_before_the_end() -> None:
    early = pathway("trial", 800, first=param(Fixed(value=100)))
    assert quickest(ask(pathway("plain", 200), early)) == "trial"


@pytest.mark.parametrize(
    ("payer", "critical"),
    [
        ("insurer", Truth.YES),
        ("state", Truth.YES),
        ("hospital", Truth.NO),
        ("municipality", Truth.NO),
        ("patient", Truth.NO),
        ("employer", Truth.NO),
        (None, Truth.UNKNOWN),
    ],
)
def test_payment_is_critical_only_when_a_fund_decides(payer: str | None, critical: Truth) -> None:
    found = ask(pathway("fund", 90), profile=app(payer=payer))
    assert found.on_critical_path is critical
    assert (found.ask == "payer") == (payer is None)


def test_a_budget_holder_is_not_sent_to_a_fund() -> None:
    tender = pathway("tender", 200, payer="hospital", kind="procurement")
    found = ask(pathway("fund", 90), tender, profile=app(payer="hospital"))
    assert quickest(found) == "tender"


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"serves": ("implant",)}, "payment-not-this-kind"),
        ({"settings": ("hospital",)}, "payment-not-this-setting"),
        ({"classes": {"eu-mdr": ("IIb",)}}, "payment-not-this-class"),
        ({"indications": ("diabetes",)}, "payment-not-this-indication"),
    ],
)
def test_each_condition_leaves_out_with_its_reason(change: dict[str, Any], key: str) -> None:
    found = ask(pathway("other", 90, **change), profile=app(indications=("insomnia",)))
    assert why_not(found) == {"other": key}
    assert isinstance(found.months, Unknown)


def test_unknown_answers_keep_a_pathway_as_possible() -> None:
    vague = app(facts={"digital_function": "therapeutic"})
    found = ask(
        pathway("classed", 90, classes={"eu-mdr": ("IIa",)}, indications=("insomnia",)), profile=vague
    )
    [candidate] = found.candidates
    assert isinstance(candidate, Candidate)
    assert (candidate.fits, candidate.missing) == (Truth.UNKNOWN, ("eu_class", "indications"))
    assert isinstance(found.months, Estimate)
    assert found.months.confidence is Confidence.PARTLY_READ
    assert found.ask == "eu_class"


def test_a_sure_pathway_goes_before_a_quicker_possible_one() -> None:
    found = ask(pathway("maybe", 10, indications=("insomnia",)), pathway("sure", 400))
    assert quickest(found) == "sure"


def test_narrower_indications_count_and_look_alikes_do_not() -> None:
    cancer = pathway("cancer", 90, indications=("cancer",))
    assert ids(ask(cancer, profile=app(indications=("cancer_lung",)))) == ["cancer"]
    assert ids(ask(cancer, profile=app(indications=("cancerphobia",)))) == []


def test_a_class_on_the_certificate_counts() -> None:
    certified = app(
        facts={"digital_function": "therapeutic"},
        certificates=(Certificate(regime="eu-mdr", device_class="IIb"),),
    )
    assert ids(ask(pathway("low", 90, classes={"eu-mdr": ("IIa",)}), profile=certified)) == []


def test_a_market_without_pathways_says_so() -> None:
    found = ask(pathway("elsewhere", 90), market="BR")
    assert [r.key for r in found.because] == ["payment-none-known"]
    assert isinstance(found.months, Unknown)
    assert found.on_critical_path is Truth.YES


@pytest.mark.parametrize(
    ("profile", "sure", "possible"),
    [
        (app(), {"app"}, set()),
        (app(facts={}), set(), {"app", "remote-monitoring"}),
        (app(facts={"digital_function": "telemonitoring", "is_app": False}), {"remote-monitoring"}, set()),
        (
            app(facts={"digital_function": "decision_support", "patient_facing": False}, settings=("ward",)),
            {"clinical-software"},
            set(),
        ),
        (
            ProductProfile(name="S", kind="device", settings=("ward", "home")),
            {"hospital-device"},
            {"aid-for-home", "remote-monitoring"},
        ),
        (
            ProductProfile(
                name="I", kind="device", settings=("operating-room",), facts={"implantable": "yes"}
            ),
            {"implant", "hospital-device"},
            set(),
        ),
        (
            ProductProfile(name="T", kind="ivd", facts={"is_consumable_or_test": "yes"}),
            {"ivd", "consumable"},
            set(),
        ),
        (ProductProfile(name="V", kind="service"), set(), set()),
    ],
)
def test_tags(profile: ProductProfile, sure: set[str], possible: set[str]) -> None:
    tags = product_tags(profile)
    assert (tags.sure, tags.possible) == (sure, possible)


# --- the files ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pathways() -> tuple[Pathway, ...]:
    return read_pathways(Shelf())


def test_all_pathways_are_there_in_closed_vocabularies(pathways: tuple[Pathway, ...]) -> None:
    assert len(pathways) == len({p.id for p in pathways}) == 61
    for p in pathways:
        assert set(p.serves) <= set(SERVES), p.id
        assert set(p.settings) <= set(SETTINGS), p.id
        assert set(p.markets) <= set(MARKETS), p.id
        assert (p.payer in PAYERS, p.kind in KINDS) == (True, True), p.id
        assert p.pays in ("yes", "indirect", "no", "not-in-force"), p.id
        assert p.state in ("live", "new", "planned", "check"), p.id
        assert set(p.name) == {"en", "nb"}, p.id
        assert (p.payer == "none") <= (p.pays == "no"), p.id


def test_every_market_but_three_has_one(pathways: tuple[Pathway, ...]) -> None:
    own = {m for p in pathways if p.id != "EU-JCA" for m in p.markets}
    assert set(MARKETS) - own == {"BR", "CN", "IN"}


def test_what_nobody_read_is_unchecked_and_a_default(pathways: tuple[Pathway, ...]) -> None:
    unread = [p for p in pathways if p.confidence is Confidence.UNCHECKED]
    assert len(unread) == 10
    for p in unread:
        [value] = p.days.values
        assert (value.confidence, value.cite.read) == (Confidence.UNCHECKED, None), p.id


def test_base_rates_are_counted(pathways: tuple[Pathway, ...]) -> None:
    rates = {p.id: p.chance.values[-1].value for p in pathways if p.chance}
    assert rates == {
        "DE-DIGA-P": Beta.from_counts(yes=64, of=199),
        "DE-DIGA-T": Beta.from_counts(yes=64, of=199),
        "DE-NUB": Beta.from_counts(yes=300, of=1025),
    }


def test_an_insomnia_app(pathways: tuple[Pathway, ...]) -> None:
    profile = app(indications=("insomnia",))
    germany = payment(profile, pathways=pathways, market="DE", on=DAY)
    assert quickest(germany) in ("DE-DIGA-P", "DE-DIGA-T")
    assert isinstance(germany.months, Estimate)
    assert (germany.months.origin, germany.months.confidence) == (Origin.CITED, Confidence.READ)
    assert 67 / MONTH < germany.months.dist.mean < 291 / MONTH
    assert why_not(germany)["DE-DIGA-IIb"] == "payment-not-this-class"
    assert (
        why_not(payment(profile, pathways=pathways, market="CH", on=DAY))["CH-MIGEL-DGA"]
        == "payment-not-this-indication"
    )
    assert quickest(payment(profile, pathways=pathways, market="FR", on=DAY)) == "FR-PECAN-DTX"
    for market in ("BR", "CN", "IN"):
        assert payment(profile, pathways=pathways, market=market, on=DAY).candidates == ()
