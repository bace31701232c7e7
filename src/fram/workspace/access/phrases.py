"""The words of market access in both languages, read from ``words/*.yaml``: one file for each topic."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fram.knowledge.shelf import load_yaml
from fram.terms.facts import Words
from fram.terms.reading import read

FOLDER = Path(__file__).with_name("words")


def say(topic: str, key: str, *, lang: str = "en", **values: object) -> str:
    """Return a sentence of a topic in a language, its places filled in."""
    return phrases(topic)[key].in_(lang).format(**values)


@cache
def phrases(topic: str) -> dict[str, Words]:
    """Return the sentences of one topic by key."""
    where = f"words/{topic}.yaml"
    return {
        key: read(Words, pair, where=f"{where}: {key}")
        for key, pair in load_yaml(FOLDER / f"{topic}.yaml").items()
    }
