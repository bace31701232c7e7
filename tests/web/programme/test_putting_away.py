"""A company nobody uses is put away after six months and a warning; one click brings it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client

from fram.terms.errors import Refused
from fram.terms.sections import SECTIONS
from fram.web.accounts.acting import SYSTEM
from fram.web.accounts.models import Consent, Membership, Organisation, Person
from fram.web.accounts.policy import companies_where, may, table
from fram.web.jobs.actions import ask_for
from fram.web.jobs.doing.progress import Progress
from fram.web.jobs.models import Work
from fram.web.programme import jobs
from fram.web.programme.actions.companies import archive_company, archive_idle_company, unarchive_company
from fram.web.programme.actions.moving import Told
from fram.web.programme.actions.support import ask_again
from fram.web.programme.models import IdleWarning, Support
from tests.web.cast import Cast
from tests.web.jobs.conftest import hold
from tests.web.programme.conftest import LINE, NOW, PAGE, Begin, Give, Move, wording

Set = Callable[[datetime], None]
SIX_MONTHS = timedelta(days=183)


def away(cast: Cast) -> bool:
    return Organisation.objects.get(pk=cast.nordlys.pk).archived_at is not None


def state(cast: Cast) -> tuple[str, str]:
    support = Support.objects.get(body=cast.klyngen)
    return support.state, support.reason


def used_at(cast: Cast, moment: datetime) -> None:
    Organisation.objects.filter(pk=cast.nordlys.pk).update(active_at=moment)


def test_warned_after_five_months_and_put_away_after_six(cast: Cast, move: Move, at: Set) -> None:
    move("engaging")
    used_at(cast, NOW)
    at(NOW + SIX_MONTHS - timedelta(days=31))
    jobs.archive_idle(None)
    assert not IdleWarning.objects.exists()
    at(NOW + SIX_MONTHS - timedelta(days=30))
    jobs.archive_idle(None)
    jobs.archive_idle(None)
    asked = Work.objects.filter(name="programme.warn", company=cast.nordlys)
    assert [work.args["person"] for work in asked] == [cast.kari.pk]
    at(NOW + SIX_MONTHS - timedelta(days=1))
    jobs.archive_idle(None)
    assert not away(cast)
    at(NOW + SIX_MONTHS + timedelta(minutes=1))
    jobs.archive_idle(None)
    assert away(cast)
    assert state(cast) == ("closed", "idle")


def test_nobody_is_put_away_without_a_months_warning(cast: Cast, at: Set) -> None:
    used_at(cast, NOW - timedelta(days=400))  # the desk was off for a year
    at(NOW)
    jobs.archive_idle(None)
    assert not away(cast)
    at(NOW + timedelta(days=29))
    jobs.archive_idle(None)
    assert not away(cast)
    at(NOW + timedelta(days=30, minutes=1))
    jobs.archive_idle(None)
    assert away(cast)


def test_using_it_after_the_warning_keeps_it_and_warns_anew_later(cast: Cast, at: Set) -> None:
    used_at(cast, NOW)
    at(NOW + SIX_MONTHS - timedelta(days=30))
    jobs.archive_idle(None)
    used_at(cast, NOW + SIX_MONTHS - timedelta(days=5))
    at(NOW + SIX_MONTHS + timedelta(days=40))
    jobs.archive_idle(None)
    assert not away(cast)
    at(NOW + 2 * SIX_MONTHS - timedelta(days=34))
    jobs.archive_idle(None)
    assert Work.objects.filter(name="programme.warn", company=cast.nordlys).count() == 2
    assert not away(cast)


def test_the_warning_in_the_owners_language(cast: Cast) -> None:
    Person.objects.filter(pk=cast.kari.pk).update(language="nb")
    wanted = {"company": cast.nordlys.pk, "person": cast.kari.pk}
    progress = Progress(hold(ask_for("programme.warn", args=wanted)))
    jobs.warn(progress, **wanted)
    jobs.warn(progress, **wanted)  # as after a worker that died before it could say that it was done
    (sent,) = mail.outbox
    assert (sent.subject, sent.to) == ("Selskapet ditt legges bort om en måned", ["kari@example.org"])
    Membership.objects.filter(person=cast.kari).update(role="reader")
    jobs.warn(None, company=cast.nordlys.pk, person=cast.kari.pk)
    assert len(mail.outbox) == 1


def test_what_its_own_people_do_counts_and_what_bodies_do_does_not(cast: Cast, move: Move) -> None:
    used_at(cast, NOW - timedelta(days=99))
    move("engaging")
    assert Organisation.objects.get(pk=cast.nordlys.pk).active_at == NOW - timedelta(days=99)


def test_the_owner_puts_it_away_and_brings_it_back(cast: Cast, kari: Client, ola: Client, move: Move) -> None:
    move("engaging", topics=("pricing",))
    assert "Put Nordlys Vital AS (invented) away?" in wording(kari.get(f"{PAGE}archive/"))
    assert kari.post(f"{PAGE}archive/").status_code == 302
    html = wording(kari.get(PAGE))
    assert "Put away since" in html
    assert "the company was put away" in html
    assert f"{PAGE}unarchive/" in html
    assert f"{LINE}change/" not in wording(ola.get(LINE))
    assert "the company was put away" in wording(ola.get("/programme/klyngen/?state=ended"))
    assert kari.post(f"{PAGE}unarchive/").status_code == 302
    assert not away(cast)
    support = Support.objects.get()
    assert (support.state, support.answered_at, support.topics) == ("suggested", None, ["pricing"])
    assert "10 working days left" in wording(ola.get(LINE))


def test_what_had_ended_before_stays_ended(cast: Cast, kari: Client, move: Move) -> None:
    move("engaging")
    move("closed", reason="helped")
    kari.post(f"{PAGE}archive/")
    kari.post(f"{PAGE}unarchive/")
    assert state(cast) == ("closed", "helped")


def test_a_suggestion_nobody_answered_is_closed_and_asked_anew(cast: Cast, kari: Client, give: Give) -> None:
    give(cast.etaten, "company")
    kari.post(f"{PAGE}archive/")
    assert set(Support.objects.values_list("state", "reason")) == {("closed", "archived")}
    kari.post(f"{PAGE}unarchive/")
    assert set(Support.objects.values_list("state", flat=True)) == {"suggested"}


def test_consent_withdrawn_while_it_is_away(
    cast: Cast, kari: Client, ola: Client, move: Move, give: Give
) -> None:
    move("engaging")
    kari.post(f"{PAGE}archive/")
    give(cast.klyngen)
    kari.post(f"{PAGE}unarchive/")
    assert "consent withdrawn" in wording(ola.get("/programme/klyngen/?state=ended"))
    assert not Consent.objects.given().exists()


def test_nothing_moves_while_it_is_away(cast: Cast, kari: Client, move: Move) -> None:
    kari.post(f"{PAGE}archive/")
    cast.nordlys.refresh_from_db()
    with pytest.raises(PermissionDenied):
        move("engaging")
    with pytest.raises(Refused, match="has been put away"):
        ask_again(by=cast.actor(cast.kari), company=cast.nordlys, body=cast.klyngen, told=Told())


def test_no_body_sees_anything_while_it_is_away(
    cast: Cast, kari: Client, ola: Client, move: Move, begin: Begin
) -> None:
    move("engaging")
    thread = begin(cast.ola, subject="Price in Germany")
    pages = [
        "/record/nordlys/", "/record/nordlys/page/product/", "/programme/nordlys/", LINE,
        f"/programme/nordlys/threads/{thread.pk}/", "/programme/nordlys/tasks/", "/record/nordlys/export/",
    ]  # fmt: skip
    assert 404 not in {ola.get(page).status_code for page in pages}
    kari.post(f"{PAGE}archive/")
    assert {ola.get(page).status_code for page in pages} == {404}
    assert "none sees anything" in wording(kari.get(PAGE))
    assert "Price in Germany" not in wording(ola.get("/programme/klyngen/threads/"))
    listed = wording(ola.get("/programme/klyngen/?state=ended"))
    assert "Nordlys Vital AS" in listed
    assert LINE not in listed
    cast.nordlys.refresh_from_db()
    actor = cast.actor(cast.ola)
    for row in table():
        if row.about == "company":
            for section in SECTIONS if row.needs == "section" else ("",):
                assert not may(actor, row.permission, cast.nordlys, section=section), row.permission
                assert not companies_where(actor, row.permission, section=section), row.permission
    assert kari.get("/record/nordlys/page/product/").status_code != 404
    kari.post(f"{PAGE}unarchive/")
    assert 404 not in {ola.get(page).status_code for page in pages}


def test_only_an_owner_does_it(cast: Cast) -> None:
    for person in (cast.per, cast.liv, cast.ola, cast.ane):
        browser = cast.client(person)
        assert browser.get(f"{PAGE}archive/").status_code == 403
        assert browser.post(f"{PAGE}archive/").status_code == 403
        assert browser.post(f"{PAGE}unarchive/").status_code == 403
        for act in (archive_company, unarchive_company, archive_idle_company):
            with pytest.raises(PermissionDenied):
                act(by=cast.actor(person), company=cast.nordlys)
    with pytest.raises(PermissionDenied):
        archive_idle_company(by=cast.actor(cast.kari), company=cast.nordlys)
    assert not away(cast)


def test_twice_is_once(cast: Cast, kari: Client, move: Move) -> None:
    move("engaging")
    kari.post(f"{PAGE}archive/")
    first = Organisation.objects.get(pk=cast.nordlys.pk).archived_at
    kari.post(f"{PAGE}archive/")
    cast.nordlys.refresh_from_db()
    assert cast.nordlys.archived_at == first
    archive_idle_company(by=SYSTEM, company=cast.nordlys)
    assert state(cast) == ("closed", "archived")
    for _ in range(2):
        kari.post(f"{PAGE}unarchive/")
    assert Support.objects.get().steps.count() == 3


def test_the_desk_does_it_by_itself() -> None:
    from fram.web.jobs.declaring import jobs as declared

    every = {name: one.every for name, one in declared().items() if name.startswith("programme.")}
    assert every == {
        "programme.tell": None, "programme.warn": None,
        "programme.archive-idle": timedelta(days=1), "programme.expire-hand-overs": timedelta(hours=1),
    }  # fmt: skip
