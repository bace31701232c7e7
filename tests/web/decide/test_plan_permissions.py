"""Who may read, make, delete and take out plans, by the cast."""

from __future__ import annotations

import pytest

from fram.web.accounts.acting import SYSTEM
from fram.web.accounts.actions.sharing import share
from fram.web.accounts.models import Entry
from fram.web.decide import actions
from tests.web.cast import Cast
from tests.web.decide.conftest import PLANS, MakePlan


def share_plan(cast: Cast, *more: str) -> None:
    share(by=cast.actor(cast.kari), company=cast.nordlys, body=cast.klyngen, sections=["company", *more])


@pytest.mark.parametrize(
    ("who", "read", "make", "export"),
    [
        ("kari", 200, 200, 200),
        ("per", 200, 200, 200),
        ("liv", 200, 403, 200),
        ("ola", 403, 403, 403),  # an adviser with consent to other sections
        ("tor", 403, 403, 403),
        ("eva", 404, 404, 404),  # an adviser without any consent
        ("rita", 404, 404, 404),  # the rival
        ("siri", 404, 404, 404),  # who runs the desk reads nobody's plans
        ("nina", 404, 404, 404),
    ],
)
def test_each_sees_what_the_table_says(
    cast: Cast, done: MakePlan, who: str, read: int, make: int, export: int
) -> None:
    pk = done().pk
    browser = cast.client(getattr(cast, who))
    for place in ("", f"{pk}/", f"{pk}/report/", f"{pk}/progress/"):
        assert browser.get(f"{PLANS}{place}").status_code == read, place
    for place in ("new/", "new/company.toml"):
        assert browser.get(f"{PLANS}{place}").status_code == make, place
    for place in ("plan.json", "plan.html", "company.toml"):
        assert browser.get(f"{PLANS}{pk}/{place}").status_code == export, place
    assert browser.get(f"{PLANS}{pk}/delete/").status_code == (405 if make == 200 else make)
    assert browser.post(f"{PLANS}{pk}/delete/").status_code == (302 if make == 200 else make)


@pytest.mark.parametrize(("who", "export"), [("ane", 200), ("ola", 200), ("tor", 403)])
def test_consent_to_plans_lets_a_bodys_people_read_them(
    cast: Cast, done: MakePlan, who: str, export: int
) -> None:
    pk = done().pk
    share_plan(cast, "plan")
    browser = cast.client(getattr(cast, who))
    html = browser.get(f"{PLANS}{pk}/").content.decode()
    assert "Cash ends" in html
    assert "Delete this plan" not in html
    assert ("plan.json" in html) is (export == 200)
    assert browser.get(f"{PLANS}{pk}/plan.json").status_code == export
    assert browser.get(f"{PLANS}{pk}/company.toml").status_code == 403
    assert "company.toml" not in html
    assert browser.get(f"{PLANS}new/?like={pk}").status_code == 403
    share_plan(cast)
    assert cast.client(getattr(cast, who)).get(f"{PLANS}{pk}/").status_code == 403


def test_what_is_wrong_in_the_file_is_told_to_its_own_people_alone(cast: Cast, stopped: MakePlan) -> None:
    pk = stopped().pk
    share_plan(cast, "plan")
    for person, sees in ((cast.liv, True), (cast.ola, False), (cast.tor, False)):
        html = cast.client(person).get(f"{PLANS}{pk}/").content.decode()
        assert "could not be made" in html
        assert ("cash_nok" in html) is sees
        assert ("company.toml" in html) is sees


def test_consent_to_plans_alone_opens_no_other_section(cast: Cast, done: MakePlan) -> None:
    """The file a plan was made from holds every section; the plan's papers quote none of them whole."""
    pk = done(company_toml="[company]\ncash_nok = 4700111\n").pk
    share_plan(cast, "plan")
    ola = cast.client(cast.ola)
    assert ola.get("/record/nordlys/page/money/").status_code == 403
    for place in ("", "report/", "plan.json", "plan.html", "company.toml", "new/", f"comparison/?with={pk}"):
        assert b"4700111" not in ola.get(f"{PLANS}{pk}/{place}").content, place


def test_a_plan_is_not_found_below_another_company(cast: Cast, done: MakePlan) -> None:
    ours, theirs = done(seed=987654, company_toml="# ours alone"), done(company=cast.rask)
    rita = cast.client(cast.rita)
    for place in ("", "report/", "plan.json", "company.toml", f"comparison/?with={ours.pk}"):
        assert rita.get(f"/decide/rask/{ours.pk}/{place}").status_code == 404
    assert rita.get(f"/decide/rask/{theirs.pk}/comparison/?with={ours.pk}").status_code == 404
    assert rita.post(f"/decide/rask/{ours.pk}/delete/").status_code == 404
    html = rita.get(f"/decide/rask/new/?like={ours.pk}").content.decode()
    assert "987654" not in html
    assert "ours alone" not in html
    actions.delete_plan(by=SYSTEM, company=cast.nordlys, plan=ours)
    assert "was deleted" not in rita.get(f"/decide/rask/?gone={ours.pk}").content.decode()
    assert rita.post(f"/decide/rask/{ours.pk}/restore/").status_code == 404


def test_reading_and_taking_out_stand_in_the_log(cast: Cast, done: MakePlan) -> None:
    plan = done()
    share_plan(cast, "plan")
    before = Entry.objects.count()
    ola = cast.client(cast.ola)
    for place in ("", "report/", "plan.json", "plan.html"):
        ola.get(f"{PLANS}{plan.pk}/{place}")
    lines = Entry.objects.order_by("pk").values_list("kind", "section", "subject", "person", "organisation")
    who = ("plan", f"plan {plan.pk}", cast.ola.pk, cast.klyngen.pk)
    assert list(lines)[before:] == [("read", *who), ("read", *who), ("export", *who), ("export", *who)]
