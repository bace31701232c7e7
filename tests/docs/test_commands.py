"""Every command and option is documented, and every command that is shown runs."""

from __future__ import annotations

import io
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

from fram.cli.app import app
from fram.cli.ending import leave_with
from fram.terms.errors import EXIT_CODES
from tests.docs import pages

ON_ALL = {"--help"}
STAYS = {("serve",), ("worker",), ("demo",), ("mcp",)}
"""Commands that run until they are stopped: their options are read, they are not started."""
TWELVE = (
    "Example AS\n14 mill\n1 mill\nExample\nsoftware\ninsomnia\nhome\npatient\npatient\nsubscription\n500\nI\n"
)
QUICK = {"--draws": "200", "--on": "2026-11-21", "--markets": "DE,SE"}
"""What makes a plan of the docs a quick one, where the page does not say otherwise."""
SHOWN = re.compile(r"(\.venv/bin/)?fram (?P<words>.+)|make (?P<target>[a-z-]+).*|\. \.venv/bin/activate")


def commands() -> Iterator[tuple[tuple[str, ...], set[str]]]:
    """Every command by its words, with its options."""

    def walk(command: object, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], set[str]]]:
        inner = getattr(command, "commands", None)
        if inner:
            for name, child in inner.items():
                yield from walk(child, (*words, name))
        else:
            options = {o for p in command.params for o in p.opts if o.startswith("--")}  # type: ignore[attr-defined]
            yield words, options

    yield from walk(typer.main.get_command(app), ())


COMMANDS = dict(commands())


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_has_its_section_with_every_option(words: tuple[str, ...]) -> None:
    text = pages.section(page_of(words), f"fram {' '.join(words)}")
    assert {option for option in COMMANDS[words] - ON_ALL if not re.search(rf"{option}\b", text)} == set()
    assert f"fram {' '.join(words)}" in text, "no example"


LOOP = {
    **dict.fromkeys(("evpi", "evppi", "evsi"), "knowing"), **dict.fromkeys(("elicit", "bass"), "beliefs"),
    "rank": "ranking", "ask": "asking", "find": "findings", "sequence": "sequence", "runway": "runway",
}  # fmt: skip
"""The page of each command of the decision loop, in docs/loop."""


def page_of(words: tuple[str, ...]) -> str:
    """The page a command is told on: market access, the price and the steps of the loop have their own."""
    if words[:2] == ("access", "price"):
        return "docs/price.md"
    if words[0] == "decide":
        return f"docs/loop/{LOOP[words[1]]}.md"
    return "docs/access.md" if words[0] == "access" else "docs/commands.md"


@pytest.mark.parametrize(
    "page",
    [
        "docs/commands.md",
        "docs/access.md",
        "docs/price.md",
        *sorted({f"docs/loop/{name}.md" for name in LOOP.values()}),
    ],
)
def test_no_section_speaks_of_a_command_that_is_gone(page: str) -> None:
    shown = set(re.findall(r"^## fram (.+)$", pages.pages()[page], re.MULTILINE))
    assert shown == {" ".join(words) for words in COMMANDS if page_of(words) == page}


def test_no_page_names_an_option_that_is_gone() -> None:
    known = set().union(*COMMANDS.values(), ON_ALL, {"--version"})
    for name, text in pages.pages().items():
        assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)) - known == set(), name


def test_the_exit_codes_are_told() -> None:
    told = {cells[1].strip("`"): int(cells[0]) for cells in pages.rows(_exit_codes()) if cells[0].isdigit()}
    assert told == EXIT_CODES


def _exit_codes() -> str:
    return pages.section("docs/using-fram.md", "When something is wrong")


CONSOLE = pages.blocks("console")
PAGES = sorted({block.page for block in CONSOLE})
AT_ONCE = ("docs/desk/",)
"""Pages whose commands every run of the tests tries; those of the others are tried in `make test-slow`."""


@pytest.mark.parametrize("block", CONSOLE, ids=lambda b: f"{b.page}:{b.number}")
def test_a_console_block_holds_only_commands_of_ours(block: pages.Block) -> None:
    assert [line for line in block.lines if not SHOWN.fullmatch(line)] == []


@pytest.mark.parametrize(
    "name",
    [pytest.param(n, marks=[] if n.startswith(AT_ONCE) else [pytest.mark.slow]) for n in PAGES],
)
def test_the_commands_of_a_page_run(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(pages.ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    for line in [line for block in CONSOLE if block.page == name for line in block.lines]:
        found = SHOWN.fullmatch(line)
        assert found, line
        if found["target"]:
            assert re.search(rf"^{found['target']}:", _makefile(), re.MULTILINE), line
        elif found["words"]:
            monkeypatch.setattr("sys.stdin", io.StringIO(TWELVE if "--quick" in line else ""))
            code = _run(_short(shlex.split(found["words"])))
            assert code == 0, f"{line}\n{capsys.readouterr().err}"


def _run(words: list[str]) -> int:
    """The command's exit code; what looks at the desk's own database runs in a process of its own."""
    if words[0] not in ("doctor", "migrate"):
        return leave_with(words)
    return subprocess.run([sys.executable, "-m", "fram", *words], check=False).returncode


def _short(words: list[str]) -> list[str]:
    """The command as it stands, with few draws, and without starting what would not end."""
    if (words[0],) in STAYS:
        return [words[0], "--help"]
    if words[0] != "plan":
        return words
    return [*words, *(word for option in QUICK if option not in words for word in (option, QUICK[option]))]


def _makefile() -> str:
    return (pages.ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_readme_names_the_two_commands_first() -> None:
    first = next(block for block in CONSOLE if block.page == "README.md")
    assert first.lines == ["make demo", "make test"]


def test_the_board_page_is_explained_line_by_line(capsys: pytest.CaptureFixture[str]) -> None:
    example = pages.ROOT / "examples" / "nordlys-vital.toml"
    assert leave_with(["plan", str(example), "--draws", "200", "--on", "2026-11-21"]) == 0
    board = capsys.readouterr().out
    text = pages.section("docs/using-fram.md", "The board page, line by line")
    explained = {cells[0] for cells in pages.rows(text)}
    labels = set(re.findall(r"^ {0,2}([A-Za-z][A-Za-z ]*?)(?: {2,}|$)", board, re.MULTILINE))
    assert labels - explained == set()
    assert {"Cash ends", "GO", "NOT NOW", "At risk", "Rests on", "Next step"} <= explained
