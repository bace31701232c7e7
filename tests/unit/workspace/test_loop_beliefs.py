"""`fram decide elicit` and `fram decide bass`: what is typed, what is told in both languages, and JSON."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from fram.cli.app import app
from fram.decide.beliefs import Finding, Said, Told, Value, revised, update
from fram.terms.dist import Normal
from fram.terms.errors import Refused
from fram.workspace.loop.samples.adopted import adoption, sales_in
from fram.workspace.loop.samples.contradicted import apart, doubts
from fram.workspace.loop.samples.elicited import numbers_of, statement_of

DAY = ["--on", "2026-11-22"]
VCR = "840,1470,2110,4000,7590,10950,10530,9470,7790,5890"


def told(*words: str) -> str:
    result = CliRunner().invoke(app, ["decide", *words], catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def refused(*words: str) -> Refused:
    with pytest.raises(Refused) as caught:
        CliRunner().invoke(app, ["decide", *words], catch_exceptions=False)
    return caught.value


# --- elicit ---------------------------------------------------------------------------------------


def test_quartiles_are_read_back_and_end_in_the_company_file() -> None:
    text = told("elicit", "--values", "25,30,35", "--who", "Kari", *DAY)
    assert "What Kari says" in text
    assert "1 in 20 is below 17.8 and 1 in 20 is above 42.2" in text
    assert text.rstrip().endswith(
        '[[expected]]\ninput = "NAME"\np10 = 20.5\np50 = 30\np90 = 39.5\nsource = "Kari"\non = 2026-11-22'
    )
    norsk = told("elicit", "--values", "25,30,35", "--who", "Kari", "--lang", "nb", *DAY)
    assert "Hva Kari sier" in norsk
    assert "1 av 20 er under 17,8" in norsk


def test_an_input_gives_limits_and_unit() -> None:
    text = told("elicit", "--form", "p10-p50-p90", "--values", "0.1,0.2,0.45", "--input", "win_share", *DAY)
    assert "It cannot be below 0 or above 1." in text
    assert "%" in text.split("For the company file")[1]
    answer = json.loads(told("elicit", "--values", "6,9,14", "--input", "sales_cycle", "--json", *DAY))
    assert answer["unit"] == "months"
    assert answer["people"][0]["said"]["low"] == 0


@pytest.mark.parametrize(
    ("given", "where"),
    [
        (("--values", "3,9,240"), "--values"),
        (("--values", "0.03,0.09,nan"), "--values"),
        (("--values", "3,9,24", "--high", "500"), "--values"),
        (("--values", "0.1,0.2,0.3", "--high", "5"), "--high"),
        (("--bins", "0,1,30", "--chips", "3,4"), "--bins"),
        (("--expert", "Kari: 0.1,0.2,0.3", "--expert", "Per: 10,20,30"), "Per"),
    ],
)
def test_numbers_an_input_cannot_have_are_refused(given: tuple[str, ...], where: str) -> None:
    """A share won of 24,000 % is a slip of the unit: it is named with the unit expected."""
    fault = refused("elicit", "--input", "win_share", *given, *DAY)
    at = fault.problems[0] if fault.problems else fault.problem
    assert at.where.startswith(where) or where in {one.where for one in fault.problems}
    assert "its unit is share: 0 to 1 is expected" in {one.why for one in (*fault.problems, at)}


def test_shares_in_per_cent_are_read() -> None:
    assert "lies below 0.09 " in told("elicit", "--input", "win_share", "--values", "3%,9%,24%", *DAY)


def test_least_most_likely_and_most_stay_what_they_are() -> None:
    text = told("elicit", "--form", "low-typical-high", "--values", "3,9,24", "--input", "sales_cycle", *DAY)
    assert "low = 3\ntypical = 9\nhigh = 24" in text
    assert "at least 3, most likely 9, at most 24" in text


def test_several_people_are_pooled_and_disagreement_is_told() -> None:
    people = ["--expert", "Kari: 25, 30, 35", "--expert", "Ola (3): 60, 62, 66"]
    text = told("elicit", *people, *DAY)
    assert "Kari and Ola do not agree" in text
    assert 'source = "Kari, Ola"' in text
    answer = json.loads(told("elicit", *people, "--pool", "log", "--json", *DAY))
    assert answer["pooled"]["how"] == "log"
    assert answer["pooled"]["weights"] == {"Kari": 0.25, "Ola": 0.75}
    assert answer["pooled"]["apart"] == [["Kari", "Ola"]]
    assert answer["expected"]["p10"] < answer["feedback"]["0.5"] < answer["expected"]["p90"]


def test_the_json_holds_every_fit() -> None:
    answer = json.loads(told("elicit", "--values", "30,35,50", "--low", "0", "--high", "100", "--json", *DAY))
    (person,) = answer["people"]
    fits = {fit["family"]: fit for fit in person["fits"]}
    assert fits["normal"]["parameters"] == pytest.approx({"mean": 37.9397, "sd": 16.0592}, rel=1e-3)
    assert person["best"] == person["fits"][0]["family"]
    assert set(person["fits"][0]["feedback"]) == {"0.05", "0.1", "0.5", "0.9", "0.95"}
    assert answer["schema_version"] == "1.0"


def test_chips_in_bins_are_typed() -> None:
    text = told("elicit", "--bins", "0,10,20,30", "--chips", "2,5,3", *DAY)
    assert "20 % lies below 10" in text.replace("\u00a0", " ")


TYPED = [
    (["elicit"], "no numbers were given", "--values"),
    (["elicit", "--values", "30,20,40"], "do not say a distribution", ""),
    (["elicit", "--values", "30,x,40"], "`x` is not a number", "commas"),
    (["elicit", "--values", "1,2,3", "--expert", "A: 1,2,3"], "do not go together", "leave"),
    (["elicit", "--expert", "1,2,3"], "does not say who", "colon"),
    (["elicit", "--values", "1,2,3", "--form", "thirds"], "unknown form", "quartiles"),
    (["elicit", "--expert", "A: 1,2,3", "--expert", "B: 1,2,3", "--pool", "mean"], "unknown pool", "linear"),
    (["elicit", "--values", "1,2,3", "--input", "sales_cycel"], "unknown input `sales_cycel`", "sales_cycle"),
    (["elicit", "--values", "1,2,3", "--input", "price", "--market", "DE"], "same in every market", "leave"),
    (["elicit", "--chips", "1,2,3"], "belong together", "--bins"),
    (["bass"], "no sales were given", "--sales"),
    (["bass", "--sales", "1,2,3"], "too few", "at least 4"),
    (["bass", "--sales", VCR, "--form", "intervall"], "unknown form", "interval"),
    (["bass", "--sales", VCR, "--at", "-1"], "a time of -1", "0 or more"),
]


@pytest.mark.parametrize(("words", "what", "remedy"), TYPED, ids=[" ".join(words) for words, *_ in TYPED])
def test_what_cannot_be_read_says_what_to_do(words: list[str], what: str, remedy: str) -> None:
    error = refused(*words)
    assert what in error.problem.what
    assert remedy in error.problem.remedy


def test_whose_numbers_are_at_fault_is_named() -> None:
    error = refused("elicit", "--expert", "Kari: 1, 2, 3", "--expert", "Ola: 3, 2, 4")
    assert "Ola" in str(error)


def test_numbers_with_decimal_commas() -> None:
    assert numbers_of("2,5; 3; 3,5", option="--values") == (2.5, 3.0, 3.5)
    assert numbers_of("25%,50%", option="--probs") == (0.25, 0.5)
    assert statement_of("Payer: head of unit (2): 1;2;3").who == "Payer: head of unit"
    assert statement_of("Kari (2): 1,2,3").weight == 2


# --- bass -----------------------------------------------------------------------------------------


def test_the_recorders_in_words_and_as_json() -> None:
    text = told("bass", "--sales", VCR, "--periods", "3")
    assert "0.00879 ± 0.00178" in text
    assert "6.59 periods after the first sale" in text
    assert "Salget går fortest 6,59 perioder" in told("bass", "--sales", VCR, "--lang", "nb")
    answer = json.loads(told("bass", "--sales", VCR, "--form", "density", "--at", "5", "--json"))
    assert answer["m"] == pytest.approx(67980.95, rel=1e-4)
    assert answer["se"]["p"] == pytest.approx(0.001430268, rel=1e-4)
    assert answer["at"]["time"] == 5
    assert [one["period"] for one in answer["ahead"]] == [11, 12, 13, 14, 15]
    assert answer["regression_1969"]["q"] == pytest.approx(0.680525, rel=1e-5)


@pytest.mark.parametrize(
    ("content", "column"),
    [
        ("840\n1470\n2110\n4000\n7590\n", ""),
        ("sold\n840\n1470\n2110\n4000\n7590\n", ""),
        ("year;sold\n1;840\n2;1470\n3;2110\n4;4000\n5;7590\n", "sold"),
    ],
    ids=["bare", "named", "two"],
)
def test_sales_from_a_file(tmp_path: Path, content: str, column: str) -> None:
    file = tmp_path / "sales.csv"
    file.write_text(content, encoding="utf-8")
    assert list(sales_in(file, column=column)) == [840, 1470, 2110, 4000, 7590]


def test_files_of_sales_that_cannot_be_read(tmp_path: Path) -> None:
    file = tmp_path / "sales.csv"
    for content, column, what in (
        ("year,sold\n1,840\n", "", "2 columns"),
        ("year,sold\n1,840\n", "solt", "no column `solt`"),
        ("sold\n840\nmany\n", "", "`many` is not a number"),
        ("", "", "is empty"),
    ):
        file.write_text(content, encoding="utf-8")
        with pytest.raises(Refused, match=what):
            sales_in(file, column=column)


def test_a_curve_from_python() -> None:
    view = adoption(np.array([840.0, 1470, 2110, 4000, 7590, 10950, 10530, 9470]), at=4)
    assert 0 < view.share < 1
    assert view.sales[0] == 840


# --- what to be warned of -------------------------------------------------------------------------


def test_a_contradiction_in_plain_words() -> None:
    three = Told(said=tuple(Said(who=str(n), dist=Normal(mean=30, sd=8)) for n in range(3)))
    found = Finding(about="x", kind="interview", who="payers", evidence=three, on=date(2026, 11, 22))
    step = update(Normal(mean=12, sd=4), found)
    (text,) = doubts(step)
    assert text.startswith("3 people said 30, which you held to be a 1 in ")
    assert "3 personer sa 30." in next(doubts(step, lang="nb"))
    sharp = Finding(
        about="x", kind="pilot", who="payers", evidence=Value(value=90, sd=0.01), on=date(2026, 11, 22)
    )
    warned = list(doubts(update(Normal(mean=12, sd=4), sharp)))
    assert len(warned) == 2
    assert "less than a 1 in 1,000 chance" in warned[0]
    assert list(doubts(update(Normal(mean=12, sd=4), Finding(
        about="x", kind="pilot", evidence=Value(value=13, sd=3), on=date(2026, 11, 22),
    )))) == []  # fmt: skip


def test_findings_that_contradict_each_other_in_plain_words() -> None:
    """10 ± 1 and 20 ± 1 count as ± √50 each, 7.1 times as large."""
    found = [
        Finding(
            about="sites", kind="pilot", who="Kari", on=date(2026, 11, 22), evidence=Value(value=at, sd=1)
        )
        for at in (10, 20)
    ]
    first, second = revised(Normal(mean=0, sd=1e6), found).steps
    assert list(apart(first)) == []
    (said,) = apart(second)
    assert "differ by more than they say they may be off" in said
    assert "7.1 times as far off" in said
    (said,) = apart(second, lang="nb")
    assert "7,1 ganger så usikkert" in said
