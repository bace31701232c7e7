"""How days and moments are written, in the reader's language."""

from __future__ import annotations

from datetime import datetime

from babel.dates import format_datetime
from django import template
from django.utils import timezone
from django.utils.translation import get_language

register = template.Library()
FORMS = {"en": "d MMM y, HH:mm", "nb": "d. MMM y 'kl.' HH:mm"}


@register.filter
def moment(at: datetime) -> str:
    """Write a moment: `21 Nov 2026, 14:05`, `21. nov. 2026 kl. 14:05`."""
    lang = get_language() or "en"
    return format_datetime(timezone.localtime(at), FORMS.get(lang, FORMS["en"]), locale=lang)
