"""Addresses and words of a record in templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.utils.translation import get_language

from fram.web.record.choices import name_of
from fram.web.record.forms.saying import said as spoken
from fram.workspace.company.pages import Page, Question

register = template.Library()


@register.simple_tag(takes_context=True)
def at(context: Context, name: str, **more: Any) -> str:
    """Return an address of the record that is open: `{% at "page" page="money" as url %}`."""
    address: str = context["where"].at(name, **more)
    return address


@register.filter
def called(page: Page) -> str:
    """Return what a page is called in a menu."""
    return page.name.in_(get_language() or "en")


@register.filter
def asks(page: Page) -> str:
    """Return what a page asks."""
    return page.title.in_(get_language() or "en")


@register.filter
def why_asked(page: Page) -> str:
    """Return why a page asks, where that is told."""
    return page.why.in_(get_language() or "en") if page.why else ""


@register.filter
def words(found: Any) -> str:
    """Return a text in both languages in the reader's."""
    told: str = found.in_(get_language() or "en")
    return told


@register.filter
def answer(value: Any, question: Question) -> str:
    """Return an answer as a reader says it."""
    return spoken(question, value, lang=get_language() or "en")


@register.filter
def regime(word: str) -> str:
    """Return what a regime or standard is called."""
    return name_of("regime", word, lang=get_language() or "en")
