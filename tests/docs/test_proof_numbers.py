"""Numbers in the pages on evidence, studies and prices are those of the code and the files."""

from __future__ import annotations

from fram.access.evidence import grade
from fram.access.price.asked import demand, enough, resampling
from fram.access.price.asked.answers import CALIBRATION
from fram.access.price.sale import realised
from fram.access.price.worth import budget
from fram.access.study import frontier, sizing
from fram.knowledge.access.evidence import read_checklists
from fram.knowledge.access.studies import read_studies
from fram.workspace.weighing import corridor
from fram.workspace.weighing.prices import savings
from tests.docs import pages
from tests.docs.test_numbers import WORLD, confidences, spelled_number, text


def test_the_page_on_evidence_is_that_of_the_files() -> None:
    known = read_checklists(WORLD.shelf)
    read, partly, unchecked = confidences(ask for one in known for ask in one.asks)
    sentence = (
        f"come from {len(known)} checklists with {read + partly + unchecked} asks: {read} `read`, "
        f"{partly} `partly-read`, {unchecked} `unchecked`"
    )
    assert sentence in text("docs/knowledge/evidence.md")
    told = list(pages.rows(pages.section("docs/knowledge/evidence.md", "The checklists")))[1:]
    assert [[cells[0], cells[1], *cells[3:]] for cells in told] == [
        [
            one.name["en"], one.kind, f"{len(one.asks)}", f"{sum(ask.must for ask in one.asks)}",
            f"{sum(ask.about == 'study' for ask in one.asks)}", one.confidence.value,
        ]
        for one in known
    ]  # fmt: skip


def test_the_rules_of_thumb_of_grade_are_told() -> None:
    for sentence in (
        f"more than {grade.TOO_MANY_LOST:.0%}".replace("%", " %") + " dropped out",
        f"one level up for a ratio beyond {grade.LARGE:g} (or below a half), two beyond {grade.VERY_LARGE:g}",
    ):
        assert sentence in text("docs/knowledge/evidence.md"), sentence


def test_what_a_study_takes_is_told_as_it_stands_in_its_file() -> None:
    known = read_studies(WORLD.shelf)
    efforts = [figure for kind in known.kinds.values() for figure in kind.efforts.values()]
    extras = [figure for one in known.extras.values() for figure in (one.cost, one.months, one.chance)]
    figures = [*known.assumptions.values(), *known.yardsticks.values(), *efforts, *extras]
    read, partly, unchecked = confidences(dated for figure in figures for dated in figure.values)
    for sentence in (
        f"Of the {read + partly + unchecked} values of that file {read} are `read`, {partly} `partly-read` "
        f"and {unchecked} `unchecked`",
        f"Fewer than {sizing.LEAST_PEOPLE} people an arm or {sizing.LEAST_GROUPS} groups an arm",
        f"steps that add less than {frontier.LEAST_STEP:.0%}".replace("%", " %"),
    ):
        assert sentence in text("docs/knowledge/next-study.md"), sentence
    told = list(pages.rows(pages.section("docs/knowledge/next-study.md", "Designs")))[1:]
    assert [int(cells[3]) for cells in told] == [kind.sites for kind in known.kinds.values()]


def test_the_figures_of_the_price_methods_are_those_of_the_code() -> None:
    for sentence in (
        f"Under {enough.LEAST} answers no point is told",
        f"{resampling.RESAMPLES:,} redraws",
        f"From {spelled_number(realised.FEWEST)} deals on",
        f"more than {spelled_number(int(realised.FAR))} scaled median deviations",
        f"{spelled_number(demand.FEWEST_STEPS)} prices or more",
        f"over one to {spelled_number(budget.LONGEST)} years",
        "taken as " + ", ".join(f"{round(100 * CALIBRATION[n])}" for n in (5, 4, 3, 2)) + " and 0 %",
    ):
        assert sentence in text("docs/knowledge/price-methods.md"), sentence


def test_the_spread_of_savings_is_told() -> None:
    least, most = savings.AMOUNT_AROUND
    for sentence in (
        f"an amount gets {least:g} to {most:g} times",
        "what each is worth {:g} to {:g} times".format(*savings.WORTH_AROUND),
        f"shared over {savings.MONTHS_OF_USE:g} months of use",
        f"from the plan's own draws ({corridor.LEDGER_DRAWS:,})",
    ):
        assert sentence in text("docs/method.md"), sentence
