"""What the checks say is said in Norwegian too, with the same words and figures in it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fram.knowledge.shelf import load_yaml
from fram.terms.errors import Problem
from fram.workspace.company.exchange import check_content
from fram.workspace.company.exchange.telling import PLACE, norwegian, problem_in
from tests import machine

FILE = machine.ROOT / "src/fram/workspace/company/exchange/problems.yaml"
DAY = date(2026, 11, 21)
PRODUCT: dict[str, Any] = {"name": "Vind", "kind": "device"}
COMPANY: dict[str, Any] = {"name": "Vind AS", "cash_nok": 1, "monthly_burn_nok": 1}
STUDY = {"title": "a", "design": "rct"}
WRONG: list[dict[str, Any]] = [
    {"product": {"price": {"amount": 3, "low": 7}}},
    {"product": {"price": {"amount": -3, "currency": "NKO"}}},
    {"product": {"home": {"orders": 5, "pilots": 3, "contacted": 1}, "indications": ["copdd"]}},
    {
        "product": {
            "certificates": [
                {"regime": "eu-mdr", "device_class": "V", "held_on": "2026-01-02", "until": "2026-01-01"}
            ]
        }
    },
    {"product": {"certificates": [{"regime": "eu-mdd", "until": "2020-01-01"}, {"device_class": "I"}]}},
    {
        "product": {
            "evidence": [
                {**STUDY, "effect": 3, "effect_low": 4, "effect_high": 2, "spread": 0.1, "attrition": 1}
            ]
        }
    },
    {"product": {"evidence": [{**STUDY, "scale": "ratio", "effect": 0, "effect_low": 1, "effect_high": 1}]}},
    {"product": {"savings": [{"what": "other", "name": "x", "amount": 1, "low": 2, "worth": 1}]}},
    {
        "product": {
            "surveys": [
                {"market": "DE", "method": "interview", "answers": 3, "low": 9, "high": 4, "typical": 5}
            ]
        }
    },
    {"product": {"facts": {"implantable": True, "invasive": "none", "steril": True, "sterile": "perhaps"}}},
    {
        "product": {
            "channel": "direct",
            "price": {"amount": 3, "cost_to_serve": 5, "discount_to_channel": 0.3, "model": "per-use"},
        }
    },
    {
        "expected": [
            {"input": "sales_cycle", "low": 9, "typical": 6, "high": 14},
            {"input": "prise"},
            {"input": "churn", "low": 1},
        ]
    },
    {"factor": [{"name": "a", "loadings": {"churn": 3}}, {"name": "a", "loadings": {}}]},
    {
        "scenario": [
            {"name": "a", "set": {"churn": "x", "price": "+1,5", "nothing": 3}},
            {"name": "b", "set": {}},
        ]
    },
    {"finding": [{"input": "churn", "kind": "desk", "on": "2030-01-01", "yes": 3, "of": 2}]},
    {"finding": [{"input": "sales_cycle", "kind": "desk", "on": "2026-01-01"}]},
    {"sequence": {"under_way": [{"market": "DK", "started": "2030-01-01", "quarter": 2, "stands": False}]}},
]


def _content(wrong: dict[str, Any]) -> dict[str, Any]:
    product = {**PRODUCT, **wrong.get("product", {})}
    return {"company": COMPANY, **wrong, "product": product}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_said_in_norwegian(wrong: dict[str, Any]) -> None:
    report = check_content(_content(wrong), on=DAY)
    found = [*report.problems, *report.warnings]
    assert report.problems or report.warnings
    for problem in found:
        told = problem_in(problem, "nb")
        for name in ("what", "why", "remedy"):
            before, after = getattr(problem, name), getattr(told, name)
            assert after != before or not before, f"nobody has translated: {before}"
        assert told.where == problem.where


def test_names_and_figures_stay() -> None:
    assert norwegian("low = 7 is above amount = 3") == "low = 7 er over amount = 3"
    assert (
        norwegian('did you mean `copd`? give a list such as ["…", "…"]')
        == 'mente dere `copd`? oppgi en liste som ["…", "…"]'
    )
    assert norwegian("give a number (NOK), 0 or more") == "oppgi et tall (NOK), 0 eller mer"
    assert norwegian("something nobody ever said") == "something nobody ever said"
    problem = Problem(where="x", what="is missing")
    assert problem_in(problem, "en") == problem


def test_the_list_keeps_what_is_filled_in() -> None:
    for en, nb in load_yaml(FILE):
        kept = {place for place, _ in PLACE.findall(nb)}
        assert kept <= {place for place, _ in PLACE.findall(en)}, en
