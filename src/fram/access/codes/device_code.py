"""One code of an official list: FDA's product codes, Europe's EMDN, Japan's JMDN, and tenders' CPV."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

System = Literal["fda", "emdn", "jmdn", "cpv"]
FdaClass = Literal["1", "2", "3", "U", "N", "f"]
"""Class 1 to 3; ``U`` unclassified (older than the law), ``N`` not classified, ``f`` humanitarian."""
IVD_PANELS = frozenset((
    "Clinical Chemistry", "Clinical Toxicology", "Hematology", "Immunology", "Microbiology",
    "Molecular Genetics", "Pathology",
))  # fmt: skip
"""FDA's review panels for tests on samples. Clinical Chemistry also holds sensors worn on the body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceCode:
    """One type of device as FDA sorts it.

    ``submission`` in FDA's words (``510(k)``, ``510(k) Exempt``, ``PMA`` …; empty where FDA names none);
    ``regulation`` the section of 21 CFR, empty where the type has none; ``implant`` and
    ``life_sustaining`` None where FDA does not say.
    """

    code: str
    name: str
    device_class: FdaClass
    regulation: str = ""
    submission: str = ""
    panel: str = ""
    implant: bool | None = None
    life_sustaining: bool | None = None
    gmp_exempt: bool = False
    third_party: bool | None = None
    definition: str = ""
    unclassified_because: str = ""
    system: Literal["fda"] = "fda"

    @property
    def is_test_on_samples(self) -> bool:
        """Whether the panel that reviews it is one for tests on samples."""
        return self.panel in IVD_PANELS


@dataclass(frozen=True, slots=True, kw_only=True)
class EmdnCode:
    """One node of the European nomenclature.

    ``category`` is its first letter; ``terminal`` whether nothing stands below it (only such a code may be
    given to a product); ``under`` the names of the nodes above it, the topmost first.
    """

    code: str
    name: str
    level: int
    category: str
    terminal: bool
    under: tuple[str, ...] = ()
    system: Literal["emdn"] = "emdn"


@dataclass(frozen=True, slots=True, kw_only=True)
class JmdnCode:
    """One generic name of the Japanese nomenclature, with the class that comes with it."""

    code: str
    name: str
    device_class: str
    system: Literal["jmdn"] = "jmdn"


@dataclass(frozen=True, slots=True, kw_only=True)
class CpvCode:
    """One code of the vocabulary of European tenders: what a notice says is wanted, not what a device is.

    ``under`` the names of the codes above it, the widest first; ``on_samples`` whether it is for tests on
    samples.
    """

    code: str
    name: str
    under: tuple[str, ...] = ()
    on_samples: bool = False
    system: Literal["cpv"] = "cpv"


Code = DeviceCode | EmdnCode | JmdnCode | CpvCode
