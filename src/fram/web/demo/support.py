"""A year of help: states, tasks, conversations and hand-overs, as if people had been at work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from fram.web.accounts.models import Consent, Membership, Organisation, Role
from fram.web.demo.places import Places
from fram.web.programme.models import (
    HandOver,
    HandOverState,
    Message,
    Offer,
    Participant,
    Reason,
    Side,
    State,
    Support,
    SupportStep,
    Task,
    TaskState,
    Thread,
    Topic,
)

WHY = {
    State.WAITING: "We wait for the signed clinical report.",
    State.UNSUITABLE: "This market lies outside what we work with.",
}
CLOSED_FOR = (Reason.HELPED, Reason.NO_ANSWER, Reason.CAPACITY)
ABROAD = ("DE", "SE", "DK", "GB", "US", "NL", "FR", "CH")
TASKS = (
    ("Send the intended purpose in one sentence", Side.COMPANY),
    ("Find a notified body with free dates", Side.BODY),
    ("Book a talk with the payer in Hamburg", Side.BODY),
    ("Count orders of the last twelve months", Side.COMPANY),
    ("Read the German landing page aloud to a nurse", Side.COMPANY),
    ("Ask two distributors for terms", Side.BODY),
    ("Lay the clinical report among the files", Side.COMPANY),
    ("Apply for the travel grant", Side.COMPANY),
)
SUBJECTS = ("First talk about Germany", "What the study must show", "Terms of the distributor", "The grant")
WORDS = (
    "We read your evidence section. Could we speak on Thursday about what the payer will ask for?",
    "Thursday suits us. We bring the numbers from the first ward.",
    "Good. Please note who decides about the budget there; it is not always the clinic.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """A company and a body it trusts: since when, and their people."""

    company: Organisation
    body: Organisation
    since: datetime
    company_people: tuple[Membership, ...]
    body_people: tuple[Membership, ...]


def help_about(places: Places, *, rng: Random, now: datetime) -> None:
    """Write what bodies offer, and for each pair that shares: how help went."""
    _offers(places, rng=rng)
    pairs = _pairs(places)
    supports = _supports(pairs, rng=rng, now=now)
    _suggest_lately(pairs, supports, rng=rng, now=now)
    Support.objects.bulk_create(supports, batch_size=500)
    SupportStep.objects.bulk_create([step for one in supports if (step := _step(one))], batch_size=500)
    Task.objects.bulk_create(_tasks(pairs, rng=rng, now=now), batch_size=500)
    _talks(pairs, rng=rng, now=now)
    HandOver.objects.bulk_create(_hand_overs(pairs, places, now=now), batch_size=500)


def _offers(places: Places, *, rng: Random) -> None:
    Offer.objects.bulk_create(
        Offer(body=body, topic=topic, markets=sorted(rng.sample(ABROAD, 3)) if rng.random() < 0.5 else [])
        for body in places.bodies
        for topic in rng.sample(list(Topic.values), 4)
    )


def _pairs(places: Places) -> list[Pair]:
    companies = {one.pk: one for one in places.companies}
    bodies = {one.pk: one for one in places.bodies}
    first: dict[tuple[int, int], datetime] = {}
    for company, body, at in Consent.objects.given().values_list("company", "body", "given_at"):
        first[company, body] = min(at, first.get((company, body), at))
    return [
        Pair(companies[company], bodies[body], since, places.people[company], places.people[body])
        for (company, body), since in first.items()
    ]


def _supports(pairs: list[Pair], *, rng: Random, now: datetime) -> list[Support]:
    made = []
    shown = iter((State.ENGAGING, State.WAITING, None))  # of the company that visitors look at
    for pair in pairs:
        drawn = rng.choices(
            (None, State.ENGAGING, State.WAITING, State.UNASSIGNED, State.UNSUITABLE, State.CLOSED),
            weights=(12, 45, 15, 8, 5, 15),
        )[0]
        state = next(shown, drawn) if pair.company == pairs[0].company else drawn
        if state is None:  # nobody has answered yet: the clock runs
            continue
        answered = min(pair.since + timedelta(days=rng.randint(1, 25)), now)
        moved = min(answered + timedelta(days=rng.randint(0, 90)), now)
        advisers = [one.person for one in pair.body_people if one.role == Role.ADVISER]
        made.append(
            Support(
                company=pair.company, body=pair.body, state=state, moved_at=moved, suggested_at=pair.since,
                clock_from=pair.since, answered_at=answered,
                reason=rng.choice(CLOSED_FOR) if state == State.CLOSED else "",
                topics=sorted(rng.sample(list(Topic.values), rng.randint(1, 3))),
                markets=sorted(rng.sample(ABROAD, rng.randint(1, 2))),
                adviser=None if state == State.UNASSIGNED else rng.choice(advisers),
            )
        )  # fmt: skip
    return made


def _suggest_lately(pairs: list[Pair], supports: list[Support], *, rng: Random, now: datetime) -> None:
    """Let those that nobody has answered be of the last weeks: a few are overdue, none for a year."""
    answered = {(one.company.pk, one.body.pk) for one in supports}
    for pair in pairs:
        if (pair.company.pk, pair.body.pk) not in answered:
            given = Consent.objects.given().filter(company=pair.company, body=pair.body)
            given.update(given_at=now - timedelta(days=rng.randint(1, 18)))


def _step(support: Support) -> SupportStep | None:
    return SupportStep(
        company=support.company, support=support, from_state=State.SUGGESTED, to_state=support.state,
        reason=support.reason, at=support.moved_at, by=support.adviser, why=WHY.get(State(support.state), ""),
    )  # fmt: skip


def _tasks(pairs: list[Pair], *, rng: Random, now: datetime) -> list[Task]:
    made = []
    for pair in pairs:
        for title, side in rng.sample(TASKS, rng.randint(0, 3)):
            at = pair.since + (now - pair.since) * rng.random()
            is_done = rng.random() < 0.5
            people = pair.company_people if side == Side.COMPANY else pair.body_people
            ended = {"ended_at": now, "ended_by": people[0].person} if is_done else {}
            made.append(
                Task(
                    company=pair.company, body=pair.body, title=title, side=side, made_at=at,
                    made_by=pair.body_people[0].person, person=rng.choice(people).person,
                    due_on=(at + timedelta(days=rng.randint(7, 60))).date(),
                    state=TaskState.DONE if is_done else TaskState.OPEN, **ended,
                )
            )  # fmt: skip
    return made


def _talks(pairs: list[Pair], *, rng: Random, now: datetime) -> None:
    threads, parts, messages = [], [], []
    for pair in pairs:
        if rng.random() < 0.4:
            continue
        adviser = pair.body_people[1]
        owner = pair.company_people[0]
        at = pair.since + (now - pair.since) * rng.random() * 0.9
        said = WORDS[: rng.randint(1, 3)]
        thread = Thread(
            company=pair.company, subject=rng.choice(SUBJECTS), started_by=adviser.person, started_at=at,
            last_at=at + timedelta(hours=5 * (len(said) - 1)),
        )  # fmt: skip
        threads.append(thread)
        for member, body in ((adviser, pair.body), (owner, pair.company)):
            parts.append(
                Participant(
                    company=pair.company, thread=thread, person=member.person, organisation=body, added_at=at,
                    added_by=adviser.person, read_at=at,
                )
            )  # fmt: skip
        for number, text in enumerate(said):
            member, place = (adviser, pair.body) if number % 2 == 0 else (owner, pair.company)
            messages.append(
                Message(
                    company=pair.company, thread=thread, author=member.person, organisation=place, text=text,
                    sent_at=at + timedelta(hours=5 * number),
                )
            )  # fmt: skip
    Thread.objects.bulk_create(threads, batch_size=500)
    Participant.objects.bulk_create(parts, batch_size=500)
    Message.objects.bulk_create(messages, batch_size=500)


def _hand_overs(pairs: list[Pair], places: Places, *, now: datetime) -> list[HandOver]:
    """One open hand-over for every tenth pair: proposed lately, and waiting for the company."""
    trusted = {(pair.company.pk, pair.body.pk) for pair in pairs}
    made: dict[tuple[int, int], HandOver] = {}
    for pair in pairs[::10]:
        others = [one for one in places.bodies if (pair.company.pk, one.pk) not in trusted]
        if others:
            made[pair.company.pk, others[0].pk] = HandOver(
                company=pair.company, from_body=pair.body, to_body=others[0], sections=["company", "product"],
                topics=[Topic.CAPITAL], message="They know this market better than we do.",
                state=HandOverState.PROPOSED, made_by=pair.body_people[1].person,
                made_at=now - timedelta(days=4), expires_at=now + timedelta(days=26),
            )  # fmt: skip
    return list(made.values())
