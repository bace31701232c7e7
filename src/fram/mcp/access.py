"""Tools of access: which device class a product may have, and which question settles it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from mcp.server import MCPServer
from mcp_types import ToolAnnotations
from pydantic import Field

from fram.mcp.answers import Source, source
from fram.mcp.company_file import FilePath, Toml, company_file
from fram.mcp.refusals import telling
from fram.rules.verdict import Finding, Verdict
from fram.terms.citation import Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleAnswer:
    """What one rule says: the class it leads to, the facts it still lacks, and the law's text."""

    rule: str
    device_class: str
    missing_facts: tuple[str, ...]
    source: Source


@dataclass(frozen=True, kw_only=True)  # slots would pass for defaults when the schema is made
class ClassAnswer:
    """Every class still possible on a day. `covers` says which part of the law is coded: read it out."""

    regime: str
    classes: tuple[str, ...]
    is_settled: bool
    applies: str
    because: tuple[RuleAnswer, ...]
    not_known_yet: tuple[RuleAnswer, ...]
    ask_next: str
    question: str
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
        regime: Annotated[str, Field(description="Whose rules: eu-mdr, as far as it is coded.")] = "eu-mdr",
    ) -> ClassAnswer:  # fmt: skip
        """Say which device classes a product may have, by which rules of law, and what to answer next."""
        from fram.workspace.access import classify

        with company_file(text=company_toml, path=path) as file:
            return class_answer(classify(file, regime=regime, on=date.today()))


def class_answer(verdict: Verdict) -> ClassAnswer:
    """Return what `access_classify` answers for a verdict."""
    from fram.knowledge.facts import fact_registry

    return ClassAnswer(
        regime=verdict.regime, classes=verdict.outcomes, is_settled=verdict.is_settled,
        applies=verdict.applies.name.lower(), because=tuple(_rule(finding) for finding in verdict.because),
        not_known_yet=tuple(_rule(finding) for finding in verdict.unsure), ask_next=verdict.ask,
        question=fact_registry()[verdict.ask].question.en if verdict.ask else "", covers=verdict.covers,
        as_of=verdict.as_of, rule_book=verdict.book,
    )  # fmt: skip


def _rule(finding: Finding) -> RuleAnswer:
    confidence = Confidence.READ if finding.cite.read else Confidence.UNCHECKED
    return RuleAnswer(
        rule=finding.rule, device_class=finding.outcome, missing_facts=finding.missing,
        source=source(finding.cite, confidence=confidence),
    )  # fmt: skip
