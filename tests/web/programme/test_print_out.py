"""A print-out opens nothing that the pages have closed, and shows nobody else what people wrote."""

from __future__ import annotations

import json
from uuid import uuid4

from django.test import Client

from fram.web.accounts.models import Membership, Person
from fram.web.accounts.queries.personal import as_json
from fram.web.programme.actions.hand_overs import Proposal, agree_hand_over, propose_hand_over
from fram.web.programme.actions.tasks import TaskCard, add_task, change_task, end_task
from fram.web.programme.actions.threads import Said, reply
from fram.web.programme.models import Task
from tests.web.cast import Cast
from tests.web.programme.conftest import NOW, Begin, Move, wording


def told(browser: Client) -> str:
    return wording(browser.get("/me/print-out.json")) + wording(browser.get("/me/print-out/"))


def card(cast: Cast, **differing: object) -> TaskCard:
    usual = {
        "title": "A secret title", "text": "A secret text", "side": "body", "person": cast.ola,
        "body": cast.klyngen, "ticket": uuid4(),
    }  # fmt: skip
    return TaskCard(**{**usual, **differing})  # type: ignore[arg-type]


def test_what_others_wrote_is_not_in_it_once_the_page_is_closed(cast: Cast, ola: Client) -> None:
    kari = cast.actor(cast.kari)
    task = add_task(by=kari, company=cast.nordlys, card=card(cast))
    ours = add_task(by=cast.actor(cast.ola), company=cast.nordlys, card=card(cast, title="Ours", text=""))
    end_task(by=cast.actor(cast.ola), company=cast.nordlys, task=task, state="done")
    Membership.objects.filter(person=cast.ola).update(ended_at=NOW.replace(year=2027))
    ours.refresh_from_db()
    changed = card(cast, title="A secret after all", person=None, side="company", version=ours.version)
    change_task(by=kari, company=cast.nordlys, task=ours, card=changed)
    assert ola.get(f"/programme/nordlys/tasks/{task.pk}/").status_code == 404
    text = told(ola)
    assert "secret" not in text
    assert '"state": "done"' in text
    assert Task.objects.count() == 2


def test_a_hand_over_shows_its_words_to_whoever_wrote_them(
    cast: Cast, ola: Client, kari: Client, move: Move
) -> None:
    move("engaging", why="a reason of my own")
    proposal = Proposal(
        to_body=cast.etaten, sections=("company",), ticket=uuid4(), message="A secret message"
    )
    held = propose_hand_over(
        by=cast.actor(cast.ola), company=cast.nordlys, body=cast.klyngen, proposal=proposal
    )
    agree_hand_over(by=cast.actor(cast.kari), company=cast.nordlys, hand_over=held, sections=("company",))
    assert "A secret message" in told(ola)
    assert "a reason of my own" in told(ola)
    text = told(kari)
    assert "secret" not in text
    assert "not shown: somebody else wrote it" in text


def test_whoever_runs_the_desk_reads_no_word(cast: Cast, ola: Client, begin: Begin, move: Move) -> None:
    move("engaging", why="A secret reason")
    thread = begin(cast.kari, by=cast.ola, subject="A secret subject", text="A secret text")
    reply(
        by=cast.actor(cast.ola), company=cast.nordlys, thread=thread,
        said=Said(text="A secret answer", ticket=uuid4()),
    )  # fmt: skip
    person = Person.objects.get(pk=cast.ola.pk)
    for words in ("A secret reason", "A secret subject", "A secret answer"):
        assert words in told(ola)
    found = as_json(person, is_own=False)
    assert "secret" not in json.dumps(found)
    parts = {part["table"]: part for part in found["parts"]}
    assert parts["programme.Message"]["count"] == 2
    assert parts["programme.Message"]["left_out"] == ["text"]
    assert set(parts["programme.Message"]["rows"][0]) == {"thread", "sent_at"}


def test_the_page_of_whoever_runs_the_desk_has_no_word_either(cast: Cast, move: Move) -> None:
    from fram.web.accounts.views.print_out import _page  # behind a second look at who it is

    move("engaging", why="A secret reason")
    request = cast.client(cast.siri).get("/persons/").wsgi_request
    html = _page(request, cast.ola, is_me=False).content.decode()  # type: ignore[arg-type]
    assert "Where you said help stands" in html
    assert "secret" not in html
