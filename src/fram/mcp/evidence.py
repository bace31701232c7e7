"""The tools of evidence and price: which doors the studies open, the next study, the price corridor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from mcp.server import MCPServer
from mcp_types import ToolAnnotations
from pydantic import Field

from fram.mcp.answers import Points, points
from fram.mcp.company_file import FilePath, Toml, company_file
from fram.mcp.refusals import telling
from fram.mcp.road import Said, said

if TYPE_CHECKING:
    from fram.workspace.evidence.telling import EvidencePage
    from fram.workspace.evidence.view import EvidenceView
    from fram.workspace.kept.prices import PriceRecord
    from fram.workspace.papers.access.corridor import CorridorSection
    from fram.workspace.study.told import StudyPage
    from fram.workspace.study.view import StudyView

Lang = Literal["en", "nb"]
Day = Annotated[date | None, Field(description="The day that counts; empty: today.")]
Markets = Annotated[list[str], Field(description="Markets, such as DE or Germany; none: those not served.")]
HINTS = ToolAnnotations(read_only_hint=True, open_world_hint=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorAnswer:
    """Who must be convinced. `state`: yes, no, unknown, held or advice; `missing`: what is not met or
    known.
    """

    id: str
    name: str
    kind: str
    markets: tuple[str, ...]
    state: str
    missing: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)  # slots would pass for defaults when the schema is made
class EvidenceAnswer:
    """Which doors the evidence opens, and what is missing. A gap list, no score."""

    at_a_glance: tuple[Said, ...]
    next_step: tuple[str, ...]
    doors: tuple[DoorAnswer, ...]
    missing: tuple[Said, ...]
    unanswered: tuple[Said, ...]
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyStepAnswer:
    """One way to better evidence: NOK, months, and the NOK that the doors it opens are worth at most: in the
    futures in which going there pays.
    """

    what: str
    cost_nok: Points
    months: Points
    value_at_most_nok: float
    chance: float
    markets: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class StudyAnswer:
    """The cheapest study that opens most: what to do first, the steps, how the size came about."""

    says: tuple[str, ...]
    at_a_glance: tuple[Said, ...]
    next_step: tuple[str, ...]
    steps: tuple[StudyStepAnswer, ...]
    size: tuple[str, ...]
    small_print: tuple[str, ...]
    as_of: date


@dataclass(frozen=True, kw_only=True)
class CorridorAnswer:
    """Where a price can lie in one market, NOK as the buyer pays it. `accepted`: the chance that a unit is
    worth the plan's price; no ceiling where nobody said what a unit saves or the health it gives.
    """

    market: str
    unit: str
    says: tuple[str, ...]
    floor_nok: Points
    price_nok: Points
    ceiling_nok: Points | None
    covers: float
    accepted: float | None
    next_step: str
    as_of: date


def offer(server: MCPServer) -> None:
    """Add the tools to a server."""
    _offer_evidence(server)
    _offer_study(server)
    _offer_price(server)


def _offer_evidence(server: MCPServer) -> None:
    @server.tool(title="Which doors the evidence opens", annotations=HINTS)
    @telling
    def access_evidence(
        company_toml: Toml = "", path: FilePath = "", markets: Markets = [],  # noqa: B006
        on: Day = None, lang: Lang = "en",
    ) -> EvidenceAnswer:  # fmt: skip
        """Hold every study before every regulator, assessor and payer: met, not met or not known, and why."""
        from fram.workspace.evidence import evidence_view
        from fram.workspace.evidence.told import evidence_page

        with company_file(text=company_toml, path=path) as file:
            view = evidence_view(file, markets=markets, on=on or date.today())
        return evidence_answer(view, evidence_page(view, lang=lang), lang=lang)


def _offer_study(server: MCPServer) -> None:
    @server.tool(title="The next study", annotations=HINTS)
    @telling
    def access_study(
        company_toml: Toml = "", path: FilePath = "", markets: Markets = [],  # noqa: B006
        on: Day = None, lang: Lang = "en",
    ) -> StudyAnswer:  # fmt: skip
        """Find the cheapest study that opens most value: cost, months, size, doors, what to do first."""
        from fram.workspace.study.told import study_page
        from fram.workspace.study.view import study_view

        with company_file(text=company_toml, path=path) as file:
            view = study_view(file, markets=markets, on=on or date.today())
        return study_answer(view, study_page(view, lang=lang), lang=lang)


def _offer_price(server: MCPServer) -> None:
    @server.tool(title="Price corridor", annotations=HINTS)
    @telling
    def access_price_corridor(
        market: Annotated[str, Field(description="The market, such as DE or Germany.")],
        company_toml: Toml = "", path: FilePath = "", on: Day = None, lang: Lang = "en",
    ) -> CorridorAnswer:  # fmt: skip
        """Tell where a price can lie in one market: what a unit costs, what it is worth, what others pay."""
        from fram.workspace.pricing.corridor import price_corridors
        from fram.workspace.pricing.corridor.told import corridors_page

        day = on or date.today()
        with company_file(text=company_toml, path=path) as file:
            found = price_corridors(file, markets=[market], on=day)
        section = corridors_page(found, lang=lang).sections[0][1]
        return corridor_answer(found.records[0], section, on=day)


def evidence_answer(view: EvidenceView, page: EvidencePage, *, lang: Lang) -> EvidenceAnswer:
    """Return what `access_evidence` answers."""
    from fram.workspace.evidence.telling import state_of

    doors = tuple(
        DoorAnswer(
            id=one.door.id, name=one.door.name[lang], kind=one.door.kind, markets=view.places(one.door),
            state=state_of(one), missing=tuple(told.ask.says[lang] for told in one.open),
        )
        for one in view.columns
    )  # fmt: skip
    return EvidenceAnswer(
        at_a_glance=tuple(map(said, page.glance)), next_step=page.next_step, doors=doors, as_of=view.on,
        missing=tuple(map(said, page.gaps.lines)) if page.gaps else (),
        unanswered=tuple(map(said, page.unanswered.lines)) if page.unanswered else (),
    )  # fmt: skip


def study_answer(view: StudyView, page: StudyPage, *, lang: Lang) -> StudyAnswer:
    """Return what `access_study` answers."""
    from fram.workspace.study.record import next_study

    kept = next_study(view)
    steps = tuple(
        StudyStepAnswer(
            what=one.name[lang], cost_nok=points(one.cost), months=points(one.months), markets=one.markets,
            value_at_most_nok=float(f"{one.value:.3g}"), chance=float(f"{one.chance:.3g}"),
        )
        for one in (kept.steps if kept else ())
    )  # fmt: skip
    return StudyAnswer(
        says=page.state, at_a_glance=tuple(map(said, page.glance)), next_step=page.next_step, steps=steps,
        size=page.size, small_print=page.small, as_of=view.on,
    )  # fmt: skip


def corridor_answer(kept: PriceRecord, section: CorridorSection, *, on: date) -> CorridorAnswer:
    """Return what `access_price_corridor` answers for one market."""
    return CorridorAnswer(
        market=kept.market, unit=section.unit, says=(*section.said, *section.notes), as_of=on,
        floor_nok=points(kept.floor), price_nok=points(kept.price), covers=kept.covers,
        ceiling_nok=points(kept.ceiling) if kept.ceiling else None, accepted=kept.accepted,
        next_step=section.next,
    )  # fmt: skip
