"""A launch's account on paper: value, costs line by line, the price on its way, ten years, what turns it."""

from __future__ import annotations

import re

from fram.decide.ledger import CostLine
from fram.decide.plan import MarketPlan
from fram.workspace.papers.account import Account
from fram.workspace.papers.charts.look import PALETTE
from fram.workspace.papers.charts.years import HEIGHT, TenYears
from fram.workspace.papers.listing import Row, row_of
from fram.workspace.papers.printed.sheets.blocks import (
    Block,
    Cell,
    heading,
    millions,
    paragraph,
    picture,
    table,
    thousands,
)
from fram.workspace.papers.printed.sheets.paper import Paper

MONTHLY = ("team", "market")
"""Phases of which every month costs; all others are paid once."""
WEAK = ("default", "unchecked")
"""Origins and confidences that are marked: nobody stands behind the number yet."""
WIDE, TALL, EDGE, HEAD, FOOT = 300.0, 130.0, 26.0, 4.0, 14.0
"""Size of the drawing of ten years, and the room in it beside, above and below the bars."""
LOOKS = {
    "grid": f'stroke="{PALETTE["line"]}" stroke-width=".7"', "income": f'fill="{PALETTE["soft"]}"',
    "costs": f'fill="{PALETTE["not-now"]}"', "zero": f'stroke="{PALETTE["ink"]}" stroke-width=".8"',
    "range": f'stroke="{PALETTE["strong"]}" stroke-width="1.8" stroke-linecap="round"',
    "net": f'stroke="{PALETTE["strong"]}" stroke-width="6.5" stroke-linecap="round"',
}  # fmt: skip

KINDS = {"income": "soft", "costs": "not-now", "net": "strong"}
"""What the drawing of ten years tells apart, by colour."""

_STEP = re.compile(r"([MhV])(-?[\d.]+)(?: (-?[\d.]+))?")


def worth(line: MarketPlan, paper: Paper) -> Block:
    """Return value, peak cash and what is spent until the first sale, in MNOK."""
    words, result = paper.words, line.result
    shown = [(words("figure.value"), result.npv, True), (words("figure.cash-need"), result.cash_need, False)]
    shown += [
        (words.named("figure", f"cost-{kind}"), at, False) for kind, at in line.ledger.before_sale.items()
    ]
    rows: list[list[Cell]] = [
        [{"text": name, "strong": signed}, *millions(at, numerals=words.numerals, signed=signed)]
        for name, at, signed in shown
    ]
    return table([["MNOK", "P10", "P50", "P90"]], rows, widths=(1, 0, 0, 0), left=(0,))


def costs(line: MarketPlan, paper: Paper) -> list[Block]:
    """Return every cost in kNOK, those paid once before those of a month, and what costs nothing here."""
    words, account = paper.words, paper.pages[line.result.market].account
    paid = [cost for cost in line.ledger.lines if cost.amount.p90 >= 0.5]
    shared = {cost.kind: cost.shared for group in account.groups for cost in group.costs}
    kinds = {
        words("pdf.once"): [cost for cost in paid if cost.phase not in MONTHLY],
        words("pdf.a-month"): [cost for cost in paid if cost.phase in MONTHLY],
    }
    rows: list[list[Cell]] = []
    for title, group in ((title, group) for title, group in kinds.items() if group):
        rows += [[{"text": title, "quiet": True}, "", "", ""]]
        rows += [_cost(cost, shared.get(cost.kind, ""), paper) for cost in group]
    idle = [paragraph(words("account.idle", kinds=account.idle), look="small")] if account.idle else []
    head = [words("pdf.knok"), "P10", "P50", "P90"]
    return [
        heading(words("account.costs"), level=3), table([head], rows, widths=(1, 0, 0, 0), left=(0,)), *idle,
    ]  # fmt: skip


def _cost(cost: CostLine, shared: str, paper: Paper) -> list[Cell]:
    words = paper.words
    name: Cell = {"text": words(f"cost.{cost.kind}"), "note": f"({shared})" if shared else ""}
    return [name, *thousands(cost.amount, numerals=words.numerals)]


def price(account: Account) -> list[Block]:
    """Return one unit's price on its way from the list to what is left of it, on one line."""
    head = [name if not number else f"→ {name}" for number, (name, _) in enumerate(account.prices.rows)]
    shown = [value for _, value in account.prices.rows]
    widths = [max(len(value), len(name) // 2) for name, value in zip(head, shown, strict=True)]
    return [
        heading(account.price_of, level=3), table([head], [shown], widths=widths, left=range(len(head))),
    ]  # fmt: skip


def turns(line: MarketPlan, paper: Paper, *, short: bool = False) -> list[Block]:
    """Return the inputs a market hangs on and where it pays; unless ``short`` also their share and origin."""
    words, plan = paper.words, paper.record.plan
    told = paper.pages[line.result.market].account.turns
    if not told:
        return []
    rows: list[list[Cell]] = []
    for turn, swing in zip(told, line.break_even, strict=True):
        row = row_of(plan.assumptions.get(swing.assumption.id, swing.assumption), paper.record, words=words)
        name: Cell = {"text": turn.name, "flag": short and _is_weak(row)}
        share = line.shares.get(swing.assumption.name)
        held = "–" if share is None else words.numerals.chance(share)
        rows.append([name, turn.believed, turn.pays, *(() if short else (held, origin(row)))])
    head: list[Cell] = [words("column.input"), words("account.believed"), words("account.pays")]
    if not short:
        head += [words("pdf.share"), words("column.origin")]
    widths = (7, 5, 6) if short else (8, 6, 7, 3, 6)
    return [heading(words("account.turns"), level=3), table([head], rows, widths=widths, left=(0, 4))]


def origin(row: Row) -> Cell:
    """Return where a number comes from and how sure we are, marked where nobody stands behind it."""
    text = ", ".join(word for word in (row.origin_word, row.confidence_word) if word)
    return {"text": text, "flag": _is_weak(row)}


def _is_weak(row: Row) -> bool:
    return row.origin in WEAK or row.confidence in WEAK


# --- ten years --------------------------------------------------------------------------------------


def ten_years(account: Account, paper: Paper, *, short: bool = False) -> list[Block]:
    """Return the picture of ten years, told in words too; ``short`` leaves out how to read it."""
    words, found = paper.words, account.years
    told = "; ".join(f"{row[0]} {row[-1]}" for row in found.table.rows)
    alt = f"{found.title}. {words('years.net')}, MNOK, P10 / P50 / P90: {told}"
    marks = [{"mark": mark, "text": words(f"years.{kind}")} for kind, mark in KINDS.items()]
    how = "" if short else words("pdf.years-how")
    shown = picture(drawing(found), finding=found.title, alt=alt, note=how, width=130 if short else 100)
    return [heading(words("account.years"), level=3), shown | {"marks": marks}]


def drawing(found: TenYears) -> str:
    """Return ten years as SVG: the shapes of the report's picture, stretched, with the axes lettered."""
    across, down = (WIDE - EDGE) / found.width, (TALL - HEAD - FOOT) / HEIGHT
    shapes = "".join(
        f'<path d="{_stretched(path, across, down)}" {LOOKS[name]}/>' for name, path in found.paths if path
    )
    sides = "".join(_text(tick.name, EDGE - 4, HEAD + tick.place * down + 3, "end") for tick in found.amounts)
    below = "".join(
        _text(tick.name, EDGE + tick.place * (WIDE - EDGE) / 100, TALL - 2, "middle") for tick in found.ends
    )
    view = f'viewBox="0 0 {WIDE:g} {TALL:g}" width="{WIDE:g}" height="{TALL:g}"'
    body = f'<g transform="translate({EDGE:g} {HEAD:g})" fill="none">{shapes}</g>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {view}>{body}{sides}{below}</svg>'


def _text(text: str, x: float, y: float, anchor: str) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} font-family="Arial" font-size="9" fill="{PALETTE["muted"]}">{text}</text>'


def _stretched(path: str, across: float, down: float) -> str:
    """A path of the report's picture in the paper's size: strokes keep their width, dots stay round."""

    def placed(found: re.Match[str]) -> str:
        step, first, second = found.groups()
        if step == "M":
            return f"M{float(first) * across:.1f} {float(second) * down:.1f}"
        if step == "V":
            return f"V{float(first) * down:.1f}"
        return f"h{float(first) * across or 0.01:.2f}"  # a step of no length has no ends to be rounded

    return _STEP.sub(placed, path)
