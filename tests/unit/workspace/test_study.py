"""The next study as a use case: what is done first, both languages, JSON, the page, the plan's question."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fram.access.study.design import StudyDesign
from fram.access.study.figures import ASSUMPTIONS
from fram.access.study.options import Work
from fram.cli.app import app
from fram.terms.citation import Confidence
from fram.terms.dist import Quantiles
from fram.terms.errors import Refused
from fram.terms.estimate import Origin
from fram.workspace.access.phrases import phrases
from fram.workspace.company import read_company
from fram.workspace.study.html import study_html
from fram.workspace.study.text import study_json, study_text
from fram.workspace.study.told import study_page
from fram.workspace.study.view import StudyView, study_view
from fram.workspace.weighing.market_terms import view_of
from fram.workspace.weighing.rates import Rates
from fram.workspace.weighing.study.needed import StudyNeeded, study_needed
from fram.workspace.world import the_world

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


def test_the_norwegian_trial_is_argued_for_germany_before_any_new_study() -> None:
    first = seen("sovn-app").first
    assert first is not None
    assert isinstance(first.option, Work)
    assert (first.option.extra, first.option.market) == ("transferability", "DE")
    assert [(one.market, one.door.id) for one in first.opens] == [("DE", "DE-DIGA-EVIDENCE")]
    assert first.gain > 0


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
    assert {"en": "unchecked", "nb": "ukontrollert"}[lang] in text
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


def test_a_firm_whose_markets_lose_money_is_told() -> None:
    view = seen("rask-sepsis")
    assert view.first is None
    state = " ".join(study_page(view).state)
    assert state.startswith("No study pays for itself")
    assert "loses money" in state


def test_json_holds_every_assumption() -> None:
    told = json.loads(study_json(seen("sovn-app")))
    assert set(told["assumptions"]) == set(ASSUMPTIONS)
    assert told["first"]["option"] == {
        "work": "transferability", "market": "DE",
        "on_study": "App against sleep advice in general practice (invented)",
    }  # fmt: skip
    size = told["study"]["option"]["size"]
    assert size["people"] >= size["arms"] * size["analysed_per_arm"]
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


def test_days_before_the_figures_are_refused() -> None:
    with pytest.raises(Refused, match="choose a later day"):
        study_view(example("sovn-app"), on=date(2016, 1, 1))


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
