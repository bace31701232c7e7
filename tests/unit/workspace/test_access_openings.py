"""Which approval first, as a use case: on the invented companies, in words, as JSON and as a page."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from fram.access.openings.first import by_way_of
from fram.terms.errors import Refused
from fram.workspace.openings import (
    OpeningsMap,
    openings_json,
    openings_map,
    openings_text,
    write_openings_page,
)
from fram.workspace.openings.page import openings_html
from fram.workspace.world import the_world

ON = date(2026, 11, 22)
EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture(scope="module")
def nordlys() -> OpeningsMap:
    return openings_map(EXAMPLES / "nordlys-vital.toml", on=ON, draws=400)


def changed(tmp_path: Path, name: str, *pairs: tuple[str, str]) -> Path:
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_held_stands_first_and_takes_no_place(nordlys: OpeningsMap) -> None:
    held, *others = nordlys.candidates
    assert (held.first.approval, held.place, held.worth) == ("eu-mdr", None, None)
    assert {"NO", "DE", "CH", "GB", "GB-NIR"} <= set(held.opens)
    assert [each.place for each in others if each.place] == list(range(1, len(nordlys.ranked) + 1))
    assert next(each for each in others if each.first.approval == "uk").place is None  # open already


def test_the_order_is_by_worth(nordlys: OpeningsMap) -> None:
    assert nordlys.ordered_by == "value"
    means = [max(each.worth.mean, 0) for each in nordlys.ranked if each.worth]
    assert means == sorted(means, reverse=True)
    assert all(0 <= each.beats <= 1 for each in nordlys.ranked if each.beats is not None)
    for each in nordlys.ranked:
        assert each.worth is not None
        assert not set(each.worth.entered) & set(nordlys.candidates[0].opens)
        assert each.worth.range is None or each.worth.range.p10 <= each.worth.range.p90


def test_same_seed_same_map(nordlys: OpeningsMap) -> None:
    again = openings_map(EXAMPLES / "nordlys-vital.toml", on=ON, draws=400)
    assert openings_json(again) == openings_json(nordlys)


def test_without_a_price_the_order_is_by_markets_opened(tmp_path: Path) -> None:
    path = changed(
        tmp_path, "nordlys-vital.toml", ("amount = 850", "# amount"), ("low = 600", ""), ("high = 1_100", "")
    )
    found = openings_map(path, on=ON, draws=200)
    assert found.ordered_by == "no-price"
    assert "states no price" in openings_text(found)
    assert "A price in the company file." in openings_text(found)


def test_where_no_market_pays_the_page_says_so() -> None:
    found = openings_map(EXAMPLES / "holokirurg.toml", on=ON, draws=400)
    assert found.ordered_by == "none-pays"
    assert found.ranked[0].first.approval == "eu-mdr"  # it opens most
    assert "nothing to sum" in openings_text(found)


def test_a_test_on_samples_starts_from_the_ivdr() -> None:
    found = openings_map(EXAMPLES / "rask-sepsis.toml", on=ON, draws=200)
    assert "eu-ivdr" in {each.first.approval for each in found.candidates}
    assert "eu-mdr" not in {each.first.approval for each in found.candidates}


def test_the_first_approval_is_paid_once(nordlys: OpeningsMap) -> None:
    """The worth of one market alone is that of the market with its own approval paid."""
    fda = next(each for each in nordlys.ranked if each.first.approval == "us-fda")
    assert fda.worth is not None
    assert fda.worth.entered == ("US",)
    assert np.isfinite(fda.worth.draws).all()
    assert fda.cost.dist.mean > 0


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_the_words_fit_their_width(nordlys: OpeningsMap, lang: str) -> None:
    text = openings_text(nordlys, lang=lang)
    assert max(map(len, text.splitlines())) <= 100
    assert "{" not in text


def test_one_approval_is_told_with_its_conditions_and_sources() -> None:
    found = openings_map(EXAMPLES / "nordlys-vital.toml", on=ON, first="mdr", draws=200)
    text = openings_text(found)
    assert [each.first.approval for each in found.candidates] == ["eu-mdr"]
    assert "until 30 June 2030" in " ".join(text.split())
    assert "Source: " in text


def test_json_holds_every_edge(nordlys: OpeningsMap) -> None:
    told = json.loads(openings_json(nordlys))
    fda = next(each for each in told["approvals"] if each["approval"] == "us-fda")
    singapore = next(each for each in fda["helped"] if each["place"] == "SG")
    assert [edge["id"] for edge in singapore["edges"]] == ["two-sg", "one-sg"]
    assert singapore["saves"]["unit"] == "months"


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_the_page_stands_alone(nordlys: OpeningsMap, tmp_path: Path, lang: str) -> None:
    page = openings_html(nordlys, lang=lang)
    assert "<script" not in page
    assert 'role="img" aria-labelledby="opens-title opens-desc"' in page
    written = write_openings_page(nordlys, to=tmp_path / "new" / "map.html", lang=lang)
    assert written.read_text(encoding="utf-8") == page


def test_the_page_escapes_what_a_company_calls_itself(tmp_path: Path) -> None:
    path = changed(tmp_path, "nordlys-vital.toml", ("Nordlys Vital AS (invented)", "<b>Nordlys</b>"))
    page = openings_html(openings_map(path, on=ON, draws=200))
    assert "<b>Nordlys</b>" not in page
    assert "&lt;b&gt;Nordlys&lt;/b&gt;" in page


def test_what_cannot_be_asked_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no approval that others build on"):
        openings_map(EXAMPLES / "nordlys-vital.toml", on=ON, first="br", draws=200)
    with pytest.raises(Refused, match="unknown regime"):
        openings_map(EXAMPLES / "nordlys-vital.toml", on=ON, first="fdo", draws=200)
    service = changed(tmp_path, "nordlys-vital.toml", ('kind = "device"', 'kind = "service"'))
    with pytest.raises(Refused):
        openings_map(service, on=ON, draws=200)


def test_the_roads_of_the_files_lead_through_any_first() -> None:
    for first in ("eu-mdr", "us-fda", "ca", "jp"):
        roads = by_way_of(first, roads=the_world().roads)
        assert roads[first].routes
        assert all(first not in route.after for route in roads[first].routes)
