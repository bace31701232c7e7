"""Changes around a sale: gates that begin, and figures of public buying with a next value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from fram.access.gates import Gate, gates
from fram.access.watch.line import Line, Window
from fram.rules.parameter import Dated, Parameter
from fram.terms.logic import Truth
from fram.terms.product import ProductProfile

BINDS = {Truth.YES: "will-bind", Truth.UNKNOWN: "may-bind"}


def gate_changes(
    known: Iterable[Gate], *, profile: ProductProfile, markets: Iterable[str], window: Window
) -> Iterator[Line]:
    """Yield the gates that begin within the window and then bind the product, or may."""
    asked = tuple(markets)
    for gate in known:
        here = tuple(market for market in asked if market in gate.markets)
        if not here or gate.since not in window or gate.since is None:
            continue
        (check,) = gates(profile, known=[gate], market=here[0], on=gate.since).checks
        if check.binds is not Truth.NO:
            yield Line(
                id=gate.id, kind="gate", on=gate.since, markets=here, subject=gate.name,
                says=gate.needs or gate.note or gate.who, because=BINDS[check.binds], state="law",
                cite=gate.cite, confidence=gate.confidence, touches=check.binds, missing=check.missing,
            )  # fmt: skip


def next_values(
    parameters: Mapping[str, Parameter],
    *,
    labels: Mapping[str, Mapping[str, str]],
    markets: tuple[str, ...],
    window: Window,
) -> Iterator[Line]:
    """Yield the figures of public buying that change within the window: the old value and the new."""
    for name, parameter in parameters.items():
        for old, new in zip((None, *parameter.values), parameter.values, strict=False):
            if new.start in window:
                yield Line(
                    id=f"threshold.{name}", kind="threshold", on=new.start, markets=markets,
                    subject=labels[name], says=_both(old, new), because="public-buyer", state="law",
                    cite=new.cite, confidence=new.confidence, given={"unit": parameter.unit},
                )  # fmt: skip


def _both(old: Dated | None, new: Dated) -> dict[str, str]:
    told = f"{old.number:g} → {new.number:g}" if old else f"{new.number:g}"
    return {"en": told, "nb": told}
