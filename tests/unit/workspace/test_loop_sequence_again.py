"""A sequence planned again: launches that began, an earlier plan read back, and what is refused."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from typer.testing import CliRunner, Result

from fram.cli.app import app
from fram.decide.sequence.again.changes import Because
from fram.decide.sequence.again.earlier import Earlier, Note, Planned
from fram.decide.sequence.problem import Decision, Start
from fram.terms.errors import Refused
from fram.terms.loop import CHANGE_FEE_NOK, months_since
from fram.workspace.company import check_company, read_company
from fram.workspace.decide import plan, plan_json
from fram.workspace.loop.sequence import Wished, old_sequence, sequence, sequence_html, sequence_text
from fram.workspace.loop.sequence.earlier import (
    OldSequence,
    Sides,
    earlier_of,
    still_planned,
)
from fram.workspace.loop.sequence.rules import rules_of
from fram.workspace.papers.words import LANGS, Words
from tests.slowly import slow

DAY = date(2026, 11, 22)
EXAMPLE = Path(__file__).parents[3] / "examples" / "nordlys-vital.toml"
MARKETS = ("DE", "GB", "SE")
UNDER_WAY = '[sequence]\n[[sequence.under_way]]\nmarket = "SE"\nmode = "direct"\n'


def company(folder: Path, text: str = "", *, cash: str = "") -> Path:
    path, whole = folder / "company.toml", EXAMPLE.read_text(encoding="utf-8")
    if cash:
        whole = re.sub(r"cash_nok = [\d_]+", f"cash_nok = {cash}", whole, count=1)
    path.write_text(f"{whole}\n{text}", encoding="utf-8")
    return path


def old_file(folder: Path, *launches: dict[str, Any], **more: Any) -> Path:
    raw = {"schema_version": "1.5", "plan": {"on": "2026-05-22"}, "sequence": {"launches": list(launches)}}
    path = folder / "plan.json"
    path.write_text(json.dumps({**raw, **more}), encoding="utf-8")
    return path


def launch(market: str, quarter: int, *, mode: str = "direct", after_round: bool = False) -> dict[str, Any]:
    start = {"quarter": quarter, "after_round": after_round}
    return {"market": market, "mode": mode, "start": start, "value_mean": 1.0}


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


# --- a launch that began ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("started", "months"),
    [
        (date(2026, 11, 22), 0), (date(2026, 10, 23), 0), (date(2026, 10, 22), 1), (date(2026, 2, 1), 9),
        (date(2026, 1, 25), 9), (date(2025, 11, 22), 12), (date(2016, 11, 23), 119),
    ],
)  # fmt: skip
def test_months_that_are_over_count(started: date, months: int) -> None:
    assert months_since(started, DAY) == months


def test_a_launch_that_began_is_held_as_of_now_with_its_months(tmp_path: Path) -> None:
    file = read_company(company(tmp_path, f"{UNDER_WAY}started = 2026-02-01\n"), on=DAY)
    rules = rules_of(file, markets=MARKETS, on=DAY)
    assert rules.held == (Decision(market="SE", mode="direct", start=Start(quarter=0)),)
    assert (rules.begun, rules.since) == ({"SE": 9}, {"SE": date(2026, 2, 1)})


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("started = 2026-11-23", "started", "2026-11-23 is after 2026-11-22"),
        ("started = 2016-11-22", "started", "10 years ago or more"),
        ("started = 1026-02-01", "started", "10 years ago or more"),
        ("started = 2026-02-01\nquarter = 2", "quarter", "started = 2026-02-01 and quarter stand together"),
        ("started = 2026-02-01\nafter_round = true", "after_round", "and after_round stand together"),
        ("started = 2026-02-01\nstands = false", "stands", "a launch that has begun stands"),
        ('started = "last spring"', "started", "date"),
    ],
)
def test_a_start_that_cannot_be_is_refused_by_the_file(
    tmp_path: Path, text: str, where: str, what: str
) -> None:
    report = check_company(company(tmp_path, f"{UNDER_WAY}{text}\n"), on=DAY)
    (problem,) = report.problems
    assert problem.where == f"sequence.under_way.0.{where}"
    assert what in problem.what
    assert problem.remedy


def test_what_is_under_way_cannot_be_out_of_the_question(tmp_path: Path) -> None:
    file = read_company(company(tmp_path, f"{UNDER_WAY}started = 2026-02-01\n"), on=DAY)
    with pytest.raises(Refused, match="SE is under way and out of the question"):
        rules_of(file, markets=MARKETS, on=DAY, wished=Wished(never=("SE",)))


@pytest.mark.parametrize(
    ("lang", "since", "today"),
    [
        ("en", "under way since Feb 2026", "counts from today"),
        ("nb", "i gang siden feb. 2026", "regnes fra i dag"),
    ],
)
def test_the_page_says_since_when_it_is_under_way(tmp_path: Path, lang: str, since: str, today: str) -> None:
    path = company(tmp_path, f"{UNDER_WAY}started = 2026-02-01\n", cash="60_000_000")
    record = sequence(path, on=DAY, markets=("DE",))
    found = record.sequence
    assert found is not None
    (begun,) = [one for one in found.launches if one.begun_months is not None]
    assert (begun.market, begun.begun_months) == ("SE", 9)
    assert begun.first_sale.p50 < 24 - 9 + 3
    for told in (one_line(sequence_text(record, lang=lang)), one_line(sequence_html(record, lang=lang))):
        assert since in told
        assert today in told


# --- an earlier plan --------------------------------------------------------------------------------


def test_an_earlier_sequence_is_counted_from_today(tmp_path: Path) -> None:
    """Planned on 22 May for now and for quarters 2, 3 and 5: six months on these are past, now, 1 and 3."""
    old = old_sequence(
        old_file(tmp_path, launch("SE", 0), launch("DE", 2), launch("GB", 3), launch("FI", 5, mode="partner"))
    )
    assert old.on == date(2026, 5, 22)
    earlier = earlier_of(old, on=DAY, sides=Sides(weighed=("SE", "DE", "GB", "FI")))
    assert [(one.market, one.months, one.note) for one in earlier.launches] == [
        ("SE", -6, "late"), ("DE", 0, ""), ("GB", 3, ""), ("FI", 9, ""),
    ]  # fmt: skip
    assert still_planned(earlier) == (
        Decision(market="SE", mode="direct", start=Start(quarter=0)),
        Decision(market="DE", mode="direct", start=Start(quarter=0)),
        Decision(market="GB", mode="direct", start=Start(quarter=1)),
        Decision(market="FI", mode="partner", start=Start(quarter=3)),
    )


@pytest.mark.parametrize(("later", "quarter"), [(0, 2), (1, 2), (2, 1), (4, 1), (5, 0), (6, 0), (9, 0)])
def test_a_later_start_moves_to_the_nearest_quarter(later: int, quarter: int) -> None:
    """Quarter 2 lies six months ahead; so many months later five, four, two, one, none."""
    old = OldSequence(
        on=date(2026, 1, 15), decisions=(Decision(market="SE", mode="direct", start=Start(quarter=2)),)
    )
    earlier = earlier_of(old, on=date(2026, 1 + later, 15), sides=Sides(weighed=("SE",)))
    assert [one.start.quarter for one in still_planned(earlier)] == [quarter]
    assert earlier.launches[0].note == ("late" if later > 6 else "")


def test_a_start_earlier_in_this_month_is_past() -> None:
    old = OldSequence(
        on=date(2026, 11, 1), decisions=(Decision(market="SE", mode="direct", start=Start(quarter=0)),)
    )
    (one,) = earlier_of(old, on=DAY, sides=Sides(weighed=("SE",))).launches
    assert (one.months, one.note) == (0, "late")


def test_what_waits_for_the_round_goes_on_waiting_as_long_as_one_is_planned() -> None:
    decision = Decision(market="SE", mode="direct", start=Start(quarter=1, after_round=True))
    old = OldSequence(on=date(2026, 5, 22), decisions=(decision,))
    waits = earlier_of(old, on=DAY, sides=Sides(weighed=("SE",)))
    assert still_planned(waits) == (decision,)
    closed = earlier_of(old, on=DAY, sides=Sides(weighed=("SE",), has_round=False))
    assert closed.launches == (
        Planned(market="SE", mode="direct", months=None, after_round=1, note="no-round"),
    )
    assert still_planned(closed) == (Decision(market="SE", mode="direct", start=Start(quarter=1)),)


def test_markets_that_are_no_part_of_it_any_more_are_told() -> None:
    gone = ("FR", "NO", "DE", "SE")
    old = OldSequence(
        on=DAY, decisions=tuple(Decision(market=m, mode="direct", start=Start(quarter=1)) for m in gone)
    )
    sides = Sides(weighed=("DE", "SE"), served=("NO",), never=("DE",), under_way=("SE",))
    earlier = earlier_of(old, on=DAY, sides=sides)
    assert [one.note for one in earlier.launches] == ["not-weighed", "served", "never", "under-way"]
    assert still_planned(earlier) == ()


def test_what_the_earlier_plan_had_under_way_was_not_planned(tmp_path: Path) -> None:
    """On 22 May three whole months from 30 January had passed; the plan of SE says no day."""
    old = old_sequence(
        old_file(
            tmp_path,
            sequence={
                "launches": [{**launch("DE", 0), "begun_months": 3}, {**launch("SE", 0), "begun_months": 2},
                             {**launch("GB", 3), "begun_months": None}],
                "rules": {"since": {"DE": "2026-01-30"}},
            },
        )
    )  # fmt: skip
    earlier = earlier_of(old, on=DAY, sides=Sides(weighed=MARKETS))
    assert [(one.market, one.months, one.since, one.note) for one in earlier.launches] == [
        ("DE", -9, date(2026, 1, 30), "was-under-way"), ("SE", -8, None, "was-under-way"),
        ("GB", 3, None, ""),
    ]  # fmt: skip
    assert [one.market for one in still_planned(earlier)] == ["GB"]
    going = earlier_of(old, on=DAY, sides=Sides(weighed=MARKETS, under_way=("DE",)))
    assert going.launches[0].note == "under-way"


@pytest.mark.parametrize(
    ("whose", "named"),
    [
        ({"company": "Other AS", "product": "Nordlys Vital"}, "another company: Other AS"),
        ({"company": "Nordlys Vital AS (invented)", "product": "Other"}, "another product: Other"),
    ],
)
def test_the_plan_of_another_company_is_refused(tmp_path: Path, whose: dict[str, str], named: str) -> None:
    after = Wished(after=old_sequence(old_file(tmp_path, launch("SE", 3), **whose)))
    with pytest.raises(Refused, match=named) as caught:
        rules_of(read_company(EXAMPLE, on=DAY), markets=MARKETS, on=DAY, wished=after)
    assert "give an earlier plan of Nordlys Vital AS (invented), Nordlys Vital" in caught.value.problem.remedy
    same = {"company": "nordlys vital as (invented) ", "product": "Nordlys Vital"}
    after = Wished(after=old_sequence(old_file(tmp_path, launch("SE", 3), **same)))
    assert rules_of(read_company(EXAMPLE, on=DAY), markets=MARKETS, on=DAY, wished=after).earlier is not None


def test_a_later_plan_is_refused() -> None:
    with pytest.raises(Refused, match="after 2026-11-22") as caught:
        earlier_of(OldSequence(on=date(2027, 1, 1), decisions=()), on=DAY, sides=Sides(weighed=()))
    assert "--after" in str(caught.value)


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ({"schema_version": "1.4", "sequence": None}, "its schema is 1.4; plans hold one from 1.5 on"),
        ({"sequence": {"launches": [{"market": "SE"}]}}, "cannot be read"),
        ({"sequence": {"launches": [launch("XX", 0)]}}, "cannot be read"),
        ({"sequence": {"launches": [launch("SE", -1)]}}, "no start"),
        ({"sequence": {"launches": [launch("SE", 0, mode="reseller")]}}, "unknown way of selling 'reseller'"),
        ({"sequence": {"launches": 3}}, "cannot be read"),
        ({"sequence": []}, "cannot be read"),
        ({"plan": {"on": "some day"}}, "cannot be read"),
        ({"schema_version": "2.0"}, "not a Fram plan of schema 1"),
    ],
)
def test_what_is_no_earlier_sequence_is_refused(tmp_path: Path, more: dict[str, Any], what: str) -> None:
    with pytest.raises(Refused, match=re.escape(what)) as caught:
        old_sequence(old_file(tmp_path, **more))
    assert "plan.json" in str(caught.value)


def test_the_fee_is_a_planning_figure_where_the_file_sets_none(tmp_path: Path) -> None:
    after = Wished(after=old_sequence(old_file(tmp_path, launch("SE", 3))))
    plain = rules_of(read_company(EXAMPLE, on=DAY), markets=MARKETS, on=DAY, wished=after)
    assert plain.fee_nok == CHANGE_FEE_NOK
    assert plain.planned == (Decision(market="SE", mode="direct", start=Start(quarter=1)),)
    said = company(tmp_path, "[sequence]\nchange_fee_nok = 7\n")
    assert rules_of(read_company(said, on=DAY), markets=MARKETS, on=DAY, wished=after).fee_nok == 7


@pytest.mark.parametrize("lang", LANGS)
def test_every_reason_and_note_has_its_words(lang: str) -> None:
    words = Words(lang)
    for because in get_args(Because):
        assert not because or words(f"sequence.again-{because}", gain="1")
    for note in set(get_args(Note)) - {"", "late", "no-round"}:
        assert words(f"sequence.again-is-{note}")
        assert words(f"sequence.again-why-{note}", month="Feb 2026")


# --- from end to end --------------------------------------------------------------------------------


def run(*given: object) -> Result:
    return CliRunner().invoke(app, ["decide", "sequence", *map(str, given), "--markets", "DE,GB,SE"])


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command's own JSON of a company with cash enough: what is planned again below."""
    folder = tmp_path_factory.mktemp("first")
    path = company(folder, cash="60_000_000")
    result = run(path, "--on", DAY, "--json")
    assert result.exit_code == 0, result.output
    (folder / "plan.json").write_text(result.stdout, encoding="utf-8")
    return folder


def test_planned_again_with_nothing_changed_it_is_the_same(first: Path) -> None:
    result = run(first / "company.toml", "--on", DAY, "--json", "--after", first / "plan.json")
    assert result.exit_code == 0, result.output
    now, then = (
        json.loads(result.stdout)["sequence"],
        json.loads((first / "plan.json").read_text())["sequence"],
    )
    assert now["launches"] == then["launches"]
    assert now["value_mean"] == then["value_mean"]
    assert now["launches"]
    assert [one["kind"] for one in now["changes"]] == ["kept"] * len(now["launches"])
    assert now["rules"]["earlier"]["on"] == DAY.isoformat()


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "1 moved, 0 out"),
        slow("nb", "1 flyttet, 0 ute"),
    ],
)
def test_what_moved_says_from_where_to_where_and_why(first: Path, lang: str, said: str) -> None:
    """A plan of the first launch alone, two years later and in another way: it held, and is worth less."""
    raw = json.loads((first / "plan.json").read_text())
    launches = raw["sequence"]["launches"] = raw["sequence"]["launches"][:1]
    launches[0]["start"], launches[0]["mode"] = {"quarter": 7, "after_round": False}, "partner"
    (first / "moved.json").write_text(json.dumps(raw), encoding="utf-8")
    result = run(first / "company.toml", "--on", DAY, "--after", first / "moved.json", "--lang", lang)
    assert result.exit_code == 0, result.output
    told = one_line(result.stdout)
    assert said in told
    assert {"en": "than as planned", "nb": "enn som planlagt"}[lang] in told
    assert {"en": "Aug 2028", "nb": "aug. 2028"}[lang] in told  # 21 months on


def test_a_start_that_went_by_and_markets_that_are_gone_are_named(first: Path, tmp_path: Path) -> None:
    old = old_file(tmp_path, launch("GB", 0), launch("FR", 4), launch("NO", 1), plan={"on": "2026-02-22"})
    served = read_company(EXAMPLE, on=DAY).company.markets_served
    assert "NO" in served
    result = run(first / "company.toml", "--on", DAY, "--after", old)
    assert result.exit_code == 0, result.output
    told = one_line(result.stdout)
    assert "Beside the plan of 22 Feb 2026" in told
    assert "Planned for Feb 2026, and not said to have begun: the United Kingdom" in told
    assert "not among the markets weighed" in told
    assert "the company file says that you sell there" in told


@pytest.mark.slow
def test_what_was_under_way_in_the_earlier_plan_says_so(first: Path, tmp_path: Path) -> None:
    launches = [{**launch("GB", 0), "begun_months": 5}]
    old = old_file(tmp_path, sequence={"launches": launches, "rules": {"since": {"GB": "2025-12-01"}}})
    for lang, said in (
        ("en", "was under way since Dec 2025 in that plan"),
        ("nb", "var i gang siden des. 2025"),
    ):
        result = run(first / "company.toml", "--on", DAY, "--after", old, "--lang", lang)
        assert result.exit_code == 0, result.output
        assert said in one_line(result.stdout)
        assert "not said to have begun" not in one_line(result.stdout)


def test_a_file_that_is_no_plan_ends_the_command(first: Path, tmp_path: Path) -> None:
    missing = run(first / "company.toml", "--on", DAY, "--after", tmp_path / "none.json")
    assert missing.exit_code != 0
    old = old_file(tmp_path, schema_version="1.3", sequence=None)
    early = run(first / "company.toml", "--on", DAY, "--after", old)
    assert early.exit_code != 0
    assert isinstance(missing.exception, SystemExit | Refused)
    assert isinstance(early.exception, SystemExit | Refused)


def test_an_earlier_sequence_reads_as_plain_data(tmp_path: Path) -> None:
    earlier = earlier_of(
        old_sequence(old_file(tmp_path, launch("SE", 3))), on=DAY, sides=Sides(weighed=("SE",))
    )
    assert earlier == Earlier(on=date(2026, 5, 22), launches=(Planned(market="SE", mode="direct", months=3),))


def test_a_plan_keeps_to_an_earlier_sequence_in_its_papers_too(tmp_path: Path) -> None:
    path = company(tmp_path, "", cash="60_000_000")
    first = plan(path, on=DAY, markets=("DE", "SE"), draws=2000)
    (tmp_path / "plan.json").write_text(plan_json(first), encoding="utf-8")
    again = plan(path, on=DAY, markets=("DE", "SE"), draws=2000, after=old_sequence(tmp_path / "plan.json"))
    assert first.sequence is not None
    assert again.sequence is not None
    assert first.sequence.changes == ()
    assert {one.kind for one in again.sequence.changes} == {"kept"}
    assert again.sequence.launches == first.sequence.launches
