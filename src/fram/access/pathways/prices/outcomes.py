"""The ACCESS model of Medicare: a year of a patient by track, half of it held back until outcomes show.

Source: the CMS Innovation Center's rates by track, withheld share and rural add-on, as dated terms. The
payment goes to a participant enrolled in Medicare Part B, which may be the maker itself or a partner.
"""

from __future__ import annotations

from fram.access.pathways.prices.amount import (
    Amount,
    Numbers,
    Terms,
    believed,
    even_mix,
    laid_out,
    line,
    net_line,
    work,
)
from fram.access.pathways.prices.price import ATTAINED, NetPrice, NoPrice, PriceLine, Use
from fram.terms.estimate import Estimate, Reason

TRACK, FOLLOW_ON = "track_", "follow_on_"


def monthly_before_outcome(year: Numbers, *, withheld: Numbers) -> Numbers:
    """Return what is paid each month whatever the outcome, of a year's payment.

    >>> [float(monthly_before_outcome(year, withheld=0.5)) for year in (360, 420, 180)]
    [15.0, 17.5, 7.5]
    """
    return year * (1 - withheld) / 12


def year_with_outcome(
    year: Numbers, *, withheld: Numbers, attained: Numbers, rural: Numbers = 0.0
) -> Numbers:
    """Return a year's payment: the part paid monthly, the withheld part as far as attained, a rural add-on.

    Whether the add-on is withheld too was not read; it is added whole.

    >>> float(year_with_outcome(360, withheld=0.5, attained=0.8)), float(year_with_outcome(360, withheld=0.5,
    ...     attained=1.0, rural=15))
    (324.0, 375.0)
    """
    return year * (1 - withheld) + year * withheld * attained + rural


def access(terms: Terms, use: Use) -> NetPrice | NoPrice:
    """Return what a first year of one patient brings the participant; tracks are mixed where none is told."""
    names = [name for name in terms.parameters if name.startswith(TRACK) and terms.value(name)]
    chosen = [name for name in names if name.removeprefix(TRACK) in use.settled] or names
    figures = terms.needed("withheld", *(chosen or ["track"]))
    if isinstance(figures, NoPrice):
        return figures
    shared = (figures[0], use.attained or ATTAINED)
    lines = _shared_lines(shared, is_told=use.attained is not None)
    years: dict[str, Estimate] = {}
    stages: dict[str, Estimate] = {}
    typicals = []
    for name, figure in zip(chosen, figures[1:], strict=True):
        track = name.removeprefix(TRACK)
        year, shown = _year("", (*shared, figure), track=track)
        years[track] = believed(year, parts=(*shared, figure))
        typicals.append(year)
        lines += shown
        later = terms.value(FOLLOW_ON + track)
        if later is not None:
            year, shown = _year("follow-on-", (*shared, later), track=track)
            stages[f"follow-on-{track}"] = believed(year, parts=(*shared, later))
            lines += shown
    rural = terms.value("rural")
    lines += [] if rural is None else [line("rural", laid_out([rural])[0], note="not-in-net")]
    return NetPrice(
        currency=figures[1].unit, per="year", paid_to="partner", net=even_mix(list(years.values())),
        gross=even_mix(figures[1:]), lines=(*lines, net_line(typicals)),
        readings=years if len(years) > 1 else {}, stages=stages,
        because=_because(use, tracks=tuple(years)),
    )  # fmt: skip


def _shared_lines(shared: tuple[Estimate, Estimate], *, is_told: bool) -> list[PriceLine]:
    withheld, attained = laid_out(shared)
    return [line("withheld", withheld), line("attained", attained, note="" if is_told else "default")]


def _year(
    which: str, parts: tuple[Estimate, Estimate, Estimate], *, track: str
) -> tuple[Amount, list[PriceLine]]:
    """A year of one track with its lines: the rate, what comes each month before outcome, the year."""
    withheld, attained, rate = laid_out(parts)
    month = work(lambda y, w: monthly_before_outcome(y, withheld=w), rate, withheld)
    year = work(lambda y, w, a: year_with_outcome(y, withheld=w, attained=a), rate, withheld, attained)
    aside = "not-in-net" if which else ""
    kept = f"1 − {withheld.text} × (1 − {attained.text})"
    return year, [
        line(f"{which}rate:{track}", rate, note=aside),
        line(
            f"{which}monthly:{track}", month, how=f"{rate.text} × (1 − {withheld.text}) ÷ 12", note=aside
        ),
        line(
            f"{which}year:{track}", year, how=f"{rate.text} × ({kept})", note=aside,
            factor=1 - withheld.typical * (1 - attained.typical),
        ),
    ]  # fmt: skip


def _because(use: Use, *, tracks: tuple[str, ...]) -> tuple[Reason, ...]:
    found = [Reason.of("net-goes-to-partner")]
    if use.attained is None:
        found.append(Reason.of("net-attained-default"))
    if len(tracks) > 1:
        found.append(Reason.of("net-track-open", tracks=", ".join(tracks)))
    return tuple(found)
