"""What is held about a person, table by table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import F, Func, IntegerField, Model, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import get_language, gettext

from fram.web.accounts.models import Entry, Person
from fram.web.accounts.personal import Erasing, Holding, all_holdings
from fram.web.accounts.queries import telling
from fram.web.accounts.queries.persons import proven_emails

FORM_VERSION = "1"
"""Version of the form in which a print-out is written as JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One table's part of a print-out: its holding, how many rows there are, and their values by field.

    ``left_out``: the fields whose words are shown to nobody but whoever wrote them.
    """

    holding: Holding
    fields: tuple[str, ...]
    left_out: tuple[str, ...]
    count: int
    rows: tuple[dict[str, Any], ...]


def rows_about(
    person: Person, holding: Holding, *, addresses: frozenset[str] | None = None
) -> QuerySet[Model]:
    """Return the rows of a holding that are about a person; ``addresses`` spares asking for theirs anew."""
    model = apps.get_model(holding.model)
    wanted = Q(pk__in=[])
    for path in holding.people:
        wanted |= Q(**{path: person.pk})
    if holding.email:
        wanted |= Q(**{f"{holding.email}__in": sorted(addresses or addresses_of(person))})
    every = model._default_manager
    found: QuerySet[Model] = every.filter(pk__in=every.filter(wanted).values("pk"))
    return found.order_by("pk")


def addresses_of(person: Person) -> frozenset[str]:
    """Return the addresses by which a record may name a person."""
    return proven_emails(person) | {person.email}


def print_out(person: Person, *, most: int | None = None, is_own: bool = True) -> Iterator[Part]:
    """Yield all that is held about a person; ``most`` caps the rows of each table, newest first then.

    ``is_own``: the person reads it; anybody else reads no word that somebody wrote freely.
    """
    addresses = addresses_of(person)
    found = [(one, rows_about(person, one, addresses=addresses)) for one in all_holdings()]
    for (holding, rows), count in zip(found, _counts(person, [rows for _, rows in found]), strict=True):
        shown = rows if most is None else rows.order_by("-pk")[:most]
        told = shown.select_related(*_relations(holding)) if count else ()
        left_out = () if is_own else holding.words
        fields = tuple(name for name in holding.fields if name not in left_out)
        rows_told = tuple(_row(one, fields, holding=holding, person=person) for one in told)
        yield Part(holding=holding, fields=fields, left_out=left_out, count=count, rows=rows_told)


def _counts(person: Person, found: list[QuerySet[Model]]) -> tuple[int, ...]:
    """Count the rows of every table in one question to the database."""
    counted = [
        Subquery(
            rows.order_by()
            .annotate(n=Func(F("pk"), function="COUNT", output_field=IntegerField()))
            .values("n")
        )
        for rows in found
    ]
    return tuple(Person.objects.filter(pk=person.pk).values_list(*counted).get())


def as_json(person: Person, *, is_own: bool = True) -> dict[str, Any]:
    """Return a print-out as JSON: each table with its purpose, source, basis and how long it is kept."""
    return {
        "form": f"fram-personal-data/{FORM_VERSION}",
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "person": person.pk,
        "parts": [_part(part) for part in print_out(person, is_own=is_own)],
    }


def _part(part: Part) -> dict[str, Any]:
    held = part.holding
    told = {name: str(getattr(held, name)) for name in ("what", "purpose", "source", "basis", "kept")}
    ends = {"on_erasing": held.on_erasing.value, "why_kept": str(held.why_kept)}
    rows = [{name: _plain(value) for name, value in row.items()} for row in part.rows]
    left_out = {"left_out": list(part.left_out)} if part.left_out else {}
    return {"table": held.model, **told, **ends, **left_out, "count": part.count, "rows": rows}


def _relations(holding: Holding) -> list[str]:
    known = apps.get_model(holding.model)._meta
    return [name for name in holding.fields if known.get_field(name).is_relation]


def _row(row: Model, fields: tuple[str, ...], *, holding: Holding, person: Person) -> dict[str, Any]:
    is_writer = not holding.writer or getattr(row, f"{holding.writer}_id") == person.pk
    hidden = () if is_writer else holding.words
    return {
        name: gettext("not shown: somebody else wrote it") if name in hidden else _value(row, name)
        for name in fields
    }


def _value(row: Model, name: str) -> Any:
    """Return what stands in a field; what was chosen from a list of ours, in the reader's words."""
    value = getattr(row, name)
    lang = get_language() or "en"
    if isinstance(row, Entry) and name in ("verb", "subject", "changes"):
        return telling.part(row, name, lang=lang)
    if name == "section":
        return telling.section_words(value, lang)
    if name in ("purpose", "source"):
        return gettext(value) if value else ""
    shown = getattr(row, f"get_{name}_display", None)
    return str(shown()) if shown else value


def _plain(value: Any) -> Any:
    """Return a value as JSON can hold it; what points at something else is written by its name."""
    if value is None or isinstance(value, bool | int | float | str | dict | list):
        return value
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else str(value)


def holdings_of(erasing: Erasing) -> tuple[Holding, ...]:
    """Return the holdings that end in this way."""
    return tuple(holding for holding in all_holdings() if holding.on_erasing is erasing)
