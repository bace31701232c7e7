"""Reads which market sees which prices into what the access engine is handed."""

from __future__ import annotations

from dataclasses import dataclass

from fram.access.price_links.link import RULES, SEEN, Practice, PriceLink
from fram.knowledge.access.knowledge_file import KnowledgeFile
from fram.knowledge.shelf import Shelf
from fram.rules.parameter import Parameter
from fram.terms.citation import Confidence
from fram.terms.errors import Refused, did_you_mean
from fram.terms.jurisdiction import MARKETS, market_code


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceLinksRead:
    """The links, and the share of a gap that is given up where no formula says how much."""

    links: tuple[PriceLink, ...]
    conceded: Parameter


def read_price_links(shelf: Shelf) -> PriceLinksRead:
    """Return ``price_links.yaml``; refuse a market nobody knows, and an id that stands twice."""
    file = KnowledgeFile(shelf, shelf.root / "price_links.yaml")
    conceded = shelf.parameter("conceded", file.must("conceded"), where=file.where)
    links = tuple(_link(part) for part in file.parts("links"))
    file.empty()
    ids = [link.id for link in links]
    if twice := sorted({name for name in ids if ids.count(name) > 1}):
        raise Refused(f"`{twice[0]}` stands twice", where=file.where)
    return PriceLinksRead(links=links, conceded=conceded)


def _link(file: KnowledgeFile) -> PriceLink:
    name = file.must("id")
    link = PriceLink(
        id=name, market=market_code(file.must("market"), where=file.where),
        sees=tuple(market_code(code, where=file.where) for code in file.words("sees")),
        rule=file.choice("rule", RULES), formula=file.take("formula", ""), seen=file.words("seen"),
        pathways=file.words("pathways"), kinds=file.words("kinds"), lag=file.parameter("lag"),
        since=file.take("since"), until=file.take("until"), says=file.both("says"),
        again=file.both("again") if "again" in file.raw else {}, practice=_practice(file),
        cite=file.cite("cite"), confidence=Confidence(file.must("confidence")), checked=file.take("checked"),
    )  # fmt: skip
    file.empty()
    _refuse_nonsense(link, where=f"{file.where}: {name}")
    return link


def _practice(file: KnowledgeFile) -> Practice | None:
    if "practice" not in file.raw:
        return None
    part = KnowledgeFile(file.shelf, file.path, file.take("practice"))
    practice = Practice(
        says=part.both("says"), cite=part.cite("cite"), confidence=Confidence(part.must("confidence"))
    )
    part.empty()
    return practice


def _refuse_nonsense(link: PriceLink, *, where: str) -> None:
    if not link.sees or link.market in link.sees or set(link.sees) - set(MARKETS):
        raise Refused("`sees` must name other markets", where=where)
    for word in link.seen or ("",):
        if word not in SEEN:
            remedy = did_you_mean(word, SEEN) or f"one of {', '.join(SEEN)}"
            raise Refused(f"`{word}` is nothing that is seen", where=where, remedy=remedy)
    if bool(link.formula) is not (link.rule == "formula"):
        raise Refused("a link by formula names it, and no other does", where=where)
