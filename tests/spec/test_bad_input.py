"""Bad input, as a table: every fault gets one clear message, its exit code, no traceback, loses nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fram.cli.ending import leave_with
from fram.terms.errors import EXIT_CODES
from tests.slowly import slow

GOOD = """
[company]
name = "Prøve AS"
cash_nok = 10_000_000
monthly_burn_nok = 800_000
[product]
name = "Prøve"
kind = "software"
payer = "hospital"
unit_of_sale = "hospital"
[product.price]
amount = 30_000
"""
COSTED = Path(__file__).parents[2] / "examples" / "nordlys-vital.toml"
QUICK = ("--draws", "300", "--markets", "DE,SE", "--on", "2026-11-21")


@pytest.fixture
def company(tmp_path: Path) -> Path:
    path = tmp_path / "company.toml"
    path.write_text(GOOD, encoding="utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = leave_with([str(a) for a in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


CLASH = "[product.facts]\nimplantable = true\n[product.price]"
FAULTS = [
    ("negative price", ("amount = 30_000", "amount = -1"), "product.price.amount", "invalid"),
    ("wrong type", ("cash_nok = 10_000_000", 'cash_nok = "much"'), "company.cash_nok", "invalid"),
    ("unknown key", ("unit_of_sale", "unit_of_sales"), "did you mean `unit_of_sale`", "invalid"),
    ("unknown payer", ('payer = "hospital"', 'payer = "hospitol"'), "product.payer", "invalid"),
    ("unknown currency", ("amount = 30_000", 'amount = 1\ncurrency = "NOX"'), "NOX", "invalid"),
    ("unknown served market", ("[product]", 'markets_served = ["NOO"]\n[product]'), "NOO", "invalid"),
    ("unknown indication", ('payer = "hospital"', 'indications = ["sepsus"]'), "sepsis", "invalid"),
    ("contradictory facts", ("[product.price]", CLASH), "implantable", "invalid"),
    ("not TOML", ("[product]", "[product"), "line", "unreadable"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "change", "says", "kind"), FAULTS, ids=[f[0] for f in FAULTS])
def test_a_fault_in_the_file_is_named_with_its_place(
    what: str,
    change: tuple[str, str],
    says: str,
    kind: str,
    company: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert change[0] in GOOD
    company.write_text(GOOD.replace(*change), encoding="utf-8")
    code, out, err = run(capsys, "plan", company, *QUICK)
    assert code == EXIT_CODES[kind]
    assert says in err
    assert "Traceback" not in err + out
    assert "do:" in err or "remedy" in err or "known" in err


def test_every_fault_of_a_file_is_named_at_once(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = GOOD.replace("amount = 30_000", "amount = -1").replace('payer = "hospital"', 'payer = "nobody"')
    company.write_text(text.replace("cash_nok = 10_000_000", "cash_nok = true"), encoding="utf-8")
    _, _, err = run(capsys, "plan", company, *QUICK)
    assert all(place in err for place in ("product.price.amount", "product.payer", "company.cash_nok"))


def test_a_missing_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "plan", tmp_path / "nowhere.toml", *QUICK)
    assert (code, "nowhere.toml" in err, "do:" in err) == (EXIT_CODES["missing"], True, True)


def test_a_file_that_is_not_utf8(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    company.write_bytes(GOOD.encode("latin-1"))
    code, _, err = run(capsys, "plan", company, *QUICK)
    assert code == EXIT_CODES["unreadable"]
    assert "UTF-8" in err


def test_a_file_of_ten_megabytes_is_refused_before_it_is_read(
    company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    company.write_text(GOOD + "# " + "x" * 10_000_000, encoding="utf-8")
    code, _, err = run(capsys, "plan", company, *QUICK)
    assert code == EXIT_CODES["unreadable"]
    assert "MB" in err or "kB" in err


@pytest.mark.parametrize(
    ("arguments", "says", "kind"),
    [
        (("--markets", "DE,XX"), "XX", "invalid"),
        (("--on", "yesterday"), "2026-11-21", "usage"),
        (("--lang", "xx"), "nb or en", "usage"),
        (("--draws", "5"), "200", "usage"),
        (("--no-such-option",), "no-such-option", "usage"),
        (("--compare", "nowhere.json"), "plan.json", "missing"),
    ],
)
def test_a_wrong_option(
    arguments: tuple[str, ...], says: str, kind: str, company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "plan", company, *arguments)
    assert code == EXIT_CODES[kind]
    assert says in err
    assert "Traceback" not in err + out


def test_an_older_plan_that_is_not_one(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (company.parent / "old.json").write_text('{"schema_version": "7.0"}', encoding="utf-8")
    code, _, err = run(capsys, "plan", company, *QUICK, "--compare", company.parent / "old.json")
    assert code == EXIT_CODES["unreadable"]
    assert "old.json" in err


def test_a_folder_that_cannot_be_written_is_said_before_any_work(
    company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "plan", company, *QUICK, "--out", company / "inside-a-file")
    assert code == EXIT_CODES["unwritable"]
    assert "--out" in err
    assert not out


def test_a_refused_run_leaves_earlier_outputs_as_they_were(
    company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = company.parent / "out"
    assert run(capsys, "plan", company, *QUICK, "--out", folder)[0] == 0
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(before) == {f"plan.{form}" for form in ("json", "html", "pdf", "xlsx", "pptx", "docx")}
    company.write_text(GOOD.replace("amount = 30_000", "amount = -1"), encoding="utf-8")
    assert run(capsys, "plan", company, *QUICK, "--out", folder)[0] == EXIT_CODES["invalid"]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_fault_while_writing_leaves_earlier_outputs_as_they_were(
    company: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = company.parent / "out"
    run(capsys, "plan", company, *QUICK, "--out", folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    code, _, err = run(capsys, "plan", company, *QUICK, "--seed", "2", "--out", folder)
    assert code == EXIT_CODES["unwritable"]
    assert "No space left" in err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_an_interrupted_run_leaves_earlier_outputs_as_they_were(company: Path) -> None:
    folder = company.parent / "out"
    folder.mkdir()
    (folder / "plan.json").write_text("earlier", encoding="utf-8")
    command = [sys.executable, "-c", INTERRUPTIBLE, "plan", str(company), "--draws", "1000000"]
    command += ["--out", str(folder)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            time.sleep(4)
            assert process.poll() is None, "the run must still be under way to be interrupted"
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == EXIT_CODES["interrupted"]
    assert "Traceback" not in err
    assert "Stopped. Nothing was written" in err
    assert [path.name for path in folder.iterdir()] == ["plan.json"]
    assert (folder / "plan.json").read_text(encoding="utf-8") == "earlier"


INTERRUPTIBLE = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from fram.cli import main; main()"
)
"""The command, also where the tests themselves run in the background: there an interrupt is ignored."""


@pytest.mark.parametrize(
    ("options", "kind", "says"),
    [
        (("--set", "prise=900"), "invalid", "did you mean `price`"),
        (("--set", "price"), "invalid", "write name=value"),
        (("--set", "price=nan"), "invalid", "is no change"),
        (("--set", "win_share=1.5"), "invalid", "between 0 and 1"),
        (("--set", "sales_cycle@XX=3"), "invalid", "XX"),
        (("--set", "price@DE=3"), "invalid", "the same in every market"),
        (("--set", "channel=post"), "invalid", "direct, distributor, partner"),
        (("--scenario", "Nobody"), "invalid", "no scenario is called `Nobody`"),
        (("--papers", "pfd"), "usage", "did you mean `pdf`"),
    ],
)
def test_a_change_that_is_none_is_refused(
    company: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, str], kind: str, says: str
) -> None:
    code, out, err = run(capsys, "plan", company, *QUICK, *options)
    assert code == EXIT_CODES[kind], err
    assert says in err
    assert "Traceback" not in out + err


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("price=-1e9", "it sells below cost in 100 % of the runs"),  # less by so much: down to nothing
        slow("price=x0.05", "it sells below cost in 100 % of the runs"),
        slow("reach=0", "there is nobody to sell to in 100 % of the runs"),
    ],
)
def test_a_change_that_leaves_nothing_to_earn_is_made_and_warned_of(
    change: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert says not in " ".join(run(capsys, "plan", COSTED, *QUICK)[1].split())
    code, out, err = run(capsys, "plan", COSTED, *QUICK, "--set", change)
    page, _, compared = out.partition("beside the base")
    assert (code, bool(compared)) == (0, True), err
    assert says in " ".join(page.split())
    assert ("state who can be reached" in " ".join(page.split())) is (change == "reach=0")


def test_the_same_inputs_give_the_same_bytes(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = run(capsys, "plan", company, *QUICK, "--json")[1]
    second = run(capsys, "plan", company, *QUICK, "--json")[1]
    other = run(capsys, "plan", company, *QUICK, "--seed", "2", "--json")[1]
    assert first == second != other


def test_a_run_that_is_refused_leaves_no_empty_folder(
    company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    company.write_text(GOOD.replace("amount = 30_000", "amount = -1"), encoding="utf-8")
    run(capsys, "plan", company, *QUICK, "--out", company.parent / "new" / "deep")
    assert not (company.parent / "new").exists()


FACTS = "[product.facts]\n{}\n[product.price]"
CLASSES = [
    ("an unknown fact", "info_for_decisions = true", (), "did you mean `info_for_decision`", "invalid"),
    ("an unknown answer", 'worst_impact = "serius"', (), "did you mean `serious`", "invalid"),
    ("an implant that does not enter", 'implantable = true\ninvasive = "none"', (),
     "implantable = true does not go with invasive = none", "invalid"),
    ("a day before the law", "", ("--on", "2019-01-01"), "choose a day from 2021-05-26", "invalid"),
    ("a day before another law", "", ("--regime", "eu-ivdr", "--on", "2022-01-01"),
     "choose a day from 2022-05-26", "invalid"),
    ("a malformed day", "", ("--on", "22.11.2026"), "2026-11-21", "usage"),
    ("an unknown regime", "", ("--regime", "eu-mdx"), "did you mean `eu-mdr`", "invalid"),
    ("a regime nobody knows", "", ("--regime", "narnia"), "do:  coded: eu-mdr", "invalid"),
    ("an unknown reform", "", ("--reform", "com-2025-1024"), "did you mean `com-2025-1023`", "invalid"),
    ("a reform of another regime", "", ("--regime", "uk", "--reform", "com-2025-1023"),
     "it would change eu-mdr", "invalid"),
    ("a reform of a law without any", "", ("--regime", "ai-act", "--reform", "com-2025-1023"),
     "it would change eu-mdr", "invalid"),
    ("a reform of all regimes", "", ("--regime", "all", "--reform", "com-2025-1023"),
     "name the regime", "usage"),
    ("an unknown language", "", ("--lang", "xx"), "nb or en", "usage"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "facts", "options", "says", "kind"), CLASSES, ids=[c[0] for c in CLASSES])
def test_a_class_that_cannot_be_found_is_refused(
    what: str, facts: str, options: tuple[str, ...], says: str, kind: str, company: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    company.write_text(GOOD.replace("[product.price]", FACTS.format(facts)), encoding="utf-8")
    on = () if "--on" in options else ("--on", "2026-11-22")
    code, out, err = run(capsys, "access", "classify", company, *options, *on)
    assert code == EXIT_CODES[kind], err
    assert says in err
    assert "do:" in err
    assert "Traceback" not in out + err
    assert not out


@pytest.mark.parametrize("command", ["ask", "rationale", "whatif"])
def test_one_regime_at_a_time(command: str, company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = ("--set", "claim=alarm") if command == "whatif" else ()
    code, out, err = run(capsys, "access", command, company, "--regime", "all", "--on", "2026-11-22", *more)
    assert (code, out) == (EXIT_CODES["usage"], "")
    assert "one regime at a time" in err
    assert "do:" in err


def test_a_change_of_a_fact_nobody_knows_says_why(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "access", "whatif", company, "--set", "qqqqqq=1", "--on", "2026-11-22")
    assert code == EXIT_CODES["invalid"]
    assert "why:" in err
    assert "do:" in err


def test_a_day_to_come_says_how_far_the_law_is_known(
    company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "access", "classify", company, "--on", "2099-01-01")
    assert code == 0
    assert out.splitlines()[-1].startswith("Law as known on ")
    assert "Law as known" not in run(capsys, "access", "classify", company, "--on", "2026-11-22")[1]


def test_a_service_has_no_device_class(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    company.write_text(GOOD.replace('kind = "software"', 'kind = "service"'), encoding="utf-8")
    code, out, err = run(capsys, "access", "classify", company, "--on", "2026-11-22")
    assert (code, "a service has no device class" in err, "do:" in err, out) == (
        EXIT_CODES["invalid"],
        True,
        True,
        "",
    )


def test_one_regime_that_refuses_does_not_stop_the_others(
    company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "access", "classify", company, "--regime", "all", "--on", "2022-01-01")
    assert (code, err) == (0, "")
    assert "the rules of eu-ivdr do not hold on 2022-01-01" in out
