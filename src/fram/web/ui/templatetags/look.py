"""How days, moments and questions are written, in the reader's language."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from babel.dates import format_date, format_datetime
from django import forms, template
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import get_language

register = template.Library()
MOMENTS = {"en": "d MMM y, HH:mm", "nb": "d. MMM y 'kl.' HH:mm"}
DAYS = {"en": "d MMM y", "nb": "d. MMM y"}


@register.filter
def moment(at: datetime | None) -> str:
    """Write a moment: `21 Nov 2026, 14:05`, `21. nov. 2026 kl. 14:05`; a dash where there is none."""
    if at is None:
        return "–"
    lang = get_language() or "en"
    return format_datetime(timezone.localtime(at), MOMENTS.get(lang, MOMENTS["en"]), locale=lang)


@register.filter
def day(on: date | datetime | None) -> str:
    """Write a day: `21 Nov 2026`, `21. nov. 2026`; a dash where there is none."""
    if on is None:
        return "–"
    lang = get_language() or "en"
    local = timezone.localtime(on).date() if isinstance(on, datetime) else on
    return format_date(local, DAYS.get(lang, DAYS["en"]), locale=lang)


@register.inclusion_tag("ui/parts/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """Draw one question of a form: label, help, faults and the input, tied together for screen readers."""
    kind = _kind(bound.field.widget)
    parts = [f"{bound.auto_id}-help"] if bound.help_text else []
    parts += [f"{bound.auto_id}-fault"] if bound.errors else []
    described = " ".join(parts)
    marks: dict[str, Any] = {"class": f"ds-input {bound.field.widget.attrs.get('class', '')}".strip()}
    if described:
        marks["aria-describedby"] = described
    if bound.errors:
        marks["aria-invalid"] = "true"
    if kind in ("radio", "checkboxes"):
        bound.field.widget.attrs.setdefault("class", "ds-input")
    return {"field": bound, "kind": kind, "widget": bound.as_widget(attrs=marks), "described": described}


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "checkboxes"
    if isinstance(widget, forms.RadioSelect):
        return "radio"
    return "checkbox" if isinstance(widget, forms.CheckboxInput) else "plain"
