"""Marks that stand in annotations: ``Annotated[float, Ge(0), Unit("NOK")]``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit a number is given in, as shown to people (``NOK``, ``months``, ``share``)."""

    symbol: str


@dataclass(frozen=True, slots=True)
class Ask:
    """How a field is asked for: the plain question in English and Norwegian, and an example."""

    en: str
    nb: str
    example: str = ""
