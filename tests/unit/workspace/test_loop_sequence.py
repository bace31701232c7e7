"""The launch sequence of a company file: what holds it, what it says, and how it refuses."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from fram.decide.sequence.company import Rules
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
        ('[[sequence.under_way]]\nmarket = "FR"', "sequence.under_way"),
    ],
)
def test_a_market_that_is_not_weighed_is_refused(tmp_path: Path, text: str, where: str) -> None:
    file = read_company(with_rules(tmp_path, f"[sequence]\n{text}\n"), on=DAY)
    with pytest.raises(Refused) as caught:
        rules_of(file, markets=MARKETS, on=DAY)
    assert where in str(caught.value)
    assert "FR is not among the markets weighed" in str(caught.value)


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
