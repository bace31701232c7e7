"""Two plans side by side: what each says of the same market, and which inputs were changed between them."""

from __future__ import annotations

from dataclasses import dataclass

from fram.terms.estimate import Origin
from fram.web.decide.reading.screen import RankLine, Screen, first_screen
from fram.workspace.papers.phrases import estimate_text
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One market that both plans weighed."""

    old: RankLine
    new: RankLine

    @property
    def is_turned(self) -> bool:
        """Whether the verdict is another one."""
        return self.old.verdict != self.new.verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An input of both plans that the company stated, and whose value differs."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """Old beside new: both board pages, the markets of both, those of one only, and changed inputs."""

    old: Screen
    new: Screen
    pairs: tuple[Pair, ...]
    only_old: str
    only_new: str
    inputs: tuple[Change, ...]

    @property
    def turned(self) -> int:
        """How many markets got another verdict."""
        return sum(pair.is_turned for pair in self.pairs)


def differences(old: PlanRecord, *, new: PlanRecord, lang: str) -> Differences:
    """Return two plans side by side, markets with another verdict first, in the reader's language."""
    before, after = first_screen(old, lang=lang), first_screen(new, lang=lang)
    left = {line.market: line for line in before.lines}
    right = {line.market: line for line in after.lines}
    pairs = [Pair(old=left[market], new=line) for market, line in right.items() if market in left]
    return Differences(
        old=before, new=after, pairs=tuple(sorted(pairs, key=lambda pair: not pair.is_turned)),
        only_old=", ".join(line.name for market, line in left.items() if market not in right),
        only_new=", ".join(line.name for market, line in right.items() if market not in left),
        inputs=_inputs(old, new, Words(lang)),
    )  # fmt: skip


def _inputs(old: PlanRecord, new: PlanRecord, words: Words) -> tuple[Change, ...]:
    before, after = old.plan.assumptions, new.plan.assumptions
    found = []
    for key in sorted(before.keys() & after.keys()):
        pair = before[key].estimate, after[key].estimate
        shown = [estimate_text(estimate, words=words) for estimate in pair]
        if shown[0] != shown[1] and any(estimate.origin is Origin.COMPANY for estimate in pair):
            found.append(Change(name=_name(after[key].name, words), old=shown[0], new=shown[1]))
    return tuple(found)


def _name(name: str, words: Words) -> str:
    return words(f"input.{name}") if f"input.{name}" in words else name.replace("_", " ")
