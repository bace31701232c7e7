"""The next study as a use case: what is done first, both languages, JSON, the page, the plan's question."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from fram.access.study.design import StudyDesign
from fram.access.study.figures import ASSUMPTIONS
from fram.access.study.options import Work
from fram.cli.app import app
from fram.terms.citation import Confidence
from fram.terms.dist import Fixed, Quantiles
from fram.terms.errors import Refused
from fram.terms.estimate import Estimate, Origin
from fram.workspace.access.phrases import phrases
from fram.workspace.company import read_company
from fram.workspace.study.html import study_html
from fram.workspace.study.record import next_study
from fram.workspace.study.text import study_json, study_text
from fram.workspace.study.told import study_page
from fram.workspace.study.view import StudyView, study_view
from fram.workspace.study.worth import MarketWorth, door_worths, sure_worths
from fram.workspace.weighing.market_terms import view_of
from fram.workspace.weighing.rates import Rates
from fram.workspace.weighing.study.needed import StudyNeeded, study_needed
from fram.workspace.world import the_world
from tests.unit.access.study.invented import door

ROOT = Path(__file__).resolve().parents[3]
ON = date(2026, 11, 22)
EXAMPLES = ("sovn-app", "nordlys-vital", "rask-sepsis", "holokirurg")


def example(name: str) -> Path:
    return ROOT / "examples" / f"{name}.toml"


@cache
def seen(name: str) -> StudyView:
    return study_view(example(name), on=ON)


@cache
def needed(name: str, pathway: str) -> StudyNeeded | None:
    file = read_company(example(name), on=ON)
    view = view_of(file, world=the_world(), on=ON, nok_per=Rates(ON).nok_per)
    fit = next(fit for fit in view.fits if fit.pathway.id == pathway)
    return study_needed(file, fit, market=fit.pathway.markets[0], on=ON)


@pytest.fixture(scope="module")
def dear(tmp_path_factory: pytest.TempPathFactory) -> StudyView:
    """A sensor that sells at three times the price: markets that pay on average."""
    text = example("nordlys-vital").read_text(encoding="utf-8")
    for was, now in (("amount = 850", "2_550"), ("low = 600", "1_800"), ("high = 1_100", "3_300")):
        assert was in text
        text = text.replace(was, f"{was.split(' = ')[0]} = {now}")
    path = tmp_path_factory.mktemp("dear") / "dear.toml"
    path.write_text(text, encoding="utf-8")
    return study_view(path, on=ON)


def market(paid: list[float], unpaid: list[float], *, chance: float, needs: bool = True) -> MarketWorth:
    return MarketWorth(
        market="DE", needs_payment=needs, paid=np.array(paid), unpaid=np.array(unpaid),
        chance=np.full(len(paid), chance),
    )  # fmt: skip


def worths(at: MarketWorth) -> tuple[list[float], list[float]]:
    """What a regulator, a payer and an assessor are worth: at most, and surely."""
    lift = Estimate(
        dist=Fixed(value=0.2), unit="share", origin=Origin.DEFAULT, confidence=Confidence.UNCHECKED
    )
    doors = [
        door("law", kind="regulator", pays=""), door("payer"), door("assessor", kind="assessor", pays=""),
        door("method", kind="method", pays=""),
    ]  # fmt: skip
    most = door_worths(doors, {"DE": at}, lift=lift, seed=1)
    sure = sure_worths(doors, {"DE": at}, lift=lift)
    assert list(most) == list(sure) == [("law", "DE"), ("payer", "DE"), ("assessor", "DE")]
    return [float(one.mean()) for one in most.values()], list(sure.values())


def test_a_door_is_worth_less_surely_than_at_most() -> None:
    # Paid +30 or -10, unpaid -5, a yes in half: on average 0.5 × 10 - 0.5 × 5 = 2.5, at most 0.5 × 15 = 7.5.
    most, sure = worths(market([30.0, -10.0], [-5.0, -5.0], chance=0.5))
    assert most == pytest.approx([7.5, 7.5, 1.5])
    assert sure == pytest.approx([2.5, 2.5, 0.5])


def test_a_market_that_loses_on_average_is_surely_worth_nothing() -> None:
    # On average 0.5 × (-5) - 0.5 × 5 = -5; at most 0.5 × 5 = 2.5, by the one future in which it pays.
    most, sure = worths(market([10.0, -20.0], [-5.0, -5.0], chance=0.5))
    assert most == pytest.approx([2.5, 2.5, 0.5])
    assert sure == [0.0, 0.0, 0.0]


def test_a_yes_adds_only_what_going_without_it_would_not_bring() -> None:
    # Without payment 4 on average, with a yes 10: a chance of a half brings 7, so the yes adds 3.
    _, sure = worths(market([10.0, 10.0], [6.0, 2.0], chance=0.5))
    assert sure == pytest.approx([7.0, 3.0, 1.4])


def test_work_on_what_there_is_comes_before_a_new_study_where_the_market_pays(dear: StudyView) -> None:
    first = dear.first
    assert first is not None
    assert first.option == Work(extra="economics")
    assert first.gain == first.sure - first.cost_mean > 0
    assert first.sure < first.value
    assert sum(one.is_first for one in study_page(dear).steps) == 1
    kept = next_study(dear)
    assert kept is not None
    assert kept.first is not None
    assert (kept.first.sure, kept.first.value, kept.losing) == (first.sure, first.value, ())
    state = " ".join(study_page(dear).state)
    assert state.startswith("No new study first. Do this: an analysis of costs")
    assert "on average; at most" in state


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_sure_is_never_above_the_most(name: str) -> None:
    view = seen(name)
    assert all(0 <= step.sure <= step.value for step in view.steps)
    assert view.first is None or view.first.gain > 0
    assert all(view.means[code] < 0 for code in view.losing)


def test_the_best_study_is_a_trial_that_also_opens_germany() -> None:
    study = seen("sovn-app").study
    assert study is not None
    assert isinstance(study.option, StudyDesign)
    assert study.option.kind == "rct"
    assert {"DE", "FR"} <= {one.market for one in study.opens}


@pytest.mark.parametrize("name", EXAMPLES)
def test_steps_rise_in_cost_and_value(name: str) -> None:
    steps = seen(name).steps
    assert [one.cost_mean for one in steps] == sorted(one.cost_mean for one in steps)
    assert [one.value for one in steps] == sorted(one.value for one in steps)
    assert all(one.cost.p10 <= one.cost.p50 <= one.cost.p90 for one in steps)
    assert all(one.opens and 0 < one.chance <= 1 for one in steps)


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_market_counts_once(name: str) -> None:
    for step in seen(name).steps:
        markets = [one.market for one in step.opens]
        assert len(markets) == len(set(markets))
        undiscounted = sum(one.chance * one.mean for one in step.opens)
        assert 0 < step.value < undiscounted


@pytest.mark.parametrize("lang", ["en", "nb"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_told_in_both_languages(name: str, lang: str) -> None:
    view = seen(name)
    text = study_text(view, lang=lang)
    assert view.product.name in text
    assert {"en": "unchecked", "nb": "ikke kontrollert"}[lang] in text
    assert not re.search(r"\{[a-z_]+\}", text)
    html = study_html(view, lang=lang)
    assert html.count("<svg") == 2 * bool(view.steps)
    assert "<script" not in html


def test_the_formula_stands_with_its_numbers() -> None:
    page = study_page(seen("sovn-app"))
    told = " ".join(page.size)
    assert re.search(r"2 × \(\(1\.96 \+ (0\.84|1\.28)\) / 0\.\d+\)²", told)
    assert "24 % lost on the way" in told.replace("\u00a0", " ")  # phone apps lose 24.1 % within months
    assert "App against sleep advice" in told


def test_figures_nobody_read_say_so() -> None:
    lines = {line.text.split(":")[0]: line for line in study_page(seen("rask-sepsis")).rests}
    assert lines["Effect a careful plan counts on"].confidence == "read"
    assert lines["Effect a careful plan counts on"].url.startswith("https://")
    assert lines["Effect a hopeful plan counts on"].confidence == "unchecked"
    assert lines["Effect a hopeful plan counts on"].source == ""
    assert lines["Effect believed before the study"].confidence == "partly-read"
    assert "0.05–0.29" in lines["Effect believed before the study"].text  # as the abstract has it


def test_only_figures_the_page_uses_are_shown_and_as_their_source_has_them() -> None:
    lines = {line.text.split(": ")[0]: line.text for line in study_page(seen("sovn-app")).rests}
    assert not {name for name in lines if name.startswith("Effect ")}  # its own trial stands in their place
    assert "How far an effect may differ in another place" in lines
    assert "How alike people of one group are (ICC)" not in lines  # no groups drawn by lot
    lost = lines["Share lost within some months, digital, at home"].replace("\u00a0", " ")
    assert lost.endswith("24.1 % (19.3–29.6 %)")


def test_a_firm_whose_markets_lose_money_is_told() -> None:
    view = seen("rask-sepsis")
    assert view.first is None
    page, kept = study_page(view), next_study(view)
    state = " ".join(page.state)
    assert state.startswith("No study pays for itself")
    assert "loses money in the United Kingdom" in state
    assert "The nearest, not advice to do it" in state
    assert not any(row.is_first for row in page.steps)
    assert kept is not None
    assert (kept.first, kept.losing) == (None, view.losing)
    assert "GB" in kept.losing


def test_json_holds_every_assumption() -> None:
    told = json.loads(study_json(seen("sovn-app")))
    assert told["first"] is None
    assert set(told["assumptions"]) == set(ASSUMPTIONS)
    assert told["work"]["option"] == {
        "work": "transferability", "market": "DE",
        "on_study": "App against sleep advice in general practice (invented)",
    }  # fmt: skip
    size = told["study"]["option"]["size"]
    assert size["people"] >= size["arms"] * size["analysed_per_arm"]
    assert told["work"]["value_nok"] <= told["work"]["value_at_most_nok"]
    assert told["steps"][0]["cost_nok"]["p10"] < told["steps"][0]["cost_nok"]["p90"]


def test_the_same_seed_gives_the_same_answer() -> None:
    assert study_json(study_view(example("nordlys-vital"), on=ON)) == study_json(seen("nordlys-vital"))


def test_a_budget_is_kept_and_an_empty_one_refused() -> None:
    found = study_view(example("sovn-app"), on=ON, budget=300_000)
    for step in (found.first, found.study, found.work):
        assert step is None or step.cost_mean <= 300_000
    with pytest.raises(Refused, match="a budget of 0"):
        study_view(example("sovn-app"), on=ON, budget=0)


def test_one_market_alone() -> None:
    found = study_view(example("sovn-app"), on=ON, markets=("DE",))
    assert {one.market for step in found.steps for one in step.opens} == {"DE"}


def test_days_before_the_figures_take_the_first_there_are() -> None:
    assert study_view(example("sovn-app"), on=date(2016, 1, 1)).figures.assumption("margin").dist.mean == 0.1


def test_the_plans_question_germany() -> None:
    found = needed("sovn-app", "DE-DIGA-P")
    assert found is not None
    assert found.option == Work(
        extra="transferability", study="App against sleep advice in general practice (invented)", market="DE"
    )
    assert isinstance(found.cost.dist, Quantiles)
    assert (found.cost.unit, found.months.unit) == ("NOK", "months")
    assert (found.cost.origin, found.cost.confidence) == (Origin.DEFAULT, Confidence.UNCHECKED)
    assert 60_000 <= found.cost.dist.values[0] < found.cost.dist.values[-1] <= 500_000  # the file's range
    assert found.left == ()


def test_the_plans_question_italy_asks_for_a_second_trial() -> None:
    found = needed("sovn-app", "IT-DTX")
    assert found is not None
    assert isinstance(found.option, StudyDesign)
    assert found.option.kind == "rct"
    assert (found.option.power, found.option.case) == (0.8, "careful")


def test_where_no_study_can_the_plan_gets_none() -> None:
    assert needed("sovn-app", "NL-ZVW") is None  # the Dutch field must accept it: no study answers for it


def test_no_sentence_is_left_unused() -> None:
    sources = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "src/fram/workspace/study").rglob("*.*")
        if path.suffix in (".py", ".html")
    )  # fmt: skip
    built = ("f-", "no-h-", "outcome-", "confidence-")
    for key in phrases("study"):
        assert key.startswith(built) or re.search(f"[\"']{key}[\"']", sources) or key == "skip", key


def test_the_command(tmp_path: Path) -> None:
    run = CliRunner().invoke
    shown = run(app, ["access", "study", str(example("sovn-app")), "--on", "2026-11-22", "--market", "DE"])
    assert shown.exit_code == 0, shown.output
    assert "From the cheapest to what opens most" in shown.output
    out = tmp_path / "study.html"
    options = ["--on", "2026-11-22", "--html", str(out), "--lang", "nb"]
    written = run(app, ["access", "study", str(example("sovn-app")), *options])
    assert written.exit_code == 0, written.output
    assert "Neste studie" in out.read_text(encoding="utf-8")
