"""The board page: one screen in both languages, whatever the plan says."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from fram.decide.cash import Cone
from fram.decide.rank import Range
from fram.terms.estimate import Reason
from fram.workspace.papers.board import WIDTH, board, print_board
from fram.workspace.record import PlanRecord
from tests.golden.paper_record import line, lines, points, question, ranked, record, with_markets, without_go

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
MOST_LINES = 40


def plain(text: str) -> str:
    """With ordinary spaces."""
    return text.replace("\u00a0", " ")


def many_markets() -> PlanRecord:
    """All that can be weighed, nearly all closed, each group with another trigger."""
    codes = "DE SE DK FI IS AT CH FR BE NL LU IE ES IT PT PL EE US CA AU JP SG SA AE BR CN IN".split()
    stance = lines()[3].stance
    triggers = [
        Reason.of("trigger-above", input=name, value=str(1 + n), unit="factor")
        for n, name in enumerate(("market_fit", "reach", "sales_cycle", "channel_margin", "gate_months"))
    ]
    closed = tuple(
        line(ranked(code, 2, points(-9, -3, 9)), replace(stance, market=code, trigger=triggers[number % 5]))
        for number, code in enumerate(codes)
    )
    return with_markets(record(), closed)


def odd() -> dict[str, PlanRecord]:
    made = record()
    lasting = Cone(months=made.plan.cash_alone.months, ends=(None, None, None), chance_ends=0.0)
    return {
        "usual": made,
        "no go": without_go(),
        "one market": with_markets(made, lines()[:1]),
        "no market": with_markets(replace(made, plan=replace(made.plan, tornado=())), ()),
        "cash lasts": replace(made, plan=replace(made.plan, cash_alone=lasting)),
        "many": many_markets(),
        "long names": replace(
            made, company="A very long company name, " * 8, product="Ø" * 200, input_file="x/" * 60
        ),
        "steering": replace(made, company="Bell\x07 \x1b[31mred\x1b[0m\nnew line"),
        "script": replace(made, company="<script>alert(1)</script>"),
    }


@pytest.mark.parametrize("lang", ["en", "nb"])
@pytest.mark.parametrize("kind", list(odd()))
def test_it_fits_one_screen(kind: str, lang: str) -> None:
    text = board(odd()[kind], lang=lang)
    rows = text.splitlines()
    assert len(rows) <= MOST_LINES
    assert max(len(row) for row in rows) <= WIDTH
    assert not any(character in text for character in "\x1b\x07\t")
    assert "None" not in text
    assert "−0 " not in plain(text)


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_it_reads_as_agreed(lang: str) -> None:
    file = GOLDEN / f"board.{lang}.txt"
    text = board(record(), lang=lang)
    if os.environ.get("FRAM_UPDATE_GOLDEN") == "1":
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


def test_verdict_first_then_reason_range_basis_and_next_step() -> None:
    text = plain(board(record(), lang="en"))
    order = [
        "Cash ends",
        "GO ",
        "because",
        "FIND OUT",
        "NOT NOW",
        "At risk",
        "Rests on",
        "read facts only",
        "Next step",
    ]
    places = [text.index(mark) for mark in order]
    assert places == sorted(places)
    assert "go if under 9 months" in text
    assert "44 % of the variance" in text


def test_without_a_go_it_says_why_and_what_to_do() -> None:
    text = plain(board(without_go(), lang="en"))
    assert "none today" in text
    assert "Germany, which stands first, is worth −5.0 MNOK on average" in text
    assert "do this first: settle the local fit" in text


def test_a_market_that_pays_but_cannot_be_afforded_is_said_to() -> None:
    made = without_go()
    first = made.plan.markets[0]
    dear = replace(first.result, mean=9e6, chance_loss=0.3, early_spend=points(4, 5, 6))
    text = " ".join(board(with_markets(made, (replace(first, result=dear),)), lang="en").split())
    assert "takes 5.0 MNOK until the next decision: more than 25 % of the cash" in text


def test_closed_markets_share_their_trigger_and_show_its_span() -> None:
    stance = lines()[4].stance
    values = [("JP", "1.2"), ("US", "2.6")]
    closed = tuple(
        line(
            ranked(code, 1, points(-9, -3, 9)),
            replace(
                stance,
                market=code,
                trigger=Reason.of("trigger-above", input="market_fit", value=value, unit="factor"),
            ),
        )
        for code, value in values
    )
    text = plain(board(with_markets(record(), closed), lang="en"))
    assert "Japan, United States: re-open when the local fit is above 1.2–2.6 × usual (by market)" in text


def test_the_first_question_is_named_once_and_only_if_worth_its_cost() -> None:
    assert "Ask first" not in board(record(), lang="en")  # it leads the list of things to find out
    made = record()
    elsewhere = replace(made, plan=replace(made.plan, first_question=question("", worth=5e6)))
    assert "Every market" in board(elsewhere, lang="en")
    idle = replace(made, plan=replace(made.plan, first_question=question("DE", worth=10_000)))
    assert "Ask first" not in board(idle, lang="en")


def test_nothing_at_risk_is_a_word_not_a_number() -> None:
    made = record()
    calm = replace(made, plan=replace(made.plan, at_risk=Range(p10=0.0, p50=0.0, p90=0.0)))
    assert "(Mar 2027)   nothing" in plain(board(calm, lang="en"))


@pytest.mark.parametrize("terminal", [True, False])
def test_colour_only_on_a_terminal(terminal: bool) -> None:
    out = io.StringIO()
    console = Console(
        file=out, force_terminal=terminal, color_system="truecolor" if terminal else None, width=100
    )
    print_board(record(), lang="en", console=console)
    assert ("\x1b[" in out.getvalue()) is terminal
    if not terminal:
        assert out.getvalue() == board(record(), lang="en")
