"""The company file comes in after a look at what it changes, and goes out with what is shared."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fram.web.accounts.models import Entry
from fram.web.record.models import Product
from fram.web.record.queries import company_text, get_product
from fram.web.record.queries.records import Record, get_record
from fram.workspace.company.exchange import content_from
from tests.unit.workspace.company.contents import CONTENTS, EXAMPLES
from tests.web.cast import Cast
from tests.web.record.conftest import PAGE
from tests.web.record.filling import boxes, send, wording

IMPORT = "/record/nordlys/import/"


def upload(content: str | bytes, name: str = "company.toml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def take_in(browser: Client, **sent: Any) -> Any:
    """Send a file, look at what it changes, and take it in."""
    preview = browser.post(IMPORT, {"into": "new", **sent})
    assert preview.status_code == 200, wording(preview)
    html = preview.content.decode()
    start = html.index('<form method="post" class="row">')
    found = boxes(html[:start] + html[start:].replace("<form ", '<form id="answers" ', 1))
    return browser.post(IMPORT, {**found, "apply": "1"})


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_comes_in_and_goes_out_the_same(cast: Cast, kari: Client, path: Any) -> None:
    done = take_in(kari, file=upload(path.read_bytes()))
    assert done.status_code == 302
    assert get_record(cast.nordlys).content == CONTENTS[path.stem]
    out = kari.get("/record/nordlys/record.toml").content.decode()
    assert tomllib.loads(out) == tomllib.loads(path.read_text(encoding="utf-8"))
    told = json.loads(kari.get("/record/nordlys/record.json").content)
    assert (told["content"], told["left_out"]) == (CONTENTS[path.stem], [])


def test_a_look_changes_nothing_and_tells_question_by_question(
    cast: Cast, filled: Record, kari: Client, content: dict[str, Any], company_toml: str
) -> None:
    changed = company_toml.replace("cash_nok = 14_000_000", "cash_nok = 9_000_000").replace(
        'title = "Night', 'title = "Day'
    )
    answer = kari.post(IMPORT, {"into": "nordlys-vital", "file": upload(changed)})
    told = wording(answer)
    assert "2 answers would change" in told
    assert "How much cash is in the bank today? 14,000,000 NOK 9,000,000 NOK" in told
    assert "Night rounds before and after" in told
    assert get_record(cast.nordlys).content == content


def test_what_the_file_does_not_say_goes_or_is_kept(cast: Cast, filled: Record, kari: Client) -> None:
    small = (
        '[company]\nname = "N"\ncash_nok = 1\nmonthly_burn_nok = 1\n[product]\nname = "V"\nkind = "device"\n'
    )
    told = wording(kari.post(IMPORT, {"into": "nordlys-vital", "text": small}))
    assert "removed" in told
    take_in(kari, into="nordlys-vital", text=small, keeps="on")
    after = get_record(cast.nordlys).content
    assert (after["company"]["cash_nok"], after["company"]["staff"]["product"]) == (1, 5)
    assert len(after["product"]["evidence"]) == 2
    take_in(kari, into="nordlys-vital", text=small)
    assert get_record(cast.nordlys).content == content_from(small)
    assert Product.objects.get().name == "V"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Choose a file"),
        ("this is no TOML", "is not valid TOML"),
        ("[company]\nnmae = 'x'", "unknown key `nmae`"),
        ("[company]\nnmae = 'x'", "did you mean `name`?"),
        ("[company]\ncash_nok = -5", "0 or more"),
        ("[product.facts]\nsteril = true", "unknown fact"),
        ("[company]\nname = 1979-05-27T07:32:00", "date where none"),
        ("a = " + "[" * 2000, "nested too deeply"),
        ('[company]\nname = "\\u0000"', "NUL"),
        (
            "[product]\nname = 'x'\nkind = 'device'\n[product.facts]\nhospital_method_new_years = "
            + "9" * 400,
            "too large",
        ),
        ("x = 1", "unknown key `x`"),
        ("company = 3", "company"),
        ("[company]\nname = 'x'\nstaff = [1]", "company.staff"),
    ],
)
def test_a_file_that_is_wrong_is_told_and_nothing_taken_in(
    cast: Cast, filled: Record, kari: Client, content: dict[str, Any], text: str, said: str
) -> None:
    answer = kari.post(IMPORT, {"into": "nordlys-vital", "text": text})
    assert answer.status_code == 422
    assert said in wording(answer)
    assert get_record(cast.nordlys).content == content
    applied = kari.post(
        IMPORT,
        {"into": "nordlys-vital", "text": text, "apply": "1", "profile_version": "1", "product_version": "1"},
    )
    assert applied.status_code == 422
    assert get_record(cast.nordlys).content == content


def test_problems_speak_norwegian(cast: Cast, filled: Record) -> None:
    browser = cast.client(cast.kari, lang="nb")
    told = wording(browser.post(IMPORT, {"into": "new", "text": "[product.price]\namount = 3\nlow = 7"}))
    assert "low = 7 er over amount = 3" in told
    assert "rett ett av dem" in told


@pytest.mark.parametrize("sent", [b"\xff\xfe\x00", b"#" * 1_000_001, b"# " + b"x" * 5_000_000])
def test_bytes_that_are_no_file_are_refused(cast: Cast, filled: Record, kari: Client, sent: bytes) -> None:
    answer = kari.post(IMPORT, {"into": "new", "file": upload(sent)})
    assert answer.status_code == 422
    assert re.search("larger than 1 MB|is not UTF-8", wording(answer))


def test_what_was_changed_since_the_look_is_looked_at_again(
    cast: Cast, filled: Record, kari: Client, per: Client, company_toml: str
) -> None:
    sent = {
        "into": "nordlys-vital",
        "text": company_toml,
        "apply": "1",
        "profile_version": "1",
        "product_version": "1",
    }
    send(per, f"{PAGE}money/", **{"company.cash_nok": "7"})
    answer = kari.post(IMPORT, sent)
    assert answer.status_code == 200
    assert "1 answer would change" in wording(answer)
    assert get_record(cast.nordlys).content["company"]["cash_nok"] == 7


def test_a_file_that_says_the_same_changes_nothing(
    cast: Cast, filled: Record, kari: Client, company_toml: str
) -> None:
    assert "Nothing would change" in wording(
        kari.post(IMPORT, {"into": "nordlys-vital", "text": company_toml})
    )


def test_the_same_product_twice_is_one(cast: Cast, filled: Record, kari: Client, company_toml: str) -> None:
    answer = kari.post(IMPORT, {"into": "new", "text": company_toml})
    versions = {"profile_version": "1", "product_version": "0"}
    again = kari.post(IMPORT, {"into": "new", "text": company_toml, "apply": "1", **versions})
    assert (answer.status_code, again.status_code) == (200, 422)
    assert "a product of this name already" in wording(again)
    assert Product.objects.count() == 1


def test_only_those_who_edit_take_in(cast: Cast, filled: Record) -> None:
    for person in (cast.liv, cast.ola, cast.ane):
        assert cast.client(person).get(IMPORT).status_code == 403
        assert cast.client(person).post(IMPORT, {}).status_code == 403


class TestTakingOut:
    def test_a_body_takes_out_what_is_shared_and_the_file_says_what_is_not(
        self, cast: Cast, filled: Record
    ) -> None:
        ola = cast.client(cast.ola)
        assert "Left out: Money, Price and worth, Plan" in wording(ola.get("/record/nordlys/export/"))
        answer = ola.get("/record/nordlys/record.toml")
        text = answer.content.decode()
        assert answer["Content-Disposition"] == 'attachment; filename="nordlys-nordlys-vital.toml"'
        assert "Left out, because it is not shared: Money, Price and worth, Plan." in text
        for kept in ("cash_nok", "14_000_000", "cost_to_serve", "scenario", "savings"):
            assert kept not in text
        assert tomllib.loads(text)["product"]["evidence"]
        told = json.loads(ola.get("/record/nordlys/record.json").content)
        assert told["left_out"] == ["money", "price", "plan"]
        assert "cash_nok" not in str(told)

    def test_an_analyst_takes_nothing_out(self, cast: Cast, filled: Record) -> None:
        tor = cast.client(cast.tor)
        for address in ("export/", "record.toml", "record.json"):
            assert tor.get(f"/record/nordlys/{address}").status_code == 403

    def test_taking_out_is_written_into_the_log(self, cast: Cast, filled: Record) -> None:
        cast.client(cast.ola).get("/record/nordlys/record.toml")
        entry = Entry.objects.get(kind="export")
        assert (entry.person, entry.subject) == (cast.ola, "record.toml")
        assert entry.changes == ["company", "product", "market-access", "evidence"]

    def test_another_form_is_not_there(self, cast: Cast, filled: Record, kari: Client) -> None:
        assert kari.get("/record/nordlys/record.xml").status_code == 404

    def test_a_plan_is_made_from_the_whole(self, cast: Cast, filled: Record, content: dict[str, Any]) -> None:
        text = company_text(cast.nordlys, get_product(cast.nordlys, "nordlys-vital"))
        assert content_from(text) == content

    def test_a_half_filled_record_comes_back_too(self, cast: Cast, kari: Client) -> None:
        send(kari, f"{PAGE}company/", **{"company.name": "N"})
        kari.post("/record/nordlys/new/", {"name": "V"})
        text = kari.get("/record/nordlys/record.toml").content.decode()
        assert "Nothing would change" in wording(kari.post(IMPORT, {"into": "v", "text": text}))
