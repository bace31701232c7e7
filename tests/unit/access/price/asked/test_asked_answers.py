"""Reading answers: what is dropped and why, what is refused, and every way people write a table."""

from __future__ import annotations

import pytest

from fram.access.price.asked.answers import read_price_answers
from fram.access.price.asked.table import Fault, any_number, has_comma
from fram.terms.errors import Refused

HEAD = "respondent,currency,too_cheap,cheap,expensive,too_expensive\n"
SOUND = "1,EUR,30,50,70,90\n2,EUR,35,55,80,100\n"


def dropped(row: str) -> tuple[int, str, str, str]:
    found = read_price_answers(f"{HEAD}{SOUND}{row}\n")
    assert len(found) == 2
    assert found.rows == 3
    [one] = found.dropped
    return one.line, one.key, one.column, one.said


@pytest.mark.parametrize(
    ("row", "key", "column", "said"),
    [
        ("3,EUR,60,50,70,90", "order", "", "60 · 50 · 70 · 90"),
        ("3,EUR,50,50,70,90", "order", "", "50 · 50 · 70 · 90"),  # too cheap must lie below cheap
        ("3,EUR,30,50,90,90", "order", "", "30 · 50 · 90 · 90"),
        ("3,EUR,30,,70,90", "blank", "cheap", ""),
        ("3,EUR,30,about 50,70,90", "text", "cheap", "about 50"),
        ("3,EUR,-30,50,70,90", "negative", "too_cheap", "-30"),
        ("3,EUR,0,50,70,90", "zero", "too_cheap", "0"),
        ("3,EUR,30,50,70,1e400", "text", "too_expensive", "1e400"),
        ("3,EUR,30,50,70,nan", "text", "too_expensive", "nan"),
        ('3,EUR,30,50,70,"1,200"', "two-ways", "too_expensive", "1,200"),
        ("2,EUR,30,50,70,90", "twice", "respondent", "3"),
        ("3,EUR,30,50,70", "cells", "", "6"),
        ("3,EUR,30,5,50,70,5,90", "cells", "", "6"),  # a decimal comma in a file parted by commas
        ("3,EUR,30,50,70,90 SEK", "two-currencies", "", "EUR / SEK"),
    ],
)
def test_a_row_that_cannot_be_right_is_left_out_and_told(row: str, key: str, column: str, said: str) -> None:
    assert dropped(row) == (4, key, column, said)


def test_cheap_and_expensive_may_be_one_price() -> None:
    assert len(read_price_answers(f"{HEAD}{SOUND}3,EUR,30,50,50,90\n")) == 3


@pytest.mark.parametrize(
    "text",
    [
        HEAD + SOUND,
        "\ufeff" + HEAD + SOUND,
        (HEAD + SOUND).replace(",", ";"),
        (HEAD + SOUND).replace(",", "\t"),
        (HEAD + SOUND).replace("\n", "\r\n"),
        "# a remark, with a comma\n\n" + HEAD + "\n" + SOUND,
        (HEAD + SOUND).replace("too_cheap", "Too cheap").replace("too_expensive", "TOO-EXPENSIVE"),
        "id,valuta,for billig,billig,dyr,for dyr\n" + SOUND,
        HEAD + "1,,30 EUR,50 EUR,EUR 70,90 EUR\n2,EUR,35,55,80,100\n",
    ],
)
def test_every_way_of_writing_the_table_reads_alike(text: str) -> None:
    found = read_price_answers(text)
    assert found.currency == "EUR"
    assert [found.prices[name].tolist() for name in found.prices] == [[30, 35], [50, 55], [70, 80], [90, 100]]


def test_decimal_commas_are_read_where_commas_part_nothing() -> None:
    found = read_price_answers("too_cheap;cheap;expensive;too_expensive\n1.200,50;1 300;1.400;2.000.000\n"
                               "1,5;2;3;4\n", currency="EUR")  # fmt: skip
    assert found.prices["too_cheap"].tolist() == [1200.5, 1.5]
    assert found.prices["expensive"].tolist() == [1400, 3]
    assert found.prices["too_expensive"].tolist() == [2_000_000, 4]


def test_a_number_that_reads_two_ways_is_never_guessed() -> None:
    text = "too_cheap;cheap;expensive;too_expensive\n100;200;1.200;2000\n100;200;300;400\n110;200;300;400\n"
    [one] = read_price_answers(text, currency="EUR").dropped
    assert (one.line, one.key, one.said) == (2, "two-ways", "1.200")


def test_likelihoods_become_chances() -> None:
    head = HEAD.strip() + ",buy_cheap,buy_expensive\n"
    found = read_price_answers(head + "1,EUR,30,50,70,90,5,2\n2,EUR,35,55,80,100,,\n3,EUR,35,55,80,100,1,5\n"
                               "4,EUR,35,55,80,100,6,1\n")  # fmt: skip
    assert found.intents["buy_cheap"][0] == 0.7
    assert found.intents["buy_expensive"][0] == 0.1
    assert found.intents["buy_cheap"][1] != found.intents["buy_cheap"][1]  # not asked
    assert [(one.line, one.key) for one in found.dropped] == [(4, "keener"), (5, "scale")]


def test_two_currencies_are_refused_and_counted_by_line() -> None:
    text = HEAD + SOUND + "3,SEK,300,500,700,900\n"
    with pytest.raises(Refused) as refused:
        read_price_answers(text)
    told = str(refused.value)
    assert "EUR (2), SEK (1)" in told
    assert "line 4: 1 in SEK" in told
    assert "--currency" in told
    found = read_price_answers(text, currency="EUR")
    assert [(one.line, one.key, one.said) for one in found.dropped] == [(4, "currency", "SEK")]


def test_a_currency_is_assumed_only_where_none_is_named() -> None:
    bare = "too_cheap,cheap,expensive,too_expensive\n30,50,70,90\n35,55,80,100\n"
    assert read_price_answers(bare, otherwise="SEK").assumed
    assert read_price_answers(bare, otherwise="SEK").currency == "SEK"
    assert not read_price_answers(HEAD + SOUND, otherwise="SEK").assumed
    with pytest.raises(Refused, match="no currency is named"):
        read_price_answers(bare)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "the file is empty"),
        ("\n\n,,,\n", "the file is empty"),
        ("respondent,toocheap,chaep,expensive,too_expensive\n1,1,2,3,4\n", "is it `chaep`"),
        ("respondent|too_cheap|cheap|expensive|too_expensive\n1|1|2|3|4\n", "parted by `|`"),
        ("too_cheap,cheap,cheap,expensive,too_expensive\n1,2,2,3,4\n", "`cheap` stands there twice"),
        ("currency,at_40,at_60\nEUR,yes,no\n", "fram access price gg"),
        (HEAD, "no answer can be counted"),
        (HEAD + "1,EUR,60,50,70,90\n", "do not rise (1, first in line 2)"),
        (HEAD + "1,EUR,30,50,70,90\n", "only one answer"),
        (HEAD + "".join(f"{n},EUR,30,50,70,90\n" for n in range(40)), "all 40 answers are the same"),
    ],
)
def test_a_file_that_gives_no_curve_is_refused(text: str, told: str) -> None:
    with pytest.raises(Refused) as refused:
        read_price_answers(text, where="a.csv")
    assert told in str(refused.value)
    assert "a.csv" in str(refused.value)


def test_too_many_rows_are_no_survey() -> None:
    with pytest.raises(Refused, match="at most 20,000"):
        read_price_answers(HEAD + "1,EUR,30,50,70,90\n" * 20_001)


@pytest.mark.parametrize(
    ("cell", "comma", "value"),
    [
        ("1200", False, 1200), ("1 200", False, 1200), ("-5", False, -5), ("\u22125,5", True, -5.5),
        ("0", False, 0), ("1.200", True, 1200), ("1,5", True, 1.5), ("1.5", True, 1.5),
        ("0.125", False, 0.125), ("0,125", True, 0.125), ("1,200.50", False, 1200.5),
        ("1.200.000", False, None), ("1.200.000", True, 1_200_000), ("1.200", False, "two-ways"),
        ("1,200", False, "two-ways"), ("1,200", True, "two-ways"), ("-1.200", False, "two-ways"),
        ("1_000", False, "text"), ("1e3", False, "text"), ("inf", False, "text"), ("", False, "blank"),
    ],
)  # fmt: skip
def test_one_reader_of_numbers(cell: str, comma: bool, value: float | str | None) -> None:
    if isinstance(value, int | float):
        assert any_number(cell, comma=comma, column="x") == value
        return
    with pytest.raises(Fault) as fault:
        any_number(cell, comma=comma, column="x")
    assert fault.value.key == (value or "text")


@pytest.mark.parametrize(
    ("cells", "comma"),
    [(["1.200", "1,5"], True), (["0,125"], True), (["1.200", "1,200"], False), (["1.5", "12"], False)],
)
def test_a_comma_stands_before_decimals_where_nothing_else_fits(cells: list[str], comma: bool) -> None:
    assert has_comma(cells) is comma


@pytest.mark.parametrize(
    ("code", "said"), [("EURO", "EURO"), ("ZZZ", "ZZZ"), ("=HYPERLINK(1)", "=HYPERLINK(1)")]
)
def test_a_currency_nobody_knows_costs_its_row_alone(code: str, said: str) -> None:
    text = f"{HEAD}{SOUND}3,{code},30,50,70,90\n"
    found = read_price_answers(text, codes=("EUR", "SEK"))
    assert found.currency == "EUR"
    assert [(one.line, one.key, one.said) for one in found.dropped] == [(4, "unknown-currency", said)]
    with pytest.raises(Refused, match="no currency that is known"):
        read_price_answers(HEAD + f"1,{code},30,50,70,90\n", codes=("EUR",))
