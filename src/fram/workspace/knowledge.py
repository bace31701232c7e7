"""Knowledge as a use case: country figures out of a data folder, and the table of what is known."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from babel.numbers import format_decimal

from fram import sources
from fram.knowledge.access.codes import shipped_cpv, shipped_emdn, shipped_fda
from fram.knowledge.figures import read_catalogue
from fram.knowledge.figures_writer import Written, write_figures
from fram.knowledge.market import Market, figure_rows, read_markets
from fram.knowledge.shelf import ROOT, Shelf
from fram.rules.parameter import Dated
from fram.store.feed import Feed, FileRead
from fram.store.snapshots import Snapshot, add_snapshot
from fram.store.tables import FiguresTable
from fram.terms.dist import Normal
from fram.terms.errors import Refused
from fram.terms.jurisdiction import market_code
from fram.terms.logic import Unknown
from fram.terms.period import month_after
from fram.terms.reading import plain
from fram.workspace.reviewed import Reviewed, reviewed
from fram.workspace.world import the_world

RATES = "ecb"  # read at run time, not written into figures


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresReport:
    """What a run of ``fram knowledge figures`` did.

    ``markets``: figures, gaps, kept figures and vintages by market code; ``changed``: files that are now
    different; ``read``: every file read, by source; ``kept``: snapshots made, if a home was given.
    """

    markets: Mapping[str, Written]
    changed: tuple[Path, ...]
    read: Mapping[str, tuple[FileRead, ...]]
    kept: tuple[Snapshot, ...] = ()

    @property
    def written(self) -> int:
        """Number of figures with a value, over all markets."""
        return sum(len(market.figures) for market in self.markets.values())

    @property
    def gaps(self) -> int:
        """Number of figures without one."""
        return sum(len(market.gaps) for market in self.markets.values())

    def vintages(self) -> Mapping[str, Mapping[int, int]]:
        """Return for each figure how many markets have it from which year."""
        years: dict[str, dict[int, int]] = {}
        for market in self.markets.values():
            for key, start in market.vintages.items():
                counts = years.setdefault(key, {})
                counts[start.year] = counts.get(start.year, 0) + 1
        return {key: dict(sorted(counts.items())) for key, counts in years.items()}


def figures_text(report: FiguresReport) -> str:
    """Return what a run of ``fram knowledge figures`` did, in words."""
    vintages = [
        f"  {key}: " + ", ".join(f"{year} in {count} markets" for year, count in years.items())
        for key, years in report.vintages().items()
    ]
    changed = [f"  changed {path.parent.name}/{path.name}" for path in report.changed] or [
        "  nothing changed"
    ]
    return "\n".join([f"{report.written} figures, {report.gaps} gaps", *vintages, *changed])


def figures_from(
    folder: Path, *, into: Path | None = None, on: date, home: Path | None = None
) -> FiguresReport:
    """Write every market's figures out of the sources in ``folder``; with ``home``, keep snapshots too.

    All sources are read and checked before anything is written. Raises ``Refused`` for a missing folder or
    file, and for a file that is not what its connector expects.
    """
    if not folder.is_dir():
        raise Refused(
            "the folder is not there", where=str(folder), kind="missing",
            remedy="give the folder that holds the files named in sources/*/source.yaml",
        )  # fmt: skip
    root = into or ROOT
    feeds = [_feed(name, folder, root) for name in sources.names() if name != RATES]
    kept = tuple(
        add_snapshot(folder / file.path, source=feed.source, day=on, home=home)
        for feed in feeds
        for file in feed.files
        if home is not None
    )
    markets, changed = write_figures(feeds, into=root, on=on)
    read = {feed.source.key: feed.files for feed in feeds}
    return FiguresReport(markets=markets, changed=changed, read=read, kept=kept)


def figures_table(*, root: Path | None = None, on: date) -> FiguresTable:
    """Return the figures of all markets as a table that can be asked in SQL and exported."""
    return FiguresTable(figure_rows(read_markets(Shelf(root=root or ROOT))), on=on)


def _feed(name: str, folder: Path, root: Path) -> Feed:
    connector = sources.connector(name)
    feed: Feed
    if name == "worldbank":  # the one large file: only the series the catalogue asks for
        wanted = {at.series for figure in read_catalogue(root).values() for at in figure.series()}
        feed = connector.read(folder, only=wanted)
    else:
        feed = connector.read(folder)
    return feed


def market_figures(code: str) -> Market:
    """Return a market with every figure and gap; ``code`` as a person writes it (``uk``, ``DE``)."""
    return the_world().markets[market_code(code)]


def market_text(market: Market, lang: str = "en", *, on: date) -> str:
    """Return what is known of a market in words: value, unit, year, source and confidence; then the gaps."""
    catalogue = read_catalogue(ROOT)
    units = the_world().shelf.units
    known, gaps = [], []
    for key, parameter in market.figures.items():
        label = catalogue[key].label.in_(lang) if key in catalogue else key
        found = parameter.on(on)
        if isinstance(found, Unknown):
            gaps.append(f"  {label}: {found.reason}")
        else:
            unit = units.get(parameter.unit, {}).get(lang, parameter.unit)
            mark = "" if found.confidence.value == "read" else f" [{found.confidence.value}]"
            known.append(
                f"  {label}: {_shown(found, lang)} {unit} · {found.start.year} · {found.cite.title}{mark}"
            )
    told = market.head
    head = f"{told.name.in_(lang)} ({told.code}) · {told.currency} · {', '.join(told.languages)}"
    return "\n".join([head, *known, *(["", {"en": "Gaps", "nb": "Hull"}[lang], *gaps] if gaps else [])])


def _shown(found: Dated, lang: str) -> str:
    if isinstance(found.value, str):
        return found.value
    spread = (
        f" ± {format_decimal(found.value.sd, '0.00', locale=lang)}" if isinstance(found.value, Normal) else ""
    )
    return f"{format_decimal(found.number, '#,##0.###', locale=lang)}{spread}"


def market_json(market: Market) -> str:
    """Return a market as JSON text."""
    return json.dumps(plain(market), ensure_ascii=False, indent=1, sort_keys=True)


def stale(*, months: int = 12, on: date) -> list[Reviewed]:
    """Return every fact last checked over ``months`` months before ``on``, or never, oldest first.

    Figures, site counts, costs, prices and thresholds of markets; times and fees of roads, activities,
    duties and pathways to payment; gates; openings; notified bodies; screening pages; code lists.
    """
    limit = month_after(on, -months)
    found = (fact for fact in reviewed(the_world()) if fact.checked is None or fact.checked < limit)
    return sorted(found, key=lambda fact: (fact.checked or date.min, fact.where, fact.key))


def stale_text(found: list[Reviewed]) -> str:
    """Return the stale facts as plain text, oldest first."""
    if not found:
        return "Nothing is past its review date."
    return "\n".join(f"{item.checked or 'never'}  {item.where}  {item.key}" for item in found)


def check_all() -> str:
    """Read every knowledge file and say how much there is; raises ``Refused`` at the first fault."""
    world = the_world()
    figures = sum(len(market.figures) for market in world.markets.values())
    priced = sum(len(pricing.figures) + len(pricing.duty) for pricing in world.pricing.values())
    worth = sum(len(one.parameters) for one in world.worth.values())
    codes = sum(len(shipped().codes) for shipped in (shipped_fda, shipped_emdn, shipped_cpv))
    seats = sum(map(len, world.committees.values()))
    buyers = sum(len(buying.buyers) for buying in world.buying.values())
    words = sum(map(len, world.notices.codes.values()))
    return (
        f"{len(world.markets)} markets, {figures} figures and gaps, {priced} costs and prices, "
        f"{worth} values of what health is worth, "
        f"{len(world.indications)} indications, "
        f"{len(world.roads)} regimes, {len(world.pathways)} pathways, {len(world.gates)} gates, "
        f"{len(world.openings)} openings, {buyers} groups of buyers, {seats} roles in them, "
        f"{len(world.cycle_pool.parts)} sources of sales cycles, {codes + words} codes: "
        f"all read, version {world.shelf.version}."
    )


def export_figures(path: Path, *, on: date) -> str:
    """Write every figure of every market to a CSV or Parquet file, and say how many."""
    table = figures_table(on=on)
    if path.suffix not in (".csv", ".parquet"):
        raise Refused(
            f"cannot write `{path.suffix}`", where=str(path), remedy="end the name in .csv or .parquet"
        )
    return f"Wrote {table.export(path)} figures to {path}."
