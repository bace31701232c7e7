"""Answers that agree too much, cells that are no answer, amounts that do not end."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from fram.terms.errors import Refused
from fram.workspace.pricing import asked
from fram.workspace.pricing.sale.page import page_html

ON = date(2026, 11, 22)
LADDER = Path(__file__).parents[3] / "examples" / "price-answers-gg.csv"
HEAD = "respondent,currency,too_cheap,cheap,expensive,too_expensive\n"


def flat(text: str) -> str:
    return " ".join(text.split())


def test_four_answers_that_agree_give_no_price_no_range_and_no_block(tmp_path: Path) -> None:
    path = tmp_path / "four.csv"
    head, rows = "respondent,currency,at_10,at_20,at_21", [f"{n},EUR,yes,yes,no" for n in range(3)]
    path.write_text("\n".join([head, *rows, "9,EUR,yes,yes,yes"]), encoding="utf-8")
    # 21 is best only where all four drawn are the last: 1 in 256. Every other redraw says 20.
    found = asked.gabor_granger(path, market="DE", on=ON)
    assert found.result.best_range == (20, 20, 20)
    page = asked.ladder_page(found)
    text = flat(asked.ladder_text(found))
    assert "no range yet" in text
    assert "4 answers give neither a price nor a range yet. Ask 26 more to reach 30." in text
    assert page.code == ""
    told = json.loads(asked.ladder_json(found))
    assert told["best_price"] == {"point": None, "p10": None, "p90": None, "beyond": ""}
    assert told["survey"] is None
    assert "<svg" in page_html(asked.ladder_page(found, lang="nb"))


def test_few_answers_to_four_questions_that_agree_give_no_range(tmp_path: Path) -> None:
    path = tmp_path / "alike.csv"
    rows = [f"{n},EUR,30,50,70,90" for n in range(19)]
    path.write_text(HEAD + "\n".join([*rows, "99,EUR,30,50,70,91"]), encoding="utf-8")
    found = asked.van_westendorp(path, market="DE", on=ON)
    told = json.loads(asked.four_json(found))
    for name, crossing in told["crossings"].items():
        low, _, high = found.result.ranges[name] if found.result else (0, 0, 0)
        assert (crossing["p10"] is None) is (f"{low:.3g}" == f"{high:.3g}")
    assert told["crossings"]["ipp"] == {"point": None, "p10": None, "p90": None}
    assert re.search(r"Indifference price point +no range yet", flat(asked.four_text(found)))


@pytest.mark.parametrize("method", ["psm", "gg"])
def test_cells_like_a_formula_are_marked_and_cost_their_row_alone(tmp_path: Path, method: str) -> None:
    path = tmp_path / "formula.csv"
    if method == "psm":
        path.write_text(
            f"{HEAD}1,EUR,30,50,70,90\n2,EUR,35,55,80,100\n=A1,=HYPERLINK(1),30,50,70,90\n4,EURO,30,50,70,90\n",
            encoding="utf-8",
        )
        four = asked.van_westendorp(path, market="DE", on=ON)
        told, text = json.loads(asked.four_json(four)), asked.four_text(four)
    else:
        rows = "1,EUR,yes,no\n2,EUR,yes,yes\n=A1,=HYPERLINK(1),yes,no\n4,EURO,yes,no\n"
        path.write_text(f"respondent,currency,at_40,at_60\n{rows}", encoding="utf-8")
        steps = asked.gabor_granger(path, market="DE", on=ON)
        told, text = json.loads(asked.ladder_json(steps)), asked.ladder_text(steps)
    assert told["currency"] == "EUR"
    assert [(one["why"], one["said"]) for one in told["dropped"]] == [
        ("unknown-currency", "'=HYPERLINK(1)"), ("unknown-currency", "EURO")
    ]  # fmt: skip
    assert told["dropped"][0]["respondent"] == "'=A1"
    assert "“EURO” is no currency we know" in flat(text)


@pytest.mark.parametrize("amount", [float("inf"), float("nan"), 1e13])
@pytest.mark.parametrize("name", ["buyers", "marginal_cost", "fixed_cost"])
def test_a_sale_needs_amounts_that_end(name: str, amount: float) -> None:
    with pytest.raises(Refused, match="cannot be counted with"):
        asked.gabor_granger(LADDER, market="DE", sale=asked.Sale(**{name: amount}), on=ON)  # type: ignore[arg-type]
