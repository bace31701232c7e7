"""The record as pages of questions: generated from the fields of the company file and the facts registry."""

from fram.workspace.company.pages.page import Page, get_page, page_of, pages, questions_of
from fram.workspace.company.pages.places import value_at, with_value
from fram.workspace.company.pages.question import Question, question_at

__all__ = [
    "Page",
    "Question",
    "get_page",
    "page_of",
    "pages",
    "question_at",
    "questions_of",
    "value_at",
    "with_value",
]
