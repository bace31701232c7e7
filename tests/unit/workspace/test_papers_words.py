"""Both languages say everything the program can ask them to say, and nothing it cannot."""

from __future__ import annotations

import ast
import inspect
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from fram.access.gates import BINDING
from fram.access.road.activity import Actor
from fram.decide.model import costs
from fram.decide.model.case import Mode
from fram.decide.model.inputs import FACTORS, INPUTS
from fram.decide.model.opportunity import ROAD
from fram.decide.rests import RISKS
from fram.decide.runway import bridges
from fram.decide.runway.instruments import KINDS
from fram.decide.sequence.later import Because
from fram.decide.sequence.stop import Milestone
from fram.ecosystem.support import RULES
from fram.terms.citation import Confidence
from fram.terms.company import Staff
from fram.terms.errors import Refused
from fram.terms.estimate import Origin
from fram.terms.jurisdiction import REGIMES
from fram.terms.product import Payer, PriceModel, UnitOfSale
from fram.workspace.kept import runway
from fram.workspace.papers.listing import WHY
from fram.workspace.papers.words import LANGS, Words, catalogue

SOURCE = Path(__file__).resolve().parents[3] / "src" / "fram"
PAPERS = SOURCE / "workspace" / "papers"
REASON = re.compile(
    r"(?:go|find-out|not-now|trigger|need|road|payment|gate|reach|price|cycle|crew|caution|warning|set|found)-[a-z](?:[a-z0-9-]*[a-z0-9])?"
)
# Reasons whose key is put together: every pattern found in the source, and what it can become.
VERDICTS, DRIVERS = ("go", "find-out", "not-now"), ("size", "time", "chance", "cost")
MADE_KEYS = {
    "{verdict}-value": {f"{v}-value" for v in VERDICTS},
    "{verdict}-time": {f"{v}-time" for v in VERDICTS},
    "{verdict}-{driver}": {f"{v}-{d}" for v in VERDICTS for d in DRIVERS},
    "trigger-{side}": {"trigger-above", "trigger-below"},
}
# Words with the shape of a reason's key that are not one (a field, a folder, a mark in knowledge files).
NOT_REASONS = {
    # of the page of a road, of openings and of a verdict, which have words of their own
    *("gate-maybe", "gate-since", "gate-who", "gate-yes", "road-assumed", "road-how-text", "set-aside"),
    *("gate-costs", "gate-in-approval", "gate-instead", "gate-no-cost", "gate-no-time", "gate-one-of"),
    *("gate-takes", "set-aside-line"),
    # a kind of pathway, and a line of a price's arithmetic
    *("payment-model", "price-abroad", "price-level", "price-all", "price-cash", "price-at"),
}
ASKED_OF_OFFERS = "consortium needs-customer exporter environmental-gain eu-project-result"
"""What is open about an offer of money beside the rules: what it asks for, and the conditions it names."""
UNITS_OF_ESTIMATES = {"people", "beds", "sites"}
CALL = re.compile(r"""(?<![\w.])(?:words|t|self)(?:\.count)?\(\s*f?["']([a-z][\w.{}-]*)["']""")
JOINED = re.compile(r"""(?<![\w.])t\(["']([a-z][\w.-]*)["'] ~""")
FAMILIES_OF_KEYS = {
    "why": " ".join(WHY.values()),
    # What a page asks for by a word of its own list: the list stands beside the call in the source.
    "column": "market tier verdict value shrunk loss best month cash-need input low-high result-low"
    " result-high swaps-at range origin source where what why whom p50 first-sale",
    "paying": "fund-yes fund-no fund-unknown col-way col-fit col-pays col-money col-net col-stands fit-yes"
    " fit-unknown fit-not-yet pays-yes pays-indirect pays-no pays-not-in-force per-patient per-quarter"
    " per-year per-month per-case",
    "corridor": "of-use of-once of-month ceiling-saving ceiling-value ceiling-both next-worth next-ask"
    " next-band van-westendorp gabor-granger interview",
    "prices": "listed ceiling chance-covers chance-worth chance-open tariff-low tariff-high survey-low"
    " survey-high made-of which seen-by",
    "study": "col-step col-cost col-months col-value col-markets",
    "doors": "met-yes met-no met-unknown state-yes state-no state-unknown state-held state-advice"
    " kind-regulator kind-assessor kind-payer stands-no stands-unknown",
    "questions": "col-what col-whom col-takes col-net col-ceiling col-means sheet-cost sheet-waiting"
    " sheet-worth sheet-error sheet-ceiling sheet-net",
    "nav": "board changes ranking map cash questions sequence runway costs movers study markets assumptions"
    " gaps method",
    "figure": "value mean shrunk loss best cash-need sale payback cost-approval cost-launch cost-running",
    "step": "approval launch payment first-sale now",
    "theme": "approval gates payment sale reach price",
    "evidence": "read partly-read unchecked company default",
    "cost": "approval launch running approval.the launch.the running.the",
    "compare": "on seed draws rule_book input_hash product_version",
    "chart": "ranking-none ranking-not-yet tornado-title tornado-summary tornado-instead swap-title"
    " swap-summary swap-instead",
    "listing": "no-source-company no-source-default",
    "board": "trigger-approvals",
    "memo": "resolve-go resolve-ordered resolve-not-yet resolve-order resolve-undecided",
    "market": "needs-payment own-budget",
    "actor": " ".join(actor.value for actor in Actor),
    "how": "interview survey quote pilot desk",
    "sequence": "after-round quarters-after-round now never-below next-undecided gantt-round in-short"
    " in-time skip stamp title next next-round next-start stop look-again months-after-start start-cell"
    " relief relief-held relief-takes relief-takes-or relief-waits relief-nothing none none-first none-new"
    " left-out opens-little opens-little-cash opens-little-people opens-little-people-cash"
    " again-even again-must again-needed again-cash-first again-is-was-under-way again-why-was-under-way"
    " col-value col-loss col-approval col-first-sale col-below col-adds col-free col-used"
    " opens-before opens-crowded opens-next-decision round-planned round-late round-fails"
    " launch under-way since spent-more by-now next-go-on gantt-some gantt-since col-planned col-is-now"
    " col-why-changed again again-since again-late again-how again-title again-worth again-cash again-people"
    " again-before again-closed again-is-under-way again-is-served again-is-never again-is-not-weighed"
    " again-why-under-way again-why-served again-why-never again-why-not-weighed",
    "stops": "market then without by spent chance loses cell-stop cell-look",
    "deck": "sequence-source sequence-since stage-start stage-approval stage-sale stage-late waiting-title"
    " waiting-lede",
    "runway": "approval payment first-sale closing-ours closing-stated",
    "loop": "least total",
    "money": "name body kind fits low high currency high-nok share-low share-high days in-time why sure"
    " source address",
    "approval": "class class-none class-open gate gate-instead gate-maybe gates duties held no-device",
    "binding": " ".join(BINDING),
    "method": " ".join(
        f"{key} {key}-title"
        for key in "what units price money luck order tiers verdicts worth defaults cash limits".split()
    ),
}


def reason_calls() -> Iterator[ast.expr]:
    """The first argument of every `Reason.of(...)` in the source."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Reason.of" and node.args:
                yield node.args[0]


def reason_keys() -> set[str]:
    """Every key a reason can have: plain strings of their shape anywhere in the engines, and made ones."""
    floors = [p for p in SOURCE.iterdir() if p.is_dir() and p.name not in ("knowledge", "cli", "web", "mcp")]
    found = set()
    for path in (file for floor in floors for file in floor.rglob("*.py") if PAPERS not in file.parents):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and REASON.fullmatch(node.value)
            ):
                found.add(node.value)
    made = {key for keys in MADE_KEYS.values() for key in keys}
    return (found - set(VERDICTS) - NOT_REASONS) | made


def keys_of_codes() -> set[str]:
    """Every key that belongs to a code of the model."""
    units = {spec.unit for spec in INPUTS.values()} | UNITS_OF_ESTIMATES
    return {
        *(f"input.{name}{end}" for name in INPUTS for end in ("", ".the", ".means")),
        *(f"unit.{unit.lower().replace(' ', '-')}" for unit in units),
        *(f"ask.{spec.ask}" for spec in INPUTS.values()),
        *(f"method.{method}" for method in get_args(type_of("method"))),
        *(f"origin.{origin.value}" for origin in Origin),
        *(f"confidence.{confidence.value}" for confidence in Confidence),
        *(f"regime.{regime}" for regime in REGIMES),
        *(f"payer.{payer}" for payer in get_args(Payer)),
        *(f"unit-of-sale.{unit}" for unit in get_args(UnitOfSale)),
        *(f"price-model.{model}" for model in get_args(PriceModel)),
        *(f"mode.{mode}" for mode in get_args(Mode)),
        *(f"factor.{factor}{end}" for factor in FACTORS for end in ("", ".means")),
        *(f"cost.{kind}{end}" for kind in kinds_of_cost() for end in ("", ".the")),
        *(f"step.{step.name}" for step in ROAD.activities if step.name != "wait"),
        *(f"twice.{risk}" for risk in (*RISKS, "discount")),
        *(f"verdict.{verdict}" for verdict in VERDICTS),
        *keys_of_the_loop(),
    }


def keys_of_the_loop() -> set[str]:
    """Every key that belongs to a code of the launch sequence or of the runway."""
    rules = {rule.name for rule in RULES} | set(ASKED_OF_OFFERS.split())
    return {
        *(f"sequence.because-{why}" for why in get_args(Because)),
        *(f"sequence.milestone-{milestone}" for milestone in get_args(Milestone)),
        *(f"sequence.people-{name}" for name in Staff.__dataclass_fields__),
        *(f"sequence.more-{kind}" for kind in ("cash", "month", "person")),
        *(f"runway.path-{path}" for path in get_args(runway.Path)),
        *(f"loop.bridge-{kind}" for kind in get_args(bridges.Kind)),
        *(f"money.fits-{fits}" for fits in get_args(runway.Fits)),
        *(f"money.kind-{kind}" for kind in KINDS),
        *(f"money.rule-{rule}" for rule in rules),
    }


def kinds_of_cost() -> set[str]:
    """Every kind a cost line can have, as the list of costs writes it."""
    calls = (node for node in ast.walk(ast.parse(inspect.getsource(costs))) if isinstance(node, ast.Call))
    found = [word.value for call in calls for word in call.keywords if word.arg == "kind"]
    return {str(kind.value) for kind in found if isinstance(kind, ast.Constant)}


def type_of(field: str) -> Any:
    from fram.decide.model import inputs

    return {"method": inputs.Method}[field]


def keys_asked_for() -> set[str]:
    """Every key the papers ask for in so many words, and those of the families they choose from."""
    found = {f"{family}.{key}" for family, keys in FAMILIES_OF_KEYS.items() for key in keys.split()}
    for path in [*PAPERS.rglob("*.py"), *PAPERS.rglob("*.html")]:
        text = path.read_text(encoding="utf-8")
        found |= {key for key in CALL.findall(text) if "{" not in key}
        found -= set(JOINED.findall(text))
        found |= set(re.findall(r'words\(\s*"([a-z][\w.-]*)" if', text))
        found |= set(re.findall(r'words\([^()]*? else "([a-z][\w.-]*)"', text))
    return {key for key in found if not key.endswith((".", "-"))}


def wanted() -> set[str]:
    return reason_keys() | keys_of_codes() | keys_asked_for()


def test_every_way_to_make_a_reason_is_known() -> None:
    made = {
        re.sub(r"^f'|'$", "", ast.unparse(arg)) for arg in reason_calls() if isinstance(arg, ast.JoinedStr)
    }
    assert made <= set(MADE_KEYS), "name what it can become in MADE_KEYS"


@pytest.mark.parametrize("lang", LANGS)
def test_every_key_has_words(lang: str) -> None:
    words = Words(lang)
    missing = sorted(key for key in wanted() if key not in words)
    assert missing == [], f"write them in locale/{lang}.po"


@pytest.mark.parametrize("lang", LANGS)
def test_no_words_are_left_over(lang: str) -> None:
    there = {
        str(message.id if isinstance(message.id, str) else message.id[0])
        for message in catalogue(lang)
        if message.id
    }
    assert sorted(there - wanted()) == []


def test_the_languages_ask_for_the_same_values() -> None:
    def placeholders(lang: str) -> dict[str, set[str]]:
        found = {}
        for message in catalogue(lang):
            if message.id:
                key = message.id if isinstance(message.id, str) else message.id[0]
                strings = message.string if isinstance(message.string, tuple | list) else [message.string]
                found[key] = {
                    name for text in strings for _, name, _, _ in string.Formatter().parse(text) if name
                }
        return found

    assert placeholders("en") == placeholders("nb")


def test_one_and_many_are_told_apart() -> None:
    assert Words("en").count("ask.procurement-leads", 1) == "a procurement lead"
    assert Words("nb").count("ask.procurement-leads", 4) == "4 innkjøpsledere"


def test_an_unknown_language_is_refused_with_the_choice() -> None:
    with pytest.raises(Refused, match="en, nb"):
        Words("de")


def test_a_missing_sentence_is_a_fault_and_a_missing_name_is_not() -> None:
    with pytest.raises(KeyError, match="nothing-of-the-kind"):
        Words("en")("nothing-of-the-kind")
    assert Words("nb").named("input", "a_new_one") == "a new one"
