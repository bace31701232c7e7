"""Asking until the class is settled: what is asked, what is kept, and what is refused."""

from __future__ import annotations

import builtins
import io
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fram.cli.ending import leave_with
from fram.terms.errors import EXIT_CODES, Refused
from fram.workspace.access import asking, asking_text, keeping
from fram.workspace.access.phrases import phrases
from fram.workspace.access.wording import Wording
from fram.workspace.company import check_company

DAY, TODAY = date(2026, 11, 21), date(2026, 11, 22)
APP = """# An invented app.
[company]
name = "Example AS (invented)"
cash_nok = 1_000_000
monthly_burn_nok = 100_000

[product] # the product
name = "Example"
kind = "software"

[product.facts]
medical_purpose = true # says the founder
individual_patient = true
action_on_data = "analysis"
therapeutic = false
contraception = false
diagnosis_monitoring = false
drives_mdr_class = "none"
closed_loop = false
# How bad can it get?
#worst_impact = "serious"

# Ask the doctor about the rest.

[product.price]
model = "subscription"
"""


@pytest.fixture
def app(tmp_path: Path) -> Path:
    path = tmp_path / "app.toml"
    path.write_text(APP, encoding="utf-8")
    return path


def facts_of(path: Path) -> dict[str, Any]:
    facts: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))["product"]["facts"]
    return facts


def fram(*words: str) -> int:
    return leave_with(["access", "ask", *words, "--on", "2026-11-21"])


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Type lines as if at a terminal (``*lines``), or pipe them in (``piped=True``).

    At a terminal the first line is the name of who answers.
    """

    def say(*lines: str, piped: bool = False, who: str = "") -> None:
        typed = lines if piped else (who, *lines)
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
        monkeypatch.setattr(sys.stdin, "isatty", lambda: not piped, raising=False)

    return say


# --- the talk -----------------------------------------------------------------------------------------


def test_a_talk_ends_when_the_class_is_settled(app: Path) -> None:
    talk = asking.begin_talk(app, on=DAY)
    names = []
    while talk.asking and len(names) < 60:
        names.append(talk.asking.fact)
        options = [answer for answer, _ in talk.asking.leaves]
        mild = next((answer for answer in options if answer in ("no", "none", "other")), options[-1])
        talk = asking.answered(talk, talk.asking.fact, said=mild)
    assert talk.verdict.is_settled
    assert len(set(names)) == len(names)


def test_an_answer_gives_a_new_talk_and_leaves_the_old_one(app: Path) -> None:
    first = asking.begin_talk(app, on=DAY)
    second = asking.answered(first, "info_for_decision", said="ja")
    assert (first.answers, second.answers) == ({}, {"info_for_decision": True})
    assert first.asking is not None
    assert app.read_text(encoding="utf-8") == APP


def test_what_nobody_knows_is_not_asked_again(app: Path) -> None:
    talk, seen = asking.begin_talk(app, on=DAY), set()
    while talk.asking:
        assert talk.asking.fact not in seen
        seen.add(talk.asking.fact)
        talk = asking.answered(talk, talk.asking.fact, said="")
    assert talk.skipped == seen
    assert talk.answers == {}
    text = asking_text.closing_text(talk)
    assert all(name in text for name in seen)


@pytest.mark.parametrize(
    ("name", "said", "value"),
    [
        ("info_for_decision", "1", True),
        ("info_for_decision", "Nei", False),
        ("info_for_decision", "j", True),
        ("info_for_decision", "YES", True),
        ("info_for_decision", " ", None),
        ("info_for_decision", "ukjent", None),
        ("tissue_origin", "nei", "none"),
        ("worst_impact", "2", "serious"),
        ("worst_impact", "serious", "serious"),
        ("worst_impact", "alvorlig forverring av helsen", "serious"),
        ("medical_purposes", "1, 3", ("detect_disease", "treat_disease")),
        ("medical_purposes", "monitor_disease", ("monitor_disease",)),
    ],
)
def test_answers_may_be_numbers_words_or_labels(name: str, said: str, value: object) -> None:
    assert asking.read_answer(asking.fact_registry()[name], said) == value


@pytest.mark.parametrize(
    ("name", "said", "match"),
    [
        ("info_for_decision", "3", "not an answer"),
        ("worst_impact", "seriuos", "did you mean `serious`"),
        ("worst_impact", "0", "one of"),
        ("medical_purposes", "1, 99", "a list of"),
    ],
)
def test_what_is_no_answer_is_refused(name: str, said: str, match: str) -> None:
    with pytest.raises(Refused, match=match):
        asking.read_answer(asking.fact_registry()[name], said)


def test_an_answer_that_contradicts_the_file_is_refused_with_the_reason(app: Path) -> None:
    talk = asking.begin_talk(app, on=DAY)
    with pytest.raises(Refused, match="software on its own gives no energy"):
        asking.answered(talk, "therapeutic_energy", said="yes")
    with pytest.raises(Refused, match="does not go with"):
        asking.answered(talk, "device_kind", said="hardware")  # kind = "software" says otherwise


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_a_question_says_why_it_is_asked_and_what_each_answer_leaves(app: Path, lang: str) -> None:
    talk = asking.begin_talk(app, on=DAY)
    assert talk.asking is not None
    fact = asking.fact_registry()[talk.asking.fact]
    text, more = asking_text.question_text(talk, lang), asking_text.more_text(talk, lang)
    assert text.startswith(f"1. {fact.question.in_(lang)}")
    assert " ".join(fact.help.in_(lang).split()[:4]) in " ".join(text.split())
    waiting = [rule for rule in talk.book.every_rule if rule.id in talk.asking.settles]
    places = {Wording(lang).place(rule.cite) for rule in waiting}
    assert any(place in " ".join(text.split()) for place in places)
    assert all(f" {number}  " in text for number in range(1, len(talk.asking.leaves) + 1))
    assert fact.name in more
    assert len(more.splitlines()) > len(talk.asking.settles[:3])


def test_every_sentence_is_there_in_both_languages() -> None:
    for pair in phrases("ask").values():
        assert pair.en.strip()
        assert pair.nb.strip()
        assert set(_places(pair.en)) == set(_places(pair.nb))


def _places(text: str) -> list[str]:
    return [part.split("}")[0] for part in text.split("{")[1:]]


# --- the file -----------------------------------------------------------------------------------------


def test_answers_stand_where_the_template_left_room_and_all_else_is_as_it_was(app: Path) -> None:
    talk = asking.begin_talk(app, on=DAY)
    for name, said in (("info_for_decision", "yes"), ("worst_impact", "serious")):
        talk = asking.answered(talk, name, said=said)
    assert asking.keep(talk, who='Kari "K" Ås', said_on=TODAY) == 2
    text = app.read_text(encoding="utf-8")
    told = 'who = "Kari \\"K\\" Ås", on = 2026-11-22'
    here = f'# How bad can it get?\nworst_impact = {{ value = "serious", {told} }}\n'
    assert f"{here}info_for_decision = {{ value = true, {told} }}\n\n# Ask the doctor" in text
    kept = [line for line in text.splitlines() if "2026-11-22" not in line]
    assert kept == [line for line in APP.splitlines() if not line.startswith("#worst_impact")]
    answers = check_company(app, on=DAY).answers
    assert (answers["worst_impact"].who, answers["worst_impact"].on) == ('Kari "K" Ås', TODAY)
    assert not list(app.parent.glob(".*"))


def test_where_nobody_is_named_nobody_is_written() -> None:
    lines = keeping.answer_lines({"sterile": True}, on=TODAY)
    assert lines == {"sterile": "sterile = { value = true, on = 2026-11-22 }"}


LAYOUTS = {
    "no facts": '[product]\nname = "a" # b\n\n[product.price]\namount = 1\n',
    "inline": '[product]\nname = "a" # b\nfacts = { active = true } # c\n\n[product.price]\namount = 1\n',
    "dotted": '[product]\nname = "a"\nfacts.active = true # c\n[product.price]\namount = 1\n',
    "unknown": '[product]\nname = "a"\n[product.facts]\nsterile = "unknown" # c\nactive = true\n',
    "a heading in a text": '[product]\nname = """\n[product.facts]\n"""\n[product.facts]\nactive = true\n',
    "sub-tables": '[product]\nname = "a"\n[product.facts.active] # c\nvalue = true\n[x]\ny = 1\n',
    "no end of line": '[product]\nname = "a"\n[product.facts] # c',
    "windows": '[product]\r\nname = "a"\r\n[product.facts] # c\r\nactive = true\r\n\r\n[x]\r\n',
    "byte order mark": '\ufeff[product]\nname = "a"\n[product.facts]\n#sterile = true\n#  sterile = as above',
}


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_other_layouts_take_answers_too(text: str) -> None:
    found = keeping.with_answers(text, {"sterile": True}, who="K", on=TODAY)
    before, after = (tomllib.loads(t.removeprefix("\ufeff")) for t in (text, found))
    assert after["product"].pop("facts") == {
        **before["product"].pop("facts", {}), "sterile": {"value": True, "who": "K", "on": TODAY},
    }  # fmt: skip
    assert before == after
    assert all(comment in found for comment in ("# b", "# c", "#  sterile = as above") if comment in text)
    assert found.startswith("\ufeff") is text.startswith("\ufeff")
    assert ("\r\n" in found) is ("\r\n" in text)
    assert found.count("\r\n") in (0, found.count("\n"))


def test_a_layout_that_cannot_take_answers_is_refused() -> None:
    with pytest.raises(Refused, match="cannot be added to"):
        keeping.with_answers('product = { name = "a" }\n', {"sterile": True}, on=TODAY)


def test_a_file_that_changed_meanwhile_is_kept_as_it_is(app: Path) -> None:
    talk = asking.answered(asking.begin_talk(app, on=DAY), "info_for_decision", said="yes")
    app.write_text(APP + "# a colleague was here\n", encoding="utf-8")
    with pytest.raises(Refused, match="was changed while you answered"):
        asking.keep(talk, said_on=TODAY)
    assert app.read_text(encoding="utf-8").endswith("# a colleague was here\n")
    assert not list(app.parent.glob(".*"))


def test_what_would_not_pass_the_check_is_not_written(app: Path) -> None:
    before = app.read_bytes()
    text = APP.replace('kind = "software"', 'kind = "softwear"')
    with pytest.raises(Refused):
        keeping.keep_answers(app, text, before=before, on=DAY)
    assert app.read_bytes() == before


def test_a_link_stays_a_link_and_its_file_stays_private(app: Path) -> None:
    app.chmod(0o600)
    link = app.with_name("link.toml")
    link.symlink_to(app)
    talk = asking.answered(asking.begin_talk(link, on=DAY), "info_for_decision", said="yes")
    asking.keep(talk, said_on=TODAY)
    assert link.is_symlink()
    assert app.stat().st_mode & 0o777 == 0o600
    assert "info_for_decision" in facts_of(app)


def test_a_file_with_problems_is_refused_before_anybody_is_asked(app: Path) -> None:
    app.write_text(APP.replace("closed_loop", "closed_lop"), encoding="utf-8")
    with pytest.raises(Refused, match="did you mean `closed_loop`"):
        asking.begin_talk(app, on=DAY)


def test_a_day_before_the_rules_is_refused_before_anybody_is_asked(app: Path) -> None:
    with pytest.raises(Refused, match="do not hold on 2019-01-01"):
        asking.begin_talk(app, on=date(2019, 1, 1))


# --- the command --------------------------------------------------------------------------------------


def test_piped_answers_are_written_when_they_end(
    app: Path, typed: Any, capsys: pytest.CaptureFixture
) -> None:
    typed("info_for_decision = yes", "worst_impact=serious", piped=True)
    assert fram(str(app), "--who", "Kari") == 0
    assert facts_of(app)["worst_impact"]["who"] == "Kari"
    out = capsys.readouterr().out
    assert "Wrote 2 answers" in out
    assert "legal advice" in out


def test_a_refused_answer_is_asked_again_at_a_terminal(
    app: Path, typed: Any, capsys: pytest.CaptureFixture
) -> None:
    typed("worst_impact = sirious", "worst_impact = serious", "q")
    assert fram(str(app)) == 0
    told = capsys.readouterr()
    assert "did you mean `serious`" in told.err
    assert "give --who NAME" in told.out
    assert facts_of(app)["worst_impact"]["value"] == "serious"


def test_a_refused_answer_from_a_pipe_stops_and_keeps_those_before(app: Path, typed: Any) -> None:
    typed("worst_impact = serious", "info_for_decision = perhaps", "no", piped=True)
    assert fram(str(app)) == EXIT_CODES["invalid"]
    assert set(facts_of(app)) - set(tomllib.loads(APP)["product"]["facts"]) == {"worst_impact"}


def test_back_takes_the_last_answer_away(app: Path, typed: Any, capsys: pytest.CaptureFixture) -> None:
    typed("b", "worst_impact = serious", "info_for_decision =", "tilbake", "?", "q")
    assert fram(str(app), "--lang", "nb") == 0
    assert "worst_impact" in facts_of(app)
    assert "info_for_decision" not in facts_of(app)  # taken back, then asked once more
    out = capsys.readouterr().out
    assert "Dette er det første spørsmålet." in out
    assert "I filen heter det" in out
    assert "Skrev 1 svar" in out


def test_stopping_at_once_writes_nothing(app: Path, typed: Any, capsys: pytest.CaptureFixture) -> None:
    typed("q")
    assert fram(str(app)) == 0
    assert app.read_text(encoding="utf-8") == APP
    assert "Nothing was written" in capsys.readouterr().out


def test_an_interruption_keeps_what_was_answered(app: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = iter(["worst_impact = serious"])

    def typed(_prompt: str) -> str:
        try:
            return next(lines)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr(builtins, "input", typed)
    assert fram(str(app)) == EXIT_CODES["interrupted"]
    assert facts_of(app)["worst_impact"]["value"] == "serious"


def test_answers_that_cannot_be_written_are_shown(
    app: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    def typed(_prompt: str) -> str:
        if "here" in app.read_text(encoding="utf-8"):
            raise EOFError
        app.write_text(APP + "# here\n", encoding="utf-8")
        return "worst_impact = serious"

    monkeypatch.setattr(builtins, "input", typed)
    assert fram(str(app), "--who", "K") == EXIT_CODES["unwritable"]
    told = capsys.readouterr()
    assert 'worst_impact = { value = "serious", who = "K", on = ' in told.out
    assert "was changed while you answered" in told.err


def test_only_what_the_rules_ask_for_is_taken(app: Path, typed: Any, capsys: pytest.CaptureFixture) -> None:
    app.write_text(APP.replace("#worst_impact", "info_for_decision = true\n#worst_impact"), encoding="utf-8")
    before = app.read_bytes()
    typed("info_for_decision = no", "worst_impct = serious", "q")
    assert fram(str(app)) == 0
    err = capsys.readouterr().err
    assert "is answered in the file" in err
    assert "did you mean `worst_impact`" in err
    assert app.read_bytes() == before


def test_a_person_at_a_terminal_is_asked_for_a_name_first(app: Path, typed: Any) -> None:
    typed("worst_impact = serious", "q", who="Kari, quality")
    assert fram(str(app)) == 0
    assert facts_of(app)["worst_impact"]["who"] == "Kari, quality"
