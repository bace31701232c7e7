"""Links lead somewhere, every page is reachable, and the pages are listed for the site."""

from __future__ import annotations

import os
import re
from pathlib import PurePosixPath

import pytest
import yaml

from tests.docs import pages

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def links(page: str) -> list[str]:
    """Targets inside the project, as written."""
    text = pages.BLOCK.sub("", pages.pages()[page])
    return [target for target in LINK.findall(text) if not re.match(r"[a-z]+:", target)]


def resolved(page: str, target: str) -> tuple[str, str]:
    """The file a link means, from the root, and the heading in it."""
    path, _, anchor = target.partition("#")
    folder = PurePosixPath(page).parent
    return (os.path.normpath(folder / path) if path else page), anchor


def anchor_of(heading: str) -> str:
    """The address of a heading, as hosts of Markdown make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


@pytest.mark.parametrize("name", pages.pages())
def test_links_lead_somewhere(name: str) -> None:
    for target in links(name):
        file, anchor = resolved(name, target)
        assert (pages.ROOT / file).exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", pages.pages()[file], re.MULTILINE)
            assert anchor in {anchor_of(heading) for heading in headings}, target


@pytest.mark.parametrize("name", pages.pages())
def test_files_that_are_named_are_there(name: str) -> None:
    named = set(re.findall(r"`((?:src|tests|docs|tools|examples|benchmarks)/[^`\s]*)`", pages.pages()[name]))
    plain = {path.split("::")[0] for path in named if not set(path) & set("<*…{")}
    assert {path for path in plain if not (pages.ROOT / path).exists()} == set()


def test_every_page_is_reached_from_the_readme() -> None:
    seen, left = set(), ["README.md"]
    while left:
        page = left.pop()
        if page in seen or page not in pages.pages():
            continue
        seen.add(page)
        targets = [resolved(page, target)[0] for target in links(page)]
        left += [name for t in targets for name in pages.pages() if name == t or name.startswith(f"{t}/")]
    assert set(pages.pages()) - seen == {"CHANGELOG.md"}


def test_the_site_lists_every_page() -> None:
    site = yaml.safe_load((pages.ROOT / "mkdocs.yml").read_text(encoding="utf-8"))

    def files(entry: object) -> list[str]:
        if isinstance(entry, str):
            return [entry]
        inner = entry.values() if isinstance(entry, dict) else entry
        return [name for part in inner for name in files(part)]  # type: ignore[attr-defined]

    listed = files(site["nav"])
    there = [name.removeprefix("docs/") for name in pages.pages() if name.startswith("docs/")]
    assert sorted(listed) == sorted(there)
