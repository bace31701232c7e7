"""The board paper as a file: its length, its tags, its stamp, and a stranger's text that stays text."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from fram.decide.plan import MarketPlan
from fram.decide.rank import Range
from fram.terms.errors import Refused
from fram.terms.estimate import Reason
from fram.terms.jurisdiction import MARKETS
from fram.workspace.papers.charts import worldmap
from fram.workspace.papers.printed import pdf
from fram.workspace.papers.printed.pdf import lined, plan_pdf, printable_svg, typeset, writable
from fram.workspace.papers.printed.sheets import paper as paper_module
from fram.workspace.papers.printed.sheets.blocks import Sheet, heading, millions, paragraph
from fram.workspace.papers.printed.stamp import stamp_line, stamp_lines
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord
from tests.golden.access_record import priced
from tests.golden.paper_record import lines, record, with_markets, without_go
from tests.slowly import slow

LANGS = ("en", "nb")
HOSTILE = '#read("/etc/passwd") *bold* $x^2$ <label> @ref \\u{41} // `raw` ]'
SMALL = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9"><rect width="9" height="9"/></svg>'
)


def many(count: int, *, go: int = 0, ask: int = 0) -> PlanRecord:
    """The golden plan with more markets, so many of them to enter and to find out about."""
    first, _, asked, closed, _ = lines()
    made: list[MarketPlan] = []
    for number, code in enumerate([code for code in MARKETS if code != "NO"][:count]):
        like = first if number < go else asked if number < go + ask else closed
        stance = replace(like.stance, market=code)
        made.append(replace(like, result=replace(like.result, market=code), stance=stance))
    return with_markets(record(), tuple(made))


RECORDS = {"plan": record, "no go": without_go, "priced": priced}


@pytest.fixture(scope="module")
def files() -> dict[tuple[str, str], bytes]:
    return {(name, lang): plan_pdf(make(), lang=lang) for name, make in RECORDS.items() for lang in LANGS}


@pytest.fixture(params=[(name, lang) for name in RECORDS for lang in LANGS], ids=" ".join)
def case(request: pytest.FixtureRequest, files: dict[tuple[str, str], bytes]) -> tuple[str, str, PdfReader]:
    name, lang = request.param
    return name, lang, opened(files[name, lang])


def opened(made: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(made))


def text_of(page: Any) -> str:
    """What a page says, on one line; signs that only steer line breaks are taken out."""
    return " ".join(page.extract_text().replace("\u00a0", " ").replace("\u200b", "").split())


def whole(reader: PdfReader) -> str:
    return " ".join(text_of(page) for page in reader.pages)


def elements(node: Any) -> Iterator[Any]:
    """Every element of the tree of tags, in reading order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        yield from chain.from_iterable(map(elements, node))
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        yield from elements(node.get("/K", []))


def root_of(reader: PdfReader) -> Any:
    return reader.trailer["/Root"]


def tags(reader: PdfReader) -> list[Any]:
    return list(elements(root_of(reader)["/StructTreeRoot"]["/K"]))


def test_it_has_six_to_ten_pages_and_two_more_on_price_and_evidence(case: tuple[str, str, PdfReader]) -> None:
    name, _, reader = case
    assert 6 <= len(reader.pages) <= (12 if name == "priced" else 10)


def test_it_is_tagged_named_and_says_its_language(case: tuple[str, str, PdfReader]) -> None:
    _, lang, reader = case
    root = root_of(reader)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == lang
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()
    assert reader.metadata is not None
    assert reader.metadata.title == f"Nordlys Vital AS · Halo ward sensor · {Words(lang)('report.title')}"
    assert reader.metadata.author == "Nordlys Vital AS"


def test_headings_are_in_order_and_pictures_have_words(case: tuple[str, str, PdfReader]) -> None:
    found = tags(case[2])
    levels = [int(one["/S"][2:]) for one in found if re.fullmatch("/H[1-6]", one["/S"])]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    pictures = [one for one in found if one["/S"] == "/Figure"]
    assert len(pictures) >= 4
    assert all(len(one["/Alt"]) > 40 for one in pictures)


def test_tables_have_heads(case: tuple[str, str, PdfReader]) -> None:
    tables = [one for one in tags(case[2]) if one["/S"] == "/Table"]
    assert len(tables) >= 4
    for one in tables:
        assert "/TH" in [part["/S"] for part in elements(one["/K"])]


def test_only_the_fonts_inside_typst_are_used(case: tuple[str, str, PdfReader]) -> None:
    pages: Any = case[2].pages
    fonts = [font.get_object() for page in pages for font in page["/Resources"]["/Font"].values()]
    names = {str(font["/BaseFont"]).split("+")[-1] for font in fonts}
    assert names
    assert all(name.startswith(("Libertinus", "DejaVuSansMono", "NewCM")) for name in names)


def test_the_stamp_and_the_number_stand_on_each_page(case: tuple[str, str, PdfReader]) -> None:
    name, lang, reader = case
    stamp = stamp_line(RECORDS[name](), Words(lang)).replace("\u00a0", " ")
    for number, page in enumerate(reader.pages, start=1):
        text = text_of(page)
        assert stamp in text
        assert f"{number} / {len(reader.pages)}" in text


def test_the_stamp_says_all_that_makes_the_plan_again() -> None:
    assert stamp_lines(record(), Words("en")) == (
        "Fram 0.1.0", "rule book 7be1d4aa", "seed 1", "21 Nov 2026", "input a41f0c22", "20,000 runs",
    )  # fmt: skip
    made_by_hand = replace(record(), rule_book="", input_hash="", product_version="")
    assert "rule book not stated" in stamp_lines(made_by_hand, Words("en"))


@pytest.mark.parametrize(
    ("name", "lang", "says"),
    [
        ("plan", "en", ["Go: Germany, Sweden", "+3.5", "asking about the sales cycle is worth 3.1 MNOK",
                        "under 9 months → the United Kingdom", "re-open when cash is above 30 MNOK",
                        "1.2 / 2.4 / 3.9 MNOK", "2 of 10 inputs cited", "fram decide ask nordlys.toml"]),
        ("plan", "nb", ["Gå inn: Tyskland, Sverige", "+3,5", "å spørre om salgssyklusen er verdt 3,1 MNOK",
                        "under 9 måneder → Storbritannia", "Neste steg"]),
        ("no go", "en", ["Enter no market today", "Do this first: settle the local fit"]),
        ("no go", "nb", ["Gå ikke inn i noe marked i dag", "Gjør dette først"]),
    ],
)  # fmt: skip
def test_the_first_page_says_what_to_do(
    files: dict[tuple[str, str], bytes], name: str, lang: str, says: list[str]
) -> None:
    text = text_of(opened(files[name, lang]).pages[0])
    assert [words for words in says if words not in text] == []


def test_later_pages_hold_pictures_markets_sources_and_method(files: dict[tuple[str, str], bytes]) -> None:
    text = whole(opened(files["plan", "en"]))
    says = [
        "Half of the runs are out of cash by Nov 2027", "Break-even", "0.58 × usual",
        "United Kingdom Find out", "What to find out here", "The other markets",
        "World Development Indicators, World Bank",
        "read 21 Nov 2026", "unchecked", "default", "What is not known?", "How was it worked out?", "1 EUR =",
    ]  # fmt: skip
    assert [words for words in says if words not in text] == []


def test_a_strangers_text_is_only_text() -> None:
    made = replace(record(), company=HOSTILE, product=HOSTILE[::-1], input_file=f"{HOSTILE}.toml")
    reader = opened(plan_pdf(made, lang="en"))
    first, all_text = text_of(reader.pages[0]), whole(reader)
    assert f"{HOSTILE} · {HOSTILE[::-1]}" in first
    assert "root:" not in all_text
    assert reader.metadata is not None
    assert reader.metadata.title is not None
    assert reader.metadata.title.startswith(HOSTILE[:50])


def test_only_addresses_of_the_web_become_links(files: dict[tuple[str, str], bytes]) -> None:
    reader = opened(files["plan", "en"])
    pages: Any = reader.pages
    links = [one.get_object().get("/A", {}) for page in pages for one in page.get("/Annots", [])]
    assert {link["/URI"] for link in links if "/URI" in link} == {"https://data.example.org/beds"}


def test_the_template_opens_nothing() -> None:
    text = pdf.TEMPLATE.read_text(encoding="utf-8")
    assert re.findall(r"#(?:import|include)\b|\b(?:read|eval|plugin)\(", text) == []
    assert re.findall(r"\b(?:json|image)\((?!bytes)", text) == []


def test_the_same_plan_gives_the_same_bytes(files: dict[tuple[str, str], bytes]) -> None:
    made = files["plan", "nb"]
    assert plan_pdf(record(), lang="nb") == made
    created = opened(made).metadata
    assert created is not None
    assert str(created.creation_date)[:10] == "2026-11-21"


@pytest.mark.parametrize(
    ("count", "go", "ask", "lang"),
    [
        (1, 0, 0, "en"),
        slow(2, 0, 0, "nb"),
        slow(2, 2, 0, "en"),
        slow(15, 0, 1, "nb"),
        slow(28, 3, 3, "nb"),
        (28, 9, 3, "en"),
    ],
)
def test_few_or_many_markets_keep_it_to_its_length(count: int, go: int, ask: int, lang: str) -> None:
    long = "W" * 200
    made = replace(many(count, go=go, ask=ask), company=long, product=long)
    reader = opened(plan_pdf(made, lang=lang))
    assert 6 <= len(reader.pages) <= 10
    # Half a page for each market in play, six at most; each of the others has its row.
    text, words = whole(reader), Words(lang)
    assert text.count(words("market.road")) == min(go + ask, 6)
    names = [words.numerals.market(line.result.market) for line in made.plan.markets]
    assert [name for name in names if name not in text] == []


def test_long_reasons_on_every_market_still_fit() -> None:
    told = Reason.of("the-same-again-and-again-" + "-".join(["nothing"] * 40))
    made = many(28, go=3, ask=3)
    every = tuple(
        replace(line, stance=replace(line.stance, because=told, trigger=told)) for line in made.plan.markets
    )
    assert 6 <= len(opened(plan_pdf(with_markets(made, every), lang="nb")).pages) <= 10


def test_without_the_map_it_is_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(worldmap, "FILE", tmp_path / "none.json")
    reader = opened(plan_pdf(record(), lang="en"))
    assert 6 <= len(reader.pages) <= 10
    assert "Where in the world?" not in whole(reader)


def test_nothing_uncertain_and_no_tiers_to_swap_is_said() -> None:
    made = with_markets(replace(record(), plan=replace(record().plan, tornado=())), lines()[:1])
    text = whole(opened(plan_pdf(made, lang="en")))
    assert "nothing moves its value" in text
    assert "only one tier" in text


def test_pictures_already_drawn_are_not_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []

    def draw(spec: Any, *, key: str, **_: str) -> str:
        drawn.append(key)
        return SMALL

    monkeypatch.setattr(paper_module, "svg", draw)
    plan_pdf(record(), lang="en")
    assert {"ranking-wide", "cash-wide", "tornado-wide", "costs-wide"} <= set(drawn)
    drawn.clear()
    plan_pdf(record(), lang="en", svgs={key: {"wide": SMALL} for key in ("ranking", "cash", "tornado")})
    assert {key.partition("-")[0] for key in drawn} <= {"costs", "map"}


def test_without_typst_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(Refused, match=r"install fram\[reports\]") as refused:
        plan_pdf(record(), lang="en")
    assert refused.value.kind == "unavailable"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(Refused, match="en, nb"):
        plan_pdf(record(), lang="de")


def test_every_letter_it_keeps_can_be_printed() -> None:
    letters = [chr(code) for code in range(0x20, 0x2600) if chr(code).isprintable()]
    kept = "".join(letter for letter in letters if writable(letter) == letter)
    assert set("Øøåéßñčłśžĳαωяж–—“”€≥≤×−→●") <= set(kept)
    content = pdf.content(paper_of(record()), [Sheet(blocks=(heading("H", level=1), paragraph(kept)))])
    assert opened(typeset(content, day=pdf.day_of(record()))).pages


def paper_of(made: PlanRecord) -> paper_module.Paper:
    return paper_module.Paper(record=made, words=Words("en"))


def test_other_scripts_are_written_in_latin_letters() -> None:
    assert writable("東京 Ærø") == "DongJing Ærø"
    made = replace(record(), company="東京 Medical AS")
    reader = opened(plan_pdf(made, lang="en"))
    assert "DongJing Medical AS" in text_of(reader.pages[0])
    assert reader.metadata is not None
    assert reader.metadata.author == "東京 Medical AS"


def test_lines_break_where_a_reader_expects_it() -> None:
    assert lined("1.2 × usual · 4 weeks") == "1.2\u00a0×\u00a0usual\u00a0· 4 weeks"
    assert lined("a" * 31) == "a" * 31
    assert lined("a" * 40).replace("\u200b", "") == "a" * 40
    assert "\u200b" in lined("a" * 40)


def test_a_drawing_is_lettered_and_coloured_for_paper() -> None:
    assert printable_svg('<text font-family="Arial" fill="var(--go,#0a6c66)">') == (
        '<text font-family="Libertinus Serif" fill="#0a6c66">'
    )


def test_millions_have_two_digits_and_one_decimal_at_most() -> None:
    numerals = Words("nb").numerals
    assert millions(Range(p10=-8.44e6, p50=30_000, p90=1.234e8), numerals=numerals, signed=True) == (
        "−8,4", "0", "+120",
    )  # fmt: skip
    assert millions(Range(p10=9.96e6, p50=0.55e6, p90=14e6), numerals=Words("en").numerals) == (
        "10",
        "0.6",
        "14",
    )
