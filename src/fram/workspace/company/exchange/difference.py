"""What differs between two contents of a record, question by question and entry by entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from fram.workspace.company.fields import field_at
from fram.workspace.company.pages import Question, question_at
from fram.workspace.company.sections import section_of

How = Literal["changed", "added", "removed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One question answered otherwise, or one entry of a list that is new, gone or changed.

    ``path`` has the number of the entry as it stands after, or before where it is gone. ``entry``: what tells
    the entry from others, such as its title.
    """

    path: str
    how: How
    before: Any = None
    after: Any = None
    entry: str = ""

    @property
    def question(self) -> Question | None:
        """The question it is about; None for a whole entry."""
        return question_at(self.path)

    @property
    def section(self) -> str:
        """The section of the record it belongs to; empty for what this version does not know."""
        try:
            return section_of(self.path)
        except KeyError:
            return ""


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Return what has to change in one content to make it the other."""
    return tuple(_between(before, after, ""))


def title_of(entry: Any) -> str:
    """Return what tells an entry from others: its title or name, else its first text."""
    if not isinstance(entry, Mapping):
        return str(entry)
    texts = [value for value in entry.values() if isinstance(value, str) and value]
    named = [entry[key] for key in ("title", "name", "input", "regime", "market") if entry.get(key)]
    return str(next(iter([*named, *texts]), ""))


def _between(before: Any, after: Any, path: str, entry: str = "") -> Iterator[Difference]:
    if before == after and type(before) is type(after):
        return
    if _is_table(before, after, path):
        for key in dict.fromkeys((*(before or {}), *(after or {}))):
            place = f"{path}.{key}" if path else str(key)
            yield from _between((before or {}).get(key), (after or {}).get(key), place, entry)
    elif _is_list(path) and all(isinstance(one, list | None) for one in (before, after)):
        yield from _between_lists(before or [], after or [], path)
    elif before != after:
        how: How = "added" if before is None else "removed" if after is None else "changed"
        yield Difference(path=path, how=how, before=before, after=after, entry=entry)


def _is_table(before: Any, after: Any, path: str) -> bool:
    either = before if before is not None else after
    both_fit = all(isinstance(one, Mapping) for one in (before, after) if one is not None)
    # A fact with who judged it, and a table of inputs, are one answer.
    is_answer = path.startswith("product.facts.") or question_at(path) is not None
    return isinstance(either, Mapping) and both_fit and not is_answer


def _is_list(path: str) -> bool:
    spec = field_at(path)
    return (
        spec is not None
        and not path.rpartition(".")[2].isdigit()
        and (spec.type == "tables" or spec.path == "product.claims")
    )


def _between_lists(before: list[Any], after: list[Any], path: str) -> Iterator[Difference]:
    keys = [[_key(entry) for entry in entries] for entries in (before, after)]
    for tag, low, high, start, end in SequenceMatcher(a=keys[0], b=keys[1], autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        both = min(high - low, end - start)
        for step in range(both):
            yield from _changed(before[low + step], after[start + step], f"{path}.{start + step}")
        for number in range(low + both, high):
            yield Difference(
                path=f"{path}.{number}", how="removed", before=before[number], entry=title_of(before[number])
            )
        for number in range(start + both, end):
            yield Difference(
                path=f"{path}.{number}", how="added", after=after[number], entry=title_of(after[number])
            )


def _changed(before: Any, after: Any, path: str) -> Iterator[Difference]:
    title = title_of(after) or title_of(before)
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _between(before, after, path, title)
    else:
        yield Difference(path=path, how="changed", before=before, after=after, entry=title)


def _key(value: Any) -> str:
    return repr(sorted(value.items(), key=str) if isinstance(value, Mapping) else value)
