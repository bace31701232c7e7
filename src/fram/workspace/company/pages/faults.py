"""What can be wrong with what was typed into a form, in both languages."""

from __future__ import annotations

from fram.terms.facts import Words

NO_NUMBER = Words(
    en="This is not a number. Write digits, such as {}.", nb="Dette er ikke et tall. Skriv sifre, som {}."
)
NOT_WHOLE = Words(en="Give a whole number.", nb="Oppgi et helt tall.")
OUTSIDE = Words(en="Give a number {}.", nb="Oppgi et tall {}.")
PERCENT = Words(en="This is not a share; leave out the %.", nb="Dette er ikke en andel; ta bort %.")
TOO_LARGE = Words(en="The number is too large.", nb="Tallet er for stort.")
NO_DATE = Words(
    en="This is not a day. Write it as 2026-11-21 or 21.11.2026.",
    nb="Dette er ikke en dag. Skriv den som 21.11.2026 eller 2026-11-21.",
)
TOO_LONG = Words(
    en="The text has {} characters; there is room for {}.", nb="Teksten har {} tegn; det er plass til {}."
)
NO_OPTION = Words(
    en="Choose one of the answers; “{}” is not among them.", nb="Velg et av svarene; «{}» er ikke blant dem."
)
THREE = Words(
    en="Write three rising numbers on each line, such as 9; 12; 18.",
    nb="Skriv tre stigende tall på hver linje, som 9; 12; 18.",
)
SEVERAL = Words(
    en="Write numbers with ; between, such as 3; 9; 18.", nb="Skriv tall med ; mellom, som 3; 9; 18."
)
HALF_PAIR = Words(
    en="Fill in both boxes of a line, or neither.", nb="Fyll ut begge rutene på en linje, eller ingen."
)
TWICE = Words(en="“{}” is set twice; keep one.", nb="«{}» er satt to ganger; behold én.")
CONTROL = Words(
    en="The text holds a character that cannot be kept. Type it anew.",
    nb="Teksten inneholder et tegn som ikke kan lagres. Skriv den på nytt.",
)
ANSWER_FIRST = Words(
    en="Answer the question too, or leave out who judged, when and on what ground.",
    nb="Svar på spørsmålet også, eller ta bort hvem som vurderte, når og på hvilket grunnlag.",
)


class Misread(Exception):
    """What was typed cannot be read as an answer; ``words`` say why and what to do."""

    def __init__(self, words: Words, *told: object) -> None:
        self.words = Words(en=words.en.format(*told), nb=words.nb.format(*told))
        super().__init__(self.words.en)
