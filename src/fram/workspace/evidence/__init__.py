"""Which of a product's studies open which doors: the matrix, the gaps, whether results hold elsewhere."""

from fram.workspace.evidence.view import EvidenceView, evidence_view

__all__ = ["EvidenceView", "evidence_view"]
