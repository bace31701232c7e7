"""The runway of a company file: the same months as the plan, words in both languages, clear refusals."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from fram.cli.ending import leave_with
from fram.decide.cash import cone
from fram.ecosystem.support import ENDED
from fram.knowledge.ecosystem import read_capital, read_offers
from fram.knowledge.shelf import Shelf
from fram.terms.errors import Refused
from fram.workspace.access.phrases import FOLDER
from fram.workspace.kept.runway import RunwayKept
from fram.workspace.loop.runway import Asked, RunwayView, runway, runway_html, runway_json, runway_text
from fram.workspace.loop.runway.parts import markets_of
from fram.workspace.loop.runway.view import runway_of
from fram.workspace.papers.numerals import Numerals
from fram.workspace.weighing.rates import Rates
from fram.workspace.weighing.weighed import weigh

DAY = date(2026, 11, 22)
FIRM = """
[company]
name = "Prøve AS"
stage = "pilot"
cash_nok = {cash}
monthly_burn_nok = {burn}
staff = {{product = 4}}
{more}

[product]
name = "Pust"
kind = "device"
settings = ["ward"]
payer = "hospital"
unit_of_sale = "ward"

[product.price]
model = "subscription"
amount = 9_000
"""
ROUND = "[company.planned_round]\namount_nok = 20_000_000\nmonths_from_now = 4\n"
OWNED = "[company.ownership]\nfounders_share = 0.6\noption_pool = 0.1\noption_pool_after = 0.15\n"


def firm(tmp_path: Path, *, more: str = "", cash: float = 14e6, burn: float = 1e6) -> Path:
    path = tmp_path / "company.toml"
    path.write_text(FIRM.format(cash=cash, burn=burn, more=more), encoding="utf-8")
    return path


def seen(tmp_path: Path, *, more: str = "", asked: Asked | None = None, **sums: float) -> RunwayView:
    return runway(firm(tmp_path, more=more, **sums), on=DAY, markets=("SE",), asked=asked)


def test_cash_ends_as_in_the_plan(tmp_path: Path) -> None:
    from fram.workspace.company import read_company

    path = firm(tmp_path, more=ROUND)
    kept = runway(path, on=DAY, markets=("SE",)).kept
    ground = weigh(read_company(path, on=DAY), markets=("SE",), on=DAY, rates=Rates(DAY))
    alone, going = (cone(ground.weighing.company, c, seed=1) for c in ([], ground.weighing.cases()))
    for name, shown in (("alone-round", alone), ("with-round", going)):
        ends = kept.on(name)  # type: ignore[arg-type]
        assert (ends.p10, ends.p50, ends.p90) == shown.ends
    assert kept.verdict_path == "with"
    assert kept.on("with").p50 is not None


def test_both_languages_say_the_verdict_first(tmp_path: Path) -> None:
    view = seen(tmp_path, more=ROUND + OWNED)
    english, norwegian = (runway_text(view, lang=lang) for lang in ("en", "nb"))
    assert english.index("Without new money") < english.index("Start raising by") < english.index("Raise ")
    assert "Uten nye penger" in norwegian
    assert "Sverige" in norwegian
    assert "founders" in english
    for text in (english, norwegian):
        assert not re.search(r"[{}]|\bnan\b|\binf\b|None", text)


def test_the_page_stands_alone(tmp_path: Path) -> None:
    page = runway_html(seen(tmp_path, more=ROUND), lang="nb")
    assert "<script" not in page
    assert page.count("<svg") == 2
    assert "ikke kontrollert" in page  # how long raising takes is ours


def test_json_holds_all_and_no_endless_number(tmp_path: Path) -> None:
    told = json.loads(runway_json(seen(tmp_path, more=ROUND)), parse_constant=lambda name: pytest.fail(name))
    assert told["because"] == "named"
    assert told["markets"] == ["SE"]
    assert {row["id"] for row in told["instruments"]} == {one.id for one in read_capital(Shelf())}
    assert {row["fits"] for row in told["instruments"]} == {"yes", "unknown", "no"}
    assert told["dilution"]["is_stated"] is False
    assert told["is_stated"] is False


def said(view: RunwayView, lang: str = "en") -> str:
    """The page as text, its lines joined."""
    return re.sub(r"\s+", " ", runway_text(view, lang=lang))


def a_round(nok: float, month: int) -> str:
    return f"[company.planned_round]\namount_nok = {nok:.0f}\nmonths_from_now = {month}\nchance = 0.6\n"


def test_a_round_is_judged_against_what_is_needed_and_the_month_cash_ends(tmp_path: Path) -> None:
    """Cash of 14 at a burn of 1 ends in a year: early and large is in time and enough, late and small not."""
    good = seen(tmp_path, more=a_round(80e6, 1))
    assert good.kept.short == good.kept.main.at(0.9) - 80e6 < 0
    assert good.kept.late_by == 0
    assert (good.kept.enough or 0) > 0.99
    assert "comes in time: 80 MNOK in Dec 2026 at the earliest" in said(good)
    assert "It is enough:" in said(good)
    assert "a chance of 60 % of coming at all" in said(good)
    poor = seen(tmp_path, more=a_round(2e6, 24))
    assert poor.kept.in_time == 0
    assert poor.kept.money_by is not None
    assert poor.kept.late_by == 24 - poor.kept.money_by > 0
    assert poor.kept.short == poor.kept.main.at(0.9) - 2e6 > 0
    assert "comes too late: 2.0 MNOK in Nov 2028 at the earliest" in said(poor)
    assert "It is not enough:" in said(poor)
    assert "kommer for sent" in said(poor, "nb")
    assert "Den er ikke stor nok: det mangler" in said(poor, "nb")


def test_a_round_that_slips_past_the_end_of_cash_is_in_doubt(tmp_path: Path) -> None:
    view = seen(tmp_path, more=a_round(30e6, 6))
    assert 0 < (view.kept.in_time or 0) < 0.9
    assert "may come too late" in said(view)


def test_without_a_round_the_page_says_what_to_plan(tmp_path: Path) -> None:
    view = seen(tmp_path, cash=20e6)
    assert view.kept.planned is None
    assert view.kept.money_by is not None
    needed = Numerals(lang="en").money(view.kept.main.at(0.9)).replace("\u00a0", " ")
    by = Numerals(lang="en").month(DAY, view.kept.money_by)
    assert f"Plan one of {needed}, with the money in the bank by {by}" in said(view)
    assert "none is needed" in said(seen(tmp_path, burn=0, cash=90e6))


def test_a_market_served_already_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="NO is served already"):
        runway(firm(tmp_path), on=DAY, markets=("SE", "NO"))


def test_nobody_is_told_to_raise_for_a_launch_advised_against(tmp_path: Path) -> None:
    """At a tenth of the price no market pays: the amount is that of a date, and the next step another."""
    path = firm(tmp_path, more=a_round(20e6, 4))
    path.write_text(path.read_text(encoding="utf-8").replace("9_000", "900"), encoding="utf-8")
    named = runway(path, on=DAY, markets=("SE",))
    assert named.advice.against == ("SE",)
    assert "The plan does not go for Sweden today" in said(named)
    ground = runway_of_first(path)
    assert ground.because == "first"
    assert ground.main.market == ""
    assert ground.verdict_path == "alone"
    for view in (named, replace(named, kept=ground)):
        assert "Do not raise for a launch" in said(view)
        assert "board's calendar" not in said(view)
    assert "Next step Do not raise for a launch" in said(named)
    first = said(replace(named, kept=ground))
    assert "this is the company alone" in first
    assert "not advice to launch" in first
    assert "bare penger til driften hjemme" in said(named, "nb")


def runway_of_first(path: Path) -> RunwayKept:
    from fram.workspace.company import read_company

    ground = weigh(read_company(path, on=DAY), markets=("SE",), on=DAY, rates=Rates(DAY))
    return runway_of(ground, markets=("SE",), because="first")


@pytest.mark.parametrize(
    ("trigger", "verdict", "because"),
    [
        (None, "go", "go"),
        ("trigger-runway", "not-now", "cash"),
        ("trigger-cash", "not-now", "cash"),
        ("trigger-none", "not-now", "first"),
        (None, "find-out", "first"),
    ],
)
def test_only_cash_makes_a_market_worth_raising_for(trigger: str | None, verdict: str, because: str) -> None:
    from types import SimpleNamespace as Of

    reason = None if trigger is None else Of(key=trigger)
    line = Of(result=Of(market="SE"), stance=Of(verdict=verdict, trigger=reason))
    assert markets_of(Of(markets=(line,))) == (("SE",), because)  # type: ignore[arg-type]


def test_own_months_to_close_are_taken(tmp_path: Path) -> None:
    slow = seen(tmp_path, more=ROUND + "months_to_close = [10]\n").kept
    quick = seen(tmp_path, more=ROUND + "months_to_close = [2, 3, 4]\n").kept
    assert slow.is_stated
    assert slow.start.takes.p50 > 9
    assert 2 < quick.start.takes.p10 < quick.start.takes.p90 < 4
    assert slow.start.months is not None
    assert quick.start.months is not None
    assert slow.start.months < quick.start.months


def test_too_late_names_the_bridge(tmp_path: Path) -> None:
    view = seen(tmp_path, cash=4e6)
    assert view.kept.start.late > 0
    text = runway_text(view)
    assert "too late to start raising" in text
    assert "must be bought" in text
    assert "plans no round" in text


def test_a_company_that_runs_dry_raises_before_it_asks(tmp_path: Path) -> None:
    """Late for raising, and no launch to go for: raise for the company itself, and only then the question."""
    path = firm(tmp_path, cash=4e6)
    path.write_text(path.read_text(encoding="utf-8").replace("9_000", "900"), encoding="utf-8")
    view = runway(path, on=DAY, markets=("SE",))
    alone = replace(view, kept=runway_of_first(path))
    assert alone.kept.start.late > 0
    asks = replace(alone, advice=replace(alone.advice, step="ask"))
    for lang, first, then in (
        ("en", "Next step Start raising this week for the company itself", "Only then answer"),
        ("nb", "Neste steg Begynn denne uken på en emisjon for selskapet selv", "Først deretter svarer"),
    ):
        text = said(asks, lang)
        assert text.index(first) < text.index(then)
    cost = said(replace(alone, advice=replace(alone.advice, step="cost", first="SE")))
    assert "in Sweden, which stands first, each sale brings in less than it costs" in cost
    assert "price=x1.2" not in cost


def test_ways_that_buy_no_time_are_left_out(tmp_path: Path) -> None:
    view = seen(tmp_path, cash=4e6)
    some = view.kept.bridges[0]
    nothing = replace(some, kind="cut", months=0.0, size=0.77, cost=0.0)
    mixed = replace(view, kept=replace(view.kept, bridges=(nothing, *view.kept.bridges)))
    assert "A loan of" in said(mixed)
    assert not re.search("Cut the burn by 77.%", said(mixed))
    assert "None of the ways looked at" in said(replace(view, kept=replace(view.kept, bridges=(nothing,))))


def test_one_month_is_no_span_and_no_future_is_none(tmp_path: Path) -> None:
    view = seen(tmp_path, more=a_round(20e6, 12), cash=4e6)
    ends = view.kept.ends
    same = tuple(replace(one, ends=replace(one.ends, p10=2.0, p50=2.0, p90=2.0)) for one in ends)
    text = said(replace(view, kept=replace(view.kept, ends=same, in_time=0.0)))
    assert "cash ends in Jan 2027 in at least eight futures of ten" in text
    assert "before cash ends in none of the futures" in text


def test_without_burn_cash_never_ends(tmp_path: Path) -> None:
    view = runway(firm(tmp_path, burn=0, cash=90e6), on=DAY, markets=("SE",))
    text = runway_text(view)
    assert view.kept.start.months is None
    assert view.kept.bridges == ()
    assert "states no burn" in text
    assert "no day by which a round must begin" in text
    assert "<svg" in runway_html(view)


def test_a_stated_value_is_used_and_none_is_invented(tmp_path: Path) -> None:
    stated = seen(tmp_path, more=ROUND + OWNED + "pre_money_nok = 60_000_000\n").kept.dilution
    assert stated is not None
    assert stated.is_stated
    assert stated.values == (45e6, 60e6, 75e6)
    assumed = seen(tmp_path, more=ROUND).kept.dilution
    assert assumed is not None
    assert not assumed.is_stated
    assert assumed.values == (40e6, 60e6, 80e6, 120e6)  # 2 to 6 times the round of 20 million
    assert "we set none" in runway_text(seen(tmp_path, more=ROUND))


def test_a_higher_chance_starts_no_later_and_raises_no_less(tmp_path: Path) -> None:
    low, high = (seen(tmp_path, asked=Asked(sure=sure)).kept for sure in (0.7, 0.95))
    assert high.start.months is not None
    assert low.start.months is not None
    assert high.start.months <= low.start.months
    same = {(row.event, row.market): row for row in low.amounts}
    assert all(row.at(0.95) >= same[row.event, row.market].at(0.7) for row in high.amounts)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (Asked(sure=1.2), "between 0 and 1"),
        (Asked(sure=0.0), "between 0 and 1"),
        (Asked(floor=-1.0), "below 0"),
        (Asked(floor=15e6), "broken already"),
        (Asked(reserve=-1.0), "below 0"),
        (Asked(until=float("nan")), "below 0"),
    ],
)
def test_questions_without_an_answer(tmp_path: Path, asked: Asked, words: str) -> None:
    with pytest.raises(Refused, match=words):
        seen(tmp_path, asked=asked)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (ROUND + "months_to_close = [5, 3, 9]\n", "three that rise"),
        (ROUND + "months_to_close = [3, 5]\n", "three that rise"),
        ("[company.ownership]\nfounders_share = 0.9\noption_pool = 0.3\n", "over 100 %"),
        ("[company.planned_round]\namount_nok = -1\nmonths_from_now = 3\n", "0 or more"),
    ],
)
def test_files_that_cannot_hold(tmp_path: Path, more: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        seen(tmp_path, more=more)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, page = str(firm(tmp_path, more=ROUND)), tmp_path / "page.html"
    words = ["decide", "runway", path, "--markets", "SE", "--on", "2026-11-22"]
    assert leave_with([*words, "--html", str(page)]) == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    capsys.readouterr()
    assert leave_with([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["markets"] == ["SE"]
    spaced = tmp_path / "my firm.toml"
    spaced.write_text(Path(path).read_text(encoding="utf-8").replace("9_000", "900"), encoding="utf-8")
    assert leave_with(["decide", "runway", str(spaced), *words[3:], "--lang", "nb"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert f"`fram plan '{spaced}' --lang nb" in text
    old = ["decide", "runway", path, "--market", "SE", "--on", "2026-11-22", "--json"]
    assert leave_with(old) == 0
    assert json.loads(capsys.readouterr().out)["markets"] == ["SE"]
    for wrong in (["--markets", "XX"], ["--markets", "NO"], ["--chance", "1.5"], ["--floor", "99000000"]):
        assert leave_with([*words, *wrong]) != 0
        assert "Traceback" not in capsys.readouterr().err


class TestCapital:
    """The grants, loans, guarantees and equity in both files."""

    def test_every_one_is_cited_or_marked(self) -> None:
        for one in read_capital(Shelf()):
            assert one.confidence.value == "unchecked" or one.cite.read is not None, one.id
            assert one.confidence.value == "unchecked" or one.covers or one.state in ENDED, one.id
            assert set(one.covers) in (set(), {"en", "nb"}), one.id

    def test_both_files_are_read_and_both_are_offers(self) -> None:
        ids = [one.id for one in read_capital(Shelf())]
        assert len(ids) == len(set(ids)) == 38
        assert {"EIC-ACC", "HE1", "IN-OS1", "SKF"} <= set(ids)
        assert set(ids) <= {one.id for one in read_offers(Shelf())}

    def test_what_can_be_asked_has_words(self) -> None:
        words = yaml.safe_load((FOLDER / "runway.yaml").read_text(encoding="utf-8"))
        asked = {"consortium", "needs-customer", "exporter"} | {c.condition for c in read_capital(Shelf())}
        assert {f"ask-{key}" for key in asked if key} <= set(words)
        assert {f"kind-{one.kind}" for one in read_capital(Shelf())} <= set(words)
