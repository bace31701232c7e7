"""Every word of the pages stands in Norwegian too, and no word stands there that no page uses."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from fram.web.ui.translations import SOURCE, compiled
from tests.web.words import used

PLACES = re.compile(r"%\((\w+)\)s")


def catalogue() -> Catalog:
    with (SOURCE / "nb" / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale="nb", abort_invalid=True)


def texts(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def test_every_text_is_translated() -> None:
    known = {text for message in catalogue() if all(texts(message.string)) for text in texts(message.id)}
    assert [(text, file) for text, file in used() if text not in known] == []


def test_no_translation_is_idle() -> None:
    needed = {text for text, _ in used()}
    assert [message.id for message in catalogue() if message.id and texts(message.id)[0] not in needed] == []


def test_translations_keep_what_is_filled_in() -> None:
    wrong = [
        message.id
        for message in catalogue()
        if message.id
        and {*PLACES.findall(texts(message.id)[-1])} != {*PLACES.findall(texts(message.string)[-1])}
    ]
    assert wrong == []


def test_the_words_are_found_in_the_pages() -> None:
    assert len({text for text, _ in used()}) > 100  # the finder itself works


def test_compiled_once_for_each_state_of_the_words(tmp_path: Path) -> None:
    folder = compiled(tmp_path)
    made = folder / "nb" / "LC_MESSAGES" / "django.mo"
    first = made.stat().st_mtime_ns
    assert compiled(tmp_path) == folder
    assert made.stat().st_mtime_ns == first
