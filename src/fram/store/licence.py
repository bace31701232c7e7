"""Which licences let a figure be carried in this repository, and the refusal of all others.

A user may load anything into their own home; what is written into ``knowledge/`` must stand here.
"""

from __future__ import annotations

from fram.terms.errors import Refused

CARRIED = {
    "CC-BY-4.0": "Creative Commons Attribution 4.0",
    "CC-BY-3.0-IGO": "Creative Commons Attribution 3.0 IGO",
    "public-domain": "work of the United States government, or given to the public domain",
    "EU-reuse": "reuse of European Commission documents, with the source named",
    "ECB-free-reuse": "free reuse of European Central Bank statistics, with the source named",
    "OECD-attribution": "OECD terms: single figures for any purpose, with the source named",
}
"""Licence as written in ``source.yaml`` → what it means."""


def require_carried(licence: str, *, where: str) -> None:
    """Refuse a licence whose figures may not be written into the knowledge files."""
    if licence not in CARRIED:
        raise Refused(
            f"licence `{licence or '(none)'}` does not let its figures be carried",
            where=where,
            why="figures in the knowledge files are given on to everyone who installs Fram",
            remedy=f"leave the source out, or use one under {', '.join(CARRIED)}",
        )
