"""The map of first approvals as a page that stands alone: the picture, the table, and the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from fram.access.openings.first import First
from fram.access.openings.opening import EASES
from fram.terms.jurisdiction import MARKETS
from fram.workspace.openings.mapped import Candidate, OpeningsMap
from fram.workspace.openings.names import Names
from fram.workspace.openings.text import changes, edge_text, edges_of, sentences
from fram.workspace.papers.charts.look import FONT, PALETTE
from fram.workspace.papers.numerals import Numerals
from fram.workspace.papers.report import report_style
from fram.workspace.plan_files import open_folder, write_together

NAMES, STEP, ROW, HEAD = 230, 21, 30, 46
"""Of the picture, in points: the column of names, one market, one approval, the codes on top."""


def write_openings_page(found: OpeningsMap, *, to: str | Path, lang: str = "en") -> Path:
    """Write the map as one HTML file and return its path. Same map and language: same bytes."""
    place = Path(to)
    folder = open_folder(place.parent)
    folder.mkdir(parents=True, exist_ok=True)
    return write_together(folder, {place.name: openings_html(found, lang=lang).encode()})[0]


def openings_html(found: OpeningsMap, *, lang: str = "en") -> str:
    """Return the map as a page: no script, no network."""
    names = Names(lang)
    title = names.say("title", product=found.product, company=found.company, day=found.on.isoformat())
    order = names.say(f"by-{found.ordered_by}", draws=found.draws)
    parts = [
        f"<h1>{escape(title)}</h1><p>{escape(order)}</p>",
        f'<div class="scroll">{picture(found, names)}</div>', _table(found, names),
        *(_list(_headed(each, names), sentences(each, names)) for each in found.candidates),
        _list(names.say("changes").capitalize(), changes(found, names)),
        _list(names.say("leaves-out").capitalize(), [names.say("leaves-out-text")]),
        _list(names.say("edges").capitalize(), [" ".join(edge_text(e, names)) for e in edges_of(found)]),
        f"<p><small>{escape(names.say('no-promise'))}</small></p>",
    ]  # fmt: skip
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
        f"<style>{report_style()}\nmain {{ padding-block: 2rem; }}</style></head>"
        f"<body><main>{''.join(parts)}</main></body></html>\n"
    )


def picture(found: OpeningsMap, names: Names) -> str:
    """Return the picture as SVG: a row for each approval, a column for each market it touches."""
    columns = [m for m in MARKETS if any(_mark(each, m) for each in found.candidates)]
    width, height = NAMES + STEP * len(columns) + 10, HEAD + ROW * len(found.candidates) + 8
    drawn = [_code(market, place) for place, market in enumerate(columns)]
    for row, each in enumerate(found.candidates):
        drawn += _row(each, row, columns, names, width=width)
    title, about = escape(names.say("picture")), escape(names.say("picture-text"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {width} {height}" '
        f'width="{width}" role="img" aria-labelledby="opens-title opens-desc" font-family="{FONT}" '
        f'font-size="12"><title id="opens-title">{title}</title><desc id="opens-desc">{about}</desc>'
        f"{''.join(drawn)}</svg><p><small>{about}</small></p>"
    )


def _code(market: str, place: int) -> str:
    x = NAMES + STEP * place + STEP // 2
    return (
        f'<text x="{x}" y="{HEAD - 14}" text-anchor="middle" font-size="10" fill="{_colour("muted")}">'
        f"{market}</text>"
    )


def _row(each: Candidate, row: int, columns: Iterable[str], names: Names, *, width: int) -> Iterator[str]:
    y = HEAD + ROW * row + ROW // 2
    if row % 2 == 0:
        yield f'<rect x="0" y="{y - ROW // 2}" width="{width}" height="{ROW}" fill="{_colour("band")}"/>'
    yield f'<text x="4" y="{y + 4}" fill="{_colour("ink")}">{escape(_headed(each, names))}</text>'
    for at, market in enumerate(columns):
        x, mark = NAMES + STEP * at + STEP // 2, _mark(each, market)
        if mark:
            told = escape(f"{names.place(market)}: {names.say(mark)}")
            yield f"<g><title>{told}</title>{_sign(mark, x, y)}</g>"


def _mark(each: Candidate, market: str) -> str:
    """What an approval does for a market, as a key of the words; empty for nothing."""
    first: First = each.first
    if market in first.own:
        return "own"
    return next((one.effect for one in first.helped if one.place == market), "")


def _sign(mark: str, x: int, y: int) -> str:
    if mark in ("own", "accepts"):
        return f'<circle cx="{x}" cy="{y}" r="7" fill="{_colour("go")}"/>'
    if mark in EASES:
        half = f"M{x},{y - 7}A7,7 0 0 0 {x},{y + 7}Z"
        ring = f'<circle cx="{x}" cy="{y}" r="6.5" fill="none" stroke="{_colour("find-out")}"/>'
        return f'<path d="{half}" fill="{_colour("find-out")}"/>{ring}'
    if mark == "inspection":
        return f'<circle cx="{x}" cy="{y}" r="3" fill="{_colour("strong")}"/>'
    dashes = 'stroke-dasharray="2 2"'
    return f'<circle cx="{x}" cy="{y}" r="6.5" fill="none" stroke="{_colour("not-now")}" {dashes}/>'


def _colour(name: str) -> str:
    return f"var(--{name},{PALETTE[name]})"


def _table(found: OpeningsMap, names: Names) -> str:
    head = ("approval", "road", "chance", "cost", "worth")
    top = "".join(f'<th scope="col">{escape(names.say(f"column-{key}"))}</th>' for key in head)
    rows = "".join(_cells(each, names) for each in found.ranked)
    return f'<div class="scroll"><table><thead><tr>{top}</tr></thead><tbody>{rows}</tbody></table></div>'


def _cells(each: Candidate, names: Names) -> str:
    at, nothing = each.worth.range if each.worth else None, names.say("nothing")
    points = Numerals(lang=names.lang).money_points((at.p10, at.p50, at.p90)) if at else nothing
    cells = (names.months(each.months), names.share(each.chance), names.cost(each.cost), points)
    told = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr><th scope="row">{escape(_headed(each, names))}</th>{told}</tr>'


def _headed(each: Candidate, names: Names) -> str:
    return f"{each.place}. {names.candidate(each)}" if each.place else names.candidate(each)


def _list(title: str, lines: Iterable[str]) -> str:
    rows = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<section><h2>{escape(title)}</h2><ul>{rows}</ul></section>"
