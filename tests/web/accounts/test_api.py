"""The API of organisations, sharing and the log: the same policy as the pages, and faults in words."""

from __future__ import annotations

import json
from functools import partial

import pytest

from fram.web.accounts.models import Consent
from tests.web.cast import Cast

JSON = "application/json"


def test_it_describes_itself(cast: Cast) -> None:
    told = cast.client().get("/api/v1/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    assert "/api/v1/companies/{slug}/sharing" in told["paths"]
    for path, methods in told["paths"].items():
        for method in methods.values():
            assert {"200", "401"} <= set(method["responses"]), path
    sharing = told["paths"]["/api/v1/companies/{slug}/sharing/{body}"]["put"]["responses"]
    assert sharing["409"]["content"]["application/json"]["schema"]["$ref"].endswith("/Fault")


def test_me(cast: Cast) -> None:
    me = cast.client(cast.ola).get("/api/v1/me").json()
    assert me["email"] == "ola@example.org"
    assert [(place["slug"], place["role"]) for place in me["places"]] == [("klyngen", "adviser")]


def test_signed_out(cast: Cast) -> None:
    answer = cast.client().get("/api/v1/companies")
    assert answer.status_code == 401
    assert answer.json()["what"] == "nobody is signed in"


@pytest.mark.parametrize(
    ("name", "seen"), [("kari", ["nordlys"]), ("ola", ["nordlys"]), ("rita", ["rask"]), ("siri", [])]
)
def test_companies_are_those_one_may_see(cast: Cast, name: str, seen: list[str]) -> None:
    page = cast.client(cast.people[name]).get("/api/v1/companies").json()
    assert [card["slug"] for card in page["companies"]] == seen
    assert page["total"] == len(seen)


def test_a_company_shows_which_sections_are_open(cast: Cast) -> None:
    own = cast.client(cast.kari).get("/api/v1/companies/nordlys").json()["sections"]
    shared = cast.client(cast.ola).get("/api/v1/companies/nordlys").json()["sections"]
    assert "money" in own
    assert "money" not in shared
    assert "evidence" in shared


def test_sharing_is_read_and_changed(cast: Cast) -> None:
    kari = cast.client(cast.kari)
    address = "/api/v1/companies/nordlys/sharing"
    assert [one["body"] for one in kari.get(address).json()] == ["klyngen"]
    wanted = json.dumps({"sections": ["company"]})
    done = kari.put(f"{address}/etaten", wanted, content_type=JSON)
    told = {"body": "etaten", "name": "Eksportetaten (invented)", "sections": ["company"]}
    assert done.json() == {**told, "etag": '"company"'}
    assert Consent.objects.given().filter(company=cast.nordlys, body=cast.etaten).count() == 1


def test_a_sharing_that_was_changed_meanwhile_is_not_written_over(cast: Cast) -> None:
    kari = cast.client(cast.kari)
    address = "/api/v1/companies/nordlys/sharing"
    etag = kari.get(address).json()[0]["etag"]
    put = partial(kari.put, f"{address}/klyngen", content_type=JSON)
    less, more = json.dumps({"sections": ["company"]}), json.dumps({"sections": ["company", "money"]})
    assert put(less, headers={"If-Match": etag}).status_code == 200
    late = put(more, headers={"If-Match": etag})
    assert (late.status_code, late.json()["what"]) == (412, "somebody changed this while you chose")
    assert [one["sections"] for one in kari.get(address).json()] == [["company"]]
    assert put(more, headers={"If-Match": "*"}).status_code == 200
    assert put(less).status_code == 200
    told = json.dumps(
        kari.get("/api/v1/openapi.json").json()["paths"]["/api/v1/companies/{slug}/sharing/{body}"]
    )
    assert "If-Match" in told
    assert '"412"' in told


def test_what_is_refused_says_why(cast: Cast) -> None:
    kari, per = cast.client(cast.kari), cast.client(cast.per)
    address = "/api/v1/companies/nordlys/sharing/etaten"
    wrong = kari.put(address, json.dumps({"sections": ["secrets"]}), content_type=JSON)
    assert (wrong.status_code, wrong.json()["what"]) == (409, "there is no section `secrets`")
    assert kari.put(address, json.dumps({"parts": 1}), content_type=JSON).status_code == 422
    assert kari.put(address, "not json", content_type=JSON).status_code == 400
    assert per.put(address, json.dumps({"sections": []}), content_type=JSON).status_code == 403
    assert kari.put(f"{address}x", json.dumps({"sections": []}), content_type=JSON).status_code == 404


def test_a_page_of_another_site_changes_nothing(cast: Cast) -> None:
    browser = cast.client(cast.kari, strict=True)
    address = "/api/v1/companies/nordlys/sharing/klyngen"
    answer = browser.put(address, json.dumps({"sections": []}), content_type=JSON)
    assert answer.status_code == 403
    assert Consent.objects.given().filter(company=cast.nordlys).count() == 5


def test_the_log(cast: Cast) -> None:
    kari = cast.client(cast.kari)
    kari.post("/organisations/nordlys/sharing/etaten/", {"sections": ["company"]})
    page = kari.get("/api/v1/companies/nordlys/log").json()
    assert (page["total"], page["lines"][0]["verb"]) == (1, "accounts.share")
    assert cast.client(cast.liv).get("/api/v1/companies/nordlys/log").status_code == 403
