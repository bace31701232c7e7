"""What does the plan say? Until there is one: how far is it?"""

from __future__ import annotations

import re
from dataclasses import replace

from django.test import Client

from fram.terms.estimate import Reason
from fram.web.accounts.acting import SYSTEM
from fram.web.decide import actions
from fram.web.decide.models import Plan
from fram.web.jobs import actions as jobs
from fram.web.record.actions.products import add_product
from fram.workspace.record import PlanRecord
from tests.golden import paper_record
from tests.web.cast import Cast
from tests.web.decide.conftest import PLANS, MakePlan, taken


def test_a_queued_plan_waits_and_looks_again_without_javascript(kari: Client, queue: MakePlan) -> None:
    html = kari.get(f"{PLANS}{queue().pk}/").content.decode()
    assert "is on its way" in html
    assert '<noscript><meta http-equiv="refresh"' in html
    assert "<progress" in html


def test_progress_is_shown_and_the_page_is_renewed_at_the_end(
    kari: Client, queue: MakePlan, record: PlanRecord
) -> None:
    plan = queue()
    held = taken(plan)
    jobs.note_progress(held, done=400, total=1000, note="Simulating the markets, month by month.")
    answer = kari.get(f"{PLANS}{plan.pk}/progress/")
    assert 'value="40"' in answer.content.decode()
    assert "HX-Refresh" not in answer
    jobs.finish(
        held, write=lambda: actions.keep_record(by=SYSTEM, company=plan.company, plan=plan, record=record)
    )
    assert kari.get(f"{PLANS}{plan.pk}/progress/")["HX-Refresh"] == "true"


def test_the_board_page_comes_first_and_every_market_is_ranked(kari: Client, done: MakePlan) -> None:
    html = kari.get(f"{PLANS}{done().pk}/").content.decode()
    for words in (
        ">Go<",
        ">Find out<",
        ">Not now<",
        "Cash ends",
        "At risk until the next decision",
        "Rests on",
    ):
        assert words in html
    for market in ("Germany", "Sweden", "United Kingdom"):
        assert f'<th scope="row">{market}</th>' in html
    assert html.index(">Go<") < html.index("How do the markets rank?")


def test_the_page_speaks_norwegian(kari: Client, done: MakePlan) -> None:
    html = kari.get(f"{PLANS}{done().pk}/", headers={"accept-language": "nb"}).content.decode()
    for words in (">Gå inn<", ">Finn ut<", ">Ikke nå<", "Tyskland", "Pengene tar slutt"):
        assert words in html
    assert '<html lang="nb"' in html


def test_it_says_what_each_launch_hangs_on(kari: Client, done: MakePlan) -> None:
    page = f"{PLANS}{done(found=paper_record.record()).pk}/"
    html = words_of(kari.get(page).content.decode())
    for words in (
        "Warning for Germany: what it is worth to the buyer holds the price down in 62 % of the runs.",
        "What does each launch hang on?", "Each month later costs about 310 kNOK (P50)",
        "Each month later gains about 40 kNOK (P50)", "above 0.58 × usual",
        "none within reach: it pays throughout", "The risk of delay may be counted twice",
    ):  # fmt: skip
        assert words in html
    hangs = html.split("What does each launch hang on?")[1].split("What next?")[0]
    assert "United Kingdom" in hangs
    assert "Japan" not in hangs  # closed
    norwegian = words_of(kari.get(page, headers={"accept-language": "nb"}).content.decode())
    for words in (
        "Advarsel for Tyskland: verdien for kjøperen",
        "Hva avhenger hver lansering av?",
        "over 0,58 × vanlig",
    ):
        assert words in norwegian


def test_a_warning_of_a_closed_market_stands_in_the_ranking(kari: Client, done: MakePlan) -> None:
    made = paper_record.record()
    *others, japan = made.plan.markets
    ledger = replace(japan.ledger, warnings=(Reason.of("warning-no-demand", chance=0.9),))
    markets = (*others, replace(japan, ledger=ledger))
    plan = done(found=replace(made, plan=replace(made.plan, markets=markets)))
    html = words_of(kari.get(f"{PLANS}{plan.pk}/").content.decode())
    assert "Japan: there is nobody to sell to in 90 % of the runs" in html
    assert "Warning for Japan" not in html


def words_of(html: str) -> str:
    """What a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").split())


def test_a_plan_that_stopped_says_what_to_mend(kari: Client, stopped: MakePlan) -> None:
    plan = stopped()
    html = kari.get(f"{PLANS}{plan.pk}/").content.decode()
    assert "company.cash_nok" in html
    assert "is &lt;b&gt;missing&lt;/b&gt;" in html
    assert f"{PLANS}new/?like={plan.pk}" in html


def test_a_result_of_another_version_is_not_shown_wrongly(kari: Client, done: MakePlan) -> None:
    plan = done()
    Plan.objects.filter(pk=plan.pk).update(record={"schema_version": "0.1", "company": "Nordlys"})
    html = kari.get(f"{PLANS}{plan.pk}/").content.decode()
    assert "made by another version of Fram" in html
    for place in ("report/", "plan.json", "plan.html"):
        assert kari.get(f"{PLANS}{plan.pk}/{place}").status_code == 404
    assert kari.get(f"{PLANS}{plan.pk}/company.toml").status_code == 200


def test_other_plans_are_offered_for_comparison_the_same_product_first(kari: Client, done: MakePlan) -> None:
    first, other = done(product_name="Halo"), done(product_name="Sepsis")
    html = kari.get(f"{PLANS}{done(product_name='Halo').pk}/").content.decode()
    assert html.index(f'<option value="{first.pk}">') < html.index(f'<option value="{other.pk}">')


def test_a_product_of_the_record_is_changed_there_and_planned_again(
    kari: Client, done: MakePlan, cast: Cast
) -> None:
    page = f"{PLANS}{done(product_name='Halo').pk}/"
    assert "Change the record" not in kari.get(page).content.decode()
    halo = add_product(by=SYSTEM, company=cast.nordlys, name="Halo")
    html = kari.get(page).content.decode()
    assert f'href="/record/nordlys/{halo.slug}/">Change the record<' in html
    assert f'href="{PLANS}new/?product={halo.slug}">Plan again from the record<' in html


def test_there_is_no_such_plan(kari: Client) -> None:
    for address in ("1/", "999999999999999999999/", "0/report/", "x/"):
        assert kari.get(f"{PLANS}{address}").status_code == 404


def test_a_company_named_in_markup_stays_text(kari: Client, done: MakePlan, record: PlanRecord) -> None:
    name = "<script>alert(1)</script>"
    plan = done(company_name=name, product_name=name, found=replace(record, company=name))
    for address in (f"{PLANS}{plan.pk}/", PLANS, f"{PLANS}{plan.pk}/comparison/?with={done().pk}"):
        html = kari.get(address).content.decode()
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert" in html
