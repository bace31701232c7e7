"""How many answers are enough for a point, and how many more would make the range half as wide."""

from __future__ import annotations

from dataclasses import dataclass

LEAST = 30
"""With fewer answers than this only a range is told, never a point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enough:
    """How far so many answers reach."""

    answers: int

    @property
    def has_point(self) -> bool:
        """Whether a single price may be told."""
        return self.answers >= LEAST

    def is_range(self, low: float, high: float) -> bool:
        """Whether two ends may be told as a range; below ``LEAST`` answers they must differ to three digits.

        A few answers that happen to agree leave chance nothing to move: one price twice is then no range.
        """
        return self.has_point or f"{low:.3g}" != f"{high:.3g}"

    @property
    def to_point(self) -> int:
        """How many more answers a single price needs; 0 where there are enough."""
        return max(LEAST - self.answers, 0)

    @property
    def to_half(self) -> int:
        """How many more answers would about halve the range.

        A range of chance narrows with the root of the answers: half as wide takes four times as many.

        >>> Enough(answers=12).to_half
        36
        """
        return 3 * self.answers
