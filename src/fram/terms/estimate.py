"""An estimate: a number with its range, its unit, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fram.terms.citation import Citation, Confidence
from fram.terms.dist import Dist


class Origin(StrEnum):
    """Where a number comes from, from the firmest to the weakest."""

    CITED = "cited"  # a source gives it for this very market or thing
    CARRIED = "carried"  # a source gives it elsewhere; carried over and widened
    COMPANY = "company"  # the company stated it
    DEFAULT = "default"  # nobody knows: a wide default of ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What is believed about one number.

    ``dist`` in ``unit``; ``cites`` the sources (none for a default); ``because`` reason keys with
    values, for the reader's language (see the message catalogue); ``note`` short and in our own words.
    """

    dist: Dist
    unit: str
    origin: Origin
    confidence: Confidence = Confidence.UNCHECKED
    cites: tuple[Citation, ...] = ()
    because: tuple[Reason, ...] = ()
    note: str = ""

    @property
    def is_cited(self) -> bool:
        """True when a source stands behind the number, here or carried over."""
        return self.origin in (Origin.CITED, Origin.CARRIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A reason as data: ``key`` finds the sentence in the reader's language, ``values`` fill it."""

    key: str
    values: tuple[tuple[str, str], ...] = ()
    cite: Citation | None = None

    @classmethod
    def of(cls, key: str, *, cite: Citation | None = None, **values: object) -> Reason:
        """Return a reason with its values as text, in the order given."""
        return cls(key=key, values=tuple((k, _text(v)) for k, v in values.items()), cite=cite)


def _text(value: object) -> str:
    # Ten digits, as everywhere in a stored plan: the last bits of two machines' arithmetic do not show.
    return f"{value:.10g}" if isinstance(value, float) else str(value)
