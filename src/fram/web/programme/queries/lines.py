"""One body and one company: where help stands, with what, where, since when, by whom, and what is due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from fram.programme.service_clock import Clock, Reading
from fram.programme.support_states import ENDED, HELPING, Spell, Standing, standing
from fram.web.accounts.models import Consent, Organisation, Person
from fram.web.programme.models import (
    Exempting,
    Exemption,
    Reason,
    State,
    Support,
    SupportStep,
    Topic,
    clock_of,
    local_day,
    spells_of,
)

OpenTasks = tuple[int, date | None]
"""How many open tasks there are, and when the first of them is due."""
COLOURS = {
    State.SUGGESTED: "info", State.ENGAGING: "success", State.WAITING: "warning",
    State.UNASSIGNED: "warning", State.UNSUITABLE: "neutral", State.CLOSED: "neutral",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of both lists. ``reading``: the service clock, while nobody has answered."""

    company: Organisation
    body: Organisation
    standing: Standing
    support: Support | None = None
    reading: Reading | None = None
    contact_at: datetime | None = None
    tasks_open: int = 0
    task_due_on: date | None = None

    @property
    def state(self) -> str:
        """The state by its code."""
        return self.standing.state

    @property
    def state_name(self) -> str:
        """The state in words."""
        return str(State(self.state).label)

    @property
    def reason_name(self) -> str:
        """Why it is closed, in words; empty where it is not."""
        return str(Reason(self.standing.reason).label) if self.standing.reason else ""

    @property
    def colour(self) -> str:
        """The colour of the state's tag."""
        return COLOURS[State(self.state)]

    @property
    def is_helping(self) -> bool:
        """Whether the body has said yes and not ended."""
        return self.state in HELPING

    @property
    def is_ended(self) -> bool:
        """Whether the body has ended, or never began."""
        return self.state in ENDED

    @property
    def is_withdrawn(self) -> bool:
        """Whether the company has withdrawn all consent: the body sees no more than this line then."""
        return self.standing.reason == Reason.WITHDRAWN

    @property
    def topics(self) -> list[str]:
        """What the help is about, by code."""
        return [] if self.support is None else list(self.support.topics)

    @property
    def topic_names(self) -> list[str]:
        """What the help is about, in words."""
        return [str(Topic(topic).label) for topic in self.topics]

    @property
    def markets(self) -> list[str]:
        """The markets it is about, by code."""
        return [] if self.support is None else list(self.support.markets)

    @property
    def adviser(self) -> Person | None:
        """Who helps."""
        return self.support.adviser if self.support else None

    @property
    def version(self) -> int:
        """What a form must carry to change it; 0 where nobody has acted yet."""
        return self.support.version if self.support else 0


def line_of(company: Organisation, body: Organisation, *, on: date) -> Line | None:
    """Return where a body's help to a company stands; None where nothing was ever shared."""
    held = Consent.objects.filter(company=company, body=body)
    spells = spells_of(held.values_list("given_at", "withdrawn_at"))
    return make_line(company, body, spells=spells, support=Support.objects.between(company, body), on=on)


def make_line(
    company: Organisation, body: Organisation, *, spells: list[Spell], support: Support | None, on: date
) -> Line | None:
    """Put a line together of what was read for it."""
    found = standing(spells, support.kept if support else None, archived_at=company.archived_at)
    if found is None:
        return None
    return Line(
        company=company, body=body, standing=found, support=support, reading=reading_of(found, support, on=on)
    )


def with_tasks(line: Line, tasks: OpenTasks | None) -> Line:
    """Return the line with the open tasks between the two."""
    return replace(line, tasks_open=tasks[0], task_due_on=tasks[1]) if tasks else line


def reading_of(found: Standing, support: Support | None, *, on: date) -> Reading | None:
    """Return what the service clock shows, or None where no answer is awaited."""
    if found.state != State.SUGGESTED:
        return None
    clock = clock_of(support) if support and found.is_kept else Clock(started_on=local_day(found.since))
    return clock.on(on)


def steps(line: Line) -> Iterable[SupportStep]:
    """Return every move of a support, newest first, with who made it."""
    if line.support is None:
        return ()
    found: Iterable[SupportStep] = line.support.steps.select_related("by").order_by("-at", "-pk")[:100]
    return found


def exemptions(line: Line) -> Iterable[Exemption]:
    """Return every time the clock was stopped, newest first."""
    if line.support is None:
        return ()
    found: Iterable[Exemption] = line.support.exemptions.select_related("by").order_by("-at", "-pk")[:100]
    return found


def exempting_names() -> dict[str, str]:
    """Return the reasons for stopping a clock, in words."""
    return {code: str(words) for code, words in Exempting.choices}
