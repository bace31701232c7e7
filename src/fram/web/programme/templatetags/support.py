"""Markets, sections and days left in words, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from babel import Locale
from django import template
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from fram.programme.service_clock import Reading
from fram.terms.sections import SECTIONS

register = template.Library()


@register.filter
def market_names(codes: Iterable[str]) -> str:
    """Write markets by name: `Germany, Sweden`."""
    names = Locale.parse(get_language() or "en").territories
    return ", ".join(names.get(code, code) for code in codes)


@register.filter
def section_names(sections: Iterable[str]) -> str:
    """Write sections of the record by name: `Product, Evidence`."""
    lang = get_language() or "en"
    return ", ".join(SECTIONS[name].words.in_(lang) if name in SECTIONS else name for name in sections)


@register.filter
def section_word(section: str) -> str:
    """Write one section by name."""
    return section_names([section])


@register.filter
def days_left(reading: Reading) -> str:
    """Write what a service clock shows: `3 working days left`, `due today`, `2 working days overdue`."""
    left = reading.days_left
    if left == 0:
        return _("due today")
    if left < 0:
        return ngettext("%(n)s working day overdue", "%(n)s working days overdue", -left) % {"n": -left}
    return ngettext("%(n)s working day left", "%(n)s working days left", left) % {"n": left}
