"""A page of questions: shown, answered, drafted, and what its reader may see."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from fram.web.accounts.actions.sharing import share
from fram.web.accounts.models import Entry
from fram.web.record.models import Draft, Product
from fram.web.record.queries.records import Record, get_record
from fram.workspace.company.pages import pages, value_at
from tests.web.cast import Cast
from tests.web.record.conftest import PAGE
from tests.web.record.filling import boxes, send, wording

FORMS = [key for key, page in pages().items() if not page.is_list]
HOSTILE = "<script>alert(1)</script> & \"x\" 'y' </textarea><b>"


def content_of(cast: Cast) -> dict[str, Any]:
    return get_record(cast.nordlys).content


@pytest.mark.parametrize("lang", ["en", "nb"])
@pytest.mark.parametrize("key", FORMS)
def test_a_page_that_is_sent_back_untouched_changes_nothing(
    cast: Cast, filled: Record, content: dict[str, Any], key: str, lang: str
) -> None:
    browser = cast.client(cast.kari, lang=lang)
    answer = send(browser, f"{PAGE}{key}/")
    assert answer.status_code == 302
    after = get_record(cast.nordlys)
    assert after.content == content
    assert (after.profile.version, after.product and after.product.version) == (1, 1)


def test_skipping_leads_past_the_menu_of_the_record(filled: Record, kari: Client) -> None:
    html = kari.get(f"{PAGE}money/").content.decode()
    assert 'class="skip" href="#record-page"' in html
    assert html.index('id="record-menu"') < html.index('id="record-page"') < html.index('id="answers"')


def test_answers_are_saved_and_the_next_page_comes(cast: Cast, filled: Record, kari: Client) -> None:
    answer = send(
        kari, f"{PAGE}money/", **{"company.cash_nok": "9,5 mill", "company.next_decision_months": ""}
    )
    assert answer["Location"] == f"{PAGE}ownership/"
    after = content_of(cast)["company"]
    assert after["cash_nok"] == 9_500_000
    assert "next_decision_months" not in after
    assert after["planned_round"]["chance"] == 0.75
    entry = Entry.objects.filter(verb="record.save_answers").get()
    assert (entry.section, set(entry.changes)) == (
        "money",
        {"company.cash_nok", "company.next_decision_months"},
    )
    assert "9500000" not in str(entry.changes)


def test_numbers_are_read_in_the_language_they_were_shown_in(cast: Cast, filled: Record) -> None:
    norwegian, english = cast.client(cast.kari, lang="nb"), cast.client(cast.kari, lang="en")
    shown = norwegian.get(f"{PAGE}money/")
    assert boxes(shown)["company.cash_nok"] == ["14\u00a0000\u00a0000"]
    assert boxes(shown)["company.planned_round.chance"] == ["0,75"]
    # The same form, sent after the language of the pages was changed.
    send(english, f"{PAGE}money/", opened=shown, **{"company.cash_nok": "1.500"})
    assert content_of(cast)["company"]["cash_nok"] == 1500
    assert content_of(cast)["company"]["planned_round"]["chance"] == 0.75


def test_what_is_wrong_is_told_at_its_question_and_nothing_typed_is_lost(
    cast: Cast, filled: Record, kari: Client, content: dict[str, Any]
) -> None:
    answer = send(kari, f"{PAGE}money/", **{"company.cash_nok": "much", "company.monthly_burn_nok": "-3"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'role="alert"' in html
    assert 'href="#q-company-cash_nok"' in html
    assert "This is not a number" in html
    assert boxes(answer)["company.cash_nok"] == ["much"]
    assert boxes(answer)["company.monthly_burn_nok"] == ["-3"]
    assert content_of(cast) == content
    draft = Draft.objects.get()
    assert draft.answers["company.cash_nok"] == ["much"]
    assert (
        "Dette er ikke et tall"
        in cast.client(cast.kari, lang="nb")
        .post(f"{PAGE}money/", {**boxes(answer), "company.cash_nok": "mye"})
        .content.decode()
    )


def test_what_the_check_says_of_the_page_itself_keeps_it_from_being_saved(
    cast: Cast, filled: Record, kari: Client, content: dict[str, Any]
) -> None:
    answer = send(kari, f"{PAGE}price/", **{"product.price.low": "2000"})
    assert answer.status_code == 422
    assert "low = 2000 is above amount = 850" in wording(answer)
    assert content_of(cast) == content


def test_what_contradicts_another_page_is_saved_and_told_on_the_overview(
    cast: Cast, filled: Record, kari: Client
) -> None:
    answer = send(kari, f"{PAGE}product/", **{"product.uses_ai": "no"})
    assert answer.status_code == 302  # the facts still say what follows from a machine that learns
    assert content_of(cast)["product"]["uses_ai"] is False
    send(kari, f"{PAGE}facts-software/", **{"product.facts.uses_ai": "yes"})
    overview = wording(kari.get("/record/nordlys/"))
    assert "To mend" in overview
    assert "does not go with" in overview
    assert value_at(content_of(cast), "product.facts.uses_ai") is True


def test_unknown_is_always_allowed(cast: Cast, filled: Record, kari: Client) -> None:
    blank = {name: "" for name in boxes(kari.get(f"{PAGE}money/")) if name.startswith("company.")}
    assert send(kari, f"{PAGE}money/", **blank).status_code == 302
    after = content_of(cast)["company"]
    assert "cash_nok" not in after
    assert "planned_round" not in after
    overview = wording(kari.get("/record/nordlys/"))
    assert "A plan still lacks this" in overview


def test_new_questions_keep_the_reader_on_the_page(cast: Cast, kari: Client) -> None:
    gate, opened = "product.facts.comparative_study", "product.facts.evidence_quantitative"
    kari.post("/record/nordlys/new/", {"name": "Vital"})
    address = f"{PAGE}facts-evidence/"
    assert opened not in boxes(kari.get(address))["asked"][0].split()
    answer = send(kari, address, **{gate: "yes"})
    assert answer["Location"].startswith(f"{address}#q-product-facts-")
    page = kari.get(address)
    assert "More questions follow" in wording(page)
    assert opened in boxes(page)["asked"][0].split()
    send(kari, address, **{opened: "yes"})
    send(kari, address, **{gate: ""})  # what was answered stays on the page, or nobody could mend it
    assert opened in boxes(kari.get(address))["asked"][0].split()


def test_who_judged_is_kept(cast: Cast, filled: Record, kari: Client) -> None:
    name = "product.facts.immediate_danger"
    page = next(k for k in FORMS if name in boxes(kari.get(f"{PAGE}{k}/")).get("asked", [""])[0].split())
    opened = kari.get(f"{PAGE}{page}/")
    assert boxes(opened)[f"{name}:who"] == ["head of quality"]
    send(kari, f"{PAGE}{page}/", opened=opened, **{f"{name}:who": "the board"})
    assert value_at(content_of(cast), name) == {
        "value": False, "who": "the board", "on": "2025-11-04",
        "evidence": "risk file: routine wards and homes only, intensive care excluded in the manual",
    }  # fmt: skip


def test_hostile_texts_are_only_texts(cast: Cast, filled: Record, kari: Client) -> None:
    texts = {"company.name": HOSTILE, "company.note": HOSTILE}
    assert send(kari, f"{PAGE}company/", **texts).status_code == 302
    send(
        kari,
        f"{PAGE}product/",
        **{"product.name": HOSTILE, "product.users": HOSTILE, "product.hosting": HOSTILE},
    )
    for rest in ("page/company/", "page/product/", "", "history/", "export/", "files/", "import/"):
        address = f"/record/nordlys/{rest}"
        html = kari.get(address).content.decode()
        assert "<script>alert" not in html, address
    assert boxes(kari.get(f"{PAGE}company/"))["company.note"] == [HOSTILE]
    assert content_of(cast)["company"]["note"] == HOSTILE


@pytest.mark.parametrize(
    "sent",
    [
        {"product.kind": "forged"},
        {"product.settings": ["forged"]},
        {"product.indications": ["no-such"]},
        {"product.payer": ["hospital", "forged"]},
        {"product.languages": ["klingon!"]},
        {"product.name": "x" * 5000},
        {"product.hosting": "a\x00b"},
    ],
)
def test_forged_answers_are_refused(
    cast: Cast, filled: Record, kari: Client, content: dict[str, Any], sent: dict[str, Any]
) -> None:
    assert send(kari, f"{PAGE}product/", **sent).status_code == 422
    assert content_of(cast) == content


@pytest.mark.parametrize("version", ["", "x", "-1", "99", "9" * 30, "١"])
def test_a_forged_version_loses_nothing(cast: Cast, filled: Record, kari: Client, version: str) -> None:
    answer = send(kari, f"{PAGE}money/", version=version, **{"company.cash_nok": "5"})
    assert answer.status_code == 409
    assert "Which answer is right?" in wording(answer)
    assert content_of(cast)["company"]["cash_nok"] == 14_000_000


def test_questions_that_were_not_asked_are_not_answered(cast: Cast, filled: Record, kari: Client) -> None:
    sent = {"version": "1", "lang": "en", "asked": "company.cash_nok no.such", "company.cash_nok": "5"}
    kari.post(f"{PAGE}money/", {**sent, "company.monthly_burn_nok": "7", "product.name": "x"})
    after = content_of(cast)
    assert after["company"]["cash_nok"] == 5
    assert after["company"]["monthly_burn_nok"] == 1_000_000


class TestDrafts:
    def test_a_draft_is_kept_without_a_script_and_offered_again(
        self, cast: Cast, filled: Record, kari: Client, content: dict[str, Any]
    ) -> None:
        typed = {**boxes(kari.get(f"{PAGE}money/")), "company.cash_nok": ["half an ans"]}
        answer = kari.post(f"{PAGE}money/draft/", typed)
        assert answer["Location"] == f"{PAGE}money/"
        page = kari.get(f"{PAGE}money/")
        assert "did not save it" in wording(page)
        assert boxes(page)["company.cash_nok"] == ["14,000,000"]
        assert boxes(kari.get(f"{PAGE}money/?draft=1"))["company.cash_nok"] == ["half an ans"]
        assert content_of(cast) == content
        assert "draft" in wording(kari.get("/record/nordlys/"))

    def test_a_draft_saved_on_the_way_says_when(self, cast: Cast, filled: Record, kari: Client) -> None:
        typed = boxes(kari.get(f"{PAGE}money/"))
        answer = kari.post(f"{PAGE}money/draft/", typed, headers={"hx-request": "true"})
        assert re.fullmatch(r"Draft saved at \d\d:\d\d", answer.content.decode().strip())
        norwegian = cast.client(cast.kari, lang="nb").post(
            f"{PAGE}money/draft/", typed, headers={"hx-request": "true"}
        )
        assert norwegian.content.decode().strip().startswith("Utkast lagret kl.")
        assert Draft.objects.count() == 1

    def test_saving_and_throwing_away_end_a_draft(self, cast: Cast, filled: Record, kari: Client) -> None:
        typed = boxes(kari.get(f"{PAGE}money/"))
        kari.post(f"{PAGE}money/draft/", typed)
        send(kari, f"{PAGE}money/", **{"company.cash_nok": "3"})
        assert not Draft.objects.exists()
        kari.post(f"{PAGE}money/draft/", typed)
        kari.post(f"{PAGE}money/draft/drop/")
        assert not Draft.objects.exists()

    def test_a_draft_is_ones_own(self, cast: Cast, filled: Record, kari: Client, per: Client) -> None:
        kari.post(f"{PAGE}money/draft/", {**boxes(kari.get(f"{PAGE}money/")), "company.cash_nok": ["secret"]})
        assert "did not save it" not in wording(per.get(f"{PAGE}money/"))
        assert "secret" not in per.get(f"{PAGE}money/?draft=1").content.decode()

    def test_the_draft_of_a_page_about_a_product_belongs_to_it(
        self, cast: Cast, filled: Record, kari: Client
    ) -> None:
        kari.post("/record/nordlys/nordlys-vital/variant/", {"name": "Other"})
        page = "/record/nordlys/other/page/price/"
        kari.post(f"{page}draft/", {**boxes(kari.get(page)), "product.price.amount": ["77"]})
        assert "did not save it" in wording(kari.get(page))
        assert "did not save it" not in wording(kari.get(f"{PAGE}price/"))
        assert Draft.objects.get().product == Product.objects.get(slug="other")

    def test_an_endless_text_is_no_draft(self, cast: Cast, filled: Record, kari: Client) -> None:
        typed = {**boxes(kari.get(f"{PAGE}company/")), "company.note": ["x" * 300_000]}
        answer = kari.post(f"{PAGE}company/draft/", typed, headers={"hx-request": "true"})
        assert "too long" in answer.content.decode()
        assert not Draft.objects.exists()


class TestWhoSees:
    def test_a_reader_reads(self, cast: Cast, filled: Record) -> None:
        liv = cast.client(cast.liv)
        page = liv.get(f"{PAGE}money/")
        assert "14,000,000 NOK" in wording(page)
        assert 'id="answers"' not in page.content.decode()
        assert liv.post(f"{PAGE}money/", {"company.cash_nok": "1"}).status_code == 403
        assert liv.get(f"{PAGE}certificates/new/").status_code == 403

    def test_a_body_sees_what_is_shared_and_nothing_else(self, cast: Cast, filled: Record) -> None:
        ola = cast.client(cast.ola)
        overview = ola.get("/record/nordlys/")
        html = overview.content.decode()
        for key, page in pages().items():
            is_shared = page.section in ("company", "product", "market-access", "evidence")
            address = f"{PAGE}{key}/"
            assert (address in html) == is_shared, key
            assert ola.get(address).status_code == (200 if is_shared else 403), key
        assert "14,000,000" not in html
        assert ola.post(f"{PAGE}company/", {}).status_code == 403

    def test_reads_of_a_body_and_of_what_is_sensitive_are_noted(self, cast: Cast, filled: Record) -> None:
        Entry.objects.all().delete()
        cast.client(cast.liv).get(f"{PAGE}company/")
        cast.client(cast.liv).get(f"{PAGE}money/")
        cast.client(cast.ola).get(f"{PAGE}company/")
        noted = Entry.objects.filter(kind="read").order_by("pk")
        assert [(entry.person, entry.section, entry.subject) for entry in noted] == [
            (cast.liv, "money", "money"), (cast.ola, "company", "company"),
        ]  # fmt: skip

    def test_a_contradiction_with_what_is_not_shared_is_not_told(
        self, cast: Cast, filled: Record, kari: Client
    ) -> None:
        send(kari, f"{PAGE}home/", **{"product.customers_won_last_year": "3"})
        assert "won last year" in wording(kari.get("/record/nordlys/"))
        assert "won last year" not in wording(cast.client(cast.ola).get("/record/nordlys/"))

    def test_a_contradiction_tells_nothing_of_a_section_that_is_not_shared(
        self, cast: Cast, filled: Record, kari: Client
    ) -> None:
        send(kari, f"{PAGE}product/", **{"product.uses_ai": "no"})
        send(kari, f"{PAGE}facts-software/", **{"product.facts.uses_ai": "yes"})
        by = cast.actor(cast.kari)
        share(by=by, company=cast.nordlys, body=cast.klyngen, sections=("market-access",))
        assert "does not go with" in wording(kari.get("/record/nordlys/"))
        told = wording(cast.client(cast.ola).get("/record/nordlys/"))
        assert "What the software does" in told
        assert "does not go with" not in told

    def test_nothing_shared_is_nothing_there(self, cast: Cast, filled: Record) -> None:
        for person in (cast.rita, cast.eva, cast.siri, cast.nina):
            assert cast.client(person).get("/record/nordlys/").status_code == 404


class TestEmpty:
    def test_an_empty_record_offers_three_ways_in(self, cast: Cast, kari: Client) -> None:
        html = kari.get("/record/nordlys/").content.decode()
        for address in ("/record/nordlys/start/", "/record/nordlys/import/", f"{PAGE}company/"):
            assert address in html
        assert html.count('data-variant="primary"') == 1
        told = wording(cast.client(cast.ola).get("/record/nordlys/"))
        assert "Nothing is in the record yet" in told
        assert "start" not in told

    def test_a_page_of_the_company_begins_the_record(self, cast: Cast, kari: Client) -> None:
        answer = send(kari, f"{PAGE}company/", **{"company.name": "Nordlys", "company.stage": "pilot"})
        assert answer.status_code == 302
        assert content_of(cast) == {"company": {"name": "Nordlys", "stage": "pilot"}}
        assert "No product yet" in wording(kari.get("/record/nordlys/"))

    def test_a_page_of_a_product_asks_for_its_name_first(self, cast: Cast, kari: Client) -> None:
        assert kari.get(f"{PAGE}price/")["Location"] == "/record/nordlys/new/"

    def test_the_pages_that_are_not_there(self, cast: Cast, kari: Client) -> None:
        for address in (
            f"{PAGE}no-such/",
            "/record/nordlys/no-such/",
            "/record/no-such/",
            f"{PAGE}certificates/0/",
        ):
            assert kari.get(address).status_code == 404, address


class TestStart:
    def test_twelve_questions_begin_the_record(self, cast: Cast, kari: Client) -> None:
        page = kari.get("/record/nordlys/start/")
        html = page.content.decode()
        assert len(re.findall(r'class="ds-field question|question"', html)) == 12
        assert 'value="Nordlys Vital AS (invented)"' in html
        sent = {
            "lang": "nb", "asked": re.search(r'name="asked" value="([^"]*)"', html)[1],  # type: ignore[index]
            "company.name": "Nordlys", "company.cash_nok": "14 mill", "product.name": "Vital",
            "product.kind": "device", "product.settings": ["ward"], "approval": "IIa",
        }  # fmt: skip
        answer = kari.post("/record/nordlys/start/", sent)
        assert answer["Location"] == "/record/nordlys/"
        assert content_of(cast) == {
            "company": {"name": "Nordlys", "cash_nok": 14_000_000},
            "product": {
                "name": "Vital", "kind": "device", "settings": ["ward"],
                "certificates": [{"regime": "eu-mdr", "device_class": "IIa"}],
            },
        }  # fmt: skip
        again = kari.post("/record/nordlys/start/", sent)  # pressed twice
        assert again["Location"] == "/record/nordlys/"
        assert Product.objects.count() == 1

    def test_only_the_names_are_needed(self, cast: Cast, kari: Client) -> None:
        asked = "company.name product.name product.kind approval"
        answer = kari.post(
            "/record/nordlys/start/", {"asked": asked, "product.kind": "software", "approval": "A"}
        )
        assert answer.status_code == 422
        told = wording(answer)
        assert told.count("Give a name; everything else may stay open.") == 4  # in the summary and at each
        assert "class A does not go with" in told
        assert not Product.objects.exists()
