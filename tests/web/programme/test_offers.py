"""With what does a body help, and where? Its own people say it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from fram.terms.errors import Refused
from fram.web.programme.actions.offers import Offered, say_offer
from fram.web.programme.models import Offer
from tests.web.cast import Cast
from tests.web.programme.conftest import HOSTILE, wording

PAGE = "/programme/klyngen/offers/"


def test_said_changed_and_taken_back_by_the_form(cast: Cast, ola: Client) -> None:
    form = {"helps": "on", "words": HOSTILE, "markets": ["DE", "SE"]}
    assert ola.post(f"{PAGE}pricing/", form)["Location"] == PAGE
    html = wording(ola.get(PAGE))
    assert "Germany, Sweden" in html
    assert "&lt;script&gt;" in html
    assert "<script>alert" not in html
    ola.post(f"{PAGE}pricing/", {"helps": "on", "words": "In a line"})
    assert Offer.objects.get().markets == []
    ola.post(f"{PAGE}pricing/", {"words": "In a line"})
    assert not Offer.objects.exists()


@pytest.mark.parametrize("wrong", [{"words": "x" * 301}, {"markets": ["XX"]}])
def test_bad_input_is_told(ola: Client, wrong: dict[str, Any]) -> None:
    assert ola.post(f"{PAGE}pricing/", {"helps": "on", **wrong}).status_code == 422
    assert not Offer.objects.exists()


def test_who_may(cast: Cast, ola: Client) -> None:
    tor = cast.client(cast.tor)
    assert tor.get(PAGE).status_code == 200
    assert "pricing/" not in wording(tor.get(PAGE))
    assert tor.post(f"{PAGE}pricing/", {"helps": "on"}).status_code == 403
    assert cast.client(cast.eva).get(PAGE).status_code == 404
    assert cast.client(cast.kari).get(PAGE).status_code == 404
    assert ola.get(f"{PAGE}cooking/").status_code == 404
    with pytest.raises(PermissionDenied):
        say_offer(by=cast.actor(cast.eva), organisation=cast.klyngen, topic="pricing", offered=Offered())
    with pytest.raises(Refused):
        say_offer(by=cast.actor(cast.ola), organisation=cast.klyngen, topic="cooking", offered=Offered())


def test_the_database_keeps_its_promises(cast: Cast) -> None:
    Offer.objects.create(body=cast.klyngen, topic="pricing")
    for topic in ("pricing", "cooking"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Offer.objects.create(body=cast.klyngen, topic=topic)
