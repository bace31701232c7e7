"""What the papers say of the planned round, of what adds next to nothing, and of the burn in the picture."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from fram.decide.sequence.company import Rules
from fram.decide.sequence.later import NotNow
from fram.decide.sequence.problem import Start
from fram.workspace.papers.loop.pictures import floor_picture
from fram.workspace.papers.loop.runway import runway_section
from fram.workspace.papers.loop.sequence import sequence_section
from fram.workspace.papers.words import LANGS, Words
from tests.golden.loop_record import kept_runway, looped, sequenced
from tests.unit.workspace.test_papers_proof import plain

EACH = pytest.mark.parametrize("lang", LANGS)


@EACH
def test_the_runway_says_whether_the_planned_round_is_enough_and_in_time(lang: str) -> None:
    """Where 10 are needed by month 9: a round of 20 in month 9 is enough, one of 4 in month 12 is not."""
    kept = replace(kept_runway(), planned_at=9.0, planned_chance=0.5)

    def said(**more: Any) -> str:
        told = runway_section(replace(looped(), runway=replace(kept, **more)), words=Words(lang))
        assert told is not None
        return plain(" ".join(told.said))

    words = {
        "en": ("comes in time in 70 %", "10 MNOK more than the 10 MNOK needed", "3 months later than is safe",
               "6.0 MNOK short of the 10 MNOK", "plan one of 10 MNOK"),
        "nb": ("kommer i tide i 70 %", "10 MNOK mer enn de 10 MNOK som trengs", "3 måneder senere enn",
               "det mangler 6,0 MNOK på de 10 MNOK", "planlegg en på 10 MNOK"),
    }[lang]  # fmt: skip
    good = said()
    assert words[0] in good
    assert words[1] in good
    poor = said(planned=4e6, planned_at=12.0, in_time=0.0)
    assert words[2] in poor
    assert words[3] in poor
    assert words[4] in said(planned=None, planned_at=None, in_time=None, enough=None)


def test_what_adds_next_to_nothing_stands_in_one_row_with_the_most_it_adds() -> None:
    found = sequenced()
    little = [
        NotNow(market=market, because="little", mode="direct", start=Start(), value=value)
        for market, value in (("FI", 4e4), ("IS", 9e4))
    ]
    tell = sequence_section(
        replace(looped(), sequence=replace(found, waiting=(*found.waiting, *little))), words=Words("en")
    )
    assert tell is not None
    rows = next(one.table.rows for one in tell.tables if one.key == "waiting")
    told = [tuple(map(plain, row)) for row in rows if "next to nothing" in row[1]]
    assert told == [
        ("Finland, Iceland", "adds next to nothing here", "nothing to wait for: at most +90 kNOK each")
    ]


@EACH
def test_the_cash_picture_marks_the_month_own_burn_is_counted_to(lang: str) -> None:
    picture = floor_picture(looped(), words=Words(lang))
    assert picture is not None
    label = {"en": ["own burn counted", "to Nov 2027"], "nb": ["egen drift telles", "til nov. 2027"]}[lang]
    for spec in picture.specs.values():
        rules = [layer for layer in spec["layer"] if layer["mark"]["type"] == "rule"]
        assert [layer["encoding"]["x"]["datum"] for layer in rules] == [12]
        texts = [layer["mark"].get("text") for layer in spec["layer"] if layer["mark"]["type"] == "text"]
        assert label in [None if one is None else [plain(line) for line in one] for one in texts]
    late = replace(sequenced(), rules=Rules(own_months=60))
    all_along = floor_picture(replace(looped(), sequence=late), words=Words(lang))
    assert all_along is not None
    assert not any(layer["mark"]["type"] == "rule" for layer in all_along.specs["wide"]["layer"])
