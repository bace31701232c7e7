"""One knowledge file, read key by key: what is missing or left over is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from fram.knowledge.shelf import Shelf, load_yaml
from fram.rules.parameter import Parameter
from fram.terms.errors import Refused, did_you_mean

Raw = dict[str, Any]
Word = TypeVar("Word", bound=str)


def both_languages(words: Any, *, what: str, where: str) -> dict[str, str]:
    """Return a text by language; refuse one that does not stand in both, and in no other."""
    if not isinstance(words, dict) or set(words) != {"en", "nb"} or not all(words.values()):
        raise Refused(f"{what} must be written as {{en: …, nb: …}}", where=where)
    return dict(words)


class KnowledgeFile:
    """One file: takes each key out as it is used, and refuses what is left over."""

    def __init__(self, shelf: Shelf, path: Path, raw: Raw | None = None) -> None:
        self.shelf, self.path = shelf, path
        self.where = path.relative_to(shelf.root).as_posix()
        self.raw: Raw = dict(load_yaml(path) if raw is None else raw)
        self.known: list[str] = []

    def take(self, key: str, default: Any = None) -> Any:
        self.known.append(key)
        return self.raw.pop(key, default)

    def must(self, key: str) -> Any:
        if key not in self.raw:
            raise Refused(f"`{key}` is missing", where=self.where)
        return self.take(key)

    def choice(self, key: str, known: tuple[Word, ...], *, otherwise: Word | None = None) -> Word:
        """Return a word of a closed list; refuse any other. ``otherwise``: where the key is left out."""
        word = self.must(key) if otherwise is None else self.take(key, otherwise)
        if word not in known:
            remedy = did_you_mean(str(word), known) or f"one of {', '.join(filter(None, known))}"
            raise Refused(f"`{word}` is no {key}", where=self.where, remedy=remedy)
        return known[known.index(word)]

    def spoken(self, key: str) -> dict[str, str]:
        """Return a text by language; one that is a single text, such as a law's name, is the same in both."""
        raw = self.take(key, {})
        return {"en": raw, "nb": raw} if isinstance(raw, str) else dict(raw)

    def both(self, key: str) -> dict[str, str]:
        """Return a text that must stand in both languages."""
        return both_languages(self.must(key), what=f"`{key}`", where=self.where)

    def words(self, key: str) -> tuple[str, ...]:
        return tuple(self.take(key, ()))

    def parameter(self, key: str) -> Parameter | None:
        raw = self.take(key)
        return None if raw is None else self.shelf.parameter(key, raw, where=self.where)

    def cite(self, key: str) -> Any:
        return self.shelf.citation(self.must(key), where=self.where)

    def parts(self, key: str) -> Iterator[KnowledgeFile]:
        for raw in self.take(key, ()):
            yield KnowledgeFile(self.shelf, self.path, raw)

    def empty(self) -> None:
        if self.raw:
            key = sorted(self.raw)[0]
            raise Refused(f"unknown key `{key}`", where=self.where, remedy=did_you_mean(key, self.known))
