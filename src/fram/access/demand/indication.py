"""An indication and its published figures, as read from ``knowledge/indications``: plain frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from fram.terms.citation import Citation, Confidence


class Measure(StrEnum):
    """What a figure counts. Stock, flow and episodes are different things and never add up."""

    PREVALENCE = "prevalence"
    INCIDENCE = "incidence"
    EPISODES = "episodes"
    PROCEDURES = "procedures"
    BED_DAYS = "bed_days"
    CAPACITY = "capacity"

    @property
    def is_stock(self) -> bool:
        """True for what is there on a day, False for what happens in a year."""
        return self in (Measure.PREVALENCE, Measure.CAPACITY)

    @property
    def unit(self) -> str:
        """The unit (a key of ``knowledge/units``) of a whole market's number."""
        return {
            "prevalence": "people", "incidence": "new_cases_per_year", "episodes": "episodes_per_year",
            "procedures": "procedures_per_year", "bed_days": "bed_days_per_year", "capacity": "beds",
        }[self.value]  # fmt: skip


class Rate(StrEnum):
    """The unit a figure is printed in."""

    PERCENT = "percent"
    PER_100K = "per_100k"
    BEDS_PER_100K = "beds_per_100k"
    PER_1000_BED_DAYS = "per_1000_bed_days"
    PER_1000_ADMISSIONS = "per_1000_admissions"
    COUNT_STOCK = "count_stock"
    PER_YEAR_COUNT = "per_year_count"

    @property
    def is_count(self) -> bool:
        """True when the figure is a head count of its region, not a rate."""
        return self in (Rate.COUNT_STOCK, Rate.PER_YEAR_COUNT)

    @property
    def per(self) -> float:
        """How many of the base one printed unit speaks of; 1 for counts."""
        rates = {"percent": 100, "per_100k": 100_000, "beds_per_100k": 100_000}
        return 1 if self.is_count else rates.get(self.value, 1000)


class Bounds(StrEnum):
    """What a figure's ``low`` and ``high`` mean; ``width`` is their distance from the middle in sd."""

    CI95 = "ci95"
    IQR = "iqr"
    RANGE = "range"  # of studies, countries or methods: taken as the middle 90 %
    P10_P90 = "p10_p90"

    @property
    def width(self) -> float:
        return {"ci95": 1.96, "iqr": 0.6745, "range": 1.645, "p10_p90": 1.2816}[self.value]


class Role(StrEnum):
    """How a figure is used: for the whole market, for a part of those concerned, or only shown beside."""

    WHOLE = "whole"
    PART = "part"
    CONTEXT = "context"


class AgeDriven(StrEnum):
    """The age group whose share of the population moves the number of cases."""

    ELDERLY = "elderly"
    ADULT = "adult"
    CHILDREN = "children"
    NONE = "none"


class Kind(StrEnum):
    """What sort of need an indication is."""

    CONDITION = "condition"
    EVENT = "event"
    PROCEDURE = "procedure"
    CAPACITY = "capacity"


class TreatedBasis(StrEnum):
    """What a treated share is a share of; only the first two and self-report can be multiplied."""

    OF_DIAGNOSED = "of_diagnosed"
    OF_ALL_CASES = "of_all_cases"
    OF_SELF_REPORTED = "of_self_reported"
    OF_ELIGIBLE = "of_eligible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One published figure. ``share_of`` and ``ages`` say of whom; figures that ``adds_up`` are summed.

    ``diagnosed_only``: a register or survey that counts none but those with a diagnosis.
    ``standardised``: adjusted to another age structure than the population's own; ``standardised_to``
    names a place with about that structure (WORLD, EU) where the source lets it be known.
    """

    id: str
    region: str
    measure: Measure
    unit: Rate
    value: float
    cite: Citation
    low: float | None = None
    high: float | None = None
    bounds: Bounds | None = None
    population: str = ""
    share_of: str = "total"
    ages: tuple[int | None, int | None] | None = None
    year: int | None = None
    role: Role = Role.WHOLE
    adds_up: str = ""
    standardised: bool = False
    standardised_to: str = ""
    diagnosed_only: bool = False
    diagnosed_share: float | None = None
    treated_share: float | None = None
    treated_basis: TreatedBasis | None = None
    derived: str = ""
    definition: str = ""
    confidence: Confidence = Confidence.READ


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionRatio:
    """How many times the widest definition exceeds the narrowest where both were counted, by figure ids."""

    value: float
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Indication:
    """A condition, event, procedure or capacity that a product is for, with every figure known of it.

    ``place_bound``: tied to latitude, skin or genes, so that no one country stands for another.
    """

    slug: str
    name: Mapping[str, str]
    kind: Kind
    counted_by: Measure
    age_driven: AgeDriven
    figures: tuple[Figure, ...]
    definition_ratio: DefinitionRatio | None = None
    place_bound: bool = False
    traps: Mapping[str, str] = field(default_factory=dict)
    icd10: tuple[str, ...] = ()
    mesh: str = ""
