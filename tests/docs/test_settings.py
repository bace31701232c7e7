"""Every environment variable that the code reads is documented, and none that it does not."""

from __future__ import annotations

import re

from tests.docs import pages

# Read by Django and by programs we start; set by our tests, not by a user.
NOT_OURS = {"DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE"}
READ = re.compile(r"""environ(?:\.get\(|\.setdefault\(|\[)\s*["']([A-Z][A-Z0-9_]+)["']""")


def variables() -> set[str]:
    """What the code reads from its environment, and every name of the form FRAM_…."""
    folders = ("src/", "tests/", "tools/", "benchmarks/", ".ci/", "Makefile")
    found: set[str] = set()
    for path in pages.tracked():
        name = path.relative_to(pages.ROOT).as_posix()
        if name.startswith(folders) and name != "tests/docs/test_settings.py":
            text = pages.text_of(path) or ""
            found |= set(re.findall(r"\bFRAM_[A-Z_]+\b", text))
            if name.endswith(".py") and not name.startswith("tools/"):
                found |= set(READ.findall(text))
    return found - NOT_OURS


def test_every_variable_is_documented() -> None:
    assert {name for name in variables() if f"`{name}`" not in pages.pages()["docs/settings.md"]} == set()


def test_no_documented_variable_is_gone() -> None:
    told = set(re.findall(r"^\| `([A-Z_]+)`", pages.pages()["docs/settings.md"], re.MULTILINE))
    of_make = {*re.findall(r"^([A-Z]+) +\?= ", _makefile(), re.MULTILINE), "UPGRADE"}
    assert told - variables() - of_make == set()


def test_every_variable_of_make_is_documented() -> None:
    names = re.findall(r"^([A-Z]+) +\?= ", _makefile(), re.MULTILINE)
    assert [name for name in names if f"`{name}`" not in pages.pages()["docs/settings.md"]] == []


def _makefile() -> str:
    return (pages.ROOT / "Makefile").read_text(encoding="utf-8")
