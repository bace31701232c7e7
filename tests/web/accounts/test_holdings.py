"""Every place where personal data can lie is told in a holding, in every app and library of the desk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from fram.web.accounts.models import Person
from fram.web.accounts.personal import Erasing, Holding, all_holdings, not_personal
from fram.web.accounts.personal.words import WORDS

LOOKS_PERSONAL = re.compile(
    r"(^|_)(e_?mail|name|first_name|last_name|phone|telephone|mobile|address|ip|user_agent|birth\w*|title_of_person)$"
)
TEXT = (models.CharField, models.TextField, models.GenericIPAddressField)


def tables() -> Iterator[type[models.Model]]:
    """Every table of the desk: ours, the libraries', and the histories kept of ours."""
    yield from apps.get_models(include_auto_created=True)


def about_people() -> Iterator[str]:
    """Fields that point at a person, or look as if they named one."""
    for table in tables():
        for field in table._meta.get_fields():
            if field.auto_created and not field.concrete:
                continue
            name = f"{table._meta.label}.{field.name}"
            points = bool(field.is_relation and field.related_model is Person)
            names = isinstance(field, models.EmailField) or (
                isinstance(field, TEXT) and LOOKS_PERSONAL.search(field.name) is not None
            )
            if points or names:
                yield name


def told() -> set[str]:
    """Fields that a holding names."""
    found: set[str] = set()
    for holding in all_holdings():
        label = apps.get_model(holding.model)._meta.label
        for path in (*holding.people, holding.email, *holding.fields, *holding.blank):
            found.add(f"{label}.{path.partition('__')[0]}")
    return found


def test_every_field_about_a_person_is_in_a_holding() -> None:
    missing = sorted(set(about_people()) - told() - set(not_personal()))
    assert missing == [], "say in <app>/personal.py why it is held, or why it is not personal"


def test_nothing_is_called_not_personal_that_is_gone_or_points_at_a_person() -> None:
    known = {
        f"{table._meta.label}.{field.name}": field for table in tables() for field in table._meta.get_fields()
    }
    assert sorted(set(not_personal()) - set(known)) == []
    assert [name for name in not_personal() if known[name].related_model is Person] == []
    assert all(not_personal().values())


def test_the_finder_finds_what_is_known() -> None:
    found = set(about_people())
    assert {"accounts.Person.email", "accounts.Entry.person", "usersessions.UserSession.ip"} <= found
    assert {"accounts.Invitation.email", "mfa.Authenticator.user"} <= found
    assert len(found) > 15


@pytest.mark.parametrize("holding", all_holdings(), ids=lambda one: f"{one.model}:{one.what}")
def test_a_holding_says_everything_and_works(holding: Holding, db: object) -> None:
    for word in ("what", "purpose", "source", "basis", "kept"):
        assert str(getattr(holding, word)), word
    assert holding.people or holding.email
    table = apps.get_model(holding.model)
    names = {field.name for field in table._meta.get_fields()}
    assert set(holding.fields) <= names
    assert set(holding.blank) <= names
    for path in holding.people:
        table._default_manager.filter(**{path: 1}).exists()
    if holding.email:
        table._default_manager.filter(**{f"{holding.email}__in": ["a@b.no"]}).exists()


def test_fields_in_which_somebody_wrote_freely_are_named() -> None:
    """What a column of such a name holds is nobody's to read but its writer's and the pages' own readers'."""
    free = {"answers", "certificate", "message", "subject", "text", "title", "why"}
    own_words = {("accounts.Entry", "subject")}  # the log's own words: which page, which number
    found = [
        (holding.model, name) for holding in all_holdings() for name in holding.fields
        if name in free - set(holding.words) and (holding.model, name) not in own_words
    ]  # fmt: skip
    assert found == []


@pytest.mark.parametrize("holding", [one for one in all_holdings() if one.words], ids=lambda one: one.model)
def test_whoever_wrote_it_is_in_the_row(holding: Holding) -> None:
    assert holding.writer in (*holding.people, "")
    assert holding.writer or len(holding.people) == 1, "say which of them wrote it"


def test_columns_have_words() -> None:
    ours = {
        name for holding in all_holdings() if not holding.model.startswith("fram") for name in holding.fields
    }
    accounts = {
        name
        for holding in all_holdings()
        if holding.model.partition(".")[0] in ("accounts", "account", "mfa", "socialaccount", "usersessions")
        for name in holding.fields
    }
    assert accounts <= set(WORDS)
    assert accounts <= ours


@pytest.mark.parametrize(
    "wrong",
    [
        {"on_erasing": Erasing.KEEP},
        {"on_erasing": Erasing.BLANK, "why_kept": "x"},
        {"on_erasing": Erasing.ERASE, "blank": ("email",)},
        {"on_erasing": Erasing.ERASE, "words": ("text",)},
    ],
)
def test_a_holding_that_does_not_say_how_it_ends_is_a_fault(wrong: dict[str, Any]) -> None:
    usual = {
        "model": "x.Y",
        "what": "x",
        "fields": (),
        "purpose": "x",
        "source": "x",
        "basis": "x",
        "kept": "x",
    }
    with pytest.raises(ValueError, match=r"x\.Y"):
        Holding(**{**usual, **wrong})
