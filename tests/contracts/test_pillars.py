"""The word for a pillar is the same on every floor: package, web app, address, template, command, page."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contracts import house

# Floors of the web that stand for no engine: the frame of the site, the look, and who is who.
WEB_ONLY = {"accounts", "demo", "jobs", "operate", "record", "site", "ui"}
# Folders whose first-level names speak of pillars.
STAGES = (
    *("src/fram", "src/fram/workspace", "src/fram/web", "src/fram/cli", "src/fram/mcp"),
    *("docs", "tests/unit", "tests/web", "tests/journeys", "tests/spec"),
)


def almost_a_pillar(name: str) -> str | None:
    """The pillar that a name means without saying it: `crews`, `market_access`, `eco`; None when well."""
    if name in house.PILLARS:
        return None
    words = re.split(r"[_\-]", name)
    for pillar in house.PILLARS:
        for word in words:
            if word in (pillar, f"{pillar}s", pillar[:3]) or (
                word.startswith(pillar[:4]) and pillar.startswith(word)
            ):
                return pillar
    return None


def names_in(folder: Path) -> Iterator[str]:
    """First-level modules, packages and pages of a folder, without what marks them as tests."""
    for child in sorted(folder.iterdir()):
        if child.suffix in ("", ".py", ".md") and not child.name.startswith(("_", ".")):
            yield child.stem.removeprefix("test_")


@pytest.mark.parametrize("stage", STAGES)
def test_pillars_have_one_word_on_every_floor(stage: str) -> None:
    folder = house.ROOT / stage
    if not folder.is_dir():
        return  # a floor that has not been built names nothing yet
    assert {name: pillar for name in names_in(folder) if (pillar := almost_a_pillar(name))} == {}


def test_every_pillar_has_its_engine() -> None:
    assert [pillar for pillar in house.PILLARS if not (house.SOURCE / pillar / "__init__.py").is_file()] == []


def test_every_web_app_is_named_for_its_engine() -> None:
    apps = {name.rpartition(".")[2] for name in house.packages_with_code(house.SOURCE / "web")}
    assert apps - WEB_ONLY <= house.engines()


def test_templates_lie_in_a_folder_named_for_their_app() -> None:
    strange = [
        str(folder.relative_to(house.SOURCE))
        for templates in (house.SOURCE / "web").glob("*/templates")
        for folder in templates.iterdir()
        if folder.is_dir() and folder.name != templates.parent.name and templates.parent.name not in WEB_ONLY
    ]
    assert strange == []


def addresses(source: str) -> dict[str, str]:
    """Each app included in an address table with the first part of its address."""
    return {
        app: prefix.strip("/")
        for prefix, app in re.findall(r'path\(\s*"([^"]*)"\s*,\s*include\(\s*"fram\.web\.(\w+)', source)
    }


def test_addresses_begin_with_the_name_of_the_app() -> None:
    tables = [path.read_text(encoding="utf-8") for path in (house.SOURCE / "web").glob("site/*.py")]
    found = {app: prefix for table in tables for app, prefix in addresses(table).items()}
    assert {app: prefix for app, prefix in found.items() if app not in WEB_ONLY and prefix != app} == {}


def command_groups(module: ast.Module) -> Iterator[str]:
    """The names given to groups of commands in a module: `add_typer(…, name="access")`."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "add_typer":
            for word in node.keywords:
                if word.arg == "name" and isinstance(word.value, ast.Constant):
                    yield str(word.value.value)


def test_command_groups_say_the_pillar_word() -> None:
    groups = {
        group
        for path in house.python_files(house.SOURCE / "cli")
        for group in command_groups(house.tree(path))
    }
    assert {group: pillar for group in groups if (pillar := almost_a_pillar(group))} == {}


@pytest.mark.parametrize(
    ("name", "pillar"),
    [
        ("crews", "crew"),
        ("market_access", "access"),
        ("ecosystems", "ecosystem"),
        ("eco", "ecosystem"),
        ("growth-pages", "growth"),
        ("grow", "growth"),
    ],
)
def test_a_planted_other_word_is_found(name: str, pillar: str) -> None:
    assert almost_a_pillar(name) == pillar


@pytest.mark.parametrize("name", ["access", "crew", "accounts", "accessibility", "economy", "plan"])
def test_other_names_are_left_alone(name: str) -> None:
    assert almost_a_pillar(name) is None


def test_a_planted_other_address_is_found() -> None:
    table = 'path("team/", include("fram.web.crew.urls")), path("", include("fram.web.site.urls"))'
    assert addresses(table) == {"crew": "team", "site": ""}
