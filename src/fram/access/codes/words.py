"""The words of a product and of a list of codes, brought to one form so that they meet.

Spelling (British, American, Norwegian letters), endings (oximeter, oximetry), and synonyms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

TOKEN = re.compile(r"[a-z0-9]+")
JOINED = (
    (re.compile(r"\bover[- ]the[- ]counter\b"), "otc"),
    (re.compile(r"\bx[- ]ray"), "xray"),
    (re.compile(r"\bnon-"), "non"),
    (re.compile(r"\bdo it yourself\b"), "self"),
)
"""Written in several words, meant as one."""
SPELLING = (
    (re.compile("ae|oe"), "e"),
    (re.compile("(?<=avi|lab|tum|col|hum)our"), "or"),
    (re.compile("(?<=[a-z]{2}[iy])s(?=(?:e|er|ers|ed|ing|ation)$)"), "z"),
)
"""British and Norwegian spelling, brought to the American one."""
INSTRUMENTS = (
    (re.compile(r"(?<=...)(?:metry|metries|metric|meters?)$"), "~m"),
    (re.compile(r"(?<=...)(?:graphy|graphic|graphs?|grams?)$"), "~g"),
    (re.compile(r"(?<=...)(?:scopy|scopic|scopes?)$"), "~s"),
)
"""Endings of instruments and of what is done with them: one is as good as the other."""
EMPTY = frozenset(
    "a an and any are as at be both by can for from has have help how if in into is it its may more not of "
    "on or our out over so such than that the their them these they this to up use used user uses using when "
    "where which while who will with without you your "
    "av bruk brukes de den der det du eller en er et for fra har hos i ikke kan med ned og om opp pa seg "
    "skal som til ut ved vi vil".split()
)
"""Words that say nothing of a product, in English and Norwegian, as they are folded."""
OWN, MEANT = 1.0, (0.9, 0.85, 0.8, 0.75, 0.7)
"""What a word counts as it was written, and as the first, second … meaning of a synonym."""
LITTLE = 0.3
"""What the weight of a word of little meaning is multiplied by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonym:
    """Words people use, and what lists of codes call the same.

    ``said`` are stems; with ``opens`` the last may go on (``blodsukker`` also reads ``blodsukkermåler``).
    Each of ``means``, the nearest first, is a group of stems that must all be there; ``tells`` the same as it
    is written.
    """

    said: tuple[str, ...]
    opens: bool
    means: tuple[tuple[str, ...], ...]
    tells: tuple[str, ...]

    @classmethod
    def written(cls, said: str, means: Iterable[str]) -> Synonym:
        """Return a synonym as written in the file: words, a star where the last may go on, and meanings."""
        opens = said.endswith("*")
        words = tokens(said.rstrip("*"))
        stems = [*map(stem, words[:-1]), words[-1] if opens else stem(words[-1])]
        tells = tuple(means)
        return cls(said=tuple(stems), opens=opens, tells=tells, means=tuple(map(stems_of, tells)))

    def fits(self, words: Sequence[tuple[str, str]]) -> bool:
        """Whether these words, each as folded and as stem, are the ones people use."""
        *first, last = words
        if [s for _, s in first] != list(self.said[:-1]):
            return False
        return last[0].startswith(self.said[-1]) if self.opens else last[1] == self.said[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to say an idea: stems that must all be there, what it counts, and the words to show."""

    stems: tuple[str, ...]
    share: float
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """One idea of the product's words: as it was written, and every way a list may say it.

    ``weight`` is below one for words that say little of the type: who uses it, where, for how long.
    """

    said: str
    ways: tuple[Way, ...]
    weight: float = 1.0


def ideas(
    text: str, *, synonyms: Iterable[Synonym], little: frozenset[str] = frozenset()
) -> tuple[Idea, ...]:
    """Return the ideas in a text, in order, each once; the longest synonym that fits is taken.

    ``little``: stems of words that say little of the type of device.
    """
    words = [(word, stem(word)) for word in tokens(text)]
    first = _by_first(synonyms)
    found: dict[tuple[str, ...], Idea] = {}
    at = 0
    while at < len(words):
        synonym = _longest(first, words[at:])
        length = len(synonym.said) if synonym else 1
        said = " ".join(word for word, _ in words[at : at + length])
        own = tuple(s for _, s in words[at : at + length])
        if synonym or not _says_nothing(said):
            weight = LITTLE if little.issuperset(own) else 1.0
            ways = (*_own_way(own, said), *_meanings(synonym))
            found.setdefault(own, Idea(said=said, ways=ways, weight=weight))
        at += length
    return tuple(found.values())


def tokens(text: str) -> list[str]:
    """Return the words of a text, folded to plain small letters."""
    folded = _folded(text)
    for pattern, joined in JOINED:
        folded = pattern.sub(joined, folded)
    return TOKEN.findall(folded)


def stems_of(text: str) -> tuple[str, ...]:
    """Return the stems of the words of a text that say something, in order."""
    return tuple(stem(word) for word in tokens(text) if not _says_nothing(word))


@cache
def stem(word: str) -> str:
    """Return the stem of a folded word; instruments and what is done with them share one.

    >>> stem("oximetry") == stem("oximeters") == stem("oximeter")
    True
    """
    for written, kept in SPELLING:
        word = written.sub(kept, word)
    for ending, kept in INSTRUMENTS:
        if ending.search(word):
            return ending.sub(kept, word)
    import snowballstemmer  # not every command looks up codes

    # One for each word: a stemmer keeps the word it works on, so two threads may not share it.
    return str(snowballstemmer.stemmer("english").stemWord(word))


def _folded(text: str) -> str:
    from anyascii import anyascii

    return anyascii(text).lower()


def _says_nothing(word: str) -> bool:
    return word in EMPTY or (len(word) < 2)


def _by_first(synonyms: Iterable[Synonym]) -> Mapping[str, list[Synonym]]:
    """By the first letters of their first word: an open one fits longer words too."""
    found: dict[str, list[Synonym]] = {}
    for synonym in synonyms:
        found.setdefault(synonym.said[0][:2], []).append(synonym)
    return found


def _longest(first: Mapping[str, list[Synonym]], words: Sequence[tuple[str, str]]) -> Synonym | None:
    fitting = [
        synonym
        for synonym in first.get(words[0][1][:2], ())
        if len(synonym.said) <= len(words) and synonym.fits(words[: len(synonym.said)])
    ]
    return max(fitting, key=lambda synonym: (len(synonym.said), len(synonym.said[-1])), default=None)


def _own_way(own: tuple[str, ...], said: str) -> tuple[Way, ...]:
    kept = tuple(s for s, word in zip(own, said.split(), strict=True) if not _says_nothing(word))
    return (Way(stems=kept, share=OWN, shown=said),) if kept else ()


def _meanings(synonym: Synonym | None) -> tuple[Way, ...]:
    if synonym is None:
        return ()
    return tuple(
        Way(stems=stems, share=MEANT[min(at, len(MEANT) - 1)], shown=shown)
        for at, (stems, shown) in enumerate(zip(synonym.means, synonym.tells, strict=True))
    )
