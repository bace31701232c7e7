"""The sheets on price and evidence: the corridors, the doors, and the steps of the next study."""

from fram.workspace.papers.workbook.access.evidence import write_evidence
from fram.workspace.papers.workbook.access.prices import write_prices
from fram.workspace.papers.workbook.access.study import write_study

__all__ = ["write_evidence", "write_prices", "write_study"]
