"""The knowledge files against the user's data folder: written anew they are the same; spot checks hold."""

from __future__ import annotations

import csv
import gzip
import shutil
from datetime import date
from pathlib import Path

import pytest

from fram import sources
from fram.knowledge.market import market_paths, read_markets
from fram.knowledge.shelf import ROOT, Shelf
from fram.store.snapshots import open_snapshot, snapshots
from fram.terms.errors import Refused
from fram.workspace.knowledge import figures_from

SHELF = Shelf()


@pytest.fixture
def data(data_folder: Path) -> Path:
    """The folder with `indicators/` and `orgs/` in it."""
    for folder in (data_folder, data_folder / "data"):
        if (folder / "indicators" / "wdi_selected_2000_on.csv.gz").is_file():
            return folder
    pytest.skip("the data folder holds no indicators")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The part of the knowledge that is written by the command, in a folder of its own."""
    paths = [*market_paths(ROOT).values(), ROOT / "figures.yaml", ROOT / "citations" / "figures.yaml"]
    for path in paths:
        target = tmp_path / "knowledge" / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return tmp_path / "knowledge"


def checked_on() -> date:
    """The day the committed figures were written."""
    read = SHELF.citations["wb-wdi"].read
    assert read is not None
    return read


def test_written_anew_the_files_are_the_same(data: Path, copy: Path, tmp_path: Path) -> None:
    # Every written figure is taken out first, so that none can simply stay.
    for path in market_paths(copy).values():
        text = path.read_text(encoding="utf-8")
        if path.parent.name not in ("sa", "ae"):  # these two hold a figure written by hand
            path.write_text(text[: text.index("figures:")], encoding="utf-8")
    report = figures_from(data, into=copy, on=checked_on(), home=tmp_path / "home")
    for path in (*market_paths(copy).values(), copy / "citations" / "figures.yaml"):
        assert path.read_bytes() == (ROOT / path.relative_to(copy)).read_bytes(), path
    assert len(report.markets) == 29
    assert report.written + report.gaps == 29 * 21
    assert figures_from(data, into=copy, on=checked_on()).changed == ()
    assert report.vintages()["rule_of_law"] == {2021: 29}
    assert report.vintages()["logistics_performance"] == {2022: 29}
    assert set(report.read) == {kept.source for kept in report.kept}
    (kept,) = snapshots(tmp_path / "home", source="wb-wgi")
    assert open_snapshot(kept, home=tmp_path / "home").is_file()


def test_another_day_only_moves_the_days(data: Path, copy: Path) -> None:
    figures_from(data, into=copy, on=date(2026, 12, 24))
    for path in market_paths(copy).values():
        before = (ROOT / path.relative_to(copy)).read_text(encoding="utf-8")
        by_hand = path.parent.name in ("sa", "ae")
        expected = before.replace(checked_on().isoformat(), "2026-12-24")
        after = path.read_text(encoding="utf-8")
        assert by_hand or after == expected


def test_a_missing_file_changes_nothing(copy: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in copy.rglob("*.yaml")}
    (tmp_path / "empty").mkdir()
    with pytest.raises(Refused, match="is not there"):
        figures_from(tmp_path / "empty", into=copy, on=checked_on())
    with pytest.raises(Refused, match="folder is not there"):
        figures_from(tmp_path / "nowhere", into=copy, on=checked_on())
    assert {path: path.read_bytes() for path in copy.rglob("*.yaml")} == before


@pytest.mark.parametrize("name", [name for name in sources.names() if name != "ecb"])
def test_each_real_file_is_what_its_connector_expects(data: Path, name: str) -> None:
    feed = sources.connector(name).read(data)
    assert feed.readings
    assert all(len(file.sha256) == 64 for file in feed.files)


def raw(path: Path, **wanted: str) -> dict[str, str]:
    """The one row with these cells, read without any of our own code."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        (row,) = [row for row in csv.DictReader(file) if all(row[k] == v for k, v in wanted.items())]
    return row


SPOTS = [
    # market, iso3, figure, indicator, year, decimals
    ("NO", "NOR", "population", "SP.POP.TOTL", 2025, 0),
    ("DE", "DEU", "hospital_beds", "SH.MED.BEDS.ZS", 2023, 2),
    ("JP", "JPN", "life_expectancy", "SP.DYN.LE00.IN", 2024, 1),
    ("AE", "ARE", "gdp_per_head", "NY.GDP.PCAP.CD", 2024, 0),
    ("IN", "IND", "price_level", "PA.NUS.PPPC.RF", 2024, 3),
    ("SG", "SGP", "logistics_performance", "LP.LPI.OVRL.XQ", 2022, 1),
    ("GB", "GBR", "share_65_plus", "SP.POP.65UP.TO.ZS", 2025, 2),
]


@pytest.mark.parametrize(("market", "iso3", "figure", "indicator", "year", "decimals"), SPOTS)
def test_spot_checks_against_the_raw_file(
    data: Path, market: str, iso3: str, figure: str, indicator: str, year: int, decimals: int
) -> None:
    row = raw(data / "indicators/wdi_selected_2000_on.csv.gz", iso3=iso3, indicator=indicator, year=str(year))
    dated = read_markets(SHELF)[market].figures[figure].values[0]
    assert dated.start == date(year, 1, 1)
    assert dated.number == round(float(row["value"]), decimals)


def test_governance_against_the_raw_file(data: Path) -> None:
    row = raw(data / "indicators/wgi_2010_2021.csv.gz", iso3="BRA", year="2021")
    (dated,) = read_markets(SHELF)["BR"].figures["rule_of_law"].values
    assert dated.number == round(float(row["rle"]), 3)
    assert getattr(dated.value, "sd", None) == round(float(row["rls"]), 3)


PUBLISHED = [
    # as printed in the sources themselves
    ("NO", "health_spend_share_gdp", 8.1), ("NO", "physicians", 4.98), ("US", "health_spend_share_gdp", 16.6),
    ("IN", "physicians", 0.72), ("DE", "hospitals", 3006), ("US", "hospitals", 6090),
    ("JP", "hospitals", 8238),
    ("NO", "hospital_sites", 640), ("DK", "hospital_sites", 61), ("US", "hospital_sites", 5315),
    ("DK", "internet_users", 100), ("AU", "hospital_beds", 3.82), ("SG", "logistics_performance", 4.3),
    ("NO", "control_of_corruption", 2.141),
]  # fmt: skip


@pytest.mark.parametrize(("market", "figure", "value"), PUBLISHED)
def test_published_values(market: str, figure: str, value: float) -> None:
    dated = read_markets(SHELF)[market].figures[figure].values[0]
    assert dated.number == value
