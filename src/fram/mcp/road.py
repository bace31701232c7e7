"""The tool that tells a road: the steps to approval in one market, with ranges, sources and what follows."""

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

if TYPE_CHECKING:
    from fram.decide.rank import Range
    from fram.workspace.papers.access.gantt import Line
    from fram.workspace.roads.telling import RoadPage
    from fram.workspace.roads.view import RoadView

Lang = Literal["en", "nb"]
DRAWS = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One line: what it is about, what is said, small print, its source and how far that was read."""

    name: str
    text: str
    notes: tuple[str, ...]
    source: str
    url: str
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadStepAnswer:
    """One step: who carries it, months from `as_of` to its start and end; `decides`: the share of runs in
    which it decides the day.
    """

    line: Said
    actor: str
    is_done: bool
    starts: Points
    ends: Points
    decides: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadPart:
    """Lines under a heading: documents, causes of refusal, gates, what is owed after approval."""

    title: str
    intro: str
    lines: tuple[Said, ...]


@dataclass(frozen=True, kw_only=True)  # slots would pass for defaults when the schema is made
class RoadAnswer:
    """The road into one market. `state`: needed, held, no-device or no-road. Pass ranges on as ranges, and
    `unchecked` where a line says it.
    """

    market: str
    state: str
    says: str
    months_to_filing: Points | None
    months_to_approval: Points | None
    at_a_glance: tuple[Said, ...]
    next_step: tuple[str, ...]
    steps: tuple[RoadStepAnswer, ...]
    parts: tuple[RoadPart, ...]
    small_print: tuple[str, ...]
    as_of: date


def offer(server: MCPServer) -> None:
    """Add the tool to a server."""

    @server.tool(
        title="Road to approval", annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False)
    )
    @telling
    def access_route(
        market: Annotated[str, Field(description="The market, such as DE or Germany.")],
        company_toml: Toml = "", path: FilePath = "",
        on: Annotated[date | None, Field(description="The day the road starts; empty: today.")] = None,
        lang: Lang = "en",
    ) -> RoadAnswer:  # fmt: skip
        """Tell the road to approval in one market: steps with ranges, documents, refusals, gates, duties."""
        from fram.workspace.roads.told import road_page
        from fram.workspace.roads.view import road_view

        with company_file(text=company_toml, path=path) as file:
            view = road_view(file, market=market, on=on or date.today(), draws=DRAWS)
        return road_answer(view, road_page(view, lang=lang))


def road_answer(view: RoadView, page: RoadPage) -> RoadAnswer:
    """Return what `access_route` answers for a road and its page."""
    return RoadAnswer(
        market=view.market, state=view.road.state, says=page.state, as_of=view.on,
        months_to_filing=_points(view.filing), months_to_approval=_points(view.approval),
        at_a_glance=tuple(map(said, page.glance)), next_step=page.next_step,
        steps=tuple(
            RoadStepAnswer(
                line=said(step.line), actor=step.actor, is_done=step.is_done,
                starts=points(bar.starts), ends=points(bar.ends), decides=round(bar.critical, 2),
            )
            for step, bar in zip(page.steps, view.bars, strict=True)
        ),
        parts=tuple(
            RoadPart(title=part.title, intro=part.intro, lines=tuple(map(said, part.lines)))
            for part in page.parts
        ),
        small_print=page.small,
    )  # fmt: skip


def _points(at: Range | None) -> Points | None:
    return None if at is None else points(at)


def said(line: Line) -> Said:
    """Return a line of a page as an assistant gets it."""
    return Said(
        name=line.name, text=line.text, notes=line.notes, source=line.source, url=line.url,
        confidence=line.confidence,
    )  # fmt: skip
