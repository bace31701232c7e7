"""Every word of the glossary is a word of the code, and every type a user meets is in the glossary."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from tests.contracts import house
from tests.docs import pages

SPOKEN_AS = {
    **dict.fromkeys(
        (
            *("Fixed", "Uniform", "Pert", "Triangular", "Normal", "Lognormal", "Beta", "Gamma"),
            *("Poisson", "Categorical", "Quantiles", "Mixture", "ZeroInflated"),
        ),
        "distribution",
    ),
    "BassFit": "adoption",
    "BassPrior": "adoption",
    "Amount": "condition",
    "AnyOf": "condition",
    "All": "condition",
    "Asking": "question",
    "Cone": "cash cone",
    "Dated": "parameter",
    "Draws": "draw",
    "FactRegistry": "fact",
    "Contents": "rule book",
    "Joined": "condition",
    "Leaf": "condition",
    "Unsaid": "condition",
    "Leg": "way to the money",
    "Line": "cost line",
    "MarketPlan": "plan",
    "MoneyRun": "way to the money",
    "Moved": "change",
    "Prices": "price",
    "ProductProfile": "profile",
    "Ranked": "ranking",
    "Rate": "exchange rate",
    "Rests": "rests on",
    "RoadRun": "road",
    "Swing": "tornado",
    "Year": "ledger",
    **dict.fromkeys(
        ("SequenceRules", "Rules", "Sequenced", "Launched", "Start", "Decision", "Choice"), "sequence"
    ),
    **dict.fromkeys(
        (
            *("FoundOut", "Updated", "Revised", "Reweighed", "Discounted", "Shown"),
            *("Quote", "YesOf", "Events", "Answers", "Told", "Value"),
        ),
        "finding",
    ),
    **dict.fromkeys(("NextQuestion", "Pinned", "Tried", "Idle", "Then"), "question"),
    **dict.fromkeys(("Said", "Points", "Family", "Fit"), "elicited"),
    "Pooled": "pooling",
    **dict.fromkeys(("RankKept", "Standing", "CriterionKept", "Measured"), "ranking"),
    "Acceptability": "rank acceptability",
    **dict.fromkeys(("Amounts", "Ends", "LatestStart"), "runway"),
    "Raised": "round",
    "AfterRound": "dilution",
    "More": "one more",
    "MeanPlan": "sequence",
    "Outlook": "adoption",
    **dict.fromkeys(("Learned", "Design", "Use"), "worth"),
}
"""Types whose word differs from their name."""
INSIDE = {
    "Ahead": "hands the way to the money to the engine",
    "Ask": "marks a field with its question",
    "Before": "what other launches did for one that began, on the way to its terms",
    "Begun": "a launch under way while its ways are drawn",
    "Planned": "one launch of an earlier sequence, shown in the table of what became of it",
    "Blocked": "the answer in the way of a rule, shown as why it did not fire",
    "Edition": "a rule book on one day",
    "Left": "what rules leave of the outcomes, on the way to a verdict",
    "Entry": "a line of the page a verdict is shown as",
    "Drawn": "passes draws on inside the plan",
    "Going": "hands a launch under way to the engine",
    "CashFirst": "why a search is narrowed; users see that the missing cash comes first",
    "Simulated": "markets drawn and ranked, on the way to a plan",
    "FramError": "the root of the errors; users meet Refused",
    "Month": "the sales of one month inside the simulation",
    "Outcomes": "arrays of one simulation, never shown",
    "Page": "the layout of a verdict; users see the verdict",
    "Section": "a part of that page",
    "Setting": "hands a market to the engine; to users a setting is where a product is used",
    "Sold": "hands the product to the engine",
    "Weighing": "hands everything to the engine",
    "Words": "a text in two languages",
    # of the decision loop
    **dict.fromkeys(
        ("Need", "Shared", "Option", "Rest", "Judge", "Columns", "Search", "Tables", "Terms", "Lack"),
        "inside the search for a sequence",
    ),
    "People": "own people in a sequence; users see their functions",
    "Ground": "hands everything to an engine",
    "Flows": "the cash of a launch told apart, inside the simulation",
    **dict.fromkeys(
        ("Along", "Gains", "Shares", "Features", "Weighed", "Counted", "Asked", "Curve", "Study", "Scale"),
        "inside the value of information",
    ),
    **dict.fromkeys(("Topic", "Looked", "Only"), "inside the choice of the next question"),
    **dict.fromkeys(("Voices", "Posterior"), "inside the weighing of what was found out"),
}
"""Types no user meets, with what they are for."""


@cache
def glossary() -> dict[str, str]:
    """Every word of the glossary with its meaning."""
    rows = list(pages.rows(pages.pages()["GLOSSARY.md"]))[1:]
    return {re.sub(r" \(.*\)$", "", cells[0]): cells[1] for cells in rows}


def spaced(name: str) -> str:
    """`MarketCase`, `market_case` and `market-case` as `market case`."""
    return re.sub(r"[_\-/.]+", " ", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)).lower()


@cache
def words_of_the_house() -> str:
    """Names, files, texts and pages of the code as one text of plain words."""
    kinds = {".py", ".yaml", ".po", ".html", ".toml"}
    files = [path for path in (pages.ROOT / "src").rglob("*") if path.suffix in kinds]
    names = " ".join(path.relative_to(pages.ROOT).as_posix() for path in files)
    texts = " ".join(path.read_text(encoding="utf-8") for path in files)
    return re.sub(r"\s+", " ", spaced(f"{names} {texts}"))


@pytest.mark.parametrize("word", glossary())
def test_a_glossary_word_is_used(word: str) -> None:
    stem = re.escape(spaced(word).removesuffix("y"))
    assert re.search(rf"\b{stem}(y|ies|s|es)?\b", words_of_the_house())


def test_the_words_of_the_board_page_are_explained() -> None:
    board = "go,find out,not now,tier,range,chance of loss,at risk,rests on,rule book,seed,burn,default,swap"
    assert set(board.split(",")) - set(glossary()) == set()


def test_each_word_stands_once_in_order_with_a_meaning_and_its_norwegian() -> None:
    cells = list(pages.rows(pages.pages()["GLOSSARY.md"]))[1:]
    words = [row[0] for row in cells]
    assert [row for row in cells if not re.fullmatch(r".+ \(.+\)", row[0]) or not row[1].endswith(".")] == []
    assert [word.lower() for word in words] == sorted({word.lower() for word in words})


def test_one_norwegian_word_for_one_idea() -> None:
    cells = list(pages.rows(pages.pages()["GLOSSARY.md"]))[1:]
    norwegian = [re.sub(r".*\((.*)\)$", r"\1", row[0]) for row in cells]
    assert sorted({word for word in norwegian if norwegian.count(word) > 1}) == []


def classes() -> list[str]:
    """The public types of terms, rules and decide."""
    return [
        node.name
        for floor in ("terms", "rules", "decide")
        for path in house.python_files(house.SOURCE / floor)
        for node in house.tree(path).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]


@pytest.mark.parametrize("name", [name for name in classes() if name not in INSIDE])
def test_a_type_users_meet_is_in_the_glossary(name: str) -> None:
    assert SPOKEN_AS.get(name, spaced(name)) in glossary()


def test_the_lists_of_types_hold_no_leftovers() -> None:
    assert ({*SPOKEN_AS, *INSIDE} - set(classes())) == set()
