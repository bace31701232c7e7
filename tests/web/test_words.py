"""Every word of the pages stands in Norwegian too, and no word stands there that no page uses."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from fram.web.ui.translations import compiled, sources
from tests.web.words import WEB, used

PLACES = re.compile(r"%\((\w+)\)s")


def catalogues() -> dict[str, Catalog]:
    """The words of each app."""
    found = {}
    for path in sources():
        with path.open("rb") as file:
            found[path.relative_to(WEB).parts[0]] = read_po(file, locale="nb", abort_invalid=True)
    return found


def messages() -> list[tuple[str, Message]]:
    """Every translation with the app that holds it."""
    return [(app, message) for app, words in catalogues().items() for message in words if message.id]


def texts(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def test_every_text_is_translated() -> None:
    known = {text for _, message in messages() if all(texts(message.string)) for text in texts(message.id)}
    assert [(text, file) for text, file in used() if text not in known] == []


def test_no_translation_is_idle() -> None:
    needed = {text for text, _ in used()}
    assert [(app, message.id) for app, message in messages() if texts(message.id)[0] not in needed] == []


def test_the_words_of_a_page_stand_with_its_app() -> None:
    users: dict[str, set[str]] = {}
    for text, file in used():
        users.setdefault(text, set()).add(file.relative_to(WEB).parts[0])
    own = {app for app, _ in messages()}
    apart = [
        (app, text, sorted(users[text]))
        for app, message in messages()
        if (text := texts(message.id)[0]) in users and users[text] & own and app not in users[text] | {"ui"}
    ]
    assert apart == []


def test_a_text_has_one_translation() -> None:
    said: dict[str, set[tuple[str, ...]]] = {}
    for _, message in messages():
        said.setdefault(texts(message.id)[0], set()).add(texts(message.string))
    assert {text: found for text, found in said.items() if len(found) > 1} == {}


def test_translations_keep_what_is_filled_in() -> None:
    wrong = [
        message.id
        for _, message in messages()
        if {*PLACES.findall(texts(message.id)[-1])} != {*PLACES.findall(texts(message.string)[-1])}
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
