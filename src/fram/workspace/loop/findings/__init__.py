"""Findings: what was learnt, from whom, what it changes, and how it is taken back."""

from fram.workspace.loop.findings.asked import Typed, finding_typed
from fram.workspace.loop.findings.listed import findings_kept
from fram.workspace.loop.findings.plain import findings_json
from fram.workspace.loop.findings.told import findings_text
from fram.workspace.loop.findings.view import (
    FindingsView,
    Look,
    add_finding,
    findings,
    undo_finding,
)

__all__ = [
    "FindingsView",
    "Look",
    "Typed",
    "add_finding",
    "finding_typed",
    "findings",
    "findings_json",
    "findings_kept",
    "findings_text",
    "undo_finding",
]
