"""Forms as a browser sends them: what stands in the boxes of a page, by name."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client

Boxes = dict[str, list[str]]


class _Reader(HTMLParser):
    """Collects what the form with an id (or the first one whose action ends so) would send."""

    def __init__(self, form: str) -> None:
        super().__init__()
        self.form, self.boxes, self.is_in = form, {}, False
        self.text: tuple[str, list[str]] | None = None
        self.list = ""

    boxes: Boxes

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.is_in = told.get("id") == self.form
        name = told.get("name", "")
        if not self.is_in:
            return
        if tag == "select":
            self.list = name
            self.boxes.setdefault(name, [])
        elif tag == "option" and self.list and "selected" in told:
            self.boxes[self.list] = [told["value"]]
        elif tag == "textarea":
            self.text = (name, [])
        elif tag == "input" and name and (told.get("type") not in ("radio", "checkbox") or "checked" in told):
            self.boxes.setdefault(name, []).append(told.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self.text:
            self.text[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.is_in = False
        if tag == "select":
            self.list = ""
        if tag == "textarea" and self.text:
            name, parts = self.text
            self.boxes[name] = ["".join(parts).removeprefix("\n")]
            self.text = None


def boxes(page: HttpResponse | str, form: str = "answers") -> Boxes:
    """What stands in the boxes of the form of that id."""
    reader = _Reader(form)
    reader.feed(page if isinstance(page, str) else page.content.decode())
    return reader.boxes


def send(browser: Client, address: str, *, opened: Any = None, **answers: Any) -> Any:
    """Open a page (or take one opened before), put answers into its boxes, and send it."""
    page = opened or browser.get(address)
    filled = {**boxes(page), "then": ["next"], **{name: _texts(value) for name, value in answers.items()}}
    return browser.post(address, filled)


def wording(page: HttpResponse) -> str:
    """The text of a page without its marks, on one line."""
    content = re.sub(r"<script.*?</script>|<[^>]+>", " ", page.content.decode(), flags=re.DOTALL)
    return " ".join(content.split())


def _texts(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]
