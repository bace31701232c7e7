"""The report as text: complete, self-contained, and safe with whatever a company file says."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from fram.terms.citation import Citation
from fram.terms.errors import Refused
from fram.workspace.papers.listing import all_rows, open_points, sources
from fram.workspace.papers.market_pages import market_pages
from fram.workspace.papers.report import report_html
from fram.workspace.papers.words import Words
from fram.workspace.record import Gap, PlanRecord
from tests.golden.paper_record import lines, points, record, with_markets, without_go

VOID = {"meta", "link", "br", "img", "input", "hr"}
SVG = {"svg", "g", "path", "text", "rect", "line", "title", "desc", "defs", "clippath", "tspan"}


class Page(HTMLParser):
    """Tags with their attributes, ids, headings in order, and whether every tag is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def of(self, tag: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    return {lang: Page(report_html(record(), lang=lang)) for lang in ("en", "nb")}


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_it_is_well_formed_and_asks_the_network_for_nothing(pages: dict[str, Page], lang: str) -> None:
    page = pages[lang]
    assert page.faults == []
    assert page.open == []
    assert page.of("html")[0]["lang"] == lang
    fetched = [attrs for tag, attrs in page.tags if tag in ("link", "img", "iframe", "object", "source")]
    assert fetched == []
    assert all("src" not in attrs for attrs in page.of("script"))
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    anchors = {attrs["href"][1:] for attrs in page.of("a") if attrs.get("href", "").startswith("#")}
    assert anchors <= set(ids)


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_headings_are_in_order_and_tables_have_heads(pages: dict[str, Page], lang: str) -> None:
    levels = [int(tag[1]) for tag, _ in pages[lang].tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all("scope" in attrs for attrs in pages[lang].of("th"))


def test_only_its_own_script_may_run() -> None:
    text = report_html(record(), lang="en")
    script = text.split("<script>")[1].split("</script>")[0]
    allowed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{allowed}'" in text
    assert "default-src 'none'" in text


def test_a_strangers_text_is_only_text() -> None:
    bad = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'"
    made = replace(
        record(), company=bad, product=bad, input_file=bad, notes={bad: bad},
        gaps=(Gap(what=bad, why=bad, ask=bad), Gap(what=bad, why=bad, market="DE")),
    )  # fmt: skip
    text = report_html(made, lang="nb")
    assert text.count("<script>") == 1
    assert "<img" not in text
    assert "onerror=alert(2)&gt;" in text
    assert "<b>price</b>" not in text
    page = Page(text)
    assert (page.faults, page.open) == ([], [])


def test_only_addresses_of_the_web_become_links() -> None:
    text = report_html(record(), lang="en")
    assert "javascript:" not in text
    assert 'href="https://data.example.org/beds"' in text
    found = sources(
        [Citation(title="x", url="JavaScript:alert(1)"), Citation(title="y", url="data:text/html,1")],
        words=Words("en"),
    )
    assert [source.url for source in found] == ["", ""]


def test_every_assumption_is_listed_with_its_source_and_confidence() -> None:
    rows = {row.id: row for row in all_rows(record(), words=Words("en"))}
    assert set(rows) == set(record().plan.assumptions)
    assert list(rows)[:2] == ["product.price", "product.peak_share"]
    reach, cycle, price, fit = (
        rows[key] for key in ("de.reach", "de.sales_cycle", "product.price", "de.market_fit")
    )
    assert (reach.origin_word, reach.confidence_word, reach.owner) == ("cited", "read", "Germany")
    assert (reach.sources[0].publisher, reach.sources[0].read) == ("World Bank", "read 21 Nov 2026")
    assert (cycle.origin_word, cycle.confidence_word) == ("carried over", "unchecked")
    assert (price.confidence, price.notes) == ("", ("list <b>price</b>",))
    assert (fit.origin, fit.sources, fit.confidence) == ("default", (), "")


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("en", ["Unchecked", "no source: a wide default", "EUR", "the risk of delay may be counted twice"]),
        ("nb", ["ikke kontrollert", "ingen kilde: en vid standardverdi", "Tyskland"]),
    ],
)
def test_what_is_weak_is_said_in_words(lang: str, says: list[str]) -> None:
    text = report_html(record(), lang=lang)
    assert [word for word in says if word not in text] == []


def test_gaps_that_differ_only_by_market_stand_together() -> None:
    points = open_points(record().gaps, words=Words("en"))
    assert [(point.what, point.where) for point in points] == [
        ("product.price.cost_to_serve", "the product"), ("Sales cycle", "Japan, United States"),
    ]  # fmt: skip
    assert points[1].whom == "a procurement lead"
    own = [Gap(what="win_share", why="not stated", ask=who, market="DE") for who in ("company", "source")]
    told = [(point.why, point.whom) for point in open_points(own, words=Words("nb"))]
    assert told == [
        ("ikke i selskapsfilen", "deres eget selskap"), ("ikke i selskapsfilen", "en publisert kilde"),
    ]  # fmt: skip


def test_each_market_has_its_section_with_its_road_on_one_axis() -> None:
    found = market_pages(record(), words=Words("en"))
    assert [page.code for page in found] == ["DE", "SE", "GB", "US", "JP"]
    germany = found[0]
    assert [(step.name, step.middle) for step in germany.steps] == [
        ("Approval held", "in place today"), ("Local gates", "Sep 2027"), ("Localisation", "Apr 2027"),
        ("Ready to launch", "Sep 2027"), ("Pilot", "Dec 2027"), ("Tender and contract", "May 2028"),
        ("First sale", "May 2028"),
    ]  # fmt: skip
    assert all(
        0 <= step.left <= step.dot <= 100 and step.left + step.width <= 100.01 for step in germany.steps
    )
    assert [theme.key for theme in germany.themes] == ["approval", "sale", "reach"]
    assert germany.is_open
    assert not found[4].is_open
    assert found[4].unknown[0].what == "Sales cycle"


def test_the_road_shows_what_holds_up_the_first_sale() -> None:
    germany, britain = (market_pages(record(), words=Words("en"))[place] for place in (0, 2))
    held = {step.name: (step.held.replace("\u00a0", " "), step.is_critical) for step in germany.steps}
    assert held["Local gates"] == ("holds up the first sale in 83 % of the runs", True)
    assert held["Localisation"] == ("never holds up the first sale", False)
    assert held["First sale"] == ("", False)
    assert [step.name for step in britain.steps][:3] == [
        "Preparing the application",
        "Approval",
        "Local gates",
    ]
    for step in (step for step in germany.steps if step.core):
        assert step.core is not None
        left, width = step.core
        assert step.left <= left
        assert left + width <= step.left + step.width + 0.5


def test_a_step_ends_when_the_plan_says_so() -> None:
    """The end of the last activity and the first sale are one date, whichever runs they were counted from."""
    first = lines()[0]
    later = replace(first, dates={**first.dates, "first-sale": points(15, 21, 28, times=1.0)})
    page = market_pages(with_markets(record(), (later,)), words=Words("en"))[0]
    dates = {step.name: (step.middle, step.between) for step in page.steps}
    assert dates["Tender and contract"] == dates["First sale"] == ("Aug 2028", "Feb 2028 – Mar 2029")


@pytest.mark.parametrize("lang", ["en", "nb"])
@pytest.mark.parametrize("kind", ["no go", "one market", "no market", "no map"])
def test_odd_plans_make_whole_reports(
    kind: str, lang: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    from fram.workspace.papers.charts import worldmap

    monkeypatch.setattr(worldmap, "FILE", tmp_path / "none.json")
    made: dict[str, PlanRecord] = {
        "no go": without_go(), "one market": with_markets(record(), lines()[:1]), "no map": record(),
        "no market": with_markets(replace(record(), plan=replace(record().plan, tornado=())), ()),
    }  # fmt: skip
    page = Page(report_html(made[kind], lang=lang))
    assert (page.faults, page.open) == ([], [])


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert report_html(record(), lang="en") == report_html(record(), lang="en")


def test_an_older_plan_that_is_none_is_refused() -> None:
    with pytest.raises(Refused, match="not a plan that can be compared"):
        report_html(record(), lang="en", old={"hello": "world"})
