"""A Bass curve told: p, q, m with their errors, the peak, and the periods to come; and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from fram.terms.reading import plain
from fram.workspace.loop.samples.adopted import Adoption
from fram.workspace.loop.samples.telling import Teller, columns, fitted_to_width

SCHEMA = "1.0"


def adoption_json(view: Adoption) -> str:
    """Return the curve as JSON text, keys sorted: ``p``, ``q``, ``m``, ``se``, ``peak``, ``ahead`` …"""
    fit, seen = view.fit, view.outlook
    p, q, m = fit.se
    answer = {
        "schema_version": SCHEMA, "form": view.form, "periods": len(view.sales), "sold": sum(view.sales),
        "p": fit.p, "q": fit.q, "m": fit.m, "se": {"p": p, "q": q, "m": m}, "rss": fit.rss,
        "peak": {"time": seen.peak_time, "rate": seen.peak_rate}, "noise": seen.noise,
        "at": {"time": view.at, "share": view.share}, "ahead": plain(seen.ahead),
        "regression_1969": dict(zip("pqm", view.regression, strict=True)) if view.regression else None,
    }  # fmt: skip
    return json.dumps(answer, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)


def adoption_text(view: Adoption, *, lang: str = "en") -> str:
    """Return the same in words for a terminal, in ``en`` or ``nb``."""
    tell = Teller.of(lang)
    sold = tell.numerals.exact(sum(view.sales))
    form = tell.say(f"b-form-{view.form}")
    parts = (
        [tell.say("b-title"), tell.say("b-stamp", periods=len(view.sales), total=sold, form=form)],
        [tell.say("s-figures"), *_figures(view, tell)],
        [tell.say("s-peak"), *_peak(view, tell)],
        [tell.say("s-ahead"), *_ahead(view, tell)],
        [tell.say("b-next")],
    )
    return fitted_to_width("\n\n".join("\n".join(part) for part in parts))


def _figures(view: Adoption, tell: Teller) -> Iterator[str]:
    for name, value, se in zip("pqm", (view.fit.p, view.fit.q, view.fit.m), view.fit.se, strict=True):
        yield f"  {name}  {tell.say(f'b-{name}', **tell.numbers(value=value, se=se))}"
    yield f"  {tell.say('b-errors')}"
    if view.regression:
        yield f"  {tell.say('b-old', **tell.numbers(**dict(zip('pqm', view.regression, strict=True))))}"


def _peak(view: Adoption, tell: Teller) -> Iterator[str]:
    seen = view.outlook
    key = "b-peak" if seen.peak_time > 0 else "b-falls"
    yield f"  {tell.say(key, time=tell.number(seen.peak_time), rate=tell.number(seen.peak_rate))}"
    yield f"  {tell.say('b-share', share=tell.share(view.share), time=tell.number(view.at))}"


def _ahead(view: Adoption, tell: Teller) -> Iterator[str]:
    head = (tell.say("h-period"), "P10", "P50", "P90", tell.say("h-share"))
    rows = [
        (
            str(one.period),
            *(tell.number(value) for value in (one.p10, one.p50, one.p90)),
            tell.share(one.share),
        )
        for one in view.outlook.ahead
    ]
    yield from columns(head, rows)
    yield f"  {tell.say('b-ahead', noise=tell.number(view.outlook.noise))}"
