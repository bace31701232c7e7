"""The language of the pages, remembered in the browser."""

from __future__ import annotations

from typing import TypeVar

from django.conf import settings
from django.http import HttpResponseBase

Answer = TypeVar("Answer", bound=HttpResponseBase)


def in_language(answer: Answer, language: str) -> Answer:
    """Return the answer with the mark that shows later pages in this language; nothing without one."""
    if language:
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE, samesite="Lax",
        )  # fmt: skip
    return answer
