"""Which plans are there?"""

from __future__ import annotations

import re

from django.test import Client

from tests.web.cast import Cast
from tests.web.decide.conftest import PLANS, MakePlan


def rows(kari: Client, address: str = PLANS) -> list[str]:
    """The products listed."""
    html = kari.get(address).content.decode()
    return re.findall(r'<th scope="row">(?:<a[^>]*>)?(.*?)<', html)


def names(kari: Client, address: str) -> list[str]:
    """The companies named in the files of the plans listed."""
    html = kari.get(address).content.decode()
    return re.findall(r'<br><span class="faint">(.*?)</span></th>', html)


def test_an_empty_list_says_what_to_do_first(kari: Client) -> None:
    html = kari.get(PLANS).content.decode()
    assert "There is no plan yet" in html
    assert html.count('data-variant="primary"') == 1
    assert f'href="{PLANS}new/"' in html


def test_the_newest_plan_comes_first(kari: Client, queue: MakePlan) -> None:
    for company in ("Alfa", "Beta", "Gamma"):
        queue(product_name=company)
    assert rows(kari) == ["Gamma", "Beta", "Alfa"]


def test_the_list_can_be_sorted(kari: Client, queue: MakePlan) -> None:
    for company, product in (("Beta", "X"), ("Alfa", "Y"), ("Gamma", "A")):
        queue(company_name=company, product_name=product)
    assert names(kari, PLANS + "?order=company") == ["Alfa", "Beta", "Gamma"]
    assert names(kari, PLANS + "?order=product") == ["Gamma", "Beta", "Alfa"]
    assert names(kari, PLANS + "?order=oldest") == ["Beta", "Alfa", "Gamma"]
    assert names(kari, PLANS + "?order=nonsense") == ["Gamma", "Alfa", "Beta"]


def test_search_looks_in_company_and_product(kari: Client, queue: MakePlan) -> None:
    queue(company_name="Nordlys", product_name="Halo")
    queue(company_name="Søvn", product_name="Nordnatt")
    queue(company_name="Rask", product_name="Sepsis")
    assert names(kari, PLANS + "?text=nord") == ["Søvn", "Nordlys"]
    assert "No plan has “&lt;b&gt;”" in kari.get(PLANS + "?text=<b>").content.decode()


def test_long_lists_have_pages_that_keep_the_search(kari: Client, queue: MakePlan) -> None:
    for number in range(23):
        queue(product_name=f"Firma {number:02}")
    first = kari.get(PLANS + "?text=firma&order=product").content.decode()
    assert "Page 1 of 2" in first
    assert "?text=firma&amp;order=product&amp;page=2" in first
    assert rows(kari, PLANS + "?text=firma&order=product&page=2") == ["Firma 20", "Firma 21", "Firma 22"]
    assert rows(kari, PLANS + "?page=99999") == ["Firma 02", "Firma 01", "Firma 00"]


def test_the_list_leaves_results_and_files_in_the_database(
    kari: Client, done: MakePlan, django_assert_max_num_queries: object
) -> None:
    done()
    with django_assert_max_num_queries(10) as asked:  # type: ignore[operator]
        kari.get(PLANS)
    assert not [query for query in asked.captured_queries if '"record"' in query["sql"]]


def test_a_deleted_plan_can_be_brought_back_from_the_list(kari: Client, queue: MakePlan) -> None:
    plan = queue()
    answer = kari.post(f"{PLANS}{plan.pk}/delete/", follow=True)
    html = answer.content.decode()
    assert "Plan 1 of Halo was deleted." in html
    assert rows(kari) == []
    assert rows(kari, PLANS + "?deleted=1") == ["Halo"]
    assert kari.get(f"{PLANS}{plan.pk}/").status_code == 404
    assert f'action="{PLANS}{plan.pk}/restore/"' in html
    kari.post(f"{PLANS}{plan.pk}/restore/")
    assert rows(kari) == ["Halo"]
    assert kari.post(f"{PLANS}{plan.pk}/restore/").status_code == 404


def test_a_strange_number_in_the_undo_address_is_ignored(kari: Client) -> None:
    for number in ("x", "-1", "9" * 40, "１"):
        assert kari.get(PLANS, {"gone": number}).status_code == 200


def test_strange_letters_in_the_search_are_no_fault(kari: Client, queue: MakePlan) -> None:
    queue()
    assert kari.get(PLANS, {"text": "\x00"}).status_code == 404  # no address of the desk has it
    for text in ("%", "_", "'", '"', "\\", "x" * 300):
        assert kari.get(PLANS, {"text": text}).status_code == 200


def test_nothing_is_deleted_by_looking(kari: Client, queue: MakePlan) -> None:
    plan = queue()
    assert kari.get(f"{PLANS}{plan.pk}/delete/").status_code == 405
    assert rows(kari) == ["Halo"]


def test_only_the_companys_own_plans_are_listed(kari: Client, cast: Cast, queue: MakePlan) -> None:
    queue(product_name="Ours")
    theirs = queue(company=cast.rask, product_name="Theirs")
    assert rows(kari) == ["Ours"]
    assert cast.client(cast.rita).get("/decide/rask/").content.decode().count("Theirs") >= 1
    assert kari.get(f"{PLANS}{theirs.pk}/").status_code == 404


def test_who_may_only_read_is_offered_no_buttons(cast: Cast, queue: MakePlan) -> None:
    liv = cast.client(cast.liv)
    assert "The company's owner or an editor can have one made." in liv.get(PLANS).content.decode()
    plan = queue()
    html = liv.get(PLANS).content.decode()
    assert rows(liv) == ["Halo"]
    assert f"{PLANS}new/" not in html
    assert liv.post(f"{PLANS}{plan.pk}/delete/").status_code == 403
