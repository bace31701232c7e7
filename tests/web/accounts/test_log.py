"""An action is allowed by the policy, whole or nothing, and logged; reads of what is sensitive are too."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import FunctionType

import pytest
from django.core.exceptions import PermissionDenied

import fram.web
from fram.web.accounts.acting import SYSTEM, Actor
from fram.web.accounts.log import VERBS, action, changed, note_read
from fram.web.accounts.models import Entry, Organisation
from fram.web.accounts.policy import table
from tests.web.cast import Cast


@action("sharing.change", says="renamed it for the test")
def rename(*, by: Actor, company: Organisation, name: str, breaks: bool = False) -> Organisation:
    """Rename a company, and perhaps fall over afterwards."""
    company.name = name
    company.save()
    changed("name")
    if breaks:
        raise ValueError("fell over")
    return company


def test_what_was_done_by_whom_for_whom(cast: Cast) -> None:
    rename(by=cast.actor(cast.kari), company=cast.nordlys, name="Other")
    line = Entry.objects.get()
    assert (line.person, line.company, line.organisation) == (cast.kari, cast.nordlys, cast.nordlys)
    assert (line.kind, line.changes, line.subject) == ("write", ["name"], f"organisation {cast.nordlys.pk}")
    assert "Other" not in str(line.changes)


def test_what_falls_over_leaves_nothing(cast: Cast) -> None:
    with pytest.raises(ValueError, match="fell over"):
        rename(by=cast.actor(cast.kari), company=cast.nordlys, name="Half", breaks=True)
    cast.nordlys.refresh_from_db()
    assert cast.nordlys.name == "Nordlys Vital AS (invented)"
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("name", ["per", "ola", "rita", "siri"])
def test_whoever_may_not_does_nothing(cast: Cast, name: str) -> None:
    with pytest.raises(PermissionDenied):
        rename(by=cast.actor(cast.people[name]), company=cast.nordlys, name="Theirs")
    assert Entry.objects.count() == 0


def test_use_is_what_ones_own_people_do(cast: Cast) -> None:
    before = cast.nordlys.active_at
    note_read(cast.actor(cast.ola), cast.nordlys, section="evidence")
    cast.nordlys.refresh_from_db()
    assert cast.nordlys.active_at == before
    rename(by=cast.actor(cast.kari), company=cast.nordlys, name="Used")
    cast.nordlys.refresh_from_db()
    assert cast.nordlys.active_at > before


def test_reads_that_are_noted(cast: Cast) -> None:
    note_read(cast.actor(cast.liv), cast.nordlys, section="evidence")
    note_read(SYSTEM, cast.nordlys, section="money")
    assert Entry.objects.count() == 0  # neither a colleague's read of what is open, nor the desk's own
    note_read(cast.actor(cast.liv), cast.nordlys, section="money")
    note_read(cast.actor(cast.ola), cast.nordlys, section="evidence")
    lines = Entry.objects.order_by("pk")
    assert [(line.person, line.section, line.kind) for line in lines] == [
        (cast.liv, "money", "read"), (cast.ola, "evidence", "read"),
    ]  # fmt: skip
    assert lines[1].organisation == cast.klyngen


def actions() -> Iterator[tuple[str, FunctionType]]:
    """Every public function of every app's actions."""
    for found in pkgutil.walk_packages(fram.web.__path__, "fram.web."):
        parts = found.name.split(".")
        if "actions" in parts[3:4]:
            module = importlib.import_module(found.name)
            for name, do in inspect.getmembers(module, inspect.isfunction):
                if do.__module__ == found.name and not name.startswith("_"):
                    yield f"{found.name}.{name}", do


NOT_ACTIONS = {
    "accounts.actions.once.": "parts of actions",
    "accounts.actions.persons.refuse_last_site_admin": "part of actions",
    "accounts.actions.sharing.end_sharing": "part of actions",
    "accounts.actions.sharing.hold_shared": "part of actions",
    "decide.actions.stop_plan": "the worker's own: how a plan that was asked for ended",
    "decide.actions.wait_again": "the worker's own: a plan that was asked for waits once more",
    "jobs.actions.": "the worker's own bookkeeping; what people do there is an action of the app that asks",
    "programme.actions.moving.": "parts of actions",
    "programme.actions.threads.note_seen": "how far somebody has read",
    "record.actions.drafts.": "what somebody has typed is theirs alone until they save it",
    "record.actions.products.made": "part of actions",
    "record.actions.reminding.remind_of_expiry": "the desk's own: keeps its own list of what was sent",
    "record.actions.saving.": "parts of actions",
}
"""Functions beside actions that write nothing a person means to do in a record, with the reason."""


def test_every_write_is_an_action() -> None:
    plain = {name.removeprefix("fram.web.") for name, do in actions() if not hasattr(do, "permission")}
    unsaid = {name for name in plain if not name.startswith(tuple(NOT_ACTIONS))}
    assert unsaid == set(), "give it @action, or say in NOT_ACTIONS why it needs none"
    assert [told for told in NOT_ACTIONS if not any(name.startswith(told) for name in plain)] == []


def test_actions_ask_for_permissions_that_are_in_the_table() -> None:
    known = {row.permission for row in table()}
    asked = {name: do.permission for name, do in actions() if hasattr(do, "permission")}
    assert {name: wanted for name, wanted in asked.items() if wanted not in known} == {}
    assert len(asked) > 20


def test_every_verb_has_words() -> None:
    assert all(str(words).strip() for words in VERBS.values())
