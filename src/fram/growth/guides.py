"""Interview guides: what to ask the person who knows, for the one thing worth finding out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """A guide for one role: the inputs it serves, the questions in order, and what to write down.

    Texts are by language (``en``, ``nb``). ``records`` names the quantiles to ask for, so that the
    answer can become a distribution.
    """

    slug: str
    role: str
    inputs: tuple[str, ...]
    title: Mapping[str, str]
    opening: Mapping[str, str]
    questions: tuple[Mapping[str, str], ...]
    records: Mapping[str, str]
    minutes: int


def guide_for(guides: Sequence[Guide], *, name: str, role: str) -> Guide | None:
    """Return the guide for an input and a role: both fit, else the input, else the role, else None."""

    def fit(guide: Guide) -> int:
        return 2 * (name in guide.inputs) + (role == guide.role)

    best = max(guides, key=lambda guide: (fit(guide), guide.slug), default=None)
    return best if best is not None and fit(best) > 0 else None
