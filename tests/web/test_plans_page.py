"""Which plans are there?"""

from __future__ import annotations

import re

from django.test import Client

from tests.web.conftest import MakePlan

PAGE = "/decide/"


def rows(client: Client, address: str = PAGE) -> list[str]:
    html = client.get(address).content.decode()
    return re.findall(r'<th scope="row">(?:<a[^>]*>)?(.*?)<', html)


def test_the_first_page_is_the_list(client: Client) -> None:
    answer = client.get("/")
    assert (answer.status_code, answer["Location"]) == (302, PAGE)


def test_an_empty_list_says_what_to_do_first(client: Client, db: object) -> None:
    html = client.get(PAGE).content.decode()
    assert "There is no plan yet" in html
    assert html.count('data-variant="primary"') == 1
    assert 'href="/decide/new/"' in html


def test_the_newest_plan_comes_first(client: Client, queue: MakePlan) -> None:
    for company in ("Alfa", "Beta", "Gamma"):
        queue(company=company)
    assert rows(client) == ["Gamma", "Beta", "Alfa"]


def test_the_list_can_be_sorted(client: Client, queue: MakePlan) -> None:
    for company, product in (("Beta", "X"), ("Alfa", "Y"), ("Gamma", "A")):
        queue(company=company, product=product)
    assert rows(client, PAGE + "?order=company") == ["Alfa", "Beta", "Gamma"]
    assert rows(client, PAGE + "?order=product") == ["Gamma", "Beta", "Alfa"]
    assert rows(client, PAGE + "?order=oldest") == ["Beta", "Alfa", "Gamma"]
    assert rows(client, PAGE + "?order=nonsense") == ["Gamma", "Alfa", "Beta"]


def test_search_looks_in_company_and_product(client: Client, queue: MakePlan) -> None:
    queue(company="Nordlys", product="Halo")
    queue(company="Søvn", product="Nordnatt")
    queue(company="Rask", product="Sepsis")
    assert rows(client, PAGE + "?text=nord") == ["Søvn", "Nordlys"]
    assert "No plan has “&lt;b&gt;”" in client.get(PAGE + "?text=<b>").content.decode()


def test_long_lists_have_pages_that_keep_the_search(client: Client, queue: MakePlan) -> None:
    for number in range(23):
        queue(company=f"Firma {number:02}")
    first = client.get(PAGE + "?text=firma&order=company").content.decode()
    assert "Page 1 of 2" in first
    assert "?text=firma&amp;order=company&amp;page=2" in first
    assert rows(client, PAGE + "?text=firma&order=company&page=2") == ["Firma 20", "Firma 21", "Firma 22"]
    assert rows(client, PAGE + "?page=99999") == ["Firma 02", "Firma 01", "Firma 00"]


def test_the_list_leaves_results_and_files_in_the_database(
    client: Client, done: MakePlan, django_assert_max_num_queries: object
) -> None:
    done()
    with django_assert_max_num_queries(3) as asked:  # type: ignore[operator]
        client.get(PAGE)
    assert not [query for query in asked.captured_queries if "record" in query["sql"]]


def test_a_deleted_plan_can_be_brought_back_from_the_list(client: Client, queue: MakePlan) -> None:
    plan = queue()
    answer = client.post(f"/decide/{plan.pk}/delete/", follow=True)
    html = answer.content.decode()
    assert "Plan 1 of Nordlys was deleted." in html
    assert rows(client) == []
    assert rows(client, PAGE + "?deleted=1") == ["Nordlys"]
    assert client.get(f"/decide/{plan.pk}/").status_code == 404
    assert f'action="/decide/{plan.pk}/restore/"' in html
    client.post(f"/decide/{plan.pk}/restore/")
    assert rows(client) == ["Nordlys"]
    assert client.post(f"/decide/{plan.pk}/restore/").status_code == 404


def test_a_strange_number_in_the_undo_address_is_ignored(client: Client, db: object) -> None:
    for number in ("x", "-1", "9" * 40, "１"):
        assert client.get(PAGE, {"gone": number}).status_code == 200


def test_strange_letters_in_the_search_are_no_fault(client: Client, queue: MakePlan) -> None:
    queue()
    for text in ("\x00", "%", "_", "'", '"', "\\", "x" * 300):
        assert client.get(PAGE, {"text": text}).status_code == 200


def test_nothing_is_deleted_by_looking(client: Client, queue: MakePlan) -> None:
    plan = queue()
    assert client.get(f"/decide/{plan.pk}/delete/").status_code == 405
    assert rows(client) == ["Nordlys"]
