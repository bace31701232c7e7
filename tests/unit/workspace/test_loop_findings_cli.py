"""`fram decide find`: preview, save, undo and refusals, on a copy of an example company."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from fram.cli.ending import leave_with
from fram.terms.errors import Refused
from fram.terms.loop import FoundOut
from fram.workspace.access.phrases import FOLDER
from fram.workspace.company import read_company
from fram.workspace.decide import plan, plan_json
from fram.workspace.loop.findings import Look, Typed, add_finding, finding_typed, findings
from fram.workspace.loop.findings.keeping import block_of, keep, with_finding, with_withdrawn

DAY = date(2026, 11, 22)
ON = ("--plan-on", "2026-11-22", "--markets", "GB,DE", "--draws", "1000")
EXAMPLE = Path(__file__).parents[3] / "examples" / "nordlys-vital.toml"
CYCLE = ("--input", "sales_cycle@UK", "--interview", "12,14,18; 9,11,15", "--who", "NHS procurement leads")
NEVER = ("--input", "win_share@GB", "--survey", "yes=0,of=200", "--on", "2026-11-20")
FOUND = FoundOut(input="win_share", market="GB", kind="survey", on=date(2026, 11, 20), yes=14, of=40)


@pytest.fixture
def company(tmp_path: Path) -> Path:
    path = tmp_path / "nordlys.toml"
    path.write_bytes(EXAMPLE.read_bytes())
    return path


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    code = leave_with(["decide", "find", *map(str, words)])
    said = capsys.readouterr()
    return code, said.out, said.err


def json_of(capsys: pytest.CaptureFixture[str], *words: object) -> dict[str, Any]:
    code, out, err = run(capsys, *words, "--json")
    assert code == 0, err
    return dict(json.loads(out))


class TestLoop:
    def test_a_look_ahead_writes_nothing(self, company: Path, capsys: pytest.CaptureFixture[str]) -> None:
        before = company.read_bytes()
        code, out, _ = run(capsys, company, *CYCLE, *ON, "--on", "2026-11-20", "--sure", "medium")
        assert code == 0
        assert company.read_bytes() == before
        assert "Sales cycle in the United Kingdom: interview (NHS procurement leads), 20 Nov 2026" in out
        assert "12 – 14 – 18 months; 9 – 11 – 15 months" in out.replace("\xa0", " ")
        assert "with the weight of 0.769 independent" in out
        assert "Nothing is written yet" in out

    def test_what_moves_is_told_in_numbers(self, company: Path, capsys: pytest.CaptureFixture[str]) -> None:
        told = json_of(capsys, company, *NEVER, *ON)
        (belief,) = told["beliefs"]
        assert (belief["input"], belief["places"], belief["unit"]) == ("win_share", ["GB"], "share")
        assert belief["after"]["p50"] < belief["before"]["p50"]
        (moved,) = [one for one in told["effect"]["markets"] if one["market"] == "GB"]
        assert moved["moved_nok"] < 0
        assert moved["is_turned"]
        assert (moved["before"]["verdict"], moved["after"]["verdict"]) == ("go", "not-now")
        assert told["effect"]["go_before"] == ["GB"]
        assert "GB" not in told["effect"]["go_after"]
        (kept,) = told["findings"]
        assert kept["contradicts"]
        assert tomllib.loads(told["block"])["finding"][0]["of"] == 200

    def test_saved_listed_taken_back(self, company: Path, capsys: pytest.CaptureFixture[str]) -> None:
        first = json.loads(plan_json(plan(company, markets=("GB", "DE"), draws=1_000, on=DAY)))
        raw = company.read_text(encoding="utf-8")
        assert json_of(capsys, company, *NEVER, *ON, "--save")["saved"]
        text = company.read_text(encoding="utf-8")
        assert text.startswith(raw.rstrip())
        assert read_company(company, on=DAY).findings[0].of == 200
        moved = json.loads(plan_json(plan(company, markets=("GB", "DE"), draws=1_000, on=DAY)))
        assert moved["plan"] != first["plan"]
        code, out, _ = run(capsys, company, *ON[:4])
        assert code == 0
        assert "0 of 200" in out
        assert "! " in out
        assert "--undo 1" in out
        undone = json_of(capsys, company, "--undo", "last", *ON, "--save")
        assert (undone["act"], undone["number"], undone["saved"]) == ("undo", 1, True)
        assert undone["findings"][0]["state"] == "withdrawn"
        again = json.loads(plan_json(plan(company, markets=("GB", "DE"), draws=1_000, on=DAY)))
        for one in (first, again):
            one.pop("input_hash")
            one.pop("findings", None)  # kept for the record, as withdrawn
        assert again == first
        assert read_company(company, on=DAY).findings[0].withdrawn
        code, _, err = run(capsys, company, "--undo", "1", *ON)
        assert code == 5
        assert "no finding counts" in err

    def test_the_same_finding_is_refused_unless_forced(
        self, company: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(capsys, company, *NEVER, *ON, "--save")[0] == 0
        code, _, err = run(capsys, company, *NEVER, *ON, "--save", "--who", "")
        assert code == 5
        assert "finding 1 of the file says the same" in err
        assert run(capsys, company, *NEVER, *ON, "--save", "--force")[0] == 0
        assert len(read_company(company, on=DAY).findings) == 2

    def test_the_listing_of_none_says_what_to_do(
        self, company: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        code, out, _ = run(capsys, company, *ON[:4], "--lang", "nb")
        assert code == 0
        assert "Ingenting er skrevet ned ennå" in out
        assert "fram decide find" in out

    @pytest.mark.parametrize("lang", ["en", "nb"])
    def test_both_languages_tell_every_form(
        self, company: Path, lang: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        text = company.read_text(encoding="utf-8")
        several = (
            FOUND,
            FoundOut(input="sales_cycle", kind="desk", on=DAY, value=14, within=3, sure="low"),
            FoundOut(input="sales_cycle", kind="survey", on=DAY, count=12, mean=11, sd=4, sure="medium"),
            FoundOut(input="gate_cost", kind="quote", on=DAY, low=80_000, typical=95_000, high=120_000),
            FoundOut(input="rivals_a_year", kind="pilot", on=DAY, seen=3, over=2),
            FoundOut(input="approval_months", market="DE", kind="desk", on=DAY, value=3, within=1),
            FoundOut(input="sales_cycle", market="JP", kind="interview", on=DAY, said=((1, 2, 4),)),
        )
        for one in several:
            text = with_finding(text, one)
        company.write_text(text, encoding="utf-8")
        code, out, err = run(capsys, company, *ON[:4], "--lang", lang)
        assert code == 0, err
        assert "{" not in out
        assert all(f"\n{n}. " in out for n in range(1, 8))
        assert max(map(len, out.splitlines())) <= 100 or "fram decide" in max(out.splitlines(), key=len)


class TestRefusals:
    @pytest.mark.parametrize(
        ("words", "code", "said"),
        [
            (("--input", "sales_cycl@DE", "--value", "9", "--within", "2"), 5, "did you mean `sales_cycle`?"),
            (("--input", "price@DE", "--value", "9", "--within", "2"), 5, "leave out what follows @"),
            (("--input", "sales_cycle@XX", "--value", "9", "--within", "2"), 5, "XX"),
            (("--input", "sales_cycle", "--value", "9"), 2, "--within 3"),
            (("--input", "sales_cycle", "--within", "2"), 2, "what was found out is not said"),
            (("--value", "9", "--within", "2"), 2, "--input sales_cycle@DE"),
            (("--input", "sales_cycle"), 2, "give one of --interview"),
            (("--input", "sales_cycle", "--value", "9", "--survey", "yes=1,of=2"), 2, "do not go together"),
            (("--input", "win_share", "--survey", "yes=14,of=4"), 5, "yes = 14 is above of = 4"),
            (("--input", "win_share", "--survey", "yes=1.5,of=4"), 2, "no whole number"),
            (("--input", "win_share", "--survey", "ja=1,of=4"), 2, "yes=14,of=40"),
            (("--input", "win_share", "--survey", "yes=1"), 5, "yes, of belong together"),
            (("--input", "sales_cycle", "--interview", "9,12"), 2, "P10, P50, P90 of each person"),
            (("--input", "sales_cycle", "--interview", "9,8,12"), 5, "do not rise"),
            (("--input", "gate_cost", "--quote", "9,x,12"), 2, "`x` is not a number"),
            (
                ("--input", "sales_cycle", "--value", "9", "--within", "2", "--sure", "very"),
                2,
                "low, medium, high",
            ),
            (("--input", "sales_cycle", "--value", "9", "--within", "2", "--kind", "rumour"), 2, "interview"),
            (("--input", "sales_cycle", "--value", "9", "--within", "2", "--on", "2026-12-01"), 5, "future"),
            (("--undo", "1"), 5, "nothing to undo"),
            (("--undo", "1", "--input", "sales_cycle"), 2, "do not go together"),
            (("--save",), 2, "nothing to save"),
        ],
    )
    def test_what_to_mend_is_said(
        self, company: Path, words: tuple[str, ...], code: int, said: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = company.read_bytes()
        ended, _, err = run(capsys, company, *words, *ON)
        assert ended == code, err
        assert said in err
        assert "Traceback" not in err
        assert company.read_bytes() == before

    def test_an_unknown_number_names_those_there_are(
        self, company: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        company.write_text(with_finding(company.read_text(encoding="utf-8"), FOUND), encoding="utf-8")
        for which, said in (("2", "no finding 2"), ("two", "no number of a finding")):
            _, _, err = run(capsys, company, "--undo", which, *ON)
            assert said in err
            assert "1" in err

    def test_a_file_changed_in_the_meantime_is_kept(self, company: Path) -> None:
        before = company.read_bytes()
        company.write_bytes(before + b"\n# mine\n")
        with pytest.raises(Refused, match="changed in the meantime"):
            keep(company, before.decode() + "\n", before=before, on=DAY)
        assert company.read_bytes().endswith(b"# mine\n")

    def test_a_text_that_would_not_check_is_not_written(self, company: Path) -> None:
        before = company.read_bytes()
        bad = with_finding(
            before.decode(), FoundOut(input="price", market="DE", kind="desk", on=DAY, value=9, within=1)
        )
        with pytest.raises(Refused, match="the same in every market"):
            keep(company, bad, before=before, on=DAY)
        assert company.read_bytes() == before
        assert [one.name for one in company.parent.iterdir()] == [company.name]


class TestWriting:
    def test_comments_and_layout_stay(self) -> None:
        text = EXAMPLE.read_text(encoding="utf-8")
        more = with_finding(text, FOUND)
        assert more.startswith(text.rstrip())
        gone = with_withdrawn(more, 1)
        assert gone == more.rstrip() + "\nwithdrawn = true\n"

    @pytest.mark.parametrize(
        "text",
        [
            "a = 1",
            "a = 1\r\n[b]\r\nc = 2\r\n",
            '\ufeffa = 1\n[[finding]] # first\ninput = "x" # why\n\n# about the next\n[b]\nc = 2\n',
            'finding = [{ input = "x" }]\na = 1\n[b]\nc = 2\n',
            '[[finding]]\ninput = "x"\nsaid = [\n  [1, 2, 3],\n]\n[b]\nc = """\n[[finding]]\n"""\n',
            '[[finding]]\ninput = "x"\nwithdrawn = false # not yet\n',
        ],
    )
    def test_any_layout_says_exactly_one_more_and_one_less(self, text: str) -> None:
        before = tomllib.loads(text.removeprefix("\ufeff"))
        more = with_finding(text, FOUND)
        told = tomllib.loads(more.removeprefix("\ufeff"))
        assert told["finding"][:-1] == before.get("finding", [])
        assert told["finding"][-1]["of"] == 40
        assert {**told, "finding": 0} == {**before, "finding": 0}
        assert all(line in more for line in text.splitlines() if "#" in line)
        for number in range(1, len(told["finding"]) + 1):
            less = tomllib.loads(with_withdrawn(more, number).removeprefix("\ufeff"))
            assert less["finding"][number - 1] == {**told["finding"][number - 1], "withdrawn": True}
            assert {**less, "finding": 0} == {**told, "finding": 0}

    def test_the_block_reads_back_as_what_was_typed(self, tmp_path: Path) -> None:
        typed = Typed(
            about="gate_cost@DE", quote="80000,95000,120000", who='Kari "IT"', sure="medium", note="Løfte"
        )
        found = finding_typed(typed, on=DAY, today=DAY)
        path = tmp_path / "company.toml"
        path.write_text(EXAMPLE.read_text(encoding="utf-8") + "\n" + block_of(found), encoding="utf-8")
        assert read_company(path, on=DAY).findings == (found,)
        assert found.kind == "quote"

    def test_people_and_decimal_commas(self) -> None:
        one = finding_typed(Typed(about="sales_cycle", interview="2,5 3 4; 2 3,5 5"), on=DAY, today=DAY)
        two = finding_typed(Typed(about="sales_cycle", interview="2.5,3,4; 2,3.5,5"), on=DAY, today=DAY)
        assert one.said == two.said == ((2.5, 3, 4), (2, 3.5, 5))


def test_findings_are_listed_without_simulating(company: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("simulated")

    monkeypatch.setattr("fram.workspace.loop.findings.view.make_plan", never)
    company.write_text(with_finding(company.read_text(encoding="utf-8"), FOUND), encoding="utf-8")
    assert findings(company, look=Look(on=DAY, markets=("GB",))).kept[0].places == ("GB",)


def test_a_finding_that_moves_nothing_is_simulated_once(
    company: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fram.workspace.loop.findings import view

    made: list[int] = []
    really = view.make_plan
    monkeypatch.setattr(view, "make_plan", lambda *a, **k: made.append(1) or really(*a, **k))
    nowhere = FoundOut(input="sales_cycle", market="JP", kind="desk", on=DAY, value=9, within=1)
    seen = add_finding(company, nowhere, look=Look(on=DAY, markets=("GB",), draws=500))
    assert made == [1]
    assert seen.effect is not None
    assert seen.effect.markets == ()


def test_every_sentence_stands_in_both_languages() -> None:
    words = yaml.safe_load((FOLDER / "findings.yaml").read_text(encoding="utf-8"))
    for key, pair in words.items():
        assert set(pair) == {"en", "nb"}, key
