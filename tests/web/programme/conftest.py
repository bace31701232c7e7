"""Help to Nordlys in any state, and the forms as a browser sends them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from fram.web.accounts.actions.sharing import share
from fram.web.accounts.models import Organisation, Person
from fram.web.programme.actions.moving import Told
from fram.web.programme.actions.support import Change, change_support
from fram.web.programme.actions.threads import Opening, Said, start_thread
from fram.web.programme.models import Support, Thread
from tests.web.cast import Cast

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
PAGE = "/programme/nordlys/"
LINE = f"{PAGE}bodies/klyngen/"
HOSTILE = "<script>alert('x')</script> & \"quoted\""
Move = Callable[..., Support]
Give = Callable[..., None]
Begin = Callable[..., Thread]


def wording(page: Any) -> str:
    """The text of an answer."""
    text: str = page.content.decode()
    return text


def fields(**more: Any) -> dict[str, Any]:
    """What a form sends, with a fresh ticket."""
    return {"ticket": str(uuid4()), **more}


@pytest.fixture
def ola(cast: Cast) -> Client:
    """The browser of Klyngen's adviser."""
    return cast.client(cast.ola)


@pytest.fixture
def kari(cast: Cast) -> Client:
    """The browser of Nordlys' owner."""
    return cast.client(cast.kari)


@pytest.fixture
def give(cast: Cast) -> Give:
    """Share exactly these sections of Nordlys with a body, as Kari."""

    def shared(body: Organisation, *sections: str) -> None:
        share(by=cast.actor(cast.kari), company=cast.nordlys, body=body, sections=sections)

    return shared


@pytest.fixture
def move(cast: Cast) -> Move:
    """Move Klyngen's help to Nordlys, as Ola."""

    def moved(state: str, *, by: Person | None = None, **differing: Any) -> Support:
        told = Told(
            reason=differing.pop("reason", "helped" if state == "closed" else ""),
            why=differing.pop("why", "because"), ticket=differing.pop("ticket", uuid4()),
        )  # fmt: skip
        held = Support.objects.filter(company=cast.nordlys, body=cast.klyngen).first()
        usual = {"adviser": cast.ola, "version": held.version if held else 0}
        change = Change(state=state, told=told, **{**usual, **differing})
        actor = cast.actor(by or cast.ola)
        return change_support(by=actor, company=cast.nordlys, body=cast.klyngen, change=change)

    return moved


@pytest.fixture
def begin(cast: Cast) -> Begin:
    """Begin a conversation about Nordlys."""

    def begun(
        *people: Person, by: Person | None = None, subject: str = "Price in Germany", **more: Any
    ) -> Thread:
        said = Said(text=more.pop("text", "How do we begin?"), ticket=more.pop("ticket", uuid4()))
        opening = Opening(subject=subject, people=tuple(one.pk for one in people), said=said, **more)
        return start_thread(by=cast.actor(by or cast.kari), company=cast.nordlys, opening=opening)

    return begun


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the clock: it stands, but for a second with each look."""

    def set_to(moment: datetime) -> None:
        looks = iter(range(10**9))
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment + timedelta(seconds=next(looks)))

    return set_to
