"""The tool that tells who pays: the ways to payment in one market, what decides, first money, net price."""

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
    from fram.workspace.payers.telling import Card, PayersPage
    from fram.workspace.payers.view import PayersView
    from fram.workspace.weighing.paying.payers import Way

Lang = Literal["en", "nb"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WayGroup:
    """Lines under a heading: conditions, evidence, steps, price with its sum, figures, changes, texts."""

    title: str
    lines: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WayAnswer:
    """One way to payment. `fit`: yes, unknown, not-yet, no or not-there; `missing`: the facts that decide;
    `failing`: those that stand in the way; `first_money`: months from `as_of`.
    """

    id: str
    name: str
    fit: str
    pays: str
    missing: tuple[str, ...]
    failing: tuple[str, ...]
    stands_in_the_way: str
    first_money: Points | None
    net_price: str
    note: str
    at_a_glance: tuple[Said, ...]
    groups: tuple[WayGroup, ...]


@dataclass(frozen=True, kw_only=True)  # slots would pass for defaults when the schema is made
class PayersAnswer:
    """Who pays in one market, what pays and fits first. Pass ranges on as ranges, and `unchecked` where a
    line says it. `best`: the way a plan takes, empty where none can fit or a buyer pays from a budget.
    """

    market: str
    says: str
    best: str
    first_money: Points | None
    at_a_glance: tuple[Said, ...]
    next_step: tuple[str, ...]
    ways: tuple[WayAnswer, ...]
    small_print: tuple[str, ...]
    as_of: date


def offer(server: MCPServer) -> None:
    """Add the tool to a server."""

    @server.tool(title="Who pays", annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False))
    @telling
    def access_pathways(
        market: Annotated[str, Field(description="The market, such as DE or Germany.")],
        company_toml: Toml = "", path: FilePath = "",
        on: Annotated[date | None, Field(description="The day whose law counts; empty: today.")] = None,
        lang: Lang = "en",
    ) -> PayersAnswer:  # fmt: skip
        """Tell who pays in one market: which ways fit, what decides, first money, net price, next step."""
        from fram.workspace.payers.told import payers_page
        from fram.workspace.payers.view import payers_view

        with company_file(text=company_toml, path=path) as file:
            view = payers_view(file, market=market, on=on or date.today())
        return payers_answer(view, payers_page(view, lang=lang))


def payers_answer(view: PayersView, page: PayersPage) -> PayersAnswer:
    """Return what `access_pathways` answers for a market's payers and their page."""
    cards = {card.id: card for card in (*page.cards, *page.closed)}
    return PayersAnswer(
        market=view.market, says=page.state, best=view.best.pathway.id if view.best else "",
        first_money=points(view.money) if view.money else None, as_of=view.on,
        at_a_glance=tuple(map(said, page.glance)), next_step=page.next_step, small_print=page.small,
        ways=tuple(_way(one, cards[one.pathway.id]) for one in view.payers),
    )  # fmt: skip


def _way(one: Way, card: Card) -> WayAnswer:
    return WayAnswer(
        id=card.id, name=card.name, fit=card.fit, pays=one.pathway.pays, missing=one.fit.missing,
        failing=one.fit.failing_facts, stands_in_the_way=card.stands, net_price=card.net, note=card.note,
        first_money=points(one.money) if one.money else None,
        at_a_glance=tuple(map(said, card.glance)),
        groups=tuple(WayGroup(title=one.title, lines=tuple(map(said, one.lines))) for one in card.groups),
    )  # fmt: skip
