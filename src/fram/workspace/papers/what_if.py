"""A change of a scenario as a reader says it, whatever paper it stands on."""

from __future__ import annotations

from collections.abc import Sequence

from fram.decide.model.inputs import INPUTS
from fram.decide.scenario.applied import Moved
from fram.decide.scenario.change import CHANNEL, COMPANY_NAMES, Change, parse_change
from fram.terms.errors import Refused
from fram.workspace.papers.charts.look import Table
from fram.workspace.papers.digest import tidy
from fram.workspace.papers.numerals import MINUS, SPACE
from fram.workspace.papers.phrases import in_unit
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord


def scenario_line(record: PlanRecord, *, words: Words) -> str:
    """Return what was set otherwise than in the company file, in one line; nothing for the base."""
    if record.scenario is None:
        return ""
    changes = "; ".join(change_text(text, words=words) for text in record.scenario.changes)
    name = tidy(record.scenario.name)
    return f"{name}: {changes}" if name else changes


def change_text(text: str, *, words: Words) -> str:
    """Return a change (``price=x0.9``, ``sales_cycle@DE=+3``) as a reader says it: ``Price × 0.9``."""
    change = read_change(text)
    if change is None:  # written by another version: shown as it stands
        return text
    own = {
        "cash_nok": words("report.cash-now"),
        "monthly_burn_nok": words("pdf.burn"),
        CHANNEL: words("pdf.channel"),
    }
    name = own.get(change.input) or words.named("input", change.input)
    place = f", {words.numerals.market(change.market)}" if change.market else ""
    return f"{name}{place} {_said(change, words)}"


def moved_text(moved: Sequence[Moved], market: str, *, words: Words) -> str:
    """Return how much of a market's mean value each change moved; nothing where none moved it."""
    money = words.numerals.money
    told = [(one.nok[market], change_text(one.change, words=words)) for one in moved if one.nok.get(market)]
    return ", ".join(f"{money(nok, signed=True)} ({change})" for nok, change in told)


def moved_table(moved: Sequence[Moved], *, words: Words) -> Table:
    """Return what each change moved of each market's mean value as a table."""
    name, money = words.numerals.market, words.numerals.money
    markets = dict.fromkeys(market for one in moved for market in one.nok)
    heads = [change_text(one.change, words=words) for one in moved]
    rows = ((name(m), *(money(one.nok.get(m, 0.0), signed=True) for one in moved)) for m in markets)
    return Table(head=(words("column.market"), *heads), rows=tuple(rows))


def read_change(text: str) -> Change | None:
    """Return a change as it was written, or None for one this version cannot read."""
    try:
        return parse_change(text)
    except Refused:
        return None


def _said(change: Change, words: Words) -> str:
    """What becomes of the value: ``× 0.9``, ``+ 3 months``, ``= 900 NOK``."""
    if change.input == CHANNEL:
        return f"={SPACE}{words.named('mode', change.word)}"
    if change.how == "times":
        return f"×{SPACE}{words.numerals.exact(change.amount)}"
    sign = "=" if change.how == "to" else MINUS if change.amount < 0 else "+"
    return f"{sign}{SPACE}{_so_much(change, words)}"


def _so_much(change: Change, words: Words) -> str:
    """An amount as it was stated; what is added to a share are percentage points."""
    if change.input in COMPANY_NAMES:
        return f"{words.numerals.exact(abs(change.amount) / 1e6)}{SPACE}MNOK"
    value = in_unit([abs(change.amount)], INPUTS[change.input].unit, words=words, exact=True)
    if change.how == "plus" and value.endswith("%"):
        return words("pdf.points", value=value.removesuffix("%").rstrip())
    return value
