"""The log is one JSON object a line, tells who did what as numbers, and holds nothing that people typed."""

from __future__ import annotations

import ast
import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from fram.web.site.log.lines import JsonLine, SharedFile
from tests.machine import ROOT
from tests.web.cast import Cast

Lines = Callable[[], list[dict[str, Any]]]
TYPED = "astrid.hemmelig@example.org"


@pytest.fixture
def lines(tmp_path: Path) -> Iterator[Lines]:
    """The lines that are written from now on by every logger."""
    file = tmp_path / "desk.log"
    handler = SharedFile(file, encoding="utf-8", delay=True)
    handler.setFormatter(JsonLine())
    loggers = [logging.getLogger(name) for name in ("", "fram", "django", "django.request")]
    levels = [logger.level for logger in loggers]
    for logger in loggers[:3]:
        logger.addHandler(handler)
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    yield lambda: [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    for logger, level in zip(loggers, levels, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)
    handler.close()


def requests(lines: Lines) -> list[dict[str, Any]]:
    return [line for line in lines() if line["logger"] == "fram.request"]


def test_a_request_is_one_line_with_numbers(cast: Cast, lines: Lines) -> None:
    answer = cast.client(cast.kari).get("/decide/nordlys/?text=secret+plan")
    [line] = requests(lines)
    wanted = {
        "level": "info", "event": "request", "route": "decide:plans", "method": "GET", "status": 200,
        "person": cast.kari.pk, "organisation": cast.nordlys.pk,
    }  # fmt: skip
    assert {key: line[key] for key in wanted} == wanted
    assert line["ms"] >= 0
    assert line["at"].endswith("Z")
    assert line["request"] == answer["X-Request-Id"]
    text = json.dumps(line)
    for word in ("secret", "kari", "nordlys", "Nordlys"):
        assert word not in text


def test_whoever_is_signed_out_or_lost_is_nobody(cast: Cast, lines: Lines) -> None:
    cast.client().get("/decide/nordlys/")
    cast.client().get(f"/{TYPED}/")
    cast.client(cast.rita).get("/decide/nordlys/")
    found = [(line["route"], line["status"], line["organisation"]) for line in requests(lines)]
    assert found[0] == ("decide:plans", 302, None)
    assert found[1][0] == "-"
    assert found[2] == ("decide:plans", 404, None)
    assert TYPED not in json.dumps(lines())


def test_each_request_has_its_own_number_and_the_lines_in_it_share_it(cast: Cast, lines: Lines) -> None:
    kari = cast.client(cast.kari)
    kari.post(
        "/decide/nordlys/new/", {"source": "sovn-app", "draws": 1000, "seed": 1, "ticket": str(UUID(int=1))}
    )
    kari.get("/decide/nordlys/")
    numbers = [line["request"] for line in requests(lines)]
    assert len(set(numbers)) == 2
    logging.getLogger("fram.x").info("outside of any request")
    assert "request" not in lines()[-1]


def test_programs_that_look_at_the_health_leave_no_lines(cast: Cast, lines: Lines) -> None:
    logging.getLogger("fram.x").info("begin")
    cast.client().get("/health/")
    cast.client().get("/static/ui/fram.css").close()
    assert requests(lines) == []
    cast.client().get("/health/ready/")
    assert [line["status"] for line in requests(lines)] == [503]  # a fault is news


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/account/login/", {"login": TYPED, "password": "wrong"}),
        ("/account/signup/", {"email": TYPED, "password1": "x", "name": TYPED}),
        ("/account/password/reset/", {"email": TYPED}),
        (f"/account/login/?next=/{TYPED}", {}),
        (f"/{TYPED}/?q={TYPED}", {"text": TYPED}),
        (f"/decide/{TYPED}/", {"text": TYPED}),
        ("/decide/nordlys/new/", {"company_toml": TYPED, "source": TYPED, "ticket": TYPED, "draws": TYPED}),
        ("/organisations/nordlys/people/", {"email": TYPED, "role": TYPED}),
        ("/language/setlang/", {"language": TYPED, "next": TYPED}),
    ],
)
def test_an_address_typed_anywhere_does_not_reach_the_log(
    cast: Cast, lines: Lines, address: str, fields: dict[str, str]
) -> None:
    for browser in (cast.client(), cast.client(cast.kari)):
        browser.raise_request_exception = False
        browser.get(address, headers={"user-agent": TYPED, "referer": TYPED})
        browser.post(address, fields, headers={"x-forwarded-for": TYPED})
    text = json.dumps(lines(), ensure_ascii=False)
    assert "hemmelig" not in text
    assert "example.org" not in text


def test_an_error_is_told_by_class_and_place(
    cast: Cast, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*given: object, **named: object) -> None:
        try:
            raise KeyError(TYPED)
        except KeyError as error:
            raise ValueError(f"Key (email)=({TYPED}) exists already for Astrid") from error

    monkeypatch.setattr("fram.web.decide.queries.plans", broken)
    browser = cast.client(cast.kari)
    browser.raise_request_exception = False
    assert browser.get("/decide/nordlys/").status_code == 500
    [line] = [line for line in lines() if "error" in line]
    assert line["error"] == "builtins.ValueError from builtins.KeyError"
    assert any(place.startswith("fram.web.decide.views.plans:") for place in line["trace"])
    assert line["request"]
    text = json.dumps(lines(), ensure_ascii=False)
    assert "hemmelig" not in text
    assert "Astrid" not in text


def said(name: str, words: str, *given: object) -> dict[str, Any]:
    record = logging.LogRecord(name, logging.INFO, "x.py", 1, words, given, None)
    line: dict[str, Any] = json.loads(JsonLine().format(record))
    return line


def test_our_own_words_are_filled_in_only_with_numbers_and_names_of_ours() -> None:
    number = UUID(int=7)
    assert said("fram.x", "plan %s of %s took %s", 3, "decide.plan", 1.5)["event"] == (
        "plan 3 of decide.plan took 1.5"
    )
    assert said("fram.x", "work %s", number)["event"] == f"work {number}"
    for typed in (TYPED, "Astrid Hemmelig", "Åse", "a" * 100, "https://x/?q=1", None, ["a"]):
        assert said("fram.x", "saw %s", typed)["event"] == "saw …"


def test_words_of_others_are_not_filled_in_at_all() -> None:
    assert said("django.request", "Not Found: %s", f"/{TYPED}/")["event"] == "Not Found: %s"
    assert said("someone", f"mail to {TYPED}, born 01017012345")["event"] == "mail to …, born …"
    assert said("fram.x", "half a percent %")["event"] == "half a percent %"


def test_what_cannot_be_written_as_json_breaks_nothing() -> None:
    record = logging.LogRecord("fram.x", logging.INFO, "x.py", 1, "odd", (), None)
    record.fields = {"thing": object()}
    assert json.loads(JsonLine().format(record))["thing"] == "…"


def test_our_own_log_calls_have_words_that_stand_still() -> None:
    """An f-string would put what people typed into the words themselves."""
    wrong = []
    for path in (ROOT / "src" / "fram" / "web").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id in ("log", "logger", "logging")
                and node.func.attr in ("debug", "info", "warning", "error", "exception", "critical")
                and not (node.args and isinstance(node.args[0], ast.Constant))
            ):
                wrong.append(f"{path.name}:{node.lineno}")
    assert wrong == []


def test_the_desk_writes_its_log_so() -> None:
    from django.conf import settings

    handler = settings.LOGGING["handlers"]["file"]
    assert handler["class"] == "fram.web.site.log.lines.SharedFile"
    assert settings.LOGGING["formatters"][handler["formatter"]]["()"] == "fram.web.site.log.lines.JsonLine"
    assert settings.LOGGING["root"]["handlers"] == ["file"]
    assert "fram.web.site.log.requests.RequestLog" in settings.MIDDLEWARE[:2]


def test_two_processes_share_one_file(tmp_path: Path) -> None:
    """As two processes see it: two handlers of one file, each of which may turn it over."""
    file = tmp_path / "desk.log"
    pair = [SharedFile(file, maxBytes=400, backupCount=9, encoding="utf-8", delay=True) for _ in range(2)]
    for handler in pair:
        handler.setFormatter(JsonLine())
    for number in range(20):
        record = logging.LogRecord("fram.x", logging.INFO, "x.py", 1, "line %s", (number,), None)
        pair[number % 2].handle(record)
    for handler in pair:
        handler.close()
    files = [path for path in tmp_path.glob("desk.log*") if not path.name.endswith(".lock")]
    written = [line for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    assert sorted(json.loads(line)["event"] for line in written) == sorted(f"line {n}" for n in range(20))
    assert max(path.stat().st_size for path in files) < 600
