"""Kroner for a unit of each currency, with the day of the rate."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from fram.sources.ecb import connector as ecb
from fram.sources.ecb import history as kept
from fram.store.source import Expect, Source, SourceFile, load_source
from fram.terms.citation import Confidence
from fram.terms.errors import Refused
from tests.connectors.conftest import fixture_text

MakeHistory = Callable[[str], Path]


@pytest.fixture
def make_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeHistory:
    """Write a history with a few days and let the connector expect no more."""

    def few(folder: Path) -> Source:
        source = load_source(folder)
        file = SourceFile(
            path="x", columns=source.files["history"].columns, expect=Expect(rows=(3, 20), areas=(2, 60))
        )
        return Source(
            **{name: getattr(source, name) for name in source.__slots__} | {"files": {"history": file}}
        )

    def make(text: str) -> Path:
        monkeypatch.setattr(kept, "load_source", few)
        path = tmp_path / "eurofxref-hist.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("eurofxref-hist.csv", text)
        kept.history_of.cache_clear()
        kept.column_of.cache_clear()
        return path

    return make


@pytest.fixture
def history(make_history: MakeHistory) -> Path:
    """The invented week."""
    return make_history(fixture_text("ecb"))


TABLE = [
    # currency, asked for, kroner, day of the rate
    ("EUR", date(2026, 10, 30), 10.0, date(2026, 10, 30)),
    ("USD", date(2026, 10, 30), 8.0, date(2026, 10, 30)),
    ("usd ", date(2026, 10, 28), 8.25, date(2026, 10, 28)),
    ("SAR", date(2026, 10, 30), 8.0 / 3.75, date(2026, 10, 30)),
    ("AED", date(2026, 10, 30), 8.0 / 3.6725, date(2026, 10, 30)),
    ("EUR", date(2026, 11, 1), 10.0, date(2026, 10, 30)),  # a Sunday: Friday's
    ("EUR", date(2027, 10, 1), 10.0, date(2026, 10, 30)),  # past the end of the history, and it says so
    ("ISK", date(2018, 2, 5), 9.6 / 125, date(2018, 2, 1)),
    ("NOK", date(2020, 1, 1), 1.0, date(2020, 1, 1)),
]


@pytest.mark.parametrize(("currency", "on", "nok", "day"), TABLE)
def test_a_rate_comes_with_its_day(history: Path, currency: str, on: date, nok: float, day: date) -> None:
    found = ecb.rate(currency, on=on, history=history)
    assert found == (pytest.approx(nok, rel=1e-12), day)


@pytest.mark.parametrize(
    ("currency", "on", "says"),
    [
        ("XXX", date(2026, 10, 30), "no rates for `XXX`"),
        ("EURO", date(2026, 10, 30), "did you mean `EUR`"),
        ("ISK", date(2012, 6, 1), "the nearest earlier rate is of 2008-12-09"),  # no rate for nine years
        ("RUB", date(2026, 10, 30), "the nearest earlier rate is of 2012-06-01"),  # no longer quoted
        ("EUR", date(1998, 12, 31), "they begin on 1999-01-04"),
        ("EUR", date(2027, 11, 30), "the history ends on 2026-10-30"),
        ("SAR", date(1999, 6, 1), "the peg is only known from 2000-01-01"),
    ],
)
def test_what_has_no_rate_is_refused_with_a_remedy(history: Path, currency: str, on: date, says: str) -> None:
    with pytest.raises(Refused, match=says):
        ecb.rate(currency, on=on, history=history)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("10.00", "ten", "is not written as expected"),
        ("10.00", "-10", "is not above zero"),
        ("10.00", "NaN", "is not written as expected"),
        ("10.00,N/A,", "10.00", "is not written as expected"),
        ("2018-02-01", "1 Feb 2018", "is not written as expected"),
        ("Date,", "Day,", "the columns are not those expected"),
        (",NOK,", ",KRONE,", "the columns are not those expected"),
    ],
)
def test_a_history_in_another_form_is_refused(
    make_history: MakeHistory, old: str, new: str, says: str
) -> None:
    path = make_history(fixture_text("ecb").replace(old, new, 1))
    with pytest.raises(Refused, match=says):
        ecb.rate("EUR", on=date(2026, 10, 30), history=path)


def test_a_history_cut_short_is_refused(make_history: MakeHistory) -> None:
    path = make_history("\n".join(fixture_text("ecb").splitlines()[:3]) + "\n")
    with pytest.raises(Refused, match="2 days, expected 3 to 20"):
        ecb.rate("EUR", on=date(2026, 10, 30), history=path)


def test_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rates.zip").write_bytes(b"nothing")
    with pytest.raises(Refused) as refused:
        ecb.rate("EUR", on=date(2026, 10, 30), history=tmp_path / "rates.zip")
    assert refused.value.kind == "unreadable"


def test_the_pegs_are_cited() -> None:
    assert {code: peg.per_usd for code, peg in ecb.pegs().items()} == {
        "SAR": Decimal("3.75"),
        "AED": Decimal("3.6725"),
    }
    for peg in ecb.pegs().values():
        assert peg.cite.url
        assert peg.cite.place
        assert peg.cite.read
        assert peg.confidence is Confidence.READ


@pytest.mark.parametrize(
    "currency", "EUR USD GBP SEK DKK ISK CHF PLN CAD AUD JPY SGD BRL CNY INR SAR AED NOK".split()
)
def test_the_installed_history_has_every_market_s_currency(currency: str) -> None:
    nok, day = ecb.rate(currency, on=date(2026, 10, 31))  # a Saturday
    assert nok > 0
    assert day == (date(2026, 10, 31) if currency == "NOK" else date(2026, 10, 30))


def test_the_installed_history_has_the_published_rates() -> None:
    """30 October 2026 as the ECB published it: 10.312 kroner and 1.1172 dollars to the euro."""
    assert ecb.quote("EUR", on=date(2026, 10, 30)).factor == Decimal("10.312")
    assert ecb.rate("USD", on=date(2026, 10, 30)).nok == pytest.approx(10.312 / 1.1172)
    assert "European Central Bank" in ecb.quote("SAR", on=date(2026, 10, 30)).origin
