"""Growth tools as use cases: the interview guide for one thing worth finding out."""

from __future__ import annotations

import json

from fram.decide.model.inputs import INPUTS
from fram.growth.guides import Guide, guide_for
from fram.knowledge.shelf import Shelf, load_yaml
from fram.terms.errors import Refused, did_you_mean
from fram.terms.reading import plain, read


def guides(shelf: Shelf | None = None) -> list[Guide]:
    """Return every interview guide of the knowledge floor, by slug."""
    shelf = shelf or Shelf()
    return [read(Guide, load_yaml(path), where=path.name) for path in shelf.files("guides/*.yaml")]


def guide(name: str) -> Guide:
    """Return the guide for an input of the plan (``sales_cycle``), or refuse with the known ones."""
    if name not in INPUTS:
        hint = did_you_mean(name, INPUTS) or f"known: {', '.join(INPUTS)}"
        raise Refused(f"unknown input `{name}`", remedy=hint)
    found = guide_for(guides(), name=name, role=INPUTS[name].ask)
    if found is None:
        raise Refused(
            f"no guide for `{name}` yet",
            why="it is best answered from your own records",
            remedy="see `fram plan` for who knows",
            kind="missing",
        )
    return found


def guide_text(found: Guide, lang: str = "en") -> str:
    """Return a guide as plain text in one language."""
    minutes = {"en": f"{found.minutes} minutes", "nb": f"{found.minutes} minutter"}[lang]
    note = {"en": "Write down", "nb": "Skriv ned"}[lang]
    lines = [found.title[lang], minutes, "", found.opening[lang], ""]
    lines += [f"{number}. {question[lang]}" for number, question in enumerate(found.questions, start=1)]
    return "\n".join([*lines, "", f"{note}: {found.records[lang]}"])


def guide_json(found: Guide) -> str:
    """Return a guide as JSON text."""
    return json.dumps(plain(found), ensure_ascii=False, indent=1)
