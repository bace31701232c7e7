"""Nordlys' record, filled with the example, and its people's browsers."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from fram.web.record.actions.importing import Arrival, take_in
from fram.web.record.queries.records import Record, get_record
from fram.workspace.company.exchange import content_from
from tests.web.cast import Cast

PAGE = "/record/nordlys/page/"


@pytest.fixture
def content(company_toml: str) -> dict[str, Any]:
    """What the example says."""
    return content_from(company_toml)


@pytest.fixture
def filled(cast: Cast, content: dict[str, Any]) -> Record:
    """Nordlys' record with the example in it, first version."""
    arrival = Arrival(profile=get_record(cast.nordlys).profile, product=None, content=content)
    take_in(by=cast.actor(cast.kari), company=cast.nordlys, arrival=arrival)
    return get_record(cast.nordlys)


@pytest.fixture
def kari(cast: Cast) -> Client:
    """The owner's browser."""
    return cast.client(cast.kari)


@pytest.fixture
def per(cast: Cast) -> Client:
    """The colleague's browser."""
    return cast.client(cast.per)
