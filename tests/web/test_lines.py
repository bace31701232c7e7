"""A list that is filtered: the page with it for readers, the lines alone for the script on that page."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fram.web.accounts.actions.sharing import share
from fram.web.programme.models import Task
from fram.web.record.models import StoredFile
from tests.web.cast import Cast

LISTS = {
    "log": "/organisations/nordlys/log/?kind=write",
    "documents": "/record/nordlys/files/?text=x",
    "plans": "/decide/nordlys/?text=x",
    "who helps": "/programme/nordlys/?state=open",
    "tasks": "/programme/nordlys/tasks/?state=all",
    "caseload": "/programme/klyngen/?state=all",
}
TOKEN = re.compile(r'value="\w{64}"')
SCRIPT = {"HX-Request": "true", "HX-Target": "lines"}


@pytest.fixture
def desk(cast: Cast) -> Cast:
    """A desk with something in each list."""
    share(by=cast.actor(cast.kari), company=cast.nordlys, body=cast.klyngen, sections=("company",))
    Task.objects.create(company=cast.nordlys, title="Count", side="company", made_by=cast.kari)
    StoredFile.objects.create(
        company=cast.nordlys, name="x.pdf", kind="pdf", size=1, sha256="0" * 64, uploaded_by=cast.kari
    )
    return cast


@pytest.mark.parametrize("name", LISTS)
def test_a_script_gets_the_lines_and_nothing_else(desk: Cast, name: str) -> None:
    browser = desk.client(desk.ola if name == "caseload" else desk.kari)
    with CaptureQueriesContext(connection) as whole:
        page = browser.get(LISTS[name])
    with CaptureQueriesContext(connection) as less:
        part = browser.get(LISTS[name], headers=SCRIPT)
    assert (page.status_code, part.status_code) == (200, 200)
    lines, html = (TOKEN.sub("", answer.content.decode()).strip() for answer in (part, page))
    assert lines.startswith('<div id="lines"')
    assert lines in html  # the same template drew both
    assert "<html" not in lines
    assert '<form class="filters' not in lines
    assert len(less) <= len(whole)
    form = re.search(r'<form class="filters[^>]*>', html)
    assert form is not None
    assert f'hx-get="{LISTS[name].partition("?")[0]}"' in form[0]
    assert 'hx-target="#lines"' in form[0]


@pytest.mark.parametrize("name", LISTS)
def test_going_back_shows_a_whole_page(desk: Cast, name: str) -> None:
    browser = desk.client(desk.ola if name == "caseload" else desk.kari)
    answer = browser.get(LISTS[name], headers={**SCRIPT, "HX-History-Restore-Request": "true"})
    assert "<html" in answer.content.decode()
    for told in (answer, browser.get(LISTS[name], headers=SCRIPT), browser.get(LISTS[name])):
        assert {"HX-Request", "HX-History-Restore-Request"} <= set(re.split(r",\s*", told["Vary"]))
    # Nothing of a page is kept in the browser's own store: going back asks the desk.
    assert '"historyCacheSize": 0, "refreshOnHistoryMiss": true' in answer.content.decode()
