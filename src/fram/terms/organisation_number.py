"""Organisation numbers: what the Norwegian register gives each organisation, with its check digit."""

from __future__ import annotations

WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)
"""Weights of the first eight digits, by which the ninth is found (modulus 11)."""


def bare_number(text: str) -> str:
    """Return a number as it is kept: without spaces, dots and hyphens, in capitals.

    >>> bare_number(" 974 760 673 ")
    '974760673'
    """
    return "".join(sign for sign in text.upper() if sign.isalnum())


def is_norwegian_org_number(text: str) -> bool:
    """Return whether this is a number of Norway's register: nine digits, the last of which checks the others.

    Spaces are allowed, as people write them; `NO` before and `MVA` behind (the VAT form) are not.

    >>> is_norwegian_org_number("974 760 673")
    True
    >>> is_norwegian_org_number("974760674")
    False
    """
    digits = "".join(text.split())
    if len(digits) != 9 or not (digits.isascii() and digits.isdigit()) or digits[0] not in "89":
        return False
    rest = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=False)) % 11
    check = (11 - rest) % 11
    return check != 10 and check == int(digits[8])
