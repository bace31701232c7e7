"""How far a work is, for the pages of other apps; and spans of time in words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from babel.dates import format_timedelta
from django import template
from django.utils.translation import get_language

from fram.web.jobs.models import Work

register = template.Library()


@register.inclusion_tag("jobs/work_progress.html")
def work_progress(work: Work, address: str = "") -> dict[str, Any]:
    """Draw how far a work is, renewed each second by HTMX until it is over: `{% work_progress work %}`.

    The page loads HTMX itself, and puts `{% include "jobs/without_script.html" %}` into its head so that it
    is renewed without JavaScript too. `address`: another page that answers with this part.
    """
    return {"work": work, "address": address}


@register.filter
def span(length: timedelta) -> str:
    """Write a span of time in words: `1 day`, `6 hours`."""
    return format_timedelta(length, locale=get_language() or "en", threshold=1)
