"""Pages ask the database few questions, however much is in it, and check the record once."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from fram.web.accounts.models import Kind, Organisation
from fram.web.record.models import Product, Profile
from fram.web.record.queries.records import Record
from fram.workspace.company.exchange import checking
from tests.web.cast import Cast
from tests.web.record.filling import boxes

MOST = 25
PAGES = ["", "page/money/", "page/facts-evidence-file/", "page/certificates/", "page/evidence/0/", "history/",
         "files/", "nordlys-vital/", "nordlys-vital/export/", "record.toml"]  # fmt: skip


@pytest.fixture
def crowd(filled: Record, content: dict[str, Any]) -> None:
    """Many other companies with records of their own."""
    made = Organisation.objects.bulk_create(
        Organisation(kind=Kind.COMPANY, name=f"Company {n} (invented)", slug=f"company-{n}")
        for n in range(200)
    )
    Profile.objects.bulk_create(Profile(company=one, content=content["company"], version=1) for one in made)
    held = {key: value for key, value in content.items() if key != "company"}
    Product.objects.bulk_create(
        Product(company=one, name="Vital", slug="vital", content=held, version=1) for one in made
    )


@pytest.mark.parametrize("rest", PAGES)
@pytest.mark.parametrize("name", ["kari", "ola"])
def test_few_questions(
    cast: Cast, crowd: None, django_assert_max_num_queries: Any, name: str, rest: str
) -> None:
    browser = cast.client(cast.people[name])
    with django_assert_max_num_queries(MOST):
        assert browser.get(f"/record/nordlys/{rest}").status_code in (200, 403)


def test_saving_asks_few_questions(
    cast: Cast, crowd: None, kari: Client, django_assert_max_num_queries: Any
) -> None:
    typed = {**boxes(kari.get("/record/nordlys/page/money/")), "company.cash_nok": ["5"]}
    with django_assert_max_num_queries(MOST):
        assert kari.post("/record/nordlys/page/money/", typed).status_code == 302


@pytest.mark.parametrize(
    "rest", ["", "page/money/", "page/facts-software/", "page/evidence/", "page/evidence/0/"]
)
def test_the_record_is_checked_once(
    cast: Cast, filled: Record, kari: Client, monkeypatch: pytest.MonkeyPatch, rest: str
) -> None:
    counted: list[int] = []
    check = checking.check_document
    monkeypatch.setattr(
        checking, "check_document", lambda *told, **more: counted.append(1) or check(*told, **more)
    )
    kari.get(f"/record/nordlys/{rest}")
    assert len(counted) == 1
    if rest.startswith("page/") and rest != "page/evidence/":
        typed = boxes(kari.get(f"/record/nordlys/{rest}"))
        counted.clear()
        name = (
            "company.cash_nok" if "money" in rest else "product.evidence.year" if "evidence" in rest else ""
        )
        kari.post(f"/record/nordlys/{rest}", {**typed, **({name: ["2025"]} if name else {})})
        assert len(counted) <= 1
