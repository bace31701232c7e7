"""The pages people read, taken apart: blocks of code, tables, links and headings."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """A block of code: its page, its number there, its language and its lines."""

    page: str
    number: int
    lang: str
    text: str

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.text.splitlines() if line.strip()]


@cache
def pages() -> dict[str, str]:
    """Every Markdown page of the project by its path, with its text."""
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in sorted(found)}


def blocks(lang: str) -> list[Block]:
    """Every block of a language, in reading order."""
    return [
        Block(page, number, found[2], found[3])
        for page, text in pages().items()
        for number, found in enumerate(BLOCK.finditer(text), start=1)
        if found[2] == lang
    ]


def rows(text: str) -> Iterator[list[str]]:
    """Every row of every table, cell by cell."""
    for line in text.splitlines():
        if line.startswith("|") and not set(line) <= set("|-: "):
            yield [cell.strip() for cell in line.strip().strip("|").split("|")]


def section(page: str, heading: str) -> str:
    """The text below a heading, up to the next one of its height or above."""
    text = pages()[page]
    start = re.search(rf"^(#+) {re.escape(heading)}$", text, re.MULTILINE)
    assert start, f"{page} has no heading `{heading}`"
    rest = text[start.end() :]
    end = re.search(rf"^#{{1,{len(start[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that is or would be in the repository; all files below the folder where git is absent."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, check=False)
    if listed.returncode:
        found = [
            path for path in ROOT.rglob("*") if not {".git", ".venv", ".tools", "build"} & set(path.parts)
        ]
    else:
        found = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return tuple(sorted(path for path in found if path.is_file()))


def text_of(path: Path) -> str | None:
    """The text of a file, or None where it is not text."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text
