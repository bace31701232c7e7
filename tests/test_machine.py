"""The fixtures themselves: the network is closed, a missing need skips or fails, PostgreSQL starts."""

from __future__ import annotations

import socket
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests import machine
from tests.conftest import NetworkBlocked


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80)])
def test_another_machine_cannot_be_reached(address: tuple[str, int]) -> None:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as plug, pytest.raises(NetworkBlocked):
        plug.connect(address)


def test_a_name_cannot_be_looked_up() -> None:
    with pytest.raises(NetworkBlocked):
        socket.getaddrinfo("example.org", 443)


def test_a_page_elsewhere_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("http_proxy")
    monkeypatch.delenv("HTTP_PROXY")
    with pytest.raises(NetworkBlocked):
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open("http://example.org/")


def test_this_machine_can_be_reached() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=2) as plug,
    ):
        assert plug.getpeername() == server.getsockname()


def test_a_missing_need_skips(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FRAM_REQUIRE_ALL", raising=False)
    with pytest.raises(pytest.skip.Exception, match="a lathe is missing"):
        machine.require("a lathe", None)
    machine.require("a lathe", "/usr/bin/lathe")


def test_a_missing_need_fails_where_all_is_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRAM_REQUIRE_ALL", "1")
    with pytest.raises(pytest.fail.Exception, match="a lathe is missing"):
        machine.require("a lathe", None)


@pytest.mark.postgres
def test_postgres_starts_and_answers(postgres: machine.PostgresServer) -> None:
    import psycopg

    with psycopg.connect(postgres.url) as connection:
        row = connection.execute("select 6 * 7, current_setting('server_encoding')").fetchone()
    assert row == (42, "UTF8")


@pytest.mark.browser
def test_chromium_draws_a_page(page: Page) -> None:
    page.set_content("<h1>Fram</h1>")
    assert page.inner_text("h1") == "Fram"


@pytest.mark.slow
@pytest.mark.usefixtures("libreoffice")
def test_libreoffice_works_a_formula_out_anew(tmp_path: Path) -> None:
    import openpyxl
    import xlsxwriter

    path = tmp_path / "sum.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Sums")
        sheet.write_row(0, 0, [19, 23])
        sheet.write_formula(0, 2, "=A1+B1", None, -1)  # a stored value that is wrong
    stored = openpyxl.load_workbook(path, data_only=True)["Sums"]["C1"].value
    anew = openpyxl.load_workbook(machine.recalculated(path, tmp_path / "anew"), data_only=True)
    assert (stored, anew["Sums"]["C1"].value) == (-1, 42)


@pytest.mark.slow
@pytest.mark.usefixtures("libreoffice")
def test_what_libreoffice_cannot_open_fails(tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception, match=r"did not open no\.docx"):
        machine.as_pdf(tmp_path / "no.docx")


def test_a_workbook_is_not_written_over(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="another folder"):
        machine.recalculated(tmp_path / "sum.xlsx", tmp_path)
