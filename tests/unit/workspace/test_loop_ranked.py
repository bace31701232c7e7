"""``fram decide rank`` on the invented companies: the command, its words, its page, what it refuses."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from fram.cli.app import app
from fram.decide.rank import Preference
from fram.terms.errors import Refused
from fram.workspace.access.phrases import phrases
from fram.workspace.decide import plan
from fram.workspace.loop.ranked import (
    Draw,
    RankedMarkets,
    page_html,
    page_text,
    preference_of,
    rank_json,
    rank_markets,
    rank_page,
)
from fram.workspace.papers.telling.typed import TypedFile

ON = date(2026, 11, 22)
EXAMPLES = Path(__file__).parents[3] / "examples"
FEW = ("GB", "DE", "SE", "LU")
ORDER = "value,cash,time"


@cache
def view(
    markets: tuple[str, ...] = FEW, order: str = "", weights: str = "", name: str = "nordlys-vital"
) -> RankedMarkets:
    return rank_markets(
        EXAMPLES / f"{name}.toml", on=ON, markets=markets, draw=Draw(draws=1000),
        preference=preference_of(order=order, weights=weights),
    )  # fmt: skip


def run(*words: str) -> Result:
    given = ("--on", "2026-11-22", "--draws", "400", "--markets", "GB,SE", *words)
    return CliRunner().invoke(app, ["decide", "rank", str(EXAMPLES / "nordlys-vital.toml"), *given])


def told(found: RankedMarkets, lang: str = "en") -> str:
    return re.sub(r"\s+", " ", page_text(rank_page(found, lang=lang)))


def test_the_ranking_is_the_plans_own() -> None:
    record = plan(EXAMPLES / "nordlys-vital.toml", markets=FEW, draws=1000, on=ON)
    assert [line.result for line in record.plan.markets] == list(view().ranked)
    assert record.plan.chance_nothing_best == pytest.approx(view().chance_nothing_best)


def test_the_order_markets_are_named_in_is_irrelevant() -> None:
    assert view(tuple(reversed(FEW))).kept == view().kept


def test_the_first_sentence_is_the_one_a_board_asks_for() -> None:
    leader = view().kept.markets[0]
    share = round(100 * leader.first_by_weights)
    assert f"stays first in {share} of 100 ways a board could weigh these: value, chance of no loss" in told(
        view()
    )
    assert f"first in {round(100 * leader.first)} of 100" in told(view())


def test_each_market_is_told_whether_it_is_beaten() -> None:
    text = told(view())
    assert "Luxembourg The United Kingdom beats it at every level of risk." in text
    assert "at every level of risk, nor for a careful board" in text


def test_an_order_and_weights_are_said_back() -> None:
    assert "in this order of importance: value, cash needed at the deepest, months" in told(view(order=ORDER))
    assert "with your weights: value, cash" in told(view(weights="value=3,cash=1"))
    within = told(view(weights="value=0.4..0.6,cash=0..1"))
    assert "within your limits" in within
    assert "weight: 40 % to 60 %" in within


def test_one_market_says_so_and_works() -> None:
    found = told(view(("SE",)))
    assert "Only one market is weighed" in found
    assert "Under the board's weights" not in found


@pytest.mark.parametrize(
    ("lang", "title", "order"),
    [("en", "Sweden against doing nothing", "order"), ("nb", "Sverige mot å la være", "rekkefølge")],
)
def test_one_market_has_no_order_no_tier_and_no_first_place(lang: str, title: str, order: str) -> None:
    page = rank_page(view(("SE",)), lang=lang)
    assert page.title == title
    values = page.blocks[0]
    assert values.table is not None
    assert len(values.table.head) == 4  # market, mean, range, chance of loss
    assert values.picture is None
    said = " ".join(
        [*page.state, *(line.name + line.text for line in page.glance), *page.next_step, values.intro]
    )
    assert order not in said.lower()
    assert "fram decide rank" in page.next_step[0]


def test_where_asking_has_nothing_the_ranking_does_not_send_there(tmp_path: Path) -> None:
    """At a price below cost: what the plan warns of, not a question; above it the question stays."""
    text = (EXAMPLES / "nordlys-vital.toml").read_text(encoding="utf-8")
    path = tmp_path / "firm.toml"
    path.write_text(
        re.sub(r"^amount = 850.*$", "amount = 40", text, flags=re.MULTILINE)
        .replace("low = 600", "low = 35").replace("high = 1_100", "high = 45"),
        encoding="utf-8",
    )  # fmt: skip
    found = rank_markets(path, on=ON, markets=("SE", "DE"), draw=Draw(draws=1000))
    assert found.lacks == "cost"
    (step, *_) = rank_page(found).next_step
    assert "decide ask" not in step
    assert "cost to serve" in step
    kept = replace(found, lacks=None)
    assert "`fram decide ask firm.toml`" in rank_page(kept).next_step[0]
    asked = rank_page(kept, typed=TypedFile("there/firm.toml", markets="SE,DE")).next_step[0]
    assert "`fram decide ask there/firm.toml --markets SE,DE`" in asked


def test_a_market_served_already_is_refused() -> None:
    with pytest.raises(Refused, match="NO is served already"):
        view(("SE", "NO"))


def test_on_a_phone_the_rows_of_a_table_stand_as_cards() -> None:
    page = page_html(rank_page(view()))
    assert page.count('class="stacked numbers"') == 4
    assert 'data-name="Tier"' in page


def test_figures_nobody_checked_are_called_that() -> None:
    text = told(view())
    assert "nobody has read a source for" in text
    assert "planning figures of ours" in text


@pytest.mark.parametrize("lang", ["en", "nb"])
@pytest.mark.parametrize("name", ["holokirurg", "nordlys-vital", "rask-sepsis", "sovn-app"])
def test_every_company_gets_a_page_in_both_languages(name: str, lang: str) -> None:
    markets = FEW if name != "rask-sepsis" else ("GB", "DE", "FI", "LU")  # it serves Sweden already
    found = view(markets, name=name)
    html = page_html(rank_page(found, lang=lang))
    assert "<script" not in html
    assert 'http-equiv="Content-Security-Policy"' in html
    assert html.count("<svg") == 4  # two pictures, wide and narrow
    assert not re.search(r"\{[a-z_]+\}", re.sub(r"<style>.*?</style>", "", html, flags=re.S))
    text = told(found, lang)
    assert "nan" not in text.replace("finans", "").split()


def test_every_sentence_is_said_somewhere() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (Path(__file__).parents[3] / "src/fram/workspace/loop/ranked").rglob("*.*")
        if path.suffix in {".py", ".html"}
    )
    families = {"c", "k", "s", "small", "stays", "stable", "beats", "nothing-too"}
    unused = [
        key
        for key in phrases("ranked")
        if f'"{key}"' not in code and not families & {key.partition("-")[0], key.rpartition("-")[0]}
    ]  # fmt: skip
    assert unused in ([], ["skip"])


def test_the_command_prints_text_and_json_and_writes_a_page(tmp_path: Path) -> None:
    assert "Which markets stand firm" in run().stdout
    assert "Hvilke markeder som står støtt" in run("--lang", "nb").stdout
    found: dict[str, Any] = json.loads(run("--json", "--order", ORDER).stdout)
    assert {one["market"] for one in found["markets"]} == {"GB", "SE"}
    assert found["stability"]["kind"] == "order"
    assert [one["criterion"] for one in found["stability"]["criteria"]] == ORDER.split(",")
    path = tmp_path / "ranking.html"
    assert run("--html", str(path)).stdout.strip() == str(path)
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_same_seed_gives_the_same_bytes() -> None:
    assert run("--json").stdout == run("--json").stdout != run("--json", "--seed", "2").stdout
    assert rank_json(view()) == rank_json(view(tuple(FEW)))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--weights", "valu=3"), "did you mean `value`?"),
        (("--weights", "value=-1"), "a weight is 0 or more"),
        (("--weights", "value=inf"), "a weight is 0 or more"),
        (("--weights", "value=0,cash=0"), "every weight is 0"),
        (("--weights", "value"), "`value` has no weight"),
        (("--weights", "value=much"), "`much` is no weight for `value`"),
        (("--weights", "value=3,value=2"), "`value` is named twice"),
        (("--weights", "value=0.6..0.4"), "the lower one first"),
        (("--weights", "value=0.1..0.2,cash=0.1..0.2"), "no weights fit these limits"),
        (("--weights", ",,"), "no weight is given"),
        (("--order", "value,cash,value"), "`value` is named twice"),
        (("--order", "gold,silver"), "no criterion is called `silver`"),
        (("--order", ",,"), "no criterion is named"),
        (("--order", "value,cash", "--weights", "value=3"), "do not go together"),
        (("--order", "cash", "--weights", "value=0.1..0.9"), "no place in --order"),
        (("--order", "value,cash", "--weights", "value=0..0.2,cash=0.5..1"), "contradict the order"),
        (("--markets", "XQ"), "unknown market `XQ`"),
        (("--json", "--html", "x.html"), "do not go together"),
        (("--lang", "xx"), "unknown language"),
    ],
)
def test_what_cannot_be_weighed_is_refused_with_a_remedy(words: tuple[str, ...], says: str) -> None:
    found = run(*words)
    assert isinstance(found.exception, Refused)
    assert found.exception.kind in ("usage", "invalid")
    assert says in str(found.exception)


def test_options_are_read_as_people_write_them() -> None:
    assert preference_of() is None
    assert preference_of(order=" Value ; CASH ") == Preference.in_order(("value", "cash"))
    assert preference_of(weights="value=3, cash=1") == Preference.stated({"value": 3.0, "cash": 1.0})
    assert preference_of(weights="value=40%..60%,cash=0..1") == Preference.within(
        {"value": (0.4, 0.6), "cash": (0.0, 1.0)}
    )
    assert preference_of(order="value,cash", weights="value=0.5..0.7") == Preference.within(
        {"value": (0.5, 0.7), "cash": (0.0, 1.0)}, is_ordered=True
    )
