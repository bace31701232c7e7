"""Conversations are seen by those who take part; the others learn that there was contact, no more."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from fram.terms.errors import Refused
from fram.web.accounts.models import Entry, Membership, Person
from fram.web.jobs.doing.progress import Progress
from fram.web.jobs.models import Work
from fram.web.programme import jobs
from fram.web.programme.actions.threads import Said, add_people, reply
from fram.web.programme.models import Message, Participant, Thread
from fram.web.programme.queries.threads import letter
from tests.web.cast import Cast
from tests.web.jobs.conftest import hold
from tests.web.programme.conftest import HOSTILE, NOW, Begin, Give, fields, wording

PAGE = "/programme/nordlys/threads/"
BODY_PAGE = "/programme/klyngen/threads/"


def answer_to(cast: Cast, thread: Thread, person: Person, text: str = "Like this") -> Message:
    told = Said(text=text, ticket=uuid4())
    return reply(by=cast.actor(person), company=cast.nordlys, thread=thread, said=told)


def form(cast: Cast, **differing: Any) -> dict[str, Any]:
    return fields(
        **{"people": [cast.ola.pk], "subject": "Price", "section": "", "text": "Hello", **differing}
    )


def test_who_is_in_none_is_told_what_to_do_first(cast: Cast, kari: Client) -> None:
    html = wording(kari.get(PAGE))
    assert "You take part in no conversation yet" in html
    assert f"{PAGE}new/" in html
    assert f"{PAGE}new/" not in wording(cast.client(cast.liv).get(PAGE))


def test_begun_by_the_form_answered_and_read(cast: Cast, kari: Client, ola: Client) -> None:
    answer = kari.post(f"{PAGE}new/", form(cast, text=HOSTILE, section="price"))
    thread = Thread.objects.get()
    assert answer["Location"] == f"{PAGE}{thread.pk}/"
    assert "unread" in wording(ola.get(PAGE))
    assert "unread" not in wording(kari.get(PAGE))
    html = wording(ola.get(f"{PAGE}{thread.pk}/"))
    assert "&lt;script&gt;" in html
    assert "<script>alert" not in html
    assert "Price and worth" in html
    assert "unread" not in wording(ola.get(BODY_PAGE))
    ola.post(f"{PAGE}{thread.pk}/", fields(text="An answer"))
    assert "unread" in wording(kari.get(PAGE))
    assert "An answer" in wording(kari.get(f"{PAGE}{thread.pk}/"))


def test_only_participants_see_subject_and_text(cast: Cast, begin: Begin) -> None:
    thread = begin(cast.ola, subject="A secret subject", text="A secret text")
    for person in (cast.per, cast.liv, cast.ane, cast.tor):
        browser = cast.client(person)
        pages = [PAGE, "/programme/nordlys/", "/programme/nordlys/bodies/klyngen/"]
        if person in (cast.ane, cast.tor):
            pages += [BODY_PAGE, "/programme/klyngen/"]
        for address in pages:
            assert "secret" not in wording(browser.get(address))
        listed = wording(browser.get(PAGE))
        assert "Contact between others" in listed
        assert "Helseklyngen (invented), Nordlys Vital AS (invented)" in listed
        assert browser.get(f"{PAGE}{thread.pk}/").status_code == 404
        assert browser.post(f"{PAGE}{thread.pk}/", fields(text="x")).status_code == 404
        with pytest.raises(PermissionDenied):
            answer_to(cast, thread, person)
    assert Message.objects.count() == 1
    assert "secret" not in str([entry.__dict__ for entry in Entry.objects.all()])


def test_what_the_company_says_among_itself_is_no_contact(cast: Cast, begin: Begin) -> None:
    begin(cast.per, subject="Ours alone")
    for person in (cast.liv, cast.ola):
        html = wording(cast.client(person).get(PAGE))
        assert "Contact between others" not in html
        assert "Ours alone" not in html


def test_contact_with_one_body_is_not_told_to_another(cast: Cast, begin: Begin, give: Give) -> None:
    begin(cast.ola)
    give(cast.etaten, "company", "support")
    assert "Contact between others" not in wording(cast.client(cast.eva).get(PAGE))


def test_contact_names_no_body_the_reader_may_not_know_of(cast: Cast, begin: Begin, give: Give) -> None:
    give(cast.etaten, "company")
    begin(cast.ola, cast.eva)
    tor = cast.client(cast.tor)
    for page in (PAGE, BODY_PAGE):
        assert "Eksportetaten" in wording(tor.get(page))
    give(cast.klyngen, "company")
    for page in (PAGE, BODY_PAGE):
        html = wording(tor.get(page))
        assert "Helseklyngen (invented), Nordlys Vital AS (invented)" in html
        assert "Eksportetaten" not in html
    assert "Eksportetaten" in wording(cast.client(cast.liv).get(PAGE))


def test_what_was_said_while_the_body_was_out_stays_closed_to_it(
    cast: Cast, ola: Client, kari: Client, begin: Begin, give: Give
) -> None:
    thread = begin(cast.ola, cast.per, text="The first message")
    give(cast.klyngen)
    gap = answer_to(cast, thread, cast.kari, "Now that they are out")
    give(cast.klyngen, "product")
    answer_to(cast, thread, cast.kari, "Welcome back")
    html = wording(ola.get(f"{PAGE}{thread.pk}/"))
    assert "The first message" in html
    assert "Welcome back" in html
    assert "Now that they are out" not in html
    assert "is not shown" in html
    for person in (cast.kari, cast.per):
        own = wording(cast.client(person).get(f"{PAGE}{thread.pk}/"))
        assert "Now that they are out" in own
        assert "is not shown" not in own
    assert letter(gap.pk, cast.ola.pk) is None
    kari.post(f"{PAGE}{thread.pk}/people/", {"people": [cast.ane.pk]})  # said to see all of it, and does
    assert "Now that they are out" in wording(cast.client(cast.ane).get(f"{PAGE}{thread.pk}/"))


def test_without_consent_the_body_is_out(cast: Cast, ola: Client, begin: Begin, give: Give) -> None:
    thread = begin(cast.ola, subject="A secret subject")
    give(cast.klyngen)
    assert ola.get(f"{PAGE}{thread.pk}/").status_code == 404
    assert "secret" not in wording(ola.get(BODY_PAGE))
    with pytest.raises(PermissionDenied):
        answer_to(cast, thread, cast.ola)
    assert "secret" in wording(cast.client(cast.kari).get(PAGE))


def test_who_cannot_read_any_more_is_named_so(cast: Cast, kari: Client, begin: Begin, give: Give) -> None:
    thread = begin(cast.ola, cast.per)
    page = f"{PAGE}{thread.pk}/"
    assert "cannot read this any more" not in wording(kari.get(page))
    give(cast.klyngen)
    html = wording(kari.get(page))
    gone = "Helseklyngen (invented): Ola Rådgiver (invented) cannot read this any more."
    assert gone in html
    assert html.count("Ola Rådgiver") == 1
    assert "Nobody but you" not in html
    assert '<textarea name="text"' in html  # Per reads it still
    Membership.objects.filter(person=cast.per).update(ended_at=NOW.replace(year=2027))
    html = wording(kari.get(page))
    assert "Nobody but you can read this now" in html
    assert '<textarea name="text"' not in html
    answer = kari.post(page, fields(text="to nobody"))
    assert answer.status_code == 422
    assert "to nobody" in wording(answer)  # kept, to be copied
    assert Message.objects.count() == 1
    give(cast.klyngen, "company")
    html = wording(kari.get(page))
    assert gone not in html
    assert '<textarea name="text"' in html


def test_who_left_is_out(cast: Cast, begin: Begin) -> None:
    thread = begin(cast.per)
    Membership.objects.filter(person=cast.per).update(ended_at=NOW.replace(year=2027))
    assert cast.client(cast.per).get(f"{PAGE}{thread.pk}/").status_code == 404


def people_of(html: str) -> set[str]:
    return set(re.findall(r'name="people" value="(\d+)"', html))


def test_who_can_be_spoken_to(cast: Cast, give: Give) -> None:
    give(cast.etaten, "company")
    keys = {name: str(person.pk) for name, person in cast.people.items()}
    reach = {
        "kari": "per liv ane ola tor eva geir", "ola": "kari per liv ane tor eva geir",
        "eva": "kari per liv geir",  # Etaten may not see that Klyngen helps
    }  # fmt: skip
    for name, wanted in reach.items():
        found = people_of(wording(cast.client(cast.people[name]).get(f"{PAGE}new/")))
        assert found == {keys[one] for one in wanted.split()}, name


def test_people_out_of_reach_are_refused(cast: Cast, kari: Client, begin: Begin) -> None:
    for person in (cast.rita, cast.eva, cast.nina, cast.kari):
        answer = kari.post(f"{PAGE}new/", form(cast, people=[person.pk]))
        assert answer.status_code == 422
    with pytest.raises(Refused, match="no longer be reached"):
        begin(cast.rita)
    with pytest.raises(Refused, match="at least one person"):
        begin(cast.kari)
    assert not Thread.objects.exists()


def test_readers_answer_where_they_take_part_and_begin_nothing(cast: Cast, begin: Begin) -> None:
    thread = begin(cast.liv)
    assert answer_to(cast, thread, cast.liv).organisation == cast.nordlys
    with pytest.raises(PermissionDenied):
        begin(cast.ola, by=cast.liv)
    assert cast.client(cast.liv).get(f"{PAGE}{thread.pk}/people/").status_code == 403


def test_bringing_somebody_in_says_first_that_they_see_all(cast: Cast, kari: Client, begin: Begin) -> None:
    thread = begin(cast.ola, text="The first message")
    html = wording(kari.get(f"{PAGE}{thread.pk}/people/"))
    assert "reads the whole conversation, from its first message on" in html
    assert str(cast.ola.pk) not in people_of(html)
    assert kari.post(f"{PAGE}{thread.pk}/people/", {"people": [cast.ane.pk]}).status_code == 302
    assert "The first message" in wording(cast.client(cast.ane).get(f"{PAGE}{thread.pk}/"))
    held = Participant.objects.get(person=cast.ane)
    assert (held.organisation, held.added_by) == (cast.klyngen, cast.kari)


def test_only_who_takes_part_brings_others_in(cast: Cast, begin: Begin) -> None:
    thread = begin(cast.ola)
    with pytest.raises(PermissionDenied):
        add_people(by=cast.actor(cast.per), company=cast.nordlys, thread=thread, people=[cast.per.pk])
    assert cast.client(cast.per).get(f"{PAGE}{thread.pk}/people/").status_code == 404
    answer = cast.client(cast.kari).post(f"{PAGE}{thread.pk}/people/", {"people": [cast.rita.pk]})
    assert answer.status_code == 422
    assert thread.participants.count() == 2


def test_a_conversation_of_another_company_is_not_there(cast: Cast, kari: Client, begin: Begin) -> None:
    thread = begin(cast.ola)
    rita = cast.client(cast.rita)
    for space in ("nordlys", "rask"):
        assert rita.get(f"/programme/{space}/threads/{thread.pk}/").status_code == 404
    assert kari.get(f"/programme/rask/threads/{thread.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("differing", "fault"),
    [
        ({"text": ""}, "required"), ({"text": " \n "}, "required"), ({"text": "x" * 10_001}, "at most 10000"),
        ({"subject": ""}, "required"), ({"subject": "x" * 201}, "at most 200"), ({"people": []}, "required"),
        ({"people": ["x"]}, "valid choice"), ({"section": "secrets"}, "valid choice"),
    ],
)  # fmt: skip
def test_bad_input_is_told_and_kept(cast: Cast, kari: Client, differing: dict[str, Any], fault: str) -> None:
    answer = kari.post(f"{PAGE}new/", form(cast, **{"text": "kept <i>words</i>", **differing}))
    html = wording(answer)
    assert answer.status_code == 422
    assert fault in html
    if "text" not in differing:
        assert "kept &lt;i&gt;words" in html
    assert not Thread.objects.exists()


def test_sent_twice_is_said_once(cast: Cast, kari: Client, begin: Begin) -> None:
    told = form(cast)
    assert kari.post(f"{PAGE}new/", told)["Location"] == kari.post(f"{PAGE}new/", told)["Location"]
    thread = Thread.objects.get()
    again = fields(text="And one more")
    for _ in range(2):
        kari.post(f"{PAGE}{thread.pk}/", again)
    assert Message.objects.count() == 2
    assert Work.objects.filter(name="programme.tell").count() == 2


def test_sent_again_from_the_page_one_went_back_to_is_said_once(
    cast: Cast, kari: Client, begin: Begin, at: Callable[[datetime], None]
) -> None:
    at(NOW)
    thread = begin(cast.ola, text="Yes")
    page = f"{PAGE}{thread.pk}/"
    for _ in range(2):
        assert kari.post(page, fields(text="Yes")).status_code == 302
    assert Message.objects.count() == 1
    answer_to(cast, thread, cast.ola, "And the price?")
    kari.post(page, fields(text="Yes"))  # an answer to something else
    assert Message.objects.count() == 3
    at(NOW + timedelta(minutes=11))
    kari.post(page, fields(text="Yes"))
    assert Message.objects.count() == 4


def test_the_others_get_a_mail_without_what_was_said(cast: Cast, kari: Client, begin: Begin) -> None:
    Person.objects.filter(pk=cast.ola.pk).update(language="nb")
    kari.post(f"{PAGE}new/", form(cast, subject="A secret subject", text="A secret text"))
    work = Work.objects.get(name="programme.tell")
    assert work.args["person"] == cast.ola.pk
    progress = Progress(hold(work))
    jobs.tell(progress, **work.args)
    jobs.tell(progress, **work.args)  # as after a worker that died before it could say that it was done
    (sent,) = mail.outbox
    assert sent.to == ["ola@example.org"]
    assert sent.subject == "En melding til deg"
    assert f"http://127.0.0.1:8350{PAGE}" in sent.body
    assert "Nordlys Vital AS (invented)" in sent.body
    assert "secret" not in sent.subject + str(sent.body)


def test_no_mail_to_who_may_not_read_it_any_more(cast: Cast, begin: Begin, give: Give) -> None:
    begin(cast.ola)
    work = Work.objects.get(name="programme.tell")
    give(cast.klyngen)
    jobs.tell(None, **work.args)
    jobs.tell(None, message=999_999, person=cast.ola.pk)
    Person.objects.filter(pk=cast.ola.pk).update(is_active=False)
    jobs.tell(None, **work.args)
    assert mail.outbox == []


def test_search_in_subjects(cast: Cast, kari: Client, begin: Begin) -> None:
    begin(cast.ola, subject="Price in Germany")
    begin(cast.ola, subject="Evidence")
    html = wording(kari.get(f"{PAGE}?text=germany"))
    assert "Price in Germany" in html
    assert "Evidence</a>" not in html
    assert "No conversation has this" in wording(kari.get(f"{PAGE}?text=nothing+like+it"))


def test_the_body_finds_its_conversations_over_all_companies(cast: Cast, ola: Client, begin: Begin) -> None:
    begin(cast.ola, subject="Price in Germany")
    html = wording(ola.get(BODY_PAGE))
    assert "Price in Germany" in html
    assert "Nordlys Vital AS (invented)" in html
    ane = wording(cast.client(cast.ane).get(BODY_PAGE))
    assert "Price in Germany" not in ane
    assert "about Nordlys Vital AS (invented)" in ane


@pytest.mark.parametrize(
    ("table", "spoilt"), [(Thread, {"subject": ""}), (Thread, {"section": "x"}), (Message, {"text": ""})]
)
def test_the_database_keeps_its_promises(
    begin: Begin, cast: Cast, table: Any, spoilt: dict[str, str]
) -> None:
    begin(cast.ola)
    with pytest.raises(IntegrityError), transaction.atomic():
        table.objects.update(**spoilt)


def test_few_queries_however_much_is_said(
    cast: Cast, kari: Client, ola: Client, begin: Begin, django_assert_max_num_queries: Any
) -> None:
    threads = [begin(cast.ola, cast.per, subject=f"Subject {n}") for n in range(8)]
    for n in range(20):
        answer_to(cast, threads[0], (cast.kari, cast.ola)[n % 2], f"Message {n}")
    for browser, address in (
        (kari, PAGE), (ola, BODY_PAGE), (kari, f"{PAGE}{threads[0].pk}/"), (kari, f"{PAGE}new/"),
        (cast.client(cast.liv), PAGE), (kari, f"{PAGE}{threads[0].pk}/people/"),
    ):  # fmt: skip
        with django_assert_max_num_queries(25):
            assert browser.get(address).status_code in (200, 403)
