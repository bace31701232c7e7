"""Rita walks every address of the desk with Nordlys' things in it, and finds nothing there."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from fram.web.accounts.models import Entry
from tests.web import walk
from tests.web.cast import Cast

STRANGERS = ("rita", "eva", "nina", "siri")
"""A rival, an adviser without consent, somebody new, and whoever runs the desk."""


def test_every_route_is_walked_or_says_why_not() -> None:
    told = {*walk.routes(), *walk.open_routes()}
    assert walk.names() - told == set(), "new routes: tell tests/web/<app>/routes.py how to walk them"
    assert told - walk.names() == set(), "routes that are gone"
    assert set(walk.routes()) & set(walk.open_routes()) == set()


def test_routes_that_name_something_are_walked_or_held_by_a_test() -> None:
    # Whatever an address names may be somebody else's; one that is not walked says which test tries it.
    for name, reason in walk.open_routes().items():
        if _names_something(name):
            assert walk.is_held(reason), f"{name}: walk it in ROUTES, or end its reason with `file.py::test`"


@pytest.mark.parametrize("name", STRANGERS)
def test_a_stranger_finds_nothing(cast: Cast, name: str) -> None:
    browser = cast.client(cast.people[name])
    found = _walk(browser, cast)
    reached = {route: told for route, told in found.items() if 404 not in told or told - {404, 405}}
    assert reached == {}
    told = Entry.objects.filter(company=cast.nordlys, person=cast.people[name])
    assert not told.exists()


def test_signed_out_is_sent_to_sign_in(cast: Cast) -> None:
    found = _walk(Client(HTTP_HOST="127.0.0.1:8350"), cast)
    assert {route: status for route, status in found.items() if not status <= {302, 401, 405}} == {}


def test_the_walk_itself_finds_what_is_there(cast: Cast) -> None:
    readers = {who: cast.client(cast.people[who]) for who in ("kari", *walk.readers().values())}
    reached = {
        name
        for name, arguments in walk.routes().items()
        if readers[walk.readers().get(name, "kari")].get(reverse(name, kwargs=arguments(cast))).status_code
        in (200, 302, 405)
    }
    assert set(walk.routes()) - reached == set(), "the arguments of these do not point at anything of Kari's"


def _walk(browser: Client, cast: Cast) -> dict[str, set[int]]:
    """The answers to each route by every way of asking; an API route gets a body it would take."""
    found: dict[str, set[int]] = {}
    for name, arguments in walk.routes().items():
        address = reverse(name, kwargs=arguments(cast))
        if name.startswith("api:"):
            body = json.dumps(walk.bodies().get(name, {}))
            ways = (browser.post, browser.put, browser.patch, browser.delete)
            found[name] = {ask(address, body, content_type="application/json").status_code for ask in ways}
            found[name] |= {browser.get(address).status_code}
        else:
            found[name] = {browser.get(address).status_code, browser.post(address, {}).status_code}
    return found


def _names_something(name: str) -> bool:
    from django.urls import get_resolver

    space, _, last = name.rpartition(":")
    resolver = get_resolver()
    for part in filter(None, space.split(":")):
        resolver = next(one for one in resolver.url_patterns if getattr(one, "namespace", None) == part)
    patterns = list(resolver.reverse_dict.getlist(last))
    return any(names for possible, *_ in patterns for _, names in possible)
