"""Words of a print-out."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.translation import gettext as _

from fram.web.accounts.personal.words import field_words
from fram.web.ui.templatetags.look import day, moment

register = template.Library()
register.filter("field_words", field_words)


@register.filter
def told(value: Any) -> str:
    """Write a value for a reader: moments and days as everywhere, yes and no, a dash for nothing."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    if isinstance(value, dict):
        value = json.dumps(value, ensure_ascii=False) if value else ""
    return "–" if value in (None, "") else str(value)
