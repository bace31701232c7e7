"""Numbers as each language writes them, and the awkward ones: nothing, almost nothing, minus nothing."""

from __future__ import annotations

from datetime import date

import pytest

from fram.terms.dist import Beta, Fixed, Lognormal, Normal, Uniform
from fram.terms.estimate import Estimate, Origin, Reason
from fram.workspace.papers.numerals import Numerals, month_after, rounded
from fram.workspace.papers.phrases import estimate_text, in_unit, reason_text
from fram.workspace.papers.words import Words

EN, NB = Numerals(lang="en"), Numerals(lang="nb")
ON = date(2026, 11, 21)


def plain(text: str) -> str:
    """With ordinary spaces, as the eye reads it."""
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("points", "en", "nb"),
    [
        ((-6.2e6, 14.4e6, 51.2e6), "−6 / +14 / +51 MNOK", "−6 / +14 / +51 MNOK"),
        ((-123e6, 14e6, 1_234e6), "−0.1 / 0.0 / +1.2 bn NOK", "−0,1 / 0,0 / +1,2 mrd. NOK"),
        ((-1.25e6, -0.0, 3.5e6), "−1.2 / 0.0 / +3.5 MNOK", "−1,2 / 0,0 / +3,5 MNOK"),
        ((-0.4e6, 2e6, 60e6), "−0.4 / +2 / +60 MNOK", "−0,4 / +2 / +60 MNOK"),
        ((75_000, 130_000, 204_000), "+75 / +130 / +200 kNOK", "+75 / +130 / +200 kNOK"),
        ((0.0, -0.0, 0.0), "0 NOK", "0 NOK"),
        ((39_000, 39_000, 39_000), "+39 kNOK", "+39 kNOK"),
    ],
)
def test_points_of_money_share_a_unit(points: tuple[float, ...], en: str, nb: str) -> None:
    assert (plain(EN.money_points(points)), plain(NB.money_points(points))) == (en, nb)


@pytest.mark.parametrize(
    ("nok", "text"),
    [(3.14e6, "3.1 MNOK"), (60_000, "60 kNOK"), (999_600, "1.0 MNOK"), (850, "850 NOK"), (-0.0, "0 NOK"),
     (999.6e6, "1.0 bn NOK"), (12.4e9, "12 bn NOK")],
)  # fmt: skip
def test_money_has_two_digits_and_the_unit_that_fits(nok: float, text: str) -> None:
    assert plain(EN.money(nok)) == text


@pytest.mark.parametrize(
    ("code", "en", "nb"),
    [("GB", "the United Kingdom", "Storbritannia"), ("US", "the United States", "USA"),
     ("NL", "the Netherlands", "Nederland"),
     ("AE", "the United Arab Emirates", "De forente arabiske emirater"),
     ("DE", "Germany", "Tyskland")],
)  # fmt: skip
def test_a_country_has_its_article_inside_an_english_sentence(code: str, en: str, nb: str) -> None:
    assert (EN.market_in_text(code), NB.market_in_text(code)) == (en, nb)
    assert EN.market_in_text(code, starts=True) == en[0].upper() + en[1:]
    assert not EN.market(code).startswith("the ")


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.27, "27 %"), (0.0321, "3.2 %"), (0.08, "8 %"), (1.0, "100 %"), (0.0, "0 %"), (0.0004, "< 0.1 %")],
)
def test_shares(share: float, text: str) -> None:
    assert plain(EN.percent(share)) == text


@pytest.mark.parametrize(
    ("share", "text"), [(0.0, "0 %"), (0.002, "< 1 %"), (0.5049, "50 %"), (0.999, "> 99 %"), (1.0, "100 %")]
)
def test_a_chance_is_never_rounded_to_certainty(share: float, text: str) -> None:
    assert plain(NB.chance(share)) == text


def test_months_and_days() -> None:
    assert (EN.month(ON, 15), NB.month(ON, 15)) == ("Feb 2028", "feb. 2028")
    assert (EN.day(ON), NB.day(ON)) == ("21 Nov 2026", "21. nov. 2026")


@pytest.mark.parametrize(("months", "month"), [(0, 11), (1, 12), (0.2, 11), (0.5, 12), (13.9, 1)])
def test_broken_months_are_counted_in_days(months: float, month: int) -> None:
    assert month_after(ON, months).month == month


def test_no_negative_zero_and_no_broken_zero() -> None:
    assert (EN.fixed(-0.3), EN.number(-0.0), EN.number(0), str(rounded(-0.0))) == ("0", "0", "0", "0.0")


@pytest.mark.parametrize(
    ("dist", "unit", "en", "nb"),
    [
        (Uniform(low=4, high=17), "months", "5.3–16 months", "5,3–16 måneder"),
        (Fixed(value=1), "months", "1 month", "1 måned"),
        (Fixed(value=38_942.3), "NOK", "38,900 NOK", "38 900 NOK"),
        (Beta(a=5, b=1.5), "share", "55–95 %", "55–95 %"),
        (Lognormal(median=0.02, factor=2), "a year", "1–4 % a year", "1–4 % i året"),
        (
            Normal(mean=84_000_000, sd=50_000),
            "people",
            "83.9–84.1 million people",
            "83,9–84,1 millioner personer",
        ),
        (Lognormal(median=900_000, factor=3), "NOK", "0.3–2.7 MNOK", "0,3–2,7 MNOK"),
        (Fixed(value=3), "beds", "3 beds", "3 senger"),
        (Fixed(value=7), "per_100k", "7 per 100,000 people", "7 per 100 000 innbyggere"),
        (Fixed(value=7), "parsecs", "7 parsecs", "7 parsecs"),
    ],
)
def test_estimates_are_ranges_with_units(dist: object, unit: str, en: str, nb: str) -> None:
    found = Estimate(dist=dist, unit=unit, origin=Origin.DEFAULT)  # type: ignore[arg-type]
    assert (
        plain(estimate_text(found, words=Words("en"))),
        plain(estimate_text(found, words=Words("nb"))),
    ) == (en, nb)


def test_what_the_company_states_keeps_its_decimals() -> None:
    price = Estimate(dist=Fixed(value=1450.5), unit="NOK", origin=Origin.COMPANY)
    assert plain(estimate_text(price, words=Words("nb"))) == "1 450,5 NOK"


def test_reasons_fill_in_names_and_amounts() -> None:
    words = Words("nb")
    fit = Reason.of("trigger-above", input="sales_cycle", value="9.04", unit="months")
    assert plain(reason_text(fit, words=words)) == "åpnes igjen når salgssyklusen er over 9 måneder"
    assert (
        plain(reason_text(Reason.of("trigger-cash", nok=30e6), words=words))
        == "åpnes igjen når kassen er over 30 MNOK"
    )
    carried = Reason.of("need-carried", market="DE", regions="SE, GB", figures="x", factor=1.5)
    assert "Tyskland fra Sverige, Storbritannia" in reason_text(carried, words=words)
    spanned = Reason.of("need-definitions-spanned", count=8, low=11_000_000, high=73_400_000)
    assert (
        plain(reason_text(spanned, words=words))
        == "spenner over 8 definisjoner som gir 11 millioner til 73 millioner"
    )
    assert "2019" in reason_text(Reason.of("need-old-figure", figure="x", year=2019, factor=2), words=words)
    until = Reason.of("road-open-until", regime="uk", until=date(2028, 12, 31))
    assert reason_text(until, words=words).endswith("31. des. 2028")


def test_a_reason_without_words_is_still_shown() -> None:
    assert reason_text(Reason.of("some-new_reason"), words=Words("en")) == "some new reason"


def test_close_values_get_the_digits_that_tell_them_apart() -> None:
    assert plain(in_unit([0.981, 0.984], "factor", words=Words("en"))) == "0.981–0.984 × usual"


@pytest.mark.parametrize(
    ("values", "unit", "en", "nb"),
    [
        ([0.02, 0.16], "share a year", "2–16 % a year", "2–16 % i året"),
        ([120_000.0], "NOK a year", "120 kNOK a year", "120 kNOK i året"),
        ([150_000, 350_000], "NOK per QALY", "150–350 kNOK per QALY", "150–350 kNOK per godt leveår"),
        ([0.02], "QALYs per patient", "0.02 QALYs per patient", "0,02 gode leveår per pasient"),
        ([1.0], "companies", "1 company", "1 selskap"),
        ([0.1, 1.0], "companies a year", "0.1–1 companies a year", "0,1–1 selskaper i året"),
        ([4, 18], "customers a month", "4–18 customers a month", "4–18 kunder i måneden"),
        ([31, 78], "days", "31–78 days", "31–78 dager"),
    ],
)
def test_units_of_the_money_model(values: list[float], unit: str, en: str, nb: str) -> None:
    found = [plain(in_unit(values, unit, words=Words(lang))) for lang in ("en", "nb")]
    assert found == [en, nb]


def test_a_warning_says_in_how_many_runs_it_holds() -> None:
    warning = Reason.of("warning-below-cost", chance=0.62)
    assert plain(reason_text(warning, words=Words("en"))) == "it sells below cost in 62 % of the runs"
    assert plain(reason_text(warning, words=Words("nb"))) == "det selges under kostnad i 62 % av kjøringene"
