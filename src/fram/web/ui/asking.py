"""How pages ask: a form that shows what was refused, and one that is sent once."""

from __future__ import annotations

import uuid

from django import forms

from fram.terms.errors import Problem, Refused


def sentences(problem: Problem) -> str:
    """Return what is wrong and what to do, as sentences for a reader."""
    parts = [part.rstrip(".") for part in (problem.what, problem.remedy) if part]
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in parts)


class AskingForm(forms.Form):
    """A form that shows at its question what an action refused."""

    def add_refused(self, refused: Refused) -> None:
        """Show at its question why an answer was refused, and what to do."""
        for problem in refused.problems:
            where = problem.where if problem.where in self.fields else None
            self.add_error(where, sentences(problem))


class OnceForm(AskingForm):
    """A form that is sent once: its ticket tells a second sending from a new one."""

    ticket = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
