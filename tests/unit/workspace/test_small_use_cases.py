"""The smaller use cases: crew, guide, support, goal, knowledge: what they give, in both languages."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from fram.crew.needs import Launching
from fram.crew.needs import needs as missing_roles
from fram.decide.model.inputs import INPUTS
from fram.ecosystem import support
from fram.growth.guides import guide_for
from fram.terms.company import Staff
from fram.terms.errors import Refused
from fram.workspace import crew, ecosystem, growth, knowledge, programme

ON = date(2026, 11, 21)
EXAMPLE = Path(__file__).parents[3] / "examples" / "nordlys-vital.toml"
HERE = Launching(market="DE", languages=("de",), approval_is_new=True, months_to_hire=6, months_to_sale=18)


@pytest.mark.parametrize(
    ("staff", "spoken", "roles"),
    [
        (Staff(regulatory=1, clinical=1, sales=1), ("de",), []),
        (Staff(regulatory=1, clinical=1, sales=1), ("nb",), ["local-seller"]),
        (Staff(clinical=1, sales=1), ("de",), ["regulatory"]),
        (Staff(regulatory=1, sales=1), ("de",), ["clinical"]),
        (Staff(regulatory=1, clinical=1), ("de",), ["sales"]),
    ],
)
def test_a_role_is_missing_only_where_nobody_fills_it(
    staff: Staff, spoken: tuple[str, ...], roles: list[str]
) -> None:
    assert [need.role for need in missing_roles(staff, [HERE], languages=spoken)] == roles


def test_no_launch_needs_nobody() -> None:
    assert missing_roles(Staff(), [], languages=()) == []


def test_the_crew_of_an_example_is_told_in_both_languages() -> None:
    found = crew.needs(EXAMPLE, markets=("DE", "JP"), on=ON)
    assert "tysk" in crew.needs_text(found, "nb")
    assert "German" in crew.needs_text(found, "en")
    assert len(json.loads(crew.needs_json(found))) == len(found)


def test_every_guide_speaks_both_languages_and_serves_real_inputs() -> None:
    found = growth.guides()
    assert len({guide.slug for guide in found}) == len(found) >= 5
    for guide in found:
        assert set(guide.inputs) <= set(INPUTS)
        for words in (guide.title, guide.opening, guide.records, *guide.questions):
            assert words["en"].strip()
            assert words["nb"].strip()


def test_a_guide_for_the_input_comes_before_one_for_the_role() -> None:
    guides = growth.guides()
    assert guide_for(guides, name="payment_months", role="distributors").slug == "payer"  # type: ignore[union-attr]
    assert guide_for(guides, name="nothing", role="distributors").slug == "distributors"  # type: ignore[union-attr]
    assert guide_for(guides, name="nothing", role="nobody") is None


def test_an_input_nobody_else_knows_has_no_guide_and_says_why() -> None:
    with pytest.raises(Refused, match="own records"):
        growth.guide("discount_rate")
    with pytest.raises(Refused, match="sales_cycle"):
        growth.guide("sales_cylce")


def test_support_for_an_example_has_reasons_and_says_why_others_are_left_out() -> None:
    found = ecosystem.support(EXAMPLE, on=ON)
    assert found.ranked
    assert found.left_out
    assert all(abs(sum(w.points for w in m.why) - m.score) < 1e-9 for m in found.ranked)
    assert "Utelatt" in ecosystem.support_text(found, "nb")
    assert {part.name for part in support.PARTS} == set(ecosystem.PARTS)
    assert {rule.name for rule in support.RULES} == set(ecosystem.RULES)


def test_the_goal_is_told_with_both_contested_figures() -> None:
    text = programme.goal_text(programme.goal(), "en")
    assert "25.9" in text
    assert "contested" in text
    assert "13.2%" in text


def test_a_market_is_told_with_years_sources_and_gaps() -> None:
    found = knowledge.market_figures("uk")
    assert found.head.code == "GB"
    text = knowledge.market_text(found, "nb", on=ON)
    assert "Storbritannia" in text
    assert "· 2021 ·" in text
    assert "Hull" in text


def test_stale_facts_come_oldest_first_and_none_is_stale_today() -> None:
    assert knowledge.stale(months=12, on=ON) == []
    later = knowledge.stale(months=12, on=date(2030, 1, 1))
    assert len(later) > 500
    assert "past" in knowledge.stale_text([])


def test_figures_are_exported_as_csv_and_nothing_else_unknown(tmp_path: Path) -> None:
    assert "figures" in knowledge.export_figures(tmp_path / "figures.csv", on=ON)
    lines = (tmp_path / "figures.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) > 500
    with pytest.raises(Refused, match="csv"):
        knowledge.export_figures(tmp_path / "figures.doc", on=ON)
