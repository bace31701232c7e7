"""What does the desk do by itself? And how far is my work?"""

from __future__ import annotations

import uuid

import pytest
from django.template import Context, Template
from django.utils import timezone

from fram.web.accounts.acting import SYSTEM
from fram.web.accounts.actions.sharing import share
from fram.web.accounts.models import Entry, Membership
from fram.web.jobs.actions import ask_for, note_progress, note_worker, sync_due, try_again
from fram.web.jobs.doing.worker import work_off
from fram.web.jobs.models import Work
from tests.web.cast import Cast
from tests.web.jobs.conftest import Clock, Declare, hold

PAGE = "/jobs/"


def dead_letter(cast: Cast) -> Work:
    work = ask_for("test.job", company=cast.nordlys, by=cast.actor(cast.kari))
    try_again(hold(work))
    work.refresh_from_db()
    return work


def test_an_empty_desk_says_what_to_do(cast: Cast) -> None:
    html = cast.client(cast.siri).get(PAGE).content.decode()
    assert "none was seen yet" in html
    assert "`fram serve`" in html
    assert html.count("<h1") == 1
    assert "Nothing waits and nothing is being done." in html


def test_it_shows_what_waits_what_was_given_up_and_what_comes_round(
    cast: Cast, declare: Declare, clock: Clock
) -> None:
    declare(tries=1)
    declare("test.daily", every=clock.at - clock.at.replace(hour=2))
    note_worker(uuid.uuid4())
    sync_due(now=clock())
    work = dead_letter(cast)
    ask_for("test.job")
    note_progress(hold(ask_for("test.job")), done=1, total=4, note="x")
    html = cast.client(cast.siri).get(PAGE).content.decode()
    for words in (
        "The worker is at work", "It could not be done, through a fault of ours.", str(work.pk),
        "Do test.job", "6 hours", "25 %", "<dt>Given up</dt><dd>1</dd>",
    ):  # fmt: skip
        assert words in html, words
    assert "Nordlys" not in html  # whoever runs the desk need not know whose it is
    clock.forward(minutes=2)
    assert "No worker is at work" in cast.client(cast.siri).get(PAGE).content.decode()


def test_it_speaks_norwegian(cast: Cast, declare: Declare) -> None:
    declare(tries=1)
    dead_letter(cast)
    html = cast.client(cast.siri, lang="nb").get(PAGE).content.decode()
    assert "Det kunne ikke gjøres, på grunn av en feil hos oss." in html


def test_a_dead_letter_is_started_again_once_and_logged(cast: Cast, declare: Declare) -> None:
    ran = declare(tries=1)
    work = dead_letter(cast)
    siri = cast.client(cast.siri)
    answer = siri.post(f"{PAGE}{work.pk}/again/", follow=True)
    assert "It waits for the worker again." in answer.content.decode()
    assert siri.post(f"{PAGE}{work.pk}/again/").status_code == 404
    assert Entry.objects.filter(verb="jobs.retry_work", person=cast.siri).count() == 1
    assert work_off() >= 1
    assert len(ran) == 1


@pytest.mark.parametrize("who", ["kari", "ane", "rita", "nina"])
def test_others_do_not_see_the_desks_work(cast: Cast, declare: Declare, who: str) -> None:
    declare(tries=1)
    work = dead_letter(cast)
    browser = cast.client(cast.people[who])
    assert browser.get(PAGE).status_code == 403
    assert browser.post(f"{PAGE}{work.pk}/again/").status_code == 403
    assert Work.objects.get(pk=work.pk).state == "failed"


@pytest.mark.parametrize(
    ("who", "status"), [("kari", 200), ("liv", 200), ("ola", 404), ("rita", 404), ("siri", 404)]
)
def test_the_companys_people_see_how_far_it_is(cast: Cast, declare: Declare, who: str, status: int) -> None:
    declare()
    work = ask_for("test.job", company=cast.nordlys, by=cast.actor(cast.kari))
    assert cast.client(cast.people[who]).get(f"{PAGE}{work.pk}/progress/").status_code == status


def test_whoever_asked_and_was_let_out_sees_it_no_more(cast: Cast, declare: Declare) -> None:
    declare()
    asked = {
        name: ask_for("test.job", company=cast.nordlys, by=cast.actor(cast.people[name]))
        for name in ("per", "ola")
    }

    def answers() -> set[int]:
        return {
            cast.client(cast.people[name]).get(f"{PAGE}{work.pk}/progress/").status_code
            for name, work in asked.items()
        }

    assert answers() == {200}
    Membership.objects.filter(person=cast.per).update(ended_at=timezone.now())
    share(by=cast.actor(cast.kari), company=cast.nordlys, body=cast.klyngen, sections=())
    assert answers() == {404}


def test_whoever_asked_sees_how_far_it_is(cast: Cast, declare: Declare) -> None:
    declare()
    work = ask_for("test.job", by=cast.actor(cast.ola))
    assert cast.client(cast.ola).get(f"{PAGE}{work.pk}/progress/").status_code == 200
    assert cast.client(cast.ane).get(f"{PAGE}{work.pk}/progress/").status_code == 404
    ours = ask_for("test.job", by=SYSTEM)
    assert cast.client(cast.ola).get(f"{PAGE}{ours.pk}/progress/").status_code == 404
    assert cast.client(cast.ola).get(f"{PAGE}{uuid.uuid4()}/progress/").status_code == 404


def test_the_moving_part_ends_by_loading_the_page_anew(cast: Cast, declare: Declare) -> None:
    declare()
    work = ask_for("test.job", company=cast.nordlys)
    kari = cast.client(cast.kari)
    assert "HX-Refresh" not in kari.get(f"{PAGE}{work.pk}/progress/")
    work_off()
    assert kari.get(f"{PAGE}{work.pk}/progress/")["HX-Refresh"] == "true"


def test_the_part_for_other_pages(cast: Cast, declare: Declare) -> None:
    declare()
    work = ask_for("test.job")
    page = Template("{% load work %}{% include 'jobs/without_script.html' %}{% work_progress work %}")
    html = page.render(Context({"work": work}))
    assert f'hx-get="/jobs/{work.pk}/progress/"' in html
    assert '<noscript><meta http-equiv="refresh"' in html
    assert "Waiting for its turn" in html
    hold(work)
    work.refresh_from_db()
    assert "<progress" in page.render(Context({"work": work}))
    work_off()
    Work.objects.all().delete()
    done = ask_for("test.job")
    work_off()
    done.refresh_from_db()
    html = page.render(Context({"work": done}))
    assert "hx-get" not in html
    assert "noscript" not in html


def test_all_that_was_given_up_can_be_leafed_through(cast: Cast, declare: Declare, clock: Clock) -> None:
    declare(tries=1)
    for _ in range(30):
        dead_letter(cast)
        clock.forward(minutes=1)
    browser = cast.client(cast.siri)
    pages = [browser.get(PAGE, {"page": page}).content.decode() for page in (1, 2)]
    assert [html.count("/again/") for html in pages] == [25, 5]
    assert all("<dt>Given up</dt><dd>30</dd>" in html for html in pages)
    assert "Page 1 of 2" in pages[0]


def test_it_says_how_many_wait_beyond_those_shown(cast: Cast, declare: Declare, clock: Clock) -> None:
    declare()
    for _ in range(52):
        ask_for("test.job", company=cast.nordlys, by=cast.actor(cast.kari))
    assert "The first 50 of 52 that wait." in cast.client(cast.siri).get(PAGE).content.decode()
