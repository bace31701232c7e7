"""Presses the buttons of pages as they stand there, one after the other; nothing of it stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.db import transaction
from django.test import Client

from tests.web.demo.crawling import NO_PAGES, Seen, route_of

OF_A_ROUTE = 3
"""Buttons of one form that are pressed: rows of a list are alike."""
Pairs = list[tuple[str, str]]


@dataclass(slots=True)
class Form:
    """A form that changes something: where it goes, what it sends, and what each button adds to that."""

    action: str
    sends: Pairs = field(default_factory=list)
    buttons: list[Pairs] = field(default_factory=list)


class Forms(HTMLParser):
    """Finds the forms of a page that are sent by POST, with what a browser would send untouched."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.open: Form | None = None
        self.typing, self.choosing = "", ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in a form, or a part of the open one."""
        said = {name: value or "" for name, value in attrs}
        if tag == "form" and said.get("method", "").lower() == "post":
            self.open = Form(action=said.get("action", ""))
            self.found.append(self.open)
        elif self.open is not None:
            self._part(self.open, tag, said)

    def handle_endtag(self, tag: str) -> None:
        """Leave a form or a box of text."""
        if tag == "form":
            self.open = None
        elif tag in ("textarea", "select"):
            self.typing = self.choosing = ""

    def handle_data(self, data: str) -> None:
        """Take in what stands in a box of text."""
        if self.open is not None and self.typing:
            self.open.sends.append((self.typing, data))

    def _part(self, form: Form, tag: str, said: Mapping[str, str]) -> None:
        name, value, kind = said.get("name", ""), said.get("value", ""), said.get("type", "text")
        if tag == "button":
            form.buttons.append([(name, value)] if name else [])
        elif tag == "textarea":
            self.typing = name
        elif tag == "select":
            self.choosing = name
        elif tag == "option" and "selected" in said:
            form.sends.append((self.choosing, value))
        elif tag == "input" and kind != "file" and ("checked" in said or kind not in ("checkbox", "radio")):
            form.sends.append((name, value))


def press(browser: Client, seen: Mapping[str, Seen]) -> dict[str, int]:
    """Press the buttons of all these pages, at most a few of each sort; returns what each answered."""
    tried: Counter[tuple[str, str]] = Counter()
    found: dict[str, int] = {}
    for page, action, button, sends in _buttons(seen):
        sort = (route_of(action), str(button))
        tried[sort] += 1
        if tried[sort] <= OF_A_ROUTE:
            with transaction.atomic():
                answer = browser.post(action, sends)
                transaction.set_rollback(True)
            found[f"{page}: {action} {dict(button)}"] = answer.status_code
    return found


def _buttons(seen: Mapping[str, Seen]) -> Iterator[tuple[str, str, Pairs, dict[str, list[str]]]]:
    for page, one in seen.items():
        for form in Forms(one.html).found:
            action = urljoin(page, form.action)
            if not urlsplit(action).path.startswith(NO_PAGES):
                for button in form.buttons:
                    sends: dict[str, list[str]] = {}
                    for name, value in [*form.sends, *button]:
                        sends.setdefault(name, []).append(value)
                    yield page, action, button, sends
