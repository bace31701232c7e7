"""The company file: write one, read it, and say every problem in it at once."""

from fram.workspace.company.answers import Answer
from fram.workspace.company.document import refuse_if_there, write_company
from fram.workspace.company.quick import QuickQuestion, company_from_answers, quick_questions
from fram.workspace.company.reading import check_company, check_document, read_company
from fram.workspace.company.telling import CheckReport, Filled, OpenQuestion
from fram.workspace.company.template import full_template

__all__ = [
    "Answer",
    "CheckReport",
    "Filled",
    "OpenQuestion",
    "QuickQuestion",
    "check_company",
    "check_document",
    "company_from_answers",
    "full_template",
    "quick_questions",
    "read_company",
    "refuse_if_there",
    "write_company",
]
