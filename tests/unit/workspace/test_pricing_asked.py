"""Asking buyers about prices: the sheet, the answers in words, as JSON, as a page, in the company file."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from fram.access.price.asked.answers import read_price_answers
from fram.access.price.asked.ladder import read_ladder
from fram.cli.app import app
from fram.terms.errors import Refused
from fram.terms.jurisdiction import MARKETS
from fram.terms.proof.worth import Survey
from fram.terms.reading import read
from fram.workspace.company import check_company
from fram.workspace.company.doubts import doubtful_surveys, odd_surveys
from fram.workspace.pricing import asked
from fram.workspace.pricing.asked.sheet_told import notes_page, page_as_text
from fram.workspace.pricing.sale.page import page_html

ON = date(2026, 11, 22)
EXAMPLES = Path(__file__).parents[3] / "examples"
NORDLYS = EXAMPLES / "nordlys-vital.toml"
FOUR, LADDER = EXAMPLES / "price-answers-psm.csv", EXAMPLES / "price-answers-gg.csv"
HEAD = "respondent,currency,too_cheap,cheap,expensive,too_expensive\n"


def answers(tmp_path: Path, people: int) -> Path:
    path = tmp_path / "answers.csv"
    rows = (f"{n},EUR,{30 + n % 7},{50 + n % 11},{70 + n % 13},{90 + n % 17}" for n in range(1, people + 1))
    path.write_text(HEAD + "\n".join(rows), encoding="utf-8")
    return path


def ladder(tmp_path: Path, asked_each: int) -> Path:
    path = tmp_path / "ladder.csv"
    shares = ((4, 0.32), (6, 0.31), (8, 0.21), (10, 0.05), (12, 0.04))
    rows = "".join(f"{price},{asked_each},{share},EUR\n" for price, share in shares)
    path.write_text("price,asked,share,currency\n" + rows, encoding="utf-8")
    return path


def flat(text: str) -> str:
    return " ".join(text.split())


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        assert not {name for name, _ in attrs} & {"onclick", "onload"}


# --- the four questions -----------------------------------------------------------------------------------


def test_both_conventions_are_named_and_the_dropped_rows_told() -> None:
    text = flat(asked.four_text(asked.van_westendorp(FOUR, market="DE", on=ON)))
    assert "31 of 34 rows counted, in EUR" in text
    assert "convention: original" in text
    assert "convention: crossing" in text
    assert "the four prices do not rise: 70 · 60 · 80 · 110" in text
    assert "“ca. 60” in cheap is no number" in text
    assert "Optimal price point" in text
    assert "(P10 to P90:" in text


def test_one_convention_leaves_the_other_out() -> None:
    found = asked.van_westendorp(FOUR, market="DE", on=ON)
    only = json.loads(asked.four_json(found, convention="crossing"))
    assert only["conventions"] == ["crossing"]
    assert "pmc.original" not in only["crossings"]
    assert "crossing convention" in only["survey"]["source"]
    with pytest.raises(Refused, match="unknown convention `crosing`"):
        asked.four_text(found, convention="crosing")


@pytest.mark.parametrize(("people", "has_point"), [(29, False), (30, True)])
def test_fewer_than_thirty_answers_give_no_point(tmp_path: Path, people: int, has_point: bool) -> None:
    found = asked.van_westendorp(answers(tmp_path, people), market="DE", on=ON)
    told = json.loads(asked.four_json(found))
    assert told["enough"] is has_point
    for crossing in told["crossings"].values():
        assert (crossing["point"] is not None) is has_point
        assert crossing["p10"] <= crossing["p90"]
    assert (told["survey"]["typical"] is not None) is has_point
    text = flat(asked.four_text(found))
    assert ("Ask 1 more to reach 30; about 87 more would halve the range" in text) is not has_point
    assert ("(P10 to P90:" in text) is has_point


def test_few_answers_show_no_price_on_the_page(tmp_path: Path) -> None:
    found = asked.van_westendorp(answers(tmp_path, 12), market="DE", on=ON)
    assert found.result is not None
    text = asked.four_text(found)
    for name in ("opp", "ipp"):
        low, _, high = found.result.ranges[name]
        assert low < found.points[name] < high
        assert f" {round(found.points[name], 1):g} EUR" not in text


def test_a_table_of_shares_gives_crossings_and_no_survey(tmp_path: Path) -> None:
    path = tmp_path / "shares.csv"
    path.write_text("price,too_cheap,cheap,expensive,too_expensive\n4.99,16,20,41,13\n5.99,14,12,61,27\n")
    found = asked.van_westendorp(path, market="DE", on=ON)
    told = json.loads(asked.four_json(found))
    assert told["crossings"]["opp"] == {"point": 5.1775, "p10": None, "p90": None}  # 4.99 + 3/16
    assert told["survey"] is None
    assert "does not say how many answered" in flat(asked.four_text(found))


def test_a_workbook_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    book = tmp_path / "a.xlsx"
    book.write_bytes(b"PK\x03\x04rest")
    for path, told in ((book, "a workbook"), (tmp_path, "is a folder"), (tmp_path / "no.csv", "not there")):
        with pytest.raises(Refused, match=told):
            asked.van_westendorp(path, on=ON)


def test_unicode_text_of_a_spreadsheet_is_read(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_bytes(answers(tmp_path, 31).read_text(encoding="utf-8").replace(",", "\t").encode("utf-16"))
    assert asked.van_westendorp(path, market="DE", on=ON).answers is not None


def test_the_markets_currency_is_assumed_and_said(tmp_path: Path) -> None:
    path = tmp_path / "bare.csv"
    path.write_text("too_cheap,cheap,expensive,too_expensive\n300,500,700,900\n350,550,800,1000\n")
    found = asked.van_westendorp(path, market="SE", on=ON)
    assert found.currency == "SEK"
    assert "SEK, the market's own, is assumed" in flat(asked.four_text(found))


# --- the ladder -------------------------------------------------------------------------------------------


def test_the_published_ladder_by_price_and_its_profit(tmp_path: Path) -> None:
    sale = asked.Sale(marginal_cost=3, fixed_cost=5_000, buyers=10_000)
    found = asked.gabor_granger(ladder(tmp_path, 260), market="DE", sale=sale, on=ON)
    told = json.loads(asked.ladder_json(found))
    assert [step["gain_per_100"] for step in told["steps"]] == pytest.approx([32, 93, 105, 35, 36])
    # .32·(4 − 3), .31·3, .21·5, .05·7, .04·9, times a hundred
    assert told["best_asked"] == 8
    assert told["best_price"]["point"] == pytest.approx(7.35, abs=0.1)
    assert told["profit"] == pytest.approx(5_956, abs=150)
    assert told["survey"]["typical"] == pytest.approx(told["best_price"]["point"], rel=1e-4)
    text = flat(asked.ladder_text(found))
    assert "of most profit, when one more sale costs 3 EUR" in text
    assert "Profit at that price" in text


def test_twenty_six_answers_give_a_range_only(tmp_path: Path) -> None:
    found = asked.gabor_granger(ladder(tmp_path, 26), market="DE", on=ON)
    told = json.loads(asked.ladder_json(found))
    assert told["best_price"]["point"] is None
    assert told["best_asked"] is None
    assert told["survey"]["typical"] is None
    text = flat(asked.ladder_text(found, lang="nb"))
    assert "26 svar gir et spenn, ikke en pris. Spør 4 til for å nå 30; rundt 78 til ville halvert" in text


def test_the_survey_keeps_the_wider_of_ladder_and_curve() -> None:
    found = asked.gabor_granger(LADDER, market="DE", on=ON)
    survey = found.survey()
    assert survey is not None
    ranges = [ends for ends in (found.result.optimum_range, found.result.best_range) if ends]
    assert survey.low == min(ends[0] for ends in ranges)
    assert survey.high == max(ends[2] for ends in ranges)


# --- into the company file --------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["psm", "gg"])
def test_the_block_pastes_into_the_company_file(tmp_path: Path, method: str) -> None:
    page = (
        asked.four_page(asked.van_westendorp(FOUR, market="DE", on=ON)) if method == "psm"
        else asked.ladder_page(asked.gabor_granger(LADDER, market="DE", on=ON))
    )  # fmt: skip
    [block] = tomllib.loads(page.code)["product"]["surveys"]
    survey = read(Survey, block)
    assert survey.market == "DE"
    assert survey.on == ON
    assert (survey.typical is not None) is (method == "psm")
    path = tmp_path / "firm.toml"
    before = re.sub(r"\[\[product\.surveys\]\]\n(?:.+\n)*", "", NORDLYS.read_text(encoding="utf-8"))
    path.write_text(f"{before}\n{page.code}\n", encoding="utf-8")
    report = check_company(path, on=ON)
    assert not report.problems
    assert report.file is not None
    assert report.file.product.surveys == (survey,)


def test_a_survey_that_cannot_be_is_a_problem_and_a_bold_one_a_doubt() -> None:
    def survey(**told: Any) -> Survey:
        return Survey(**{"market": "DE", "method": "interview", "answers": 40, "low": 60, "high": 95, **told})

    assert list(odd_surveys(survey(typical=70), where="x")) == []
    assert "above high = 50" in str(*odd_surveys(survey(high=50), where="x"))
    assert "below low = 60" in str(*odd_surveys(survey(typical=59), where="x"))
    assert "above high = 95" in str(*odd_surveys(survey(typical=96), where="x"))
    assert list(doubtful_surveys(survey(typical=70, answers=30), where="x")) == []
    assert list(doubtful_surveys(survey(answers=3), where="x")) == []
    assert "ask 18 more" in str(*doubtful_surveys(survey(typical=70, answers=12), where="x"))


# --- the sheet --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("market", MARKETS)
@pytest.mark.parametrize("method", ["psm", "gg"])
def test_every_market_has_a_page_that_its_answers_fit(market: str, method: str) -> None:
    sheet = asked.question_sheet(NORDLYS, market=market, on=ON, method=method)
    page = page_as_text(sheet)
    assert all(len(line) <= 100 for line in page.splitlines())
    assert not {"{", "}"} & set(page)
    header = asked.answers_csv(sheet)
    assert header.count("\n") == 1  # the columns alone: no example row, no remark
    columns = header.strip().split(",")
    if method == "psm":
        rows = "1,x,,30,50,70,90,,\n2,x,,35,55,80,100,,\n"
        assert len(read_price_answers(header + rows, currency=sheet.currency)) == 2
    else:
        steps = len(columns) - 3
        said = (["yes"] + ["no"] * (steps - 1), ["yes"] * 2 + ["no"] * (steps - 2))
        rows = "".join(f"{who},x,,{','.join(answers)}\n" for who, answers in enumerate(said))
        assert tuple(read_ladder(header + rows, currency=sheet.currency).prices) == sheet.steps


def test_the_page_is_in_the_buyers_language_and_the_mark_is_the_senders_alone() -> None:
    sheet = asked.question_sheet(NORDLYS, market="DE", on=ON)
    page, html = page_as_text(sheet), asked.sheet_html(sheet)
    html = re.sub(r"<style>.*?</style>", "", html, flags=re.S)
    for buyers in (page, html):
        assert "pro Bett und Monat" in buyers
        assert "Klinische Leitung" in buyers.replace("\u00a0", " ")
        assert "nchecked" not in buyers
        assert "native" not in buyers
        assert "company file" not in buyers
    assert '<html lang="de">' in html
    told = flat(asked.sheet_text(sheet))
    assert "Unchecked translation (German): have a native speaker read it" in told
    assert "Ikke kontrollert oversettelse (tysk)" in flat(asked.sheet_text(sheet, lang="nb"))


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_our_own_languages_carry_no_mark(lang: str) -> None:
    sheet = asked.question_sheet(NORDLYS, market="NO" if lang == "nb" else "GB", on=ON)
    assert sheet.lang == lang
    assert notes_page(sheet).warnings == ()


def test_a_language_we_do_not_hold_falls_back_to_english_and_says_so() -> None:
    sheet = asked.question_sheet(NORDLYS, market="JP", on=ON)
    assert sheet.lang == "en"
    assert "no questions in Japanese" in flat(asked.sheet_text(sheet))
    with pytest.raises(Refused, match="held: en, nb, sv"):
        asked.question_sheet(NORDLYS, market="JP", on=ON, lang="ja")


def test_other_languages_of_a_market_can_be_chosen() -> None:
    assert asked.question_sheet(NORDLYS, market="CH", on=ON).lang == "de"
    french = asked.question_sheet(NORDLYS, market="CH", on=ON, lang="fr")
    assert "par lit et par mois" in page_as_text(french)
    assert "CHF" in page_as_text(french)
    assert asked.question_sheet(NORDLYS, market="NO", on=ON, lang="no").lang == "nb"


def test_the_ladder_lies_around_the_price_in_the_markets_money() -> None:
    home = asked.question_sheet(NORDLYS, market="NO", on=ON, method="gg")
    assert home.local == 850
    assert list(home.steps) == [450, 500, 700, 900, 1000, 1500, 1800]  # 425 … 1,700 in round amounts
    abroad = asked.question_sheet(NORDLYS, market="DE", on=ON, method="gg")
    assert abroad.local is not None
    assert abroad.steps[0] < abroad.local < abroad.steps[-1]
    assert "850 NOK is" in flat(asked.sheet_text(abroad))


def test_a_ladder_needs_a_price_and_four_questions_do_not(tmp_path: Path) -> None:
    path = tmp_path / "firm.toml"
    path.write_text(
        '[company]\nname = "A <b>& Co"\ncash_nok = 1000000\nmonthly_burn_nok = 100000\n'
        '[product]\nname = "P"\nkind = "software"\n', encoding="utf-8",
    )  # fmt: skip
    with pytest.raises(Refused, match="no price to build a ladder around"):
        asked.question_sheet(path, market="DE", on=ON, method="gg")
    sheet = asked.question_sheet(path, market="DE", on=ON)
    notes = flat(asked.sheet_text(sheet))
    for word in ("product.intended_purpose", "product.unit_of_sale", "product.payer"):
        assert word in notes
    assert "A &lt;b&gt;&amp; Co" in asked.sheet_html(sheet)


@pytest.mark.parametrize(
    ("told", "why"), [({"market": "XX"}, "unknown market"), ({"method": "vw"}, "unknown method")]
)
def test_what_nobody_knows_is_refused(told: dict[str, str], why: str) -> None:
    with pytest.raises(Refused, match=why):
        asked.question_sheet(NORDLYS, **{"market": "DE", "on": ON, **told})  # type: ignore[arg-type]


def test_pages_are_written_in_three_languages_and_answers_are_never_overwritten(tmp_path: Path) -> None:
    sheet = asked.question_sheet(NORDLYS, market="DE", on=ON, method="gg")
    names = {path.name for path in asked.write_sheets(sheet, tmp_path, in_all=True)}
    pages = {f"price_gg_DE.{lang}.{form}" for lang in ("de", "en", "nb") for form in ("html", "txt")}
    assert names == {*pages, "answers_gg_DE.csv"}
    (tmp_path / "answers_gg_DE.csv").write_text("answers", encoding="utf-8")
    again = {path.name for path in asked.write_sheets(sheet, tmp_path)}
    assert again == {"price_gg_DE.de.html", "price_gg_DE.de.txt"}
    assert (tmp_path / "answers_gg_DE.csv").read_text(encoding="utf-8") == "answers"


# --- pages and commands -----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_pages_stand_alone(lang: str) -> None:
    pages = [
        page_html(asked.four_page(asked.van_westendorp(FOUR, market="DE", on=ON), lang=lang)),
        page_html(asked.ladder_page(asked.gabor_granger(LADDER, market="DE", on=ON), lang=lang)),
        asked.sheet_html(asked.question_sheet(NORDLYS, market="DE", on=ON, lang=lang)),
    ]
    for html in pages:
        tags = Tags()
        tags.feed(html)
        assert not {"script", "link", "img", "iframe"} & {*tags.names}
        assert tags.names.count("h1") == 1
        assert f'<html lang="{lang}">' in html
        assert not re.search(r"\{\w+\}", re.sub(r"<style>.*?</style>", "", html, flags=re.S))
    assert all("<svg" in html for html in pages[:2])


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_no_line_is_too_wide_and_no_place_left_open(lang: str) -> None:
    for text in (
        asked.four_text(asked.van_westendorp(FOUR, market="DE", on=ON), lang=lang),
        asked.ladder_text(asked.gabor_granger(LADDER, market="DE", on=ON), lang=lang),
        asked.sheet_text(asked.question_sheet(NORDLYS, market="DE", on=ON, method="gg"), lang=lang),
    ):
        assert [line for line in text.splitlines() if len(line) > 100 and not line.startswith("source")] == []
        assert not {"{", "}", "None", "nan"} & set(text.split())


def test_the_examples_say_that_they_are_invented() -> None:
    for path in (FOUR, LADDER):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("# INVENTED")
        assert len(list(csv.reader(path.read_text(encoding="utf-8").splitlines()[1:]))) > 20


def test_the_commands(tmp_path: Path) -> None:
    run, on = CliRunner(), ["--on", ON.isoformat()]
    told = run.invoke(app, ["access", "price", "psm", str(FOUR), "--market", "DE", "--json", *on])
    assert json.loads(told.output)["answers"] == 31
    page = tmp_path / "gg.html"
    costs = ["--marginal-cost", "18", "--fixed-cost", "2000", "--market-size", "5000"]
    told = run.invoke(app, ["access", "price", "gg", str(LADDER), *costs, "--html", str(page), *on])
    assert told.output.strip() == str(page)
    assert "<svg" in page.read_text(encoding="utf-8")
    sheet = ["access", "price", "sheet", str(NORDLYS), "--market", "FI", *on]
    assert "Mikä olisi kohtuullinen hinta?" in run.invoke(app, sheet).output
    assert json.loads(run.invoke(app, [*sheet, "--json"]).output)["translation"] == "unchecked"
    assert "answers_psm_FI.csv" in run.invoke(app, [*sheet, "--out", str(tmp_path / "out")]).output
    assert "Ikke kontrollert" in run.invoke(app, [*sheet, "--html", str(page), "--notes", "nb"]).output
