"""Products, their variants, and the history of a record."""

from __future__ import annotations

from typing import Any

from django.test import Client

from fram.web.accounts.models import Entry
from fram.web.record.models import Product
from fram.web.record.queries.records import Record, get_record
from tests.web.cast import Cast
from tests.web.record.conftest import PAGE
from tests.web.record.filling import send, wording

HOME = "/record/nordlys/"


def test_a_variant_begins_as_a_copy_and_tells_how_it_differs(
    cast: Cast, filled: Record, kari: Client, content: dict[str, Any]
) -> None:
    answer = kari.post(f"{HOME}nordlys-vital/variant/", {"name": "Vital Home"})
    assert answer["Location"] == f"{HOME}vital-home/"
    variant = Product.objects.get(slug="vital-home")
    assert variant.variant_of == Product.objects.get(slug="nordlys-vital")
    assert variant.content["product"] == {**content["product"], "name": "Vital Home"}
    send(kari, f"{HOME}vital-home/page/price/", **{"product.price.amount": "700"})
    told = wording(kari.get(f"{HOME}vital-home/difference/"))
    assert "How does Vital Home differ from Nordlys Vital?" in told
    assert "What does one unit cost at home? 850 700" in told
    assert get_record(cast.nordlys, "nordlys-vital").content == content
    assert kari.get(f"{HOME}nordlys-vital/difference/").status_code == 404


def test_the_difference_shows_a_body_only_what_is_shared(cast: Cast, filled: Record, kari: Client) -> None:
    kari.post(f"{HOME}nordlys-vital/variant/", {"name": "Vital Home"})
    send(kari, f"{HOME}vital-home/page/price/", **{"product.price.amount": "700"})
    told = wording(cast.client(cast.ola).get(f"{HOME}vital-home/difference/"))
    assert "What is the product called?" in told
    assert "850" not in told


def test_pages_of_a_product_stay_with_it(cast: Cast, filled: Record, kari: Client) -> None:
    kari.post(f"{HOME}nordlys-vital/variant/", {"name": "Vital Home"})
    answer = send(kari, f"{HOME}vital-home/page/product/", **{"product.name": "Vital House"})
    assert answer["Location"].startswith(f"{HOME}vital-home/page/")
    assert [product.name for product in get_record(cast.nordlys).products] == ["Nordlys Vital", "Vital House"]


def test_names_are_given_once_and_slugs_lead_nowhere_else(cast: Cast, filled: Record, kari: Client) -> None:
    assert kari.post(f"{HOME}new/", {"name": " nordlys  VITAL "}).status_code == 422
    assert kari.post(f"{HOME}new/", {"name": "   "}).status_code == 422
    for name in ("Files", "History", "Page", "Ærlig talt", "💊", "<b>x</b>"):
        made = kari.post(f"{HOME}new/", {"name": name})
        assert made.status_code == 302
        assert kari.get(made["Location"]).status_code == 200, name
    slugs = set(Product.objects.values_list("slug", flat=True))
    assert (
        slugs == {"nordlys-vital", "files-2", "history-2", "page-2", "aerlig-talt", "product", "bxb"}
        or len(slugs) == 7
    )
    assert not slugs & {"files", "history", "page"}


def test_a_product_is_put_away_and_taken_out_again(cast: Cast, filled: Record, kari: Client) -> None:
    kari.post(f"{HOME}nordlys-vital/archive/")
    assert kari.get(f"{HOME}nordlys-vital/").status_code == 404
    assert "put away" in wording(kari.get(HOME))
    kari.post(f"{HOME}nordlys-vital/unarchive/")
    assert kari.get(f"{HOME}nordlys-vital/").status_code == 200
    for person in (cast.liv, cast.ola):
        assert cast.client(person).post(f"{HOME}nordlys-vital/archive/").status_code == 403


class TestHistory:
    def test_who_changed_which_questions_and_when(
        self, cast: Cast, filled: Record, kari: Client, per: Client
    ) -> None:
        send(per, f"{PAGE}money/", **{"company.cash_nok": "7"})
        told = wording(kari.get(f"{HOME}history/"))
        assert "Version 2, 21 Nov 2026" in told
        assert "Per Kollega (invented) newest" in told
        assert "1 answer: How much cash is in the bank today?" in told
        assert "14,000,000 NOK 7 NOK" in told
        assert "Version 1," in told
        product = wording(kari.get(f"{HOME}nordlys-vital/history/"))
        assert "What was said of Nordlys Vital" in product

    def test_an_earlier_version_is_brought_back_and_nothing_is_lost(
        self, cast: Cast, filled: Record, kari: Client, content: dict[str, Any]
    ) -> None:
        send(kari, f"{PAGE}money/", **{"company.cash_nok": "7"})
        send(kari, f"{PAGE}price/", **{"product.price.amount": "700"})
        kari.post(f"{HOME}history/1/bring-back/")
        kari.post(f"{HOME}nordlys-vital/history/1/bring-back/")
        after = get_record(cast.nordlys)
        assert after.content == content
        assert (after.profile.version, after.product and after.product.version) == (3, 3)
        kari.post(f"{HOME}history/2/bring-back/")
        assert get_record(cast.nordlys).content["company"]["cash_nok"] == 7
        assert "bring_back" in Entry.objects.filter(kind="write").latest("pk").verb

    def test_a_version_that_never_was_changes_nothing(
        self, cast: Cast, filled: Record, kari: Client, content: dict[str, Any]
    ) -> None:
        kari.post(f"{HOME}history/77/bring-back/")
        assert get_record(cast.nordlys).content == content

    def test_a_body_sees_that_something_changed_and_not_what(
        self, cast: Cast, filled: Record, kari: Client
    ) -> None:
        send(kari, f"{PAGE}money/", **{"company.cash_nok": "7"})
        told = wording(cast.client(cast.ola).get(f"{HOME}history/"))
        assert "In sections that are not shared with you." in told
        assert "7 NOK" not in told
        assert "14,000,000" not in told
        assert cast.client(cast.ola).post(f"{HOME}history/1/bring-back/").status_code == 403

    def test_a_long_history_has_pages(self, cast: Cast, filled: Record, kari: Client) -> None:
        for amount in range(30, 55):
            send(kari, f"{PAGE}money/", **{"company.cash_nok": str(amount)})
        first, second = (wording(kari.get(f"{HOME}history/?page={page}")) for page in (1, 2))
        assert "Version 26," in first
        assert "Version 6," not in first
        assert "Version 6," in second
        assert "14,000,000 NOK 30 NOK" in second

    def test_nothing_happened_yet(self, cast: Cast, kari: Client) -> None:
        assert "Nothing was changed yet" in wording(kari.get(f"{HOME}history/"))
