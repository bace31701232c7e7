"""What a talk says: the rule named with a question, wrong answers, laws beside, how it ends."""

from __future__ import annotations

import io
import sys
from datetime import date
from pathlib import Path

import pytest

from fram.cli.ending import leave_with
from fram.knowledge.facts import fact_registry
from fram.rules.condition import settle
from fram.terms.errors import Refused
from fram.workspace.access import asking, asking_text, keeping
from fram.workspace.access.phrases import phrases
from fram.workspace.access.product import product_of

DAY = date(2026, 11, 21)
APP = """
[company]
name = "Example AS (invented)"
cash_nok = 1_000_000
monthly_burn_nok = 100_000

[product]
name = "Example"
kind = "software"

[product.price]
model = "subscription"

[product.facts]
medical_purpose = true
individual_patient = true
action_on_data = "analysis"
therapeutic = false
contraception = false
diagnosis_monitoring = false
drives_mdr_class = "none"
closed_loop = false
"""


@pytest.fixture
def app(tmp_path: Path) -> Path:
    path = tmp_path / "app.toml"
    path.write_text(APP, encoding="utf-8")
    return path


def test_the_rule_named_first_is_one_the_question_decides_most_directly(app: Path) -> None:
    talk = asking.begin_talk(app, on=DAY)
    while talk.asking:
        known = settle(product_of(talk.profile, on=DAY)[0].facts)
        rules = {rule.id: rule for rule in talk.book.every_rule}
        left = {}
        for name in talk.asking.settles:
            missing = set(rules[name].condition.missing(known))
            if talk.asking.fact in missing:
                left[name] = len(missing) - 1
        if left and not talk.verdict.is_settled:
            fewest = [rules[name] for name, count in left.items() if count == min(left.values())]
            text = " ".join(asking_text.question_text(talk).split())
            assert any(" ".join(rule.says.split()) in text for rule in fewest)
        talk = asking.answered(talk, talk.asking.fact, said="")


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_what_nobody_knew_is_not_listed_once_the_class_is_settled(app: Path, lang: str) -> None:
    talk = asking.answered(asking.begin_talk(app, on=DAY), "info_for_decision", said="")
    talk = asking.answered(talk, "worst_impact", said="death_or_irreversible")
    talk = asking.answered(talk, "info_for_decision", said="yes")
    talk = asking.answered(talk, "data_source", said="md_only")
    talk = asking.answered(talk, "accessory", said="")
    assert talk.verdict.is_settled
    assert phrases("ask")["find_out"].in_(lang) not in asking_text.closing_text(talk, lang)


def test_a_law_beside_asks_for_the_device_class_not_for_the_body_that_hangs_on_it(app: Path) -> None:
    text = APP.replace(
        "closed_loop = false",
        'closed_loop = false\nuses_ai = true\nai_role = "is_the_device"\ndata_source = "md_only"',
    )
    app.write_text(text, encoding="utf-8")
    talk = asking.begin_talk(app, regime="ai-act", on=DAY)
    assert talk.asking is not None
    assert talk.asking.fact != "needs_notified_body"
    said = asking.volunteered(talk, "info_for_decision = yes")
    assert said is not None
    talk = asking.answered(talk, said[0], said=said[1])
    assert talk.verdict.outcomes == ("high-risk",)


@pytest.mark.parametrize("facts", ["", "facts = { active = true }\n", "facts.active = true\n"])
def test_a_blank_stands_before_the_closing_brace(facts: str) -> None:
    text = f'[product]\nname = "a"\n{facts}'
    assert "2026-11-22 }" in keeping.with_answers(text, {"sterile": True}, who="K", on=date(2026, 11, 22))


def test_a_wrong_answer_is_told_by_numbers_and_the_question_is_not_printed_again(
    app: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    app.write_text(f"{APP}info_for_decision = true\n", encoding="utf-8")
    talk = asking.begin_talk(app, on=DAY)
    assert talk.asking is not None
    question = fact_registry()[talk.asking.fact].question
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n99\nq\n"))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    assert leave_with(["access", "ask", str(app), "--on", "2026-11-21", "--lang", "nb"]) == 0
    told = capsys.readouterr()
    assert "svar med et tall fra 1 til" in told.err or "svar ja eller nei" in told.err
    assert told.out.partition("Mulig nå")[2].count(f"1. {question.nb}") == 1


def test_a_name_nobody_knows_says_why_and_where_names_stand(app: Path) -> None:
    with pytest.raises(Refused, match="no fact has this name") as caught:
        asking.volunteered(asking.begin_talk(app, on=DAY), "qqqqqq = 3")
    assert "fram check" in caught.value.problem.remedy
