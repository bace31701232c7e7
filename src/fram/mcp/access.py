"""Tools of access: which device class a product may have, and which question settles it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from mcp.server import MCPServer
from mcp_types import ToolAnnotations
from pydantic import Field

from fram.mcp.answers import Source, source
from fram.mcp.company_file import FilePath, Toml, company_file
from fram.mcp.refusals import telling
from fram.rules.verdict import Finding, Verdict

if TYPE_CHECKING:
    from fram.workspace.access.wording import Wording

Lang = Literal["en", "nb"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleAnswer:
    """A rule that fired: its class, what it says in plain words, how binding it is, and its source."""

    rule: str
    device_class: str
    says: str
    force: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """A stricter rule that one other answer would have fired: `why_not` names the answer in its way."""

    rule: str
    device_class: str
    says: str
    why_not: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumedAnswer:
    """A fact nobody stated: its value, and what it follows from."""

    fact: str
    value: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaves:
    """One answer to the question, in words, and the classes it would leave."""

    answer: str
    words: str
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The question to ask next; `leaves`: what each answer would settle. `fact` goes into [product.facts]."""

    fact: str
    text: str
    help: str
    leaves: tuple[Leaves, ...]


@dataclass(frozen=True, kw_only=True)  # slots would pass for defaults when the schema is made
class ClassAnswer:
    """Every class still possible on a day. Read out `covers` and, unless it is `read`, `confidence`.

    `screening`: too few published examples stand behind the rules for more than a first look; say so.
    """

    regime: str
    heading: str
    classes: tuple[str, ...]
    marks: tuple[str, ...]
    is_settled: bool
    applies: str
    screening: bool
    because: tuple[RuleAnswer, ...]
    near_misses: tuple[NearMiss, ...]
    not_known_yet: tuple[str, ...]
    assumed: tuple[AssumedAnswer, ...]
    question: Question | None
    guidance: tuple[RuleAnswer, ...]
    stated_class: str
    warnings: tuple[str, ...]
    confidence: str
    covers: str
    as_of: date
    rule_book: str


def offer(server: MCPServer) -> None:
    """Add the tools of access to a server."""

    @server.tool(
        title="Device class", annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False)
    )
    @telling
    def access_classify(
        company_toml: Toml = "", path: FilePath = "",
        regime: Annotated[
            str, Field(description="Whose rules, such as eu-mdr or uk; empty: the European Union's.")
        ] = "",
        on: Annotated[date | None, Field(description="The day whose law counts; empty: today.")] = None,
        lang: Lang = "en",
    ) -> ClassAnswer:  # fmt: skip
        """Say which device classes a product may have, by which rules of law, and what to answer next."""
        from fram.workspace.access import classify

        with company_file(text=company_toml, path=path) as file:
            return class_answer(classify(file, regime=regime, on=on or date.today(), lang=lang), lang=lang)


def class_answer(verdict: Verdict, *, lang: str = "en") -> ClassAnswer:
    """Return what `access_classify` answers for a verdict."""
    from fram.workspace.access.verdict_page import verdict_page
    from fram.workspace.access.wording import Wording

    words, page = Wording(lang), verdict.page or verdict_page(verdict, lang=lang)
    missing = dict.fromkeys(fact for finding in verdict.unsure for fact in finding.missing)
    return ClassAnswer(
        regime=verdict.regime, heading=page.heading, classes=verdict.outcomes,
        marks=tuple(mark.outcome for mark in verdict.marks), is_settled=verdict.is_settled,
        applies=verdict.applies.name.lower(), screening=verdict.screening,
        because=_rules(verdict, (*verdict.because, *verdict.marks), words),
        near_misses=_near_misses(verdict, words), not_known_yet=tuple(missing),
        assumed=tuple(AssumedAnswer(fact=a.fact, value=a.value, because=a.because) for a in verdict.assumed),
        question=_question(verdict, words), guidance=_rules(verdict, verdict.guidance, words),
        stated_class=verdict.stated, warnings=page.warnings, confidence=verdict.confidence.value,
        covers=words.covers(verdict), as_of=verdict.as_of, rule_book=verdict.book,
    )  # fmt: skip


def _rules(verdict: Verdict, findings: tuple[Finding, ...], words: Wording) -> tuple[RuleAnswer, ...]:
    return tuple(
        RuleAnswer(
            rule=f.rule, device_class=f.outcome, says=words.rule(verdict.regime, f), force=f.force.value,
            source=source(f.cite, confidence=f.confidence),
        )
        for f in findings
    )  # fmt: skip


def _near_misses(verdict: Verdict, words: Wording) -> tuple[NearMiss, ...]:
    return tuple(
        NearMiss(
            rule=f.rule, device_class=f.outcome, says=words.rule(verdict.regime, f),
            why_not=" ".join(words.in_the_way(blocked) for blocked in f.blocked),
        )
        for f in verdict.near_misses
    )  # fmt: skip


def _question(verdict: Verdict, words: Wording) -> Question | None:
    if not verdict.ask:
        return None
    leaves = verdict.asking.leaves if verdict.asking else ()
    return Question(
        fact=verdict.ask, text=words.question(verdict.ask), help=words.help(verdict.ask),
        leaves=tuple(
            Leaves(answer=answer, words=words.answer(verdict.ask, answer), classes=left)
            for answer, left in leaves
        ),
    )  # fmt: skip
