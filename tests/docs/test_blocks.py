"""Every company file shown in the docs can be planned from, every piece of Python runs, all YAML is YAML."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from fram.workspace.company import check_company
from tests.docs import pages

ON = date(2026, 11, 21)


@pytest.mark.parametrize("block", pages.blocks("toml"), ids=lambda b: f"{b.page}:{b.number}")
def test_a_company_file_in_the_docs_can_be_planned(block: pages.Block, tmp_path: Path) -> None:
    file = tmp_path / "company.toml"
    file.write_text(block.text, encoding="utf-8")
    assert [str(problem) for problem in check_company(file, on=ON).problems] == []


@pytest.mark.parametrize("block", pages.blocks("python"), ids=lambda b: f"{b.page}:{b.number}")
def test_a_piece_of_python_in_the_docs_runs(block: pages.Block) -> None:
    exec(compile(block.text, block.page, "exec"), {})


@pytest.mark.parametrize("block", pages.blocks("yaml"), ids=lambda b: f"{b.page}:{b.number}")
def test_yaml_in_the_docs_is_yaml(block: pages.Block) -> None:
    assert yaml.safe_load(block.text)


def test_every_block_says_what_it_is() -> None:
    every = sum(text.count("```") for text in pages.pages().values())
    told = [len(pages.blocks(lang)) for lang in ("console", "toml", "text", "python", "yaml")]
    assert min(told) > 0
    assert 2 * sum(told) == every, "mark each block console, toml, python, yaml or text"


def test_every_example_is_named_in_the_docs() -> None:
    text = pages.pages()["docs/company-file.md"]
    missing = [path.name for path in (pages.ROOT / "examples").glob("*.toml") if path.name not in text]
    assert missing == []
