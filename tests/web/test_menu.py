"""The menu of an organisation: each app's own pages, in one order, as far as the policy opens them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse

from fram.web.accounts import menu
from fram.web.accounts.menu import entries_for, home_address, pages
from fram.web.accounts.policy import table
from tests.web import walk
from tests.web.cast import Cast
from tests.web.words import WEB

OF_A_COMPANY = "Record, Who helps, Plans, Tasks, Conversations, Sharing, People, Log, Settings"
OF_A_BODY = "Companies, Tasks, Conversations, People, Log, Settings"


@pytest.mark.parametrize(
    ("name", "place", "wanted"),
    [
        ("kari", "nordlys", OF_A_COMPANY),
        ("liv", "nordlys", "Record, Who helps, Plans, Tasks, Conversations, Sharing, People"),
        ("ola", "nordlys", "Record, Who helps, Tasks, Conversations"),  # no plan was shared
        ("rita", "nordlys", ""),
        ("siri", "nordlys", ""),
        ("ane", "klyngen", OF_A_BODY),
        ("tor", "klyngen", "Companies, Tasks, Conversations, People"),
        ("kari", "klyngen", ""),
    ],
)
def test_who_finds_which_pages(cast: Cast, name: str, place: str, wanted: str) -> None:
    found = entries_for(cast.actor(cast.people[name]), getattr(cast, place), here="")
    assert ", ".join(entry.words for entry in found) == wanted


def test_every_page_is_there_and_asks_the_table(cast: Cast) -> None:
    known = {row.permission for row in table()}
    assert {page.permission for page in pages()} <= known
    assert all(reverse(page.view, args=["nordlys"]) for page in pages())
    assert home_address(cast.nordlys) == "/record/nordlys/"
    assert home_address(cast.klyngen) == "/programme/klyngen/"


def test_the_open_page_is_marked_with_those_under_it(cast: Cast) -> None:
    for here, word in (
        ("record:product-page", "Record"), ("programme:new-task", "Tasks"), ("accounts:log", "Log"),
        ("accounts:log-file", ""), ("accounts:member", "People"),
    ):  # fmt: skip
        found = entries_for(cast.actor(cast.kari), cast.nordlys, here=here)
        assert [entry.words for entry in found if entry.is_here] == [word][: bool(word)], here


@pytest.mark.parametrize(
    ("wrong", "fault"), [({"permission": "task.raed"}, KeyError), ({"view": "x:y"}, NoReverseMatch)]
)
def test_a_misspelt_page_is_a_fault_and_no_missing_page(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, wrong: dict[str, str], fault: type[Exception]
) -> None:
    spoilt = (replace(pages()[0], **wrong),)  # type: ignore[arg-type]
    monkeypatch.setattr(menu, "pages", lambda: spoilt)
    with pytest.raises(fault):
        entries_for(cast.actor(cast.kari), cast.nordlys, here="")


def test_every_link_of_a_template_has_a_route() -> None:
    # `{% url … as x %}` leaves a misspelt one empty, where the others are a fault.
    written = "".join(path.read_text(encoding="utf-8") for path in WEB.rglob("*.html"))
    found = set(re.findall(r"{% url ['\"]([\w:-]+)['\"]", written))
    known = walk.names() | {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert found - known == set()
    assert len(found) > 50
