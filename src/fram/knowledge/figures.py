"""The catalogue of country figures: what each is, where it is taken from, and how to read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from fram.knowledge.shelf import ROOT, load_yaml
from fram.terms.errors import Refused
from fram.terms.facts import Words
from fram.terms.reading import read


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesAt:
    """A series of a source (by its citation key), in its latest year or in ``year``."""

    source: str
    series: str
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """``of`` × ``times`` of the same year × ``scale``."""

    of: SeriesAt
    times: SeriesAt
    scale: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One country figure. ``decimals`` or ``significant`` is how far its source can be trusted."""

    label: Words
    family: str
    unit: str
    vintage: Words
    how: Words
    decimals: int = 0
    significant: int | None = None
    taken_from: tuple[SeriesAt, ...] = ()
    also: tuple[SeriesAt, ...] = ()
    product: Product | None = None
    gap: Words | None = None

    def rounded(self, value: float) -> float | int:
        """Return the value as far as the source can be trusted; whole numbers as ``int``."""
        digits = self.decimals
        if self.significant is not None and value:
            digits = self.significant - len(str(int(abs(value))))
        return round(value, digits) if digits > 0 else int(round(value, digits))

    def series(self) -> Iterator[SeriesAt]:
        """Yield every series the figure needs."""
        yield from self.taken_from
        yield from self.also
        if self.product is not None:
            yield from (self.product.of, self.product.times)


def read_catalogue(root: Path = ROOT) -> Mapping[str, Figure]:
    """Return every figure of ``figures.yaml`` by key, in the order they are shown."""
    path = root / "figures.yaml"
    if not path.is_file():
        raise Refused("there is no figures.yaml", where=root.name, kind="missing", remedy="copy ours")
    raw = load_yaml(path)
    return {key: read(Figure, fields, where=f"figures.yaml, {key}") for key, fields in raw.items()}
