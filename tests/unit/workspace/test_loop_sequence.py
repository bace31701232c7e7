"""The launch sequence of a company file: what holds it, what it says, and how it refuses."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fram.cli.app import app
from fram.decide.sequence.company import Rules
from fram.decide.sequence.later import NotNow
from fram.decide.sequence.more import More
from fram.decide.sequence.problem import Decision, Start
from fram.terms.errors import Refused
from fram.workspace.company import read_company
from fram.workspace.loop.sequence import (
    Draw,
    Wished,
    modes_of,
    sequence,
    sequence_html,
    sequence_json,
    sequence_text,
)
from fram.workspace.loop.sequence.rules import is_strict, rules_of
from fram.workspace.papers.loop.sequence import markets_in, sequence_section
from fram.workspace.papers.telling.typed import TypedFile
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

DAY = date(2026, 11, 22)
EXAMPLE = Path(__file__).parents[3] / "examples" / "nordlys-vital.toml"
MARKETS = ("DE", "GB", "SE")


@pytest.fixture(scope="module")
def found() -> PlanRecord:
    return sequence(EXAMPLE, on=DAY, markets=MARKETS)


def with_rules(folder: Path, text: str) -> Path:
    path = folder / "company.toml"
    path.write_text(f"{EXAMPLE.read_text(encoding='utf-8')}\n{text}", encoding="utf-8")
    return path


# --- the rules --------------------------------------------------------------------------------------


def test_a_file_without_rules_has_the_usual_ones() -> None:
    file = read_company(EXAMPLE, on=DAY)
    rules = rules_of(file, markets=MARKETS, on=DAY)
    assert rules == Rules(fee_nok=250_000)
    assert not is_strict(file)


def test_rules_of_the_file_and_wishes_on_top(tmp_path: Path) -> None:
    path = with_rules(
        tmp_path,
        """
[sequence]
floor_nok = 2_000_000
probability = 0.8
quarters = 4
modes = ["distributor"]
must = ["SE"]
never = ["UK"]
[sequence.before]
DE = "SE"
[[sequence.covenants]]
least_nok = 3_000_000
from_month = 6
until_month = 24
[[sequence.under_way]]
market = "SE"
mode = "direct"
[[sequence.under_way]]
market = "DE"
quarter = 2
stands = false
""",
    )
    file = read_company(path, on=DAY)
    rules = rules_of(file, markets=MARKETS, on=DAY, wished=Wished(floor_nok=1e6, never=("DE",)))
    assert (rules.floor_nok, rules.probability, rules.quarters) == (1e6, 0.8, 4)
    assert rules.modes == ("distributor", "direct")  # what is under way stays possible
    assert (rules.must, rules.never) == ({"SE"}, {"GB", "DE"})
    assert rules.before == {"DE": ("SE",)}
    assert [(c.least_nok, c.from_month, c.until_month) for c in rules.covenants] == [(3e6, 6, 24)]
    assert rules.held == (Decision(market="SE", mode="direct", start=Start(quarter=0)),)
    assert rules.planned == (Decision(market="DE", mode="distributor", start=Start(quarter=2)),)
    assert is_strict(file)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('must = ["FR"]', "sequence.must"),
        ('[sequence.before]\nFR = "DE"', "sequence.before"),
        ('must = ["FR"]\n[[sequence.under_way]]\nmarket = "SE"', "sequence.must"),
    ],
)
def test_a_market_that_is_not_weighed_is_refused(tmp_path: Path, text: str, where: str) -> None:
    file = read_company(with_rules(tmp_path, f"[sequence]\n{text}\n"), on=DAY)
    with pytest.raises(Refused) as caught:
        rules_of(file, markets=MARKETS, on=DAY)
    assert where in str(caught.value)
    assert "FR is not among the markets weighed" in str(caught.value)


LEFT_OUT = """[sequence]
must = ["FR", "DE"]
[sequence.before]
GB = "FR, SE"
[[sequence.under_way]]
market = "FR"
quarter = 1
[[sequence.under_way]]
market = "FI"
stands = false
"""


def test_a_launch_decided_in_a_market_that_is_not_weighed_is_left_out_and_told(tmp_path: Path) -> None:
    path = with_rules(tmp_path, LEFT_OUT)
    rules = rules_of(read_company(path, on=DAY), markets=MARKETS, on=DAY)
    assert rules.left_out == ("FI", "FR")
    assert (rules.held, rules.planned, rules.must) == ((), (), {"DE"})
    assert rules.before == {"GB": ("SE",)}
    weighed = rules_of(read_company(path, on=DAY), markets=(*MARKETS, "FR", "FI"), on=DAY)
    assert weighed.left_out == ()
    assert [one.market for one in (*weighed.held, *weighed.planned)] == ["FR", "FI"]
    assert weighed.before == {"GB": ("FR", "SE")}


def test_what_must_be_in_it_by_the_command_line_is_weighed(tmp_path: Path) -> None:
    file = read_company(with_rules(tmp_path, LEFT_OUT), on=DAY)
    with pytest.raises(Refused, match="FR is not among the markets weighed"):
        rules_of(file, markets=MARKETS, on=DAY, wished=Wished(must=("FR",)))


@pytest.mark.parametrize(
    "text", ["probability = 1.5", "quarters = 0", 'modes = ["reseller"]', "floor_nok = -1", "must = 3"]
)
def test_rules_that_cannot_be_are_refused_by_the_file(tmp_path: Path, text: str) -> None:
    with pytest.raises(Refused) as caught:
        read_company(with_rules(tmp_path, f"[sequence]\n{text}\n"), on=DAY)
    assert text.split(" =")[0] in str(caught.value)


def test_ways_of_selling_by_their_words() -> None:
    assert modes_of(()) is None
    assert modes_of(("direct", "partner", "direct")) == ("direct", "partner")
    with pytest.raises(Refused, match="distributor"):
        modes_of(("distributer",))


# --- cash that does not hold by itself --------------------------------------------------------------


def poor(folder: Path, *, cash: str, round_in: int | None = None) -> Path:
    """The example with so much cash, and its round in so many months, or none."""
    text = re.sub(r"cash_nok = [\d_]+", f"cash_nok = {cash}", EXAMPLE.read_text(encoding="utf-8"), count=1)
    planned = re.compile(r"\[company\.planned_round\].*?(?=\n\[)", re.DOTALL)
    given = f"[company.planned_round]\namount_nok = 20_000_000\nmonths_from_now = {round_in}\nchance = 0.75\n"
    path = folder / "poor.toml"
    path.write_text(planned.sub(given if round_in else "", text), encoding="utf-8")
    return path


@pytest.mark.parametrize(("cash", "round_in"), [("4_000_000", None), ("10_000_000", None), ("1_500_000", 4)])
def test_a_company_that_is_out_of_cash_in_every_future_has_a_plan(
    tmp_path: Path, cash: str, round_in: int | None
) -> None:
    path = poor(tmp_path, cash=cash, round_in=round_in)
    result = CliRunner().invoke(app, ["plan", str(path), "--markets", "DE,SE", "--on", str(DAY)])
    assert result.exit_code == 0, result.output
    result = CliRunner().invoke(
        app, ["decide", "sequence", str(path), "--markets", "DE,SE", "--on", str(DAY)]
    )
    assert result.exit_code == 0, result.output
    told = " ".join(result.stdout.split())
    assert "in 0 % of futures; 90 % is asked" in told.replace("\u00a0", " ")
    assert "Until then no new launch is looked at." in told
    assert "more cash first, then the sequence is made anew" in told
    assert "round are looked at" not in told
    assert "What one more would be worth" not in told


def test_the_missing_cash_comes_before_what_one_more_is_worth() -> None:
    record = sequence(EXAMPLE, on=DAY, markets=MARKETS, wished=Wished(own_months=36))
    found, told = record.sequence, sequence_section(record, words=Words("en"))
    assert found is not None
    assert told is not None
    assert found.more == ()
    assert "more" not in {one.key for one in told.tables}
    assert any("that cash lacks come first" in text for text in told.rests)
    assert {one.because for one in found.waiting} <= {"cash-first", "worth"}


def with_more(record: PlanRecord, *gains: float) -> PlanRecord:
    """The record with so much gained by more cash, a sooner round and one more in sales and in support."""
    assert record.sequence is not None
    kinds = (
        ("cash", "cash", 1e6),
        ("round-sooner", "month", 1),
        ("sales", "person", 1),
        ("support", "person", 1),
    )
    more = tuple(
        More(of=of, kind=kind, amount=amount, gain_nok=gain)  # type: ignore[arg-type]
        for (of, kind, amount), gain in zip(kinds, gains, strict=True)
    )
    return replace(record, sequence=replace(record.sequence, more=more, value_mean=1e8))


def test_what_more_of_adds_next_to_nothing_is_named(found: PlanRecord) -> None:
    told = sequence_section(with_more(found, 2e6, 1e3, 0, 0), words=Words("en"))
    assert told is not None
    (more,) = (one for one in told.tables if one.key == "more")
    assert len(more.table.rows) == 1
    assert more.after == (
        "Would add next to nothing: the round one month sooner; one more person in sales, customer support.",
    )
    text = " ".join(sequence_text(with_more(found, 2e6, 1e3, 0, 0)).split())
    assert more.after[0] in text


def test_a_table_of_more_is_never_empty(found: PlanRecord) -> None:
    told = sequence_section(with_more(found, 1e3, 1e3, 0, 0), words=Words("en"))
    assert told is not None
    assert "more" not in {one.key for one in told.tables}
    assert any(text.startswith("Would add next to nothing: ") for text in told.rests)


def test_little_ones_say_what_lets_them_in(found: PlanRecord) -> None:
    assert found.sequence is not None
    start = Start(quarter=1)
    waiting = tuple(
        NotNow(market=market, because="little", mode="direct", start=start, value=value, nok=nok, short=short)
        for market, value, nok, short in (
            ("DE", 1e5, 2e6, ()), ("GB", 3e5, 1e6, ()), ("SE", 1e5, 0.0, (("sales", 0.4),)),
            ("FI", 1e5, 0.0, ()),
        )
    )  # fmt: skip
    told = sequence_section(
        replace(found, sequence=replace(found.sequence, waiting=waiting)), words=Words("en")
    )
    assert told is not None
    (table,) = (one.table for one in told.tables if one.key == "waiting")
    rows = {names: opens.replace("\u00a0", " ") for names, _, opens in table.rows}
    assert rows["Germany, United Kingdom"] == "at most +300 kNOK each, for up to 2.0 MNOK more cash today"
    assert "more positions in a function" in rows["Sweden"]
    assert rows["Finland"].startswith("nothing to wait for")


# --- the answer -------------------------------------------------------------------------------------


def test_the_same_file_and_seed_give_the_same_sequence(found: PlanRecord) -> None:
    assert sequence_json(sequence(EXAMPLE, on=DAY, markets=MARKETS)) == sequence_json(found)


def test_it_is_judged_on_futures_it_was_not_chosen_on(found: PlanRecord) -> None:
    told = found.sequence
    assert told is not None
    assert (told.scenarios, told.fresh) == (1_000, 4_000)
    assert told.chance >= told.asked - 0.01
    assert told.value_cautious <= told.bound + 1
    assert {one.market for one in told.launches} | {one.market for one in told.waiting} == set(MARKETS)


def test_a_round_that_fails_leaves_what_waits_for_it_unlaunched(found: PlanRecord) -> None:
    told = found.sequence
    assert told is not None
    if all(one.start.after_round for one in told.launches):
        assert {s.round: s.value_mean for s in told.stresses}["fails"] == 0
    assert [one.round for one in told.stresses] == ["planned", "late", "fails"]


def test_never_and_must_are_kept() -> None:
    told = sequence(EXAMPLE, on=DAY, markets=MARKETS, wished=Wished(never=("GB",))).sequence
    assert told is not None
    assert "GB" not in {one.market for one in told.launches}


def test_a_launch_under_way_stands(tmp_path: Path) -> None:
    path = with_rules(tmp_path, '[sequence]\n[[sequence.under_way]]\nmarket = "SE"\nmode = "direct"\n')
    told = sequence(path, on=DAY, markets=MARKETS).sequence
    assert told is not None
    held = next(one for one in told.launches if one.market == "SE")
    assert (held.mode, held.start) == ("direct", Start(quarter=0))


def test_asking_for_more_than_cash_alone_holds_is_refused_with_a_remedy() -> None:
    with pytest.raises(Refused) as caught:
        sequence(EXAMPLE, on=DAY, markets=MARKETS, wished=Wished(probability=0.9, own_months=36))
    assert "even with no launch at all" in str(caught.value)
    assert "NOK more cash today would do" in caught.value.problem.remedy


def test_unstated_it_is_told_instead() -> None:
    record = sequence(EXAMPLE, on=DAY, markets=MARKETS, wished=Wished(own_months=36))
    told = record.sequence
    assert told is not None
    assert told.relief is not None
    assert told.relief.nok > 0
    assert "Cash alone, with no launch, holds for 36 months" in " ".join(sequence_text(record).split())


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_text_and_page_say_the_same(found: PlanRecord, lang: str) -> None:
    text, page = sequence_text(found, lang=lang), sequence_html(found, lang=lang)
    told = found.sequence
    assert told is not None
    name = {"en": "United Kingdom", "nb": "Storbritannia"}[lang]
    assert name in text
    assert name in page
    assert "<script" not in page
    assert "{" not in text


def test_the_json_reads_back(found: PlanRecord) -> None:
    told = json.loads(sequence_json(found))
    assert told["currency"] == "NOK"
    assert {one["market"] for one in told["sequence"]["launches"]} <= set(MARKETS)


def test_progress_is_told() -> None:
    seen: list[int] = []
    sequence(EXAMPLE, on=DAY, markets=("GB",), draw=Draw(progress=seen.append))
    assert seen == sorted(seen)
    assert seen


@pytest.mark.parametrize(
    ("wished", "options"),
    [
        (Wished(probability=1.5), {"--chance"}),
        (Wished(quarters=0, own_months=0), {"--quarters", "--own-months"}),
        (Wished(floor_nok=float("inf")), {"--floor"}),
    ],
)
def test_a_refusal_names_the_option_that_was_typed(wished: Wished, options: set[str]) -> None:
    with pytest.raises(Refused) as caught:
        rules_of(read_company(EXAMPLE, on=DAY), markets=MARKETS, on=DAY, wished=wished)
    assert {at.where for at in caught.value.problems} == options


def test_markets_are_counted_not_rows() -> None:
    assert markets_in([("Germany, Austria, Spain", "little"), ("Japan", "cash")]) == 4
    assert markets_in([]) == 0


def test_the_next_command_names_the_file_as_it_was_typed() -> None:
    typed = TypedFile("my firms/a.toml", markets="SE, DE", lang="nb")
    assert typed.command("decide ask") == "fram decide ask 'my firms/a.toml' --markets 'SE, DE' --lang nb"
    assert typed.command("decide runway") == "fram decide runway 'my firms/a.toml' --lang nb"
    assert TypedFile("").command("check") == "fram check company.toml"
