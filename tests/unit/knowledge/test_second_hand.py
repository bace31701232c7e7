"""What was read only in a copy, a catalogue, news or somebody's retelling is never called `read`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from fram.knowledge.shelf import Shelf, load_yaml
from fram.terms.citation import Citation

SHELF = Shelf()
PLACES = tuple(place for group in load_yaml(SHELF.root / "second_hand.yaml").values() for place in group)
SAYS_SO = re.compile(r"\b(copy|copied|quoted|quotes|via)\b|\(news", re.IGNORECASE)
"""A title or publisher that itself says it is not the source."""


def second_hand(cite: Citation) -> bool:
    url = urlsplit(cite.url)
    where = f"{url.hostname or ''}{url.path}/"
    return any(where.startswith(f"{place}/") for place in PLACES) or bool(
        SAYS_SO.search(f"{cite.title} {cite.publisher}")
    )


def claims(node: Any) -> Iterator[dict[str, Any]]:
    """Every mapping with a source and a value or a word for how sure it is."""
    if isinstance(node, dict):
        if ("cite" in node or "source" in node) and ("value" in node or "confidence" in node):
            yield node
        for part in node.values():
            yield from claims(part)
    elif isinstance(node, list):
        for part in node:
            yield from claims(part)


def cite_of(claim: dict[str, Any]) -> Citation:
    return SHELF.citation(claim.get("cite") or claim["source"], where="")


FOUND = [
    (path.relative_to(SHELF.root).as_posix(), claim, cite_of(claim))
    for pattern in ("indications/*.yaml", "[a-z][a-z]/**/*.yaml", "people.yaml")
    for path in SHELF.files(pattern)
    for claim in claims(load_yaml(path))
]


def test_nothing_second_hand_is_called_read() -> None:
    wrong = [
        (where, claim.get("id") or claim.get("name") or claim.get("value"), cite.url or cite.title)
        for where, claim, cite in FOUND
        if second_hand(cite) and claim.get("confidence", "read") == "read"
    ]
    assert wrong == []


def test_every_place_of_the_list_is_cited() -> None:
    """One that nobody cites is a leftover or a slip of the pen."""
    urls = [urlsplit(cite.url) for cite in (*SHELF.citations.values(), *(cite for _, _, cite in FOUND))]
    cited = [f"{url.hostname or ''}{url.path}/" for url in urls]
    assert len(set(PLACES)) == len(PLACES)
    assert [place for place in PLACES if not any(url.startswith(f"{place}/") for url in cited)] == []


@pytest.mark.parametrize(
    ("title", "url", "is_so"),
    [
        ("Any anxiety disorder", "https://xsmb2023.org/article/any-anxiety-disorder/5298", True),
        ("Fact sheet", "https://www.scribd.com/document/749016410", True),
        ("Times", "https://github.com/RASAAS/docmcp-knowledge", True),
        ("List of sites", "https://github.com/eurostat/healthcare-services", False),
        ("DREES 2022 (copy)", "https://example.org", True),
        ("Viable cells", "https://pmc.ncbi.nlm.nih.gov/articles/PMC1", False),
        ("Ours", "https://notscribd.com/x", False),
    ],
)
def test_what_counts_as_second_hand(title: str, url: str, is_so: bool) -> None:
    assert second_hand(Citation(title=title, url=url)) is is_so
