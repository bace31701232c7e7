"""No file of the project names a machine, a package registry or a secret."""

from __future__ import annotations

import re

import pytest

from tests.docs import pages

# Put together from parts, so that this file does not hold what it looks for.
HOSTS = (
    "py" + "pi.org",
    "files.python" + "hosted.org",
    "registry." + "npmjs.org",
    "registry.yarn" + "pkg.com",
)
MACHINE = re.compile(r"(?<![\w.])/(?:" + "|".join(("work/", "root/", "home/[a-z]", "Users/[A-Za-z]")) + ")")
TEMPORARY = re.compile(r"(?<![\w.])/" + r"tmp/\w")
SECRET = re.compile(
    "|".join((
        "-----BEGIN [A-Z ]*PRIVATE " + "KEY", "gh[pousr]" + "_[A-Za-z0-9]{30,}", "AKIA" + "[0-9A-Z]{16}",
        "xox[baprs]" + "-[A-Za-z0-9-]{10,}",
        r"(?:password|api_?key|token)\s*[=:]\s*['\"][A-Za-z0-9+/_-]{20,}['\"]",
    ))
)  # fmt: skip
PATTERNS = {
    "a registry's host": re.compile("|".join(map(re.escape, HOSTS))),
    "a path of a machine": MACHINE,
    "a temporary path": TEMPORARY,
    "a secret": SECRET,
}
PLANTED = {
    "a registry's host": "index-url = https://" + HOSTS[0] + "/simple",
    "a path of a machine": "see /" + "work/main/notes.txt",
    "a temporary path": "open('/" + "tmp/plan.json')",
    "a secret": "token = '" + "a1" * 12 + "'",
}


def found(what: str) -> list[str]:
    """Where a pattern stands in the files of the project."""
    places = []
    for path in pages.tracked():
        for number, line in enumerate((pages.text_of(path) or "").splitlines(), start=1):
            if PATTERNS[what].search(line):
                places.append(f"{path.relative_to(pages.ROOT)}:{number}: {line.strip()[:100]}")
    return places


@pytest.mark.parametrize("what", PATTERNS)
def test_no_file_holds(what: str) -> None:
    assert found(what) == []


@pytest.mark.parametrize("what", PATTERNS)
def test_a_planted_one_is_seen(what: str) -> None:
    assert PATTERNS[what].search(PLANTED[what])


def test_text_files_end_with_one_newline_and_hold_no_carriage_return() -> None:
    faulty = []
    for path in pages.tracked():
        text = pages.text_of(path)
        if text and path.suffix in {".py", ".md", ".toml", ".yaml", ".yml"}:
            well = (
                text.endswith("\n") and not text.endswith("\n\n") and "\r" not in path.read_bytes().decode()
            )
            faulty += [] if well else [path.relative_to(pages.ROOT).as_posix()]
    assert faulty == []
