"""Write docs/inputs.md out of the code: ``python -m tools.inputs_page``. A test holds the two together."""

from __future__ import annotations

from pathlib import Path

from fram.decide.model.inputs import DEFAULTS_BY_UNIT, FACTORS, INPUTS, Input, When
from fram.decide.model.sampling import quantile
from fram.terms.dist import Dist, Fixed
from fram.workspace.papers.words import Words

PAGE = Path(__file__).resolve().parent.parent / "docs" / "inputs.md"
STATED = "company file"
CITED = "knowledge"
FILLED_FROM = {
    **dict.fromkeys(
        (
            *("price", "cost_to_serve", "saving", "health_gain", "outcome_share", "goods_share"),
            *("months_used", "uses_per_month", "units_per_site", "channel_margin"),
            *("wins_a_year", "contacts_a_month", "pilot_share", "win_share", "churn", "bass_p", "bass_q"),
            *("preparation_months", "approval_cost", "upkeep"),  # nothing is left where the approval is held
            "evidence_months",  # nor where the studies are there that the pathway asks for
        ),
        STATED,
    ),
    **dict.fromkeys(
        (
            *("approval_months", "approval_chance"),
            *("reach", "diagnosed_share", "price_level", "gate_months", "gate_cost", "firm_cost"),
            *("payment_months", "payment_chance", "sales_cycle", "wtp", "tariff"),
            *("employer_cost", "payment_days", "vat_rate", "duty"),
        ),
        CITED,
    ),
}
"""What may take the place of a default today. An input that is not here is a default in every plan."""

WHEN: dict[When, str] = {
    "": "always",
    "bass": "patients or practices buy",
    "funnel": "others than patients and practices buy",
    "stock": "others than patients buy",
    "sites": "others than patients buy",
    "course": "patients buy, and not once for all",
    "payer": "a payer must decide",
    "tariff": "a payer decides and sets the price",
    "firm": "a certificate of the whole firm is asked for",
    "goods": "hardware is shipped",
    "distributor": "a distributor sells",
    "partner": "a partner sells",
    "outcome": "the price is linked to the outcome",
    "per-use": "the price is paid per use",
    "saving": "a saving is stated",
    "gain": "a health gain is stated and patients buy",
    "people": "patients buy",
}
"""What must hold for an input to be used, as words after "used where"."""

COLUMNS = (
    "| input | what it is | used where | default | unit | filled from | who knows |",
    "|---|---|---|---|---|---|---|",
)
HEADS = {
    "product": ("The product", "One draw for all markets: a mistake here moves every market together."),
    "regime": ("The regime", "One draw for all markets under a regime, such as the 17 of `eu-mdr`."),
    "market": ("The market", "A draw of its own for each market."),
}
PLACES = {"product": "all markets alike", "regime": "each regime", "market": "each market"}
OPENING = """\
# The inputs of a plan

<!-- Made by `.venv/bin/python -m tools.inputs_page` from src/fram/decide/model/inputs.py: change that. -->

A plan rests on these {count} inputs. The default is what Fram uses where nobody knows: wide on purpose, ours,
and marked as a default wherever it is shown. It is given as P10 / P50 / P90. *Filled from* says what can take
its place today; {never} inputs are a default in every plan. An `[[expected]]` entry of the
[company file](company-file.md) can take the place of any. [The method](method.md) says how they are used.
Not every plan uses all: *used where* says what must hold.
"""


def page() -> str:
    """Return the page as Markdown, from the table of inputs and the words of the papers."""
    never = sum(name not in FILLED_FROM for name in INPUTS)
    parts = [OPENING.format(count=len(INPUTS), never=never)]
    for scope, (title, lead) in HEADS.items():
        rows = [_row(item) for item in INPUTS.values() if item.scope == scope]
        parts.append("\n".join([f"## {title}\n\n{lead}\n", *COLUMNS, *rows, ""]))
    return "\n".join([*parts, _by_unit(), _together()])


def _row(item: Input) -> str:
    words = Words("en")
    who = words.count(f"ask.{item.ask}", item.count)
    how = words(f"method.{item.method}")
    means = words(f"input.{item.name}.means")
    cells = (
        f"`{item.name}`", means, WHEN[item.when], _points(item.default), item.unit,
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


def _together() -> str:
    words = Words("en")
    rows = [
        f"| `{name}` | {words(f'factor.{name}.means')} | {PLACES[scope]} | {_loadings(name)} |"
        for name, scope in FACTORS.items()
    ]
    lead = (
        "Inputs that lean the same way follow a named factor. A loading says how closely, from -1 to 1; two\n"
        "inputs correlate by the product of their loadings, added up over the factors they share. The\n"
        "loadings are ours; a `[[factor]]` of the [company file](company-file.md) takes their place for the\n"
        "inputs it names."
    )
    return "\n".join([
        f"## What moves together\n\n{lead}\n",
        "| factor | what it is | one draw for | loadings |", "|---|---|---|---|", *rows, "",
    ])  # fmt: skip


def _loadings(factor: str) -> str:
    found = {item.name: dict(item.moves)[factor] for item in INPUTS.values() if factor in dict(item.moves)}
    return ", ".join(f"`{name}` {load:+g}" for name, load in found.items())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(PAGE.parents[1])}")
