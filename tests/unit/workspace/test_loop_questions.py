"""What to find out next for a company file: text, JSON and page in both languages, clear refusals."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from fram.decide.asking import Then
from fram.decide.asking.found import Idle
from fram.decide.model.inputs import INPUTS
from fram.terms.errors import Refused
from fram.workspace.access.phrases import FOLDER
from fram.workspace.decide import plan
from fram.workspace.loop.questions import AskView, Sought, ask, ask_html, ask_json, ask_page, ask_text
from fram.workspace.loop.questions.advice import FORMS, note_command
from fram.workspace.papers.telling.asked import span
from fram.workspace.papers.telling.typed import TypedFile
from fram.workspace.papers.words import Words

DAY = date(2026, 11, 22)
FIRM = """
[company]
name = "Prøve AS"
stage = "first-sales"
cash_nok = 60_000_000
monthly_burn_nok = {burn}
staff = {{product = 4, sales = 4}}

[product]
name = "Pust"
kind = "software"
settings = ["ward"]
payer = "hospital"
unit_of_sale = "ward"

[product.price]
model = "subscription"
amount = {price}
"""
DRAWS = 2048


def firm(tmp_path: Path, *, price: int = 22_000, burn: int = 500_000) -> Path:
    path = tmp_path / "company.toml"
    path.write_text(FIRM.format(price=price, burn=burn), encoding="utf-8")
    return path


def seen(tmp_path: Path, *, sought: Sought | None = None, **sums: int) -> AskView:
    sought = replace(sought or Sought(), draws=DRAWS)
    return ask(firm(tmp_path, **sums), on=DAY, markets=("SE", "DE", "GB"), sought=sought)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> AskView:
    return seen(tmp_path_factory.mktemp("asked"))


def test_the_list_is_by_net_worth_and_every_row_has_its_terms(view: AskView) -> None:
    assert view.asking.questions
    nets = [one.net_nok for one in view.asking.questions]
    assert nets == sorted(nets, reverse=True)
    for one in view.asking.questions:
        assert one.net_nok == pytest.approx(one.worth_nok - one.cost_nok - one.waiting_nok)
        assert one.role == INPUTS[one.inputs[0].input].ask


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_the_page_says_who_how_what_it_costs_and_which_answer_matters(view: AskView, lang: str) -> None:
    page, text, html = ask_page(view, lang=lang), ask_text(view, lang=lang), ask_html(view, lang=lang)
    flat = " ".join(text.split()).replace("\u00a0", " ")
    for row in page.rows:
        assert row.net.replace("\u00a0", " ") in flat
        assert row.whom in " ".join(html.split())
        assert row.means
    assert page.next_step[0]
    assert "<script" not in html
    assert not re.search(r"\{\w+\}|None", text)
    assert all(len(line) <= 100 or "`fram " in line for line in text.splitlines())  # commands stay whole
    assert ("planning figures of ours" if lang == "en" else "planleggingstall fra oss") in flat


def test_how_an_answer_is_noted_fits_the_way_of_asking(view: AskView) -> None:
    for one in view.asking.questions:
        command = note_command(one, TypedFile("company.toml"))
        assert FORMS[one.method] in command
        about = f"{one.names[0]}@{one.market}" if one.market else one.names[0]
        assert about in command
    assert set(FORMS) >= {item.method for item in INPUTS.values()}


def test_json_has_every_figure_and_the_same_run_gives_the_same(tmp_path: Path, view: AskView) -> None:
    told = json.loads(ask_json(view))
    assert told["currency"] == "NOK"
    assert [one["net_nok"] for one in told["questions"]] == pytest.approx(
        [one.net_nok for one in view.asking.questions]
    )
    assert told["today"] == list(view.asking.today)
    assert ask_json(seen(tmp_path)) == ask_json(view)


def test_a_plan_lists_the_same_questions_and_asks_first_where_they_decide(
    tmp_path: Path, view: AskView
) -> None:
    made = plan(firm(tmp_path), on=DAY, markets=("SE", "DE", "GB"), draws=DRAWS).plan
    assert made.asking == view.asking
    decided = {market for one in view.asking.questions for market in one.decides}
    for line in made.markets:
        if line.stance.verdict != "go":
            assert (line.stance.verdict == "find-out") == (line.result.market in decided)


def test_top_and_only_narrow_the_list(tmp_path: Path, view: AskView) -> None:
    one = seen(tmp_path, sought=Sought(top=1)).asking
    assert one.questions == view.asking.questions[:1]
    name = view.asking.questions[0].names[0]
    alone = seen(tmp_path, sought=Sought(inputs=(name,))).asking
    assert {n for found in (*alone.questions, *alone.idle) for n in names_of(found)} == {name}
    local = seen(tmp_path, sought=Sought(markets=("SE",))).asking
    assert all(found.market in ("SE", "") for found in (*local.questions, *local.idle))


def names_of(found: object) -> tuple[str, ...]:
    return found.inputs if isinstance(found, Idle) else found.names  # type: ignore[attr-defined]


# --- refusals, and nothing to ask -----------------------------------------------------------------


def test_an_unknown_input_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="unknown input `sales_cycl`") as refused:
        seen(tmp_path, sought=Sought(inputs=("sales_cycl",)))
    assert "sales_cycle" in refused.value.problem.remedy


def test_an_input_that_plays_no_part_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="plays no part"):
        seen(tmp_path, sought=Sought(inputs=("partner_share",)))


def test_an_input_taken_as_certain_is_refused(tmp_path: Path) -> None:
    path = firm(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace('"ward"\n\n', '"patient"\n\n'), encoding="utf-8")
    with pytest.raises(Refused, match="`months_used` is taken as certain"):
        ask(path, on=DAY, markets=("SE",), sought=Sought(inputs=("months_used",), draws=DRAWS))


def test_a_market_that_is_not_weighed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="FI is not weighed"):
        seen(tmp_path, sought=Sought(markets=("FI",)))


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_where_nothing_is_worth_asking_it_says_what_the_choice_rests_on(tmp_path: Path, lang: str) -> None:
    page = ask_page(seen(tmp_path, price=20), lang=lang)
    assert page.rows == ()
    assert page.picture is None
    assert len(page.rests) > 1
    assert page.state
    assert "--set" in page.next_step[0]


def test_a_price_below_cost_is_told_as_that(tmp_path: Path) -> None:
    """Where each sale loses money a fifth on the price is no advice: the price is held against the cost."""
    path = firm(tmp_path, price=30)
    path.write_text(path.read_text(encoding="utf-8") + "cost_to_serve = 60\n", encoding="utf-8")
    view = ask(path, on=DAY, markets=("SE", "DE"), sought=Sought(draws=DRAWS))
    assert view.lacks == "cost"
    (step,) = ask_page(view).next_step
    assert "cost to serve" in step
    assert "--set" not in step


def test_the_commands_name_the_file_as_it_was_typed(view: AskView) -> None:
    typed = TypedFile("some where/firm.toml", markets="SE,DE", lang="nb")
    text = ask_text(view, typed=typed)
    assert "`fram decide find 'some where/firm.toml' --markets SE,DE --lang nb --input" in text
    assert "fram decide find company.toml --input" in ask_html(view)


def test_cash_that_sees_no_first_sale_is_said_before_anything_else(tmp_path: Path) -> None:
    view = seen(tmp_path, burn=40_000_000)
    assert not view.asking.lasts
    assert "`fram decide runway company.toml`" in ask_page(view).state[0]


def test_all_inputs_fixed_is_said(view: AskView) -> None:
    fixed = replace(view.asking, questions=(), idle=(), uncertain=0, looked_at=0, rests=())
    page = ask_page(replace(view, asking=fixed))
    assert any("nothing to find out" in text for text in page.state)


# --- words ----------------------------------------------------------------------------------------


def test_ranges_of_answers_are_said_in_the_inputs_unit() -> None:
    def told(low: float | None, high: float | None) -> str:
        then = Then(low=low, high=high, choose=("DE",), chance=0.2, gain_nok=1.0, is_today=False)
        return span(then, "months", words=Words("en")).replace("\u00a0", " ")

    assert told(None, 9) == "under 9 months"
    assert told(14, None) == "over 14 months"
    assert told(9, 14) == "9–14 months"
    assert told(None, None) == "any answer"


def test_every_word_is_used_and_has_both_languages() -> None:
    words = yaml.safe_load((FOLDER / "questions.yaml").read_text(encoding="utf-8"))
    folder = Path(__file__).parents[3] / "src" / "fram" / "workspace" / "loop" / "questions"
    code = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.*") if path.suffix != ".pyc")
    built = ("h-", "i-", "left-", "small-", "how-", "p-", "skip", "n-lacks-")
    for key, pair in words.items():
        assert set(pair) == {"en", "nb"}
        assert f'"{key}"' in code or key.startswith(built), key
        places = {lang: sorted(re.findall(r"\{(\w+)\}", text)) for lang, text in pair.items()}
        assert places["en"] == places["nb"], key
