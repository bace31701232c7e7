"""Every use case is there three times: as Python, as a command, and in the docs."""

from __future__ import annotations

import ast
import inspect
from importlib import import_module

import pytest

from tests.contracts import house
from tests.docs import pages
from tests.docs.test_commands import COMMANDS
from tests.docs.use_cases import DOORS, USE_CASES, UseCase


@pytest.mark.parametrize("case", USE_CASES, ids=lambda case: case.function)
def test_a_use_case_is_python_command_and_page(case: UseCase) -> None:
    module, _, name = case.function.rpartition(".")
    function = getattr(import_module(f"fram.workspace.{module}"), name)
    signature = inspect.signature(function)
    assert inspect.getdoc(function), "no docstring"
    assert signature.return_annotation is not inspect.Signature.empty
    assert all(p.annotation is not inspect.Parameter.empty for p in signature.parameters.values())
    assert tuple(case.command.split()) in COMMANDS
    assert f"fram {case.command}" in pages.pages()[case.page]
    assert name in _called_by_the_command_line(), "the command line does not call it"


def test_every_command_is_a_use_case_or_a_door() -> None:
    spoken_for = {case.command for case in USE_CASES} | set(DOORS)
    assert {" ".join(words) for words in COMMANDS} == spoken_for


def _called_by_the_command_line() -> set[str]:
    """Every name the command line reads or calls."""
    trees = [house.tree(path) for path in house.python_files(house.SOURCE / "cli")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    return {node.attr for node in nodes if isinstance(node, ast.Attribute)} | {
        node.id for node in nodes if isinstance(node, ast.Name)
    }
