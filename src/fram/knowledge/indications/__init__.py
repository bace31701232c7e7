"""Indications and their published figures, one file each, and the people they are shares of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fram.access.demand.indication import Figure, Indication
from fram.access.demand.people import Census, People
from fram.knowledge.shelf import Shelf, load_yaml
from fram.terms.citation import Citation
from fram.terms.errors import Refused
from fram.terms.reading import read


def read_indications(shelf: Shelf) -> Mapping[str, Indication]:
    """Return every indication of the shelf by slug, each figure with its citation resolved."""
    found: dict[str, Indication] = {}
    for path in shelf.files("indications/*.yaml"):
        indication = _indication(load_yaml(path), shelf, where=f"indications/{path.name}")
        if indication.slug != path.stem:
            raise Refused(f"slug `{indication.slug}` in {path.name}", remedy="name the file after its slug")
        found[indication.slug] = indication
    return found


def read_census(shelf: Shelf) -> tuple[Census, Citation]:
    """Return the people by age of every market and group of countries, and the source of all of them."""
    path = shelf.root / "people.yaml"
    raw = load_yaml(path)
    rows = [
        People(code=code, year=year, total=total, share_0_14=young / 100, share_65plus=old / 100)
        for code, years in raw["people"].items()
        for year, (total, young, old) in years.items()
    ]
    return Census.of_rows(rows), shelf.citation(raw["cite"], where=path.name)


def _indication(raw: Mapping[str, Any], shelf: Shelf, *, where: str) -> Indication:
    codes = raw.get("codes", {})
    plain = {key: value for key, value in raw.items() if key not in ("codes", "figures")}
    figures = tuple(_figure(item, shelf, where=where) for item in raw.get("figures", ()))
    twice = {figure.id for figure in figures if sum(f.id == figure.id for f in figures) > 1}
    if twice:
        raise Refused(f"figure `{min(twice)}` stands twice", where=where)
    filled = {
        **plain,
        "figures": figures,
        "icd10": tuple(codes.get("icd10", ())),
        "mesh": codes.get("mesh", ""),
    }
    return read(Indication, filled, where=where)


def _figure(raw: Mapping[str, Any], shelf: Shelf, *, where: str) -> Figure:
    place = f"{where}: {raw.get('id', 'a figure without id')}"
    return read(Figure, {**raw, "cite": shelf.citation(raw.get("cite"), where=place)}, where=place)
