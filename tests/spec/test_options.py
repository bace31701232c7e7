"""Options that many commands share: days far off, files that cannot be written, pairs that do not go."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fram.cli.ending import leave_with
from fram.cli.options import FIRST, LAST, day_of, page_file
from fram.terms.errors import EXIT_CODES, Refused

EXAMPLES = Path(__file__).parents[2] / "examples"
SOVN = str(EXAMPLES / "sovn-app.toml")
DAY = ("--on", "2026-11-22")
PAGES = {
    "pathways": ("access", "pathways", SOVN, *DAY, "--market", "DE"),
    "route": ("access", "route", SOVN, *DAY, "--market", "DE"),
    "watch": ("access", "watch", SOVN, *DAY),
}
"""The commands that write a page with --html."""


@pytest.mark.parametrize("day", ["1949-12-31", "2101-01-01", "9999-06-01", "9999-12-31", "0001-01-01"])
def test_a_day_far_off_is_refused_with_the_days_there_are(day: str) -> None:
    with pytest.raises(Refused, match="too far away") as refused:
        day_of(day)
    assert refused.value.problem.remedy == "choose a day from 1950-01-01 to 2100-12-31"


def test_the_first_and_the_last_day_are_taken() -> None:
    assert [day_of(day.isoformat()) for day in (FIRST, LAST)] == [date(1950, 1, 1), date(2100, 12, 31)]


@pytest.mark.parametrize("words", [("watch", SOVN, "--months", "120"), ("buying", SOVN, "--market", "DE")])
@pytest.mark.parametrize(("day", "code"), [("2100-12-31", 0), ("9999-12-31", 2)])
def test_no_command_stumbles_at_the_end_of_the_calendar(words: tuple[str, ...], day: str, code: int) -> None:
    assert leave_with(["access", *words, "--on", day]) == code


@pytest.mark.parametrize("command", PAGES)
def test_a_page_that_cannot_be_written_is_refused_by_its_option(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, code in (
        ("", "usage"), (str(tmp_path), "usage"), (str(tmp_path / "none" / "page.html"), "unwritable"),
        (str(tmp_path / ("a" * 300)), "unwritable"),
    ):  # fmt: skip
        assert leave_with([*PAGES[command], "--html", name]) == EXIT_CODES[code], name
        told = capsys.readouterr().err
        assert "--html" in told
        assert "--out" not in told
    assert list(tmp_path.iterdir()) == []


def test_a_page_is_not_written_over_another_kind_of_file(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no name for a page"):
        page_file(tmp_path / "company.toml")


def test_a_page_goes_where_it_is_named(tmp_path: Path) -> None:
    assert page_file(tmp_path / "page.html") == tmp_path / "page.html"
    assert page_file(None) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("command", "pair"),
    [
        ("pathways", ("--way", "DE-DIGA-P", "--json")),
        ("pathways", ("--way", "DE-DIGA-P", "--html", "page.html")),
        ("pathways", ("--html", "page.html", "--json")),
        ("route", ("--html", "page.html", "--json")),
        ("watch", ("--html", "page.html", "--json")),
    ],
)
def test_an_option_that_would_be_passed_over_is_refused(
    command: str,
    pair: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert leave_with([*PAGES[command], *pair]) == EXIT_CODES["usage"]
    assert "do not go together" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
