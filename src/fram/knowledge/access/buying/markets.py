"""Reads how each market buys, out of ``*/procurement.yaml``; what Europe shares stands in ``eu/``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from fram.access.buying.cycle import COUNTS, Observation
from fram.access.buying.market import (
    SCOPES,
    SELLS_TO,
    WANTED,
    BudgetYear,
    Buyer,
    Code,
    Experience,
    Framework,
    MarketBuying,
    Notices,
    Portal,
    Rule,
    Said,
    Threshold,
)
from fram.knowledge.access.buying.records import BUYERS, area, binds, perhaps, source
from fram.knowledge.access.knowledge_file import KnowledgeFile, both_languages
from fram.knowledge.shelf import Shelf, load_yaml
from fram.terms.errors import Refused

NAME = "procurement.yaml"
SHARED = "eu"


def read_buying(shelf: Shelf, markets: Iterable[str]) -> Mapping[str, MarketBuying]:
    """Return how every market buys; the European limits and portal are among those they hold for."""
    europe, within = _shared(shelf)
    found = {}
    for code in markets:
        path = shelf.root / code.lower() / NAME
        raw = load_yaml(path) if path.exists() else None  # a file of comments alone holds nothing
        own = _market(KnowledgeFile(shelf, path, raw), code) if raw else MarketBuying(market=code)
        found[code] = _joined(own, europe) if code in within else own
    return found


def read_notices(shelf: Shelf) -> Notices:
    """Return the codes of European notices in plain words."""
    file = KnowledgeFile(shelf, shelf.root / SHARED / NAME)
    families = {
        family: tuple(_code(_below(file, raw)) for raw in rows) for family, rows in file.must("codes").items()
    }
    return Notices(codes=families, cite=file.cite("codes_cite"))


def _shared(shelf: Shelf) -> tuple[MarketBuying, tuple[str, ...]]:
    path = shelf.root / SHARED / NAME
    if not path.exists():
        return MarketBuying(market="EU"), ()
    file = KnowledgeFile(shelf, path)
    within = tuple(file.take("applies_in", ()))
    file.take("codes")
    file.take("codes_cite")
    return _market(file, "EU"), within


def _joined(own: MarketBuying, europe: MarketBuying) -> MarketBuying:
    """A market with what Europe shares; a limit of its own takes the place of Europe's by the same name."""
    named = {threshold.id for threshold in own.thresholds}
    parts = {
        name: (*getattr(own, name), *getattr(europe, name)) for name in ("rules", "portals", "frameworks")
    }
    limits = (*own.thresholds, *(one for one in europe.thresholds if one.id not in named))
    return MarketBuying(
        market=own.market, budget_year=own.budget_year, thresholds=limits, buyers=own.buyers, money=own.money,
        experience=own.experience, observations=own.observations, gap=own.gap, **parts,
    )  # fmt: skip


def _market(file: KnowledgeFile, code: str) -> MarketBuying:
    limits = file.take("thresholds", {})
    market = MarketBuying(
        market=code, budget_year=_budget_year(file),
        thresholds=tuple(_threshold(key, _below(file, raw)) for key, raw in limits.items()),
        rules=tuple(_rule(part) for part in file.parts("rules")),
        portals=tuple(_portal(part) for part in file.parts("portals")),
        buyers=tuple(_buyer(part) for part in file.parts("buyers")),
        frameworks=tuple(_framework(part) for part in file.parts("frameworks")),
        money=tuple(_said(part) for part in file.parts("money")),
        experience=tuple(_experience(part) for part in file.parts("experience")),
        observations=tuple(_observation(part, code) for part in file.parts("observations")),
        gap=perhaps(file, "gap"),
    )  # fmt: skip
    file.empty()
    return market


def _below(file: KnowledgeFile, raw: dict[str, Any]) -> KnowledgeFile:
    return KnowledgeFile(file.shelf, file.path, raw)


def _budget_year(file: KnowledgeFile) -> BudgetYear | None:
    raw = file.take("budget_year")
    if raw is None:
        return None
    part = KnowledgeFile(file.shelf, file.path, raw)
    month, _, day = str(part.must("starts")).partition("-")
    try:
        date(2001, int(month), int(day))  # a year without 29 February, which no budget begins on
    except ValueError:
        raise Refused("`starts` is no day of a year", where=part.where, remedy='write "04-01"') from None
    year = BudgetYear(
        month=int(month), day=int(day), whose=part.both("whose"), note=perhaps(part, "note"),
        checked=part.must("checked"), **source(part),
    )  # fmt: skip
    part.empty()
    return year


def _threshold(key: str, part: KnowledgeFile) -> Threshold:
    found = Threshold(
        id=key, label=part.both("label"), scope=part.choice("scope", SCOPES),
        what=part.choice("what", WANTED, otherwise="goods-and-services"),
        binds=binds(part), with_tax=part.choice("tax", ("without", "with"), otherwise="without") == "with",
        follows=perhaps(part, "follows"), until=part.take("until"),
        limit=part.shelf.parameter(key, part.raw, where=part.where),
    )  # fmt: skip
    if found.until and any(found.until <= one.start for one in found.limit.values):
        raise Refused(
            f"`{key}` has a value for days after its `until`", where=part.where,
            remedy="put `until` at the first day for which no value was read",
        )  # fmt: skip
    if found.scope == "national" and not found.follows:
        raise Refused(f"`{key}` does not say what follows", where=part.where, remedy="add `follows`")
    return found


def _rule(part: KnowledgeFile) -> Rule:
    rule = Rule(
        says=part.both("says"), binds=binds(part), area=area(part), since=part.take("since"),
        free=part.take("free", False), **source(part),
    )  # fmt: skip
    part.empty()
    return rule


def _portal(part: KnowledgeFile) -> Portal:
    portal = Portal(
        name=part.must("name"), url=part.take("url", ""), note=perhaps(part, "note"), area=area(part),
        **source(part),
    )  # fmt: skip
    part.empty()
    return portal


def _buyer(part: KnowledgeFile) -> Buyer:
    names = tuple(
        {"en": name, "nb": name} if isinstance(name, str)
        else both_languages(name, what="a name", where=part.where)
        for name in part.must("names")
    )  # fmt: skip
    buyer = Buyer(
        kind=part.choice("kind", SELLS_TO), names=names, note=perhaps(part, "note"), area=area(part),
        **source(part),
    )  # fmt: skip
    part.empty()
    return buyer


def _framework(part: KnowledgeFile) -> Framework:
    found = Framework(
        what=part.both("what"), months=float(part.must("months")), note=perhaps(part, "note"), **source(part)
    )
    part.empty()
    return found


def _said(part: KnowledgeFile) -> Said:
    said = Said(says=part.both("says"), **source(part))
    part.empty()
    return said


def _experience(part: KnowledgeFile) -> Experience:
    months = part.must("months")
    found = Experience(
        what=part.both("what"), buyer=part.choice("buyer", BUYERS), low=float(months["low"]),
        high=float(months["high"]), **source(part),
    )  # fmt: skip
    part.empty()
    return found


def _observation(part: KnowledgeFile, market: str) -> Observation:
    found = Observation(
        id=part.must("id"), market=market, buyer=part.choice("buyer", BUYERS), days=float(part.must("days")),
        counts=part.choice("counts", COUNTS), what=part.both("what"), ended=part.take("ended"),
        area=area(part), **source(part),
    )  # fmt: skip
    part.empty()
    return found


def _code(part: KnowledgeFile) -> Code:
    code = Code(code=part.must("code"), name=part.both("name"), note=perhaps(part, "note"))
    part.empty()
    return code
