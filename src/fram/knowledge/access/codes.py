"""Reads the shipped codes of FDA, of Europe and of tenders, and our own synonyms of device words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from fram.access.codes.device_code import Code, CpvCode, DeviceCode, EmdnCode
from fram.access.codes.words import Synonym, stems_of
from fram.knowledge.access.knowledge_file import KnowledgeFile
from fram.knowledge.shelf import Shelf
from fram.terms.citation import Citation
from fram.terms.errors import Refused

FDA_FILE, EMDN_FILE, WORDS_FILE = "us/codes.yaml", "eu/emdn.yaml", "device_words.yaml"
CPV_FILE = "eu/cpv.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedCodes:
    """The codes that come with Fram: a part of the publisher's list. ``checked``: last seen to hold."""

    codes: tuple[Code, ...]
    cite: Citation
    checked: date


@cache
def shipped_fda() -> ShippedCodes:
    """Return FDA's product codes that are common in digital health and diagnostics."""
    file = _file(FDA_FILE)
    codes = tuple(_fda(part) for part in file.parts("codes"))
    return _shipped(file, codes)


@cache
def shipped_emdn() -> ShippedCodes:
    """Return the codes of the European nomenclature that are common for the same products."""
    file = _file(EMDN_FILE)
    categories: dict[str, str] = file.must("categories")
    codes = tuple(_emdn(part, categories) for part in file.parts("codes"))
    return _shipped(file, codes)


@cache
def shipped_cpv() -> ShippedCodes:
    """Return the codes of the vocabulary of tenders that health technology is bought under."""
    file = _file(CPV_FILE)
    names: dict[str, str] = file.must("codes")
    tests = file.words("tests_on_samples")
    file.take("by_fact")
    codes = tuple(
        CpvCode(code=code, name=name, under=_above(code, names), on_samples=code.startswith(tests))
        for code, name in names.items()
    )
    return _shipped(file, codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactWords:
    """Words that an answer adds to those of a product, when its tenders' codes are looked for."""

    fact: str
    answers: tuple[str, ...]
    words: str


@cache
def cpv_by_fact() -> tuple[FactWords, ...]:
    """Return what answers of the company file add to the words of a product: ours."""
    found = (
        FactWords(fact=part.must("fact"), answers=part.words("is"), words=part.must("words"))
        for part in _file(CPV_FILE).parts("by_fact")
    )
    return tuple(found)


def _above(code: str, names: dict[str, str]) -> tuple[str, ...]:
    """The names of the codes above one, the widest first: each has one digit fewer before its zeros."""
    digits = code.rstrip("0")
    wider = (digits[:length].ljust(8, "0") for length in range(2, len(digits)))
    return tuple(names[found] for found in wider if found in names and found != code)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceWords:
    """Our own words: synonyms, and stems of words that say little of the type of device."""

    synonyms: tuple[Synonym, ...]
    little: frozenset[str]


@cache
def device_words() -> DeviceWords:
    """Return our synonyms of device words in English and Norwegian."""
    file = _file(WORDS_FILE)
    synonyms = tuple(Synonym.written(said, means) for said, means in file.must("words").items())
    words = DeviceWords(synonyms=synonyms, little=frozenset(stems_of(" ".join(file.must("little")))))
    file.empty()
    return words


def _file(name: str) -> KnowledgeFile:
    shelf = Shelf()
    return KnowledgeFile(shelf, shelf.root / name)


def _shipped(file: KnowledgeFile, codes: tuple[Code, ...]) -> ShippedCodes:
    names = [code.code for code in codes]
    twins = sorted({name for name in names if names.count(name) > 1})
    if twins:
        raise Refused(f"code `{twins[0]}` stands twice", where=file.where)
    shipped = ShippedCodes(codes=codes, cite=file.cite("cite"), checked=file.must("checked"))
    file.empty()
    return shipped


def _fda(part: KnowledgeFile) -> DeviceCode:
    code = DeviceCode(
        code=part.must("code"), name=part.must("name"), device_class=part.must("class"),
        regulation=part.take("regulation", ""), submission=part.take("submission", ""),
        panel=part.must("panel"), implant=part.take("implant", False),
        life_sustaining=part.take("life_sustaining", False), gmp_exempt=part.take("gmp_exempt", False),
        third_party=part.take("third_party", False), definition=part.take("definition", ""),
    )  # fmt: skip
    part.empty()
    return code


def _emdn(part: KnowledgeFile, categories: dict[str, str]) -> EmdnCode:
    code = part.must("code")
    emdn = EmdnCode(
        code=code, name=part.must("name"), level=part.must("level"), category=code[0], terminal=True,
        under=(categories[code[0]],),
    )  # fmt: skip
    part.empty()
    return emdn
