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
from fram.decide.rests import CountedTwice
from fram.decide.verdicts import Verdict
from fram.terms.estimate import Reason
from fram.workspace.papers.board import MOST_LINES, WIDTH, board, print_board
from fram.workspace.record import PlanRecord
from tests.golden.paper_record import (
    line,
    lines,
    points,
    question,
    ranked,
    record,
    with_markets,
    with_questions,
    without_go,
)

GOLDEN = Path(__file__).resolve().parents[2] / "golden"


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


def much_warned() -> PlanRecord:
    """Three to enter and three to ask about, with every warning for each, and much that is counted twice."""
    keys = ("warning-below-cost", "warning-price-bound", "warning-no-demand", "warning-beyond-horizon")
    go, asked = lines()[0], lines()[2]
    found = []
    for number, code in enumerate("DE AE SA GB US NL JP CN BR IN".split()):
        base = go if number < 3 else asked if number < 6 else lines()[3 + number % 2]
        given = tuple(Reason.of(key, chance=0.5 + number / 20) for key in keys)
        found.append(
            replace(
                base, result=ranked(code, 1, points(-9, 3, 9)), stance=replace(base.stance, market=code),
                ledger=replace(base.ledger, warnings=given),
            )
        )  # fmt: skip
    asked = (question(line.result.market) for line in found[3:6])
    return with_questions(with_markets(record(), tuple(found)), *asked)


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
        "warned": much_warned(),
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
    assert len(rows) <= MOST_LINES == 40
    assert all(
        len(row) <= WIDTH or "fram decide" in row for row in rows
    )  # a command is pasted: it stays whole
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
    assert "under 9 months → the United Kingdom (30 % likely)" in text
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
    first = replace(question("", worth=5e6), decides=("DE",))
    assert "Every market" in board(with_questions(record(), first, question("GB")), lang="en")
    idle = with_questions(without_go())
    assert "Ask first" not in board(idle, lang="en")


def test_nothing_at_risk_is_a_word_not_a_number() -> None:
    made = record()
    calm = replace(made, plan=replace(made.plan, at_risk=Range(p10=0.0, p50=0.0, p90=0.0)))
    assert "(Mar 2027)   nothing" in plain(board(calm, lang="en"))


def test_a_warning_stands_with_its_market_and_says_how_often_it_holds() -> None:
    text = " ".join(plain(board(record(), lang="en")).split())
    places = [text.index(mark) for mark in ("GO Germany", "warning for Germany: what it is", "FIND OUT")]
    assert places == sorted(places)
    assert "holds the price down in 62 % of the runs" in text
    calm = tuple(replace(one, ledger=replace(one.ledger, warnings=())) for one in lines())
    assert "warning" not in board(with_markets(record(), calm), lang="en")


def test_where_the_screen_is_too_small_it_says_whom_the_warnings_concern() -> None:
    text = " ".join(plain(board(much_warned(), lang="en")).split())
    where = "told with the market in the report"
    assert f"warning for Germany, the United Arab Emirates, Saudi Arabia: {where}" in text
    assert f"warning for the United Kingdom, the United States, the Netherlands: {where}" in text


def test_the_same_warning_for_several_is_one_sentence_with_its_span() -> None:
    two = tuple(
        replace(one, ledger=replace(one.ledger, warnings=(Reason.of("warning-below-cost", chance=chance),)))
        for one, chance in zip(lines()[:2], (0.55, 0.71), strict=True)
    )
    text = " ".join(plain(board(with_markets(record(), two), lang="en")).split())
    assert "warning for Germany, Sweden: it sells below cost in 55–71 % of the runs" in text
    closed = tuple(replace(one, stance=replace(one.stance, verdict="not-now")) for one in two)
    text = " ".join(plain(board(with_markets(record(), closed), lang="en")).split())
    assert "warning for Germany: it sells below cost in 55 % of the runs" in text  # it stands first
    assert text.count("warning") == 1


EVERY = ("warning-below-cost", "warning-price-bound", "warning-no-demand", "warning-beyond-horizon")


def led_by(*warnings: str, verdict: Verdict = "not-now") -> PlanRecord:
    """No market to enter, and the one that stands first is warned of so much."""
    made = without_go()
    first, *rest = made.plan.markets
    stance = replace(first.stance, verdict=verdict)
    given = tuple(Reason.of(key, chance=1.0) for key in warnings)
    told = replace(first, stance=stance, ledger=replace(first.ledger, warnings=given))
    questions = (question("DE"),) if verdict == "find-out" else ()
    return with_questions(with_markets(made, (told, *rest)), *questions)


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_without_a_go_every_warning_of_the_first_market_is_told_whole(lang: str) -> None:
    text = " ".join(plain(board(led_by(*EVERY), lang=lang)).split())
    go, later = (
        text.index("GO " if lang == "en" else "GÅ INN"),
        text.index("NOT NOW" if lang == "en" else "IKKE NÅ"),
    )
    assert text[go:later].count("100 %") == 4
    assert "…" not in text[go:later]


def test_with_nobody_to_sell_to_the_first_thing_is_to_say_who_can_be_reached() -> None:
    text = " ".join(plain(board(led_by("warning-no-demand"), lang="en")).split())
    warning = text.index("warning for Germany: there is nobody to sell to in 100 % of the runs")
    assert warning < text.index("do this first: state who can be reached") < text.index("NOT NOW")
    assert "settle" not in text
    other = board(led_by("warning-below-cost"), lang="en")
    assert "do this first: settle the local fit" in " ".join(plain(other).split())


def test_warnings_beside_a_question_are_not_told_twice() -> None:
    text = plain(board(led_by("warning-no-demand", verdict="find-out"), lang="en"))
    assert text.count("nobody to sell to in 100 %") == 1
    assert text.index("FIND OUT") < text.index("nobody to sell to in 100 %")
    assert "state who can be reached" in text


def test_a_risk_counted_twice_is_named_by_its_source() -> None:
    text = " ".join(plain(board(record(), lang="en")).split())
    assert (
        "the risk of delay may be counted twice: World Development Indicators, SH.MED.BEDS.ZS feeds both the"
        " sales cycle and the time through local gates (Germany, Sweden)"
    ) in text
    made = record()
    rate = CountedTwice(risk="discount", inputs=("discount_rate", "approval_chance"))
    high = replace(made, plan=replace(made.plan, counted_twice=(rate,)))
    assert "the required return is above 20 %" in " ".join(plain(board(high, lang="en")).split())
    none = replace(made, plan=replace(made.plan, counted_twice=()))
    assert "counted twice" not in board(none, lang="en")


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
