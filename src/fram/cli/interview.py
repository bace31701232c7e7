"""Asks the quick questions on a terminal, or reads their answers from standard input, line by line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from fram.terms.errors import Refused

if TYPE_CHECKING:
    from fram.workspace.company import QuickQuestion


def ask_all(questions: Sequence[QuickQuestion], lang: str) -> dict[str, str]:
    """Return the answers by field; an empty answer means unknown. A refused answer is asked again."""
    answers: dict[str, str] = {}
    for number, question in enumerate(questions, start=1):
        answers[question.field] = _ask(question, lang, f"{number}/{len(questions)}")
    return answers


def _ask(question: QuickQuestion, lang: str, place: str) -> str:
    while True:
        try:
            said: str = typer.prompt(
                f"{place}  {question.text(lang)}", default="", show_default=False
            ).strip()
        except typer.Abort:
            if sys.stdin.isatty():
                raise
            raise Refused(
                f"the answers end at question {place}", where="standard input", kind="usage",
                remedy="give one line for each question; an empty line means you do not know",
            ) from None  # fmt: skip
        try:
            question.check(said)
        except Refused as error:
            typer.echo(f"     {error}", err=True)
            # Without a terminal the same line would be refused for ever.
            if not sys.stdin.isatty():
                raise
            continue
        return said
