"""Numbers as people write them, in English and Norwegian, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

BLANKS = re.compile(r"[\s_\u00a0\u202f'’]")
TIMES: Mapping[str, float] = {
    "mill": 1e6, "mill.": 1e6, "million": 1e6, "millioner": 1e6, "millions": 1e6, "mnok": 1e6, "m": 1e6,
    "tusen": 1e3, "thousand": 1e3, "k": 1e3, "knok": 1e3,
    "%": 0.01, "prosent": 0.01, "percent": 0.01,
}  # fmt: skip
FORM = re.compile(r"([+-]?)([\d.,]*\d)[.,]?(?:\s*)([a-z%]+\.?)?")
GROUP = re.compile(r"\d{1,3}([.,]\d{3})+")
GROUPED_FROM = 10_000
"""Numbers of five digits and more are shown in groups of three."""


def number_from(text: str, lang: str) -> int | float | None:
    """Return the number somebody wrote (``14 000 000``, ``14 mill``, ``0,3``, ``30 %``), or None for none.

    A single mark before three digits is read as the language reads it: ``1.500`` is fifteen hundred in
    Norwegian and one and a half in English.
    """
    word = BLANKS.sub("", text.strip().lower().replace("−", "-"))
    word = re.sub(r"^(nok|kr\.?)|(nok|kr\.?|,-)$", "", word)
    found = FORM.fullmatch(word)
    if not found or (found[3] and found[3] not in TIMES):
        return None
    digits = _plain_digits(found[2], lang)
    if digits is None:
        return None
    return _settled(float(f"{found[1]}{digits}") * TIMES.get(found[3] or "", 1.0), digits, found[3] or "")


def number_text(value: float, lang: str) -> str:
    """Return a number as it is written into a form: whole, nothing rounded, read back as the same number."""
    is_whole = isinstance(value, int) or value.is_integer()
    text = str(int(value)) if is_whole else format(Decimal(repr(value)), "f")
    whole, _, part = text.partition(".")
    if abs(value) >= GROUPED_FROM:
        whole = f"{int(whole):,}".replace(",", "\u00a0" if lang == "nb" else ",")
    mark = "," if lang == "nb" else "."
    return f"{whole}{mark}{part}" if part else whole


def numbers_from(text: str, lang: str) -> list[int | float] | None:
    """Return several numbers (``3; 9; 18``), or None where one of them is none."""
    parts = re.split(r"[;\n]", text) if re.search(r"[;\n]", text) else re.split(r",\s+|\s+", text.strip())
    found = [number_from(part, lang) for part in parts if part.strip()]
    return None if None in found else [number for number in found if number is not None]


def _plain_digits(digits: str, lang: str) -> str | None:
    marks = set(digits) & set(".,")
    if len(marks) == 2:
        last = max(digits.rfind("."), digits.rfind(","))
        whole, part = digits[:last], digits[last + 1 :]
        return f"{_joined(whole)}.{part}" if GROUP.fullmatch(whole) else None
    mark = "".join(marks)
    if digits.count(mark) > 1 and mark:
        return _joined(digits) if GROUP.fullmatch(digits) else None
    is_group = mark == ("." if lang == "nb" else ",") and GROUP.fullmatch(digits)
    if is_group and not digits.startswith("0"):
        return _joined(digits)
    return digits.replace(",", ".")


def _joined(digits: str) -> str:
    return re.sub(r"[.,]", "", digits)


def _settled(value: float, digits: str, times: str) -> int | float:
    """Return a whole number as one, without the dust that multiplying leaves."""
    value = round(value, 12) if times else value
    if value.is_integer() and abs(value) < 1e15 and ("." not in digits or times):
        return int(value)
    return value
