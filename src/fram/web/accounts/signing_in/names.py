"""Names people give: kept as they are written, without signs that hide or turn the text around them."""

from __future__ import annotations

import unicodedata

LONGEST_IN_A_MAIL = 80
JOINERS = "\u200c\u200d"
"""Signs that some scripts need inside a word."""


def clean_name(text: str) -> str:
    """Return a name on one line, without control signs and marks of direction.

    >>> clean_name("  Kari\\u202e \\n Nordmann ")
    'Kari Nordmann'
    """
    kept = (sign if _is_seen(sign) else " " if sign.isspace() else "" for sign in text)
    return " ".join("".join(kept).split())


def name_in_a_mail(text: object) -> str:
    """Return a name as it may stand in a mail: short, and nothing a mail program makes a link of.

    Whoever chooses a name would otherwise choose what our mail says.

    >>> name_in_a_mail("Win at https://evil.example/now")
    'Win at https evil example now'
    """
    plain = clean_name(str(text))
    for sign in "/\\:@<>[]":
        plain = plain.replace(sign, " ")
    words = (word.replace(".", " ") if "." in word.strip(".") else word for word in plain.split())
    short = " ".join(" ".join(words).split())
    return short if len(short) <= LONGEST_IN_A_MAIL else f"{short[: LONGEST_IN_A_MAIL - 1]}…"


def _is_seen(sign: str) -> bool:
    return sign in JOINERS or unicodedata.category(sign)[0] != "C"
