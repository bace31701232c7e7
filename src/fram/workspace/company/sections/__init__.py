"""Which path of the company file belongs to which section of a record, and what is left without some."""

from fram.workspace.company.sections.belonging import (
    SECTION_OF,
    Remaining,
    part_of,
    section_of,
    sections_in,
    without,
)

__all__ = ["SECTION_OF", "Remaining", "part_of", "section_of", "sections_in", "without"]
