"""The language of papers: sentences from the catalogues in ``locale/*.po``, in English and Norwegian."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from fram.terms.errors import Refused
from fram.workspace.papers.numerals import Numerals

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

LANGS = ("en", "nb")
FOLDER = Path(__file__).with_name("locale")


@lru_cache(maxsize=4)
def catalogue(lang: str) -> Catalog:
    """Return the catalogue of a language as it stands on disk; nothing is compiled beforehand."""
    from babel.messages.pofile import read_po

    with (FOLDER / f"{lang}.po").open("rb") as file:
        return read_po(file, locale=lang, abort_invalid=True)


class Words:
    """Sentences and names in one language; ``words.numerals`` writes its numbers.

    Raises ``Refused`` for a language there is no catalogue of, ``KeyError`` for a key it lacks.
    """

    def __init__(self, lang: str) -> None:
        if lang not in LANGS:
            raise Refused(
                f"no papers in `{lang}`",
                where="lang",
                remedy=f"choose one of: {', '.join(LANGS)}",
                kind="usage",
            )
        self.lang = lang
        self.numerals = Numerals(lang=lang)
        self._catalogue = catalogue(lang)

    def __contains__(self, key: str) -> bool:
        return bool(self._strings(key))

    def __call__(self, key: str, **values: object) -> str:
        """Return the sentence of a key with its placeholders filled."""
        strings = self._strings(key)
        if not strings:
            raise KeyError(f"{self.lang}.po has no `{key}`")
        return strings[-1].format(**values)

    def count(self, key: str, count: float, **values: object) -> str:
        """Return the sentence of a key for so many; ``{count}`` holds the number unless it is given."""
        strings = self._strings(key)
        if not strings:
            raise KeyError(f"{self.lang}.po has no `{key}`")
        shown = values.pop("count", self.numerals.fixed(count))
        return strings[0 if count == 1 else -1].format(count=shown, **values)

    def named(self, family: str, code: str, *, inside: bool = False) -> str:
        """Return what a code of a family is called, by itself or ``inside`` a sentence; or the code."""
        key = f"{family}.{code}{'.the' if inside else ''}"
        return self(key) if key in self else code.replace("_", " ").replace("-", " ")

    def names(self, markets: Iterable[str], *, inside: bool = False) -> str:
        """Return the names of markets in the order given, as a list or ``inside`` a sentence."""
        name = self.numerals.market_in_text if inside else self.numerals.market
        return ", ".join(name(code) for code in markets)

    def _strings(self, key: str) -> tuple[str, ...]:
        message = self._catalogue.get(key)
        if message is None:
            return ()
        strings = [message.string] if isinstance(message.string, str) else message.string or ()
        found = tuple(str(text) for text in strings if text)
        return found if len(found) == len(strings) else ()
