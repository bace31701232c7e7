"""What a study takes, as the knowledge files state it: figures by kind of study, and what sizes rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from fram.rules.parameter import Parameter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Words = Mapping[str, str]
"""One text by language, ``en`` and ``nb``."""
Kind = Literal["rct", "cluster-rct", "no-worse", "accuracy", "registry", "real-world", "before-after"]
KINDS: tuple[Kind, ...] = (
    "rct", "cluster-rct", "no-worse", "accuracy", "registry", "real-world", "before-after"
)  # fmt: skip
"""Kinds of new study, those with groups drawn by lot first."""
Extra = Literal[
    "transferability", "economics", "text-and-economics", "usage", "plan", "usage-and-plan", "publication"
]  # fmt: skip
EXTRAS: tuple[Extra, ...] = (
    "transferability", "economics", "text-and-economics", "usage", "plan", "usage-and-plan", "publication",
)  # fmt: skip
"""Work that is no new study: on a study there is, on own figures, or a plan for a study to come."""
EFFORTS = (
    "set_up_cost", "per_participant", "per_participant_home", "per_month", "per_site", "set_up_months",
    "recruits", "recruits_home", "analysis_months", "accepted",
)  # fmt: skip
"""What each kind of study states: NOK, NOK a participant, a participant and month, a site; months; people a
site and month; the chance that a study of the kind that succeeded is accepted where no law asks for more.
``…_home``: digital, followed at home."""
ASSUMPTIONS = (
    "effect_careful", "effect_likely", "effect_believed", "place_doubt", "mix_doubt", "likeness",
    "group_size", "matching_factor", "share_today", "margin", "share_doubt", "accuracy", "accuracy_below",
    "prevalence", "attrition_site", "attrition_home", "attrition_home_long", "economics", "transfer_file",
    "transfer_chance", "door_lift",
)  # fmt: skip
"""What sizes, chances and values rest on, beside what the firm's own studies say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindFigures:
    """One kind of study: what it is called, the most sites it is run at, what it takes by ``EFFORTS``."""

    id: Kind
    name: Words
    sites: int
    efforts: Mapping[str, Parameter]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraFigures:
    """One piece of work that is no new study: NOK, months, and the chance that it is accepted."""

    id: Extra
    name: Words
    cost: Parameter
    months: Parameter
    chance: Parameter


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyFigures:
    """All of it. ``yardsticks`` are published figures shown beside ours, which nothing is worked out from."""

    assumptions: Mapping[str, Parameter]
    kinds: Mapping[str, KindFigures]
    extras: Mapping[str, ExtraFigures]
    yardsticks: Mapping[str, Parameter]
    labels: Mapping[str, Words]
