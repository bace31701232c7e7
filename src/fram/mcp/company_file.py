"""The company file as an assistant gives it: text in the message, or a path on this machine."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

from pydantic import Field

from fram.terms.errors import Problem, Refused

Toml = Annotated[str, Field(description="The company file as TOML text. Leave out when `path` is given.")]
FilePath = Annotated[str, Field(description="Its path on this machine. Leave out when the text is given.")]


@contextmanager
def company_file(*, text: str, path: str) -> Iterator[Path]:
    """Give the file for as long as it is read; raises `Refused` unless exactly one of the two was given."""
    if bool(text.strip()) == bool(path.strip()):
        raise Refused(
            "give the company file either as text or as a path", where="company_toml, path", kind="usage",
            remedy="fill in one of the two and leave the other out",
        )  # fmt: skip
    if path.strip():
        yield Path(path.strip()).expanduser()
        return
    with tempfile.TemporaryDirectory(prefix="fram-") as folder:
        own = Path(folder, "company.toml")
        own.write_text(text, encoding="utf-8")
        try:
            yield own
        except Refused as refused:
            raise _without(own, refused) from None


def _without(own: Path, refused: Refused) -> Refused:
    """The same refusal without the name of our own short-lived file, which tells nobody anything."""

    def plainer(text: str) -> str:
        return text.replace(str(own), own.name)

    problems = [
        Problem(where=plainer(p.where), what=p.what, why=p.why, remedy=plainer(p.remedy))
        for p in refused.problems
    ]
    if len(problems) == 1:
        only = problems[0]
        return Refused(only.what, where=only.where, why=only.why, remedy=only.remedy, kind=refused.kind)
    return Refused(refused.problem.what, where=own.name, kind=refused.kind, problems=problems)
