"""The classification rationale: two pages a company signs and shows to its notified body."""

from fram.workspace.access.rationale.writing import Place, Written, place_for, write_rationale

__all__ = ["Place", "Written", "place_for", "write_rationale"]
