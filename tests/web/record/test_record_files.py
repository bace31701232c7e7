"""Documents: what may be laid in a record, how it is kept, and how it is handed out."""

from __future__ import annotations

import os
import stat
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from fram.terms.errors import Refused
from fram.web.accounts.acting import SYSTEM
from fram.web.accounts.models import Entry
from fram.web.record.actions import documents as acts
from fram.web.record.files.kinds import kind_of
from fram.web.record.files.names import clean_name
from fram.web.record.files.place import place_of, root
from fram.web.record.models import StoredFile
from tests.web.cast import Cast
from tests.web.record.filling import wording

FILES = "/record/nordlys/files/"
PDF = b"%PDF-1.7\n%real enough"


def office(folder: str, *more: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in ("[Content_Types].xml", f"{folder}/document.xml", *more):
            package.writestr(name, "<x/>")
    return out.getvalue()


KINDS: dict[str, bytes] = {
    "a.pdf": PDF,
    "a.docx": office("word"),
    "a.xlsx": office("xl"),
    "a.pptx": office("ppt"),
    "a.csv": b"name;value\nx;1\n",
    "a.txt": "blåbær\n".encode(),
    "a.png": b"\x89PNG\r\n\x1a\n....",
    "a.JPG": b"\xff\xd8\xff\xe0....",
    "a.jpeg": b"\xff\xd8\xff....",
    "a.toml": b"a = 1\n",
    "a.json": b' {"a": 1}',
    "b.csv": "\ufeffnavn;verdi\n".encode("utf-16-le"),
}


def lay(browser: Client, content: bytes, name: str, **more: str) -> Any:
    return browser.post(FILES, {"file": SimpleUploadedFile(name, content), **more})


def stored(**named: Any) -> StoredFile:
    return StoredFile.objects.get(**named)


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder of files for each test."""
    monkeypatch.setattr(settings, "HOME", tmp_path)


@pytest.mark.parametrize("name", KINDS)
def test_documents_of_each_kind_are_kept_and_come_back_the_same(cast: Cast, kari: Client, name: str) -> None:
    assert lay(kari, KINDS[name], name).status_code == 302
    one = stored()
    answer = kari.get(f"{FILES}{one.key}/")
    assert b"".join(answer.streaming_content) == KINDS[name]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "html" not in answer["Content-Type"]
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"<html>", "a.html", "cannot be taken"),
        (b"MZ", "a.exe", "cannot be taken"),
        (PDF, "a", "cannot be taken"),
        (PDF, "a.svg", "cannot be taken"),
        (b"<script>", "a.pdf", "is no pdf"),
        (PDF, "a.png", "is no png"),
        (office("word"), "a.xlsx", "is no xlsx"),
        (office("word", "word/vbaProject.bin"), "a.docx", "is no docx"),
        (b"PK\x03\x04nonsense", "a.docx", "is no docx"),
        (b"a\x00b", "a.txt", "is no txt"),
        (b"not toml", "a.toml", "is no toml"),
        (b"nothing", "a.json", "is no json"),
        (b"", "a.txt", "is empty"),
        (b"a = " + b"[" * 5000, "a.toml", "is no toml"),
    ],
)
def test_what_is_not_what_it_says_is_refused(
    cast: Cast, kari: Client, content: bytes, name: str, said: str
) -> None:
    answer = lay(kari, content, name)
    assert answer.status_code == 422
    assert said in wording(answer)
    assert not StoredFile.objects.exists()
    assert list(root().glob("*/*")) == []


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\x\\report.pdf", "report.pdf"),
        ("a\x00b\nc.txt", "abc.txt"),
        ("\u202egpj.exe.txt", "gpj.exe.txt"),
        ('<b>x</b>".pdf', "b__.pdf"),
        ("  . .hidden..  ", "hidden"),
        ("x" * 500 + ".pdf", "x" * 116 + ".pdf"),
        ("", "file"),
        ("...", "file"),
        ("Søknad 2026 – utkast.docx",) * 2,
        ("\u200b\u2066.pdf", "pdf"),
        ("con.\ud800txt", "con.txt"),
    ],
)
def test_names_are_shown_without_what_could_mislead(sent: str, shown: str) -> None:
    found = clean_name(sent)
    assert found == shown
    assert "/" not in found
    assert len(found) <= 120


def test_a_hostile_name_is_only_a_name(cast: Cast, kari: Client) -> None:
    lay(kari, PDF, '../../"><script>alert(1)</script>.pdf')
    one = stored()
    assert place_of(cast.nordlys.pk, one.key).is_relative_to(Path(settings.HOME, "files"))
    assert "<script>alert" not in kari.get(FILES).content.decode()
    assert "\n" not in kari.get(f"{FILES}{one.key}/")["Content-Disposition"]


def test_bytes_lie_outside_every_folder_a_browser_reaches_and_are_the_desks_own(
    cast: Cast, kari: Client
) -> None:
    lay(kari, PDF, "a.pdf")
    place = place_of(cast.nordlys.pk, stored().key)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert place.name == str(stored().key)
    for address in (
        f"/static/../files/{cast.nordlys.pk}/{place.name}",
        f"/files/{cast.nordlys.pk}/{place.name}",
    ):
        assert kari.get(address).status_code == 404


def test_the_same_bytes_are_there_once(cast: Cast, kari: Client, per: Client) -> None:
    lay(kari, PDF, "first.pdf")
    answer = lay(per, PDF, "second.pdf")
    assert answer.status_code == 422
    assert "The same file is there already, as “first.pdf”" in wording(answer)
    assert StoredFile.objects.count() == 1


def test_a_file_far_too_large_is_told_quickly_and_nothing_stays(cast: Cast, kari: Client) -> None:
    answer = lay(kari, PDF + b"x" * 50_000_000, "big.pdf")
    assert answer.status_code == 422
    assert "The file has 51 MB; there is room for 20 MB" in wording(answer)
    assert list(root().glob("*/*")) == []
    assert "20 MB" in wording(cast.client(cast.kari, lang="nb").get(FILES))


def test_a_file_of_the_largest_size_is_taken(cast: Cast, kari: Client) -> None:
    content = PDF + b"x" * (20_000_000 - len(PDF))
    assert lay(kari, content, "large.pdf").status_code == 302
    answer = kari.get(f"{FILES}{stored().key}/")
    assert answer["Content-Length"] == "20000000"
    assert b"".join(answer.streaming_content) == content


def test_a_company_has_so_much_room(cast: Cast, kari: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "MOST_OF_A_COMPANY", 30)
    assert lay(kari, PDF, "a.pdf").status_code == 302
    assert "no room left" in wording(lay(kari, PDF + b"!", "b.pdf"))
    kari.post(f"{FILES}{stored().key}/remove/")  # its bytes lie there for another thirty days
    assert "no room left" in wording(lay(kari, PDF + b"!", "b.pdf"))


def test_a_document_is_removed_and_brought_back(cast: Cast, kari: Client) -> None:
    lay(kari, PDF, "a.pdf")
    key = stored().key
    kari.post(f"{FILES}{key}/remove/")
    assert kari.get(f"{FILES}{key}/").status_code == 404
    assert "1 removed file" in wording(kari.get(FILES))
    kari.post(f"{FILES}{key}/restore/")
    assert kari.get(f"{FILES}{key}/").status_code == 200
    kari.post(f"{FILES}{key}/remove/")
    lay(kari, PDF, "again.pdf")
    kari.post(f"{FILES}{key}/restore/")  # the same bytes are there by now
    assert StoredFile.objects.filter(removed_at=None).count() == 1


def test_a_package_with_a_long_list_of_parts_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    long = office("word", *(f"word/{number}{'x' * 200}" for number in range(8_000)))
    lying = bytearray(office("word"))
    lying[-22 - 20 : -22] = b"PK\6\7" + bytes(16)  # the larger form, whose true numbers stand elsewhere
    monkeypatch.setattr(zipfile.ZipFile, "namelist", lambda package: pytest.fail("it was read"))
    for content in (long, bytes(lying), b"PK\5\6"):
        with pytest.raises(Refused):
            kind_of(BytesIO(content), "a.docx")


def test_what_was_removed_long_ago_is_thrown_away(
    cast: Cast, kari: Client, django_capture_on_commit_callbacks: Any
) -> None:
    lay(kari, PDF, "a.pdf")
    lay(kari, PDF + b"2", "b.pdf")
    gone = stored(name="a.pdf")
    kari.post(f"{FILES}{gone.key}/remove/")
    now = timezone.now()
    loose = place_of(cast.nordlys.pk, gone.key).with_name("5f0c1a52-4a25-4d1c-8b0d-000000000000")
    loose.write_bytes(b"saving was broken off")
    assert acts.purge_files(by=SYSTEM, now=now - timedelta(days=400)) == 0
    os.utime(loose, (0, 0))
    with django_capture_on_commit_callbacks(execute=True):
        assert acts.purge_files(by=SYSTEM, now=now + timedelta(days=31)) == 2
        assert place_of(cast.nordlys.pk, gone.key).exists()  # until the row says for good that it is gone
    assert not loose.exists()
    assert not place_of(cast.nordlys.pk, gone.key).exists()
    assert kari.get(f"{FILES}{stored(name='b.pdf').key}/").status_code == 200
    assert kari.post(f"{FILES}{gone.key}/restore/").status_code == 404


def test_bytes_that_are_gone_from_the_disk_are_a_plain_404(cast: Cast, kari: Client) -> None:
    lay(kari, PDF, "a.pdf")
    place_of(cast.nordlys.pk, stored().key).unlink()
    assert kari.get(f"{FILES}{stored().key}/").status_code == 404


def test_who_may_see_and_change(cast: Cast, kari: Client) -> None:
    lay(kari, PDF, "a.pdf")
    key = stored().key
    assert cast.client(cast.liv).get(FILES).status_code == 200
    for person, status in ((cast.liv, 403), (cast.ola, 403), (cast.rita, 404)):
        browser = cast.client(person)
        assert lay(browser, PDF + b"2", "b.pdf").status_code == status
        assert browser.post(f"{FILES}{key}/remove/").status_code == status
        if person != cast.liv:
            assert browser.get(f"{FILES}{key}/").status_code == status
    assert StoredFile.objects.count() == 1


def test_the_key_of_another_company_opens_nothing(cast: Cast, kari: Client) -> None:
    lay(kari, PDF, "a.pdf")
    rita = cast.client(cast.rita)
    assert rita.get(f"/record/rask/files/{stored().key}/").status_code == 404


def test_taking_a_document_out_is_noted(cast: Cast, kari: Client) -> None:
    lay(kari, PDF, "a.pdf")
    cast.client(cast.liv).get(f"{FILES}{stored().key}/")
    entry = Entry.objects.filter(kind="export", person=cast.liv).latest("pk")
    assert (entry.section, entry.subject) == ("files", f"file {stored().pk}")
    log = "/organisations/nordlys/log/?kind=export"
    assert all(words in kari.get(log).content.decode() for words in ("took a file out", "a.pdf"))
    kari.post(f"{FILES}{stored().key}/remove/")
    kari.get(FILES)  # where the message of the removal is shown
    page = kari.get(log).content.decode()
    assert "took a file out" in page
    assert "a.pdf" not in page
    assert Entry.objects.get(verb="record.keep_file").changes == [f"file {stored().pk}"]


def test_nothing_chosen(cast: Cast, kari: Client) -> None:
    answer = kari.post(FILES, {})
    assert answer.status_code == 422
    assert "Choose a file first." in wording(answer)


def test_many_documents_are_searched_and_leafed_through(cast: Cast, filled: Any, kari: Client) -> None:
    product = filled.product
    for number in range(30):
        StoredFile.objects.create(
            company=cast.nordlys, name=f"letter {number}.pdf", kind="pdf", size=1, sha256=f"{number:064}",
            product=product if number == 7 else None,
        )  # fmt: skip
    first, second = (wording(kari.get(FILES, {"page": page})) for page in (1, 2))
    assert ("30 documents" in first, "Page 1 of 2" in first) == (True, True)
    assert first.count("letter ") + second.count("letter ") >= 30
    assert "letter 29.pdf" in first
    assert "letter 29.pdf" not in second
    by_name = wording(kari.get(FILES, {"text": "LETTER 12"}))
    assert ("1 document " in by_name, "letter 12.pdf" in by_name) == (True, True)
    assert "letter 7.pdf" in wording(kari.get(FILES, {"text": product.name}))
    none = wording(kari.get(FILES, {"text": "<b>none"}))
    assert "No document has “&lt;b&gt;none” in its name or product." in none
    assert "Show all documents" in none
