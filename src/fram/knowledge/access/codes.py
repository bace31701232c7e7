"""Reads the shipped codes of FDA and of the European nomenclature, and our own synonyms of device words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from fram.access.codes.device_code import Code, DeviceCode, EmdnCode
from fram.access.codes.words import Synonym, stems_of
from fram.knowledge.access.knowledge_file import KnowledgeFile
from fram.knowledge.shelf import Shelf
from fram.terms.citation import Citation
from fram.terms.errors import Refused

FDA_FILE, EMDN_FILE, WORDS_FILE = "us/codes.yaml", "eu/emdn.yaml", "device_words.yaml"


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
