"""The board page as plain text: one screen, the verdict first."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fram.workspace.papers.digest import Ask, Digest, Later, digest, some_names
from fram.workspace.papers.flags import Warned
from fram.workspace.papers.telling.typed import TypedFile
from fram.workspace.papers.what_if import scenario_line
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

if TYPE_CHECKING:
    from rich.console import Console

WIDTH, MOST_LINES = 100, 40
LABEL = 15
NAMES = 21
MOST_TWICE = 1
"""Risks counted twice that fit the screen; the report names all."""
STYLES = {
    "go": "bold green4", "find-out": "bold dark_orange3", "not-now": "bold grey50", "title": "bold",
    "label": "bold", "": "",
}  # fmt: skip
"""Colours of the labels on a terminal; the words say the same without them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page: a label (may be empty), what stands beside it, and what the label means."""

    label: str
    text: str
    style: str = ""
    wide: bool = False


def board(record: PlanRecord, *, lang: str, typed: TypedFile | None = None) -> str:
    """Return the board page in ``lang`` (``en`` or ``nb``): at most 40 lines of at most 100 characters.

    ``typed``: its file as a terminal names it; a command is never broken, however long that is.
    """
    lines = _lines(record, lang, typed)
    return "\n".join(_plain(line) for line in lines) + "\n"


def print_board(record: PlanRecord, *, lang: str, console: Console, typed: TypedFile | None = None) -> None:
    """Print the board page; on a terminal its labels are coloured, elsewhere it is the plain text."""
    from rich.text import Text

    for line in _lines(record, lang, typed):
        plain = _plain(line)
        text = Text(plain)
        if line.style and console.is_terminal:
            text.stylize(STYLES[line.style], 0, len(plain) if line.wide else len(line.label))
        console.print(text, soft_wrap=True, highlight=False)


def _plain(line: Line) -> str:
    if line.wide:
        return line.text
    return f"{line.label:<{LABEL}}{line.text}".rstrip()


def _lines(record: PlanRecord, lang: str, typed: TypedFile | None) -> list[Line]:
    words = Words(lang)
    page = digest(record, words=words, typed=typed)
    what_if = scenario_line(record, words=words)
    says = list(_wrapped(words("board.what-if"), what_if, "label", most=2))
    title, *lines = _page(page, words)
    if 1 + len(says) + len(lines) > MOST_LINES:
        title, *lines = _page(_brief(page, words), words)
    return [title, *says, *lines]


def _page(page: Digest, words: Words) -> list[Line]:
    return [
        Line("", _two_ends(page.title, page.stamp), "title", True), *_cash(page, words), Line("", ""),
        *_go(page, words), *_find_out(page, words), *_not_now(page, words), Line("", ""),
        *_footing(page, words),
    ]  # fmt: skip


def _brief(page: Digest, words: Words) -> Digest:
    """The same page where it would not fit the screen: whom the warnings concern, and where they stand."""

    def shorter(found: Sequence[Warned]) -> tuple[Warned, ...]:
        markets = tuple(dict.fromkeys(market for one in found for market in one.markets))
        one = Warned(markets=markets, names=words.names(markets), text=words("board.see-report"))
        return (one,) if found else ()

    return replace(page, go_warned=shorter(page.go_warned), asks_warned=shorter(page.asks_warned), twice=())


def _two_ends(left: str, right: str) -> str:
    """One at the left edge, one at the right; the left one gives way."""
    room = WIDTH - len(right) - 2
    left = left if len(left) <= room else left[: room - 1] + "…"
    return f"{left}{right:>{WIDTH - len(left)}}"


def _cash(page: Digest, words: Words) -> Iterator[Line]:
    ends, now = page.cash_ends, page.cash_now
    gap = WIDTH - LABEL - len(ends)
    if len(now) + 3 <= gap:
        yield Line(words("board.cash"), f"{ends}{now:>{gap}}", "label")
    else:
        yield Line(words("board.cash"), ends, "label")
        yield Line("", now)
    if page.cash_ends_with_go:
        yield Line(f"  {words('board.cash-with-go')}", page.cash_ends_with_go)
    yield from _wrapped(words("board.under-way"), page.under_way, "label")


def _named(label: str, style: str, names: str, text: str) -> Iterator[Line]:
    """Names in one column and what is said of them in the next, or below where they do not fit."""
    if len(names) < NAMES and len(text) <= WIDTH - LABEL - NAMES:
        yield Line(label, f"{names:<{NAMES}}{text}", style)
        return
    yield from _wrapped(label, names, style)
    yield from _wrapped("", text)


def _wrapped(label: str, text: str, style: str = "", *, most: int = 3) -> Iterator[Line]:
    """A text broken into at most so many lines beside its label."""
    if not text:
        return
    broken = textwrap.wrap(
        text, WIDTH - LABEL, max_lines=most, placeholder=" …", break_long_words=True, break_on_hyphens=False
    )
    for number, part in enumerate(broken):
        yield Line("" if number else label, part, "" if number else style)


def _go(page: Digest, words: Words) -> Iterator[Line]:
    label = words("verdict.go").upper()
    if not page.go:
        yield Line(label, words("board.none"), "go")
        for sentence in page.no_go:
            yield from _wrapped("", sentence, most=4)
        return
    yield from _named(label, "go", ", ".join(entry.name for entry in page.go), page.tier_note)
    for entry in page.go:
        alone = words("board.points", points=f"{words('board.value')} {entry.value}")
        value = alone if len(page.go) == 1 else f"{entry.name}: {entry.value}"
        figures = [value, words("board.loss", chance=entry.loss)]
        yield from _wrapped("", " · ".join([*figures, words("board.first-sale", month=entry.first_sale)]))
    for reason in dict.fromkeys(entry.because for entry in page.go):
        whose = ", ".join(entry.name for entry in page.go if entry.because == reason)
        is_shared = all(entry.because == reason for entry in page.go)
        yield from _wrapped("", ("" if is_shared else f"{whose}: ") + words("board.because", reason=reason))
    for entry in page.go:
        if entry.starts:
            yield from _wrapped("", entry.starts if len(page.go) == 1 else f"{entry.name}: {entry.starts}")
    yield from _warnings(page.go_warned, words)


def _find_out(page: Digest, words: Words) -> Iterator[Line]:
    label = words("verdict.find-out").upper()
    for number, entry in enumerate(page.asks):
        yield from _asked(entry, "" if number else label, "" if number else "find-out")
    yield from _warnings(page.asks_warned, words)
    if page.ask_first:
        yield from _asked(page.ask_first, words("board.ask-first"), "label")


def _warnings(found: Iterable[Warned], words: Words) -> Iterator[Line]:
    """What must be known before trusting the figures above, each warning on one or two lines."""
    for one in found:
        yield from _wrapped(
            "",
            words("board.warning", markets=words.names(one.markets, inside=True), warning=one.text),
            most=2,
        )


def _asked(entry: Ask, label: str, style: str) -> Iterator[Line]:
    yield from _named(label, style, entry.name, entry.worth)
    yield from _wrapped("", f"{entry.how} · {entry.changes}")


def _not_now(page: Digest, words: Words) -> Iterator[Line]:
    label = words("verdict.not-now").upper()
    for number, group in enumerate(page.later):
        here, style = ("", "") if number else (label, "not-now")
        if len(group.markets) == 1:
            yield from _named(here, style, group.names, group.trigger)
        else:
            yield from _wrapped(here, _fitting(group, words), style)


def _fitting(group: Later, words: Words) -> str:
    """The markets and their trigger on at most two lines: names give way, the trigger does not."""
    texts = (
        f"{some_names(group.markets, most=most, words=words)}: {group.trigger}"
        for most in range(len(group.markets), 0, -1)
    )
    return next((text for text in texts if len(textwrap.wrap(text, WIDTH - LABEL)) <= 2), group.trigger)


def _footing(page: Digest, words: Words) -> Iterator[Line]:
    yield Line("", f"{words('board.at-risk', month=page.decision)}   {page.at_risk}", "", True)
    yield from _wrapped(words("board.rests"), page.rests, "label")
    for finding in page.twice[:MOST_TWICE]:
        yield from _wrapped("", finding, most=2)
    if page.read_order:
        yield from _wrapped("", words("board.read-order", order=page.read_order), most=1)
    step = f"{page.command}   {page.command_why}"
    if len(step) <= WIDTH - LABEL:
        yield Line(words("board.next"), step, "label")
        return
    yield Line(words("board.next"), page.command, "label")  # whole, however long: it is pasted
    yield from _wrapped("", page.command_why)
