"""A body's companies: a thousand of them, searched and sorted without reading each one whole.

The database sums up what was shared, company by company; where help stands follows from the sum, and only
where the sum cannot tell is every consent read. A test holds this to the reading of one line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from fram.programme.service_clock import late_if_started_by
from fram.programme.support_states import ENDED, Kept, Spell, Standing, standing
from fram.web.accounts.models import Consent, Organisation
from fram.web.programme.models import Reason, State, Support, Task, TaskState, Thread, spells_of
from fram.web.programme.queries.lines import Line, OpenTasks, reading_of, with_tasks

ORDERS = ("urgent", "name", "newest", "oldest", "contact")
"""What the list can be sorted by."""
RANKS = {State.SUGGESTED: 1, State.UNASSIGNED: 2, State.WAITING: 3, State.ENGAGING: 3}
LATE, LAST = 0, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which companies are asked for; empty means any. ``state``: one, or open, overdue, ended, all."""

    text: str = ""
    state: str = "open"
    topic: str = ""
    market: str = ""
    adviser: str = ""
    order: str = "urgent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A company in short: what the list is searched and sorted by. ``clock_at``: when its clock began.

    ``is_behind``: whether a task between the two is overdue.
    """

    pk: int
    name: str
    standing: Standing
    clock_at: datetime
    rank: int
    adviser: int | None = None
    is_behind: bool = False


def rows(body: Organisation, *, on: date) -> list[Row]:
    """Return every company that shares or shared something with the body, in short."""
    late = timezone.make_aware(datetime.combine(late_if_started_by(on) + timedelta(days=1), time.min))
    held = Support.objects.filter(body=body).values_list(
        "company", "state", "reason", "moved_at", "clock_from", "adviser"
    )
    supports = {one[0]: one[1:] for one in held}
    ever = Consent.objects.filter(body=body).order_by().values("company")
    companies = Organisation.objects.companies().filter(pk__in=ever).order_by()
    named = {pk: (name, away) for pk, name, away in companies.values_list("pk", "name", "archived_at")}
    kept = {pk: Kept(state=s[0], reason=s[1], moved_at=s[2]) for pk, s in supports.items()}
    behind = _behind(body, on=on)
    found = []
    for pk, spells in _spells(body, kept):
        if pk in named:
            name, away = named[pk]
            stands = standing(spells, kept.get(pk), archived_at=away)
            assert stands is not None, "a company is here because it shared something"
            row = _row((pk, name), stands, supports.get(pk), late)
            found.append(replace(row, is_behind=True) if pk in behind and row.rank < LAST else row)
    return found


def caseload(body: Organisation, found: Iterable[Row], *, wanted: Wanted) -> list[Row]:
    """Return those of the body's companies that are asked for, in the order that is asked for."""
    among = _about(body, wanted)
    fitting = [row for row in found if _fits(row, wanted) and (among is None or row.pk in among)]
    if wanted.order == "name":
        return sorted(fitting, key=lambda row: (row.name.casefold(), row.pk))
    if wanted.order in ("newest", "oldest"):
        return sorted(fitting, key=lambda row: row.standing.since, reverse=wanted.order == "newest")
    if wanted.order == "contact":
        last = _contacts(Q(participants__organisation=body))
        return sorted(fitting, key=lambda row: (row.pk in last, last.get(row.pk), row.name.casefold()))
    return sorted(fitting, key=_urgency)


def counts(found: Iterable[Row]) -> dict[str, int]:
    """Return how many companies are open, overdue and ended."""
    told = {"open": 0, "overdue": 0, "ended": 0}
    for row in found:
        told["ended" if row.standing.state in ENDED else "open"] += 1
        told["overdue"] += row.rank == LATE
    return told


def as_lines(body: Organisation, shown: Collection[Row], *, on: date) -> list[Line]:
    """Return the lines of one page, with what is due, the adviser and the last contact."""
    pks = [row.pk for row in shown]
    companies = Organisation.objects.in_bulk(pks)
    held = Support.objects.filter(body=body, company__in=pks).select_related("adviser")
    supports = {one.company_id: one for one in held.prefetch_related("exemptions")}
    contacts = _contacts(Q(company__in=pks, participants__organisation=body))
    tasks = _tasks(body, pks)
    lines = []
    for row in shown:
        line = Line(company=companies[row.pk], body=body, standing=row.standing)
        if not line.is_withdrawn:
            support = supports.get(row.pk)
            reading = reading_of(row.standing, support, on=on)
            line = replace(line, support=support, reading=reading, contact_at=contacts.get(row.pk))
            line = with_tasks(line, tasks.get(row.pk))
        lines.append(line)
    return lines


def _spells(body: Organisation, kept: dict[int, Kept]) -> Iterator[tuple[int, list[Spell]]]:
    """Yield each company with consents from which its standing follows: one or two where that is enough."""
    at = timezone.now()
    is_over = Q(withdrawn_at__lte=at)
    is_given = Q(withdrawn_at=None) | Q(withdrawn_at__gt=at)
    sums: Any = Consent.objects.filter(body=body).order_by().values_list("company")
    sums = sums.annotate(
        first=Min("given_at", filter=is_given), last=Max("given_at", filter=is_given),
        gone=Max("withdrawn_at", filter=is_over),
    )  # fmt: skip
    unclear = []
    for pk, first, last, gone in sums:
        moved_at = kept[pk].moved_at if pk in kept else None
        if first is None:
            yield pk, [Spell(gone, gone)]
        elif moved_at is None or (last <= moved_at and not (gone and gone > moved_at)):
            yield pk, [Spell(first), Spell(last)]
        else:
            unclear.append(pk)
    every: dict[int, list[tuple[datetime, datetime | None]]] = defaultdict(list)
    found = Consent.objects.filter(body=body, company__in=unclear) if unclear else Consent.objects.none()
    for pk, given_at, withdrawn_at in found.values_list("company", "given_at", "withdrawn_at"):
        every[pk].append((given_at, withdrawn_at))
    yield from ((pk, spells_of(held)) for pk, held in every.items())


def _row(named: tuple[int, str], stands: Standing, support: Any, late: datetime) -> Row:
    is_waiting = stands.state == State.SUGGESTED
    clock_at = support[3] if support and stands.is_kept and is_waiting else stands.since
    adviser = support[4] if support else None
    rank = LATE if is_waiting and clock_at < late else RANKS.get(State(stands.state), LAST)
    return Row(pk=named[0], name=named[1], standing=stands, clock_at=clock_at, rank=rank, adviser=adviser)


def _urgency(row: Row) -> tuple[bool, int, datetime, str]:
    """First what is overdue, an answer before a task; then by where help stands, the oldest first."""
    return not (row.rank == LATE or row.is_behind), row.rank, row.clock_at, row.name.casefold()


def _fits(row: Row, wanted: Wanted) -> bool:
    state = row.standing.state
    by_state = {
        "all": True, "open": state not in ENDED, "ended": state in ENDED, "overdue": row.rank == LATE
    }  # fmt: skip
    by_adviser = {"": True, "none": row.adviser is None}
    # A line without consent tells no more than that it is closed: it is not found by what it was about.
    is_told = row.standing.reason != Reason.WITHDRAWN or not (wanted.topic or wanted.market or wanted.adviser)
    return (
        by_state.get(wanted.state, state == wanted.state)
        and (not wanted.text or wanted.text.casefold() in row.name.casefold())
        and by_adviser.get(wanted.adviser, str(row.adviser) == wanted.adviser)
        and is_told
    )


def _about(body: Organisation, wanted: Wanted) -> frozenset[int] | None:
    """The companies whose help has the topic and the market; None where neither is asked for."""
    if not (wanted.topic or wanted.market):
        return None
    found = Support.objects.filter(body=body)
    if wanted.topic:
        found = found.filter(topics__icontains=f'"{wanted.topic}"')
    if wanted.market:
        found = found.filter(markets__icontains=f'"{wanted.market}"')
    return frozenset(found.values_list("company", flat=True))


def _contacts(which: Q) -> dict[int, datetime]:
    held = Thread.objects.filter(which).order_by().values("company").annotate(last=Max("last_at"))
    return dict(held.values_list("company", "last"))


def _behind(body: Organisation, *, on: date) -> frozenset[int]:
    """The companies with an open task that was due before this day."""
    late = Task.objects.filter(body=body, state=TaskState.OPEN, due_on__lt=on).order_by()
    return frozenset(late.values_list("company", flat=True))


def _tasks(body: Organisation, companies: list[int]) -> dict[int, OpenTasks]:
    held = Task.objects.filter(body=body, company__in=companies, state=TaskState.OPEN).order_by()
    counted = held.values("company").annotate(number=Count("pk"), first=Min("due_on"))
    return {row["company"]: (row["number"], row["first"]) for row in counted}
