"""Each row of the policy table, told by hand for each of the cast, in both of its forms."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from fram.terms.sections import SECTIONS
from fram.web.accounts.acting import NOBODY, SYSTEM, Actor
from fram.web.accounts.actions.sharing import share
from fram.web.accounts.models import Membership
from fram.web.accounts.policy import (
    Row,
    add_rows,
    companies_where,
    get_company_for,
    may,
    sections_open_to,
    table,
)
from tests.web.cast import NAMES, Cast

HERE = Path(__file__).parent
WEB = HERE.parents[1] / "src" / "fram" / "web"
LISTS = ("policy.py", "rows.py")
"""Where the rows themselves stand."""


@cache
def expected(kind: str) -> dict[str, Any]:
    """The expectations of all apps, from each `expected.py`."""
    found: dict[str, Any] = {}
    for path in sorted(HERE.glob("*/expected.py")):
        for permission, told in getattr(_module(path), kind, {}).items():
            assert permission not in found, f"{permission} is told twice"
            found[permission] = told
    return found


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"expected_{path.parent.name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def everybody(cast: Cast) -> dict[str, Actor]:
    """Who acts, by name; nobody too."""
    return {**{name: cast.actor(person) for name, person in cast.people.items()}, "nobody": NOBODY}


def test_every_row_of_the_table_is_told_by_hand() -> None:
    told = {**expected("COMPANY"), **expected("ORGANISATION"), **expected("SITE")}
    assert {row.permission for row in table()} == set(told)


def test_every_row_is_asked_for_somewhere() -> None:
    # A row nobody asks would stand on the public page as if the desk worked by it.
    paths = [path for kind in ("*.py", "*.html") for path in WEB.rglob(kind)]
    asking = "".join(path.read_text(encoding="utf-8") for path in paths if path.name not in LISTS)
    assert [row.permission for row in table() if f'"{row.permission}"' not in asking] == []


def test_rows_about_a_section_are_told_for_each_section() -> None:
    for row in table():
        if row.about == "company":
            asked = set(SECTIONS) if row.needs == "section" else {""}
            assert set(expected("COMPANY")[row.permission]) == asked, row.permission


def test_who_may_do_what_with_a_company(cast: Cast) -> None:
    wrong = []
    for permission, by_section in expected("COMPANY").items():
        for section, names in by_section.items():
            for name, actor in everybody(cast).items():
                found = may(actor, permission, cast.nordlys, section=section)
                listed = companies_where(actor, permission, section=section).filter(pk=cast.nordlys.pk)
                wanted = name in names.split()
                if (found, listed.exists()) != (wanted, wanted):
                    wrong.append((permission, section, name, found, listed.exists()))
    assert wrong == []


def test_who_may_do_what_with_an_organisation(cast: Cast) -> None:
    wrong = []
    for permission, told in expected("ORGANISATION").items():
        for place, names in zip((cast.nordlys, cast.klyngen), told, strict=True):
            for name, actor in everybody(cast).items():
                if may(actor, permission, place) != (name in names.split()):
                    wrong.append((permission, place.slug, name))
    assert wrong == []


def test_who_may_do_what_with_the_desk(cast: Cast) -> None:
    wrong = [
        (permission, name)
        for permission, names in expected("SITE").items()
        for name, actor in everybody(cast).items()
        if may(actor, permission) != (name in names.split())
    ]
    assert wrong == []


def test_the_rival_is_in_no_row_about_the_company(cast: Cast) -> None:
    for name in ("rita", "eva", "geir", "siri", "nina"):
        assert not any(
            name in names.split() for row in expected("COMPANY").values() for names in row.values()
        )


def test_the_filter_says_the_same_as_the_table_for_every_company(cast: Cast) -> None:
    for row in table():
        if row.about != "company":
            continue
        for section in SECTIONS if row.needs == "section" else ("",):
            for name in NAMES:
                actor = cast.actor(cast.people[name])
                listed = set(companies_where(actor, row.permission, section=section))
                each = {
                    company
                    for company in (cast.nordlys, cast.rask)
                    if may(actor, row.permission, company, section=section)
                }
                assert listed == each, (row.permission, section, name)


def test_consent_withdrawn_holds_at_once(cast: Cast) -> None:
    ola = cast.actor(cast.ola)
    assert may(ola, "company.see", cast.nordlys)
    share(by=cast.actor(cast.kari), company=cast.nordlys, body=cast.klyngen, sections=())
    fresh = cast.actor(cast.ola)
    assert not may(fresh, "company.see", cast.nordlys)
    assert not companies_where(fresh, "company.see").exists()
    with pytest.raises(Http404):
        get_company_for(fresh, "nordlys", "company.see")


def test_a_membership_that_ended_ties_no_more(cast: Cast) -> None:
    held = Membership.objects.get(person=cast.per, organisation=cast.nordlys)
    held.ended_at = held.joined_at
    held.save()
    assert not may(cast.actor(cast.per), "company.see", cast.nordlys)


def test_a_role_in_one_company_is_none_in_another(cast: Cast) -> None:
    with pytest.raises(Http404):
        get_company_for(cast.actor(cast.rita), "nordlys", "company.see")
    with pytest.raises(Http404):
        get_company_for(cast.actor(cast.kari), "no-such-company", "company.see")
    with pytest.raises(PermissionDenied):
        get_company_for(cast.actor(cast.liv), "nordlys", "sharing.change")


def test_the_table_refuses_what_would_be_a_hole() -> None:
    with pytest.raises(ValueError, match="need consent"):
        Row(permission="x", words="x", who=("adviser",), about="company")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="twice"):
        add_rows([next(row for row in table() if row.permission == "company.see")])


def test_a_question_that_is_no_question_is_a_fault_of_ours(cast: Cast) -> None:
    with pytest.raises(KeyError):
        may(cast.actor(cast.kari), "no.such-permission", cast.nordlys)
    with pytest.raises(KeyError):
        sections_open_to(cast.actor(cast.kari), "no.such-permission", cast.nordlys)
    with pytest.raises(ValueError, match="name one"):
        may(cast.actor(cast.kari), "company.see")


def test_the_desk_itself_may_do_its_work(cast: Cast) -> None:
    assert may(SYSTEM, "site.work")
    assert not may(cast.actor(cast.siri), "site.work")
