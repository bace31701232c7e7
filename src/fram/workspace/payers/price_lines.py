"""A pathway's price in words: how it comes about, the sum line by line, and what is not settled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fram.access.pathways.prices import NetPrice, PriceLine
from fram.terms.citation import Confidence
from fram.terms.estimate import Estimate
from fram.terms.logic import Unknown
from fram.workspace.access.phrases import phrases
from fram.workspace.papers.access.gantt import Line, cited
from fram.workspace.papers.numerals import rounded
from fram.workspace.papers.phrases import in_unit
from fram.workspace.payers.telling import Teller
from fram.workspace.weighing.paying.payers import Payer

NUMBER = re.compile(r"\d+(?:\.\d+)?")


def price_lines(tell: Teller, one: Payer) -> Iterator[Line]:
    """Yield what is said of a price, the arithmetic of it, and each reading that nobody has settled."""
    yield Line(name="", text=one.pathway.price.says[tell.lang])
    price = one.price
    if isinstance(price, Unknown):
        return
    for line in price.lines:
        yield _line(tell, line)
    yield _net(tell, price)
    for name, found in {**price.readings, **price.stages}.items():
        yield Line(name=_reading(tell, name), text=_amount(tell, found, price))


def _net(tell: Teller, price: NetPrice) -> Line:
    cites = [cite for cite in price.net.cites if cite.read]
    notes = [tell.say(reason.key) for reason in price.because if reason.key in phrases("payers")]
    if price.paid_to != "maker":
        notes.insert(0, tell.say(f"paid-{price.paid_to}"))
    source = {"source": cited(cites[0]), "url": cites[0].url} if cites else {}
    return Line(
        name=tell.say("net"), text=tell.net(price), notes=tuple(dict.fromkeys(notes)),
        confidence=(price.net.confidence if cites else Confidence.UNCHECKED).value, **source,
    )  # fmt: skip


def _line(tell: Teller, line: PriceLine) -> Line:
    amount = in_unit([rounded(line.typical, 4)], line.unit, words=tell.words, exact=True)
    if line.low != line.high:
        amount += f" ({in_unit([line.low, line.high], line.unit, words=tell.words)})"
    name = tell.say(f"line-{line.key}")
    notes = (tell.say(f"note-{line.note}"),) if line.note else ()
    return Line(
        name=f"{name} {line.subject}".strip(), notes=notes,
        text=f"{_digits(tell, line.how)} = {amount}" if " " in line.how else amount,
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
