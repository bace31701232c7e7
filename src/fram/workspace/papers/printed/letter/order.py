"""The sections of the memo on the launch sequence and the runway: when, until when, and with how much."""

from __future__ import annotations

from fram.workspace.papers.charts.look import Picture
from fram.workspace.papers.loop.pictures import sequence_picture
from fram.workspace.papers.loop.runway import runway_section
from fram.workspace.papers.loop.sequence import markets_in, sequence_section
from fram.workspace.papers.printed.letter.tables import Listing
from fram.workspace.papers.printed.letter.writer import Letter
from fram.workspace.papers.printed.office import clean
from fram.workspace.papers.printed.stops import stop_table

MOST_STOPS, MOST_WAITING, LONGEST = 4, 4, 120
"""Rows of the tables, and letters of the markets named in one."""
FEW, SMALL = 4, 0.75
"""Launches whose picture has its usual width; the part of it that a taller one takes, and one more beside."""


def order(letter: Letter) -> None:
    """Add what to launch and when, with its picture, and when to stop each; nothing for an older plan."""
    words, told = letter.words, sequence_section(letter.record, words=letter.words)
    if told is None:
        return
    letter.heading(words("section.sequence"))
    for text in told.verdict:
        letter.paragraph(text)
    found = sequence_picture(letter.record, words=words)
    if found:
        draw(letter, found, wide=1.0 if len(found.table.rows) <= FEW else SMALL)
    stops = stop_table(letter.record, words=words)
    if stops:
        letter.table(
            Listing(
                head=stops.head, rows=stops.rows[:MOST_STOPS], widths=(2.4, 1.9, 2.0, 3.0, 2.0, 2.0, 3.1),
                right=(4, 5, 6), describe=words("sequence.stops"),
            )
        )  # fmt: skip
        more = words.count("deck.more-rows", len(stops.rows) - MOST_STOPS)
        told_more = f"{more}. " if len(stops.rows) > MOST_STOPS else ""
        letter.paragraph(f"{told_more}{words('stops.how')}", style="Memo small")
    letter.paragraph(told.rests[-1], style="Memo small")


def draw(letter: Letter, found: Picture, *, wide: float = 1.0) -> None:
    """Add a picture, drawn now: its finding above it; ``wide``: the part of its usual width."""
    import vl_convert  # starts a JavaScript engine: only where something is drawn

    spec = {**found.specs["wide"], "background": "white"}
    png: bytes = vl_convert.vegalite_to_png(spec, scale=1.25)  # near 180 points an inch on paper
    letter.picture(png, title=found.title, alt=f"{found.title}. {found.summary}", wide=wide)


def waiting(letter: Letter) -> bool:
    """Add what is not now and what would bring it in; return False where the plan keeps no sequence."""
    told = sequence_section(letter.record, words=letter.words)
    found = next((one for one in told.tables if one.key == "waiting"), None) if told else None
    if found is None:
        return False
    rows = [(clean(names, most=LONGEST), *rest) for names, *rest in found.table.rows[:MOST_WAITING]]
    more = markets_in(found.table.rows[MOST_WAITING:])
    if more:
        rows.append((letter.words.count("deck.more-markets", more), "", letter.words("deck.later-rest")))
    letter.heading(found.title)
    letter.table(Listing(head=found.table.head, rows=rows, widths=(4.0, 4.2, 8.0), describe=found.title))
    return True


def runway(letter: Letter) -> bool:
    """Add when cash ends, when to raise and how much; return False where the plan keeps no runway."""
    told = runway_section(letter.record, words=letter.words)
    if told is None:
        return False
    letter.heading(letter.words("section.runway"))
    letter.paragraph(" ".join(told.said))
    columns = len(told.amounts.head)
    letter.table(
        Listing(
            head=told.amounts.head, rows=told.amounts.rows, widths=(5.6, 4.4, *[2.2] * (columns - 2)),
            right=range(2, columns), describe=told.title,
        )
    )  # fmt: skip
    letter.paragraph(told.money)
    letter.paragraph(told.small, style="Memo small")
    return True
