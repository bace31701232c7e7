"""One place where personal data lies, and all of them together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from fram.web.ui.collecting import modules_called

AGREEMENT = _("agreement with the person (Art. 6(1)(b))")
INTEREST = _("legitimate interest (Art. 6(1)(f))")
DUTY = _("legal duty (Art. 6(1)(c))")


class Erasing(StrEnum):
    """What becomes of a record when its person is erased."""

    ERASE = "erase"  # the row goes
    BLANK = "blank"  # the row stays, the fields named in `blank` are emptied
    KEEP = "keep"  # the row stays as it is; the person in it is a number without a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One table: what it holds about people and why.

    ``model``: `app.Model`. ``people``: the paths from a row to the person, such as `person` or
    `thread__author`. ``email``: a field that names the person by address instead. ``fields``: what a
    print-out shows. ``words``: those of them in which somebody wrote freely, shown to whoever wrote them:
    the person at ``writer``, where not everybody in ``people`` did. ``why_kept`` is needed where the row
    outlives the person.
    """

    model: str
    what: Any
    people: tuple[str, ...] = ()
    email: str = ""
    fields: tuple[str, ...]
    purpose: Any
    source: Any
    basis: Any
    kept: Any
    on_erasing: Erasing
    blank: tuple[str, ...] = ()
    why_kept: Any = ""
    words: tuple[str, ...] = ()
    writer: str = ""

    def __post_init__(self) -> None:
        if self.on_erasing is not Erasing.ERASE and not self.why_kept:
            raise ValueError(f"{self.model}: say why it outlives the person")
        if bool(self.blank) != (self.on_erasing is Erasing.BLANK):
            raise ValueError(f"{self.model}: `blank` goes with Erasing.BLANK")
        if not set(self.words) <= set(self.fields):
            raise ValueError(f"{self.model}: `words` are among the fields")


@cache
def all_holdings() -> tuple[Holding, ...]:
    """Return the holdings of every app, in the order of the apps."""
    return tuple(holding for module in modules_called("personal") for holding in module.HOLDINGS)


@cache
def not_personal() -> dict[str, str]:
    """Return the fields (`app.Model.field`) that look personal and are not, with the reason of each."""
    told = [getattr(module, "NOT_PERSONAL", {}) for module in modules_called("personal")]
    return {name: why for found in told for name, why in found.items()}
