"""Write docs/inputs.md out of the code: ``python -m tools.inputs_page``. A test holds the two together."""

from __future__ import annotations

from pathlib import Path

from fram.decide.model.inputs import DEFAULTS_BY_UNIT, INPUTS, Input
from fram.decide.model.sampling import quantile
from fram.terms.dist import Dist, Fixed
from fram.workspace.papers.words import Words

PAGE = Path(__file__).resolve().parent.parent / "docs" / "inputs.md"
STATED = "company file"
CITED = "knowledge"
FILLED_FROM = {
    **dict.fromkeys(
        (
            *("price", "cost_to_serve", "months_used", "units_per_site", "wins_a_year", "uses_per_month"),
            "channel_margin",
            *("preparation_months", "approval_cost"),  # nothing is left of either where the approval is held
        ),
        STATED,
    ),
    **dict.fromkeys(
        (
            *("approval_months", "approval_chance"),
            *("reach", "price_level", "gate_months", "gate_cost"),
            *("payment_months", "payment_chance", "sales_cycle"),
        ),
        CITED,
    ),
}
"""What may take the place of a default today. An input that is not here is a default in every plan."""

COLUMNS = ("| input | what it is | default | unit | filled from | who knows |", "|---|---|---|---|---|---|")
HEADS = {
    "product": ("The product", "One draw for all markets: a mistake here moves every market together."),
    "regime": ("The regime", "One draw for all markets under a regime, such as the 17 of `eu-mdr`."),
    "market": ("The market", "A draw of its own for each market."),
}
OPENING = """\
# The inputs of a plan

<!-- Made by `.venv/bin/python -m tools.inputs_page` from src/fram/decide/model/inputs.py: change that. -->

A plan rests on these {count} inputs. The default is what Fram uses where nobody knows: wide on purpose, ours,
and marked as a default wherever it is shown. It is given as P10 / P50 / P90. *Filled from* says what can take
its place today; {never} inputs are a default in every plan. An `[[expected]]` entry of the
[company file](company-file.md) can take the place of any. [The method](method.md) says how they are used.
"""


def page() -> str:
    """Return the page as Markdown, from the table of inputs and the words of the papers."""
    never = sum(name not in FILLED_FROM for name in INPUTS)
    parts = [OPENING.format(count=len(INPUTS), never=never)]
    for scope, (title, lead) in HEADS.items():
        rows = [_row(item) for item in INPUTS.values() if item.scope == scope]
        parts.append("\n".join([f"## {title}\n\n{lead}\n", *COLUMNS, *rows, ""]))
    return "\n".join([*parts, _by_unit()])


def _row(item: Input) -> str:
    words = Words("en")
    who = words.count(f"ask.{item.ask}", item.count)
    how = words(f"method.{item.method}")
    cells = (
        f"`{item.name}`", words(f"input.{item.name}.means"), _points(item.default), item.unit,
        FILLED_FROM.get(item.name, "—"), f"{who}: {how}, {item.days} days, {item.cost_nok / 1000:g} kNOK",
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _points(dist: Dist) -> str:
    if isinstance(dist, Fixed):
        return f"{dist.value:g}"
    return " / ".join(_short(float(quantile(dist, p)[0])) for p in (0.1, 0.5, 0.9))


def _short(value: float) -> str:
    """Two digits, thousands with a comma."""
    rounded = float(f"{value:.2g}")
    return f"{rounded:,.0f}" if abs(rounded) >= 100 else f"{rounded:g}"


def _by_unit() -> str:
    rows = [
        f"| {unit} | `{name}` | {_points(dist)} |"
        for unit, dists in DEFAULTS_BY_UNIT.items()
        for name, dist in dists.items()
    ]
    lead = "Few of many people take a thing up, and small buyers are won faster than large ones."
    return "\n".join([
        f"## Defaults that differ by unit of sale\n\n{lead}\n",
        "| unit of sale | input | default |", "|---|---|---|", *rows, "",
    ])  # fmt: skip


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(PAGE.parents[1])}")
