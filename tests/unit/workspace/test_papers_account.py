"""A launch's account as it is shown: each cost, price, year, wait and turning point, in words."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from fram.decide.ledger import Year
from fram.decide.plan import MarketPlan
from fram.decide.rank import Range
from fram.terms.estimate import Reason
from fram.workspace.papers.account import Account, account_of, delay_text, pays, price_of
from fram.workspace.papers.charts.years import TenYears, ten_years
from fram.workspace.papers.report import report_html
from fram.workspace.papers.words import Words
from tests.golden.paper_record import lines, points, record, swing, with_markets, years


def plain(text: str) -> str:
    """With ordinary spaces, and one of them."""
    return " ".join(text.replace("\u00a0", " ").split())


def account(place: int, *, lang: str = "en") -> Account:
    """The account of one market of the golden plan: Germany, Sweden, Britain, …"""
    return account_of(lines()[place], record(), words=Words(lang))


def text_of(html: str) -> str:
    """What a page says, without its tags."""
    return plain(re.sub(r"<[^>]+>", " ", html))


# --- costs ------------------------------------------------------------------------------------------


def test_every_cost_is_told_with_when_it_is_paid_and_what_it_comes_to() -> None:
    rows = {
        cost.kind: (cost.name, cost.when, plain(cost.amount), plain(cost.before_sale))
        for group in account(2).groups
        for cost in group.costs
    }
    assert rows == {
        "approval": ("Approval", "once, before approval", "0.5 / 0.9 / 2.0 MNOK", "0.5 / 0.9 / 2.0 MNOK"),
        "certificates": (
            "Certificates of the firm", "once, before launch", "200 / 300 / 400 kNOK", "200 / 300 / 400 kNOK"
        ),
        "security": (
            "Security and privacy", "once, before launch", "300 / 500 / 700 kNOK", "300 / 500 / 700 kNOK"
        ),
        "people": (
            "Local team", "monthly, from hiring", "80 / 110 / 150 kNOK a month", "0.9 / 1.4 / 2.1 MNOK"
        ),
        "hosting": ("Hosting", "monthly, from launch", "5 / 12 / 28 kNOK a month", "40 / 95 / 220 kNOK"),
    }  # fmt: skip


def test_what_is_paid_once_for_several_names_them() -> None:
    shared = {cost.kind: cost.shared for group in account(0).groups for cost in group.costs}
    assert shared["certificates"] == "paid once for Germany, Sweden, the United Kingdom"
    assert shared["security"] == ""
    alone = {c.kind: c.shared for g in account(3).groups for c in g.costs}
    assert alone["approval"] == ""  # nobody else in the plan has this regime
    many = tuple(
        replace(lines()[0], result=replace(lines()[0].result, market=m)) for m in "DE SE DK FI IS".split()
    )
    found = account_of(many[0], with_markets(record(), many), words=Words("nb"))
    assert found.groups[0].costs[0].shared == "betales én gang for 5 markeder sammen"


def test_groups_follow_the_picture_of_costs_and_carry_their_own_sum() -> None:
    found = account(0)
    assert [(group.key, plain(group.before_sale)) for group in found.groups] == [
        ("approval", "200 / 300 / 400 kNOK"), ("launch", "300 / 500 / 700 kNOK"),
        ("running", "1.5 / 2.5 / 3.8 MNOK"),
    ]  # fmt: skip
    assert [cost.kind for cost in found.groups[0].costs] == ["certificates"]
    assert found.idle == "Approval"
    assert [group.key for group in account(3).groups] == ["approval", "launch", "running"]
    assert account(3).idle == "Certificates of the firm"


# --- the price --------------------------------------------------------------------------------------


def test_the_price_is_told_from_list_to_margin() -> None:
    rows = dict(account(0).prices.rows)
    assert {name: plain(value) for name, value in rows.items()} == {
        "List price there": "700 / 850 / 1,000 NOK",
        "Ceiling: what it is worth to the buyer": "600 / 800 / 1,100 NOK",
        "Paid, after discounts": "500 / 640 / 800 NOK",
        "Yours, after the sales channel": "380 / 480 / 600 NOK",
        "Left of a unit, after serving it": "−20 / +190 / +330 NOK",
    }
    assert "Ceiling: what it is worth to the buyer" not in dict(account(1).prices.rows)


@pytest.mark.parametrize(
    ("model", "unit", "said"),
    [
        ("subscription", "bed", "one bed, one month"),
        ("outcome-linked", "ward", "one ward, one month"),
        ("one-off", "patient", "one patient, once"),
        ("per-use", "laboratory", "one use per laboratory"),
        ("subscription", "", "one unit, one month"),
    ],
)
def test_what_it_is_the_price_of(model: str, unit: str, said: str) -> None:
    made = replace(record(), price_model=model, unit_of_sale=unit)
    assert price_of(made, words=Words("en")).endswith(said)


# --- ten years --------------------------------------------------------------------------------------


NEVER = "Not even in the tenth year do half of the runs take in more than they pay out"


def the_years(found: tuple[Year, ...], lang: str = "en") -> TenYears:
    return ten_years(found, record(), words=Words(lang))


def at(nok: float) -> Range:
    return points(nok, nok, nok)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (years(), "From Nov 2029 on, half of the runs or more take in more than they pay out"),
        (years(first=1), "From the start, half of the runs or more take in more than they pay out"),
        (years(first=-2, step=0.1), NEVER),
        (
            (*years()[:5], *(Year(income=at(0), costs=at(0), net=at(0)) for _ in range(5))),
            "In half of the runs or more nothing is sold any longer in the tenth year",
        ),
    ],
)  # fmt: skip
def test_the_title_of_the_years_says_the_finding(found: tuple[Year, ...], said: str) -> None:
    assert the_years(found).title == said


def test_the_years_are_drawn_in_order_and_to_scale() -> None:
    found = the_years(years())
    paths = dict(found.paths)
    assert set(paths) == {"grid", "income", "costs", "zero", "range", "net"}
    zero = float(paths["zero"].split()[1].split("h")[0])
    dots = [float(y) for y in re.findall(r"M[\d.]+ ([\d.]+)h0", paths["net"])]
    assert len(dots) == 10
    assert dots == sorted(dots, reverse=True)  # net cash rises, so the dots go up the page
    assert sum(dot > zero for dot in dots) == 2
    assert dots[2] == pytest.approx(zero, abs=0.05)
    steps = [before - after for before, after in pairwise(dots)]
    assert steps == pytest.approx([steps[0]] * 9, abs=0.11)
    amounts = {tick.name: tick.place for tick in found.amounts}
    assert amounts["0"] == pytest.approx(zero, abs=0.06)
    assert [tick.name for tick in found.ends] == [str(year) for year in range(2027, 2037)]
    assert all(0 <= tick.place <= 100 for tick in (*found.amounts, *found.ends))


def test_the_years_stand_in_a_table_beside_the_picture() -> None:
    table = the_years(years(), "nb").table
    assert table.head == ("MNOK, år til", "Inntekt", "Kostnader", "Netto")
    assert table.rows[0] == ("nov. 2027", "0,0 / 0,0 / 0,0", "1,0 / 3,0 / 4,0", "−4,0 / −3,0 / +1,0")
    assert len(table.rows) == 10


def test_small_amounts_keep_their_decimals_and_nothing_at_all_draws() -> None:
    small = tuple(Year(income=at(0.05), costs=at(0.02), net=at(0.03)) for _ in range(10))
    found = the_years(small)
    assert found.table.rows[0][1] == "0.05 / 0.05 / 0.05"
    assert {tick.name for tick in found.amounts} > {"0"}
    idle = the_years(tuple(Year(income=at(0), costs=at(0), net=at(0)) for _ in range(10)))
    assert "nan" not in str(idle.paths).lower()
    assert dict(idle.paths)["income"] == ""


# --- a wait, and what turns it ----------------------------------------------------------------------


def test_a_months_delay_is_told_with_its_sign_in_words() -> None:
    germany, britain = lines()[0], lines()[2]
    said = {
        market.result.market: plain(delay_text(market, words=Words("en"))) for market in (germany, britain)
    }
    assert said["DE"] == (
        "each month later costs about 310 kNOK (P50);"
        " from a cost of 20 kNOK to a cost of 900 kNOK (P10 to P90)"
    )
    assert said["GB"] == (
        "each month later gains about 40 kNOK (P50);"
        " from a gain of 50 kNOK to a cost of 400 kNOK (P10 to P90)"
    )
    idle = replace(germany, ledger=replace(germany.ledger, delay=points(0, 0.0001, 0.0004)))
    assert delay_text(idle, words=Words("nb")) == "en måned senere endrer nesten ingenting"


def test_what_it_hangs_on_is_told_with_the_side_on_which_it_pays() -> None:
    turns = [(turn.name, plain(turn.believed), plain(turn.pays)) for turn in account(0).turns]
    assert turns == [
        ("Local fit, Germany", "0.56–1.8 × usual", "above 0.58 × usual"),
        ("Sales cycle, Germany", "6.6–11 months", "below 9.9 months"),
        ("Price at home", "740–960 NOK", "none within reach: it pays throughout"),
    ]
    assert account(3).turns == ()  # closed


@pytest.mark.parametrize(
    ("at_low", "at_high", "swaps_at", "side"),
    [
        (-1e6, 3e6, 1.0, "above"), (3e6, -1e6, 1.0, "below"),
        (1e6, 3e6, 0.2, "above"), (-3e6, -1e6, 4.0, "above"),
        (3e6, 1e6, 4.0, "below"), (-1e6, -3e6, 0.2, "below"),
        (3e6, 1e6, 0.2, "above"),  # not straight: it turns on the side where it looks best
        (1e6, 3e6, None, "always"), (-3e6, -1e6, None, "never"),
    ],
)  # fmt: skip
def test_the_side_follows_from_where_it_turns(
    at_low: float, at_high: float, swaps_at: float | None, side: str
) -> None:
    one = replace(
        swing(record().plan.assumptions, "de.market_fit", swaps_at=swaps_at), at_low=at_low, at_high=at_high
    )
    assert pays(one) == side


# --- the page ---------------------------------------------------------------------------------------


def section(html: str, code: str) -> str:
    return html.split(f'<article class="market" id="market-{code}"')[1].split("</article>")[0]


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("en", [
            "Warning: what it is worth to the buyer holds the price down in 62 % of the runs.",
            "Each month later costs about 310 kNOK", "The price on its way to you: one bed, one month",
            "paid once for Germany, Sweden, the United Kingdom",
            "holds up the first sale in 83 % of the runs",
            "From Nov 2029 on, half of the runs", "From which value on does it pay?", "above 0.58 × usual",
            "none within reach: it pays throughout", "Nothing to pay here for: Approval.",
        ]),
        ("nb", [
            "Advarsel: verdien for kjøperen holder prisen nede i 62 % av kjøringene.",
            "Hver måned senere koster omtrent 310 kNOK", "Prisen på vei til dere: én seng, én måned",
            "betales én gang for Tyskland, Sverige, Storbritannia", "avgjør første salg i 83 % av kjøringene",
            "Fra nov. 2029 får halvparten av kjøringene", "Fra hvilken verdi lønner det seg?",
            "over 0,58 × vanlig",
        ]),
    ],
)  # fmt: skip
def test_a_market_in_play_says_all_of_it(lang: str, says: list[str]) -> None:
    text = text_of(section(report_html(record(), lang=lang), "DE")).casefold()
    assert [words for words in says if words.casefold() not in text] == []


def test_a_closed_markets_account_is_folded_and_has_no_turns() -> None:
    html = report_html(record(), lang="en")
    assert '<details class="account" open>' in section(html, "DE")
    closed = section(html, "JP")
    assert '<details class="account">' in closed
    assert "From which value on" not in closed
    assert "warnings" not in closed


def test_the_critical_path_has_the_strong_colour_and_pictures_are_whole() -> None:
    germany = section(report_html(record(), lang="en"), "DE")
    assert germany.count('class="bar critical"') == 3  # gates, pilot, tender
    assert germany.count('class="bar"') == 1  # localisation
    assert germany.count('class="milestone"') == 3  # approval held, ready to launch, first sale
    drawn = re.search(r"<svg.*?</svg>", germany, re.DOTALL)
    assert drawn
    root = ElementTree.fromstring(drawn[0])
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"].startswith("From Nov 2029 on")
    assert all(path.attrib["d"].startswith("M") for path in root)


def test_what_is_counted_twice_is_named_or_said_not_to_be() -> None:
    found = text_of(report_html(record(), lang="en"))
    assert "the risk of delay may be counted twice: World Development Indicators, SH.MED.BEDS.ZS" in found
    made = record()
    none = replace(made, plan=replace(made.plan, counted_twice=()))
    clean = text_of(report_html(none, lang="nb"))
    assert "ingen kilde ligger bak to steder med samme slags risiko." in clean
    assert "kan være telt to ganger" not in clean


def test_a_warning_of_a_market_in_play_stands_on_the_board_page() -> None:
    def cards(*markets: MarketPlan) -> str:
        html = report_html(with_markets(record(), markets), lang="en")
        return text_of(html.split('<div class="cards">')[1].split('<div class="rests">')[0])

    warned = (Reason.of("warning-no-demand", chance=0.51),)
    told = [replace(one, ledger=replace(one.ledger, warnings=warned)) for one in lines()]
    said = "there is nobody to sell to in 51 % of the runs"
    assert said in cards(told[0])  # to enter
    assert said in cards(told[2])  # to find out about
    first = cards(told[4])  # closed, and standing first: said where there is none to enter
    assert f"warning for Japan: {said}" in first
    assert "do this first: state who can be reached" in first
    assert said not in cards(lines()[0], told[4])  # closed, with another to enter
