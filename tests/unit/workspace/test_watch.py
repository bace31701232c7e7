"""``fram access watch``: what changes around the invented companies, in words, as JSON and as a page."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from fram.access.watch.line import STATES, Window
from fram.cli.app import app
from fram.knowledge.rulebooks import MODULES
from fram.rules.book import Reform
from fram.terms.errors import Refused
from fram.terms.jurisdiction import MARKETS
from fram.terms.logic import Truth
from fram.workspace.access.phrases import phrases
from fram.workspace.company import read_company
from fram.workspace.watch import Watch, watch, watch_html, watch_json, watch_text, write_watch
from fram.workspace.watch.found import payable
from fram.workspace.watch.laws import Asked
from fram.workspace.watch.past import lies_behind
from fram.workspace.watch.telling import THEMES, watch_page
from fram.workspace.weighing.market_terms import view_of
from fram.workspace.weighing.rates import Rates
from fram.workspace.world import the_world

ON = date(2026, 11, 22)
EXAMPLES = Path(__file__).parents[3] / "examples"


@cache
def found(name: str, **more: Any) -> Watch:
    return watch(EXAMPLES / f"{name}.toml", on=ON, **more)


def ids(seen: Watch) -> dict[str, date | None]:
    return {line.id: line.on for line in seen.lines}


@pytest.mark.parametrize("name", ["nordlys-vital", "sovn-app", "holokirurg", "rask-sepsis"])
@pytest.mark.parametrize("months", [1, 24, 60])
def test_no_change_outside_the_window_shows(name: str, months: int) -> None:
    window = Window.of_months(ON, months=months)
    assert all(line.on is None or line.on in window for line in found(name, months=months).lines)


def test_more_months_show_no_less() -> None:
    few, many = ids(found("sovn-app", months=6)), ids(found("sovn-app", months=48))
    assert {name for name, day in few.items() if day} <= set(many)
    assert len(many) > len(few)


def test_only_the_markets_asked_for_are_watched() -> None:
    seen = found("sovn-app", markets=("DE",))
    assert {market for line in seen.lines for market in line.markets} == {"DE"}
    assert {rest.markets for rest in seen.rests} == {("DE",)}


def test_every_line_says_what_whom_and_from_where() -> None:
    for line in found("nordlys-vital").lines:
        assert line.says.keys() >= {"en", "nb"}
        assert line.markets
        assert set(line.markets) <= set(MARKETS)
        assert line.state in STATES
        assert line.cite.title
        assert line.touches is not Truth.NO


def test_the_laws_beside_show_on_their_days() -> None:
    seen = ids(found("sovn-app"))
    assert seen["eu-pld.placed-from"] == date(2026, 12, 10)
    assert seen["ch.swissdamed-transition"] == date(2027, 1, 1)  # the day after its last
    assert not [name for name in seen if name.startswith("eu-ai-act")]  # no artificial intelligence in it
    assert any(name.startswith("eu-ai-act") for name in ids(found("nordlys-vital")))


def test_an_eu_law_that_norway_has_not_taken_in_is_no_law() -> None:
    (line,) = [one for one in found("holokirurg", markets=("NO",)).lines if one.kind == "law-open"][:1]
    assert (line.on, line.state, line.markets) == (None, "proposed", ("NO",))
    assert "law-open" not in {one.kind for one in found("holokirurg", markets=("DE",)).lines}


def test_the_limits_on_notified_bodies_show_for_who_has_still_to_apply() -> None:
    clocks = [line for line in found("holokirurg").lines if line.kind == "clock"]
    assert {line.on for line in clocks} == {date(2027, 2, 25)}
    assert not [line for line in found("sovn-app").lines if line.kind == "clock"]  # it holds its certificate


def test_the_firms_own_certificates_show_when_they_end() -> None:
    (line,) = [one for one in found("sovn-app").lines if one.kind == "certificate"]
    assert (line.on, line.subject["en"]) == (date(2028, 5, 31), "ISO-13485")


def test_great_britain_stops_taking_the_ce_mark_in_2030() -> None:
    days = ids(found("sovn-app", months=48, markets=("GB",)))
    assert days["uk.ce-new-devices"] == date(2030, 7, 1)
    assert days["ce-gb"] == date(2030, 7, 1)


def test_a_proposal_shows_only_where_it_would_change_the_class(monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib import import_module

    module = import_module(MODULES["eu-mdr"][0])
    none = replace(next(iter(module.REFORMS.values())), id="none", change=lambda rules: rules)
    strict = Reform(
        id="strict", cite=none.cite, says="All rules go.", change=lambda rules: rules[:1],
    )  # fmt: skip
    monkeypatch.setattr(module, "REFORMS", {"none": none, "strict": strict})
    lines = [line for line in found("nordlys-vital", months=23).lines if line.kind == "reform"]
    assert [(line.id, line.on, line.state) for line in lines] == [("eu-mdr.strict", None, "proposed")]
    assert lines[0].given["before"] != lines[0].given["after"]


def test_what_is_proposed_stands_apart_from_law() -> None:
    seen = found("nordlys-vital")
    assert seen.law
    assert seen.talked_of
    parts = [*seen.law, *seen.undated, *seen.not_law, *seen.talked_of, *seen.past]
    assert sorted(line.id for line in parts) == sorted(line.id for line in seen.lines)
    assert {line.state for line in (*seen.law, *seen.undated)} <= {"law"}
    assert "law" not in {line.state for line in (*seen.not_law, *seen.talked_of)}


def test_what_is_told_of_as_past_is_no_change_to_come() -> None:
    seen = found("nordlys-vital")
    told = next(line for line in seen.talked_of if line.kind == "change" and line.state == "announced")
    gone = {"en": "The guidelines came in June 2025.", "nb": "Retningslinjene kom i juni 2025."}
    past, law = replace(told, id="past", says=gone), replace(told, id="law", says=gone, state="law")
    proposal = replace(told, id="proposal", says=gone, state="proposed")
    seen = replace(seen, lines=(told, past, law, proposal))
    assert seen.past == (past, law)
    assert (seen.undated, seen.talked_of) == ((), (told, proposal))
    assert [group.title for group in watch_page(seen).groups][-1] == "Told of as past, the day not read"
    assert "Past, undated" in watch_text(seen)


@pytest.mark.parametrize(
    ("sentence", "is_past"),
    [
        ("The guidelines came in June 2025.", True),
        ("New scale in April 2026.", True),
        ("New scale in November 2026.", False),
        ("In the reform of 2026 prices are compared.", False),
        ("Money for 2024 to 2027.", False),
        ("Begun after the first one of 2023 to 2025.", True),
        ("They were due by 31 October 2026.", False),
        ("It closed in February 2026; the decision was not found.", False),
        ("Regulation 2017/745 is to be changed.", False),
        ("New rules are being worked on.", False),
    ],
)
def test_a_sentence_tells_of_the_past_by_the_last_month_it_names(sentence: str, is_past: bool) -> None:
    assert lies_behind(sentence, on=ON) is is_past


@pytest.mark.parametrize("name", ["nordlys-vital", "sovn-app", "holokirurg", "rask-sepsis"])
def test_every_pathway_fits_as_the_page_of_pathways_says(name: str) -> None:
    file, world = read_company(EXAMPLES / f"{name}.toml", on=ON), the_world()
    view = view_of(file, world=world, on=ON, nok_per=Rates(ON).nok_per)
    window = Window.of_months(ON, months=24)
    asked = Asked(profile=file.product, window=window, markets=MARKETS, world=world)
    asker = payable(asked, view)
    assert len(view.fits) == len(world.pathways)
    for fit in view.fits:
        seen = asker.fit(fit.pathway, ON)
        assert (seen.truth, seen.missing, seen.failing_facts) == (fit.truth, fit.missing, fit.failing_facts)
        assert bool(asker.open_fit(fit.pathway)) is not fit.is_closed, fit.pathway.id


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_the_short_text_tells_what_has_a_day_or_surely_touches_and_counts_the_rest(lang: str) -> None:
    seen = found("nordlys-vital")
    page, short = watch_page(seen, lang=lang), " ".join(watch_text(seen, lang=lang, is_short=True).split())
    items = [(group, item) for group in page.groups for item in group.items]
    hidden = [item for group, item in items if not (group.is_dated or item.surely)]
    assert hidden
    assert len(hidden) < len(items)
    assert all(" ".join(item.line.text.split()) not in short for item in hidden)
    shown = [item for group, item in items if group.is_dated or item.surely]
    assert all(item.line.name in short for item in shown)
    assert f"({len(hidden)})" in short
    assert f"({len(seen.rests)} " in short
    assert "--market" not in watch_text(seen, lang=lang)


def test_each_pathway_open_to_the_product_names_its_texts() -> None:
    seen = {rest.pathway: rest for rest in found("sovn-app", markets=("DE",)).rests}
    assert seen["DE-DIGA-P"].texts
    assert "DE-140A" not in seen or seen["DE-140A"].texts


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_the_page_and_the_text_tell_every_change(lang: str) -> None:
    seen = found("sovn-app", markets=("DE", "CH", "GB"))
    page, text = watch_page(seen, lang=lang), watch_text(seen, lang=lang)
    assert sum(len(group.items) for group in page.groups) == len(seen.lines)
    flat = " ".join(text.split())
    for group in page.groups:
        assert group.title in text
        assert all(item.line.name in flat for item in group.items)
    assert [row.name for row in page.rows]
    assert all(0 <= place <= 100 for row in page.rows for place, _, _ in row.dots)


def test_a_product_that_no_law_touches_gets_a_plain_empty_page(tmp_path: Path) -> None:
    nothing = replace(
        found("sovn-app"), lines=(), rests=(), markets=("NO",), months=3,
    )  # fmt: skip
    text, html = watch_text(nothing), watch_html(nothing)
    assert "Nothing with a known day touches this product in these months." in text
    assert "Nothing with a known day touches this product" in html
    assert "<ol" not in html
    assert json.loads(watch_json(nothing))["changes"] == []


def test_a_service_at_home_meets_nothing_with_a_day(tmp_path: Path) -> None:
    text = (EXAMPLES / "sovn-app.toml").read_text(encoding="utf-8")
    head, _, _ = text.partition("[[product.certificates]]")
    told = head.replace('kind = "software"', 'kind = "service"').replace("uses_ai = false\n", "")
    path = tmp_path / "service.toml"
    path.write_text(told, encoding="utf-8")
    seen = watch(path, on=ON, markets=("NO",), months=1)
    assert [line for line in seen.lines if line.on and line.touches is Truth.YES] == []
    assert watch_text(seen)


def test_a_gate_that_begins_shows_for_whom_it_may_bind() -> None:
    lines = {line.id: line for line in found("sovn-app").lines if line.kind == "gate"}
    ahead = {gate.id: gate for gate in the_world().gates if gate.since in found("sovn-app").window}
    assert set(lines) <= set(ahead)
    assert all(lines[name].on == ahead[name].since for name in lines)


class Checker(HTMLParser):
    """Every tag is closed, nothing is fetched, no script runs."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in ("script", "img", "link", "iframe")
        assert not any(name.startswith("on") for name, _ in attrs)
        self.headings += [tag] if tag in ("h1", "h2") else []
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_the_page_stands_alone(tmp_path: Path, lang: str) -> None:
    seen = replace(found("sovn-app"), company="<b>A & B</b>")
    written = write_watch(seen, tmp_path / "watch.html", lang=lang)
    html = written.read_text(encoding="utf-8")
    checker = Checker()
    checker.feed(html)
    assert checker.open == []
    assert checker.headings[:2] == ["h1", "h2"]
    assert "<b>A" not in html
    assert "&lt;b&gt;A &amp; B" in html
    assert f'<html lang="{lang}">' in html


def test_the_same_day_gives_the_same_json() -> None:
    one, other = (watch_json(watch(EXAMPLES / "sovn-app.toml", on=ON, markets=("DE",))) for _ in range(2))
    assert one == other
    told = json.loads(one)
    assert told["window"] == {"first": "2026-11-22", "end": "2028-11-22"}
    assert {change["touches"] for change in told["changes"]} <= {"yes", "unknown"}


def test_every_kind_of_change_has_its_words_and_its_row() -> None:
    kinds = {kind for row in THEMES.values() for kind in row}
    assert {f"kind-{kind}" for kind in kinds} <= set(phrases("watch"))
    seen = [line for name in ("nordlys-vital", "sovn-app", "holokirurg") for line in found(name).lines]
    assert {line.kind for line in seen} <= kinds
    assert {f"because-{line.because}" for line in seen} <= set(phrases("watch"))


def test_every_coded_proposal_has_its_sentence_in_both_languages() -> None:
    from importlib import import_module

    reforms = [name for paths in MODULES.values() for name in getattr(import_module(paths[0]), "REFORMS", {})]
    assert {f"reform-{name}" for name in reforms} <= set(phrases("watch"))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        watch(tmp_path / "none.toml", on=ON)


def test_the_command_writes_a_page_and_speaks_json(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    file, day = str(EXAMPLES / "sovn-app.toml"), ON.isoformat()
    page = tmp_path / "w.html"
    shown = CliRunner().invoke(
        app, ["access", "watch", file, "--on", day, "--market", "DE", "--html", str(page)]
    )
    assert (shown.exit_code, shown.output.strip()) == (0, str(page))
    assert page.is_file()
    told = CliRunner().invoke(
        app, ["access", "watch", file, "--on", day, "--market", "DE,CH", "--months", "6", "--json"]
    )
    assert json.loads(told.output)["markets"] == ["DE", "CH"]
    assert json.loads(told.output)["months"] == 6


def test_without_a_market_the_terminal_gets_the_short_text() -> None:
    from typer.testing import CliRunner

    words = ["access", "watch", str(EXAMPLES / "nordlys-vital.toml"), "--on", ON.isoformat()]
    everything = CliRunner().invoke(app, words).output
    assert "Not shown here:" in everything
    assert len(everything.splitlines()) < 200
    assert "Not shown here:" not in CliRunner().invoke(app, [*words, "--market", "DE"]).output


def test_no_words_are_left_over() -> None:
    """Each word is called by name, or belongs to a family whose key is put together."""
    folder = EXAMPLES.parent / "src" / "fram" / "workspace" / "watch"
    code = "".join(
        path.read_text(encoding="utf-8") for path in folder.rglob("*.*") if path.suffix in (".py", ".html")
    )
    engine = "".join(
        path.read_text(encoding="utf-8")
        for path in (folder.parents[1] / "access" / "watch").glob("*.py")
    )  # fmt: skip
    known = phrases("watch")
    made = ("kind-", "says-", "theme-", "state-", "reform-", "s-", "skip")
    left = {key for key in known if f'"{key}"' not in code and not key.startswith((*made, "because-"))}
    assert left == set()
    reasons = {key.removeprefix("because-") for key in known if key.startswith("because-")}
    assert {reason for reason in reasons if f'"{reason}"' not in code + engine} == set()
    kinds = {kind for row in THEMES.values() for kind in row}
    named = {key.partition("-")[2] for key in known if key.startswith(("kind-", "says-"))}
    assert named <= kinds
    groups = {"glance", "rests", "law", "undated", "not-law", "talked", "past"}
    assert {key for key in known if key.startswith("s-")} == {f"s-{key}" for key in groups}


def test_a_window_that_begins_later_forgets_what_is_past() -> None:
    later = watch(EXAMPLES / "sovn-app.toml", on=ON + timedelta(days=60))
    assert "eu-pld.placed-from" not in ids(later)
