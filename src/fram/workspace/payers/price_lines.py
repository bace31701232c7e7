"""A pathway's price in words: how it comes about, the sum line by line, and what is not settled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from fram.access.pathways.prices import NetPrice, NoPrice, PriceLine
from fram.terms.citation import Citation, Confidence
from fram.terms.estimate import Estimate, Reason
from fram.workspace.access.phrases import phrases
from fram.workspace.papers.access.gantt import Line, cited, short
from fram.workspace.papers.numerals import rounded
from fram.workspace.papers.phrases import in_unit
from fram.workspace.payers.telling import Teller
from fram.workspace.weighing.paying.payers import Way

NUMBER = re.compile(r"\d+(?:\.\d+)?")


def price_lines(tell: Teller, one: Way) -> Iterator[Line]:
    """Yield what is said of a price, the arithmetic of it, and each reading that nobody has settled.

    Where there is no net price: what of the rule can be shown, and why.
    """
    yield Line(name="", text=one.pathway.price.says[tell.lang])
    price = one.price
    for line in price.lines:
        yield _line(tell, line)
    if isinstance(price, NoPrice):
        notes = price_notes(tell, price.because)
        yield Line(name=tell.say("net"), text=tell.say(price.key), notes=notes)
        return
    yield _net(tell, price)
    for name, found in {**price.readings, **price.stages}.items():
        yield Line(
            name=_reading(tell, name), text=_amount(tell, found, price),
            notes=price_notes(tell, found.because), **_read(found.confidence, _first(found), name=short),
        )  # fmt: skip


def _net(tell: Teller, price: NetPrice) -> Line:
    notes = price_notes(tell, (*price.because, *price.net.because))
    if price.paid_to != "maker":
        notes = (tell.say(f"paid-{price.paid_to}"), *notes)
    return Line(
        name=tell.say("net"), text=tell.net(price), notes=notes,
        **_read(price.net.confidence, _first(price.net), name=cited),
    )  # fmt: skip


def price_notes(tell: Teller, because: Iterable[Reason]) -> tuple[str, ...]:
    """Return what is to be said of a price, once each."""
    known = phrases("payers")
    return tuple(dict.fromkeys(tell.say(reason.key) for reason in because if reason.key in known))


def _first(found: Estimate) -> Citation | None:
    return found.cites[0] if found.cites else None


def _read(
    confidence: Confidence, cite: Citation | None, *, name: Callable[[Citation], str]
) -> dict[str, str]:
    """How far a figure was read, and where: for a line."""
    source = {"source": name(cite), "url": cite.url} if cite else {}
    return {"confidence": confidence.value, **source}


def _line(tell: Teller, line: PriceLine) -> Line:
    amount = in_unit([rounded(line.typical, 4)], line.unit, words=tell.words, exact=True)
    if line.low != line.high:
        amount += f" ({in_unit([line.low, line.high], line.unit, words=tell.words)})"
    name = tell.say(f"line-{line.key}")
    notes = (tell.say(f"note-{line.note}"),) if line.note else ()
    return Line(
        name=f"{name} {line.subject}".strip(), notes=notes,
        text=f"{_digits(tell, line.how)} = {amount}" if " " in line.how else amount,
        **_read(line.confidence, line.cite, name=short),
    )  # fmt: skip


def _reading(tell: Teller, name: str) -> str:
    known = phrases("payers")
    key = f"reading-{name}"
    if key in known:
        return tell.say(key)
    base = next((word for word in ("follow-on", "first-year", "with-support") if name.startswith(word)), "")
    subject = name.removeprefix(base).strip("-")
    return f"{tell.say(f'reading-{base}')} {subject}".strip() if base else name


def _amount(tell: Teller, found: Estimate, price: NetPrice) -> str:
    return f"{tell.amount(found, price.currency)} {tell.per(price)}"


def _digits(tell: Teller, how: str) -> str:
    """The arithmetic with its numbers as the reader writes them, to as many digits as a person redoes."""
    return NUMBER.sub(lambda found: tell.words.numerals.exact(rounded(float(found.group()), 5)), how)
