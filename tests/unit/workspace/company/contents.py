"""Contents of company files for tests: the examples, and random ones out of them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from fram.workspace.company.exchange import content_from
from tests import machine

EXAMPLES = sorted((machine.ROOT / "examples").glob("*.toml"))
CONTENTS = {path.stem: content_from(path.read_bytes()) for path in EXAMPLES}
WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), min_size=1, max_size=30)
NUMBERS = st.one_of(st.integers(-(10**12), 10**12), st.floats(-1e12, 1e12, allow_nan=False))
ANSWERS = st.one_of(st.booleans(), WORDS, NUMBERS, st.lists(WORDS, max_size=3), st.lists(NUMBERS, max_size=3))
TOLD = st.fixed_dictionaries({"value": ANSWERS, "who": WORDS, "on": st.dates().map(str), "evidence": WORDS})


def parts(content: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Contents with some of the tables and fields of an example, and answers of any kind in them."""
    tables: dict[str, st.SearchStrategy[Any]] = {
        key: st.just(value) | _spoilt(value) for key, value in content.items()
    }
    return st.fixed_dictionaries({}, optional=tables)


def _spoilt(value: Any) -> st.SearchStrategy[Any]:
    if isinstance(value, dict):
        inner = {key: st.just(item) | _spoilt(item) for key, item in value.items()}
        return st.fixed_dictionaries({}, optional=inner)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return st.lists(st.sampled_from(value) | st.dictionaries(WORDS, ANSWERS, max_size=4), max_size=3)
    return ANSWERS | TOLD
