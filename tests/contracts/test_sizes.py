"""Modules, functions, folders and pages keep to the sizes and names of the house, or say why not."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.contracts import sizes

EXCEPTIONS = tomllib.loads(Path(__file__).with_name("exceptions.toml").read_text("utf-8")).get(
    "exception", []
)


def test_sizes_and_names() -> None:
    allowed = {(entry["rule"], entry["where"]) for entry in EXCEPTIONS}
    over = [finding for finding in sizes.findings() if (finding.rule, finding.where) not in allowed]
    assert over == [], "make it smaller, or add it to exceptions.toml with the reason"


def test_every_exception_has_a_reason_and_is_needed() -> None:
    needed = {(finding.rule, finding.where) for finding in sizes.findings()}
    idle = [entry for entry in EXCEPTIONS if (entry["rule"], entry["where"]) not in needed]
    unreasoned = [entry for entry in EXCEPTIONS if len(entry.get("reason", "").split()) < 4]
    assert (idle, unreasoned) == ([], [])


LONG = "    x = 1\n"
PLANTED = [
    ("module-lines", "src/fram/a.py", "x = 1\n" * 400),
    ("connector-lines", "src/fram/sources/ted/connector.py", "x = 1\n" * 150),
    ("function-lines", "src/fram/a.py", "def f():\n" + LONG * 40),
    ("function-lines", "src/fram/a.py", "class A:\n    def f(self):\n" + ("    " + LONG) * 40),
    ("view-lines", "src/fram/web/crew/views/list.py", "def page(request):\n" + LONG * 25),
    ("parameters", "src/fram/a.py", "def f(a, *, b, c, d, e, f): ..."),
    ("positional", "src/fram/a.py", "def f(a, b, c): ..."),
    ("positional", "src/fram/a.py", "class A:\n    def f(self, a, b, c): ..."),
    ("name", "src/fram/utils.py", ""),
    ("name", "src/fram/web/text_helpers.py", ""),
    ("name", "src/fram/data/__init__.py", ""),
    ("name", "src/fram/a.py", "class DealManager: ..."),
    ("name", "src/fram/a.py", "def f(data): ..."),
    ("name", "src/fram/a.py", "def _f(*, info): ..."),
]


@pytest.mark.parametrize(("rule", "where", "source"), PLANTED)
def test_a_planted_excess_is_found(rule: str, where: str, source: str) -> None:
    assert [finding.rule for finding in sizes.of_module(source, where=where)] == [rule]


FINE = [
    ("src/fram/a.py", "def f():\n    '''" + "words\n" * 50 + "    '''\n" + LONG * 30),
    ("src/fram/a.py", "def f(a, *, b, c, d, e): ..."),
    ("src/fram/a.py", "def month_after(day, months): ..."),
    ("src/fram/a.py", "def _kernel(a, b, c, d, e, f, g): ..."),
    ("src/fram/cli/plan.py", "@app.command()\ndef plan(a, b, c, d, e, f, g): ..."),
    ("src/fram/a.py", "class A(Base):\n    def save(self, a, b): ..."),
    ("src/fram/a.py", "class A:\n    def __init__(self, a, b): ..."),
    ("src/fram/database.py", "def update(database): ..."),
    ("tests/unit/test_a.py", "def test_f(a, b, data): ..."),
]


@pytest.mark.parametrize(("where", "source"), FINE)
def test_what_keeps_to_the_house_is_left_alone(where: str, source: str) -> None:
    assert list(sizes.of_module(source, where=where)) == []


def test_a_crowded_folder_and_a_long_page_are_found(tmp_path: Path) -> None:
    folder = tmp_path / "src" / "fram" / "crowd"
    folder.mkdir(parents=True)
    for number in range(13):
        (folder / f"m{number}.py").touch()
    (tmp_path / "README.md").write_text("line\n" * 500, encoding="utf-8")
    assert [finding.rule for finding in sizes.findings(tmp_path)] == ["page-lines", "siblings"]
