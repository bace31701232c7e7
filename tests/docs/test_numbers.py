"""Numbers in the docs that stem from the code or the knowledge are the numbers of the code."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cache
from types import ModuleType
from typing import get_args

import numpy as np
import pytest

import fram.access
import fram.crew
import fram.decide
import fram.ecosystem
from fram.decide.model.case import Setting, Sold, build_case, used_inputs
from fram.decide.model.cashflow import KEPT
from fram.decide.model.costs import TEAM_BY_MODE
from fram.decide.model.inputs import FACTORS, INPUTS, When
from fram.decide.model.opportunity import ROAD
from fram.knowledge.access.evidence import read_checklists
from fram.knowledge.ecosystem import read_offers
from fram.knowledge.facts import fact_registry
from fram.terms.estimate import Origin
from fram.terms.jurisdiction import MARKETS
from fram.workspace.decide import plan
from fram.workspace.growth import guides
from fram.workspace.weighing import market_terms
from fram.workspace.world import the_world
from tests.docs import pages
from tests.unit.workspace.test_papers_words import kinds_of_cost
from tools import inputs_page

ON = date(2026, 11, 21)
WORLD = the_world()
ELSEWHERE: dict[str, dict[str, str]] = {
    "arithmetic, not a judgement": {
        "access": "DAYS_PER_MONTH POINTS",
        "access.bodies": "NO YES",
        "access.demand": "Z80",
        "access.pathways": "YEARS_AHEAD YES",
        "access.price.asked": "AT_ONCE HALVES HIGH LOW MOST_PRICES MOST_ROWS SLOPES STREAM",
        "access.price.sale": "DAYS_A_YEAR MONTHS_A_YEAR NEVER TO_NORMAL Z_95",
        "access.price.worth": "HIGH LOW ROUNDING",
        "access.study": "LEAST_PACE WIDTH YEAR",
        "decide": "DIGITS TENTH_FROM_TOP",
        "decide.asking": "NEVER POINTS Z90",
        "decide.beliefs": "Z90",
        "decide.model": "DAYS_A_MONTH LANES LEAST_MONTHS LEAST_PACE TIE",
        "decide.rank": "ROUNDING TIE",
        "decide.sequence": "NEVER",
    },
    "widening of figures about people: docs/knowledge/indications.md": {
        "access.demand": (
            "AGES_UNKNOWN AGE_RATIO ASSUMED_CARE ASSUMED_PART EUROPEAN FADING FAR NORDIC_NEIGHBOUR "
            "ONE_DEFINITION SHARE_CARRIED STANDARDISED UNSTATED WEALTHY WORTH_SAYING"
        ),
    },
    "what buyers say and deals brought, no part of a plan: docs/knowledge/price-methods.md": {
        "access.price.asked": "FEWEST_STEPS LEAST MOST_STEPS RESAMPLES STEPS",
        "access.price.sale": "FAR FEWEST LEAST_SPREAD MOST_FOR_TREND SAME TREND_SEED",
        "access.price.worth": "LONGEST",
    },
    "scores of the look-up of codes, no part of a plan: docs/knowledge/codes.md": {
        "access.codes": (
            "AGREES DISAGREES DISAGREES_HARD GOOD HEAVIEST IN_MORE IN_NAME LITTLE NAME_SHARE OWN "
            "STEEPNESS UNHEARD WEIGHED WORTH_SHOWING"
        ),
    },
    "rules of thumb of GRADE: docs/knowledge/evidence.md": {
        "access.evidence": "LARGE TOO_MANY_LOST VERY_LARGE",
    },
    "customs of study design, and how steps are shown: docs/knowledge/next-study.md": {
        "access.study": "ALPHA LEAST_STEP NEAR_COST NEAR_VALUE ONE_SIDED POWER",
    },
    "how a sequence is searched and judged: docs/loop/sequence.md": {
        "decide.sequence": (
            "CASH_STEP CAUTION FRESH FRESH_FROM HELD_TO_NOTHING LEAST_FUTURES LEAST_POSITIONS LEAST_ROAD "
            "LEAST_SCENARIOS LEAST_WAIT LOOKED_AT LOOKED_AT_LITTLE MOST_QUARTERS QUARTERS ROUNDS SCENARIOS "
            "STEP"
        ),
        "decide.sequence.search": (
            "GAP LEAST_GAIN LEAST_LACK MOST_COLUMNS MOST_OUT NODES NO_WAY ROUNDS WISHES"
        ),
    },
    "how the value of information is estimated: docs/loop/knowing.md": {
        "decide.worth_knowing": (
            "ANSWERS AT_ONCE CAUTION CELLS EVEN FEW FEWEST FLAT FOLDS INNER KNOTS LARGEST LEAST_SHARE "
            "MOST MOST_SIDES OUTER OWN PILES PILE_DRAWS PILE_SHARE PRODUCTS REACH RESULTS SAME STEPS "
            "WAVES WIDEST"
        ),
    },
    "how an order is tried: docs/loop/ranking.md": {
        "decide.rank": "ALMOST MOST_DRAWS NOISE PLACES PODIUM SWEEPS",
    },
    "how beliefs are fitted and revised: docs/loop/beliefs.md": {
        "decide.beliefs": "ALIKE APART CONTRADICTS DRAWS LEAST_POINTS MOST_PERIODS POOR THIN",
    },
    "how questions are compared, planning figures of asking among them: docs/loop/asking.md": {
        "decide.asking": (
            "ANSWERS EDGE FURTHER LEAST_OFTEN LEAST_SHARE LIKELY_TO_LAST MOST_AT_ONCE MOST_IN_PLAY "
            "MOST_LOOKED_AT MOST_PEOPLE MOST_SITTINGS PREPARED RESTS SURE SURVEY_DAYS SURVEY_EACH "
            "SURVEY_SHARED SURVEY_START WIDE"
        ),
    },
    "arithmetic of shares: docs/loop/runway.md": {
        "decide.runway": "MOST_SHARES SHARE_HALVINGS STRIDE",
    },
}
"""Constants that are not in the table of the method: why, and of which package. Of another package the same
name needs a reason of its own."""


def excused() -> set[tuple[str, str]]:
    """The constants with a reason, as package and name."""
    return {
        (package, name)
        for packages in ELSEWHERE.values()
        for package, names in packages.items()
        for name in names.split()
    }


def package_of(module: ModuleType) -> str:
    """The package a module stands in, without the first name: ``decide.asking``, ``decide``."""
    return module.__name__.removeprefix("fram.").rpartition(".")[0]


def imported(module: ModuleType) -> set[str]:
    """The names a module takes from another of the engines, where they are looked at themselves."""
    tree, engines = ast.parse(inspect.getsource(module)), r"fram\.(access|crew|decide|ecosystem)\b"
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    found = (node for node in nodes if re.match(engines, node.module or ""))
    return {alias.asname or alias.name for node in found for alias in node.names}


@cache
def constants_by_package() -> dict[tuple[str, str], float]:
    """Every number with a name in capitals in the engines that make a plan, by package and name."""
    packages = (fram.decide, fram.access, fram.crew, fram.ecosystem)
    names = [m.name for p in packages for m in pkgutil.walk_packages(p.__path__, f"{p.__name__}.")]
    modules = [*(importlib.import_module(name) for name in names), market_terms]
    return {
        (package_of(module), name): float(value)
        for module in modules
        for name, value in vars(module).items()
        if re.fullmatch(r"[A-Z][A-Z0-9_]+", name) and isinstance(value, int | float)
        if not isinstance(value, bool) and name not in imported(module)
    }


def constants() -> dict[str, float]:
    """The same by name."""
    return {name: value for (_, name), value in constants_by_package().items()}


def text(page: str) -> str:
    """A page on one line, so that a sentence may be broken anywhere."""
    return re.sub(r"\s+", " ", pages.pages()[page])


def test_planning_figures_of_the_method_are_those_of_the_code() -> None:
    table = pages.section("docs/method.md", "Planning figures of ours")
    told = {cells[0].strip("`"): float(cells[1]) for cells in pages.rows(table) if cells[0].startswith("`")}
    ours = [
        (name, value)
        for (package, name), value in constants_by_package().items()
        if (package, name) not in excused()
    ]
    assert {name for name, value in ours if told.get(name) != value} == set()
    assert set(told) == {name for name, _ in ours}


def test_the_list_of_other_constants_holds_no_leftovers() -> None:
    assert excused() - set(constants_by_package()) == set()


def test_sentences_of_the_method_are_those_of_the_code() -> None:
    known, scopes = constants(), Counter(item.scope for item in INPUTS.values())
    never = sum(name not in inputs_page.FILLED_FROM for name in INPUTS)
    for sentence in (
        f"has {len(INPUTS)} inputs: {scopes['product']} about the product, {scopes['regime']} about the "
        f"regime, {scopes['market']} about the market",
        f"from their own budget uses {len(uses())} of them",
        f"must decide, {spelled(uses(payer=True) - uses())} more count; where hardware is shipped, "
        f"{spelled(uses(goods=True) - uses())} more",
        f"from {known['LEDGER_DRAWS']:,.0f} draws",
        f"on the same draws ({known['MOVED_DRAWS']:,.0f})",
        f"{known['PILOT_PART']:.0%} and {1 - known['PILOT_PART']:.0%} of `sales_cycle`".replace("%", " %"),
        (
            f"Of the local team {known['TEAM_NEAR_HOME']:.0%} is needed in a neighbouring Nordic market "
            f"served from home, {TEAM_BY_MODE['distributor']:.0%} beside a distributor, and "
            f"{TEAM_BY_MODE['partner']:.0%} beside a partner"
        ).replace("%", " %"),
        f"Of each draw and market {sum(np.dtype(kind).itemsize for kind in KEPT.values())} bytes are kept",
        f"From {known['STOP_AFTER']:g} months after the first sale on",
        f"over {known['HORIZON']:g} months",
        f"blocks of {known['BLOCK']:,.0f}",
        f"at least {known['TOLD_APART']:.0%}".replace("%", " %"),
        f"with {known['EXPLAIN_DRAWS']:,.0f} draws",
        f"with {known['READ_ONLY_DRAWS']:,.0f} draws",
        f"{known['CONE_DRAWS']:,.0f} futures",
        f"{never} inputs are a default in every plan",
    ):
        assert sentence in text("docs/method.md"), sentence


def uses(*, payer: bool = False, goods: bool = False) -> set[str]:
    """The inputs of a subscription sold directly to hospitals."""
    place = Setting(market="DE", regime="eu-mdr", needs_payment=payer, speaks_language=False, known={})
    return set(
        used_inputs(build_case(place, sold=Sold(known={}, unit_of_sale="hospital", ships_goods=goods)))
    )


def spelled(names: set[str]) -> str:
    return spelled_number(len(names))


def test_every_activity_and_cost_line_is_in_the_method() -> None:
    told = pages.section("docs/method.md", "What happens in one draw")
    cells = " ".join(row[0] for row in pages.rows(told))
    wanted = {step.name for step in ROAD.activities} - {"wait"} | kinds_of_cost()
    assert {name for name in wanted if not re.search(rf"\b{name}\b", cells)} == set()


def test_the_page_of_inputs_is_the_one_the_code_makes() -> None:
    made = inputs_page.page()
    assert pages.pages()["docs/inputs.md"] == made, "remake it: .venv/bin/python -m tools.inputs_page"


def test_the_page_says_where_each_input_is_used_and_what_moves_it() -> None:
    assert set(inputs_page.WHEN) == set(get_args(When))
    told = pages.section("docs/inputs.md", "What moves together")
    loads = {re.search(r"`(\w+)`", row[0])[1]: row[3] for row in list(pages.rows(told))[1:]}  # type: ignore[index]
    assert set(loads) == set(FACTORS)
    for item in INPUTS.values():
        for factor, load in item.moves:
            assert f"`{item.name}` {load:+g}" in loads[factor]


@cache
def origins() -> dict[str, set[Origin]]:
    """Where each input came from in plans of the four examples and of one company that says more."""
    found: dict[str, set[Origin]] = {}
    for path in sorted((pages.ROOT / "examples").glob("*.toml")):
        for item in plan(path, draws=64, on=ON).plan.assumptions.values():
            found.setdefault(item.name, set()).add(item.estimate.origin)
    return found


@pytest.mark.slow
def test_what_fills_an_input_is_told_as_it_is() -> None:
    filled = {name for name, seen in origins().items() if seen != {Origin.DEFAULT}}
    assert filled - set(inputs_page.FILLED_FROM) == set(), "say in tools/inputs_page.py where it comes from"
    # No example is priced by the course, or the outcome, or has its price set by the way its plan takes.
    asked_of_others = {"months_used", "outcome_share", "tariff"}
    assert set(inputs_page.FILLED_FROM) - filled - asked_of_others == set()


@pytest.mark.parametrize("source", [inputs_page.STATED, inputs_page.CITED])
def test_an_input_comes_from_where_the_page_says(source: str) -> None:
    firm = {Origin.COMPANY} if source == inputs_page.STATED else {Origin.CITED, Origin.CARRIED}
    names = [name for name, told in inputs_page.FILLED_FROM.items() if told == source and name in origins()]
    for name in names:
        seen = origins()[name] - {Origin.DEFAULT}
        assert not seen or seen & firm, name


def confidences(items: Iterable[object]) -> list[int]:
    counts = Counter(item.confidence.value for item in items)  # type: ignore[attr-defined]
    return [counts["read"], counts["partly-read"], counts["unchecked"]]


def test_the_counts_of_what_is_known() -> None:
    known = [p for m in WORLD.markets.values() for p in m.figures.values()]
    figures = sum(bool(parameter.values) for parameter in known)
    costs = [p for found in WORLD.pricing.values() for p in found.figures.values()]
    priced = sum(bool(parameter.values) for parameter in costs)
    published = sum(len(i.figures) for i in WORLD.indications.values())  # type: ignore[attr-defined]
    routes = [route for regime in WORLD.roads.values() for route in regime.routes]
    assert dict(tuple(cells[:2]) for cells in table("docs/knowledge/README.md", 2)) == {
        "markets": f"{len(WORLD.markets)}",
        "figures of markets, and gaps": f"{figures} figures, {len(known) - figures} gaps",
        "costs and prices of markets, and gaps": f"{priced} figures, {len(costs) - priced} gaps",
        "thresholds for health, and markets without one": thresholds(),
        "indications": f"{len(WORLD.indications)}, with {published} published figures",
        "regimes, and routes in them": f"{len(WORLD.roads)} regimes, {len(routes)} routes",
        "pathways to payment": f"{len(WORLD.pathways)}",
        "gates": f"{len(WORLD.gates)}",
        "checklists of evidence, and asks in them": checklists(),
        "offers of support bodies and funding": f"{len(read_offers(WORLD.shelf))}",
        "facts that can be asked of a product": f"{len(list(fact_registry()))}",
        "interview guides": f"{len(guides())}",
    }


def checklists() -> str:
    """How many checklists of evidence stand in the files, and how many asks in them."""
    known = read_checklists(WORLD.shelf)
    return f"{len(known)} checklists, {sum(len(one.asks) for one in known)} asks"


def thresholds() -> str:
    """How many thresholds stand in the files, and how many markets have none."""
    known = [len(worth.thresholds) for worth in WORLD.worth.values()]
    return f"{sum(known)} thresholds, {known.count(0)} markets"


def test_the_page_on_the_worth_of_health_is_that_of_the_files() -> None:
    parameters = [one for worth in WORLD.worth.values() for one in worth.parameters]
    read, partly, unchecked = confidences(dated for one in parameters for dated in one.values)
    without = [market for market in MARKETS if not WORLD.worth[market].thresholds]
    no_rate = [market for market in MARKETS if WORLD.worth[market].discount is None]
    for sentence in (
        f"Of the {read + partly + unchecked} values {read} are `read`, {partly} `partly-read` and "
        f"{unchecked} `unchecked`",
        f"{', '.join(sorted(without)[:-1])} and {max(without)} have none that was read",
        f"{', '.join(sorted(no_rate)[:-1])} and {max(no_rate)} have no rate",
    ):
        assert sentence in text("docs/knowledge/worth.md"), sentence


def spelled_number(number: int) -> str:
    return "none one two three four five six seven eight nine".split()[number]


def table(page: str, width: int) -> list[list[str]]:
    """The rows of the first table of a page, without its head."""
    first = re.search(r"(?:^\|.*\n)+", pages.pages()[page], re.MULTILINE)
    assert first
    return [cells for cells in pages.rows(first[0]) if len(cells) == width][1:]


def test_how_sure_the_knowledge_is() -> None:
    told = pages.section("docs/knowledge/README.md", "How sure it is")
    assert {c[0]: [int(n) for n in c[1:]] for c in list(pages.rows(told))[1:]} == {
        "pathways": confidences(WORLD.pathways),
        "gates": confidences(WORLD.gates),
        "asks of evidence": confidences(ask for one in read_checklists(WORLD.shelf) for ask in one.asks),
        "offers": confidences(read_offers(WORLD.shelf)),
    }


def test_the_newest_years_of_the_figures_that_end_early() -> None:
    told = pages.section("docs/knowledge/README.md", "Markets and their figures")
    rows = [(re.match(r"`(\w+)`", cells[0]), cells[1]) for cells in pages.rows(told)]
    named = {found[1]: int(year) for found, year in rows if found}
    assert named == {
        name: max(
            v.start.year for m in WORLD.markets.values() for v in m.figures[name].values if v.start <= ON
        )
        for name in named
    }
    assert " ".join(MARKETS) in told


def test_sentences_about_the_knowledge() -> None:
    paths, gates = WORLD.pathways, WORLD.gates
    routes = [route for regime in WORLD.roads.values() for route in regime.routes]
    pays = Counter(path.pays for path in paths)
    states = Counter(path.state for path in paths)
    counted = sum(bool(m.figures["hospitals"].values) for m in WORLD.markets.values())
    without = [m for m in MARKETS if not any(m in item.markets for item in (*paths, *gates))]
    assert all(route.months for route in routes)
    for sentence in (
        f"All {len(routes)} routes have months, {sum(r.fees is not None for r in routes)} have a fee, and "
        f"only {sum(r.chance is not None for r in routes)} have a chance",
        f"{states['live'] + states['new']} of {len(paths)} are in force, and {pays['yes']} pay by "
        f"themselves; {pays['indirect']} only open a door, {pays['no']} do not pay, "
        f"{pays['not-in-force']} are planned",
        f"Only {sum(p.chance is not None for p in paths)} have a published base rate",
        f"{', '.join(without[:-1])} and {without[-1]} have no pathway and no gate at all",
        f"Only {sum(g.months is not None for g in gates)} of {len(gates)} have a time and "
        f"{sum(g.cost is not None for g in gates)} a cost",
        f"counted for {counted} markets",
    ):
        assert sentence in text("docs/knowledge/README.md"), sentence
