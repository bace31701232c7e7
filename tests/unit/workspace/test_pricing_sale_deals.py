"""``fram access price realised``: own deals out of a table, sound rows and unsound ones."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from fram.terms.errors import Refused
from fram.workspace.company import read_company
from fram.workspace.company.found_out import found_out
from fram.workspace.pricing.sale import (
    RealisedPrices,
    channel_waterfall,
    page_html,
    page_text,
    realised_json,
    realised_page,
    realised_prices,
)
from fram.workspace.pricing.sale.deal_rows import NEEDED

ON = date(2026, 11, 22)
EXAMPLES = Path(__file__).parents[3] / "examples"
HEAD = ",".join(NEEDED)


@cache
def own_deals() -> RealisedPrices:
    return realised_prices(EXAMPLES / "deals.csv", on=ON)


def table(tmp_path: Path, *rows: str, head: str = HEAD) -> Path:
    path = tmp_path / "own.csv"
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return path


def sound(number: int, *, share: float = 0.8, market: str = "NO", currency: str = "NOK") -> str:
    return f"d{number},2025-0{1 + number % 9}-11,{market},{currency},10,1000,{1000 * share:g},,direct"


def test_the_invented_deals() -> None:
    found = own_deals()
    assert (found.read.rows, len(found.deals), found.untold) == (20, 20, 1)
    assert found.mixed == {"DE": ("EUR", "NOK")}
    assert [one.name for one in found.outliers] == ["invented-15"]
    assert found.trend is not None
    assert found.trend.high < 0
    # The deal in Sweden of 2024-10-09: 520 of 840, and the distributor kept 30 %: 520 / (840 x 0.7) = 88.4 %.
    swedish = next(one for one in found.deals if one.market == "SE")
    assert swedish.share == pytest.approx(520 / (840 * 0.7))
    assert swedish.listed == pytest.approx(840 * 1.0, rel=0.15)  # a Swedish krone is near a Norwegian one


def test_the_block_is_read_by_the_company_file(tmp_path: Path) -> None:
    block = json.loads(realised_json(own_deals()))["block"]
    path = tmp_path / "with.toml"
    path.write_text(
        (EXAMPLES / "nordlys-vital.toml").read_text(encoding="utf-8") + f"\n{block}\n", encoding="utf-8"
    )
    told = found_out(read_company(path, on=ON).expected)["price_realised"]
    expect = own_deals().expect
    assert expect is not None
    assert told.cites[0].title.startswith("Own deals")
    after = channel_waterfall(path, market="DE", on=ON)
    assert float(np.median(after.at.x["price_realised"])) == pytest.approx(expect.p50, abs=0.01)


def test_every_bad_row_is_left_out_counted_and_shown(tmp_path: Path) -> None:
    bad = {
        "number": "a,2025-01-02,NO,NOK,10,tusen,800,,direct",
        "negative": "b,2025-01-02,NO,NOK,10,1000,-800,,direct",
        "above-list": "c,2025-01-02,NO,NOK,10,1000,1200,,direct",
        "zero-list": "d,2025-01-02,NO,NOK,10,0,0,,direct",
        "day": "e,02.01.2025,NO,NOK,10,1000,800,,direct",
        "future": "f,2027-01-02,NO,NOK,10,1000,800,,direct",
        "cells": "g;2025-01-02;NO;NOK;10;1000;800;;direct",
        "formula": '"=HYPERLINK(""x"")",2025-01-02,NO,NOK,10,1000,800,,direct',
        "market": "h,2025-01-02,XX,NOK,10,1000,800,,direct",
        "rate": "i,2025-01-02,NO,XYZ,10,1000,800,,direct",
        "channel": "j,2025-01-02,NO,NOK,10,1000,800,,broker",
        "no-units": "k,2025-01-02,NO,NOK,0,1000,800,,direct",
        "missing": "l,2025-01-02,NO,NOK,10,,800,,direct",
        "rebate": "m,2025-01-02,NO,NOK,10,1000,800,900,direct",
        "two-ways": 'n,2025-01-02,NO,NOK,10,"1,200",800,,direct',
        "twice": sound(1),
    }
    found = realised_prices(table(tmp_path, *(sound(i) for i in range(6)), *bad.values()), on=ON)
    assert {one.why for one in found.read.left_out} == set(bad)
    assert [one.line for one in found.read.left_out] == list(range(8, 8 + len(bad)))
    assert (found.whole.deals, found.read.rows) == (6, 6 + len(bad))
    text = page_text(realised_page(found))
    assert f"{len(bad)} of {6 + len(bad)} rows were left out" in text
    assert "'=HYPERLINK" in text  # no formula where somebody copies it into a spreadsheet


def test_semicolons_with_decimal_commas_are_read(tmp_path: Path) -> None:
    rows = [f"d{i};2025-02-1{i};NO;NOK;1 0;1 000,50;800,40;;direct" for i in range(5)]
    found = realised_prices(table(tmp_path, *rows, head=HEAD.replace(",", ";")), on=ON)
    assert found.whole.mean == pytest.approx(800.4 / 1000.5)
    assert found.deals[0].units == 10


def test_under_five_deals_no_point_and_how_many_more(tmp_path: Path) -> None:
    found = realised_prices(table(tmp_path, sound(1), sound(2, share=0.9), sound(3, share=0.7)), on=ON)
    assert (found.whole.middle, found.expect) == (None, None)
    text = page_text(realised_page(found))
    assert "between 70 % and 90 %" in text
    assert "2 more" in text
    assert "[[expected]]" not in text
    assert json.loads(realised_json(found))["price_realised"] is None


def test_missing_columns_are_refused_with_what_stands_there_instead(tmp_path: Path) -> None:
    path = table(tmp_path, sound(1), head=HEAD.replace("list_price", "listprice").replace("units,", ""))
    with pytest.raises(Refused) as refused:
        realised_prices(path, on=ON)
    told = str(refused.value)
    assert "no column `units`" in told
    assert "did you mean `listprice`" in told


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "no column"), (HEAD.encode() + b"\n", "no row below"), (b"\xff\xfe\x00", "UTF-8")],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes(content)
    with pytest.raises(Refused, match=says):
        realised_prices(path, on=ON)


def test_a_table_of_bad_rows_only_is_refused_with_their_lines(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"own\.csv:2"):
        realised_prices(table(tmp_path, "a,2025-01-02,NO,NOK,10,0,0,,direct"), on=ON)


def test_deals_that_never_tell_the_channels_part_show_what_arrived(tmp_path: Path) -> None:
    rows = [sound(i).replace("direct", "distributor") for i in range(6)]
    found = realised_prices(table(tmp_path, *rows), on=ON)
    assert found.is_arrived
    assert found.expect is None
    assert found.whole.mean == pytest.approx(0.8)


def test_what_stands_in_a_table_of_deals_is_escaped(tmp_path: Path) -> None:
    rows = [sound(i) for i in range(8)]
    rows.append(sound(9, share=0.2).replace("d9", "<b>odd</b>"))
    made = page_html(realised_page(realised_prices(table(tmp_path, *rows), on=ON)))
    assert "<b>odd" not in made
    assert "&lt;b&gt;odd" in made


@pytest.mark.parametrize(
    ("paid_on", "why"),
    [("2025-01-10", "paid-before"), ("2026-11-23", "paid-future"), ("11.02.2025", "day"), ("soon", "day")],
)
def test_a_day_of_money_that_cannot_be_leaves_the_deal_out_once(
    tmp_path: Path, paid_on: str, why: str
) -> None:
    rows = [f"{sound(i)},2026-01-11" for i in range(5)]
    rows.append(f"x,2025-02-11,NO,NOK,10,1000,800,,direct,{paid_on}")
    found = realised_prices(table(tmp_path, *rows, head=f"{HEAD},paid_on"), on=ON)
    assert [(one.column, one.why, one.cell) for one in found.read.left_out] == [("paid_on", why, paid_on)]
    assert (len(found.deals), found.read.rows, len(found.read.days_paid)) == (5, 6, 5)
    assert "`paid_on` " + paid_on in page_text(realised_page(found, lang="nb"))


def test_a_deal_paid_on_its_own_day_took_no_days(tmp_path: Path) -> None:
    rows = ["x,2026-11-22,NO,NOK,10,1000,800,,direct,2026-11-22"]
    found = realised_prices(table(tmp_path, *rows, head=f"{HEAD},paid_on"), on=ON)
    assert found.read.days_paid == (0,)


@pytest.mark.parametrize(("units", "read"), [("1.200", 1200), ("1 200", 1200), ("1,5", 1.5)])
def test_marks_between_thousands_are_read_as_in_answers(tmp_path: Path, units: str, read: float) -> None:
    row = f"d1;2025-02-11;NO;NOK;{units};1.000,50;800,40;;direct"
    found = realised_prices(table(tmp_path, row, head=HEAD.replace(",", ";")), on=ON)
    assert found.deals[0].units == read


def test_what_reads_two_ways_is_left_out(tmp_path: Path) -> None:
    rows = ["d1;2025-02-11;NO;NOK;1.200;1000;800;;direct", "d2;2025-02-11;NO;NOK;1_000;1000;800;;direct"]
    rows.append("d3;2025-02-11;NO;NOK;1200;1000;800;;direct")
    found = realised_prices(table(tmp_path, *rows, head=HEAD.replace(",", ";")), on=ON)
    assert [(one.why, one.cell) for one in found.read.left_out] == [
        ("two-ways", "1.200"),
        ("number", "1_000"),
    ]
    assert [one.units for one in found.deals] == [1200]


def test_a_cell_over_two_lines_keeps_the_lines_of_the_others(tmp_path: Path) -> None:
    rows = ['"a\nb",2025-01-11,NO,NOK,10,1000,800,,direct', "c,2025-01-11,NO,NOK,0,1000,800,,direct"]
    found = realised_prices(table(tmp_path, *rows), on=ON)
    assert [(one.line, one.why) for one in found.read.left_out] == [(4, "no-units")]


def test_twenty_thousand_deals_are_told_from_a_part_where_it_matters(tmp_path: Path) -> None:
    first = date(2023, 1, 1)
    rows = (
        f"d{i},{first + timedelta(days=i % 1_400)},NO,NOK,{1 + i % 7},1000,{700 + i % 251},,direct"
        for i in range(20_000)
    )
    found = realised_prices(table(tmp_path, *rows), on=ON)
    assert len(found.deals) == 20_000
    assert found.whole.mean == pytest.approx(sum(0.7 + i % 251 / 1000 for i in range(20_000)) / 20_000)
    assert found.trend is not None
    assert found.trend.drawn_from == 20_000
    page = realised_page(found)
    assert "counted from 1,500 of the 20,000 deals" in " ".join(page_text(page).split())
    assert page.picture is not None
    assert "600 of the 20,000 deals" in page.picture.summary


def test_more_than_fifty_thousand_rows_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="over 50,000 rows"):
        realised_prices(table(tmp_path, *(["x,,,,,,,,"] * 50_001)), on=ON)
