"""Approvals, places and figures of the map in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fram.access.openings.first import JOINT_AUDIT, Helped
from fram.terms.estimate import Estimate
from fram.terms.jurisdiction import SUBDIVISIONS
from fram.workspace.access.gates.figures import range_of
from fram.workspace.access.phrases import phrases, say
from fram.workspace.openings.mapped import Candidate
from fram.workspace.papers.numerals import DASH, Numerals
from fram.workspace.world import the_world

TOPIC = "openings"
MANY = 6
"""So many European markets are told as one."""
EEA = ("eu-mdr", "eu-ivdr")


@dataclass(frozen=True, slots=True)
class Names:
    """What the map's parts are called in one language."""

    lang: str

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the map."""
        return say(TOPIC, key, lang=self.lang, **values)

    def approval(self, name: str) -> str:
        """Return what an approval is called."""
        regime = the_world().roads.get(name)
        return regime.name[self.lang] if regime else name.upper()

    def candidate(self, candidate: Candidate) -> str:
        """Return what a candidate is called, with what has to be won beside it."""
        name = self.approval(candidate.first.approval)
        return self.say("with-audit", name=name) if JOINT_AUDIT in candidate.first.gained else name

    def place(self, code: str) -> str:
        """Return what a place is called."""
        own = phrases(TOPIC).get(f"place-{code}")
        return own.in_(self.lang) if own and code in SUBDIVISIONS else Numerals(lang=self.lang).market(code)

    def places(self, codes: Iterable[str], *, of: str = "") -> str:
        """Return several places; the many of the European Union as one group by their codes."""
        rows = list(codes)
        world = the_world().roads
        group = [c for c in rows if of in EEA and c in world[of].opens]
        if len(group) < MANY:
            return ", ".join(map(self.place, rows)) or self.say("nothing")
        told = self.say("markets-of", count=len(group), codes=" ".join(group))
        return ", ".join([told, *(self.place(c) for c in rows if c not in group)])

    def helped(self, each: Helped) -> str:
        """Return a place with the months saved there, where a source gives them."""
        if not isinstance(each.saves, Estimate):
            return self.place(each.place)
        at = range_of(each.saves.dist)
        months = DASH.join(dict.fromkeys(map(self.number, (at.p10, at.p90))))
        return self.say("saves", place=self.place(each.place), months=months)

    def months(self, found: Estimate) -> str:
        """Return ``9–14–21``."""
        at = range_of(found.dist)
        return DASH.join(dict.fromkeys(map(self.number, (at.p10, at.p50, at.p90))))

    def cost(self, found: Estimate) -> str:
        """Return an amount in NOK as three points."""
        at = range_of(found.dist)
        return Numerals(lang=self.lang).money_points((at.p10, at.p50, at.p90), signed=False)

    def share(self, found: Estimate) -> str:
        """Return a chance by its middle."""
        return Numerals(lang=self.lang).chance(range_of(found.dist).p50)

    def number(self, value: float) -> str:
        """Return a number to two digits."""
        return Numerals(lang=self.lang).number(value)
