"""Old beside new: what changed is said, what did not is not, and what is no plan is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fram.decide.model.case import Assumption
from fram.decide.scenario.applied import Moved
from fram.terms.dist import Fixed
from fram.terms.errors import Refused
from fram.terms.estimate import Estimate, Origin
from fram.workspace.papers.compare import compare, compared, comparison_text
from fram.workspace.papers.report import report_html
from fram.workspace.papers.words import Words
from fram.workspace.record import SCHEMA_VERSION, PlanRecord, WhatIf, to_json
from tests.golden.paper_record import lines, record, with_markets


def stored(made: PlanRecord) -> dict[str, Any]:
    """A plan as it comes back from its file."""
    found: dict[str, Any] = json.loads(to_json(made))
    return found


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def changed() -> PlanRecord:
    """A later plan: another day, seed and rule book; a verdict turned; one assumption learnt, one gone."""
    made = record()
    de, se, gb, us, _ = lines()
    gone_for = replace(
        gb, stance=replace(de.stance, market="GB"), result=replace(gb.result, tier=1, npv=de.result.npv)
    )
    items = dict(made.plan.assumptions)
    cycle = items["de.sales_cycle"]
    known = replace(cycle.estimate, dist=Fixed(value=7), origin=Origin.COMPANY)
    items["de.sales_cycle"] = replace(cycle, estimate=known)
    del items["jp.market_fit"]
    spend = Estimate(dist=Fixed(value=35_000), unit="NOK a month", origin=Origin.COMPANY)
    items["product.marketing"] = Assumption(
        id="product.marketing", name="marketing", market="DE", estimate=spend
    )
    cash = replace(made.plan.cash_alone, ends=(8.0, 10.0, 12.0))
    made = with_markets(made, (de, se, gone_for, us))
    plan = replace(made.plan, seed=2, on=date(2026, 12, 21), assumptions=items, cash_alone=cash)
    return replace(made, plan=plan, rule_book="ffff0000")


def test_the_same_plan_shows_no_change() -> None:
    found = compare(stored(record()), new=record())
    assert found.is_empty
    assert (
        plain(comparison_text(found, lang="en")) == "Compared with the plan of 21 Nov 2026 Nothing changed."
    )


def test_what_changed_is_said_once_each() -> None:
    found = compare(stored(record()), new=changed())
    text = plain(comparison_text(found, lang="en"))
    assert "seed 1 → 2" in text
    assert "rule book 7be1d4aa00 → ffff0000" in text
    assert "Cash ends (P50) Nov 2027 → Oct 2027" in text
    assert "United Kingdom: Find out → Go · tier 2 → 1 · value P50 −1.0 MNOK → +14 MNOK" in text
    assert "Sales cycle, Germany: 6.6–11 months (carried over) → 7 months (from the company)" in text
    assert "No longer weighed: Japan" in text
    assert "Local fit, Japan" not in text  # it went with its market
    assert "Marketing: not there → 35,000 NOK a month (from the company)" in text
    assert "Within reach" not in text
    # A month later every first sale moves, so Sweden stands there too; the turned verdict comes first.
    assert text.index("United Kingdom:") < text.index("Sweden:")


def test_lines_keep_to_the_screen_in_both_languages() -> None:
    for lang in ("en", "nb"):
        text = comparison_text(compare(stored(record()), new=changed()), lang=lang)
        assert max(len(row) for row in text.splitlines()) <= 100
        assert len(text.splitlines()) <= 40


def test_the_report_has_a_section_for_it() -> None:
    text = report_html(changed(), lang="nb", old=stored(record()))
    assert 'id="changes"' in text
    assert "Hva er endret siden sist?" in text
    assert "Finn ut → Gå inn" in text
    assert 'id="changes"' not in report_html(changed(), lang="nb")


def test_a_plan_of_a_later_1x_with_more_in_it_can_be_compared() -> None:
    old = stored(record())
    old["schema_version"] = "1.7"
    old["plan"]["something_new"] = [1]
    old["plan"]["markets"][0]["result"]["also_new"] = 1
    old["plan"]["assumptions"]["de.reach"]["estimate"]["new_field"] = "x"
    assert compare(old, new=record()).is_empty


def test_a_plan_of_schema_1_0_knows_no_accounts_and_can_be_compared() -> None:
    """As 1.0 wrote it: costs by group instead of an account, no turning points, inputs since renamed."""
    old = stored(record())
    assert old["schema_version"] == SCHEMA_VERSION == "1.6"
    old["schema_version"] = "1.0"
    del old["plan"]["counted_twice"]
    for line in old["plan"]["markets"]:
        line["costs"] = {"approval": line["ledger"]["before_sale"]["approval"], "team": {"p10": 1}}
        del line["ledger"], line["break_even"]
    assert compare(old, new=record()).is_empty
    fit = old["plan"]["assumptions"].pop("de.market_fit")
    old["plan"]["assumptions"]["de.local_pull"] = {**fit, "id": "de.local_pull", "name": "local_pull"}
    text = plain(comparison_text(compare(old, new=record()), lang="en"))
    assert "Local fit, Germany: not there → 0.56–1.8 × usual (default)" in text
    assert "local pull: 0.56–1.8 × usual (default) → not there" in text


def test_an_estimate_nobody_can_read_any_longer_counts_as_changed() -> None:
    old = stored(record())
    old["plan"]["assumptions"]["de.reach"]["estimate"]["dist"] = {"kind": "cauchy", "scale": 3}
    found = compare(old, new=record())
    assert [(change.key, change.old) for change in found.assumptions] == [("de.reach", None)]


@pytest.mark.parametrize(
    "old",
    [
        {}, {"hello": "world"}, {"schema_version": "2.0"}, {"schema_version": "1.0"},
        {"schema_version": "1.0", "plan": []}, {"schema_version": "1.0", "plan": {"on": "yesterday"}},
        {"schema_version": "1.0", "plan": {"on": "2026-11-21", "markets": [{}]}}, {"schema_version": 1},
    ],
)  # fmt: skip
def test_what_is_no_plan_is_refused_with_a_remedy(old: dict[str, Any]) -> None:
    with pytest.raises(Refused) as caught:
        compare(old, new=record())
    assert caught.value.kind == "unreadable"
    assert "plan.json" in caught.value.problem.remedy


# --- a scenario beside its base ----------------------------------------------------------------------


def test_a_scenario_says_what_each_change_moved() -> None:
    base = record()
    markets = [line.result.market for line in base.plan.markets]
    moved = (
        Moved(change="price=x0.9", nok=dict.fromkeys(markets, -2e6)),
        Moved(change=f"sales_cycle@{markets[0]}=+3", nok={markets[0]: -1e6}),
    )
    what_if = WhatIf(name="Hard bargain", changes=tuple(one.change for one in moved), moved=moved)
    changed = replace(base, scenario=what_if)
    found = compare(stored(base), new=changed)
    words = Words("en")
    shown = compared(found, words=words)
    price, cycle = "Price at home ×\xa00.9", "Sales cycle, Germany +\xa03 months"
    assert shown.headline[0] == f"What if Hard bargain: {price}; {cycle} (beside the base)"
    table = shown.tables[0].table
    assert table.head[1:] == (price, cycle)
    assert table.rows[0] == ("Germany", "−2.0\xa0MNOK", "−1.0\xa0MNOK")
    assert table.rows[1][1] == "−2.0\xa0MNOK"
    assert table.rows[1][2].startswith("0")
    text = plain(comparison_text(compare(stored(base), new=with_value(changed, 9e6)), lang="en"))
    assert "Germany: Go · tier 1" in text
    assert "moved on average by −2.0 MNOK (Price at home × 0.9), −1.0 MNOK (Sales cycle" in text
    assert "each beside its own base" not in text


def with_value(made: PlanRecord, nok: float) -> PlanRecord:
    """The same plan, its first market worth another sum."""
    first, *rest = made.plan.markets
    npv = replace(first.result.npv, p50=nok)
    return with_markets(made, (replace(first, result=replace(first.result, npv=npv)), *rest))


def with_scenario(made: PlanRecord, change: str, nok: float, *, name: str = "") -> PlanRecord:
    """The same plan as if one change had moved Germany by so much."""
    moved = (Moved(change=change, nok={"DE": nok}),)
    return replace(made, scenario=WhatIf(name=name, changes=(change,), moved=moved))


OTHER_RUNS: dict[str, dict[str, Any]] = {
    "another file": {"input_hash": "0ther"}, "another rule book": {"rule_book": "0ther"},
    "another seed": {"plan": {"seed": 7}}, "another day": {"plan": {"on": "2026-10-01"}},
}  # fmt: skip


@pytest.mark.parametrize("kind", list(OTHER_RUNS))
def test_a_plan_of_another_file_or_run_is_no_base(kind: str) -> None:
    old = stored(record())
    other = OTHER_RUNS[kind]
    old |= {**other, "plan": old["plan"] | other.get("plan", {})}
    new = with_scenario(with_value(record(), 9e6), "price=x0.9", -2e6)
    found = compare(old, new=new)
    text = plain(comparison_text(found, lang="en"))
    assert "beside the base" not in text
    assert "moved on average by" not in text
    day = "1 Oct 2026" if kind == "another day" else "21 Nov 2026"
    then = f"Compared: the plan of {day} as the company file has it"
    assert text.startswith(f"{then} → the plan of 21 Nov 2026 with Price at home × 0.9 Not the same run:")
    assert "each beside its own base, on average: now −2.0 MNOK (Price at home × 0.9)" in text
    titles = [part.title for part in compared(found, words=Words("en")).tables]
    assert titles[0] == "What each change moves now, beside its own base (mean value)"


def test_two_scenarios_are_told_side_by_side_each_beside_its_own_base() -> None:
    old = stored(with_scenario(record(), "price=x0.9", -2e6, name="Hard bargain"))
    found = compare(old, new=with_scenario(with_value(record(), 9e6), "price=x0.5", -7e6))
    text = plain(comparison_text(found, lang="en"))
    assert text.startswith(
        "Compared: the plan of 21 Nov 2026 with Hard bargain: Price at home × 0.9"
        " → the plan of 21 Nov 2026 with Price at home × 0.5 "
    )
    then, now = "then −2.0 MNOK (Price at home × 0.9)", "now −7.0 MNOK (Price at home × 0.5)"
    assert f"each beside its own base, on average: {then}; {now}" in text
    tables = [part.table.rows[0] for part in compared(found, words=Words("nb")).tables[:2]]
    assert [plain(" ".join(row)) for row in tables] == ["Tyskland −2,0 MNOK", "Tyskland −7,0 MNOK"]


def test_a_base_beside_an_older_scenario_says_so() -> None:
    old = stored(with_scenario(record(), "price=x0.9", -2e6))
    text = plain(comparison_text(compare(old, new=with_value(record(), 9e6)), lang="nb"))
    assert "planen fra 21. nov. 2026 slik selskapsfilen sier" in text
    assert "i snitt: da −2,0 MNOK (Pris hjemme × 0,9)" in text
    assert "; nå" not in text


def test_the_words_of_an_old_plan_cannot_steer_the_screen() -> None:
    old = stored(with_scenario(record(), "\x1b[31mred\nline", -2e6, name="\x1b[2J"))
    text = comparison_text(compare(old | {"rule_book": "\x1b[1m"}, new=with_value(record(), 9e6)), lang="en")
    assert "\x1b" not in text
    assert "red line" in plain(text)


@pytest.mark.parametrize("scenario", [[], {"name": "x"}, {"name": "", "changes": [1], "moved": []}, "x"])
def test_a_scenario_that_is_none_is_refused(scenario: object) -> None:
    with pytest.raises(Refused, match="not a plan"):
        compare(stored(record()) | {"scenario": scenario}, new=record())
