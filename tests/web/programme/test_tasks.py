"""Tasks: who gives them, who sees them, how they end, and how that is taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from fram.terms.errors import Refused
from fram.web.accounts.models import Person
from fram.web.programme.actions.tasks import TaskCard, add_task, change_task, end_task, reopen_task
from fram.web.programme.models import Task
from tests.web.cast import Cast
from tests.web.programme.conftest import HOSTILE, NOW, Give, fields, wording

PAGE = "/programme/nordlys/tasks/"
BODY_PAGE = "/programme/klyngen/tasks/"
TODAY = NOW.date()


def task(cast: Cast, title: str = "Write the price list", *, by: Person | None = None, **more: Any) -> Task:
    card = TaskCard(**{"title": title, "ticket": uuid4(), "body": cast.klyngen, **more})
    return add_task(by=cast.actor(by or cast.kari), company=cast.nordlys, card=card)


def form(cast: Cast, **differing: Any) -> dict[str, Any]:
    usual = {"title": "Read the study", "doer": cast.nordlys.pk, "body": "", "version": 1}
    return fields(**{**usual, **differing})


def titles(html: str) -> list[str]:
    return re.findall(r'<th scope="row"><a[^>]*>(.*?)</a>', html)


def test_a_company_without_tasks_is_told_what_to_do_first(cast: Cast, kari: Client) -> None:
    html = wording(kari.get(PAGE))
    assert "There are no tasks yet" in html
    assert f"{PAGE}new/" in html
    assert f"{PAGE}new/" not in wording(cast.client(cast.liv).get(PAGE))


def test_given_by_the_form_to_a_body(cast: Cast, kari: Client) -> None:
    told = form(cast, doer=f"{cast.klyngen.pk}-{cast.ola.pk}", due_on="2026-12-01", text=HOSTILE)
    answer = kari.post(f"{PAGE}new/", told)
    made = Task.objects.get()
    assert answer["Location"] == f"{PAGE}{made.pk}/"
    assert (made.body, made.side, made.person, made.made_by) == (cast.klyngen, "body", cast.ola, cast.kari)
    html = wording(cast.client(cast.ola).get(f"{PAGE}{made.pk}/"))
    assert "&lt;script&gt;" in html
    assert "<script>alert" not in html
    assert titles(wording(cast.client(cast.ola).get(BODY_PAGE))) == ["Read the study"]


def buttons(html: str) -> list[str]:
    return re.findall(r'action="([^"]+/end/)"', html)


def test_only_who_may_end_a_task_finds_its_button(cast: Cast, ola: Client) -> None:
    made = task(cast)
    tor = cast.client(cast.tor)  # an analyst
    for page in (PAGE, BODY_PAGE):
        assert buttons(wording(ola.get(page))) == [f"{PAGE}{made.pk}/end/"]
        assert titles(wording(tor.get(page))) == ["Write the price list"]
        assert buttons(wording(tor.get(page))) == []
    ended = end_task(by=cast.actor(cast.ola), company=cast.nordlys, task=made, state="done")
    assert "Undo" in wording(ola.get(f"{BODY_PAGE}?ended={ended.pk}"))
    assert "Undo" not in wording(tor.get(f"{BODY_PAGE}?ended={ended.pk}"))


def test_given_by_an_adviser_to_the_company(cast: Cast, ola: Client) -> None:
    answer = ola.post(
        f"{PAGE}new/", form(cast, doer=f"{cast.nordlys.pk}-{cast.kari.pk}", body=cast.klyngen.pk)
    )
    assert answer.status_code == 302
    made = Task.objects.get()
    assert (made.body, made.side, made.person) == (cast.klyngen, "company", cast.kari)


def test_the_companys_own_tasks_are_seen_by_no_body(cast: Cast, kari: Client, ola: Client) -> None:
    own = task(cast, "Secret of ours", body=None)
    assert titles(wording(kari.get(PAGE))) == ["Secret of ours"]
    assert "Secret of ours" not in wording(ola.get(PAGE))
    assert ola.get(f"{PAGE}{own.pk}/").status_code == 404
    assert ola.post(f"{PAGE}{own.pk}/end/", {"state": "done"}).status_code == 404


def test_a_task_with_one_body_is_not_seen_by_another(cast: Cast, give: Give) -> None:
    made = task(cast)
    give(cast.etaten, "company", "support")
    eva = cast.client(cast.eva)
    assert eva.get(f"{PAGE}{made.pk}/").status_code == 404
    assert "Write the price list" not in wording(eva.get(PAGE))


def test_seen_by_names_who_can_see_it(cast: Cast, kari: Client, give: Give) -> None:
    page = f"{PAGE}{task(cast).pk}/"
    both = "<dd>Nordlys Vital AS (invented), Helseklyngen (invented)</dd>"
    assert both in wording(kari.get(page))
    give(cast.klyngen)
    assert "<dd>Nordlys Vital AS (invented)</dd>" in wording(kari.get(page))


def test_without_consent_the_body_sees_its_tasks_no_more(cast: Cast, ola: Client, give: Give) -> None:
    made = task(cast)
    give(cast.klyngen)
    assert ola.get(f"{PAGE}{made.pk}/").status_code == 404
    assert "Write the price list" not in wording(ola.get(BODY_PAGE))
    with pytest.raises(Refused, match="sees nothing"):
        task(cast)


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("", ["Late", "Soon", "Some day"]), ("state=overdue", ["Late"]), ("state=mine", ["Soon"]),
        ("state=done", ["Gone"]), ("state=all", ["Late", "Gone", "Soon", "Some day"]),
        ("text=LATE", ["Late"]), ("text=hidden", ["Soon"]), ("order=title", ["Late", "Some day", "Soon"]),
        ("order=newest", ["Some day", "Soon", "Late"]), ("state=x&order=x", ["Late", "Soon", "Some day"]),
    ],
)  # fmt: skip
def test_filter_search_and_sort(cast: Cast, kari: Client, asked: str, shown: list[str]) -> None:
    task(cast, "Late", due_on=TODAY - timedelta(days=1))
    gone = task(cast, "Gone", due_on=TODAY)
    task(cast, "Soon", due_on=TODAY + timedelta(days=1), person=cast.kari, text="hidden words")
    task(cast, "Some day")
    end_task(by=cast.actor(cast.kari), company=cast.nordlys, task=gone, state="done")
    assert titles(wording(kari.get(f"{PAGE}?{asked}"))) == shown


def test_done_from_the_list_and_undone(cast: Cast, kari: Client) -> None:
    made = task(cast)
    answer = kari.post(f"{PAGE}{made.pk}/end/", {"state": "done", "back": "nordlys"})
    assert answer["Location"] == f"{PAGE}?ended={made.pk}"
    html = wording(kari.get(answer["Location"]))
    assert "“Write the price list” is done now." in html
    made.refresh_from_db()
    assert (made.state, made.ended_by) == ("done", cast.kari)
    kari.post(f"{PAGE}{made.pk}/reopen/")
    made.refresh_from_db()
    assert (made.state, made.ended_by, made.ended_at) == ("open", None, None)
    assert "is open now" not in wording(kari.get(f"{PAGE}?ended={made.pk}"))


def test_the_way_back_leads_nowhere_else(cast: Cast, kari: Client) -> None:
    made = task(cast)
    answer = kari.post(f"{PAGE}{made.pk}/end/", {"state": "done", "back": "//evil.example"})
    assert answer["Location"] == f"{PAGE}{made.pk}/"
    for pk in ("x", "9" * 40, "-1"):
        assert kari.get(f"{PAGE}?ended={pk}").status_code == 200


# who gets it, who acts, how they may end it
@pytest.mark.parametrize(
    ("side", "who", "ways"),
    [
        ("body", "ola", {"done", "declined"}), ("body", "kari", {"done", "cancelled"}),
        ("company", "kari", {"done", "declined"}), ("company", "ola", {"done", "cancelled"}),
    ],
)  # fmt: skip
def test_who_ends_a_task_how(cast: Cast, side: str, who: str, ways: set[str]) -> None:
    for way in ("done", "declined", "cancelled", "open", "nonsense"):
        made = task(cast, side=side)
        told = {"by": cast.actor(cast.people[who]), "company": cast.nordlys, "task": made}
        if way in ways:
            assert end_task(**told, state=way).state == way
        elif way == "open":
            assert end_task(**told, state=way).is_open
        else:
            with pytest.raises(PermissionDenied):
                end_task(**told, state=way)


def test_ended_twice_is_ended_once_and_not_otherwise(cast: Cast) -> None:
    made = task(cast)
    told = {"by": cast.actor(cast.kari), "company": cast.nordlys, "task": made}
    first = end_task(**told, state="done")
    assert end_task(**told, state="done").version == first.version
    with pytest.raises(Refused, match="ended meanwhile: done"):
        end_task(**told, state="declined")
    assert reopen_task(**told).is_open
    assert reopen_task(**told).is_open


def test_readers_and_analysts_only_look(cast: Cast) -> None:
    made = task(cast)
    for person in (cast.liv, cast.tor):
        browser = cast.client(person)
        html = wording(browser.get(f"{PAGE}{made.pk}/"))
        assert "Write the price list" in html
        assert "/end/" not in html
        assert 'name="title"' not in html
        assert "/end/" not in wording(browser.get(PAGE))
        assert browser.post(f"{PAGE}{made.pk}/", form(cast)).status_code == 403
        assert browser.post(f"{PAGE}{made.pk}/end/", {"state": "done"}).status_code == 403
        assert browser.get(f"{PAGE}new/").status_code == 403


def test_a_tasks_number_of_another_company_is_not_there(cast: Cast, kari: Client) -> None:
    other = TaskCard(title="Rask's own", ticket=uuid4())
    made = add_task(by=cast.actor(cast.rita), company=cast.rask, card=other)
    for address in (f"{PAGE}{made.pk}/", f"{PAGE}{made.pk}/end/", f"{PAGE}{made.pk}/reopen/"):
        assert kari.post(address, form(cast)).status_code == 404
    made.refresh_from_db()
    assert made.title == "Rask's own"
    for number in ("0", "9" * 30):
        assert kari.get(f"{PAGE}{number}/").status_code == 404


@pytest.mark.parametrize(
    ("differing", "fault"),
    [
        ({"title": ""}, "required"), ({"title": "   "}, "required"), ({"title": "x" * 201}, "at most 200"),
        ({"text": "x" * 10_001}, "at most 10000"), ({"due_on": "tomorrow"}, "valid date"),
        ({"doer": "0"}, "valid choice"), ({"doer": ""}, "required"), ({"body": "0"}, "valid choice"),
    ],
)  # fmt: skip
def test_bad_input_is_told_and_kept(cast: Cast, kari: Client, differing: dict[str, Any], fault: str) -> None:
    answer = kari.post(f"{PAGE}new/", form(cast, **{"text": "kept <i>words</i>", **differing}))
    html = wording(answer)
    assert answer.status_code == 422
    assert fault in html
    if "text" not in differing:
        assert "kept &lt;i&gt;words" in html
    assert not Task.objects.exists()


def test_people_of_others_cannot_be_named(cast: Cast, kari: Client, ola: Client) -> None:
    for doer in (f"{cast.rask.pk}-{cast.rita.pk}", f"{cast.nordlys.pk}-{cast.rita.pk}", f"{cast.etaten.pk}"):
        assert kari.post(f"{PAGE}new/", form(cast, doer=doer)).status_code == 422
    assert ola.post(f"{PAGE}new/", form(cast, body=cast.etaten.pk)).status_code == 422
    with pytest.raises(Refused, match="does not belong"):
        task(cast, person=cast.rita)
    with pytest.raises(Refused, match="choose the body"):
        task(cast, side="body", body=None)
    with pytest.raises(PermissionDenied):
        task(cast, by=cast.ola, body=None)


def test_a_body_that_is_to_do_it_must_see_it(cast: Cast, kari: Client, give: Give) -> None:
    give(cast.etaten, "company")
    answer = kari.post(f"{PAGE}new/", form(cast, doer=cast.klyngen.pk, body=cast.etaten.pk))
    assert answer.status_code == 422
    assert "does not see the task" in wording(answer)


def test_the_same_form_twice_gives_one_task(cast: Cast, kari: Client) -> None:
    told = form(cast)
    first, second = kari.post(f"{PAGE}new/", told), kari.post(f"{PAGE}new/", told)
    assert first["Location"] == second["Location"]
    assert Task.objects.count() == 1


def test_given_again_from_the_page_one_went_back_to_is_one_task(
    cast: Cast, kari: Client, at: Callable[[datetime], None]
) -> None:
    at(NOW)
    first, second = (kari.post(f"{PAGE}new/", form(cast, due_on="2026-12-01")) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Task.objects.count() == 1
    kari.post(f"{PAGE}new/", form(cast, due_on="2026-12-02"))
    assert Task.objects.count() == 2
    at(NOW + timedelta(minutes=11))
    kari.post(f"{PAGE}new/", form(cast, due_on="2026-12-01"))
    assert Task.objects.count() == 3


def test_a_ticket_of_another_company_is_refused(cast: Cast, kari: Client) -> None:
    ticket = uuid4()
    add_task(by=cast.actor(cast.rita), company=cast.rask, card=TaskCard(title="Rask's own", ticket=ticket))
    answer = kari.post(f"{PAGE}new/", form(cast, ticket=str(ticket)))
    assert answer.status_code == 422
    assert "used before" in wording(answer)
    assert "Rask" not in wording(answer).replace("Rask Diagnostikk", "Rask")


def test_changed_by_two_at_once(cast: Cast, kari: Client) -> None:
    made = task(cast)
    told = TaskCard(title="Ola was here", ticket=uuid4(), version=1)
    change_task(by=cast.actor(cast.ola), company=cast.nordlys, task=made, card=told)
    answer = kari.post(
        f"{PAGE}{made.pk}/", form(cast, title="Kari was here", text="typed", body=cast.klyngen.pk)
    )
    html = wording(answer)
    assert answer.status_code == 422
    assert "it is now called “Ola was here”" in html
    assert "typed" in html
    version = re.search(r'name="version" value="(\d+)"', html)
    assert version
    again = form(cast, title="Kari was here", version=version[1], body=cast.klyngen.pk)
    assert kari.post(f"{PAGE}{made.pk}/", again).status_code == 302
    made.refresh_from_db()
    assert (made.title, made.body) == ("Kari was here", cast.klyngen)


@pytest.mark.parametrize(
    "spoilt",
    [{"state": "lost"}, {"state": "done"}, {"ended_at": NOW}, {"title": ""}, {"side": "x"}, {"body": None}],
)
def test_the_database_keeps_its_promises(cast: Cast, spoilt: dict[str, Any]) -> None:
    made = task(cast, side="body")
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=made.pk).update(**spoilt)


def test_few_queries_however_many_tasks(
    cast: Cast, kari: Client, ola: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        task(cast, f"Task {number}", person=cast.kari)
    for browser, address in ((kari, PAGE), (ola, PAGE), (ola, BODY_PAGE), (kari, f"{PAGE}new/")):
        with django_assert_max_num_queries(25):
            browser.get(address)
    assert len(titles(wording(kari.get(PAGE)))) == 50
    assert len(titles(wording(kari.get(f"{PAGE}?page=2")))) == 10
