"""The walls between the floors hold, and each of them is proved by a violation planted in a copy."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tempfile
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import grimp
import pytest
import tomlkit

from tests.contracts import house

MODULES_WITHOUT_TABLES = {"fram.web.demo", "fram.web.operate", "fram.web.site", "fram.web.ui"}


def lint(folder: Path) -> dict[str, bool]:
    """Whether each contract is kept for the package in `folder`, by the contract's id."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()"]
    run = subprocess.run(
        [*command, "--config", "pyproject.toml", "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
    )
    answers = {
        id: match.group(1) == "KEPT"
        for id, contract in house.contracts().items()
        if (match := re.search(re.escape(contract["name"]) + r"\s*(KEPT|BROKEN)", run.stdout))
    }
    assert answers.keys() == house.contracts().keys(), run.stdout + run.stderr
    return answers


class Copy:
    """A copy of the package to plant violations in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.contracts = deepcopy(house.contracts())
        for path in house.SOURCE.rglob("*.py"):
            self.write(house.module_name(path), path.read_text("utf-8"), package=path.name == "__init__.py")

    def write(self, module: str, text: str, *, package: bool = False) -> None:
        """Write a module, and the packages above it where they are missing."""
        *above, name = module.split(".")
        inside = self.folder.joinpath(*above)
        inside.mkdir(parents=True, exist_ok=True)
        for depth in range(1, len(above) + 1):
            (self.folder.joinpath(*above[:depth]) / "__init__.py").touch()
        file = inside / name / "__init__.py" if package else inside / f"{name}.py"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def two(self, contract: str, key: str, below: str) -> tuple[str, str]:
        """Two packages of a contract's list; where it has fewer, planted ones join it."""
        listed = self.contracts[contract][key]
        for name in ("planted_one", "planted_two")[: max(0, 2 - len(listed))]:
            self.write(f"{below}.{name}", "", package=True)
            listed.append(f"{below}.{name}")
        return listed[0], listed[1]

    def broken(self) -> set[str]:
        """The contracts that hold in the house and do not in this copy."""
        return self.not_kept() - broken_in_the_house()

    def not_kept(self) -> set[str]:
        """The contracts that do not hold in this copy."""
        linter: dict[str, Any] = {"root_package": "fram", "include_external_packages": True}
        settings = {"tool": {"importlinter": {**linter, "contracts": list(self.contracts.values())}}}
        (self.folder / "pyproject.toml").write_text(tomlkit.dumps(settings), encoding="utf-8")
        return {id for id, kept in lint(self.folder).items() if not kept}


@cache
def broken_in_the_house() -> set[str]:
    """What is broken before anything is planted, so that one real fault does not hide all proofs."""
    with tempfile.TemporaryDirectory() as folder:
        return Copy(Path(folder)).not_kept()


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def test_the_walls_hold() -> None:
    assert broken_in_the_house() == set(), "`make check` shows which line"


def test_a_floor_that_looks_up_is_caught(copy: Copy) -> None:
    copy.write("fram.growth.planted", "import fram.workspace")
    assert "floors" in copy.broken()  # and a circle, as soon as the workspace calls growth


def test_a_pillar_that_imports_a_pillar_is_caught(copy: Copy) -> None:
    copy.write("fram.growth.planted", "import fram.crew")
    assert copy.broken() == {"floors"}


def test_a_new_floor_without_a_place_is_caught(copy: Copy) -> None:
    copy.write("fram.cellar", "", package=True)
    assert copy.broken() == {"floors"}


@pytest.mark.parametrize("floor", ["workspace", "sources", "knowledge", "store", "decide", "terms"])
def test_django_below_the_web_floor_is_caught(copy: Copy, floor: str) -> None:
    copy.write(f"fram.{floor}.planted", "from django.db import models")
    assert copy.broken() == {"django"}


@pytest.mark.parametrize(
    "library", ["duckdb", "yaml", "pathlib", "sqlite3", "random", "time", "urllib.request"]
)
def test_input_and_output_in_an_engine_is_caught(copy: Copy, library: str) -> None:
    copy.write("fram.decide.planted", f"def read():\n    import {library}\n")
    assert copy.broken() == {"engines"}


def test_a_connector_that_knows_another_is_caught(copy: Copy) -> None:
    one, two = copy.two("connectors", "modules", "fram.sources")
    copy.write(f"{one}.planted", f"import {two}")
    assert copy.broken() == {"connectors"}


def test_a_market_that_imports_another_is_caught(copy: Copy) -> None:
    one, two = copy.two("markets", "modules", "fram.knowledge")
    copy.write(f"{one}.planted", f"import {two}")
    assert copy.broken() == {"markets"}


def test_a_query_that_acts_is_caught(copy: Copy) -> None:
    app, _ = copy.two("apps", "containers", "fram.web")
    copy.write(f"{app}.actions", "")
    copy.write(f"{app}.queries", f"from {app} import actions")
    assert "apps" in copy.broken()  # and a circle, where its actions ask its queries


def test_an_app_that_looks_up_at_another_is_caught(copy: Copy) -> None:
    copy.write("fram.web.ui.planted", "import fram.web.decide")
    assert "rooms" in copy.broken()  # and a circle, since decide stands on ui


def test_only_the_rooms_of_the_plan_are_there() -> None:
    rooms = {name.strip("()") for name in house.contracts()["rooms"]["layers"]}
    there = house.packages_with_code(house.SOURCE / "web")
    assert rooms | {"site"} == {name.rpartition(".")[2] for name in there}


def test_a_page_that_reads_a_table_is_caught(copy: Copy) -> None:
    app, _ = copy.two("apps", "containers", "fram.web")
    copy.write(f"{app}.models", "")
    copy.write(f"{app}.planted_page", f"from {app} import models")
    assert copy.broken() == {"tables"}


def test_a_circle_is_caught(copy: Copy) -> None:
    copy.write("fram.terms.planted_hen", "import fram.terms.planted_egg")
    copy.write("fram.terms.planted_egg", "import fram.terms.planted_hen")
    assert copy.broken() == {"circles"}


def test_every_contract_has_its_planted_violation() -> None:
    told = Path(__file__).read_text("utf-8")
    alone = set(re.findall(r'broken\(\)\s*==\s*\{"(\w+)"\}', told))
    among = set(re.findall(r'assert "(\w+)" in copy\.broken\(\)', told))
    assert alone | among == house.contracts().keys()


# --- the lists in the contracts are complete ------------------------------------------------------


def test_every_file_is_seen_by_the_linter() -> None:
    """A folder without `__init__.py` would stand outside all walls."""
    seen = grimp.build_graph("fram", cache_dir=None).modules
    unseen = {house.module_name(path) for path in house.SOURCE.rglob("*.py")} - seen
    assert unseen == set(), "is there an __init__.py in each folder of these?"


# Where one of these fails: add the new folder to the contract of that id in pyproject.toml.


def test_every_connector_is_listed() -> None:
    assert set(house.contracts()["connectors"]["modules"]) == house.packages_with_code(
        house.SOURCE / "sources"
    )


def test_every_market_with_code_is_listed() -> None:
    with_code = house.packages_with_code(house.SOURCE / "knowledge")
    markets = {name for name in with_code if re.fullmatch(r"fram\.knowledge\.[a-z]{2,3}", name)}
    assert set(house.contracts()["markets"]["modules"]) == markets


def test_every_web_app_is_listed() -> None:
    apps = house.packages_with_code(house.SOURCE / "web") - MODULES_WITHOUT_TABLES
    assert set(house.contracts()["apps"]["containers"]) == apps


def test_the_floors_below_the_web_are_listed() -> None:
    every = {name for height in house.floors() for name in height}
    below = {f"fram.{name}" for name in every - {"cli", "mcp", "web"}}
    assert set(house.contracts()["django"]["source_modules"]) == below


def test_the_engines_are_listed() -> None:
    assert set(house.contracts()["engines"]["source_modules"]) == {f"fram.{name}" for name in house.engines()}


def test_every_floor_says_what_it_is_for() -> None:
    silent = [
        name
        for height in house.floors()
        for name in height
        if not ast.get_docstring(house.tree(house.SOURCE / name / "__init__.py"))
    ]
    assert silent == []
